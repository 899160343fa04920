"""Opening a workbook: each sheet that is meant, copied to a CSV file that DuckDB reads."""

import csv
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.files.cell_notes import ColumnNotes, notes_of
from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.reader import Opening
from cxscore.measure.files.records import Record, joined
from cxscore.measure.files.unpivoted import Line, unpivot
from cxscore.measure.places import Place
from cxscore.measure.wording import names_listed
from cxscore.model.dataset_forms import EVERY_SHEET
from cxscore.workbooks.opening import open_book
from cxscore.workbooks.workbook import (
    Book,
    DamagedWorkbook,
    Grid,
    Merged,
    Percent,
    Unknown,
    cell_text,
    letters,
)

SAMPLED = 30
"""First rows in which a header is looked for, and which are kept to tell what it is."""

_Rows = Iterator[Sequence[object]]


@frozen
class Sheet:
    """A worksheet, copied to a CSV file."""

    copy: Delimited
    rows: "array[int]"
    """The sheet's row of each record."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return self.copy.paths

    def relation(self) -> str:
        """Return the table function that reads it, all columns text, named c1, c2, ..."""
        return self.copy.relation()

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return the sheet's rows of these records (from 0), and what *column* holds there."""
        found = self.copy.locate(rows, column)
        return [
            Place(row=self.rows[row], text=place.text)
            for row, place in zip(rows, found, strict=True)
        ]


def open_spreadsheet(opening: Opening) -> list[OpenFile]:
    """Return the sheets that are meant, ready to be read; problems are noted.

    Raises:
        MissingLibrary: where what reads this kind of workbook is not installed.
    """
    try:
        with open_book(opening.path) as book:
            headers = _Headers(book, opening.reading.header)
            found = []
            for sheet in _wanted(opening, book, headers):
                file = _open(opening.of_sheet(sheet), book.grid(sheet))
                if file is not None:
                    found.append(replace(file, beside=headers.beside(sheet)))
            return found
    except DamagedWorkbook as error:
        opening.note_damage(str(error) or "it is no workbook, or a damaged one")
    return []


class _Headers:
    """The headers of a workbook's sheets, each read when it is asked for."""

    def __init__(self, book: Book, lines: Sequence[int] | None) -> None:
        self._book, self._lines = book, lines
        self._known: dict[str, frozenset[str]] = {}

    def of(self, name: str) -> frozenset[str]:
        """Return the names in the header of the sheet *name*, trimmed."""
        if name not in self._known:
            top = self._book.top(name, (self._lines or (SAMPLED,))[-1])
            _, header = _header(iter(top), self._lines, ())
            self._known[name] = frozenset(each.strip() for each in header) - {""}
        return self._known[name]

    def beside(self, name: str) -> dict[str, frozenset[str]]:
        """Return the headers of all other sheets, by their names."""
        return {each: self.of(each) for each in self._book.names if each != name}


def _wanted(opening: Opening, book: Book, headers: _Headers) -> list[str]:
    """Return the names of the sheets that are meant; those that are not there are noted."""
    names, asked = list(book.names), opening.reading.sheet
    if not names:
        raise DamagedWorkbook("it has no sheets")
    if asked is not None and EVERY_SHEET not in asked:
        for name in asked:
            if name not in names:
                text = f"{opening.shown} has no sheet '{name}'"
                opening.note_option("sheet", "CX218", text, f"its sheets are {', '.join(names)}")
        return [name for name in asked if name in names]
    if len(names) == 1:
        return names
    if asked is None:
        _note_more(opening, names, headers)
        return names[:1]
    first = max(names, key=lambda name: len(headers.of(name) & opening.names))
    columns = headers.of(first) & opening.names or headers.of(first)
    same = [name for name in names if columns <= headers.of(name)]
    left = [name for name in names if name not in same and headers.of(name)]
    if left:
        lacking = min(columns - headers.of(left[0]))
        which = "it" if len(left) == 1 else f"'{left[0]}'"
        text = f"{opening.shown}: {_sheets(left)} not read: {which} has no column '{lacking}'"
        opening.note_sheets(text, "name the sheets that are meant under 'sheet'")
    return same


def _note_more(opening: Opening, names: Sequence[str], headers: _Headers) -> None:
    """Note that other sheets have the columns of the first, where nobody says which is meant."""
    columns = headers.of(names[0]) & opening.names
    others = [name for name in names[1:] if columns and columns <= headers.of(name)]
    if others:
        text = f"{opening.shown}: {_sheets(others)} not read, only '{names[0]}' is"
        hint = f"set sheet: '{EVERY_SHEET}' to read all that have these columns, or name them"
        opening.note_sheets(text, hint)


def _sheets(names: Sequence[str]) -> str:
    listed = names_listed([f"'{name}'" for name in names])
    return f"the sheet {listed} is" if len(names) == 1 else f"the sheets {listed} are"


def _open(opening: Opening, grid: Grid) -> OpenFile | None:
    rows = iter(grid.rows)
    number, header = _header(rows, opening.reading.header, grid.merged)
    if not any(name.strip() for name in header):
        opening.note_no_header()
        return None
    number += sum(1 for _ in islice(rows, opening.reading.skip_after_header or 0))
    if opening.reading.wide is not None:
        return _unpivot(opening, rows, number, header)
    copying = _Copying(opening, header, grid.merged)
    source = copying.write(rows, number)
    names, positions = copying.names, copying.positions
    sample = [Record(row, cells) for row, cells in copying.sample]
    file = opening.opened(names, 0, source, sample=sample)
    return opening.selected(
        replace(file, positions=positions, notes=notes_of(copying.notes, opening.shown))
    )


