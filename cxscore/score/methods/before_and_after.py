"""Two averages of a few periods each, where too few are known for more."""

from collections.abc import Callable, Sequence

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.statistic import Statistic
from cxscore.score.methods.intervals import is_share_of_counts
from cxscore.score.methods.significance import change_of
from cxscore.score.values.readings import Reading, Readings

COUNTED = (Statistic.SHARE, Statistic.NET_SHARE, Statistic.RATIO)
"""Statistics whose counts pool; of ratios those that are shares have an interval."""

LEVEL = 0.95

Changes = Callable[[Sequence[Period], Sequence[Period]], tuple[float, float, float, float] | None]
"""Returns of two spans the average of each, and the interval of the step between them."""


def pooled_changes(kpi: Kpi, readings: Readings) -> Changes:
    """Return what tells *kpi* over two spans, and the 95 % interval of the step between them.

    In its unit: the counts of each span are pooled. None where it has no counts. What
    would have happened anyway is not known. A span is pooled once, however many it is
    compared with.
    """
    known: dict[tuple[str, ...], Reading | None] = {}

    def over(periods: Sequence[Period]) -> Reading | None:
        named = tuple([period.id for period in periods])
        if named not in known:
            found = readings.over(kpi, periods)
            known[named] = found if isinstance(found, Reading) and found.parts else None
        return known[named]

    def change(
        before: Sequence[Period], after: Sequence[Period]
    ) -> tuple[float, float, float, float] | None:
        if kpi.statistic not in COUNTED or not before or not after:
            return None
        base, now = over(before), over(after)
        if base is None or now is None or base.parts is None or now.parts is None:
            return None
        parts = now.parts, base.parts
        # Of other rates there is a p-value alone, which takes long and is not wanted.
        if kpi.statistic is Statistic.RATIO and not all(is_share_of_counts(kpi, p) for p in parts):
            return None
        found = change_of(kpi, *parts, LEVEL)
        if base.value is None or now.value is None or found.low is None or found.high is None:
            return None
        return base.value, now.value, found.low, found.high

    return change
