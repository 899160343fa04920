"""Opening a workbook: one sheet, copied to a CSV file that DuckDB reads."""

import csv
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxscore.measure.delimited import Delimited
from cxscore.measure.melted import Line, melt
from cxscore.measure.opened import OpenFile
from cxscore.measure.opening import Opening
from cxscore.measure.places import Place
from cxscore.measure.workbook import DamagedWorkbook, NoSuchSheet, cell_text, open_sheet

SUFFIXES = (".xlsx", ".xlsm")

_Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
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


def open_spreadsheet(opening: Opening) -> OpenFile | None:
    """Return the sheet ready to be read, or None where it cannot be, with problems noted.

    Raises:
        MissingLibrary: where openpyxl is not installed.
    """
    try:
        with open_sheet(opening.path, (opening.reading.sheet or (None,))[0]) as rows:
            return _open(opening, rows)
    except NoSuchSheet as error:
        text = f"{opening.shown} has no sheet '{opening.reading.sheet}'"
        opening.note_option("sheet", "CX218", text, f"its sheets are {', '.join(error.names)}")
    except DamagedWorkbook:
        opening.note_damage("it is no Excel workbook, or a damaged one")
    return None


def _open(opening: Opening, rows: _Rows) -> OpenFile | None:
    number, header = _header(rows, (opening.reading.header or (None,))[0])
    if not header:
        opening.note_no_header()
        return None
    decimal = opening.reading.decimal or "."
    if opening.reading.wide is not None:
        lines = (_line(values, row, decimal) for row, values in enumerate(rows, number + 1))
        melted = melt(_line(header, number, decimal), lines, opening.reading.wide)
        return opening.turned(melted, 0)
    return opening.opened(header, 0, _copied(opening, rows, number, header))


def _header(rows: _Rows, wanted: int | None) -> tuple[int, tuple[str, ...]]:
    """Return the header's row, that *wanted* or the first that is not blank, and its names."""
    for number, values in enumerate(rows, start=1):
        names = [cell_text(value) for value in values]
        if number == wanted or (wanted is None and any(names)):
            while names and not names[-1].strip():
                names.pop()
            return number, tuple(names)
    return 0, ()


def _copied(opening: Opening, rows: _Rows, header_row: int, header: tuple[str, ...]) -> Sheet:
    """Write the rows below the header to a CSV file.

    Blank rows are left out, and so are cells to the right of the header.
    """
    target, width = opening.folder() / "sheet.csv", len(header)
    decimal, numbers = opening.reading.decimal or ".", array("L")
    formats = opening.formats
    forms = [formats.get(name.strip()) for name in header]
    with target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, values in enumerate(rows, start=header_row + 1):
            pairs = zip(values, forms, strict=False)
            cells = [cell_text(value, decimal, form) for value, form in pairs]
            if any(cells):
                writer.writerow(cells + [""] * (width - len(cells)))
                numbers.append(number)
    return Sheet(Delimited.copied(target, width), numbers)


def _line(values: tuple[Any, ...], row: int, decimal: str) -> Line:
    """Return a row of a sheet as a line of a wide table."""
    cells = [cell_text(value, decimal) for value in values]
    return Line(cells, lambda at: Place(row=row, text=cells[at] if at < len(cells) else ""))
