"""Records of a delimited text: cells, physical places, and what is broken."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TextIO

from cxscore.frozen import frozen

LONGEST = 16 * 1024 * 1024
"""Characters after which a quoted cell is taken for one that never ends, and a row is not read."""

SPACES = " \t\r\n\u00a0"
"""Characters that a blank cell may hold."""

_LINE_END = re.compile("\r\n|\r|\n")
_REOPENED = re.compile('"( +)"')
"""Ends a quoted part and begins another; DuckDB takes both for one cell."""


MISFIT = ("few", "many")
"""Faults of a row whose cells can all be told."""


@frozen
class Fault:
    """What is broken about a record, and where."""

    kind: str
    """``few``, ``many``, ``open`` (a quote never closed), ``after`` (text behind one), ``long``."""
    line: int
    column: int
    found: str


@dataclass(slots=True)
class Record:
    """One row of a file: where it begins, and its cells."""

    line: int
    cells: list[str]
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Line and column of each cell; empty where all stand in one line without quotes."""
    fault: Fault | None = None

    def place(self, at: int) -> tuple[int, int]:
        """Return the physical line and column of cell *at*, both from 1."""
        if self.starts:
            return self.starts[at]
        return self.line, 1 + sum(len(cell) + 1 for cell in self.cells[:at])

    def places(self) -> list[tuple[int, int]]:
        """Return where each cell stands, as :meth:`place` does, in one pass."""
        if self.starts:
            return self.starts
        before = accumulate((len(cell) + 1 for cell in self.cells[:-1]), initial=1)
        return [(self.line, column) for column in before][: len(self.cells)]

    @property
    def last_line(self) -> int:
        """The physical line on which it ends."""
        if not self.starts or self.fault is not None:
            return self.line
        return self.starts[-1][0] + len(_LINE_END.findall(self.cells[-1]))

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but spaces."""
        return not any(cell.strip(SPACES) for cell in self.cells)


def joined(records: Sequence[Record]) -> Record:
    """Return a header of several lines as one: the names in a column joined with a space."""
    if len(records) == 1:
        return records[0]
    width = max(len(record.cells) for record in records)
    places = [record.places() for record in records]
    cells, starts = [], []
    for at in range(width):
        held = [n for n, record in enumerate(records) if at < len(record.cells)]
        named = [n for n in held if records[n].cells[at].strip()]
        cells.append(" ".join(records[n].cells[at].strip() for n in named))
        starts.append(places[(named or held)[0]][at])
    fault = next((record.fault for record in records if record.fault is not None), None)
    return Record(records[0].line, cells, starts, fault)


def split_records(
    lines: Iterable[str], delimiter: str, width: int, first_line: int = 1
) -> Iterator[Record]:
    """Yield the records of *lines*, which keep their line ends.

    Blank lines are no records. Cells beyond *width* are dropped where they
    are empty; a width of 0 takes whatever comes. A broken record carries its
    fault, and reading goes on with the physical line after the one where it
    begins.
    """
    source = _Lines(lines, first_line - 1)
    while (line := source.next()) is not None:
        text = line.rstrip("\r\n")
        if not text or (width != 1 and text.isspace() and delimiter not in text):
            continue
        if len(text) > LONGEST:
            record = Record(source.number, [], fault=Fault("long", source.number, 1, ""))
        elif '"' in text:
            record = _Cursor(source, line, delimiter).read()
        else:
            record = Record(source.number, text.split(delimiter))
        if width and record.fault is None and len(record.cells) != width:
            _fit(record, width)
        yield record


def _fit(record: Record, width: int) -> None:
    """Drop empty cells beyond *width*; any other number of cells is a fault."""
    found = len(record.cells)
    if found < width:
        record.fault = Fault("few", record.line, 1, str(found))
    elif any(record.cells[width:]):
        record.fault = Fault("many", *record.place(width), str(found))
    else:
        del record.cells[width:], record.starts[width:]


def bounded_lines(stream: TextIO) -> Iterator[str]:
    """Yield the lines of *stream*; of one that is too long only the beginning."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(("\n", "\r")):
            line = stream.readline(LONGEST + 1)
            if not line:
                return


class _Lines:
    """Physical lines, counted, that can be given back."""

    def __init__(self, lines: Iterable[str], before: int) -> None:
        self._lines = iter(lines)
        self._returned: list[str] = []
        self.number = before

    def next(self) -> str | None:
        line = self._returned.pop() if self._returned else next(self._lines, None)
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        self._returned.extend(reversed(lines))
        self.number -= len(lines)


class _Cursor:
    """Reads one record that has quotes in it, over as many lines as it takes."""

    def __init__(self, source: _Lines, line: str, delimiter: str) -> None:
        self.source, self.delimiter = source, delimiter
        self.begins, self.at = source.number, 0
        self.taken: list[str] = []
        self._set(line)

    def _set(self, line: str) -> None:
        self.line, self.text = line, line.rstrip("\r\n")

    def read(self) -> Record:
        record = Record(self.begins, [])
        more = True
        while more and record.fault is None:
            record.starts.append((self.source.number, self.at + 1))
            quote = self._opening_quote()
            more = self._plain(record) if quote < 0 else self._quoted(record, quote)
        if record.fault is not None:
            self.source.give_back(self.taken)
        return record

    def _opening_quote(self) -> int:
        """Return where the cell's quote is, after a space at most; -1 where it has none."""
        at = self.at + self.text.startswith(" ", self.at)
        return at if self.text.startswith('"', at) else -1

    def _plain(self, record: Record) -> bool:
        end = self.text.find(self.delimiter, self.at)
        record.cells.append(self.text[self.at :] if end < 0 else self.text[self.at : end])
        self.at = end + 1
        return end >= 0

    def _quoted(self, record: Record, quote: int) -> bool:
        cell = self._inside(quote)
        if cell is None:
            record.fault = Fault("open", *record.starts[-1], "")
            return False
        record.cells.append(cell)
        rest = self.text[self.at :].lstrip(" ")
        if rest.startswith(self.delimiter):
            self.at = len(self.text) - len(rest) + 1
            return True
        if rest:
            record.fault = Fault("after", *record.starts[-1], rest[:20])
        return False

    def _inside(self, quote: int) -> str | None:
        """Return what stands between the quotes; ``at`` is then behind the closing one."""
        parts: list[str] = []
        at, size = quote + 1, 0
        while True:
            end = self.text.find('"', at)
            if end < 0:
                parts.append(self.line[at:])
                size += len(parts[-1])
                line = self.source.next() if size < LONGEST else None
                if line is None:
                    return None
                self.taken.append(line)
                self._set(line)
                at = 0
            elif self.text.startswith('"', end + 1):
                parts.append(self.text[at : end + 1])
                at = end + 2
            elif again := _REOPENED.match(self.text, end):
                parts.append(self.text[at:end] + again[1])
                at = again.end()
            else:
                self.at = end + 1
                return "".join((*parts, self.text[at:end]))
