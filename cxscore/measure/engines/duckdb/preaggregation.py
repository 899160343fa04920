"""Rows that are alike: put together as they stand in the file, before any cell is looked at.

A survey has few kinds of rows: ten scores, some regions, the months. Put
together first, ten million rows are cleaned, cast and judged as some
thousands. What the rest counts is then ``TIMES`` a row.
"""

from collections.abc import Sequence

from cxscore.measure.database import quoted

TIMES, DAYS = "$times", "$days"
"""How many rows of the file a row stands for; which days of the block have them, as bits."""


def block_of(day: str, unit: str) -> str:
    """Return SQL for the first day of the *unit* (day, week, month) that *day* falls into."""
    return day if unit == "day" else f"CAST(DATE_TRUNC('{unit}', {day}) AS DATE)"


def day_bits(day: str, unit: str) -> str:
    """Return SQL for the bit of *day* within its block."""
    return f"CAST(1 AS BIGINT) << ({day} - {block_of(day, unit)})"


def gather(query: str, cells: Sequence[str], day: str | None, raw_day: str, unit: str) -> str:
    """Return a query for the kinds of rows of *query*.

    Args:
        query: the rows, their cells as they stand in the file.
        cells: the names of the cells.
        day: SQL for the row's day; None where the file has no column for it.
        raw_day: the name under which the text of the day stands, and will
            stand where it is not a day.
        unit: the blocks of days that totals are made from.

    The day of what is put together is ``first``, that of the block.
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
        f"BIT_OR(CAST(1 AS BIGINT) << (day - block)) AS {quoted(DAYS)} "
        f"FROM ({placed}) GROUP BY {names}, block, {raw_day}"
    )
