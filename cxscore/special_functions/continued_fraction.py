"""The value of a continued fraction."""

from collections.abc import Iterable
from itertools import islice

SMALL = 1e-300
"""What stands for 0 in a denominator."""
CLOSE = 4e-16
MOST_TERMS = 10_000
"""Some hundreds are the most that are needed."""


def continued_fraction(first: float, terms: Iterable[tuple[float, float]]) -> float:
    """Return b₀ + a₁/(b₁ + a₂/(b₂ + …)) of *first*, b₀, and *terms*, each a and b.

    Lentz's way, as modified by Thompson and Barnett (DLMF 3.10(iii)).
    """
    value = above = first or SMALL
    below = 0.0
    for a, b in islice(terms, MOST_TERMS):
        below = 1 / (b + a * below or SMALL)
        above = b + a / above or SMALL
        factor = above * below
        value *= factor
        if abs(factor - 1) < CLOSE:
            break
    return value
