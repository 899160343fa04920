"""How rows are best counted, as the first of them suggest: put together first, cut at once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.rows import Rows
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


def has_few_kinds(connection: "DuckDBPyConnection", rows: Rows, unit: str) -> bool:
    """Return whether many rows are alike but for their day, and the day is not looked at."""
    schema = rows.schema
    if not schema.used or any(schema.type_of(name) in DATES for name in schema.used):
        return False
    largest = max(rows.files, key=lambda file: file.path.stat().st_size)
    cells = [schema.column_of(largest, name) or "NULL" for name in schema.used]
    return _count(connection, cells, largest.first_rows(SAMPLE)) <= KINDS[unit]


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
    query = f"SELECT COUNT(*) FROM (SELECT DISTINCT * FROM ({picked}))"  # noqa: S608 (of ours)
    found = connection.execute(query).fetchone()
    assert found is not None
    return int(found[0])
