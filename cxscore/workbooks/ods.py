"""Workbooks of .ods, the OpenDocument format: read from its XML, which tells what cells are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from cxscore.workbooks.workbook import OF_ARCHIVES, Book, DamagedWorkbook, Grid, Merged, Percent
from cxscore.workbooks.xlsx_parts import parse, refuse_declarations

_CONTENT = "content.xml"
_WIDEST, _LONGEST = 16_384, 1_048_576
_SPAN = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


@contextmanager
def open_ods(path: Path) -> Iterator[Book]:
    """Yield the workbook *path*.

    Raises:
        DamagedWorkbook: where the file is no workbook.
    """
    reader = _Reader()
    try:
        with path.open("rb") as stream, ZipFile(stream) as archive:
            refuse_declarations(archive, _CONTENT)
            parse(archive, _CONTENT, reader.start, reader.end, reader.text)
    except (*OF_ARCHIVES, KeyError, expat.ExpatError) as error:
        raise DamagedWorkbook from error
    yield _Ods(reader.sheets)


class _Table:
    """A worksheet, as far as it has been read."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.merged: list[Merged] = []


class _Ods:
    """A workbook that has been read."""

    def __init__(self, sheets: Mapping[str, _Table]) -> None:
        self._sheets = sheets

    @property
    def names(self) -> Sequence[str]:
        """The worksheets' names, in order."""
        return list(self._sheets)

    def top(self, name: str, count: int) -> Sequence[Sequence[object]]:
        """Return the first *count* rows of the worksheet *name*."""
        return self._sheets[name].rows[:count]

    def grid(self, name: str) -> Grid:
        """Return the worksheet *name*."""
        table = self._sheets[name]
        return Grid(table.rows, table.merged)


class _Reader:
    """Follows the elements of content.xml."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Table] = {}
        self._table = _Table()
        self._row: list[object] = []
        self._row_times = 1
        self._blank_rows = 0
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._notes = 0

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "table":
            self._table, self._blank_rows = _Table(), 0
            self.sheets[_of(has, "name")] = self._table
        elif name == "table-row":
            self._row, self._row_times = [], _times(has, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = has, []
        elif name == "annotation":
            self._notes += 1
        elif name == "p" and not self._notes:
            self._paragraphs.append("")
        elif name == "s" and self._paragraphs:
            self._paragraphs[-1] += " " * _times(has, "c")

    def text(self, text: str) -> None:
        """Take the text within an element."""
        if self._paragraphs and not self._notes:
            self._paragraphs[-1] += text

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "annotation":
            self._notes -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell, self._paragraphs = None, []
        elif name == "table-row":
            self._end_row()

    def _end_cell(self, has: Mapping[str, str]) -> None:
        value = _value(has, "\n".join(self._paragraphs))
        times = _times(has, "number-columns-repeated")
        down, right = _times(has, "number-rows-spanned"), _times(has, "number-columns-spanned")
        if down * right > 1:
            row = len(self._table.rows) + self._blank_rows + 1
            column = len(self._row) + 1
            merged = Merged(row, column, row + down - 1, column + right - 1)
            self._table.merged.append(merged)
        # The last cell of a row stands for all blank ones to its right.
        if len(self._row) + times <= _WIDEST:
            self._row += [value] * times

    def _end_row(self) -> None:
        while self._row and self._row[-1] is None:
            self._row.pop()
        if not self._row:
            self._blank_rows += self._row_times
            return
        rows = self._table.rows
        if len(rows) + self._blank_rows + self._row_times > _LONGEST:
            raise DamagedWorkbook(f"it has more than {_LONGEST} rows")
        rows += [[] for _ in range(self._blank_rows)]
        rows += [self._row] * self._row_times
        self._blank_rows = 0


def _value(has: Mapping[str, str], text: str) -> object:
    """Return what a cell holds."""
    kind = _of(has, "value-type")
    try:
        match kind:
            case "percentage":
                return Percent(float(_of(has, "value")))
            case "float" | "currency":
                return float(_of(has, "value"))
            case "boolean":
                return _of(has, "boolean-value") == "true"
            case "date":
                written = _of(has, "date-value")
                return datetime.fromisoformat(written) if "T" in written else _day(written)
            case "time":
                return _span(_of(has, "time-value"))
    except ValueError as error:
        raise DamagedWorkbook(f"a cell is said to hold the {kind} '{text[:20]}'") from error
    return text or _of(has, "string-value") or None


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _span(written: str) -> timedelta:
    """Return the length of time in *written*, as ``PT1H30M``."""
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _times(has: Mapping[str, str], name: str) -> int:
    number = _of(has, name) or "1"
    return int(number) if number.isdecimal() else 1


def _of(has: Mapping[str, str], name: str) -> str:
    """Return the attribute *name*, whatever its name space; "" where there is none."""
    return next((value for key, value in has.items() if key.rpartition(":")[2] == name), "")
