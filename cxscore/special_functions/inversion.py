"""Where a tail of a distribution is as large as is asked."""

from collections.abc import Callable
from math import exp, inf, log, sqrt

LEAST, MOST = 1e-300, 1e300
"""What is smaller is 0, what is larger ∞."""
LONGEST = 100.0
"""The longest step, in logarithms."""
CLOSE = 1e-8
"""So close, the next step doubles the digits to all that a float has."""


def inverse(
    tail: Callable[[float], tuple[float, float]], target: float, start: float, *, rising: bool
) -> float:
    """Return the x above 0 at which *tail* is *target*, which is above 0 and at most ½.

    *tail* returns the probability at x and its derivative by log x. Its
    logarithm is concave in log x, as of gamma and beta distributions, so
    Newton's method comes from one side after its first step; bisection
    helps where the tail is too small for a float or does not fall yet.
    """
    low, high, x = LEAST, MOST, min(max(start, LEAST), MOST)
    for _ in range(200):
        found, slope = tail(x)
        off = log(found / target) if found > 0 else -LONGEST
        step = -off * found / slope if found > 0 and slope else 0.0
        if abs(off) < CLOSE:
            return x * exp(step)
        low, high = (x, high) if (off < 0) == rising else (low, x)
        guess = x * exp(min(max(step, -LONGEST), LONGEST))
        x = guess if low < guess < high else sqrt(low) * sqrt(high)
        if not low < x < high:
            break
    if x <= 2 * LEAST:
        return 0.0
    return x if x < MOST / 2 else inf
