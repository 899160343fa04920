"""Bad cells: which they are, and the first places of each kind in each file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from cxscore.measure.checks.cell_messages import MAY_BE_MISSING, Expected, part_at_fault
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.rows import FAULTS, MOST_FAULTS, RECORD, Fault, Rows
from cxscore.measure.files.file import OpenFile
from cxscore.measure.places import Place, shown
from cxscore.measure.queries.schema import DATES
from cxscore.measure.queries.source import ColumnSource
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Column
from cxscore.model.dates import DateColumn, DateParts
from cxscore.problems import SHOWN_PER_FILE, Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


OFTEN = 20
"""Cells of one text from which on it is no slip, but stands for something."""


@dataclass(slots=True)
class _Kind:
    """Bad cells of one column that are told under one code."""

    places: int
    """How many of them are told."""
    count: int = 0
    first: dict[int, Fault] = field(default_factory=dict)
    """What is wrong with the cell, by the number of its row; of the first rows only."""

    def add(self, records: Iterable[int], count: int, fault: Fault) -> None:
        """Add *count* cells with *fault*, the first of which are in *records*."""
        self.count += count
        known = self.first | dict.fromkeys(records, fault)
        self.first = {record: known[record] for record in sorted(known)[: self.places]}


def bad_cells(connection: "DuckDBPyConnection", rows: Rows, number: int) -> list[Problem]:
    """Return what is wrong with the cells of file *number*, read once more for the places.

    The first few cells of each kind and column are told, and how many more
    there are. A cell that fails in several ways is told once.
    """
    kinds: dict[tuple[str, str], _Kind] = {}
    for faults in _batches(rows.faults):
        for mask, records, count in _masks(connection, rows, number, faults):
            for (column, code), fault in _cells(rows, number, mask, faults).items():
                kinds.setdefault((column, code), _Kind(rows.schema.places)).add(
                    records, count, fault
                )
    file = rows.files[number]
    problems = []
    for (column, code), kind in kinds.items():
        found = _told(rows, file, column, code, kind)
        found[-1] = replace(found[-1], more=kind.count - len(found))
        problems += found
    return problems


def columns_at_fault(rows: Rows, number: int, mask: int) -> list[str]:
    """Return the names of the columns in which a row with *mask* has a bad cell."""
    file = rows.schema.sources[number]
    names = [f.column or date_name(file) for f in rows.faults if mask >> f.bit & 1]
    return list(dict.fromkeys(names))


def date_name(file: ColumnSource) -> str:
    """Return what the date of the rows of *file* is called."""
    if isinstance(file.date, DateColumn):
        return file.date.column
    assert isinstance(file.date, DateParts), "a fixed date cannot be wrong"
    return f"{file.date.year} and {file.date.month}"


def _batches(faults: Sequence[Fault]) -> Iterator[list[Fault]]:
    """Yield *faults* in lots that have a bit each, those of a column together."""
    lot: list[Fault] = []
    for _, of_column in groupby(faults, key=lambda fault: fault.column):
        more = list(of_column)
        if lot and len(lot) + len(more) > MOST_FAULTS:
            yield _numbered(lot)
            lot = []
        lot += more
    yield _numbered(lot)


def _numbered(lot: Sequence[Fault]) -> list[Fault]:
    return [replace(fault, bit=min(bit, MOST_FAULTS - 1)) for bit, fault in enumerate(lot)]


def _masks(
    connection: "DuckDBPyConnection", rows: Rows, number: int, faults: Sequence[Fault]
) -> list[tuple[int, list[int], int]]:
    """Return how many rows of a file have the same faults, and the numbers of the first of them."""
    judged = rows.judged([number], records=True, faults=faults)
    mask, record = quoted(FAULTS), quoted(RECORD)
    query = (
        f"SELECT {mask}, MIN({record}, {rows.schema.places}), COUNT(*) FROM ({judged}) "  # noqa: S608 (names are ours)
        f"WHERE {mask} <> 0 GROUP BY 1 ORDER BY 1"
    )
    return connection.execute(query).fetchall()


def _cells(
    rows: Rows, number: int, mask: int, faults: Sequence[Fault]
) -> dict[tuple[str, str], Fault]:
    """Return what is wrong with a row, by column and code, each cell but once.

    A cell outside several scales is held to the narrowest, and one that is
    no number at all to the scale as well.
    """
    file = rows.schema.sources[number]
    dated = date_name(file) if isinstance(file.date, DateColumn) else ""
    worst: dict[str, Fault] = {}
    for fault in faults:
        if mask >> fault.bit & 1:
            # The date and a column that KPIs use besides may be one and the same cell.
            cell = fault.column or dated
            worst[cell] = min(worst.get(cell, fault), fault, key=rank)
    return {(cell, code(rows, file, fault)): fault for cell, fault in worst.items()}


def rank(fault: Fault) -> tuple[bool, bool, float]:
    """Return how narrowly *fault* says what is wrong; the least is told."""
    check = fault.check
    if check is None:
        return True, True, 0.0
    low = float("-inf") if check.low is None else check.low
    high = float("inf") if check.high is None else check.high
    return False, not (check.whole or check.words), high - low


def code(rows: Rows, file: ColumnSource, fault: Fault) -> str:
    """Return the code of the problem that a cell with *fault* makes."""
    return "CX203" if fault.blank else expected(rows, file, fault).code


def _told(rows: Rows, file: OpenFile, column: str, code: str, kind: _Kind) -> list[Problem]:
    """Return a problem for each of the first cells of *kind*."""
    records = list(kind.first)
    if isinstance(file.date, DateParts) and not column:
        return _in_parts(rows, file, file.date, records, code)
    places = file.locate(records, _relation(rows, file, column))
    problems = []
    for record, place in zip(records, places, strict=True):
        if code == "CX203":
            problems.append(file.problem(place, code, *blank_cell(column, place.text)))
        else:
            text, hint = expected(rows, file, kind.first[record]).said(place.text)
            often = MAY_BE_MISSING if code == "CX205" and _one_and_the_same(kind, places) else ""
            problems.append(file.problem(place, code, text, hint or often))
    return problems


def _one_and_the_same(kind: _Kind, places: Sequence[Place]) -> bool:
    """Return whether it is one answer off the scale that is given again and again."""
    return (
        kind.count >= OFTEN and len({place.text.strip() for place in places[:SHOWN_PER_FILE]}) == 1
    )


def _in_parts(
    rows: Rows, file: OpenFile, date: DateParts, records: Sequence[int], code: str
) -> list[Problem]:
    """Return the problems of dates whose year, month or day cannot be read."""
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    columns = [_part_places(rows, file, part, records) for part in parts]
    return [_in_part(file, parts, places, code) for places in zip(*columns, strict=True)]


def _in_part(
    file: ColumnSource, parts: Sequence[str | int], places: Sequence[Place], code: str
) -> Problem:
    at = part_at_fault([place.text for place in places])
    if isinstance(parts[at], int):
        # A fixed day that one of the months lacks: what is told is the column that varies.
        at = next(n for n in reversed(range(len(parts))) if isinstance(parts[n], str))
    name, place = str(parts[at]), places[at]
    if code == "CX203":
        return file.problem(place, code, *blank_cell(name, place.text))
    wanted = ("a year like 2026", "a month: 1 to 12, or its name", "a day of that month")[at]
    return file.problem(place, code, f"{name} is '{shown(place.text.strip())}', not {wanted}")


def _part_places(
    rows: Rows, file: OpenFile, part: str | int, records: Sequence[int]
) -> list[Place]:
    """Return where a part of the dates of rows stands; a number stands in no cell."""
    if isinstance(part, int):
        return [Place(text=str(part))] * len(records)
    return file.locate(records, _relation(rows, file, part))


def blank_cell(name: str, cell: str) -> tuple[str, str]:
    """Return that the date in column *name* is blank, and a hint."""
    text = f"'{shown(cell.strip())}', which stands for a blank" if cell.strip() else "blank"
    return f"{name} is {text}", "a row needs a date to belong to a period"


def _relation(rows: Rows, file: ColumnSource, name: str) -> str:
    column = rows.schema.column_of(file, name)
    assert column is not None, "cells of a column that is missing are blank, and blanks are sound"
    return column


def expected(rows: Rows, file: ColumnSource, fault: Fault) -> Expected:
    """Return what the cell with *fault* should have been."""
    schema = rows.schema
    name = fault.column or date_name(file)
    column = schema.described(file, name)
    key = f"datasets.{schema.id}.columns.{name}"
    kind = schema.type_of(name) if fault.column else column.type
    if isinstance(file.date, DateColumn) and file.date.column == name:
        column = _dated(column, file.date)
        key = f"datasets.{schema.id}.date"
    if not fault.column and kind not in DATES:
        kind = ColumnType.DATETIME
    assert kind is not None
    timezone = schema.definition.timezone
    return Expected(name, kind, column, file.reading, timezone, key, fault.check)


def _dated(column: Column, date: DateColumn) -> Column:
    return replace(column, format=date.format) if date.format else column
