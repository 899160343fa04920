"""Where the next values of a series would lie: around its mean, or along its slope."""

from collections.abc import Sequence
from math import fsum, sqrt

from cxscore.frozen import frozen
from cxscore.score.statistics.theil_sen import level_of

Series = Sequence[tuple[int, float]]

_NEIGHBOURS = 3
"""Distances at which a line that was fitted hides little of what values do around it."""


@frozen
class Expected:
    """One value to come."""

    value: float
    low: float
    high: float

    def at_level(self, deviate: float) -> "Expected":
        """Return it with the interval so many times as wide."""
        return Expected(
            self.value,
            self.value - deviate * (self.value - self.low),
            self.value + deviate * (self.high - self.value),
        )

    def times(self, factor: float) -> "Expected":
        """Return it with everything multiplied."""
        return Expected(self.value * factor, self.low * factor, self.high * factor)


@frozen
class Wandering:
    """How far values lie apart, by how many places are between them.

    Half the mean square of the difference is ``noise + drift × places``:
    that of noise around a level which wanders (a random walk with noise; J.
    F. Muth, Journal of the American Statistical Association 55, 1960).
    """

    noise: float
    drift: float

    def around_mean(self, n: int, ahead: int) -> float:
        """Return the variance of a value to come around the mean of *n* neighbours.

        *ahead* is how many places it lies after the last of them. Without
        drift it is noise · (1 + 1/n); with it the mean lags behind (the error of a
        linear predictor in terms of the semivariogram: N. Cressie, Statistics for
        Spatial Data, 1993, 3.2).
        """
        lag = 2 * ahead + (n - 1) - (n * n - 1) / (3 * n)
        return self.noise * (1 + 1 / n) + self.drift * lag


def wandering(series: Series, furthest: int) -> Wandering:
    """Return the line through the semivariogram of *series*, neither part of it below 0.

    Distances up to the *furthest* count, each as often as there are pairs
    (G. Matheron, Economic Geology 58, 1963).
    """
    known = dict(series)
    found = []
    for apart in range(1, furthest + 1):
        squares = [(known[at + apart] - v) ** 2 for at, v in series if at + apart in known]
        if squares:
            found.append((apart, fsum(squares) / len(squares) / 2, len(squares)))
    pairs = sum(count for *_, count in found)
    if not pairs:
        return Wandering(0.0, 0.0)
    far = fsum(apart * count for apart, _, count in found) / pairs
    mean = fsum(half * count for _, half, count in found) / pairs
    wide = fsum(count * (apart - far) ** 2 for apart, _, count in found)
    both = fsum(count * (apart - far) * (half - mean) for apart, half, count in found)
    drift = max(0.0, both / wide) if wide else 0.0
    if drift * far <= mean:
        return Wandering(mean - drift * far, drift)
    through_origin = fsum(count * apart * half for apart, half, count in found)
    return Wandering(0.0, through_origin / fsum(count * apart**2 for apart, _, count in found))


def around_mean(series: Series, mean: float, place: int, scale: float = 1.0) -> Expected:
    """Return the value expected at *place* of a process that stays as it is.

    ``low`` and ``high`` are a standard error away. *scale* multiplies the
    variance, for what was taken out of the series beforehand.
    """
    n = len(series)
    apart = wandering(series, n // 2).around_mean(n, place - series[-1][0])
    error = sqrt(scale * apart)
    return Expected(mean, mean - error, mean + error)


def along_slope(
    series: Series, slope: float, slope_error: float, place: int, scale: float = 1.0
) -> Expected:
    """Return the value expected at *place* on the line with *slope* through *series*.

    ``low`` and ``high`` are a standard error away. It comes from how values
    wander around the line and from the *slope_error*, which grows with the
    distance from the middle. Only neighbours tell how they wander: what has
    wandered far has bent the line, and so hides itself.
    """
    n, ahead = len(series), place - series[-1][0]
    height = level_of(series, slope)
    rest = [(at, value - height - slope * at) for at, value in series]
    middle = fsum(at for at, _ in series) / n
    apart = scale * wandering(rest, _NEIGHBOURS).around_mean(n, ahead)
    error = sqrt(apart + ((place - middle) * slope_error) ** 2)
    value = height + slope * place
    return Expected(value, value - error, value + error)


def best_step(
    series: Series, places: int, direction: int, cuts: Sequence[int] = ()
) -> float | None:
    """Return the largest step in *direction* between values that are so many *places* apart.

    None where no two are. Steps across one of the *cuts*, the places where
    something else began to be measured, are none.
    """
    known = dict(series)
    steps = [
        known[place + places] - value
        for place, value in series
        if place + places in known and not any(place < cut <= place + places for cut in cuts)
    ]
    return max(steps, key=lambda step: direction * step, default=None)


def from_line(series: Series, slope: float) -> list[list[float]]:
    """Return how far each value lies from the line with *slope*, in stretches of neighbours."""
    height = level_of(series, slope)
    stretches: list[list[float]] = []
    last = None
    for place, value in series:
        if last is None or place != last + 1:
            stretches.append([])
        stretches[-1].append(value - height - slope * place)
        last = place
    return stretches
