"""Value at stake: ids, datasets, KPIs and columns that are there, and stand once."""

from dataclasses import replace

from cxscore.definition.dataset_rules import undated_datasets
from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.definition import Definition
from cxscore.model.stakes import Stake
from cxscore.nearest import suggest_id

HERE = "value_at_stake"


def check_stakes(definition: Definition, findings: Findings) -> Definition:
    """Note what is wrong with ``value_at_stake``; return *definition* with the sound ones."""
    sound: list[Stake] = []
    for at, stake in enumerate(definition.value_at_stake):
        before = findings.errors
        here: Where = (HERE, at)
        if any(stake.id == other.id for other in definition.value_at_stake[:at]):
            says = f"'{stake.id}' stands in value_at_stake a second time"
            findings.say((*here, "id"), "CX108", says)
        _check_kpi(stake, here, findings)
        _check_alike(stake, here, findings)
        _check_dataset(stake, here, definition, findings)
        if findings.errors == before:
            sound.append(stake)
    return replace(definition, value_at_stake=tuple(sound))


def _check_kpi(stake: Stake, here: Where, findings: Findings) -> None:
    """Note a KPI that is not there."""
    known = _ids("kpis", findings)
    if stake.kpi is not None and stake.kpi not in known:
        hint = suggest_id(stake.kpi, known) if known else "none is defined"
        findings.say((*here, "kpi"), "CX124", f"there is no KPI '{stake.kpi}'", hint)


def _check_alike(stake: Stake, here: Where, findings: Findings) -> None:
    """Note a column by which customers are to be alike twice."""
    for at, column in enumerate(stake.alike):
        if column in stake.alike[:at]:
            says = f"'{column}' stands in 'alike' a second time"
            findings.say((*here, "alike", at), "CX108", says)


def _check_dataset(stake: Stake, here: Where, definition: Definition, findings: Findings) -> None:
    """Note a dataset that is not there, whose rows have no date, or do not count as one each."""
    known, name = _ids("datasets", findings), stake.dataset
    dataset = definition.datasets.get(name)
    if name not in known:
        hint = suggest_id(name, known) if known else "none is defined"
        findings.say((*here, "dataset"), "CX123", f"there is no dataset '{name}'", hint)
    elif name in undated_datasets(definition, findings):
        where: Where = ("datasets", name, "date")
        problem = missing_key(where, findings.document, "name the column that holds it")
        if problem not in findings.problems and not is_said(where, findings.document):
            findings.problems.append(problem)
    elif dataset is not None and dataset.survey_weight is not None:
        where = (*here, "dataset")
        says = f"{spell(where)} is '{name}', whose rows are weighted: customers are counted whole"
        hint = "make a dataset of the same rows without survey_weight"
        findings.say(where, "CX116", says, hint)


def _ids(part: str, findings: Findings) -> dict[str, str]:
    """Return the ids under *part*, whether they are sound or not."""
    written = findings.wrote(part)
    return dict.fromkeys(written, "") if isinstance(written, dict) else {}
