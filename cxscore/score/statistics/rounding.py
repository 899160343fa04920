"""How far apart two numbers may lie and still be level: what binary fractions leave over."""

from math import ulp

SMALLEST = 1e-9
"""Nothing that a board reads is smaller: of 1, a billionth."""
STEPS = 8
"""Units in the last place that a few sums and divisions cost."""
RELATIVE = 1e-12
"""The same for numbers so small that a billionth of 1 would be much of them."""


def boundary_within(size: float) -> float:
    """Return how far beyond a boundary a number of this *size* may lie and still be on it.

    A billionth, or what rounding makes of large numbers; never a part of
    them, for a billionth of five billions is five whole units.
    """
    return max(SMALLEST, STEPS * ulp(size))


def level_within(size: float) -> float:
    """Return how far apart two numbers, the larger of this *size*, may lie and be the same.

    As :func:`boundary_within`, and less for numbers that are small themselves.
    """
    return min(RELATIVE * abs(size), boundary_within(size))
