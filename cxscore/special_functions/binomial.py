"""The binomial distribution."""

from math import inf, log, log1p

from cxscore.special_functions.incomplete_beta import incomplete_beta, log_binomial


def binomial_tails(k: int, n: int, p: float) -> tuple[float, float]:
    """Return the chances of at most *k* and of more than *k* of *n*, each of the chance *p*."""
    if k < 0:
        return 0.0, 1.0
    if k >= n:
        return 1.0, 0.0
    above, below = incomplete_beta(k + 1, n - k, p, 1 - p)
    return below, above


def log_chance(k: int, n: int, p: float) -> float:
    """Return the logarithm of the chance of *k* of *n*, from 0 to n, each of the chance *p*."""
    if p in {0, 1}:
        return 0.0 if k == n * p else -inf
    if k in {0, n}:
        return n * (log(p) if k else log1p(-p))
    return log_binomial(k, n - k, p, 1 - p)
