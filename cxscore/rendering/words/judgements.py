"""Status, variation and capability in words, short and long."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxscore.calendar import Grain
from cxscore.model.choices import ChartKind
from cxscore.model.log import LogStatus
from cxscore.model.scorecard import Point, ScoredKpi, ScoredRow, Signal
from cxscore.model.verdicts import (
    Capability,
    Method,
    PointType,
    Status,
    Timeliness,
    Unsaid,
    Variation,
    Withheld,
)
from cxscore.rendering.words import charts
from cxscore.rendering.words.grammar import capital, counted, listed, sentence
from cxscore.rendering.words.periods import name, noun
from cxscore.rendering.words.track_record import record_since


@dataclass(frozen=True, slots=True)
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
TIMELINESS = {
    Timeliness.ON_TRACK: "On track",
    Timeliness.SLIPPING: "Slipping",
    Timeliness.OVERDUE: "Overdue",
    Timeliness.DONE: "Done",
    Timeliness.CANCELLED: "Cancelled",
    Timeliness.DEFERRED: "Deferred",
    Timeliness.REFUSED: "Refused",
}
ORDER = (Status.OFF_TARGET, Status.AT_RISK, Status.ON_TARGET)
"""From worse to better; the other two are neither."""
FEWEST_FOR_LIMITS = 3
FEWEST_FOR_RUNS = 10
"""Values off the median that a run chart needs."""
FEWEST_TO_TELL = 12
"""Points of its own chart without which nothing is said of whether a KPI is changing."""
NOT_JUDGED = "Not judged"


def status(scored: ScoredKpi) -> Word:
    """Return the status; too small a base is said instead of "No target"."""
    if scored.base_too_small:
        return Word("Small base", f"Not judged: {small_base(scored)}")
    return status_word(scored.status)


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


def variation(scored: ScoredKpi) -> Word:
    """Return what the control chart says of the latest value."""
    found = scored.signal.variation
    if too_early(scored):
        return Word("Too early", f"Too early to tell: {few(scored)}")
    if found is Variation.NO_SIGNAL_POSSIBLE:
        return Word("Cannot tell", f"Change cannot be judged: {no_signal(scored)}")
    every = noun(scored.grain)
    steady = f"Steady: ordinary {every}-to-{every} variation"
    if drifts(scored.signal):
        steady = f"Steady: the latest {every} is in no long run"
    if is_trending(scored):
        steady = f"Steady from {every} to {every}; over the years it moves"
    word = VARIATION.get(found) or Word("Steady", steady)
    if scored.signal.trial:
        trial = "provisional median" if scored.signal.chart is ChartKind.RUN else "trial limits"
        return Word(word.short, f"{word.long} ({trial})")
    return word


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
    number, every = scored.signal.points or len(_since_limits(scored)), noun(scored.grain)
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
    every = noun(scored.grain)
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


def capability(scored: ScoredKpi) -> Word:
    """Return whether the process meets the target; empty where that is not known."""
    every, found = noun(scored.grain), scored.signal.capability
    if found is None:
        return Word("", "")
    if judged_capability(scored) is None:
        return Word(NOT_JUDGED, f"{NOT_JUDGED}: {_why_not_judged(scored)}")
    if scored.signal.variation in VARIATION or is_trending(scored):
        # A process that is changing has left its limits behind.
        return Word(CAPABILITY[found], f"{CAPABILITY[found]}: by its limits so far")
    match found:
        case Capability.HITS:
            return Word("Hits target", f"Hits target: expected to meet it every {every}")
        case Capability.HIT_AND_MISS:
            return Word("Hit and miss", "Hit and miss: the target lies within its limits")
        case Capability.MISSES:
            return Word("Misses target", "Misses target: will miss it without a change")


def since_change(scored: ScoredKpi) -> str:
    """Return ``Target missed in all 9 months since October 2025.``; empty where nothing changed."""
    since = scored.signal.limits_left_since
    if scored.signal.capability is None or since is None:
        return ""
    subject = "it has " if record_since(scored, since) is None else ""
    return sentence(capital(f"{subject}{_why_not_judged(scored)}"))


def judged_capability(scored: ScoredKpi) -> Capability | None:
    """Return whether the process meets the target, where its limits foretell anything.

    They do not where a lasting change has left them behind, nor from too few points.
    """
    left = scored.signal.limits_left_since is not None
    return None if left or scored.signal.trial else scored.signal.capability


def _why_not_judged(scored: ScoredKpi) -> str:
    since = scored.signal.limits_left_since
    if since is None:
        return f"too early to tell, {few(scored)}"
    record = record_since(scored, since)
    began = next((name(p.period) for p in scored.series if p.period.id == since), since)
    return f"changed since {began}" if record is None else f"target {record.mostly} {began}"


def is_trending(scored: ScoredKpi) -> bool:
    """Return whether the value rises or falls by more than chance."""
    return scored.trend is not None and scored.trend.established


def point(found: Point, signal: Signal, *, stands_out: bool) -> str:
    """Return what a point of the chart is: ``Better than usual: beyond a limit``.

    An earlier run against a mean that has moved since is named, not judged.
    Of a point that is not counted the note tells it, with the reason.
    """
    word = POINT.get(found.point, "") if found.point else ""
    if not word:
        return ""
    if not stands_out:
        word = "earlier signal"
    reasons = ", ".join(charts.rule(rule, signal) for rule in found.rules)
    return f"{word.capitalize()}: {reasons}" if reasons else word.capitalize()


def timeliness(scored: ScoredRow) -> Word:
    """Return where an action stands: ``Overdue``, ``Overdue by 12 days, moved once``."""
    short = TIMELINESS[scored.timeliness]
    parts = [f"{short} by {counted(scored.days_late, 'day')}" if scored.overdue else short]
    if scored.row.status is LogStatus.BLOCKED:
        parts.append("blocked")
    if scored.times_moved:
        parts.append("due date moved " + times(scored.times_moved))
    if not scored.row.due and scored.timeliness in (Timeliness.ON_TRACK, Timeliness.SLIPPING):
        parts.append("no due date")
    return Word(short, ", ".join(parts))


def times(number: int) -> str:
    """Return ``once``, ``twice`` or ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def withheld(why: Withheld, grain: Grain, period: str, base: str) -> str:
    """Return why a comparison is not made; *base* and, unless it is empty, *period* are names."""
    here, there = period or f"this {noun(grain)}", base
    reasons = {
        Withheld.NO_DATA: f"{here} has no value",
        Withheld.NO_BASE_DATA: f"{there} has no value",
        Withheld.PARTIAL_PERIOD: f"{here} is not complete",
        Withheld.PARTIAL_BASE_PERIOD: f"{there} is not complete",
        Withheld.MISSING_PERIODS: f"a {noun(grain)} in between has no value",
        Withheld.BASE_TOO_SMALL: "the base is too small",
        Withheld.NOT_COMPARABLE: "a break in between makes them not comparable",
        Withheld.NOT_POOLABLE: "no yearly figure for this KPI",
        Withheld.IGNORED_PERIOD: f"{here} is not counted",
        Withheld.IGNORED_BASE_PERIOD: f"{there} is not counted",
        Withheld.DIFFERENT_LENGTH: f"{here} and {there} differ in days",
        Withheld.NO_SUCH_PERIOD: f"the calendar has no such {noun(grain)}",
    }
    return f"not compared: {reasons[why]}"
