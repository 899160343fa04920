"""Rows that are alike: put together as they stand in the file, before any cell is looked at.

A survey has few kinds of rows: ten scores, some regions, the months. Put
together first, ten million rows are cleaned, cast and judged as some
thousands. What the rest counts is then ``TIMES`` a row.
"""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.measure.database import quoted

TIMES, DAYS = "$times", "$days"
"""How many rows of the file a row stands for; which days of the block have them, as bits."""


@frozen
class Alike:
    """How rows that are alike are put together: those of one block of days."""

    unit: str
    """What a block is: ``day``, ``week`` or ``month``."""
    day_file: int | None = None
    """The number of the file whose dates are days, written 2026-03-01, as its first rows suggest.

    Of others each cell is made a moment before rows are put together; here those that are no
    such day after all are put together by their text, and what it means is asked afterwards.
    """


def block_of(day: str, unit: str) -> str:
    """Return SQL for the first day of the *unit* (day, week, month) that *day* falls into."""
    # DATE_TRUNC is told what it truncates to in every row, and gives a moment.
    return day if unit == "day" else f"{day} - CAST({_days_before(day, unit)} AS INTEGER)"


def day_bits(day: str, unit: str) -> str:
    """Return SQL for the bit of *day* within its block."""
    return f"CAST(1 AS BIGINT) << ({_days_before(day, unit)})"


def _days_before(day: str, unit: str) -> str:
    """Return SQL for how many days of its *unit* come before *day*."""
    return {"day": "0", "week": f"ISODOW({day}) - 1", "month": f"DAY({day}) - 1"}[unit]


def gather(query: str, cells: Sequence[str], day: str | None, raw_day: str, unit: str) -> str:
    """Return a query for the kinds of rows of *query*.

    Args:
        query: the rows, their cells as they stand in the file.
        cells: the names of the cells.
        day: SQL for the row's day; None where the file has no column for it.
        raw_day: the name under which the text of the day stands, and will
            stand where it is not a day.
        unit: the blocks of days that totals are made from.

    The day of what is put together is ``first``, that of the block; NULL where there is a text.
    """
    names = ", ".join(cells)
    picked = f"{names}, COUNT(*) AS {quoted(TIMES)}"
    if day is None:
        return f"SELECT {picked} FROM ({query}) GROUP BY {names}"  # noqa: S608 (names are quoted)
    dated = f"SELECT {names}, {raw_day}, {day} AS day FROM ({query})"  # noqa: S608 (names are quoted)
    placed = (
        f"SELECT {names}, CASE WHEN day IS NULL THEN {raw_day} END AS {raw_day}, "  # noqa: S608 (names are quoted)
        f"day, {block_of('day', unit)} AS block FROM ({dated})"
    )
    return (
        f"SELECT {picked}, {raw_day}, CAST(block AS TIMESTAMP) AS first, "  # noqa: S608 (names are quoted)
        f"BIT_OR({day_bits('day', unit)}) AS {quoted(DAYS)} "
        f"FROM ({placed}) GROUP BY {names}, block, {raw_day}"
    )
