"""Workbooks of .xlsx and .xlsm: cells and their formats by openpyxl, the rest from the parts."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from cxscore.problems import MissingLibrary
from cxscore.workbooks.workbook import (
    OF_ARCHIVES,
    OF_PARTS,
    Book,
    DamagedWorkbook,
    Grid,
    Percent,
    Unknown,
    is_percent,
)
from cxscore.workbooks.xlsx_parts import SheetParts

if TYPE_CHECKING:
    from openpyxl import Workbook

_DAMAGE = (*OF_ARCHIVES, *OF_PARTS, OverflowError, SyntaxError)
"""OverflowError is of dates that no calendar reaches, SyntaxError of openpyxl's XML parser."""


@contextmanager
def open_xlsx(path: Path) -> Iterator[Book]:
    """Yield the workbook *path*; formulas come as the value that was last worked out.

    Raises:
        MissingLibrary: where openpyxl is not installed.
        DamagedWorkbook: where the file is no workbook.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        remedy = "pip install 'cxscore[xlsx]'"
        raise MissingLibrary(f"reading {path.name}", remedy) from error
    with ExitStack() as stack:
        # openpyxl warns of what it drops (drop-down lists, styles); none of it is data.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stream = stack.enter_context(path.open("rb"))
        try:
            parts = SheetParts.of(stack.enter_context(ZipFile(stream)))
            book = load_workbook(stream, read_only=True, data_only=True)
        except (*_DAMAGE, InvalidFileException) as error:
            raise _damaged(error) from error
        stack.callback(book.close)
        yield _Xlsx(book, parts)


class _Xlsx:
    """A workbook that openpyxl has opened."""

    def __init__(self, book: "Workbook", parts: SheetParts) -> None:
        self._book, self._parts = book, parts

    @property
    def names(self) -> Sequence[str]:
        """The worksheets' names, in order."""
        return [sheet.title for sheet in self._book.worksheets]

    def top(self, name: str, count: int) -> Iterator[Sequence[object]]:
        """Return the first *count* rows of the worksheet *name*."""
        try:
            sheet = self._book[name]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=count)
        except _DAMAGE as error:
            raise _damaged(error) from error
        return _rows(rows, frozenset())

    def grid(self, name: str) -> Grid:
        """Return the worksheet *name*."""
        try:
            found = self._parts.look_at(name)
            sheet = self._book[name]
            sheet.reset_dimensions()
            rows = sheet.iter_rows()
        except _DAMAGE as error:
            raise _damaged(error) from error
        return Grid(self._explained(name, _rows(rows, found.unknown)), found.merged)

    def _explained(self, name: str, rows: Iterator[list[object]]) -> Iterator[list[object]]:
        """Yield *rows*; where one is damaged, look for the place that a parser of XML names."""
        try:
            yield from rows
        except DamagedWorkbook:
            self._parts.look_at(name, closely=True)
            raise


def _rows(rows: Iterator[Any], unknown: frozenset[tuple[int, int]]) -> Iterator[list[object]]:
    """Yield the values of *rows*, those of *unknown* cells marked."""
    formulas = {row for row, _ in unknown}
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
            if cells is None:
                return
            values = [_value(cell) for cell in cells]
        except _DAMAGE as error:
            raise _damaged(error, number) from error
        if number in formulas:
            columns = {column for row, column in unknown if row == number}
            values += [None] * (max(columns) - len(values))
            for column in columns:
                values[column - 1] = Unknown()
        yield values


def _value(cell: Any) -> object:  # noqa: ANN401 (openpyxl tells no types)
    value = cell.value
    if type(value) in (int, float) and is_percent(cell.number_format):
        return Percent(value)
    return value


def _damaged(error: Exception, row: int = 0) -> DamagedWorkbook:
    if isinstance(error, DamagedWorkbook):
        return error
    return DamagedWorkbook(f"row {row} of the sheet is damaged" if row else "")
