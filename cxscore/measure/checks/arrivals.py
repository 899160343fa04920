"""Rows that are late, early, outside the calendar, or not there at all."""

from typing import TYPE_CHECKING

from cxscore.measure.coverage import Spread
from cxscore.measure.engines.duckdb.tally import rows_in
from cxscore.measure.horizon import Horizon
from cxscore.measure.wording import be, days_listed, plural
from cxscore.model.arrival import expected_period, has_arrived
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def without_rows(spread: Spread, severity: Severity) -> list[Problem]:
    """Return that no row of the dataset counts; nothing where one does."""
    if spread.groups:
        return []
    rows = rows_in(spread.every)
    kept = rows_in(group for group in spread.every if group.keep)
    if not rows:
        text, hint = "there are no rows", ""
    elif not kept:
        text = f"'where' of datasets.{spread.rows.schema.id} keeps none of {plural(rows, 'row')}"
        hint = "look at what its columns hold"
    else:
        column = spread.tally.date or "its date"
        text, hint = f"none of {plural(kept, 'row')} has a day in {column}", ""
    return [spread.problem("CX236", text, hint, severity)]


def outside_calendar(spread: Spread, severity: Severity) -> list[Problem]:
    """Return how many rows lie outside the periods of a calendar's file."""
    calendar = spread.rows.schema.definition.calendar
    if not calendar.listed:
        return []
    first, last = calendar.listed[0].start, calendar.listed[-1].end
    # Blocks are single days here, for listed periods may begin on any.
    outside = [g for g in spread.groups if g.block and not first <= g.block <= last]
    if not outside:
        return []
    days = sorted({group.block for group in outside if group.block})
    rows = rows_in(outside)
    text = (
        f"{plural(rows, 'row')} {be(rows)} dated outside the calendar, which runs from {first} "
        f"to {last}: {days_listed(days)}"
    )
    return [spread.problem("CX237", text, "add periods to its file", severity)]


def late_or_early(
    connection: "DuckDBPyConnection", spread: Spread, horizon: Horizon
) -> list[Problem]:
    """Return what is said of rows that should have arrived, or are dated after as-of."""
    return [*_late(spread, horizon), *_early(connection, spread, horizon)]


def _late(spread: Spread, horizon: Horizon) -> list[Problem]:
    within = spread.rows.schema.dataset.arrives_within_days
    if within is None or spread.coverage is None or not spread.calendars:
        return []
    last, daily = spread.days[-1], spread.coverage.nearly_daily
    expected = expected_period(spread.calendars, within, horizon.as_of)
    if expected is None or has_arrived(expected, last, nearly_daily=daily):
        return []
    what = expected.id if last < expected.start else f"the end of {expected.id}"
    text = f"{what} should have arrived within {plural(within, 'day')}; the last row is of {last}"
    return [spread.problem("CX234", text)]


def _early(connection: "DuckDBPyConnection", spread: Spread, horizon: Horizon) -> list[Problem]:
    if not spread.days or spread.days[-1] <= horizon.as_of:
        return []
    # Blocks may be months, which as-of lies within, so the rows are counted again.
    rows = spread.rows.dated_after(connection, horizon.as_of, spread.tally.date)
    text = f"{plural(rows, 'row')} {be(rows)} dated after {horizon.as_of}"
    if rows > 1:
        text += f", up to {spread.days[-1]}"
    return [spread.problem("CX235", f"{text}; they count in no period that has ended")]
