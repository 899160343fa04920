"""A KPI period by period: value, target, status, and what the control chart says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Limits, Point, PointType, Signal, Status, Variation
from cxscore.score.readings import Readings
from cxscore.score.rules import Verdict, making_data_count, point_type
from cxscore.score.status import Targets, capability_of, status_of, too_small
from cxscore.score.xmr import FEWEST, TRIAL_BELOW, constant, process_limits

VARIATIONS = {
    PointType.COMMON_CAUSE: Variation.STEADY,
    PointType.IMPROVEMENT: Variation.IMPROVING,
    PointType.CONCERN: Variation.WORSENING,
    PointType.HIGH: Variation.UP,
    PointType.LOW: Variation.DOWN,
}
NO_SIGNAL = Signal(Variation.NO_SIGNAL_POSSIBLE)


def points_of(
    kpi: Kpi, readings: Readings, targets: Targets, last: Period, history: int
) -> list[Point]:
    """Return the last *history* periods of *kpi* up to *last*, gaps included.

    Periods before its first rows are no gaps and left out. The period after
    *last* follows where it has rows already.
    """
    calendar = readings.calendar(kpi)
    first = readings.first_day(kpi)
    periods = calendar.up_to(last, history)
    known = [period for period in periods if first is not None and period.end >= first]
    points = [point_of(kpi, readings, targets, period) for period in known or [last]]
    following = calendar.shift(last, 1)
    if following is not None:
        begun = point_of(kpi, readings, targets, following)
        if begun.value is not None and not begun.complete:
            points.append(begun)
    return points


def point_of(kpi: Kpi, readings: Readings, targets: Targets, period: Period) -> Point:
    """Return *kpi* in *period*, before any control chart."""
    reading = readings.at(kpi, period)
    target = targets.in_force(period)
    small = reading.value is not None and too_small(kpi, reading.n)
    parts = reading.parts
    return Point(
        period=period,
        complete=reading.complete,
        value=reading.value,
        n=reading.n,
        numerator=parts.numerator if parts else None,
        denominator=parts.denominator if parts else None,
        target=target,
        status=status_of(kpi, reading.value, target, small),
        base_too_small=small,
        left_out=parts.left_out if parts else 0,
        unknown=parts.unknown if parts else 0,
    )


@dataclass(frozen=True, slots=True)
class Chart:
    """The points with their limits and rules, and the signal at the last of them."""

    points: tuple[Point, ...]
    signal: Signal


def charted(kpi: Kpi, readings: Readings, points: Sequence[Point], last: Period) -> Chart:
    """Return the control chart of *kpi* over *points*, and its signal at *last*.

    Limits start again with the period that a break falls into. Rolling
    windows are not charted: neighbours share their rows.
    """
    skipped = readings.ignored(kpi, [point.period for point in points])
    if kpi.window > 1:
        return Chart(tuple(_uncharted(point, skipped) for point in points), NO_SIGNAL)
    drawn: list[Point] = []
    signal = NO_SIGNAL
    for process in _processes(points, readings.break_days(kpi)):
        charted_points, signal_here = _charted_process(kpi, process, skipped)
        drawn.extend(charted_points)
        if process[0].period.start <= last.start:
            signal = signal_here
    at_hand = next(point for point in points if point.period == last)
    if at_hand.value is None or at_hand.base_too_small:
        signal = NO_SIGNAL
    capability = capability_of(kpi, signal.limits, at_hand.target)
    return Chart(tuple(drawn), replace(signal, capability=capability))


def periods_off_target(points: Sequence[Point]) -> tuple[int, int]:
    """Return how long a KPI has been off target at the last point, and the longest ever."""
    now = longest = 0
    for point in points:
        now = now + 1 if point.status is Status.OFF_TARGET else 0
        longest = max(longest, now)
    return now, longest


def _processes(points: Sequence[Point], breaks: Sequence[date]) -> list[list[Point]]:
    """Cut *points* where the first period begins that has days after a break."""
    processes: list[list[Point]] = []
    for point in points:
        before = processes[-1][-1].period.end if processes else None
        if before is None or any(before < day <= point.period.end for day in breaks):
            processes.append([])
        processes[-1].append(point)
    return processes


def _charted_process(
    kpi: Kpi, process: Sequence[Point], skipped: set[date]
) -> tuple[list[Point], Signal]:
    counted = [at for at, point in enumerate(process) if _counts(point, skipped)]
    values = [value for at in counted if (value := process[at].value) is not None]
    limits = process_limits(_stretches(counted, values))
    if limits is not None:
        verdicts = making_data_count(values, limits)
    else:
        judged = len(values) >= FEWEST and constant(values)
        verdicts = [Verdict()] * len(values) if judged else []
    found = dict(zip(counted, verdicts, strict=False))
    drawn = []
    for at, point in enumerate(process):
        kind = PointType.IGNORED if _is_ignored(point, skipped) else None
        if at in found:
            kind = point_type(found[at].direction, kpi.polarity)
        rules = found[at].rules if at in found else ()
        drawn.append(replace(point, limits=limits, point=kind, rules=rules))
    return drawn, _signal([drawn[at] for at in counted], limits) if limits else NO_SIGNAL


def _signal(counted: Sequence[Point], limits: Limits) -> Signal:
    last = counted[-1]
    assert last.point is not None
    alike = list(takewhile(lambda point: point.point is last.point, reversed(counted)))
    return Signal(
        variation=VARIATIONS[last.point],
        rules=last.rules,
        limits=limits,
        trial=len(counted) < TRIAL_BELOW,
        since=None if last.point is PointType.COMMON_CAUSE else alike[-1].period.id,
        points=len(counted),
    )


def _counts(point: Point, skipped: set[date]) -> bool:
    return (
        point.value is not None
        and point.complete
        and not point.base_too_small
        and point.period.start not in skipped
    )


def _stretches(counted: Sequence[int], values: Sequence[float]) -> list[list[float]]:
    """Cut *values* wherever a period between them does not count."""
    stretches: list[list[float]] = []
    for place, value in enumerate(values):
        if place == 0 or counted[place] != counted[place - 1] + 1:
            stretches.append([])
        stretches[-1].append(value)
    return stretches


def _uncharted(point: Point, skipped: set[date]) -> Point:
    return replace(point, point=PointType.IGNORED) if _is_ignored(point, skipped) else point


def _is_ignored(point: Point, skipped: set[date]) -> bool:
    return point.value is not None and point.period.start in skipped
