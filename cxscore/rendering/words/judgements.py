"""What is judged of a KPI, what is not and why, and what stands out on its chart."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.choices import ChartKind, Polarity
from cxscore.model.scorecard import Point, ScoredKpi, Signal
from cxscore.model.verdicts import (
    Capability,
    Method,
    PointType,
    Rule,
    Status,
    Unsaid,
    Variation,
)
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed


@frozen
class Word:
    """A judgement in one or two words, and as a phrase that explains it."""

    short: str
    """``Off target``, ``Worsening``, ``Misses target``; empty where nothing is judged."""
    long: str
    """``Worsening by more than chance``."""


STATUS = {
    Status.ON_TARGET: "On target",
    Status.AT_RISK: "At risk",
    Status.OFF_TARGET: "Off target",
    Status.NO_TARGET: "No target",
    Status.NO_DATA: "No data",
}
VARIATION = {
    Variation.IMPROVING: Word("Improving", "Improving by more than chance"),
    Variation.WORSENING: Word("Worsening", "Worsening by more than chance"),
    Variation.UP: Word("Up", "Up by more than chance"),
    Variation.DOWN: Word("Down", "Down by more than chance"),
}
CAPABILITY = {
    Capability.HITS: "Hits target",
    Capability.HIT_AND_MISS: "Hit and miss",
    Capability.MISSES: "Misses target",
}
POINT = {
    PointType.IMPROVEMENT: "better than usual",
    PointType.CONCERN: "worse than usual",
    PointType.HIGH: "higher than usual",
    PointType.LOW: "lower than usual",
}
ORDER = (Status.OFF_TARGET, Status.AT_RISK, Status.ON_TARGET)
"""From worse to better; the other two are neither."""
FEWEST_FOR_LIMITS = 3
FEWEST_FOR_RUNS = 10
"""Values off the median that a run chart needs."""
FEWEST_TO_TELL = 12
"""Points of its own chart without which nothing is said of whether a KPI is changing."""
NOT_JUDGED = "Not judged"


def status_word(found: Status) -> Word:
    """Return a status on its own."""
    return Word(STATUS[found], STATUS[found])


def small_base(scored: ScoredKpi) -> str:
    """Return why a base is too small: ``n = 12, fewer than the 30 needed``.

    A formula has no base of its own: ``too small a base in Trust score``.
    """
    if scored.n is None:
        small = [part.name for part in scored.parts if part.base_too_small]
        return f"too small a base in {listed(small) or 'a KPI of its formula'}"
    return f"n = {scored.n}, fewer than the {scored.kpi.minimum_base} needed"


def too_early(scored: ScoredKpi) -> bool:
    """Return whether too few points of its own chart stand behind a KPI to say that it is steady.

    What they signal all the same is said.
    """
    found = scored.signal.variation
    if found is Variation.STEADY:
        return scored.signal.trial
    return found is Variation.NO_SIGNAL_POSSIBLE and _lacks_points(scored)


def few(scored: ScoredKpi) -> str:
    """Return how many points there are, and how many it takes."""
    number, every = scored.signal.points or len(_since_limits(scored)), periods.noun(scored.grain)
    enough = f"{FEWEST_TO_TELL} are needed"
    if scored.signal.baseline is not None:
        return f"its baseline has {counted(number, every)}; {enough}"
    verb = "count" if number > 1 else "counts"
    return f"{counted(number, every)} {verb}{since_break(scored)}; {enough}"


def _lacks_points(scored: ScoredKpi) -> bool:
    charted = scored.signal.chart is not ChartKind.NONE and scored.kpi.window <= 1
    alike = scored.unsaid.get(Method.CHART) is Unsaid.FEW_DIFFERENT_VALUES
    if not charted or alike or scored.value is None or scored.base_too_small:
        return False
    if scored.signal.runs is not None:
        return scored.signal.points < FEWEST_FOR_RUNS
    return len(_since_limits(scored)) < FEWEST_FOR_LIMITS


def since_break(scored: ScoredKpi) -> str:
    """Return ``since the limits started again`` where a break lies behind."""
    shorter = len(_since_limits(scored)) < len(scored.series)
    again = shorter and any(point.breaks for point in scored.series)
    return " since the limits started again" if again else ""


def drifts(signal: Signal) -> bool:
    """Return whether a run chart is crossed more seldom than chance has it."""
    return signal.runs is not None and signal.runs.crossings < signal.runs.crossings_min


def no_signal(scored: ScoredKpi) -> str:
    """Return why a control chart can say nothing."""
    every = periods.noun(scored.grain)
    if not any(p.value is not None for p in scored.series):
        return "there are no data"
    plain = scored.signal.chart is ChartKind.NONE
    if scored.kpi.window > 1 or (plain and scored.kpi.chart is not ChartKind.NONE):
        return "a rolling window is not control-charted"
    if scored.kpi.chart is ChartKind.NONE:
        return "its definition asks for no control chart"
    if scored.value is None:
        return f"the latest {every} has no value"
    if scored.base_too_small:
        return "the base is too small"
    points, since = _since_limits(scored), since_break(scored)
    if scored.unsaid.get(Method.CHART) is Unsaid.FEW_DIFFERENT_VALUES:
        return f"too few different values to tell{since}"
    if scored.signal.runs is not None:
        few = scored.signal.points < FEWEST_FOR_RUNS
        return (
            f"fewer than {FEWEST_FOR_RUNS} {every}s count{since}"
            if few
            else f"too many values lie on the median{since}"
        )
    if len(points) < FEWEST_FOR_LIMITS:
        return f"fewer than {FEWEST_FOR_LIMITS} {every}s count{since}"
    if _are_alike(points):
        season = ", the season taken out" if scored.signal.adjusted else ""
        return f"every value is the same{season}{since}"
    return f"too few {every}s stand next to each other{since}"


def is_constant(scored: ScoredKpi) -> bool:
    """Return whether no change can be judged because every value is the same as printed."""
    return not scored.signal.adjusted and no_signal(scored).startswith("every value is the same")


def _are_alike(points: Sequence[Point]) -> bool:
    """Return whether points are ordinary without any limits: all the same, rounding aside."""
    return all(point.point is PointType.COMMON_CAUSE for point in points)


def _since_limits(scored: ScoredKpi) -> list[Point]:
    """Return the points that limits could have come from, since they last started again."""
    points: list[Point] = []
    for point in reversed(scored.series):
        if scored.signal.runs is None and (point.limits is not None or point.median is not None):
            break
        counts = point.complete and not point.base_too_small
        if counts and point.value is not None and point.point is not PointType.IGNORED:
            points.append(point)
        if point.breaks:
            break
    return points


def judged_capability(scored: ScoredKpi) -> Capability | None:
    """Return whether the process meets the target, where its limits foretell anything.

    They do not where a lasting change has left them behind, nor from too few points.
    """
    left = scored.signal.limits_left_since is not None
    return None if left or scored.signal.trial else scored.signal.capability


def is_trending(scored: ScoredKpi) -> bool:
    """Return whether the value rises or falls by more than chance."""
    return scored.trend is not None and scored.trend.established


def creeps_wrong(scored: ScoredKpi) -> bool:
    """Return whether a slow trend leads away from what is better."""
    if scored.trend is None or scored.signal.variation is not Variation.STEADY:
        return False
    rises = scored.trend.slope_per_year > 0
    better_up = {Polarity.HIGHER_IS_BETTER: True, Polarity.LOWER_IS_BETTER: False}
    wanted = better_up.get(scored.kpi.polarity)
    return is_trending(scored) and wanted is not None and rises is not wanted


def standing_out(scored: ScoredKpi) -> frozenset[str]:
    """Return the ids of the periods that a chart marks: the signal in force, and points outside.

    Earlier runs on one side of a mean say only that it has moved since: half
    of a line that climbs would look like a worsening.
    """
    since, last = scored.signal.since, last_counted(scored)
    began = next((at for at, p in enumerate(scored.series) if p.period.id == since), None)

    def is_in_force(at: int, point: Point) -> bool:
        since_then = began is not None and at >= began
        return since_then and last is not None and point.point is last.point

    return frozenset(
        point.period.id
        for at, point in enumerate(scored.series)
        if is_signal(point) and (Rule.OUTSIDE in point.rules or is_in_force(at, point))
    )


def is_signal(point: Point) -> bool:
    """Return whether a point of the chart meets a rule of it."""
    return point.point not in (None, PointType.COMMON_CAUSE, PointType.IGNORED)


def last_counted(scored: ScoredKpi) -> Point | None:
    """Return the last point of the control chart, up to the value at hand."""
    counted = [p for p in scored.series if p.point not in (None, PointType.IGNORED)]
    upto = scored.period.end if scored.period else None
    return next((p for p in reversed(counted) if upto is None or p.period.end <= upto), None)
