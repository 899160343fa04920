"""What is wrong, or worth saying, of the rows and the days of all datasets."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from cxscore.calendar import Calendar
from cxscore.measure.checks.arrivals import late_or_early, outside_calendar, without_rows
from cxscore.measure.checks.gaps import missing_parts
from cxscore.measure.checks.losses import lost_by_dataset
from cxscore.measure.coverage import Spread
from cxscore.measure.horizon import Horizon
from cxscore.measure.spreads import Spreads
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def rows_looked_at(
    spreads: Spreads, calendar: Calendar, sound: Collection[str]
) -> Iterator[Problem]:
    """Yield datasets without rows, and rows outside the calendar; errors if no other counts."""
    asked = spreads.asked()
    placed = any(calendar.period_of(day) for spread in asked for day in spread.days)
    severity = Severity.WARNING if placed else Severity.ERROR
    for spread in asked:
        if spread.dataset in sound:
            yield from without_rows(spread, severity)
            yield from outside_calendar(spread, severity)
            yield from lost_by_dataset(spread)


def coverage_looked_at(
    connection: "DuckDBPyConnection", spreads: Spreads, sound: Collection[str], horizon: Horizon
) -> Iterator[Problem]:
    """Yield what came late or early, and the parts that are missing."""
    for spread in spreads.asked():
        if spread.dataset in sound and not _are_beginnings(spread):
            yield from late_or_early(connection, spread, horizon)
            yield from missing_parts(spread, horizon)


def _are_beginnings(spread: Spread) -> bool:
    """Return whether the days are those on which spells of customers began, and nothing else.

    None has to begin for it to be known who is a customer.
    """
    asked = [kpi_query.customers for kpi_query in spread.tally.kpi_queries]
    return bool(asked) and all(each is not None and each.shape.spells for each in asked)
