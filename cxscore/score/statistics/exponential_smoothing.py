"""Where a series would have gone on: simple exponential smoothing, and how far that can be off."""

from collections.abc import Sequence
from functools import lru_cache
from math import fsum

from cxscore.frozen import frozen
from cxscore.score.statistics.rounding import level_within

FEWEST = 3
"""Values without which level and spread cannot both be had."""
_STEPS = 100
"""Into how many parts the range of alpha is cut to find the lowest of several valleys."""
_HALVINGS = 60
"""After which the place of the optimum is known to the last bit."""


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
        weights = fsum(kept**place for place in range(self.points))
        return self.variance * (fsum(shocks) + kept**self.points / weights)


@lru_cache(maxsize=1024)
def smoothing(values: tuple[float, ...]) -> Smoothing:
    """Return the smoothing of *values*, in order of time, that leaves the least squares.

    Alpha lies from 0 to 1. The best first level for each alpha has a closed
    form; alpha is where the slope of what is left crosses 0, in the lowest
    valley. Of a series without any change it is 0. At least three values.
    """
    if len(values) < FEWEST:
        raise ValueError("smoothing needs three values")
    squares = [_squares(values, step) for step in range(_STEPS + 1)]
    best = min(range(_STEPS + 1), key=squares.__getitem__)
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
    """The best that one alpha can do; ``slope`` is that of ``squares`` along alpha."""

    first_level: float
    level: float
    squares: float
    slope: float


def _fit(values: Sequence[float], alpha: float) -> _Fit:
    """Return the fit with the first level that leaves the least squares at *alpha*."""
    level, weight = 0.0, 1.0
    pairs = []
    for value in values:
        pairs.append((value - level, weight))
        level += alpha * (value - level)
        weight *= 1 - alpha
    first = fsum(error * each for error, each in pairs) / fsum(each**2 for _, each in pairs)
    level, steepness = first, 0.0
    squares, slopes = [], []
    for value in values:
        error = value - level
        squares.append(error**2)
        slopes.append(-2 * error * steepness)
        level += alpha * error
        steepness = error + (1 - alpha) * steepness
    # The first level is the best one, so that its own change with alpha adds nothing.
    return _Fit(first, level, fsum(squares), fsum(slopes))


def _squares(values: Sequence[float], step: int) -> float:
    """Return the squares of :func:`_fit` alone, at the alpha of *step*: most fits are of these."""
    alpha = step / _STEPS
    weights, whole = _weights(step, len(values))
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


@lru_cache(maxsize=8192)
def _weights(step: int, points: int) -> tuple[tuple[float, ...], float]:
    """Return how much of the first level is left at each of *points*, and its squares' sum."""
    found, weight = [], 1.0
    for _ in range(points):
        found.append(weight)
        weight *= 1 - step / _STEPS
    return tuple(found), fsum(each * each for each in found)


def _valley(values: Sequence[float], low: float, high: float) -> float:
    """Return where between *low* and *high* squares are least: the end that is, or by halving."""
    if _fit(values, low).slope >= 0:
        return low
    if _fit(values, high).slope <= 0:
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _fit(values, middle).slope > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2
