"""What kpis.yaml says of a KPI and of the rows behind it, in keys that compare one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cxscore.model.dataset import Dataset
from cxscore.model.definition import Definition
from cxscore.model.definition_parts import Part, part_of
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi
from cxscore.model.plain import Defined, Plain, plain

_OF_NO_PART = ("id", "was", "accepted")
_LIES = (
    "asked",
    "id",
    "connection",
    "table",
    "query",
    "arrives_within_days",
    "settled_after",
    "columns",
)
"""Keys of a dataset that say where its rows lie and when they come; columns are told apart."""


def defined_of(kpi: Kpi, definition: Definition) -> Defined:
    """Return what *definition* says of *kpi*, with what it says of the rows behind it."""
    found: dict[str, Any] = {
        key: value for key, value in plain(kpi).items() if key not in _OF_NO_PART
    }
    found["measure"] = {kpi.measure_name: plain(kpi.measure)}
    if kpi.measure.theme is not None:
        found["measure"] = {kpi.measure_name: dict(_of_theme(kpi.measure.theme, definition))}
    if kpi.formula is not None:
        found["parts"] = {part.id: _number(part, definition) for part in _parts(kpi, definition)}
    if kpi.measure.ledger is not None and definition.customers is not None:
        found[f"{definition.customers.dataset}.customers"] = plain(definition.customers)
    for id_ in sorted(kpi.datasets):
        if id_ in definition.datasets:
            found |= dict(_of_dataset(definition.datasets[id_], found))
    return found


def _parts(kpi: Kpi, definition: Definition) -> Iterator[Kpi]:
    names = names_used(kpi.formula) if kpi.formula is not None else ()
    yield from (part for part in definition.kpis if part.id in names and part.id != kpi.id)


def _number(kpi: Kpi, definition: Definition) -> Defined:
    found = defined_of(kpi, definition)
    return {key: value for key, value in found.items() if part_of(key) is Part.NUMBER}


def _of_theme(theme: str, definition: Definition) -> Iterator[tuple[str, Plain]]:
    """Yield what is said of a theme of the comments, and of who counts there."""
    comments = definition.comments
    yield "theme", theme
    if comments is None:
        return
    counted = plain(replace(comments.themes, words=None))
    for key in ("text", "respondent", "no_comment"):
        if told := plain(getattr(comments, key)):
            yield key, told
    yield "themes", {**counted, "words": plain((comments.themes.words or {}).get(theme, ()))}


def _of_dataset(dataset: Dataset, kpi: Defined) -> Iterator[tuple[str, Plain]]:
    """Yield what is said of the rows of *dataset*, of its columns those that *kpi* names."""
    said: dict[str, Any] = {
        key: value for key, value in plain(dataset).items() if key not in (*_LIES, "files")
    }
    named = str((kpi.get("measure"), kpi.get("where"), kpi.get("date"), kpi.get("by"), said))
    named += str((kpi.get("gap_between"), kpi.get(f"{dataset.id}.customers")))
    words = set(re.findall(r"\w+", named))
    yield f"{dataset.id}.rows", said
    columns = {name: plain(each) for name, each in dataset.columns.items() if name in words}
    if columns:
        yield f"{dataset.id}.columns", columns
    for file in dataset.files:
        own = {key: value for key, value in plain(file).items() if key not in ("file", "columns")}
        own |= {name: plain(each) for name, each in file.columns.items() if name in words}
        if own:
            yield f"{dataset.id}.{file.path}", own
