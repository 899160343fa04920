"""Datasets of files as the tables that their rows would be, for the words of SQL about them."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cxscore.model.dataset import DataFile, Dataset
from cxscore.model.dates import DateColumn, DateSpec
from cxscore.model.definition import Definition
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi

UNPIVOTED_DATE = "__date"
"""The column of the first days of months that stood across the columns."""


def as_table(dataset: Dataset) -> Dataset:
    """Return *dataset*, of files, as a table of its id whose columns have the names of KPIs.

    What says how cells are written has been heeded by then.
    """
    if dataset.is_table:
        return dataset
    date = _date(dataset)
    columns = {name: replace(each, source=None) for name, each in dataset.columns.items()}
    return replace(
        dataset,
        files=(DataFile(path=dataset.id, date=date),),
        columns=columns,
        table=dataset.id,
        date=date,
        unique_all_columns=False,
    )


def _date(dataset: Dataset) -> DateSpec | None:
    first = dataset.files[0]
    is_wide = (first.reading.wide or dataset.reading.wide) is not None
    found = dataset.date or first.date
    return DateColumn(UNPIVOTED_DATE) if is_wide and found is None else found


def narrowed(definition: Definition, kpis: Collection[str]) -> Definition:
    """Return *definition* with *kpis* alone, those that their formulas are made of besides."""
    known = {kpi.id: kpi for kpi in definition.kpis}
    wanted: dict[str, Kpi] = {}
    asked = list(kpis)
    while asked:
        kpi = known.get(asked.pop())
        if kpi is not None and kpi.id not in wanted:
            wanted[kpi.id] = kpi
            asked += names_used(kpi.formula) if kpi.formula is not None else ()
    chosen = tuple(kpi for kpi in definition.kpis if kpi.id in wanted)
    named = {dataset for kpi in chosen for dataset in kpi.datasets}
    datasets = {
        id_: replace(dataset, closed_loop=None, asked=None)
        for id_, dataset in definition.datasets.items()
        if id_ in named
    }
    chapters: dict[str, Any] = {"hassles": None, "listening": None, "value_at_stake": ()}
    return replace(definition, kpis=chosen, datasets=datasets, **chapters)
