"""Whether a series rises or falls more than chance would make it: Mann and Kendall's test."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import erfc, fsum, sqrt

from cxscore.frozen import frozen
from cxscore.score.statistics.seasonal import ranks_of
from cxscore.score.statistics.theil_sen import Seasonal, Series, slope_of

FEW_YEARS = 10
"""Years below which covariances between seasons are too rough to be used (Hirsch and Slack)."""
_TAKEN = 4
"""What the bias of the first autocorrelation takes from n, where a slope was taken out."""
_MOST_ALIKE = 0.95
"""Neighbours more alike than this would leave no test at all."""


@frozen
class MannKendall:
    """The test's outcome: pairs that rise less pairs that fall, and how unusual that is."""

    s: int
    variance: float
    """Of ``s``, where nothing rises or falls."""
    pairs: float
    """How many pairs could tell: ``s`` is between this and its negative."""

    @property
    def tau(self) -> float:
        """Kendall's correlation with time, from -1 to 1 (tau b where values are tied)."""
        return self.s / self.pairs if self.pairs else 0.0

    @property
    def z(self) -> float:
        """The standardised statistic, with the correction for continuity."""
        if self.s == 0 or self.variance <= 0:
            return 0.0
        return (self.s - (1 if self.s > 0 else -1)) / sqrt(self.variance)

    @property
    def p_value(self) -> float:
        """The chance of so strong a trend, in either direction, where there is none."""
        return erfc(abs(self.z) / sqrt(2))

    def widened(self, factor: float) -> "MannKendall":
        """Return the test with the variance multiplied."""
        return MannKendall(self.s, self.variance * factor, self.pairs)


def mann_kendall(values: Sequence[float]) -> MannKendall:
    """Return the test of *values*, in order of time, with the correction for ties.

    H. B. Mann, Econometrica 13 (1945); M. G. Kendall, Rank Correlation
    Methods (1975).
    """
    n = len(values)
    s = sum((after > before) - (after < before) for before, after in combinations(values, 2))
    ties = [count for count in Counter(values).values() if count > 1]
    variance = (_spread(n) - sum(_spread(count) for count in ties)) / 18
    every = n * (n - 1) / 2
    untied = every - sum(count * (count - 1) / 2 for count in ties)
    return MannKendall(s, variance, sqrt(every * untied))


def seasonal_mann_kendall(seasons: Seasonal) -> MannKendall:
    """Return the test in which each season is compared with itself only.

    Seasons count as independent of each other below ``FEW_YEARS`` years
    (R. M. Hirsch, J. R. Slack and R. A. Smith, Water Resources Research 18,
    1982); from there on their covariances are taken into account (Hirsch
    and Slack, Water Resources Research 20, 1984), which needs about that
    long.
    """
    by_season = [{year: value for year, (_, value) in years.items()} for years in seasons.values()]
    tests = [mann_kendall([*years.values()]) for years in by_season]
    variance = fsum(test.variance for test in tests)
    if len({year for years in by_season for year in years}) >= FEW_YEARS:
        together = fsum(_covariance(one, other) for one, other in combinations(by_season, 2))
        variance = max(variance, variance + 2 * together)
    return MannKendall(sum(t.s for t in tests), variance, fsum(t.pairs for t in tests))


def for_autocorrelation(series: Series) -> float:
    """Return by what the test's variance grows because neighbours are alike; at least 1.

    The formula is that of K. H. Hamed and A. R. Rao (Journal of Hydrology
    204, 1998), on the ranks of what is left without the slope. A board's
    series are too short to tell which lags matter, and finding a slope
    hides some of what neighbours share; so the autocorrelations are those
    that follow from the first (as S. Yue and C. Wang have it, Water
    Resources Management 18, 2004), corrected for its bias (M. G. Kendall,
    Biometrika 41, 1954). A negative one never makes the test sharper.
    """
    slope = slope_of(series)
    ranked = ranks_of([value - slope * place for place, value in series])
    n = len(ranked)
    if n <= _TAKEN:
        return 1.0
    apart = {place: rank - (n + 1) / 2 for (place, _), rank in zip(series, ranked, strict=True)}
    total = fsum(x * x for x in apart.values())
    both = fsum(x * apart[place + 1] for place, x in apart.items() if place + 1 in apart)
    if both <= 0:
        return 1.0
    first = min(_MOST_ALIKE, (n * both / total + 2) / (n - _TAKEN))
    grown = fsum((n - k) * (n - k - 1) * (n - k - 2) * first**k for k in range(1, n))
    return 1 + 2 * grown / (n * (n - 1) * (n - 2))


def _spread(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _covariance(one: dict[int, float], other: dict[int, float]) -> float:
    """Return the covariance of two seasons' statistics (Dietz and Killeen's estimate).

    A year that a season lacks takes the middle rank there.
    """
    years = sorted(one.keys() | other.keys())
    left, right = (_ranks_of_years(season, years) for season in (one, other))
    shared = sorted(one.keys() & other.keys())
    agree = sum(
        _sign(one[b] - one[a]) * _sign(other[b] - other[a]) for a, b in combinations(shared, 2)
    )
    products = fsum(a * b for a, b in zip(left, right, strict=True))
    return (agree + 4 * products - len(years) * (len(one) + 1) * (len(other) + 1)) / 3


def _ranks_of_years(season: dict[int, float], years: Sequence[int]) -> list[float]:
    known = sorted(season)
    ranked = dict(zip(known, ranks_of([season[year] for year in known]), strict=True))
    return [ranked.get(year, (len(known) + 1) / 2) for year in years]


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
