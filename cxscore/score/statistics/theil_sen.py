"""The slope of a series as the median of the slopes between its points."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import ceil, sqrt
from statistics import fmean, median

Series = Sequence[tuple[float, float]]
"""Values by their place in time, in order of time; places may be missing."""
InYear = tuple[int, int]
"""A year and a season of it, both by number."""
Seasonal = Mapping[int, Mapping[int, tuple[float, float]]]
"""Place and value by season, and in it by year, in order of time."""


def by_season(series: Series, seasons: Iterable[InYear]) -> Seasonal:
    """Return *series* by season; *seasons* has the year and the season of each value.

    Where a season comes twice in a year, as the last one of 52 does in a
    year of 53 weeks, the two are one value halfway between them.
    """
    found: dict[int, dict[int, list[tuple[float, float]]]] = {}
    for pair, (year, season) in zip(series, seasons, strict=True):
        found.setdefault(season, {}).setdefault(year, []).append(pair)
    return {
        season: {year: _middle(pairs) for year, pairs in years.items()}
        for season, years in found.items()
    }


def slopes_of(series: Series) -> list[float]:
    """Return the slope of each pair of points, a step of one place, from the least on."""
    return sorted(_slopes(series))


def seasonal_slopes(seasons: Seasonal) -> list[float]:
    """Return the slope of each pair of points of the same season, from the least on.

    R. M. Hirsch, J. R. Slack and R. A. Smith, Water Resources Research 18 (1982).
    """
    return sorted(slope for years in seasons.values() for slope in _slopes([*years.values()]))


def slope_of(series: Series) -> float:
    """Return the median slope, in the values' unit a place; 0 where there is no pair.

    H. Theil, Proceedings of the Royal Netherlands Academy of Sciences 53
    (1950); P. K. Sen, Journal of the American Statistical Association 63 (1968).
    """
    slopes = slopes_of(series)
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


def _slopes(series: Series) -> Iterable[float]:
    return [
        (after - before) / (later - place)
        for (place, before), (later, after) in combinations(series, 2)
    ]


def _middle(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return fmean(place for place, _ in pairs), fmean(value for _, value in pairs)
