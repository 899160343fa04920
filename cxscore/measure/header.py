"""The head of a delimited file: its header, where that stands, and what separates its cells."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from cxscore.measure.encoding import open_text
from cxscore.measure.records import Record, split_records

DELIMITERS = (",", ";", "\t", "|")
_LINE_LIMIT = 4 * 1024 * 1024
_HEADER_LINES = 1000
"""A header that goes on for longer has a quote that is never closed."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a file say."""

    record: Record
    """The header, as read."""
    delimiter: str | None
    """None where it cannot be told."""
    data_line: int
    """The physical line after the header."""
    skip: int
    """How many records stand before the first row, the header among them."""
    plain: bool
    """Whether DuckDB counts them as we do: lines end alike, no quotes before the header."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the header."""
        return tuple(self.record.cells)

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Line and column of each name."""
        return tuple(self.record.place(at) for at in range(len(self.record.cells)))


def read_head(
    path: Path, encoding: str, line: int | None, delimiter: str | None, asked: Collection[str]
) -> Head | None:
    """Read the header of *path*, on the physical line *line* or else the first that is not blank.

    The delimiter, where it is not given, is decided from the header alone:
    the one that finds most of the names *asked* for, else the only one that
    occurs.

    Returns:
        None where there is no header: the file ends before it, or it is blank.
    """
    with open_text(path, encoding) as stream:
        before = [stream.readline(_LINE_LIMIT) for _ in range((line or 1) - 1)]
        first = stream.readline(_LINE_LIMIT)
        while line is None and first and not first.strip():
            before.append(first)
            first = stream.readline(_LINE_LIMIT)
        if not first.strip():
            return None
        chosen = delimiter or _delimiter(first, asked)
        taken = [first]
        header = next(
            split_records(_taking(stream, taken), chosen or ",", 0, first_line=len(before) + 1)
        )
        lines = len(taken)
        after = stream.readline(_LINE_LIMIT)
    ends = {_end(text) for text in (*before, first, after)} - {""}
    quiet = not any('"' in text for text in before)
    return Head(header, chosen, len(before) + lines + 1, len(before) + 1, quiet and len(ends) <= 1)


def _taking(stream: TextIO, taken: list[str]) -> Iterator[str]:
    """Yield what is *taken*, then more lines of *stream*, noting each."""
    yield taken[0]
    while len(taken) < _HEADER_LINES and (line := stream.readline(_LINE_LIMIT)):
        taken.append(line)
        yield line


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


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
