"""What stands at each point of a process once its lines are drawn, and what the last of them is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from cxscore.calendar import Period
from cxscore.frozen import changed
from cxscore.model.scorecard import Point, Signal
from cxscore.model.verdicts import PointType, Rule, Variation
from cxscore.score.charts.limits import FEWEST, TRIAL_BELOW, constant
from cxscore.score.charts.process import Lines, Process
from cxscore.score.charts.rules import Verdict, point_type

VARIATIONS = {
    PointType.COMMON_CAUSE: Variation.STEADY,
    PointType.IMPROVEMENT: Variation.IMPROVING,
    PointType.CONCERN: Variation.WORSENING,
    PointType.HIGH: Variation.UP,
    PointType.LOW: Variation.DOWN,
}

LASTING = frozenset({Rule.RUN, Rule.TREND})
"""Rules that take so many points that a change which meets them has lasted."""
OUTSIDE_IN_A_ROW = 3
"""Points beyond a limit, one after another, that are no accident of a period or two."""


def drawn_points(process: Process, lines: Lines | None, adjusted: bool) -> list[Point]:
    """Return the points of *process* with what stands at each of them."""
    verdicts: Sequence[Verdict] = ()
    if lines is not None:
        verdicts = lines.verdicts
    elif len(process.counted) >= FEWEST and constant(process.values):
        verdicts = [Verdict()] * len(process.counted)
    found = dict(zip(process.counted, verdicts, strict=False))
    drawn = []
    for at, point in enumerate(process.points):
        kind = PointType.IGNORED if is_ignored(point) else None
        if at in found:
            kind = point_type(found[at].direction, process.kpi.polarity)
        without = None
        if adjusted and point.value is not None:
            without = point.value / process.factors[at]
        drawn.append(
            changed(
                point,
                limits=lines.limits[at] if lines else None,
                median=lines.medians[at] if lines else None,
                point=kind,
                rules=found[at].rules if at in found else (),
                adjusted=without,
            )
        )
    return drawn


def signal_of(
    asked: Signal, drawn: Sequence[Point], process: Process, lines: Lines, reported: Period
) -> Signal:
    """Return what the last point that counts is, with the lines at the period reported.

    Where that has none of its own, for want of a base, they are those of
    the last point that counts.
    """
    counted = [drawn[at] for at in process.counted]
    if not counted:
        return asked
    last = counted[-1]
    assert last.point is not None
    # A value on the median of a run chart neither makes nor breaks a run.
    telling = [point for point in counted if point.median is None or _off_centre(point)]
    alike = list(takewhile(lambda point: point.point is last.point, reversed(telling)))
    at_hand = next((point for point in drawn if point.period == reported), last)
    source = process.source
    return replace(
        asked,
        chart=lines.kind or asked.chart,
        screened=asked.screened and lines.screened,
        variation=VARIATIONS[last.point] if lines.telling else Variation.NO_SIGNAL_POSSIBLE,
        rules=last.rules,
        limits=at_hand.limits or last.limits,
        median=last.median if at_hand.median is None else at_hand.median,
        runs=lines.runs,
        trial=len(source.counted) < TRIAL_BELOW,
        since=None if last.point is PointType.COMMON_CAUSE else alike[-1].period.id,
        limits_left_since=alike[-1].period.id if _lasts(alike) else None,
        points=len(source.counted),
        baseline=None if process.baseline is None else process.kpi.baseline,
    )


def _lasts(alike: Sequence[Point]) -> bool:
    """Return whether points that are *alike*, the latest first, are a change that has lasted.

    A run chart has no limits to leave.
    """
    latest = next((point for point in alike if point.limits is not None), None)
    if latest is None or latest.point is PointType.COMMON_CAUSE:
        return False
    beyond = takewhile(lambda point: Rule.OUTSIDE in point.rules, alike)
    return bool(LASTING & set(latest.rules)) or len(list(beyond)) >= OUTSIDE_IN_A_ROW


def _off_centre(point: Point) -> bool:
    return bool(point.rules) or point.value != point.median


def is_ignored(point: Point) -> bool:
    """Return whether *point* is drawn and, as kpis.yaml says, not counted."""
    return point.value is not None and point.ignored is not None