def _header(
    rows: _Rows, lines: Sequence[int] | None, merged: Sequence[Merged]
) -> tuple[int, tuple[str, ...]]:
    """Return the header's last row, of *lines* or the first that is not blank, and its names.

    In the upper of several lines a merged cell names all columns below it.
    """
    found: list[list[str]] = []
    for number, values in enumerate(rows, start=1):
        names = [cell_text(value) for value in values]
        if lines is None and not any(name.strip() for name in names):
            continue
        if lines is None or number in lines:
            found.append(_spread(names, number, merged) if lines and number < lines[-1] else names)
        if lines is None or number == lines[-1]:
            header = joined([Record(number, cells or [""]) for cells in found])
            return number, tuple(header.cells)
    return 0, ()


def _spread(names: list[str], row: int, merged: Sequence[Merged]) -> list[str]:
    """Return *names*, those of ranges that are merged in *row* given to each of their columns."""
    for each in merged:
        if each.top <= row <= each.bottom and each.left <= len(names):
            width = each.right - each.left + 1
            names += [""] * (each.right - len(names))
            names[each.left - 1 : each.right] = [names[each.left - 1]] * width
    return names


class _Copying:
    """The rows of a sheet on their way to a CSV file, and what is noted of their cells.

    Blank rows are left out, and so are columns that have no name and are not
    asked for by their place.
    """

    def __init__(self, opening: Opening, header: Sequence[str], merged: Sequence[Merged]) -> None:
        self._target = opening.place_for_copy("sheet.csv")
        self._decimal = opening.reading.decimal or "."
        asked = opening.places
        named = {at for at, name in enumerate(header, start=1) if name.strip()}
        self.positions = tuple(sorted(named | asked))
        self.names = tuple(header[at - 1] if at <= len(header) else "" for at in self.positions)
        self.notes = [
            ColumnNotes(name.strip() or str(at), at)
            for name, at in zip(self.names, self.positions, strict=True)
        ]
        self.sample: list[tuple[int, list[str]]] = []
        formats = opening.formats
        self._columns = [
            (at - 1, note, formats.get(name.strip()) or formats.get(at))
            for at, name, note in zip(self.positions, self.names, self.notes, strict=True)
        ]
        self._merged = sorted(
            (each for each in merged if each.bottom > each.top), key=lambda each: -each.top
        )
        self._above: dict[int, tuple[Merged, object]] = {}

    def write(self, rows: _Rows, before: int) -> Sheet:
        """Write *rows*, which begin in the sheet's row after *before*."""
        numbers = array("L")
        with self._target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for number, values in enumerate(rows, start=before + 1):
                cells = self._cells(number, values)
                if any(cell and not cell.isspace() for cell in cells):
                    writer.writerow(self._filled(number, cells))
                    numbers.append(number)
                    if len(self.sample) < SAMPLED:
                        self.sample.append((number, cells))
        return Sheet(Delimited.copied(self._target, len(self.names)), numbers)

    def _cells(self, number: int, values: Sequence[object]) -> list[str]:
        """Return the cells of a row as text, and take note of them."""
        while self._merged and self._merged[-1].top <= number:
            merged = self._merged.pop()
            if merged.top == number and merged.left <= len(values):
                self._above[merged.left - 1] = merged, values[merged.left - 1]
        cells = []
        for at, note, form in self._columns:
            value = values[at] if at < len(values) else None
            if value is None:
                cells.append("")
                continue
            note.take(value, number)
            cells.append(cell_text(value, self._decimal, form))
        return cells

    def _filled(self, number: int, cells: list[str]) -> list[str]:
        """Return *cells* with what is merged into them from above."""
        if not self._above:
            return cells
        for at, (merged, _) in list(self._above.items()):
            if number > merged.bottom:
                del self._above[at]
        for place, (at, note, form) in enumerate(self._columns):
            if at not in self._above or cells[place]:
                continue
            merged, value = self._above[at]
            cells[place] = cell_text(value, self._decimal, form)
            if type(value) in (int, float, Percent) and number == merged.top + 1:
                note.take_merged(merged, cells[place])
        return cells


def _unpivot(opening: Opening, rows: _Rows, number: int, header: Sequence[str]) -> OpenFile | None:
    """Return the sheet unpivoted: its months are rows."""
    assert opening.reading.wide is not None
    decimal = opening.reading.decimal or "."
    lines = []
    for row, values in enumerate(rows, start=number + 1):
        unknown = next((at for at, value in enumerate(values, 1) if type(value) is Unknown), None)
        if unknown is not None:
            text = f"{letters(unknown)}{row} is a formula without a stored value"
            hint = "open the file in a spreadsheet program and save it"
            opening.note(Place(row=row), "CX260", text, hint)
            return None
        lines.append(_line(values, row, decimal))
    unpivoted = unpivot(_line(header, number, decimal), lines, opening.reading.wide)
    return opening.unpivoted(unpivoted, 0)


def _line(values: Sequence[object], row: int, decimal: str) -> Line:
    """Return a row of a sheet as a line of a wide table."""
    cells = [cell_text(value, decimal) for value in values]
    return Line(cells, lambda at: Place(row=row, text=cells[at] if at < len(cells) else ""))
