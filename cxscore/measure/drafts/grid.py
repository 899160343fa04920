"""The first rows of a file as cells, before anything is known of it."""

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.files.encoding import BLOCK, encoding_of, open_bytes, open_text
from cxscore.measure.files.header import DELIMITERS
from cxscore.measure.files.records import split_records
from cxscore.workbooks.workbook import Book, cell_text

ROWS = 10_000
"""How many rows a draft rests on."""

_LOOKED_AT = 500
"""Rows in which each delimiter is tried."""
_OTHER_ENCODINGS = "cp1252"
"""What files that are not UTF-8 are saved in more often than not."""

Cells = tuple[str, ...]


@frozen
class Grid:
    """The first rows of a file, each with the line that it begins on."""

    rows: tuple[Cells, ...]
    lines: tuple[int, ...]
    whole: bool
    """Whether these are all the rows that there are."""
    delimiter: str | None = None
    """None for workbooks."""
    encoding: str | None = None
    """None where the file is UTF-8, or says itself what it is."""


def grid_of(rows: Sequence[tuple[int, Cells]], whole: bool) -> Grid:
    """Return the grid of *rows* (line and cells) that are not blank."""
    filled = [(line, _trimmed(cells)) for line, cells in rows if any(map(str.strip, cells))]
    return Grid(tuple(cells for _, cells in filled), tuple(line for line, _ in filled), whole)


def grid_of_text(path: Path) -> Grid:
    """Return the first rows of delimited text, cut by the delimiter that fits most of them.

    A first line ``sep=;`` is believed, as spreadsheets do.

    Raises:
        EOFError, zlib.error, BadGzipFile: where a compressed file is damaged.
    """
    declared = None if _is_utf8(path) else _OTHER_ENCODINGS
    encoding = encoding_of(path, declared)
    with open_text(path, encoding) as stream:
        first = stream.readline(len("sep=;\r\n"))
    named = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    marks = (named,) if len(named) == 1 else DELIMITERS
    chosen = max(marks, key=lambda mark: _fit(_rows(path, encoding, mark, _LOOKED_AT)))
    rows = list(_rows(path, encoding, chosen, ROWS + 1))
    grid = grid_of(rows[bool(named) : ROWS], whole=len(rows) <= ROWS)
    used = encoding if encoding == declared else None
    return Grid(grid.rows, grid.lines, grid.whole, chosen, used)


def grid_of_sheet(book: Book, name: str) -> Grid:
    """Return the first rows of the worksheet *name*.

    Raises:
        DamagedWorkbook: where it cannot be read.
    """
    rows = [tuple(map(cell_text, row)) for row in book.top(name, ROWS + 1)]
    return grid_of(list(enumerate(rows[:ROWS], start=1)), whole=len(rows) <= ROWS)


def _is_utf8(path: Path) -> bool:
    """Return whether every byte of *path* can be UTF-8, or a mark says what else it is."""
    if encoding_of(path, None) not in ("utf-8", "utf-8-sig"):
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes(path) as stream:
        try:
            while block := stream.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _rows(path: Path, encoding: str, delimiter: str, most: int) -> Iterator[tuple[int, Cells]]:
    with open_text(path, encoding) as stream:
        for record in islice(split_records(stream, delimiter, 0), most):
            yield record.line, tuple(record.cells)


def _fit(rows: Iterator[tuple[int, Cells]]) -> float:
    """Return how well a delimiter cuts *rows*: cells in a row, times the rows that have as many."""
    widths = Counter(len(cells) for _, cells in rows)
    if not widths:
        return 0.0
    return max((width - 1) * count / widths.total() for width, count in widths.items())


def _trimmed(cells: Cells) -> Cells:
    """Return *cells* without the blank ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
