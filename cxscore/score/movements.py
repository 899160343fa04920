"""Why a KPI moved: what changed within segments, and what is another mix of them."""

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Comparisons, Movement, Unsaid
from cxscore.score.readings import Readings


def movement_of(
    kpi: Kpi, readings: Readings, period: Period, comparisons: Comparisons
) -> tuple[Movement, ...] | Unsaid:
    """Return the changes of *kpi* since the period before and a year ago, by segment."""
    return Unsaid.NO_SEGMENTS
