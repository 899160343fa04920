"""Steps that have lasted: where limits may start again, if somebody says so."""

from collections.abc import Sequence
from math import fsum

from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import BreakProposal, EventMark, Point
from cxscore.score.counting import counts, start_of_process
from cxscore.score.series import Chart

LASTING = 7
"""Points that a level has at least: as many as a run of the default rules."""
NEAR = 1
"""Periods between a step and an event that may have to do with it, at most."""


def proposal_of(kpi: Kpi, chart: Chart, events: Sequence[EventMark]) -> BreakProposal | None:
    """Return the step in the current process of *kpi* that has lasted and begins near an event.

    The step is the cut of the process into two that leaves the least sum of
    squares within both (Hinkley, 1970). It has lasted where both parts have
    the points of a run, every point since is on the same side of the mean
    before, and two levels fit better than a straight line. Nothing is
    proposed for rolling windows, and nothing is ever applied.
    """
    if chart.signal.limits is None:
        return None
    started = chart.points[start_of_process(chart.points) :]
    points = [point for point in started if counts(point)]
    values = [_level(point) for point in points]
    at = _step(values)
    if at is None:
        return None
    before, after = fsum(values[:at]) / at, fsum(values[at:]) / (len(values) - at)
    if not all((value > before) == (after > before) for value in values[at:]):
        return None
    places = {point.period.id: place for place, point in enumerate(chart.points)}
    step = places[points[at].period.id]
    near = [mark for mark in events if abs(places.get(mark.period, step + NEAR + 1) - step) <= NEAR]
    if not near:
        return None
    nearest = min(near, key=lambda mark: (abs(places[mark.period] - step), mark.number))
    return BreakProposal(points[at].period.id, before, after, nearest.event)


def _level(point: Point) -> float:
    """Return the value, without its season where the chart stands on that."""
    level = point.value if point.adjusted is None else point.adjusted
    assert level is not None
    return level


def _step(values: Sequence[float]) -> int | None:
    """Return where the second of two levels begins; None where one has not lasted.

    Nor where a straight line fits the values better: that is a trend.
    """
    places = range(1, len(values))
    left = {at: _rest(values[:at]) + _rest(values[at:]) for at in places}
    at = min(places, key=lambda place: left[place], default=0)
    if min(at, len(values) - at) < LASTING or left[at] >= _rest_of_line(values):
        return None
    return at


def _rest(values: Sequence[float]) -> float:
    mean = fsum(values) / len(values)
    return fsum((value - mean) ** 2 for value in values)


def _rest_of_line(values: Sequence[float]) -> float:
    """Return the sum of squares that the straight line of least squares leaves."""
    size = len(values)
    mean, middle = fsum(values) / size, (size - 1) / 2
    moment = fsum((at - middle) * (value - mean) for at, value in enumerate(values))
    slope = moment / fsum((at - middle) ** 2 for at in range(size))
    return max(0.0, _rest(values) - slope * moment)
