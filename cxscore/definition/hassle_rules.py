"""Hassles: the dataset that their cases are in."""

from dataclasses import replace

from cxscore.definition.dataset_rules import undated_datasets
from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where
from cxscore.model.definition import Definition
from cxscore.nearest import suggest_id


def check_hassles(definition: Definition, findings: Findings) -> Definition:
    """Note hassles of a dataset that is not there, or whose rows have no date or are of nobody.

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
    customers = findings.wrote("hassles", "customers")
    if isinstance(customers, int | float) and customers < 1:
        says = f"hassles.customers is {customers}; it must be at least 1"
        findings.say(("hassles", "customers"), "CX112", says, "leave it out to count cases")
    return definition if findings.errors == before else replace(definition, hassles=None)
