"""Which answers, in order of size, a percentile of the whole lies between."""

from functools import lru_cache
from math import ceil, exp, floor, sqrt
from statistics import NormalDist

from cxscore.special_functions.binomial import binomial_tails, log_chance

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
    low = _first(n, p, tail, about + away)
    # Seen from the other end, those above are binomial too.
    high = n + 1 - _first(n, 1 - p, tail, n - about + away)
    return (low, high) if low >= 1 and high <= n else None


def _first(n: int, p: float, tail: float, guess: float) -> int:
    """Return the least k for which more than *tail* of all samples have at most k below.

    With one answer fewer below, it would be in no more than *tail*. *guess* is near k.
    """
    k = min(max(round(guess), 0), n)
    below, chance = binomial_tails(k, n, p)[0], exp(log_chance(k, n, p))
    # From one k to the next, the chance of one more is all that changes.
    while k > 0 and below - chance > tail:
        below -= chance
        chance *= k / (n - k + 1) * ((1 - p) / p)
        k -= 1
    while below <= tail:
        chance *= (n - k) / (k + 1) * (p / (1 - p))
        below += chance
        k += 1
    return k
