"""The saddle-point form of a density, which keeps its digits however large the numbers are.

C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
"""

from functools import lru_cache
from math import log, log1p

SERIES = (1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12)
"""Stirling's, the last term first."""
LARGEST = 1e100
"""Distributions with larger parameters are not worked out."""


@lru_cache(maxsize=1024)
def stirling_error(a: float) -> float:
    """Return by how much log Γ(*a* + 1) is above Stirling's formula; *a* is above 0.

    Its error is below 1e-15, absolutely. Stirling's series (DLMF 5.11.1)
    has all digits from 10 on, and a smaller *a* is led there.
    """
    before = 0.0
    while a < 10:
        before += _stirling_step(a)
        a += 1
    y = 1 / (a * a)
    total = 0.0
    for coefficient in SERIES:
        total = total * y + coefficient
    return before + total / a


def _stirling_step(a: float) -> float:
    """Return by how much the error at *a* is above that at *a* + 1."""
    if a < 1:
        return (a + 0.5) * log1p(1 / a) - 1
    # log(1 + 1/a) is 2·artanh(r), and the first term of (a + ½) times it is 1.
    return _artanh_beyond(1 / (2 * a + 1) ** 2)


def deviance(observed: float, expected: float, above: float) -> float:
    """Return o·log(o/e) + e − o of what is *observed* and *expected*, both above 0.

    Loader calls it bd0. *above* is o − e, which who asks knows with more digits than the two
    have. The relative error is a few roundings, also where o is close to e.
    """
    ratio = -above / observed
    if -0.5 < ratio < 1:
        return observed * over_log(ratio)
    return observed * log(observed / expected) - above


def over_log(v: float) -> float:
    """Return *v* − log(1 + *v*), from 0 up, to a few roundings; *v* is above −1."""
    if not -0.5 < v < 1:
        return v - log1p(v)
    # log(1 + v) is 2·artanh(r), whose first term takes most of v away.
    r = v / (2 + v)
    return r * (v - 2 * _artanh_beyond(r * r))


def _artanh_beyond(square: float) -> float:
    """Return artanh(r)/r − 1 = r²/3 + r⁴/5 + … of r²."""
    total, power, k = 0.0, square, 3
    while total + power / k != total:
        total += power / k
        power *= square
        k += 2
    return total
