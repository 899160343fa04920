"""Student's t distribution, as far as a scorecard needs it.

A library that knows it costs a fifth of a whole build to load; its answers
are this module's tests.
"""

from functools import lru_cache
from math import exp, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

STEPS = 10_000
TINY = 1e-300


def tails(t: float, freedom: float) -> float:
    """Return the chance of a value beyond ±*t* with *freedom* degrees of freedom.

    It is the incomplete beta function I(ν/(ν + t²); ν/2, ½).
    """
    return _incomplete_beta(freedom / 2, freedom / (freedom + t * t), t * t / (freedom + t * t))


@lru_cache(maxsize=1024)
def quantile(level: float, freedom: float) -> float:
    """Return the t beyond which, on both sides together, lies 1 − *level*.

    Newton's method from the normal quantile, below which it never starts:
    there the tails are convex, so every step stays on the same side.
    """
    t = NormalDist().inv_cdf((1 + level) / 2)
    for _ in range(STEPS):
        step = (tails(t, freedom) - (1 - level)) / (2 * _density(t, freedom))
        t += step
        if abs(step) <= 1e-13 * t:
            break
    return t


def _density(t: float, freedom: float) -> float:
    half = freedom / 2
    return exp(_log_rise(half) - (half + 0.5) * log1p(t * t / freedom)) / sqrt(freedom * pi)


def _log_rise(a: float) -> float:
    """Return log Γ(a + ½) − log Γ(a), without the cancellation of two large numbers."""
    if a < 30:
        return lgamma(a + 0.5) - lgamma(a)
    return 0.5 * log(a) - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _incomplete_beta(a: float, x: float, rest: float) -> float:
    """Return I(x; a, ½), with *rest* = 1 − x given apart to keep its digits."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    front = exp(_log_rise(a) - 0.5 * log(pi) + a * log1p(-rest) + 0.5 * log(rest))
    if x < (a + 1) / (a + 2.5):
        return front * _fraction(a, 0.5, x) / a
    return 1 - front * _fraction(0.5, a, rest) / 0.5


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function (DLMF 8.17.22).

    By Lentz's method, as modified by Thompson and Barnett (1986).
    """
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    whole = d
    for m in range(1, STEPS):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + part * d)
            c = _not_zero(1 + part / c)
            whole *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return whole


def _not_zero(number: float) -> float:
    return number if abs(number) > TINY else TINY
