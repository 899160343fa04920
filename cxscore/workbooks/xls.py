"""Workbooks of .xls, of Excel up to 2003, by xlrd: it tells errors, formats and merged cells."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from struct import error as StructError  # noqa: N812 (it is an exception)
from typing import Any

from cxscore.problems import MissingLibrary
from cxscore.workbooks.workbook import (
    NO_DATE,
    OF_PARTS,
    Book,
    DamagedWorkbook,
    Grid,
    Merged,
    Percent,
    is_percent,
)


@contextmanager
def open_xls(path: Path) -> Iterator[Book]:
    """Yield the workbook *path*; formulas come as the value that was last worked out.

    Raises:
        MissingLibrary: where xlrd is not installed.
        DamagedWorkbook: where the file is no workbook.
    """
    try:
        import xlrd
        from xlrd.compdoc import CompDocError
    except ImportError as error:
        remedy = "pip install 'cxscore[xlsx]'"
        raise MissingLibrary(f"reading {path.name}", remedy) from error
    damage = (xlrd.XLRDError, CompDocError, StructError, *_DAMAGE)
    with path.open("rb") as stream, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            book = xlrd.open_workbook(
                file_contents=stream.read(), formatting_info=True, logfile=nowhere
            )
        except damage as error:
            raise DamagedWorkbook from error
    yield _Xls(book)


_DAMAGE = (*OF_PARTS, AssertionError)
"""AssertionError is of xlrd's own looking at what it has read."""


class _Xls:
    """A workbook that xlrd has opened."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 (xlrd tells no types)
        self._book = book

    @property
    def names(self) -> Sequence[str]:
        """The worksheets' names, in order."""
        names: list[str] = self._book.sheet_names()
        return names

    def top(self, name: str, count: int) -> Iterator[Sequence[object]]:
        """Return the first *count* rows of the worksheet *name*."""
        sheet = self._book.sheet_by_name(name)
        return (self._values(sheet, row) for row in range(min(count, sheet.nrows)))

    def grid(self, name: str) -> Grid:
        """Return the worksheet *name*."""
        sheet = self._book.sheet_by_name(name)
        merged = [
            Merged(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
        ]
        return Grid((self._values(sheet, row) for row in range(sheet.nrows)), merged)

    def _values(self, sheet: Any, row: int) -> list[object]:  # noqa: ANN401 (see above)
        try:
            return [self._value(cell) for cell in sheet.row(row)]
        except _DAMAGE as error:
            raise DamagedWorkbook(f"row {row + 1} of the sheet is damaged") from error

    def _value(self, cell: Any) -> object:  # noqa: ANN401 (see above)
        import xlrd

        if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return None
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#ERROR")
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._moment(cell.value)
        if cell.ctype == xlrd.XL_CELL_NUMBER and self._is_percent(cell):
            return Percent(cell.value)
        return cell.value

    def _moment(self, days: float) -> object:
        """Return the date that is so many *days* from the workbook's first, or a time alone."""
        import xlrd

        try:
            moment = xlrd.xldate_as_datetime(days, self._book.datemode)
        except (OverflowError, ValueError):
            return NO_DATE
        return moment.time() if 0 <= days < 1 else moment

    def _is_percent(self, cell: Any) -> bool:  # noqa: ANN401 (see above)
        key = self._book.xf_list[cell.xf_index].format_key
        return is_percent(self._book.format_map[key].format_str)
