"""The slope of a series as the median of the slopes between its points."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil, sqrt
from statistics import median

Series = Sequence[tuple[int, float]]
"""Values by their place in time, in order of time; places may be missing."""


def slopes_of(series: Series, seasons: int = 1) -> list[float]:
    """Return the slope of each pair of points, a step of one place, from the least on.

    With more than one of *seasons* only points that are whole years apart
    make a pair (Hirsch, Slack and Smith, Water Resources Research 18, 1982).
    """
    return sorted(
        (after - before) / (later - place)
        for (place, before), (later, after) in combinations(series, 2)
        if (later - place) % seasons == 0
    )


def slope_of(series: Series, seasons: int = 1) -> float:
    """Return the median slope, in the values' unit a place; 0 where there is no pair.

    H. Theil, Proceedings of the Royal Netherlands Academy of Sciences 53
    (1950); P. K. Sen, Journal of the American Statistical Association 63 (1968).
    """
    slopes = slopes_of(series, seasons)
    return median(slopes) if slopes else 0.0


def between_slopes(slopes: Sequence[float], variance: float, z: float) -> tuple[float, float]:
    """Return the slopes that Mann and Kendall's test would not reject.

    *slopes* are sorted; *variance* is that of the test, *z* the normal
    deviate of the level (1.96 for 95 %). The interval is Sen's (1968; R. O.
    Gilbert, Statistical Methods for Environmental Pollution Monitoring,
    1987, 16.3) with the test's own correction for continuity: it leaves out
    0 where the test finds a trend, as long as no values are tied.
    """
    reach = z * sqrt(variance) + 1
    lowest = max(1, ceil((len(slopes) - reach) / 2))
    return slopes[lowest - 1], slopes[len(slopes) - lowest]


def level_of(series: Series, slope: float) -> float:
    """Return where the line with *slope* stands at place 0: the median of what is left."""
    return median(value - slope * place for place, value in series)
