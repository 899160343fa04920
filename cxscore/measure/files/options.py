"""What kpis.yaml says of a file: its own options over those of its dataset."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace

from cxscore.model.column_type import SERIALS
from cxscore.model.dataset import Column, DataFile, Dataset, Reading
from cxscore.model.dates import DateColumn, DateParts, DateSpec
from cxscore.model.definition import Definition

_UNSAID = Column()


def merged_columns(dataset: Dataset, spec: DataFile) -> dict[str, Column]:
    """Return the columns of *spec* over those of *dataset*, field by field."""
    merged = dict(dataset.columns)
    for name, column in spec.columns.items():
        said = {
            part.name: value
            for part in fields(Column)
            if (value := getattr(column, part.name)) != getattr(_UNSAID, part.name)
        }
        merged[name] = replace(merged.get(name, _UNSAID), **said)
    return merged


def merged_reading(dataset: Dataset, spec: DataFile) -> Reading:
    """Return the options of *spec* over those of *dataset*."""
    said = {
        part.name: value
        for part in fields(Reading)
        if (value := getattr(spec.reading, part.name)) is not None
    }
    return replace(dataset.reading, **said)


def date_formats(columns: Mapping[str, Column], date: DateSpec | None) -> dict[str | int, str]:
    """Return how dates are written, by their column's name in the header, trimmed, or its place."""
    formats = {
        _trimmed(column.source or name): column.format
        for name, column in columns.items()
        if column.format and column.format not in SERIALS
    }
    if isinstance(date, DateColumn) and date.format and date.format not in SERIALS:
        column = columns.get(date.column, _UNSAID)
        formats.setdefault(_trimmed(column.source or date.column), date.format)
    return formats


def _trimmed(place: str | int) -> str | int:
    return place.strip() if isinstance(place, str) else place


def names_in_header(
    columns: Mapping[str, Column], date: DateSpec | None, reading: Reading, asked: frozenset[str]
) -> frozenset[str]:
    """Return the names that the header should have, as near as the definition tells."""
    places = {column.source or name for name, column in columns.items()}
    names = {place for place in places if isinstance(place, str)}
    names |= asked - columns.keys()
    match date:
        case DateColumn(column=column):
            names.add(column)
        case DateParts():
            names |= set(date.columns.values())
    if reading.wide is not None:
        names.add(reading.wide.label)
    return frozenset(names - {""})


def names_asked(definition: Definition, dataset: Dataset) -> frozenset[str]:
    """Return the names that KPIs may use for *dataset*'s columns: every word of every measure."""
    words = [*dataset.unique, dataset.survey_weight or "", dataset.frequency or ""]
    texts = [dataset.where or ""]
    if dataset.closed_loop is not None:
        loop = dataset.closed_loop
        words += [loop.opened, loop.closed, loop.recovered or ""]
    for kpi in definition.kpis:
        texts += [kpi.where or "", *_texts(asdict(kpi.measure))]
        words += [name for names in kpi.dimension_sets for name in names]
        words += [kpi.population.column or ""] if kpi.population is not None else []
    for text in texts:
        words += [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|(\w+)', text)]
    return frozenset(word for word in words if word)


def _texts(value: object) -> Iterator[str]:
    """Yield every text within *value*, a measure taken apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
