"""Two averages of a few periods each, where too few are known for more."""

from collections.abc import Sequence

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.statistic import Statistic
from cxscore.score.methods.significance import change_of
from cxscore.score.values.readings import Reading, Readings

COUNTED = (Statistic.SHARE, Statistic.NET_SHARE, Statistic.RATIO)
"""Statistics whose counts pool; of ratios those that are shares have an interval."""

LEVEL = 0.95


def pooled_change(
    kpi: Kpi, readings: Readings, before: Sequence[Period], after: Sequence[Period]
) -> tuple[float, float, float, float] | None:
    """Return *kpi* over two spans, and the 95 % interval of the step between them, in its unit.

    The counts of each span are pooled. None where it has no counts. What
    would have happened anyway is not known.
    """
    if kpi.statistic not in COUNTED or not before or not after:
        return None
    base, now = readings.over(kpi, before), readings.over(kpi, after)
    if not (isinstance(base, Reading) and isinstance(now, Reading) and base.parts and now.parts):
        return None
    found = change_of(kpi, now.parts, base.parts, LEVEL)
    if base.value is None or now.value is None or found.low is None or found.high is None:
        return None
    return base.value, now.value, found.low, found.high
