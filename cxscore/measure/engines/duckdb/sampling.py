"""How rows are best counted, as the first of them suggest: put together first, cut at once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.preaggregation import Alike
from cxscore.measure.engines.duckdb.rows import FileReader, Rows
from cxscore.measure.queries.schema import DATES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE = 50_000
"""Rows that are looked at."""
SMALL = 16_000_000
"""Bytes up to which any way of counting will do, and looking costs more than it brings."""
FINEST_GROUPS = 3000
"""Combinations of segments up to which they are counted all at once."""
KINDS = {"month": 5000, "week": 1000, "day": 200}
"""Kinds of rows, in the sample, up to which they are put together first; by the block of days."""


def is_small(rows: Rows) -> bool:
    """Return whether the files together are small."""
    return sum(file.path.stat().st_size for file in rows.files) <= SMALL


def alike_in(connection: "DuckDBPyConnection", rows: Rows, unit: str) -> Alike | None:
    """Return how rows are put together first; None where few are alike, or a day is looked at.

    The largest file tells. Its days are taken as they stand if all in its first rows can be.
    """
    schema = rows.schema
    if not schema.used or any(schema.type_of(name) in DATES for name in schema.used):
        return None
    largest = max(rows.files, key=lambda file: file.path.stat().st_size)
    cells = ", ".join(schema.column_of(largest, name) or "NULL" for name in schema.used)
    day = FileReader(rows, largest).day_as_it_stands
    is_day = "FALSE" if day is None else f"({day}) IS NOT NULL"
    first = f"(SELECT * FROM {largest.first_rows(SAMPLE)})"  # noqa: S608 (of ours)
    kinds = f"SELECT {cells}, BOOL_AND({is_day}) AS days FROM {first} GROUP BY ALL"  # noqa: S608 (names are quoted)
    count, days = _row(connection, f"SELECT COUNT(*), BOOL_AND(days) FROM ({kinds})")  # noqa: S608 (of ours)
    if count > KINDS[unit]:
        return None
    return Alike(unit, rows.files.index(largest) if days else None)


def are_few(connection: "DuckDBPyConnection", rows: Rows, segments: Sequence[str]) -> bool:
    """Return whether *segments*, columns that KPIs are grouped by, have few combinations."""
    if len(segments) < 2:
        return True
    sample = f"({rows.judged([0])}) LIMIT {SAMPLE}"
    texts = [quoted(rows.text(column)) for column in segments]
    product = 1
    for text in texts:
        product *= 1 + _count(connection, [text], sample)
    return product <= FINEST_GROUPS


def _count(connection: "DuckDBPyConnection", columns: Iterable[str], relation: str) -> int:
    picked = f"SELECT {', '.join(columns)} FROM {relation}"  # noqa: S608 (names are quoted)
    (count,) = _row(connection, f"SELECT COUNT(*) FROM (SELECT DISTINCT * FROM ({picked}))")  # noqa: S608 (of ours)
    return int(count)


def _row(connection: "DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] | None = connection.execute(query).fetchone()
    assert found is not None
    return found
