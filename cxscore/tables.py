"""Small CSV files that people write, row by row, with the place of every cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from typing import overload

from cxscore.csv_cells import Line, Place, cells_of
from cxscore.frozen import frozen
from cxscore.problems import Problem
from cxscore.text_files import decode

DELIMITERS = ",;\t"
LARGEST = 16_000_000
"""Bytes of a file that is read this way."""


class Row(dict[str, str]):
    """What stands in one row, trimmed, by the names of the header; empty under any other name.

    Where its cells stand is worked out for the few rows of which something is said.
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


class Rows(Sequence[Row]):
    """The lines of a file as rows under the names of a header."""

    def __init__(self, header: Sequence[str], lines: Sequence[Line]) -> None:
        """Take the *lines*, each with as many cells as *header* has names."""
        self._header, self._lines = header, lines

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> "Rows": ...
    def __getitem__(self, at: int | slice) -> "Row | Rows":
        """Return the row at a place, or those of a part."""
        if isinstance(at, slice):
            return Rows(self._header, self._lines[at])
        return _under(self._header, self._lines[at])

    def __iter__(self) -> Iterator[Row]:
        """Yield row by row."""
        return (_under(self._header, line) for line in self._lines)


@frozen
class Table:
    """A small file, read."""

    path: str
    """As it is printed."""
    header: tuple[str, ...] = ()
    header_line: int = 1
    lines: Sequence[Line] = ()
    """What stands below the header: of each row as many cells as that has names."""
    problems: tuple[Problem, ...] = field(default=())

    @property
    def rows(self) -> Sequence[Row]:
        """The rows by the names of the header, each made when it is asked for.

        A long file is read by its lines; of tens of thousands of rows few are asked for.
        """
        return Rows(self.header, self.lines)

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
        Line(line, [text.strip() for text in row], partial(_columns, line, len(row)))
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
    found: list[Line] = []
    for line in filled:
        beyond = next((at for at in range(len(header), len(line.texts)) if line.texts[at]), None)
        if beyond is not None:
            says = "this cell stands under no name of the header"
            problems.append(Problem(path, line.number, beyond + 1, code, says))
            continue
        blank = [""] * (len(header) - len(line.texts))
        texts = [*line.texts[: len(header)], *blank]
        found.append(Line(line.number, texts, partial(_columns, line.number, len(header))))
    return Table(path, header, head.number, found, tuple(problems))


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
    lines = cells_of(text, delimiter, path, code, problems)
    head = next(lines)
    header = tuple(head.texts)
    problems += _check_header(head, path, code)
    found: list[Line] = []
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
        found.append(line)
    return Table(path, header, head.number, found, tuple(problems))


def _check_header(head: Line, path: str, code: str) -> Iterator[Problem]:
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


def _under(header: Sequence[str], line: Line) -> Row:
    """Return the row whose cells stand under the names of *header*, as many as they are."""
    texts = zip(header, line.texts, strict=True)
    return Row(line.number, texts, partial(_places, header, line))


def _places(header: Sequence[str], line: Line) -> Mapping[str, Place]:
    return dict(zip(header, line.starts(), strict=False))


def _columns(line: int, count: int) -> list[Place]:
    """Return the places of so many cells of a sheet."""
    return [(line, column) for column in range(1, count + 1)]
