"""Funnel plots: limits that narrow as the base grows, widened where all vary more than chance.

After Spiegelhalter (2005), "Funnel plots for comparing institutional
performance", Statistics in Medicine 24: 1185-1202.
"""

from collections.abc import Sequence
from math import fsum, sqrt

from cxscore.score.statistics.quantiles import quantile

INNER, OUTER = 1.959963984540054, 3.090232306167813
"""Standard normal quantiles of the limits that hold 95 % and 99.8 %, two-sided."""
WINSORISED = 0.1
"""The part of the z-scores at each end that is pulled in before their spread is taken."""


def overdispersion(z_scores: Sequence[float]) -> float:
    """Return φ, how many times the variance of *z_scores* is that of chance; at least 1.

    The mean of the squared z-scores, the outer tenth at each end pulled in
    to where the rest begins, so that true outliers do not widen their limits.
    """
    ordered = sorted(z_scores)
    low, high = quantile(ordered, WINSORISED), quantile(ordered, 1 - WINSORISED)
    squares = fsum(min(max(z, low), high) ** 2 for z in ordered)
    return max(1.0, squares / len(ordered))


def half_width(spread: float, phi: float, base: float, quantile_of_limit: float) -> float:
    """Return how far a limit lies from the centre at *base*.

    *spread* is the standard deviation of one answer.
    """
    return quantile_of_limit * spread * sqrt(phi / base)
