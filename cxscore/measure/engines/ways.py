"""The way to what does not add up, by where the rows are: in files or in a table.

What asks tables is imported where there is one: most people have files alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.cross_products import CrossProducts
from cxscore.measure.engines.duckdb.holistic import ESTIMATES, FileHolistic
from cxscore.measure.engines.duckdb.kept_counts import KeptCounts
from cxscore.measure.engines.duckdb.ledger import FileLedger
from cxscore.measure.engines.duckdb.open_cases import OpenCases
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.stints import last_end as last_end_in_files
from cxscore.measure.engines.duckdb.tally import Tally
from cxscore.measure.horizon import Horizon, Span
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.holistic import Holistic
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import CommentQuery, KpiQuery
from cxscore.model.measured import Estimate
from cxscore.model.statistic import Statistic

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def holistic(
    connection: "DuckDBPyConnection", tally: Tally, size: int, comments: Rows | None = None
) -> Holistic:
    """Return the way to percentiles, distinct counts and people of *size* rows.

    *comments* are the rows of comments, where they are among those of the tally.
    """
    if tally.rows.in_files:
        return FileHolistic(connection, tally.rows, size)
    from cxscore.measure.engines.warehouse.brought import people_in
    from cxscore.measure.engines.warehouse.holistic import of_tally

    of_table = of_tally(tally)
    return of_table if comments is None else people_in(connection, comments, size, of_table)


def comments_of(
    connection: "DuckDBPyConnection",
    rows: Rows,
    asked: CommentQuery,
    themes: Sequence[KpiQuery],
    days: tuple[Span | None, date],
) -> Rows:
    """Return the rows of comments that are counted: those of a table are brought here.

    *themes* is what KPIs of themes ask of them. *days* are those whose rows are needed, all where
    None, and the first whose comments are printed.

    Raises:
        TooMuch: where a table has more of them than may be brought.
    """
    if rows.in_files:
        return rows
    from cxscore.measure.engines.warehouse.brought import bring_comments

    return bring_comments(connection, rows, asked, themes, days)


def estimates_of(rows: Rows) -> Mapping[Statistic, Estimate]:
    """Return what the engine of *rows* can estimate, and how."""
    if rows.in_files:
        return ESTIMATES
    from cxscore.measure.engines.warehouse.holistic import estimates_of_rows

    return estimates_of_rows(rows)


def open_cases(connection: "DuckDBPyConnection", rows: Rows, horizon: Horizon) -> OpenCases:
    """Return the way to cases that are open at the end of a period."""
    if rows.in_files:
        return OpenCases(connection, rows, horizon)
    from cxscore.measure.engines.warehouse.open_cases import of_rows

    return of_rows(connection, rows, horizon)


def ledger_of(
    connection: "DuckDBPyConnection", rows: Rows, query: LedgerQuery, *, faulty: bool
) -> LedgerCounts:
    """Return the customer ledger that *query* asks for."""
    import duckdb

    if not rows.in_files:
        from cxscore.measure.engines.warehouse.ledger import of_rows

        return of_rows(connection, rows, query)
    if query.customers.shape.movements is not None:
        return KeptCounts(connection, rows, query).count()
    try:
        return FileLedger(connection, rows, query, faulty).count()
    except (duckdb.ConversionException, duckdb.OutOfRangeException):
        return LedgerCounts(too_large=True)


def last_end(
    connection: "DuckDBPyConnection", rows: Rows, customers: CustomerRows, up_to: date
) -> date | None:
    """Return the latest day up to *up_to* on which a spell ended; None where none did."""
    if rows.in_files:
        return last_end_in_files(connection, rows, customers, up_to)
    from cxscore.measure.engines.warehouse.ledger import last_end

    return last_end(rows, customers, up_to)


def cross_products(
    connection: "DuckDBPyConnection", rows: Rows, kpi_query: KpiQuery, span: Span, *, faulty: bool
) -> CrossProducts:
    """Return the way to the drivers of a KPI over *span*."""
    if rows.in_files:
        return CrossProducts(connection, rows, kpi_query, span, faulty)
    from cxscore.measure.engines.warehouse.cross_products import of_rows

    return of_rows(connection, rows, kpi_query, span, faulty=faulty)
