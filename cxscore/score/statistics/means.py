"""Means: Student's t interval, and Welch's comparison of two."""

from math import sqrt

from cxscore.frozen import frozen
from cxscore.score.statistics.student import quantile, tails

ROUNDING = 1e-12
"""A variance below this part of the squared mean is what rounding leaves of none."""


@frozen
class Spread:
    """A mean, the variance of one answer about it, and how many answers there are."""

    mean: float
    variance: float
    """Unbiased."""
    n: float

    @property
    def error(self) -> float:
        """The variance of the mean."""
        return self.variance / self.n


def spread_of(mean: float, mean_square: float, n: float) -> Spread | None:
    """Return the spread of *n* answers from the means of them and of their squares.

    None for fewer than 2.
    """
    if n < 2:
        return None
    about = mean_square - mean**2
    if about <= ROUNDING * mean**2:
        about = 0.0
    return Spread(mean, about * n / (n - 1), n)


def t_interval(spread: Spread, level: float) -> tuple[float, float]:
    """Return Student's interval of a mean (Student, 1908)."""
    half = quantile(level, spread.n - 1) * sqrt(spread.error)
    return spread.mean - half, spread.mean + half


def welch(
    one: Spread, two: Spread, level: float, factors: tuple[float, float] = (1.0, 1.0)
) -> tuple[float, float, float] | None:
    """Return p-value and interval of the difference *one* − *two* of means (Welch, 1947).

    *factors* multiply the errors, for finite populations. None where
    neither mean varies.
    """
    error_one, error_two = factors[0] ** 2 * one.error, factors[1] ** 2 * two.error
    if error_one + error_two <= 0:
        return None
    freedom = (error_one + error_two) ** 2 / (
        error_one**2 / (one.n - 1) + error_two**2 / (two.n - 1)
    )
    difference, error = one.mean - two.mean, sqrt(error_one + error_two)
    half = quantile(level, freedom) * error
    return tails(abs(difference) / error, freedom), difference - half, difference + half
