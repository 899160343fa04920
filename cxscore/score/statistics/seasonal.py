"""The pattern of the year: a test for it, and what it does to a value."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import fsum

from cxscore.score.statistics import variance_ratio
from cxscore.score.statistics.theil_sen import slope_of

Values = Sequence[float | None]
"""One value a period, neighbours in time; None for a period that does not count."""


def centred_average(values: Values, seasons: int) -> list[float | None]:
    """Return the average over a year around each period, in which each season weighs the same.

    An even number of *seasons* takes one more period, and half of the first
    and of the last. None where a value of that span is missing.
    """
    half = seasons // 2
    ends = 1.0 if seasons % 2 else 0.5
    weights = [ends, *[1.0] * (2 * half - 1), ends] if half else [1.0]
    averages: list[float | None] = []
    for at in range(len(values)):
        span = values[max(0, at - half) : at + half + 1]
        known = [value for value in span if value is not None]
        if len(known) < len(weights):
            averages.append(None)
            continue
        weighed = fsum(w * value for w, value in zip(weights, known, strict=True))
        averages.append(weighed / seasons)
    return averages


def level_over_time(values: Values, seasons: int) -> list[float] | None:
    """Return the centred average at every period, None where it is known nowhere.

    It is drawn on to both ends, and over gaps, along its own median slope
    from the nearest period where it is known: otherwise a series of two
    years would tell each season once only.
    """
    averages = centred_average(values, seasons)
    known = [(at, average) for at, average in enumerate(averages) if average is not None]
    if not known:
        return None
    slope = slope_of(known)
    level = []
    for at in range(len(values)):
        place, average = min(known, key=lambda pair: abs(pair[0] - at))
        level.append(average + slope * (at - place))
    return level


def seasonal_factors(
    values: Values, numbers: Sequence[int], level: Sequence[float | None]
) -> dict[int, float]:
    """Return by what each season multiplies the *level*; their mean is 1.

    Classical decomposition by ratio to the moving average (F. R. Macaulay,
    The Smoothing of Time Series, 1931). *numbers* are those of the periods
    in their year.
    """
    means = _means_by_number(values, numbers, level, lambda value, there: value / there)
    whole = fsum(means.values()) / len(means)
    return {number: mean / whole for number, mean in means.items()}


def seasonal_parts(
    values: Values, numbers: Sequence[int], level: Sequence[float | None]
) -> dict[int, float]:
    """Return what each season adds to the *level*; their mean is 0."""
    means = _means_by_number(values, numbers, level, lambda value, there: value - there)
    whole = fsum(means.values()) / len(means)
    return {number: mean - whole for number, mean in means.items()}


def p_of_season(values: Sequence[float], numbers: Sequence[int]) -> float:
    """Return the chance of such differences between seasons where there are none.

    Kruskal and Wallis's test of ranks (Journal of the American Statistical
    Association 47, 1952) by way of F, which holds for two or three years,
    where χ² is too slow to tell anything (R. L. Iman and J. M. Davenport,
    Communications in Statistics A5, 1976). *values* are without level and
    trend. 1 where no season comes twice or all are the same.
    """
    n = len(values)
    groups: dict[int, list[float]] = defaultdict(list)
    for rank, number in zip(ranks_of(values), numbers, strict=True):
        groups[number].append(rank)
    centre = (n + 1) / 2
    total = fsum((rank - centre) ** 2 for ranks in groups.values() for rank in ranks)
    between = fsum(len(r) * (fsum(r) / len(r) - centre) ** 2 for r in groups.values())
    among, within = len(groups) - 1, n - len(groups)
    if among < 1 or within < 1 or total == 0:
        return 1.0
    rest = total - between
    if rest <= 0:
        return 0.0
    return variance_ratio.tail((between / among) / (rest / within), among, within)


def ranks_of(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1; those that are tied share the middle of theirs."""
    places: dict[float, list[int]] = {}
    for rank, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(rank)
    return [(places[value][0] + places[value][-1]) / 2 for value in values]


def _means_by_number(
    values: Values,
    numbers: Sequence[int],
    level: Sequence[float | None],
    compare: Callable[[float, float], float],
) -> dict[int, float]:
    found: dict[int, list[float]] = defaultdict(list)
    for value, number, there in zip(values, numbers, level, strict=True):
        if value is not None and there is not None:
            found[number].append(compare(value, there))
    return {number: fsum(each) / len(each) for number, each in sorted(found.items())}
