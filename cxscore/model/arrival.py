"""When rows should have arrived: the period that a dataset has to reach by a day."""

from collections.abc import Iterable
from datetime import date, timedelta

from cxscore.calendar import Calendar, Period


def expected_period(calendars: Iterable[Calendar], within_days: int, as_of: date) -> Period | None:
    """Return the period that rows have to reach by *as_of*; None where none is due yet.

    It is the latest, of the finest length that KPIs take from the dataset,
    that ended more than *within_days* ago.
    """
    finest = min(calendars, key=lambda calendar: calendar.grain.rank)
    return finest.latest_ended(as_of - timedelta(days=within_days + 1))


def has_arrived(expected: Period, last: date, *, nearly_daily: bool) -> bool:
    """Return whether rows up to *last* reach the period *expected*.

    Nearly daily data must reach its last day, other data its first.
    """
    return last >= (expected.end if nearly_daily else expected.start)
