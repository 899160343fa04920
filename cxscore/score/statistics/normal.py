"""The normal distribution: its quantiles, and the test of a difference."""

from functools import lru_cache
from math import erfc, sqrt
from statistics import NormalDist


@lru_cache(maxsize=64)
def z_of(level: float) -> float:
    """Return the quantile beyond which, on both sides together, lies 1 − *level*: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def p_of_difference(difference: float, variance: float) -> float | None:
    """Return the two-sided p-value of a *difference* whose estimate has that *variance*.

    None where nothing varies.
    """
    return erfc(abs(difference) / sqrt(2 * variance)) if variance > 0 else None


def narrowed(value: float, ends: tuple[float, float], factor: float) -> tuple[float, float]:
    """Return the *ends* of an interval of *value*, nearer to it by *factor*."""
    if factor == 1:
        return ends
    low, high = ends
    return value - factor * (value - low), value + factor * (high - value)


def finite_factor(size: float, population: float | None) -> float:
    """Return √((N − n)/(N − 1)), by which a sample of *size* from so few is surer (Cochran, 1977).

    1 where the population is not known, or smaller than the sample, which
    cannot be; 0 where everybody was asked.
    """
    if population is None or population < size:
        return 1.0
    return sqrt((population - size) / (population - 1)) if population > 1 else 0.0


def effective_base(weights: float, squares: float) -> float:
    """Return how many equal answers weighted ones are worth: (Σw)²/Σw² (Kish, 1965)."""
    return weights**2 / squares
