"""Small CSV files that people write, row by row, with the place of every cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from cxscore.frozen import frozen
from cxscore.problems import Problem
from cxscore.text_files import decode

DELIMITERS = ",;\t"
LARGEST = 16_000_000
"""Bytes of a file that is read this way."""


Place = tuple[int, int]
"""A line, and a column of it in characters, both from 1."""


class Row(dict[str, str]):
    """What stands in one row, trimmed, by the names of the header; empty under any other name.

    It is a dictionary itself, as a long file is asked for cells by the million, and where they
    stand is worked out for the few of which something is said.
    """

    __slots__ = ("_places", "line")

    def __init__(
        self,
        line: int,
        texts: Iterable[tuple[str, str]],
        places: Callable[[], Mapping[str, Place]],
    ) -> None:
        """Take the *texts* by their names, and what returns the *places* of them."""
        super().__init__(texts)
        self.line = line
        self._places = places

    def __missing__(self, name: str) -> str:
        """Return what stands under a *name* that the header lacks."""
        return ""

    def place(self, name: str) -> Place:
        """Return line and column of the cell under *name*, or of the row."""
        return self._places().get(name, (self.line, 1))


@frozen
class Table:
    """A small file, read."""

    path: str
    """As it is printed."""
    header: tuple[str, ...] = ()
    header_line: int = 1
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def problem(self, row: Row, name: str, code: str, text: str, hint: str = "") -> Problem:
        """Return a problem at the cell of *row* under *name*."""
        return Problem(self.path, *row.place(name), code, text, hint=hint)


def read_table(raw: bytes, path: str, code: str) -> Table:
    """Return the table in *raw*, the bytes of a CSV file with a header.

    The delimiter is the one of comma, semicolon and tab that the header line
    holds most often. Blank lines are skipped. Faults of the file itself
    become problems of *code*; rows that have them are left out.

    Args:
        raw: the file, in UTF-8, UTF-16 or UTF-32.
        path: the file's path as it is printed.
        code: the code of its problems, such as ``CX309``.
    """
    if len(raw) > LARGEST:
        return Table(path, problems=(Problem(path, 0, 0, code, "the file is too large"),))
    text = decode(raw, path, code)
    if isinstance(text, Problem):
        return Table(path, problems=(text,))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        says = "a NUL character stands here; this is no text file"
        return Table(path, problems=(Problem(path, line, 1, code, says),))
    return _table(text, path, code)


def table_of(rows: Iterable[Sequence[str]], path: str, code: str) -> Table:
    """Return the table in the *rows* of a worksheet, whose first that is not blank is its header.

    Places are rows and columns of the sheet, from 1. Rows may be of any length; blank ones are
    skipped.
    """
    lines = (
        _Line(line, [text.strip() for text in row], partial(_columns, line, len(row)))
        for line, row in enumerate(rows, start=1)
    )
    filled = (line for line in lines if any(line.texts))
    head = next(filled, None)
    if head is None:
        return Table(path, problems=(Problem(path, 0, 0, code, "the sheet is empty"),))
    while not head.texts[-1]:
        head.texts.pop()
    header = tuple(head.texts)
    problems = list(_check_header(head, path, code))
    found: list[Row] = []
    for line in filled:
        beyond = next((at for at in range(len(header), len(line.texts)) if line.texts[at]), None)
        if beyond is not None:
            says = "this cell stands under no name of the header"
            problems.append(Problem(path, line.number, beyond + 1, code, says))
            continue
        blank = [""] * (len(header) - len(line.texts))
        row = _Line(
            line.number,
            [*line.texts[: len(header)], *blank],
            partial(_columns, line.number, len(header)),
        )
        found.append(row.under(header))
    return Table(path, header, head.number, tuple(found), tuple(problems))


def _table(text: str, path: str, code: str) -> Table:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not first:
        return Table(path, problems=(Problem(path, 0, 0, code, "the file is empty"),))
    delimiter = max(DELIMITERS, key=first.count)
    if told := re.fullmatch(r"sep=([,;\t])", first.strip()):
        # Excel's line about the delimiter; its place stays, so that lines keep their numbers.
        delimiter, text = told[1], text.replace(first, "", 1)
    problems: list[Problem] = []
    lines = _cells(text, delimiter, path, code, problems)
    head = next(lines)
    header = tuple(head.texts)
    problems += _check_header(head, path, code)
    rows: list[Row] = []
    for line in lines:
        texts = line.texts
        while len(texts) > len(header) and not texts[-1]:
            texts.pop()
        if len(texts) != len(header):
            count = f"{len(texts)} cell{'' if len(texts) == 1 else 's'}"
            says = f"this row has {count}, the header {len(header)}"
            hint = "put text that holds the delimiter or a quote in quotes"
            problems.append(Problem(path, line.number, 1, code, says, hint=hint))
            continue
        rows.append(line.under(header))
    return Table(path, header, head.number, tuple(rows), tuple(problems))


def _check_header(head: "_Line", path: str, code: str) -> Iterator[Problem]:
    seen: set[str] = set()
    places = head.starts()
    nameless = [place for text, place in zip(head.texts, places, strict=False) if not text]
    if nameless:
        many = f"{len(nameless)} columns have" if len(nameless) > 1 else "a column has"
        yield Problem(path, *nameless[0], code, f"{many} no name")
    for text, place in zip(head.texts, places, strict=False):
        if text and text in seen:
            yield Problem(path, *place, code, f"column '{text}' stands twice in the header")
        seen.add(text)


class _Line(NamedTuple):
    """The cells of a row: their texts, trimmed, and what returns where each of them starts."""

    number: int
    texts: list[str]
    starts: Callable[[], Sequence[Place]]

    def under(self, header: Sequence[str]) -> Row:
        """Return the row whose cells stand under the names of *header*, as many as they are."""
        return Row(self.number, zip(header, self.texts, strict=True), partial(self._places, header))

    def _places(self, header: Sequence[str]) -> Mapping[str, Place]:
        return dict(zip(header, self.starts(), strict=False))


def _columns(line: int, count: int) -> list[Place]:
    """Return the places of so many cells of a sheet."""
    return [(line, column) for column in range(1, count + 1)]


def _starts(line: int, text: str, delimiter: str) -> list[Place]:
    """Return where the cells of *text* start, which has no quotes."""
    lengths = [len(cell) + 1 for cell in text.split(delimiter)]
    return [(line, column) for column in accumulate([1, *lengths[:-1]])]


def _cells(
    text: str, delimiter: str, path: str, code: str, problems: list[Problem]
) -> Iterator[_Line]:
    """Yield the cells of each row that is not blank; quotes as in RFC 4180."""
    scan = _Scan(text, delimiter)
    while scan.at < len(text):
        line = scan.line_here()
        if scan.unclosed:
            says = "the quote that opens here is never closed"
            problems.append(Problem(path, *scan.unclosed, code, says))
            if not scan.rows:
                yield line
            return
        scan.rows += 1
        if any(line.texts):
            yield line


class _Scan:
    """A place in a text that moves cell by cell."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.at = 0
        self.line = 1
        self.line_start = 0
        self.rows = 0
        self.unclosed: tuple[int, int] | None = None

    def line_here(self) -> _Line:
        """Return the cells up to the end of the line, and step over it."""
        end = self.text.find("\n", self.at)
        line = self.text[self.at : end if end >= 0 else len(self.text)]
        if '"' not in line:
            return self._without_quotes(line)
        number, cells = self.line, [self.cell()]
        while self.at < len(self.text) and self.text[self.at] == self.delimiter:
            self.at += 1
            cells.append(self.cell())
        self._step_over_end()
        places = [place for _, place in cells]
        return _Line(number, [text for text, _ in cells], lambda: places)

    def _without_quotes(self, text: str) -> _Line:
        """Return the cells of the line *text*, which stands here: of nearly all rows."""
        number, delimiter = self.line, self.delimiter
        self.at += len(text)
        self._step_over_end()
        cells = list(map(str.strip, text.split(delimiter)))
        return _Line(number, cells, partial(_starts, number, text, delimiter))

    def cell(self) -> tuple[str, Place]:
        """Return the cell that starts here and its place, and stop at what ends it."""
        line, column = self.line, self.at - self.line_start + 1
        if self.text.startswith('"', self.at):
            return self._quoted(line, column) + self._plain(), (line, column)
        return self._plain().strip(), (line, column)

    def _step_over_end(self) -> None:
        if self.at < len(self.text):
            self._step_over_line_end(self.at)
            self.at += 1

    def _plain(self) -> str:
        start = self.at
        ends = (self.text.find(self.delimiter, start), self.text.find("\n", start))
        self.at = min((end for end in ends if end >= 0), default=len(self.text))
        return self.text[start : self.at]

    def _quoted(self, line: int, column: int) -> str:
        self.at += 1
        parts: list[str] = []
        while True:
            end = self.text.find('"', self.at)
            if end < 0:
                self.unclosed = line, column
                end = len(self.text)
            inside = self.text[self.at : end]
            for offset, letter in enumerate(inside):
                if letter == "\n":
                    self._step_over_line_end(self.at + offset)
            parts.append(inside)
            self.at = end + 1
            if not self.text.startswith('"', self.at):
                return "".join(parts).strip()
            parts.append('"')
            self.at += 1

    def _step_over_line_end(self, at: int) -> None:
        self.line += 1
        self.line_start = at + 1
