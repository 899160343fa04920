"""How a file is laid out: titles, lines of the header, rows, and what stands below them."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from cxscore.frozen import frozen
from cxscore.measure.drafts.grid import Cells, Grid

TOTALS = frozenset(
    (
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "overall",
        "all",
        "ytd",
        "average",
        "summe",
        "gesamt",
        "gesamtsumme",
        "gesamtergebnis",
        "insgesamt",
        "mittelwert",
        "total général",
        "totale",
        "totaal",
    )
)
"""How the rows are called that reports add below their own, in lower case."""

MONTHS = ("%b-%y", "%b %y", "%b-%Y", "%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y/%m")
"""How months are written across the columns."""

_FEWEST_MONTHS = 3
_VALUE = re.compile(
    r"[-+\u2212(]?\s*[$£€¥]?\s*[-+\u2212]?\d[\d.,:'\u2019\u00a0\u202f ]*\s*[%€$£)]*"
    r"|\d{1,4}[-./]\w{1,9}[-./]\d{1,4}([T ].*)?"
    r"|\w{3,9}[- ]\d{2,4}",
    re.IGNORECASE,
)
"""Numbers, money, percentages, durations, and dates."""


@frozen
class Layout:
    """Where the names, the rows and what does not belong to them stand in a file."""

    header: tuple[int, ...]
    """The physical lines of the header, one or more that are joined."""
    skip: int = 0
    """How many lines below it are none of the rows: question texts, import ids."""
    footer: tuple[str, ...] = ()
    """What the rows at the end begin with that are none: totals, notes."""
    months: str = ""
    """How the months across the columns are written; empty where there are none."""
    sizes: tuple[str, ...] = ()
    """The labels of the rows, where months stand across the columns."""


def layout_of(grid: Grid) -> Layout | None:
    """Return how *grid* is laid out; None where its first row looks like data already."""
    months = _months(grid)
    if months is not None:
        return months
    footer = _footer(grid)
    rows = grid.rows[: len(grid.rows) - len(footer)]
    first = _first_of_data(rows)
    if first == 0:
        return None
    width = _width(rows[first:]) if first < len(rows) else len(rows[0])
    head = _header_rows(rows[:first], width)
    at = len(rows[:first]) - len(head)
    lines = grid.lines[at:first]
    joined = _joined(head, width)
    kept = lines[: 2 if joined else 1]
    return Layout(kept, len(lines) - len(kept), tuple(dict.fromkeys(footer)))


def is_value(cell: str) -> bool:
    """Return whether *cell* is a number or a date rather than a word."""
    return bool(_VALUE.fullmatch(cell.strip()))


def _width(rows: Sequence[Cells]) -> int:
    """Return how many cells most of *rows* have."""
    return max(Counter(len(cells) for cells in rows).items(), key=lambda of: (of[1], of[0]))[0]


def _first_of_data(rows: Sequence[Cells]) -> int:
    """Return the number of the first row that holds what the rows further down hold.

    Where no column is of numbers or dates, the second row is the first of data.
    """
    later = rows[(len(rows) + 1) // 2 :] or rows
    width = _width(later)
    typed = {at for at in range(width) if _is_of_values([r[at] for r in later if at < len(r)])}
    for number, cells in enumerate(rows):
        filled = [at for at in typed if at < len(cells) and cells[at].strip()]
        values = sum(is_value(cells[at]) for at in filled)
        if len(cells) * 2 > width and values * 2 > len(filled):
            return number
    return 1


def _is_of_values(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(map(is_value, filled)) >= 0.8 * len(filled)


def _header_rows(above: Sequence[Cells], width: int) -> Sequence[Cells]:
    """Return the rows *above* the data that name columns: from the first that is not a title."""
    for number, cells in enumerate(above):
        if sum(bool(cell.strip()) for cell in cells) * 2 > width:
            return above[number:]
    return above[-1:]


def _joined(head: Sequence[Cells], width: int) -> bool:
    """Return whether the second line of the header fills names that the first leaves blank."""
    if len(head) < 2:
        return False
    first, second = (tuple(cells) + ("",) * (width - len(cells)) for cells in head[:2])
    return any(not a.strip() and b.strip() for a, b in zip(first, second, strict=False))


def _footer(grid: Grid) -> list[str]:
    """Return the first cells of the rows at the end that are totals or notes."""
    if not grid.whole or len(grid.rows) < 3:
        return []
    width = _width(grid.rows[len(grid.rows) // 2 :])
    found: list[str] = []
    for cells in reversed(grid.rows):
        first = next(cell.strip() for cell in cells if cell.strip())
        note = width > 2 and sum(bool(cell.strip()) for cell in cells) == 1
        if not (first.rstrip(":").lower() in TOTALS or (note and not is_value(first))):
            break
        found.insert(0, first)
    return found


def _months(grid: Grid) -> Layout | None:
    """Return the layout of a table with its months across the columns; None where it is none."""
    for cells, line in zip(grid.rows[:10], grid.lines[:10], strict=True):
        names = [cell.strip() for cell in cells[1:]]
        if len(names) < _FEWEST_MONTHS:
            continue
        for form in MONTHS:
            if all(_reads(form, name) for name in names):
                below = grid.rows[grid.lines.index(line) + 1 :]
                labels = [row[0].strip() for row in below if row[0].strip()]
                return Layout((line,), months=form, sizes=tuple(dict.fromkeys(labels)))
    return None


def _reads(form: str, cell: str) -> bool:
    try:
        datetime.strptime(cell, form)  # noqa: DTZ007 (only whether it fits)
    except ValueError:
        return False
    return True
