"""Workbooks of .xlsb, Excel's binary form: records of cells, formats and merged ranges."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from posixpath import join, normpath
from struct import error as StructError  # noqa: N812 (it is an exception)
from struct import pack, unpack_from
from zipfile import ZipFile

from cxscore.workbooks.workbook import (
    NO_DATE,
    OF_ARCHIVES,
    OF_PARTS,
    Book,
    DamagedWorkbook,
    Grid,
    Merged,
    Percent,
    is_date,
    is_percent,
)
from cxscore.workbooks.xlsx_parts import parse

_WORKBOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_STRINGS, _STYLES = "xl/sharedStrings.bin", "xl/styles.bin"

# Records, by their numbers in [MS-XLSB] 2.3.2; cells are from 2 (a packed number) to 11.
_ROW, _CELLS = 0, range(2, 12)
_STRING_ITEM, _FORMAT, _STYLE = 19, 44, 47
_PROPERTIES, _SHEET, _MERGED, _STYLES_BEGIN, _STYLES_END = 153, 156, 176, 617, 618

_ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((*range(14, 23), 45, 46, 47), "yyyy-mm-dd")}
"""Number formats that no file writes down: per cent, dates and times."""
_LONGEST, _WIDEST = 1_048_576, 16_384
_DAMAGE = (*OF_ARCHIVES, *OF_PARTS, StructError)


@contextmanager
def open_xlsb(path: Path) -> Iterator[Book]:
    """Yield the workbook *path*; formulas come as the value that was last worked out.

    Raises:
        DamagedWorkbook: where the file is no workbook.
    """
    with path.open("rb") as stream:
        try:
            archive = ZipFile(stream)
            book = _Xlsb(archive)
        except _DAMAGE as error:
            raise DamagedWorkbook from error
        with archive:
            yield book


class _Xlsb:
    """A workbook whose sheets are read one by one."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._sheets: dict[str, str] = {}
        self._epoch = datetime(1899, 12, 30)  # noqa: DTZ001 (a cell has no zone)
        targets: dict[str, str] = {}

        def relation(name: str, has: Mapping[str, str]) -> None:
            if name == "Relationship":
                targets[has.get("Id", "")] = normpath(join("xl", has.get("Target", "")))

        parse(archive, _RELATIONS, relation)
        for kind, record in _records(archive.read(_WORKBOOK)):
            if kind == _PROPERTIES and record[0] & 1:
                self._epoch = datetime(1904, 1, 1)  # noqa: DTZ001 (see above)
            elif kind == _SHEET:
                key, end = _text(record, 8)
                self._sheets[_text(record, end)[0]] = targets[key].lstrip("/")
        self._strings = [
            _text(record, 1)[0] for kind, record in self._part(_STRINGS) if kind == _STRING_ITEM
        ]
        self._formats = self._number_formats()

    @property
    def names(self) -> Sequence[str]:
        """The worksheets' names, in order."""
        return list(self._sheets)

    def top(self, name: str, count: int) -> Sequence[Sequence[object]]:
        """Return the first *count* rows of the worksheet *name*."""
        return list(self.grid(name).rows)[:count]

    def grid(self, name: str) -> Grid:
        """Return the worksheet *name*."""
        rows: list[list[object]] = []
        merged: list[Merged] = []
        try:
            for kind, record in self._part(self._sheets[name]):
                if kind == _ROW:
                    (number,) = unpack_from("<I", record)
                    if number >= _LONGEST:
                        raise DamagedWorkbook(f"a row is said to be number {number + 1}")
                    rows += [[] for _ in range(number + 1 - len(rows))]
                elif kind in _CELLS:
                    column, style = unpack_from("<II", record)
                    if column >= _WIDEST:
                        raise DamagedWorkbook(f"a column is said to be number {column + 1}")
                    rows[-1] += [None] * (column - len(rows[-1]))
                    rows[-1].append(self._shown(_value(kind, record, self._strings), style))
                elif kind == _MERGED:
                    top, bottom, left, right = unpack_from("<IIII", record)
                    merged.append(Merged(top + 1, left + 1, bottom + 1, right + 1))
        except _DAMAGE as error:
            if isinstance(error, DamagedWorkbook):
                raise
            raise DamagedWorkbook(f"row {len(rows)} of the sheet is damaged") from error
        return Grid(rows, merged)

    def _part(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Yield the records of a part; none where there is no such part."""
        if name in self._archive.namelist():
            yield from _records(self._archive.read(name))

    def _number_formats(self) -> list[str]:
        """Return the number format of each style of cells."""
        known, styles, inside = dict(_BUILT_IN), [], False
        for kind, record in self._part(_STYLES):
            if kind == _FORMAT:
                known[unpack_from("<H", record)[0]] = _text(record, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                inside = kind == _STYLES_BEGIN
            elif kind == _STYLE and inside:
                styles.append(unpack_from("<H", record, 2)[0])
        return [known.get(style, "") for style in styles]

    def _shown(self, value: object, style: int) -> object:
        """Return *value* as its number format shows it: in per cent, as a date, or plain."""
        at = style & 0xFFFFFF
        if not isinstance(value, float) or at >= len(self._formats):
            return value
        form = self._formats[at]
        if is_percent(form):
            return Percent(value)
        if not is_date(form):
            return value
        try:
            length = timedelta(days=value)
            moment = self._epoch + length
        except OverflowError:
            return NO_DATE
        if form.lower().startswith(("[h", "[m", "[s")):
            return length
        return moment.time() if 0 <= value < 1 else moment


def _value(kind: int, record: bytes, strings: Sequence[str]) -> object:
    """Return what a cell holds, numbers as they are stored."""
    match kind:
        case 2:
            return _packed(unpack_from("<I", record, 8)[0])
        case 5 | 9:
            number: float = unpack_from("<d", record, 8)[0]
            return number
        case 7:
            return strings[unpack_from("<I", record, 8)[0]]
        case 6 | 8:
            return _text(record, 8)[0]
        case 4 | 10:
            return bool(record[8])
    return _ERRORS.get(record[8], "#ERROR")


def _packed(number: int) -> float:
    """Return a number of 30 bits, whole or the head of a double, maybe in hundredths."""
    if number & 2:
        value = float(number >> 2 if number < 1 << 31 else (number >> 2) - (1 << 30))
    else:
        value = unpack_from("<d", pack("<Q", (number & ~3) << 32))[0]
    return value / 100 if number & 1 else value


def _text(record: bytes, at: int) -> tuple[str, int]:
    """Return the text at *at* in a record, and where it ends."""
    (length,) = unpack_from("<I", record, at)
    end = at + 4 + 2 * length
    if end > len(record):
        raise IndexError(end)
    return record[at + 4 : end].decode("utf-16-le"), end


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record of *part*."""
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if at + size > len(part):
            raise IndexError(at + size)
        yield kind, part[at : at + size]
        at += size
