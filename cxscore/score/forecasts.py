"""Whether a KPI will meet its target: what is expected by then, and one of four verdicts."""

from cxscore.calendar import Calendar, Period
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Forecast, Season, Trend, Unsaid
from cxscore.score.series import Chart
from cxscore.score.status import Targets


def forecast_of(
    kpi: Kpi,
    calendar: Calendar,
    targets: Targets,
    chart: Chart,
    at_hand: Period,
    outlook: tuple[Trend | None, Season | None],
) -> Forecast | Unsaid:
    """Return the forecast of *kpi* to its target, or why there is none to make."""
    return Unsaid.NO_TARGET
