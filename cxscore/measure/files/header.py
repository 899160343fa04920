"""The head of a delimited file: its header, where that stands, and what separates its cells."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from cxscore.frozen import frozen
from cxscore.measure.files.encoding import open_text
from cxscore.measure.files.records import LONGEST, Fault, Record, joined, split_records

DELIMITERS = (",", ";", "\t", "|")
SAMPLED = 30
"""Rows below the header that are kept, to tell what the header is."""
_HEADER_LINES = 1000
"""A header that goes on for longer has a quote that is never closed."""
_NAMES_DELIMITER = re.compile(r'"?sep=([^"\r\n])"?[;,\t ]*', re.IGNORECASE)
"""The line with which a spreadsheet program is told what separates the cells."""


@frozen
class Head:
    """What the first lines of a file say."""

    record: Record
    """The header, as read; of several lines, their names joined with a space."""
    delimiter: str | None
    """None where it cannot be told."""
    data_line: int
    """The physical line of the first row."""
    skip: int
    """How many records stand before the first row, the header among them."""
    plain: bool
    """Whether DuckDB counts them as we do: lines end alike, no quotes before the header."""
    sample: tuple[Record, ...] = ()
    """The first rows."""
    """How the lines end."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the header."""
        return tuple(self.record.cells)

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Line and column of each name."""
        return tuple(self.record.places())


def read_head(
    path: Path,
    encoding: str,
    lines: Sequence[int] | None,
    delimiter: str | None,
    asked: Collection[str],
    skipped: int = 0,
) -> Head | None:
    """Read the header of *path*, on the physical *lines* or else the first that is not blank.

    The delimiter, where it is not given, is the one that a line ``sep=;`` at
    the top names, else decided from the header alone: the one that finds most
    of the names *asked* for, else the only one that occurs. Of several lines
    the later ones are counted from the first, a quoted line break not at all;
    *skipped* rows below them are none of the data.

    Returns:
        None where there is no header: the file ends before it, or it is blank.
    """
    with open_text(path, encoding) as stream:
        top = _Top(stream)
        first, named = top.find(lines)
        if not first.strip():
            return None
        before = top.number - 1
        chosen = delimiter or named or _delimiter(first, asked)
        offsets = [line - lines[0] for line in lines] if lines else [0]
        most = offsets[-1] + skipped + SAMPLED + _HEADER_LINES
        rows = _Rows(split_records(top.rest(first, most), chosen or ",", 0, before + 1), before)
        headers = rows.at(offsets)
        quick = [rows.next() for _ in range(skipped)]
        sample = tuple(islice(rows, SAMPLED))
    if not headers or len(first) > LONGEST:
        return None if not headers else Head(_too_long(before + 1), chosen, 0, 0, plain=False)
    data_line = sample[0].line if sample else top.number + 1
    alone = len(offsets) == 1 and not skipped
    as_counted = alone or data_line - before - 1 == offsets[-1] + 1 + skipped
    sound = all(record is None or record.fault is None for record in (*headers, *quick))
    plain = top.quiet and len(top.ends) <= 1 and as_counted and sound
    skip = before + 1 if alone else data_line - 1
    return Head(joined(headers), chosen, data_line, skip, plain, sample)


class _Top:
    """The lines at the top of a file, counted."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.number = 0
        self.ends: set[str] = set()
        self.quiet = True
        """Whether no quote stands before the header."""

    def find(self, lines: Sequence[int] | None) -> tuple[str, str | None]:
        """Return the header's first line, "" where there is none, and the delimiter named above."""
        line = self._line()
        named = _NAMES_DELIMITER.fullmatch(line.rstrip("\r\n"))
        wanted = lines[0] if lines else None
        while line and (
            self.number < wanted
            if wanted is not None
            else _is_blank(line) or (named is not None and self.number == 1)
        ):
            self.quiet = self.quiet and '"' not in line
            line = self._line()
        return line, named[1] if named else None

    def rest(self, first: str, most: int) -> Iterator[str]:
        """Yield the line *first*, then the next of the stream, *most* in all."""
        yield first
        for _ in range(most - 1):
            if not (line := self._line()):
                return
            yield line

    def _line(self) -> str:
        line = self._stream.readline(LONGEST + 1)
        self.number += bool(line)
        self.ends |= {line[len(line.rstrip("\r\n")) :]} - {""}
        return line


class _Rows:
    """Records, and the blank lines between them."""

    def __init__(self, records: Iterator[Record], before: int) -> None:
        self._records = records
        self._held: list[Record] = []
        self._line = before
        """The last line that has been read."""

    def __iter__(self) -> Iterator[Record]:
        """Yield the records that are left."""
        yield from self._held
        self._held = []
        yield from self._records

    def next(self) -> Record | None:
        """Return the next record, None where there is no more."""
        return self._held.pop() if self._held else next(self._records, None)

    def at(self, offsets: Sequence[int]) -> list[Record]:
        """Return the records at *offsets* from the first, blank lines counted; all or none."""
        found: list[Record] = []
        at = -1
        while at < offsets[-1]:
            record = self.next()
            if record is None:
                return []
            at += record.line - self._line
            self._line = record.last_line
            if at in offsets:
                found.append(record)
            elif at > offsets[-1]:
                self._held.append(record)
        return found


def _too_long(line: int) -> Record:
    return Record(line, [""], fault=Fault("long", line, 1, ""))


def _is_blank(line: str) -> bool:
    return not line.strip(' \t\r\n,;|"')


def _delimiter(header: str, asked: Collection[str]) -> str | None:
    known = {name.strip() for name in asked}
    found = {mark: len(known & _names(header, mark)) for mark in DELIMITERS}
    most = max(found.values())
    best = [mark for mark in DELIMITERS if found[mark] == most]
    separating = [mark for mark in best if mark in header]
    if most and len(separating) <= 1:
        return (separating or best)[0]
    present = [mark for mark in DELIMITERS if mark in header]
    if not present:
        return ","
    return present[0] if len(present) == 1 else None


def _names(header: str, mark: str) -> set[str]:
    record = next(split_records([header], mark, 0))
    return {cell.strip() for cell in record.cells}
