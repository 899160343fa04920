"""Who answers for a KPI besides its owner, what it is for, and what is missing between silos."""

from collections.abc import Mapping, Sequence

from cxscore.definition.findings import Findings
from cxscore.documents import Where
from cxscore.model.choices import Kind
from cxscore.model.definition import Definition
from cxscore.model.escalation import BOARD, DEPUTY, SPONSOR, EscalationStep
from cxscore.model.kpi import Kpi
from cxscore.model.outline import Owner, silo_of
from cxscore.nearest import suggest_id


def check_people(definition: Definition, findings: Findings) -> None:
    """Note what names nobody, whom a KPI cannot have, and what goes in a circle.

    What is missing between silos is a warning.
    """
    owners = {owner.id: owner for owner in definition.owners}
    kpis = _names(findings)
    for kpi in definition.kpis:
        _check_owner(kpi, owners, findings)
        for key in ("steward", "target_setter"):
            _check_name(kpi, key, "CX120", "owner", people_named(owners, findings), findings)
        for key in ("serves", "guard"):
            _check_name(kpi, key, "CX124", "KPI", kpis, findings)
        if kpi.guard == kpi.id:
            says = f"kpis.{kpi.id}.guard is the KPI itself"
            findings.say(("kpis", kpi.id, "guard"), "CX165", says, "name another KPI")
    _check_circles(definition, findings)
    _check_steps(("escalation",), definition.escalation, people_named(owners, findings), findings)
    for kpi in definition.kpis:
        where: Where = ("kpis", kpi.id, "escalation")
        _check_steps(where, kpi.escalation or (), people_named(owners, findings), findings)
    _check_rights(definition, people_named(owners, findings), findings)
    _advise(definition, owners, findings)


def people_named(owners: Mapping[str, Owner], findings: Findings) -> dict[str, str]:
    """Return the ids of all people that are named, sound or not, with what they are called."""
    found = findings.wrote("owners")
    written = dict.fromkeys(found, "") if isinstance(found, dict) else {}
    return written | {owner.id: owner.name for owner in owners.values()}


def _names(findings: Findings) -> dict[str, str]:
    found = findings.wrote("kpis")
    every = found.items() if isinstance(found, dict) else ()
    return {key: str(v.get("name", "")) if isinstance(v, dict) else "" for key, v in every}


def _check_name(
    kpi: Kpi, key: str, code: str, said: str, known: Mapping[str, str], findings: Findings
) -> None:
    name = getattr(kpi, key)
    if name is not None and known and name not in known:
        where: Where = ("kpis", kpi.id, key)
        findings.say(where, code, f"there is no {said} '{name}'", suggest_id(name, known))


def _check_owner(kpi: Kpi, owners: Mapping[str, Owner], findings: Findings) -> None:
    owner = owners.get(kpi.owner)
    if owner is not None and owner.supplier:
        says = f"kpis.{kpi.id}.owner is {owner.id}, a supplier, who cannot answer for a KPI"
        hint = "name who answers for it here, and the supplier as a contributor"
        findings.say(("kpis", kpi.id, "owner"), "CX164", says, hint)
    if kpi.steward is not None and kpi.steward == kpi.owner:
        says = f"kpis.{kpi.id}.steward is {kpi.owner}, who answers for it as well"
        findings.warn(("kpis", kpi.id, "steward"), "CX510", says, "let somebody else keep the data")


def _check_steps(
    where: Where, steps: Sequence[EscalationStep], people: Mapping[str, str], findings: Findings
) -> None:
    """Note a step that leads to nobody."""
    known = {**dict.fromkeys((DEPUTY, SPONSOR, BOARD), ""), **people}
    for at, step in enumerate(steps):
        if step.to not in known:
            says = f"there is no owner '{step.to}'"
            findings.say((*where, at, "to"), "CX120", says, suggest_id(step.to, known))


def _check_rights(definition: Definition, people: Mapping[str, str], findings: Findings) -> None:
    """Note decision rights of nobody, that lead to nobody, stand twice, or have no currency."""
    known = {**dict.fromkeys((DEPUTY, SPONSOR, BOARD), ""), **people}
    taken: set[str] = set()
    for at, right in enumerate(definition.decision_rights):
        here: Where = ("decision_rights", at)
        if right.id in taken:
            says = f"'{right.id}' is the id of a decision right a second time"
            findings.say((*here, "id"), "CX108", says)
        taken.add(right.id)
        if people and right.decider not in people:
            says, hint = f"there is no owner '{right.decider}'", suggest_id(right.decider, people)
            findings.say((*here, "decider"), "CX120", says, hint)
        if right.above not in known:
            says, hint = f"there is no owner '{right.above}'", suggest_id(right.above, known)
            findings.say((*here, "above"), "CX120", says, hint)
    if definition.decision_rights and findings.wrote("currency") is None:
        says = "decision_rights have limits, and no currency is named"
        hint = "add a key at the top, as currency: GBP"
        findings.say(("decision_rights",), "CX104", says, hint)


def _check_circles(definition: Definition, findings: Findings) -> None:
    """Note each circle of what KPIs are for, once, at its first KPI."""
    serves = {kpi.id: kpi.serves for kpi in definition.kpis if kpi.serves is not None}
    told: set[str] = set()
    for start in serves:
        way = [start]
        while (following := serves.get(way[-1])) is not None and following not in way:
            way.append(following)
        if following == start and start not in told:
            told |= set(way)
            says = f"KPIs serve one another in a circle: {' → '.join((*way, start))}"
            findings.say(("kpis", start, "serves"), "CX165", says, "take one of them out")


def _advise(definition: Definition, owners: Mapping[str, Owner], findings: Findings) -> None:
    """Note outcomes that one silo is to bring about alone, and outputs that are for nothing."""
    for kpi in definition.kpis:
        where: Where = ("kpis", kpi.id, "kind")
        silo = silo_of(kpi.owner, owners)
        if kpi.kind is Kind.OUTCOME and {silo_of(name, owners) for name in kpi.contributors} <= {
            silo
        }:
            says = f"kpis.{kpi.id} is an outcome to which nobody outside {silo} contributes"
            findings.warn(where, "CX503", says, "name whom else it depends on")
        if kpi.kind is Kind.OUTPUT and kpi.serves is None:
            says = f"kpis.{kpi.id} is an output, and serves no outcome"
            findings.warn(where, "CX504", says, "name the KPI that it is for")
