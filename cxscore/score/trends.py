"""The slope of a KPI's series, said only where it is more than chance."""

from collections.abc import Sequence

from cxscore.calendar import Calendar
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point, Season, Trend, Unsaid


def trend_of(
    kpi: Kpi, calendar: Calendar, points: Sequence[Point], season: Season | None
) -> Trend | Unsaid:
    """Return the trend of *kpi* over *points*, or why none can be told."""
    return Unsaid.TOO_FEW_POINTS
