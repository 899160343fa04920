"""Hassles: the dataset that their cases are in, and how many customers one is of."""

from dataclasses import replace

from cxscore.definition.dataset_rules import undated_datasets
from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where
from cxscore.model.definition import Definition
from cxscore.nearest import suggest_id


def check_hassles(definition: Definition, findings: Findings) -> Definition:
    """Note hassles of a dataset that is not there, or whose rows have no date, or of no customers.

    Return *definition* without hassles that cannot be counted.
    """
    hassles, before = definition.hassles, findings.errors
    if hassles is None:
        return definition
    where: Where = ("hassles", "dataset")
    written = findings.wrote("datasets")
    known = dict.fromkeys(written, "") if isinstance(written, dict) else {}
    if hassles.dataset not in known:
        says = f"there is no dataset '{hassles.dataset}'"
        findings.say(where, "CX123", says, suggest_id(hassles.dataset, known) if known else "")
    elif hassles.dataset in undated_datasets(definition, findings):
        where = ("datasets", hassles.dataset, "date")
        problem = missing_key(where, findings.document, "name the column that holds it")
        if problem not in findings.problems and not is_said(where, findings.document):
            findings.problems.append(problem)
    if hassles.customers is not None and _is_no_count(hassles.customers):
        says = f"hassles.customers is {hassles.customers}, not a whole number from 1"
        hint = "write 1, a column or an expression; without it cases count"
        findings.say(("hassles", "customers"), "CX112", says, hint)
    return definition if findings.errors == before else replace(definition, hassles=None)


def _is_no_count(text: str) -> bool:
    """Return whether *text* is a number, and none that customers can be counted by."""
    try:
        number = float(text)
    except ValueError:
        return False
    return not (number >= 1 and number.is_integer())
