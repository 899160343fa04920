"""The pattern of the year: whether there is one, and what a value is without it."""

from collections.abc import Sequence

from cxscore.calendar import Calendar
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point, Season, Unsaid


def season_of(kpi: Kpi, calendar: Calendar, points: Sequence[Point]) -> Season | Unsaid:
    """Return the season of *kpi* in *points*, or why none can be told."""
    return Unsaid.TOO_FEW_POINTS
