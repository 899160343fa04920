"""The regularised incomplete gamma functions P and Q, and their inverses."""

from collections.abc import Iterator
from itertools import count
from math import exp, inf, lgamma, log, nan, pi, sqrt
from statistics import NormalDist

from cxscore.special_functions.continued_fraction import continued_fraction
from cxscore.special_functions.inversion import inverse
from cxscore.special_functions.saddle_point import LARGEST, deviance, over_log, stirling_error
from cxscore.special_functions.tail_integral import LARGE, tail_integral


def incomplete_gamma(a: float, x: float) -> tuple[float, float]:
    """Return P(*a*, *x*) and Q(*a*, *x*), the parts of the gamma distribution below and above *x*.

    The relative error of each is about 1e-12 at most, down to 1e-300, for
    *a* from 1e-3 to 1e9. nan where *a* is not above 0, or above 1e100, or *x* is below 0.
    """
    if not (0 < a <= LARGEST and x >= 0):
        return nan, nan
    if x in {0, inf}:
        return (0.0, 1.0) if x == 0 else (1.0, 0.0)
    below, above, _ = _parts(a, x)
    return below, above


def inverse_lower_gamma(a: float, p: float) -> float:
    """Return the x at which P(*a*, x) is *p*; nan where there is none."""
    return _inverse(a, p, 1 - p)


def inverse_upper_gamma(a: float, p: float) -> float:
    """Return the x at which Q(*a*, x) is *p*; nan where there is none."""
    return _inverse(a, 1 - p, p)


def _parts(a: float, x: float) -> tuple[float, float, float]:
    """Return P, Q and how P rises with log x; the smaller is worked out, or the quicker one."""
    rise = _rise(a, x)
    if a > LARGE:
        part = rise * _integral(a, x)
        return (part, 1 - part, rise) if x < a else (1 - part, part, rise)
    if x < a + 1:
        part = rise * _series(a, x)
        return part, 1 - part, rise
    part = rise / continued_fraction(x - a + 1, _terms(a, x))
    return 1 - part, part, rise


def _rise(a: float, x: float) -> float:
    """Return xᵃ·e⁻ˣ/Γ(a), the derivative of P by log x."""
    if a < 1:
        return a * exp(a * log(x) - x - lgamma(a + 1))
    return sqrt(a / (2 * pi)) * exp(-stirling_error(a) - deviance(a, x, a - x))


def _series(a: float, x: float) -> float:
    """Return P by what it rises (DLMF 8.11.4)."""
    total = term = 1 / a
    for n in count(1):
        term *= x / (a + n)
        if total + term == total:
            break
        total += term
    return total


def _terms(a: float, x: float) -> Iterator[tuple[float, float]]:
    """Return the terms of the continued fraction of Q (DLMF 8.9.2, in its even part)."""
    for n in count(1):
        yield n * (a - n), x - a + 1 + 2 * n


def _integral(a: float, x: float) -> float:
    """Return the smaller of P and Q by what P rises: the density, from *x* away from its middle."""
    way = -1 if x < a else 1
    slope = way * (a - 1 - x)

    def density(v: float) -> float:
        v_there = way * v
        return exp(slope * v - (a - 1) * over_log(v_there)) if v_there > -1 else 0.0

    return tail_integral(density, 1 / (abs(slope) + sqrt(a)))


def _inverse(a: float, below: float, above: float) -> float:
    if not (0 < a <= LARGEST and 0 <= below <= 1):
        return nan
    if 0 in {below, above}:
        return 0.0 if below == 0 else inf
    # P is less than xᵃ/Γ(a + 1), and close to it where x is small.
    start = exp((log(below) + lgamma(a + 1)) / a)
    if start == 0:
        return 0.0
    z = NormalDist().inv_cdf(below) if below < above else -NormalDist().inv_cdf(above)
    # E. B. Wilson and M. M. Hilferty, PNAS 17 (1931).
    cube_root = 1 - 1 / (9 * a) + z / (3 * sqrt(a))
    start = max(start, a * cube_root**3 if cube_root > 0 else 0.0)
    lower = below <= above

    def tail(x: float) -> tuple[float, float]:
        p, q, rise = _parts(a, x)
        return (p, rise) if lower else (q, -rise)

    return inverse(tail, min(below, above), start, rising=lower)
