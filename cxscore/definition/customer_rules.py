"""The customer ledger: one shape of rows, what goes with it, and the KPIs that are lines of it."""

from dataclasses import replace

from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.customers import SHAPES, VALUES, Customers
from cxscore.model.dates import DateColumn
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi, TargetColumn
from cxscore.nearest import suggest_id

HERE: Where = ("customers",)
_NEEDED = ("opening_value", "new_value", "lost_value", "closing_value")


def with_customers(definition: Definition) -> Definition:
    """Return *definition* with what ``customers`` says filled in at the KPIs of the ledger.

    That is their dataset, the day that its rows go by, and the unit of
    the line where they have none of their own.
    """
    kpis = tuple(_filled_in(kpi, definition) for kpi in definition.kpis)
    return replace(definition, kpis=kpis)


def _filled_in(kpi: Kpi, definition: Definition) -> Kpi:
    line, customers = kpi.measure.ledger, definition.customers
    if line is None or customers is None:
        return kpi
    unit = line.unit if line.unit != "currency" or definition.currency else None
    return replace(
        kpi,
        dataset=kpi.dataset or customers.dataset,
        date=kpi.date or ledger_date(customers, definition),
        unit=kpi.unit or unit,
    )


def ledger_date(customers: Customers, definition: Definition) -> DateColumn | None:
    """Return the date that rows of customers go by; None where it is the dataset's own."""
    column, dataset = customers.dated_by, definition.datasets.get(customers.dataset)
    if column is None or dataset is None:
        return None
    match dataset.date:
        case DateColumn(column=own) if own == column and not any(f.date for f in dataset.files):
            return None
    return DateColumn(column)


def check_customers(definition: Definition, findings: Findings) -> Definition:
    """Note what is wrong with ``customers`` and its KPIs; return *definition* without the faulty.

    Where customers cannot be told, no KPI of the ledger can.
    """
    customers, before = definition.customers, findings.errors
    for kpi in definition.kpis:
        if kpi.measure.ledger is not None and kpi.id not in findings.guessed:
            _check_kpi(kpi, definition, findings)
    if customers is None:
        return definition
    _check_shape(customers, findings)
    _check_dataset(customers, definition, findings)
    if findings.errors == before and len(customers.shapes) == 1:
        return definition
    findings.broken |= {kpi.id for kpi in definition.kpis if kpi.measure.ledger is not None}
    return replace(definition, customers=None)


def _check_shape(customers: Customers, findings: Findings) -> None:
    """Note no shape or two, and what does not go with the one there is."""
    # One that is faulty within is written, and said to be faulty where it is.
    written = [name for name in SHAPES if findings.wrote(*HERE, name) is not None]
    if len(written) != 1:
        has = f" and has {' and '.join(written)}" if written else ""
        says = f"customers takes exactly one of: {', '.join(SHAPES)}{has}"
        hint = "keep the one that the rows are" if has else "say which of them the rows are"
        findings.say_at_key((*HERE, *written[1:2]), "CX137", says, hint)
    movements = customers.movements
    if movements is None:
        return
    for key in ("value", "reason", "recommended"):
        if getattr(customers, key) is not None:
            says = f"{spell((*HERE, key))} means nothing for movements, which are no customers"
            hint = f"name the columns of values: {', '.join(VALUES)}" if key == "value" else ""
            findings.say_at_key((*HERE, key), "CX116", says, hint or "remove it")
    given = [key for key in VALUES if key in movements.columns]
    lacking = [key for key in _NEEDED if key not in given]
    if given and lacking:
        where = (*HERE, "movements", given[0])
        says = f"{spell(where)} needs {' and '.join(lacking)} beside it"
        findings.say_at_key(where, "CX137", says, "name them too, or remove it")


def _check_dataset(customers: Customers, definition: Definition, findings: Findings) -> None:
    """Note a dataset that is not there, or has no date where only that can date its rows."""
    written = findings.wrote("datasets")
    known = dict.fromkeys(written, "") if isinstance(written, dict) else {}
    where: Where = (*HERE, "dataset")
    if customers.dataset not in known:
        says = f"there is no dataset '{customers.dataset}'"
        hint = suggest_id(customers.dataset, known) if known else "none is defined"
        findings.say(where, "CX123", says, hint)
        return
    dataset = definition.datasets.get(customers.dataset)
    if dataset is None or customers.dated_by is not None or len(customers.shapes) != 1:
        return
    there: Where = ("datasets", dataset.id, "date")
    dated = dataset.date is not None or all(file.date for file in dataset.files)
    if not dated and dataset.reading.wide is None and not is_said(there, findings.document):
        hint = "name the column that holds it"
        findings.problems.append(missing_key(there, findings.document, hint))


def _check_kpi(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note a line of the ledger that nothing can be counted for, or keys that mean nothing."""
    line, customers, before = kpi.measure.ledger, definition.customers, findings.errors
    assert line is not None, "only lines of the ledger are looked at"
    measure: Where = ("kpis", kpi.id, "measure", "ledger")
    if customers is None:
        if findings.wrote("customers") is None:
            says = f"{spell(measure)} is '{line}', and nothing says who is a customer"
            hint = "add a key at the top: customers: {dataset: …, spells: {…}}"
            findings.say(measure, "CX710", says, hint)
        findings.broken.add(kpi.id)
        return
    if line.of_value and not customers.has_value:
        says = f"{spell(measure)} is '{line}', and nothing says what customers are worth"
        hint = "add customers.value: a column or an expression"
        if customers.movements is not None:
            hint = f"name the columns of values under customers.movements: {', '.join(VALUES)}"
        findings.say(measure, "CX710", says, hint)
    senseless = {
        "dataset": kpi.dataset not in (None, customers.dataset),
        "date": findings.wrote("kpis", kpi.id, "date") is not None,
        "where": kpi.where is not None,
        "drivers": bool(kpi.drivers),
        "target": isinstance(kpi.target, TargetColumn),
    }
    for key, wrong in senseless.items():
        if wrong:
            where: Where = ("kpis", kpi.id, key)
            says = f"{spell(where)} means nothing for the ledger, whose rows customers names"
            findings.say_at_key(where, "CX116", says, "remove it")
    if findings.errors > before:
        findings.broken.add(kpi.id)
