"""A KPI that is how far its best and its worst segment are apart."""

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Gap, Unsaid
from cxscore.score.readings import Readings


def gap_ends_of(kpi: Kpi, readings: Readings, period: Period) -> Gap | Unsaid | None:
    """Return the ends of the gap at *period*; None where *kpi* is no gap."""
    return None
