"""Steps that have lasted: where limits may start again, if somebody says so."""

from collections.abc import Sequence
from math import fsum

from cxscore.model.findings import BreakProposal, EventMark
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point, Signal
from cxscore.score.charts.series import Chart
from cxscore.score.values.counting import counts, start_of_process

LASTING = 7
"""Points that a level has at least: as many as a run of the default rules."""
NEAR = 1
"""Periods between a step and an event that may have to do with it, at most."""


def proposal_of(kpi: Kpi, chart: Chart, events: Sequence[EventMark]) -> BreakProposal | None:
    """Return the change in the current process of *kpi* that has lasted, and the event near it.

    It is a step that begins near an event, or any change that has left the
    limits behind. The step is the cut of the process into two that leaves
    the least sum of squares within both (Hinkley, 1970). It has lasted
    where both parts have the points of a run, every point since is on the
    same side of the mean before, and two levels fit better than a straight
    line. Nothing is proposed for rolling windows, and nothing is ever applied.
    """
    if chart.signal.limits is None or chart.signal.baseline is not None:
        # Whoever names a baseline wants to see how far it has moved since.
        return None
    started = chart.points[start_of_process(chart.points) :]
    points = [point for point in started if counts(point)]
    at, left = _lasting_step([_level(point) for point in points]), _left_at(points, chart.signal)
    near = None if at is None else _near(chart.points, points[at], events)
    if near is None and left is None:
        return None
    begins = at if near is not None else left
    assert begins is not None
    before, after = _means([_level(point) for point in points], begins)
    return BreakProposal(points[begins].period.id, before, after, near.event if near else None)


def _lasting_step(values: Sequence[float]) -> int | None:
    """Return where a step begins that has lasted, and that no later value takes back."""
    at = _step(values)
    if at is None:
        return None
    before, after = _means(values, at)
    lasts = all((value > before) == (after > before) for value in values[at:])
    return at if lasts else None


def _left_at(points: Sequence[Point], signal: Signal) -> int | None:
    """Return the place in *points* from which limits are left behind; None where they hold."""
    since = signal.limits_left_since
    found = (at for at, point in enumerate(points) if point.period.id == since)
    # A process that begins with the change has nothing to be parted from.
    return next(found, None) or None


def _near(series: Sequence[Point], first: Point, events: Sequence[EventMark]) -> EventMark | None:
    """Return the event nearest to the *first* point of a step; None without one near it.

    Of two that are as near it is the earlier, as *events* are in order of time.
    """
    places = {point.period.id: place for place, point in enumerate(series)}
    step = places[first.period.id]
    near = [mark for mark in events if abs(places.get(mark.period, step + NEAR + 1) - step) <= NEAR]
    return min(near, key=lambda mark: abs(places[mark.period] - step), default=None)


def _means(values: Sequence[float], at: int) -> tuple[float, float]:
    return fsum(values[:at]) / at, fsum(values[at:]) / (len(values) - at)


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
    return fsum([(value - mean) ** 2 for value in values])


def _rest_of_line(values: Sequence[float]) -> float:
    """Return the sum of squares that the straight line of least squares leaves."""
    size = len(values)
    mean, middle = fsum(values) / size, (size - 1) / 2
    moment = fsum((at - middle) * (value - mean) for at, value in enumerate(values))
    slope = moment / fsum((at - middle) ** 2 for at in range(size))
    return max(0.0, _rest(values) - slope * moment)
