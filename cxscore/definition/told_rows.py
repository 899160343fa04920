"""Rows that tell of customers: the dataset that has them, and the moments that they are about."""

from collections.abc import Mapping

from cxscore.definition.dataset_rules import undated_datasets
from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.definition import Definition
from cxscore.model.moment_told import MomentTold
from cxscore.nearest import suggest_id


def check_dated(name: str, where: Where, definition: Definition, findings: Findings) -> None:
    """Note that there is no dataset *name*, which *where* names, or that its rows have no date."""
    written = findings.wrote("datasets")
    known = dict.fromkeys(written, "") if isinstance(written, dict) else {}
    if name not in known:
        hint = suggest_id(name, known) if known else ""
        findings.say(where, "CX123", f"there is no dataset '{name}'", hint)
    elif name in undated_datasets(definition, findings):
        date = ("datasets", name, "date")
        problem = missing_key(date, findings.document, "name the column that holds it")
        if problem not in findings.problems and not is_said(date, findings.document):
            findings.problems.append(problem)


def check_moment(
    moment: MomentTold, where: Where, known: Mapping[str, str], findings: Findings
) -> None:
    """Note a moment that is none of the *known*, and two ways of telling it."""
    if (moment.id is None) == (moment.column is None):
        says = f"{spell(where)} takes either a moment's id or a 'column'"
        findings.say_at_key(where, "CX137", says)
        return
    if moment.map and moment.column is None:
        says = f"{spell((*where, 'map'))} means nothing without 'column'"
        findings.say_at_key((*where, "map"), "CX116", says, "remove it")
    if moment.id is not None and moment.id not in known:
        findings.say(where, "CX122", *_no_moment(moment.id, known))
    for cell, id_ in moment.map.items():
        if id_ not in known:
            findings.say_of_map((*where, "map"), cell, "CX122", *_no_moment(id_, known))


def _no_moment(id_: str, known: Mapping[str, str]) -> tuple[str, str]:
    hint = suggest_id(id_, known) if known else "add it to a stage of the 'journey'"
    return f"there is no moment '{id_}'", hint
