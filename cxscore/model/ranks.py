"""Which answers, in order of size, a percentile of the whole lies between."""

from collections.abc import Callable
from functools import lru_cache
from math import ceil, floor, sqrt
from statistics import NormalDist

MANY = 100_000_000
"""Beyond so many answers the binomial is normal to far less than the step between two of them."""


@lru_cache(maxsize=4096)
def ranks_around(n: int, p: float, level: float) -> tuple[int, int] | None:
    """Return the ranks, from 1, of the two of *n* answers that a percentile lies between.

    *p* is from 0 to 1. The number of answers below the true percentile is
    binomial, so answers with these ranks hold it between them in *level* of
    all samples, or in more: there are no ranks in between to be exact with
    (Conover, 1999). None where the sample is too small for the level.
    """
    if not 0 < p < 1 or n < 1:
        return None
    tail = (1 - level) / 2
    about, away = n * p, NormalDist().inv_cdf(tail) * sqrt(n * p * (1 - p))
    if n > MANY:
        return max(1, floor(about + away)), min(n, ceil(about - away) + 1)
    from scipy.special import bdtr, bdtrc

    # With one answer fewer below, it would be in no more than *tail* of all samples.
    low = _first(about + away, n, lambda k: bool(bdtr(k, n, p) > tail))
    # More answers than so many lie below in no more than *tail* of all samples.
    high = _first(about - away, n, lambda k: bool(bdtrc(k, n, p) <= tail)) + 1
    return (low, high) if low >= 1 and high <= n else None


def _first(guess: float, last: int, holds: Callable[[int], bool]) -> int:
    """Return the first of 0 to *last* that *holds*, as all after it do; it is near *guess*."""
    at = min(max(round(guess), 0), last)
    while at > 0 and holds(at - 1):
        at -= 1
    while not holds(at):
        at += 1
    return at
