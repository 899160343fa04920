"""Which periods are complete."""

from collections.abc import Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.model.measured import Coverage


def is_complete(period: Period, as_of: date, coverage: Sequence[Coverage]) -> bool:
    """Return whether *period* has ended by *as_of* and is not cut by its data.

    A dataset cuts the period within which it starts or stops, and so does a
    file or a segment of it.
    """
    return period.end <= as_of and not any(cover.cuts(period) for cover in coverage)
