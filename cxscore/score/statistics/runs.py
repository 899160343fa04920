"""Runs: whether values lie to one side of their centre for longer than chance would have it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import comb, log2

from cxscore.model.chart_lines import Runs


def runs_of(sides: Sequence[int]) -> Runs:
    """Return the runs of *sides*: 1 above the centre, -1 below, 0 on it (which is left out).

    The longest run that chance allows is log₂(n) + 3, rounded; the fewest
    crossings are the 5th percentile of the binomial distribution of n − 1
    tosses (Anhøj and Olesen, 2014).
    """
    useful = [side for side in sides if side]
    if not useful:
        return Runs(0, 0, longest_allowed(0), 0, 0)
    lengths = [sum(1 for _ in run) for _, run in groupby(useful)]
    count = len(useful)
    return Runs(
        count, max(lengths), longest_allowed(count), len(lengths) - 1, fewest_crossings(count)
    )


def longest_allowed(useful: int) -> int:
    """Return the longest run that *useful* values have by chance."""
    return round(log2(useful)) + 3 if useful > 0 else 3


@lru_cache(maxsize=1024)
def fewest_crossings(useful: int) -> int:
    """Return the fewest crossings of the centre that *useful* values have by chance."""
    tosses = max(useful - 1, 0)
    least = below = 0
    while (below := below + comb(tosses, least)) * 20 < 2**tosses:
        least += 1
    return least
