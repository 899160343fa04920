"""Where a series would have gone on: simple exponential smoothing, and how far that can be off."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import fsum

from cxscore.frozen import frozen
from cxscore.score.statistics.rounding import level_within

FEWEST = 3
"""Values without which level and spread cannot both be had."""
_STEPS = 100
"""Into how many parts the range of alpha is cut to find the lowest of several valleys."""
_HALVINGS = 60
"""After which the place of the optimum is known to the last bit."""
_ROUGH = 1e-10
"""Part of the size of what is squared by which squares may be told wrongly at first."""


@frozen
class Smoothing:
    """The level of a series after its last value, and the spread of its one-step errors.

    ``alpha`` is the part of each error by which the level moves: at 0 it is
    the mean of the series, at 1 its last value. ``first_level`` is the level
    before the first value, ``level`` that after the last, in the values'
    unit; ``variance`` is that of an error, SSE/(n − 2).
    """

    alpha: float
    first_level: float
    level: float
    variance: float
    points: int

    @property
    def freedom(self) -> int:
        """Degrees of freedom: two of the points went into alpha and the first level."""
        return self.points - 2

    def variance_of_mean(self, counted: Sequence[bool]) -> float:
        """Return the variance of the error of ``level`` as forecast of a mean.

        *counted* has an entry for each period after the last value: whether
        its value is one of those that the mean is of. A shock of a period
        shows in its own value, and by alpha in each later one (R. J. Hyndman
        and others, Forecasting with Exponential Smoothing, 2008, chapter 6).
        What is not known of the first level is added. At least one period
        has to be counted.
        """
        left = k = sum(counted)
        shocks = []
        for own in counted:
            left -= own
            shocks.append(((own + self.alpha * left) / k) ** 2)
        kept = (1 - self.alpha) ** 2
        return self.variance * (fsum(shocks) + kept**self.points / _left_over(kept, self.points))


@lru_cache(maxsize=1024)
def _left_over(kept: float, points: int) -> float:
    return fsum(kept**place for place in range(points))


@lru_cache(maxsize=1024)
def smoothing(values: tuple[float, ...]) -> Smoothing:
    """Return the smoothing of *values*, in order of time, that leaves the least squares.

    Alpha lies from 0 to 1. The best first level for each alpha has a closed
    form; alpha is where the slope of what is left crosses 0, in the lowest
    valley. Of a series without any change it is 0. At least three values.
    """
    if len(values) < FEWEST:
        raise ValueError("smoothing needs three values")
    squares = {step: _squares(values, step) for step in (0, *_near_the_least(values))}
    best = min(sorted(squares), key=squares.__getitem__)
    # What differs by rounding alone is level: then the mean is as good.
    nothing = level_within(max(values, key=abs)) ** 2 * len(values)
    if squares[0] - squares[best] <= nothing:
        best = 0
    alpha = _valley(values, max(0, best - 1) / _STEPS, min(_STEPS, best + 1) / _STEPS)
    fit = _fit(values, alpha)
    return Smoothing(
        alpha, fit.first_level, fit.level, fit.squares / (len(values) - 2), len(values)
    )


@frozen
class _Fit:
    """The best that one alpha can do."""

    first_level: float
    level: float
    squares: float


def _fit(values: Sequence[float], alpha: float) -> _Fit:
    """Return the fit with the first level that leaves the least squares at *alpha*."""
    level = first = _first_level(values, alpha)
    squares = []
    for value in values:
        error = value - level
        squares.append(error**2)
        level += alpha * error
    return _Fit(first, level, fsum(squares))


def _first_level(values: Sequence[float], alpha: float) -> float:
    """Return the first level that leaves the least squares at *alpha*."""
    level, weight = 0.0, 1.0
    pairs = []
    for value in values:
        pairs.append((value - level, weight))
        level += alpha * (value - level)
        weight *= 1 - alpha
    return fsum(error * each for error, each in pairs) / fsum(each**2 for _, each in pairs)


def _slope(values: Sequence[float], alpha: float) -> float:
    """Return the slope of the squares of :func:`_fit` along *alpha*."""
    level, steepness = _first_level(values, alpha), 0.0
    slopes = []
    for value in values:
        error = value - level
        slopes.append(-2 * error * steepness)
        level += alpha * error
        steepness = error + (1 - alpha) * steepness
    # The first level is the best one, so that its own change with alpha adds nothing.
    return fsum(slopes)


def _near_the_least(values: Sequence[float]) -> list[int]:
    """Return the steps whose squares may be the least, in order.

    A first level that is off by d adds d times its part to each error. So one pass of a step,
    from any level, tells what the best first level leaves: Σe² − (Σew)²/Σw². From the first
    value on each error is the change of the value and what is kept of the error before. It is
    told to within a millionth of what would matter; the few steps that are as near as that to
    the least are the ones to be worked out with care.
    """
    changes = [two - one for one, two in pairwise(values)]
    rough = []
    for step, (weights, whole) in enumerate(_weights(len(values))):
        kept = 1 - step / _STEPS
        error = shared = squares = 0.0
        for change, weight in zip(changes, weights[1:], strict=True):
            error = change + kept * error
            shared += error * weight
            squares += error * error
        rough.append(squares - shared * shared / whole)
    # Rounding is off by less than a hundredth of this, here and with care, for 200 values.
    most, width = max(map(abs, values)), max(values) - min(values)
    enough = min(rough) + _ROUGH * len(values) * most * (width + _ROUGH * most)
    return [step for step, each in enumerate(rough) if each <= enough]


def _squares(values: Sequence[float], step: int) -> float:
    """Return the squares of :func:`_fit` alone, at the alpha of *step*."""
    alpha = step / _STEPS
    weights, whole = _weights(len(values))[step]
    level, parts = 0.0, []
    for value, weight in zip(values, weights, strict=True):
        error = value - level
        parts.append(error * weight)
        level += alpha * error
    level, squares = fsum(parts) / whole, []
    for value in values:
        error = value - level
        squares.append(error * error)
        level += alpha * error
    return fsum(squares)


@lru_cache(maxsize=128)
def _weights(points: int) -> Sequence[tuple[tuple[float, ...], float]]:
    """Return, step by step, how much of the first level is left at each of *points*.

    With each the sum of its squares.
    """
    found = []
    for step in range(_STEPS + 1):
        left, weight = [], 1.0
        for _ in range(points):
            left.append(weight)
            weight *= 1 - step / _STEPS
        found.append((tuple(left), fsum(each * each for each in left)))
    return found


def _valley(values: Sequence[float], low: float, high: float) -> float:
    """Return where between *low* and *high* squares are least: the end that is, or by halving."""
    if _slope(values, low) >= 0:
        return low
    if _slope(values, high) <= 0:
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break  # there is no number between
        if _slope(values, middle) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2
