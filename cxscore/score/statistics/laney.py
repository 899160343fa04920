"""Laney's p′ and u′ charts: limits that know each base, and how much more the process varies."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, sqrt

from cxscore.frozen import frozen

TO_SIGMA = 1.128
"""The average moving range of a normal variable, in standard deviations."""
TO_RANGE_LIMIT = 3.267
"""Average moving ranges at the upper limit of the moving ranges."""

ROUNDING = 1e-9
"""A billionth of what chance does is no process."""


@frozen
class Laney:
    """A process of counts over bases: its rate, and how many times its chance it varies."""

    mean: float
    """Counts per unit of the base, pooled."""
    variance: float
    """Of one unit: p(1 − p) for shares, the rate itself for counts."""
    sigma_z: float
    """1 where chance alone is at work; more where the process varies from period to period."""
    screened: bool = True
    """Whether extreme moving ranges were left out, if there were any."""

    def half_width(self, base: float) -> float:
        """Return the distance from the mean to a limit, 3·σᵢ·σz, for one *base*."""
        return 3 * sqrt(self.variance / base) * self.sigma_z


Counts = Sequence[tuple[float, float]]
"""Neighbouring periods: how often it happened, of how many or over which exposure."""


def laney(stretches: Sequence[Counts], shares: bool, screen: bool = True) -> Laney | None:
    """Return the process behind *stretches* of neighbouring periods, bases above 0.

    *shares* makes it the p′ chart, else it is u′. No moving range is taken
    from one stretch to the next. Moving ranges of z above 3.267 times their
    average are left out of it once, unless *screen* is false or nothing but
    rounding would be left. None where nothing varies (Laney, 2002).
    """
    counts = [pair for stretch in stretches for pair in stretch]
    total = fsum(base for _, base in counts)
    mean = fsum(count for count, _ in counts) / total if total else 0.0
    variance = mean * (1 - mean) if shares else mean
    if not variance > 0:
        return None
    scores = [
        [(count / base - mean) / sqrt(variance / base) for count, base in stretch]
        for stretch in stretches
    ]
    ranges = [abs(two - one) for stretch in scores for one, two in pairwise(stretch)]
    average = fsum(ranges) / len(ranges) if ranges else 0.0
    kept = [moving for moving in ranges if not moving > TO_RANGE_LIMIT * average]
    screened = screen and any(moving > ROUNDING for moving in kept)
    if screened:
        average = fsum(kept) / len(kept)
    return Laney(mean, variance, average / TO_SIGMA, screened) if average > ROUNDING else None
