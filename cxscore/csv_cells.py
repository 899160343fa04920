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
    quoted = _quoted_cells(delimiter)
    at, passed, is_first = 0, 0, True
    for number, line in enumerate(text.split("\n"), start=1):
        if number <= passed:  # within quotes that an earlier line opened
            continue
        cells = quoted(line) if '"' in line else line.split(delimiter)
        if cells is not None:
            at += len(line) + 1
            texts = list(map(str.strip, cells))
            starts: Callable[[], Sequence[Place]] = partial(_starts, number, line, delimiter)
        else:
            scan = _Scan(text, delimiter, at, number)
            found = scan.cells()
            at, passed = scan.at + 1, scan.line
            texts = [cell for cell, _ in found]
            starts = partial(list, [place for _, place in found])
            if scan.unclosed:
                says = "the quote that opens here is never closed"
                problems.append(Problem(path, *scan.unclosed, code, says))
                if is_first:
                    yield Line(number, texts, starts)
                return
        if any(texts):
            is_first = False
            yield Line(number, texts, starts)


def _quoted_cells(delimiter: str) -> Callable[[str], list[str] | None]:
    """Return what gives the cells of a line in which quotes are; None where it takes more.

    Within a line, and without a text behind the quote that closes, they are what they are to
    the standard library, which is the quicker of the two.
    """
    asked: list[str] = []
    reader = csv.reader(iter(asked.pop, None), delimiter=delimiter, strict=True)

    def cells(line: str) -> list[str] | None:
        asked.append(line)
        try:
            return next(reader)
        except (csv.Error, IndexError):  # the latter where the line ends within quotes
            return None

    return cells


def _starts(line: int, text: str, delimiter: str) -> list[Place]:
    """Return where the cells of *text* start, which is the whole of a *line*."""
    scan = _Scan(text, delimiter, 0, line)
    return [place for _, place in scan.cells()]


class _Scan:
    """A place in a text that moves cell by cell."""

    def __init__(self, text: str, delimiter: str, at: int, line: int) -> None:
        """Begin *at* an offset of *text*, where a *line* starts."""
        self.text = text
        self.delimiter = delimiter
        self.at = at
        self.line = line
        self.line_start = at
        self.unclosed: tuple[int, int] | None = None

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
