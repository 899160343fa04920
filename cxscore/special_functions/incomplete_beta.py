"""The regularised incomplete beta function and its inverse."""

from collections.abc import Iterator
from itertools import count
from math import exp, fsum, lgamma, log, nan, pi, sqrt
from statistics import NormalDist

from cxscore.special_functions.continued_fraction import continued_fraction
from cxscore.special_functions.inversion import LEAST, inverse
from cxscore.special_functions.saddle_point import LARGEST, deviance, over_log, stirling_error
from cxscore.special_functions.tail_integral import LARGE, tail_integral

SPLITTER = 2.0**27 + 1


def incomplete_beta(a: float, b: float, x: float, rest: float) -> tuple[float, float]:
    """Return Iₓ(*a*, *b*) and 1 − Iₓ(*a*, *b*), the parts of the beta distribution below and above.

    *rest* is 1 − *x*: the smaller of the two has the digits. The relative
    error of each is about 1e-12 at most, down to 1e-300, for *a* and *b*
    from 1e-3 to 1e9; an *x* or *rest* below 1e-300 counts as 0. nan where
    *a* or *b* is not above 0, or above 1e100, or *x* not from 0 to 1.
    """
    if not (0 < a <= LARGEST and 0 < b <= LARGEST and x >= 0 and rest >= 0):
        return nan, nan
    if min(x, rest) < LEAST:
        return (0.0, 1.0) if x < rest else (1.0, 0.0)
    below, above, _ = _parts(a, b, x, rest)
    return below, above


def inverse_beta(a: float, b: float, p: float) -> tuple[float, float]:
    """Return the x at which Iₓ(*a*, *b*) is *p*, and 1 − x; nan where there is none."""
    if not (0 < a <= LARGEST and 0 < b <= LARGEST and 0 <= p <= 1):
        return nan, nan
    if p in {0, 1}:
        return p, 1 - p
    lower, target = p <= 0.5, min(p, 1 - p)

    def tail(odds: float) -> tuple[float, float]:
        below, above, rise = _parts(a, b, *_of_odds(odds))
        return (below, rise) if lower else (above, -rise)

    return _of_odds(inverse(tail, target, _start(a, b, p), rising=lower))


def log_binomial(k: float, rest: float, p: float, q: float) -> float:
    """Return log(pᵏ·qʳ·Γ(k + r + 1)/(Γ(k + 1)·Γ(r + 1))), of k and r, *rest*, above 0.

    That is the chance of *k* of k + r where each has the chance *p*; *q* is 1 − *p*.
    """
    n = k + rest
    return _saddle(k, rest, p, q, _above_mean(k, rest, p, q)) + log(n / (2 * pi * k * rest)) / 2


def _of_odds(odds: float) -> tuple[float, float]:
    """Return what is to the rest as *odds*, from 0 to ∞, to 1; and the rest."""
    return odds / (1 + odds) if odds < 1 else 1 / (1 + 1 / odds), 1 / (1 + odds)


def _start(a: float, b: float, p: float) -> float:
    """Return odds that are near those sought: the logit is about normal, or x is small."""
    z = NormalDist().inv_cdf(p)
    logit = log(a / b) + z * sqrt(1 / a + 1 / b)
    small = (log(p) + log(a) + lgamma(a) + lgamma(b) - lgamma(a + b)) / a
    return exp(min(max(logit, small), 700.0))


def _parts(a: float, b: float, x: float, rest: float) -> tuple[float, float, float]:
    """Return the parts below and above *x*, and how the one below rises with log(x/(1 − x))."""
    above = _above_mean(a, b, x, rest)
    rise = sqrt(a / (a + b) * b / (2 * pi)) * exp(_saddle(a, b, x, rest, above))
    if above < rest - x:  # below the mode of xᵃ⁺¹·(1 − x)ᵇ⁺¹, where the fraction is quick
        part = rise * _smaller(a, b, x, rest, -above)
        return part, 1 - part, rise
    part = rise * _smaller(b, a, rest, x, above)
    return 1 - part, part, rise


def _smaller(a: float, b: float, x: float, rest: float, below: float) -> float:
    """Return the part below *x* by what it rises; n·x is so much *below* a."""
    if min(a, b) > LARGE:
        return _integral(a, b, x, rest, below)
    return 1 / continued_fraction(a * (below + 1) / (a + 1), _terms(a, b, x, rest, below))


def _saddle(a: float, b: float, x: float, rest: float, above: float) -> float:
    """Return the exponent of the saddle-point form of xᵃ·(1 − x)ᵇ by B(a, b)."""
    n = a + b
    errors = stirling_error(n) - stirling_error(a) - stirling_error(b)
    return errors - deviance(a, n * x, -above) - deviance(b, n * rest, above)


def _above_mean(a: float, b: float, x: float, rest: float) -> float:
    """Return (a + b)·x − a, to a rounding of itself: for large numbers all depends on it."""
    if x <= rest:
        return fsum((*_product(a, x), *_product(b, x), -a))
    return -fsum((*_product(a, rest), *_product(b, rest), -b))


def _product(one: float, two: float) -> tuple[float, float]:
    """Return one·two and its rounding error (T. J. Dekker, Numerische Mathematik 18, 1971)."""
    product = one * two
    (high, low), (up, down) = _halves(one), _halves(two)
    return product, low * down - (((product - high * up) - low * up) - high * down)


def _halves(value: float) -> tuple[float, float]:
    scaled = SPLITTER * value
    high = scaled - (scaled - value)
    return high, value - high


def _terms(
    a: float, b: float, x: float, rest: float, below: float
) -> Iterator[tuple[float, float]]:
    """Return the terms of the continued fraction.

    The even part of DLMF 8.17.22, as A. R. DiDonato and A. H. Morris have
    it (ACM Transactions on Mathematical Software 18, 1992, BFRAC).
    """
    for m in count(1):
        at = a + 2 * m - 1
        w = m * (b - m) * x
        yield (
            (a + m - 1) / at * ((a + b + m - 1) / at) * w * x,
            m + w / at + (a + m) / (at + 2) * (below + 1 + m * (1 + rest)),
        )


def _integral(a: float, b: float, x: float, rest: float, below: float) -> float:
    """Return the part below *x* by what it rises: the density, from *x* down."""
    odds = x / rest
    slope = (below + x - rest) / rest

    def density(v: float) -> float:
        if v >= 1:
            return 0.0
        return exp(-slope * v - (a - 1) * over_log(-v) - (b - 1) * over_log(v * odds))

    width = 1 / (abs(slope) + sqrt(a + b * odds * odds))
    return tail_integral(density, width) / rest
