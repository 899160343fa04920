"""The gate, and what KPIs are accepted for: conditions, KPIs, groups and people that exist."""

from typing import Any

from cxscore.definition.findings import Findings
from cxscore.definition.people_rules import people_named
from cxscore.documents import Where
from cxscore.gate.asking import (
    Misnamed,
    condition_named,
    must_be_able,
    must_be_of_a_kpi,
    read_condition,
    words_asked,
)
from cxscore.gate.conditions import CONDITIONS
from cxscore.model.definition import Definition
from cxscore.model.gate import NO_GATE
from cxscore.nearest import suggest_id


def with_conditions(schema: dict[str, Any]) -> dict[str, Any]:
    """Return *schema*, that of kpis.yaml, with the conditions of the gate for editors."""
    names = list(CONDITIONS)
    schema["$defs"]["Accepted"]["properties"]["what"]["enum"] = names
    one = {"type": "string", "pattern": rf"^([A-Za-z][\w-]*:)?({'|'.join(names)})$"}
    examples = {"examples": names}
    schema["properties"]["fail_on"]["anyOf"] = [
        {"const": NO_GATE},
        {**one, **examples},
        {"type": "array", "items": {**one, **examples}},
    ]
    return schema


def check_gate(definition: Definition, findings: Findings) -> None:
    """Note conditions that do not exist or name nothing, and what nobody accepts."""
    written = findings.wrote("kpis")
    kpis = list(written) if isinstance(written, dict) else []
    groups: dict[str, tuple[str, ...]] = {group.id: () for group in definition.groups}
    try:
        asked = words_asked(definition.fail_on)
    except Misnamed as fault:
        findings.say(("fail_on",), "CX190", fault.text, fault.hint)
        asked = ()
    for text in asked:
        try:
            must_be_able(read_condition(text, kpis, groups), definition)
        except Misnamed as fault:
            where: Where = ("fail_on", definition.fail_on.index(text))
            where = where if where in findings.document.values else ("fail_on",)
            findings.say(where, "CX190", fault.text, fault.hint)
    _check_accepted(definition, findings)


def _check_accepted(definition: Definition, findings: Findings) -> None:
    people = people_named({owner.id: owner for owner in definition.owners}, findings)
    for kpi in definition.kpis:
        for at, accepted in enumerate(kpi.accepted):
            here: Where = ("kpis", kpi.id, "accepted", at)
            try:
                must_be_of_a_kpi(condition_named(accepted.what))
            except Misnamed as fault:
                findings.say((*here, "what"), "CX190", fault.text, fault.hint)
            if people and accepted.by not in people:
                says = f"there is no owner '{accepted.by}'"
                findings.say((*here, "by"), "CX120", says, suggest_id(accepted.by, people))
