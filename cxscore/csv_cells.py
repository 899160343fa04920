"""The cells of a CSV file, line by line, with the place of each; quotes as in RFC 4180."""

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from cxscore.problems import Problem

Place = tuple[int, int]
"""A line, and a column of it in characters, both from 1."""


class Line(NamedTuple):
    """The cells of a row: their texts, trimmed, and what returns where each of them starts."""

    number: int
    texts: list[str]
    starts: Callable[[], Sequence[Place]]


def cells_of(
    text: str, delimiter: str, path: str, code: str, problems: list[Problem]
) -> Iterator[Line]:
    """Yield the cells of each row that is not blank; faults of *code* go to *problems*."""
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


def _starts(line: int, text: str, delimiter: str) -> list[Place]:
    """Return where the cells of *text* start, which is the whole of a *line*."""
    scan = _Scan(text, delimiter)
    scan.line = line
    return [place for _, place in scan.cells()]


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
        self._asked: list[str] = []
        self._reader = csv.reader(iter(self._asked.pop, None), delimiter=delimiter, strict=True)

    def line_here(self) -> Line:
        """Return the cells up to the end of the line, and step over it."""
        end = self.text.find("\n", self.at)
        line = self.text[self.at : end if end >= 0 else len(self.text)]
        cells = self._quoted_cells(line) if '"' in line else line.split(self.delimiter)
        number = self.line
        if cells is None:
            found = self.cells()
            self._step_over_end()
            places = [place for _, place in found]
            return Line(number, [text for text, _ in found], lambda: places)
        self.at += len(line)
        self._step_over_end()
        starts = partial(_starts, number, line, self.delimiter)
        return Line(number, list(map(str.strip, cells)), starts)

    def _quoted_cells(self, line: str) -> list[str] | None:
        """Return the cells of *line*, in which quotes are; None where it takes more to tell them.

        Within a line, and without a text behind the quote that closes, they are what they are to
        the standard library, which is the quicker of the two.
        """
        self._asked.append(line)
        try:
            return next(self._reader)
        except (csv.Error, IndexError):  # the latter where the line ends within quotes
            return None

    def cells(self) -> list[tuple[str, Place]]:
        """Return the cells from here to the end of the row, and the place of each."""
        found = [self.cell()]
        while self.at < len(self.text) and self.text[self.at] == self.delimiter:
            self.at += 1
            found.append(self.cell())
        return found

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
