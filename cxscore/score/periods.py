"""Which periods are complete."""

from collections.abc import Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.model.measured import Coverage


def is_complete(period: Period, as_of: date, coverage: Sequence[Coverage]) -> bool:
    """Return whether *period* has ended by *as_of* and is not cut by its data.

    A nearly daily dataset cuts the period within which it starts or stops.
    """
    if period.end > as_of:
        return False
    return not any(cover.nearly_daily and _cuts(cover, period) for cover in coverage)


def _cuts(cover: Coverage, period: Period) -> bool:
    starts = period.start < cover.first <= period.end
    stops = period.start <= cover.last < period.end
    return starts or stops
