"""Small CSV files that people write, row by row, with the place of every cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

from cxscore.frozen import frozen
from cxscore.problems import Problem
from cxscore.text_files import decode

DELIMITERS = ",;\t"
LARGEST = 16_000_000
"""Bytes of a file that is read this way."""


class Cell(NamedTuple):
    """What stands between two delimiters, trimmed, and where it starts."""

    text: str
    line: int
    column: int
    """In characters, from 1."""


_cell: Callable[[tuple[str, int, int]], Cell] = partial(tuple.__new__, Cell)
"""Makes a cell of a row by row; a long file has them by the hundred thousand."""


@frozen
class Row:
    """One row, by the names of the header."""

    line: int
    cells: Mapping[str, Cell]

    def __getitem__(self, name: str) -> str:
        """Return the text of the cell under *name*; empty where there is none."""
        cell = self.cells.get(name)
        return "" if cell is None else cell[0]

    def place(self, name: str) -> tuple[int, int]:
        """Return line and column of the cell under *name*, or of the row."""
        cell = self.cells.get(name)
        return (cell.line, cell.column) if cell else (self.line, 1)


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
        [Cell(text.strip(), line, column) for column, text in enumerate(row, start=1)]
        for line, row in enumerate(rows, start=1)
    )
    filled = (cells for cells in lines if any(cell.text for cell in cells))
    head = next(filled, None)
    if head is None:
        return Table(path, problems=(Problem(path, 0, 0, code, "the sheet is empty"),))
    while not head[-1].text:
        head.pop()
    header = tuple(cell.text for cell in head)
    problems = list(_check_header(head, path, code))
    found: list[Row] = []
    for cells in filled:
        beyond = next((cell for cell in cells[len(header) :] if cell.text), None)
        if beyond is not None:
            says = "this cell stands under no name of the header"
            problems.append(Problem(path, beyond.line, beyond.column, code, says))
            continue
        blank = [Cell("", cells[0].line, at + 1) for at in range(len(cells), len(header))]
        row = [*cells[: len(header)], *blank]
        found.append(Row(cells[0].line, dict(zip(header, row, strict=True))))
    return Table(path, header, head[0].line, tuple(found), tuple(problems))


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
    header = tuple(cell.text for cell in head)
    problems += _check_header(head, path, code)
    rows: list[Row] = []
    for cells in lines:
        while len(cells) > len(header) and not cells[-1].text:
            cells.pop()
        if len(cells) != len(header):
            count = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
            says = f"this row has {count}, the header {len(header)}"
            hint = "put text that holds the delimiter or a quote in quotes"
            problems.append(Problem(path, cells[0].line, 1, code, says, hint=hint))
            continue
        rows.append(Row(cells[0].line, dict(zip(header, cells, strict=True))))
    return Table(path, header, head[0].line, tuple(rows), tuple(problems))


def _check_header(head: list[Cell], path: str, code: str) -> Iterator[Problem]:
    seen: set[str] = set()
    nameless = [cell for cell in head if not cell.text]
    if nameless:
        many = f"{len(nameless)} columns have" if len(nameless) > 1 else "a column has"
        yield Problem(path, nameless[0].line, nameless[0].column, code, f"{many} no name")
    for cell in head:
        if cell.text and cell.text in seen:
            says = f"column '{cell.text}' stands twice in the header"
            yield Problem(path, cell.line, cell.column, code, says)
        seen.add(cell.text)


def _cells(
    text: str, delimiter: str, path: str, code: str, problems: list[Problem]
) -> Iterator[list[Cell]]:
    """Yield the cells of each row that is not blank; quotes as in RFC 4180."""
    scan = _Scan(text, delimiter)
    while scan.at < len(text):
        row = scan.row()
        if scan.unclosed:
            says = "the quote that opens here is never closed"
            problems.append(Problem(path, *scan.unclosed, code, says))
            if not scan.rows:
                yield row
            return
        scan.rows += 1
        if any(cell.text for cell in row):
            yield row


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

    def row(self) -> list[Cell]:
        """Return the cells up to the end of the line, and step over it."""
        end = self.text.find("\n", self.at)
        line = self.text[self.at : end if end >= 0 else len(self.text)]
        if '"' not in line:
            return self._without_quotes(line)
        cells = [self.cell()]
        while self.at < len(self.text) and self.text[self.at] == self.delimiter:
            self.at += 1
            cells.append(self.cell())
        if self.at < len(self.text):
            self._step_over_line_end(self.at)
            self.at += 1
        return cells

    def _without_quotes(self, line: str) -> list[Cell]:
        """Return the cells of *line*, which stands here, and step over it: nearly all rows."""
        texts = line.split(self.delimiter)
        columns = accumulate([1, *[len(text) + 1 for text in texts[:-1]]])
        cells = list(map(_cell, zip(map(str.strip, texts), repeat(self.line), columns)))
        self.at += len(line)
        if self.at < len(self.text):
            self._step_over_line_end(self.at)
            self.at += 1
        return cells

    def cell(self) -> Cell:
        """Return the cell that starts here, and stop at what ends it."""
        line, column = self.line, self.at - self.line_start + 1
        if self.text.startswith('"', self.at):
            return Cell(self._quoted(line, column) + self._plain(), line, column)
        return Cell(self._plain().strip(), line, column)

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
