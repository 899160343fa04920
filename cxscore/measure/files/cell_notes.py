"""What the cells of a worksheet say besides their values: formats, formulas, merged ranges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cxscore.frozen import frozen
from cxscore.measure.wording import plural
from cxscore.problems import Problem, grouped
from cxscore.workbooks.workbook import Merged, Percent, Unknown, letters

KEPT = 3
"""Cells of a kind that are named."""


@frozen
class Note:
    """A fault of a column's cells, said only where the column is read."""

    column: int
    """From 0, among those of the relation."""
    problem: Problem
    numbers: bool = True
    """Whether it is a fault only where the cells are read as numbers."""
    merged: bool = False
    """Whether it is none where the column is to be filled."""


@frozen
class CellNotes:
    """What is to be said of the columns of a file, once they are read."""

    notes: tuple[Note, ...] = ()
    percent: frozenset[int] = frozenset()
    """The columns (from 0) whose cells are shown in per cent."""


@dataclass(slots=True)
class _Cells:
    """Cells of one kind: how many there are, and the first rows."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        self.count += 1
        if len(self.rows) < KEPT:
            self.rows.append(row)

    def named(self, column: int) -> str:
        """Return the first cells and how many more there are; *column* is from 1."""
        cells = ", ".join(f"{letters(column)}{row}" for row in self.rows)
        more = self.count - len(self.rows)
        return f"{cells} and {grouped(more)} more" if more else cells


class ColumnNotes:
    """Notes taken of one column while its cells are copied."""

    def __init__(self, name: str, column: int) -> None:
        """Begin with the column's *name* in the header and its place in the sheet, from 1."""
        self._name, self._column = name, column
        self._kinds: dict[type, _Cells] = {}
        self._merged: list[tuple[Merged, str]] = []

    def take(self, value: object, row: int) -> None:
        """Note *value*, which stands in *row* of the sheet; 0 is 0 in per cent, too."""
        kind = float if type(value) is int else type(value)
        if value and kind in (Percent, float, Unknown):
            self._kinds.setdefault(kind, _Cells()).add(row)

    def take_merged(self, merged: Merged, shown: str) -> None:
        """Note that the number *shown* stands for all rows of *merged*."""
        self._merged.append((merged, shown))

    @property
    def is_percent(self) -> bool:
        """Whether numbers are shown in per cent."""
        return Percent in self._kinds

    def problems(self, path: str) -> Iterator[tuple[Problem, bool, bool]]:
        """Yield what is wrong in the file printed as *path*, as a :class:`Note` takes it."""
        unknown, percent, plain = (self._kinds.get(k) for k in (Unknown, Percent, float))
        if unknown is not None:
            one = unknown.count == 1
            text = (
                f"{plural(unknown.count, 'formula')} of '{self._name}' {'has' if one else 'have'}"
            )
            text += f" no stored value: {unknown.named(self._column)}"
            hint = "open the file in a spreadsheet program and save it"
            yield self._problem(path, unknown.rows[0], "CX260", text, hint), False, False
        if percent is not None and plain is not None:
            text = f"'{self._name}' is shown in per cent in {percent.named(self._column)}"
            text += f", and as a plain number in {plain.named(self._column)}"
            hint = "give the whole column one number format"
            first = min(percent, plain, key=lambda cells: cells.count)
            yield self._problem(path, first.rows[0], "CX258", text, hint), True, False
        if self._merged:
            merged, shown = self._merged[0]
            rows = merged.bottom - merged.top + 1
            text = f"{merged.name} is merged: {shown} stands once for {grouped(rows)} rows"
            if len(self._merged) > 1:
                text += f", and {plural(len(self._merged) - 1, 'range')} of '{self._name}' likewise"
            hint = "unmerge it and give each row its number, or set fill: down if each has this one"
            yield self._problem(path, merged.top, "CX264", text, hint), True, True

    def _problem(self, path: str, row: int, code: str, text: str, hint: str) -> Problem:
        return Problem(path, 0, 0, code, text, hint=hint, row=row)


def notes_of(columns: Sequence[ColumnNotes], path: str) -> CellNotes:
    """Return the notes taken of *columns*, those of the relation, in the file at *path*."""
    notes = [
        Note(at, *found) for at, column in enumerate(columns) for found in column.problems(path)
    ]
    percent = frozenset(at for at, column in enumerate(columns) if column.is_percent)
    return CellNotes(tuple(notes), percent)
