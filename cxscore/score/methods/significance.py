"""Whether two values differ by more than chance: a p-value, two-sided, and an interval."""

from math import sqrt
from typing import assert_never

from cxscore.frozen import frozen
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.model.statistic import Statistic
from cxscore.score.methods.intervals import (
    answered,
    effective_base,
    finite_factor,
    is_rate,
    is_share_of_counts,
    mean_spread,
    promoted,
)
from cxscore.score.statistics import means, normal, nps, poisson, proportions


@frozen
class Change:
    """How likely chance alone makes such a difference, and where it lies, in the KPI's unit.

    ``p_value`` is None where no test applies; ``low`` and ``high`` are None
    where there is no interval.
    """

    p_value: float | None = None
    low: float | None = None
    high: float | None = None


UNTESTED = Change()


def p_of_change(kpi: Kpi, now: Parts, base: Parts) -> float | None:
    """Return the p-value of the difference between two spans or segments of *kpi*."""
    return change_of(kpi, now, base).p_value


def change_of(kpi: Kpi, now: Parts, base: Parts, level: float | None = None) -> Change:
    """Return the test of the difference *now* − *base*, at *level* or that of *kpi*.

    Nothing is tested of amounts, sums and ready values, of percentiles (two
    intervals of order statistics give no interval of their difference), and
    where neither varies at all.
    """
    sure = kpi.level if level is None else level
    factors = finite_factor(kpi, now), finite_factor(kpi, base)
    match kpi.statistic:
        case Statistic.NET_SHARE:
            return _of_scores(now, base, sure, factors)
        case Statistic.SHARE:
            return _of_shares(now, base, sure, factors)
        case Statistic.MEAN:
            return _of_means(now, base, sure, factors)
        case Statistic.RATIO:
            if not (is_rate(now) and is_rate(base)):
                return UNTESTED
            if is_share_of_counts(kpi, now) and is_share_of_counts(kpi, base):
                return _of_shares(now, base, sure, (1.0, 1.0))
            return Change(_p_of_rates(now, base))
        case (
            Statistic.TOTAL
            | Statistic.COUNT
            | Statistic.STOCK
            | Statistic.DISTINCT
            | Statistic.QUANTILE
            | Statistic.GIVEN
            | Statistic.FORMULA
        ):
            return UNTESTED
        case _:
            assert_never(kpi.statistic)


def _of_scores(now: Parts, base: Parts, level: float, factors: tuple[float, float]) -> Change:
    """Test net promoter scores: z = (N₁ − N₂)/√(Var₁/n₁ + Var₂/n₂)."""
    scores, variance = [], 0.0
    for parts, factor in zip((now, base), factors, strict=True):
        n = effective_base(parts)
        if n is None or parts.promoters is None or parts.detractors is None:
            return UNTESTED
        promoters, detractors = promoted(parts)
        scores.append(promoters - detractors)
        variance += factor**2 * nps.variance(promoters, detractors) / n
    difference = scores[0] - scores[1]
    p_value = normal.p_of_difference(difference, variance)
    if p_value is None:
        return UNTESTED
    half = normal.z_of(level) * sqrt(variance)
    return Change(p_value, 100 * (difference - half), 100 * (difference + half))


def _of_shares(now: Parts, base: Parts, level: float, factors: tuple[float, float]) -> Change:
    """Test shares by z with the pooled share; the interval is Newcombe's."""
    one, two = answered(now), answered(base)
    if one is None or two is None or not (0 <= one.value <= 1 and 0 <= two.value <= 1):
        return UNTESTED
    ends = [
        normal.narrowed(each.value, proportions.wilson(each.value, each.base, level), factor)
        for each, factor in zip((one, two), factors, strict=True)
    ]
    low, high = proportions.newcombe(one.value, ends[0], two.value, ends[1])
    p_value = proportions.p_of_two((one.value, one.base), (two.value, two.base), factors)
    return Change(p_value, 100 * low, 100 * high)


def _of_means(now: Parts, base: Parts, level: float, factors: tuple[float, float]) -> Change:
    """Test means by Welch's t."""
    one, two = mean_spread(now), mean_spread(base)
    if one is None or two is None:
        return UNTESTED
    found = means.welch(one, two, level, factors)
    return UNTESTED if found is None else Change(*found)


def _p_of_rates(now: Parts, base: Parts) -> float | None:
    """Return the exact p-value of two rates; their difference has no exact interval."""
    assert now.numerator is not None and now.denominator is not None
    assert base.numerator is not None and base.denominator is not None
    return poisson.p_of_two((now.numerator, now.denominator), (base.numerator, base.denominator))
