"""Quantiles of numbers in order."""

from collections.abc import Sequence


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of sorted numbers, linear between neighbours (type 7).

    *share* is from 0 to 1 (Hyndman and Fan, 1996).
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
