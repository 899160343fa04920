"""Laney's p′ and u′ charts: limits at each point that know its base."""

from collections.abc import Sequence

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point
from cxscore.model.statistic import Statistic
from cxscore.score.charts.limits import FEWEST, constant
from cxscore.score.charts.process import Lines, Process, cut
from cxscore.score.charts.rules import PRESETS
from cxscore.score.statistics.laney import Laney, laney
from cxscore.score.values.value import per


def p_prime(process: Process) -> Lines | None:
    """Return the lines of a p′ chart, between 0 and 100 %; None where they cannot be drawn."""
    return _drawn(process, shares=True)


def u_prime(process: Process) -> Lines | None:
    """Return the lines of a u′ chart, not below 0; None where they cannot be drawn."""
    return _drawn(process, shares=False)


def countable(kpi: Kpi, points: Sequence[Point]) -> bool:
    """Return whether *points* are counts over a base, as the chart that *kpi* asks for needs.

    Weighted answers are no counts. A share's parts are; the base of a u′
    chart may be any exposure.
    """
    shares = kpi.chart is ChartKind.P_PRIME
    if kpi.gap_between or not kpi.statistic.counts_of_a_base:
        return False
    weighted = kpi.statistic is not Statistic.RATIO
    return all(
        _counts(point, shares) and (not weighted or point.n == point.denominator)
        for point in points
        if point.value is not None
    )


def _counts(point: Point, shares: bool) -> bool:
    above, below = point.numerator, point.denominator
    if above is None or below is None or below <= 0 or above < 0 or above != round(above):
        return False
    return not shares or (below == round(below) and above <= below)


def _drawn(process: Process, *, shares: bool) -> Lines | None:
    scale = per(process.kpi) if process.kpi.statistic is Statistic.RATIO else 100.0
    values, source = process.values, process.source
    if len(source.counted) < FEWEST or constant(source.values):
        return None
    found = laney(source.stretches(_pairs(source)), shares, process.kpi.screen)
    if found is None:
        return None
    free = [_limits(found, base, scale) for _, base in _pairs(process)]
    ends = 0.0, scale if shares else None
    drawn = [
        None if point.denominator is None else cut(_limits(found, point.denominator, scale), ends)
        for point in process.points
    ]
    # Judged by limits that are not cut off: both sides of the mean have zones of one width.
    verdicts = PRESETS[process.kpi.rules](values, free)
    return Lines(verdicts, drawn, [None] * len(drawn), screened=found.screened)


def _pairs(process: Process) -> list[tuple[float, float]]:
    """Return the count and the base of each point that counts."""
    found = [process.points[at] for at in process.counted]
    return [
        (point.numerator, point.denominator)
        for point in found
        if point.numerator is not None and point.denominator is not None
    ]


def _limits(found: Laney, base: float, scale: float) -> Limits:
    mean, width = scale * found.mean, scale * found.half_width(base)
    return Limits(mean, mean - width, mean + width)
