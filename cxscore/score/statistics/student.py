"""Student's t distribution, by way of the beta distribution (Abramowitz and Stegun 26.7.1)."""

from functools import lru_cache
from math import inf, sqrt

from cxscore.special_functions.incomplete_beta import incomplete_beta, inverse_beta


def tails(t: float, freedom: float) -> float:
    """Return the chance of a value beyond ±*t* with *freedom* degrees of freedom, whole or not."""
    square = t * t
    if square == inf:
        return 0.0
    whole = freedom + square
    return incomplete_beta(freedom / 2, 0.5, freedom / whole, square / whole)[0]


@lru_cache(maxsize=1024)
def quantile(level: float, freedom: float) -> float:
    """Return the t beyond which, on both sides together, lies 1 − *level*."""
    square, rest = inverse_beta(0.5, freedom / 2, level)
    return sqrt(freedom * square / rest) if rest else inf
