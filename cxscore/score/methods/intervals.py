"""Where the value would lie if everybody had been asked, or had chance fallen otherwise."""

from typing import assert_never

from cxscore.frozen import frozen
from cxscore.model.findings import Interval
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Unsaid
from cxscore.score.statistics import means, normal, nps, poisson, proportions
from cxscore.score.values.value import per, unit_of

Found = tuple[tuple[float, float], str]
"""The ends of an interval, unscaled, and its method."""


@frozen
class Answered:
    """A value before its factor, and how many equal answers stand behind it."""

    value: float
    base: float
    """n, or what weighted answers are worth."""


def interval_of(kpi: Kpi, parts: Parts) -> Interval | None:
    """Return the interval of the value of *kpi*, in its unit; None where no method applies."""
    found = interval_or_why(kpi, parts)
    return found if isinstance(found, Interval) else None


def interval_or_why(kpi: Kpi, parts: Parts) -> Interval | Unsaid | None:
    """Return the interval of the value of *kpi* at its level, or why there is none.

    None where nobody would look for one: amounts, complete counts, ready
    values. Ends of samples are moved nearer to the value for a finite
    population; rates are no samples of one.
    """
    if kpi.gap_between is not None:
        return None
    match kpi.statistic:
        case Statistic.NET_SHARE:
            found, scale = _of_nps(parts, kpi.level), 100.0
        case Statistic.SHARE:
            found, scale = _of_share(parts, kpi.level), 100.0
        case Statistic.MEAN:
            found, scale = _of_mean(parts, kpi.level), 1.0
        case Statistic.QUANTILE:
            found, scale = _of_percentile(parts, kpi.measure.quantile), 1.0
        case Statistic.RATIO:
            found, scale = _of_ratio(kpi, parts), per(kpi)
        case (
            Statistic.TOTAL
            | Statistic.COUNT
            | Statistic.STOCK
            | Statistic.DISTINCT
            | Statistic.GIVEN
            | Statistic.FORMULA
        ):
            return None
        case _:
            assert_never(kpi.statistic)
    if found is None or isinstance(found, Unsaid):
        return found
    (low, high), method = found
    if kpi.statistic is not Statistic.RATIO:
        low, high = normal.narrowed(_value(parts), (low, high), finite_factor(kpi, parts))
    return Interval(scale * low, scale * high, kpi.level, method)


def _of_nps(parts: Parts, level: float) -> Found | Unsaid | None:
    """Return the adjusted Wald interval of a net promoter score from −1 to 1."""
    found = answered(parts)
    if found is None or parts.promoters is None or parts.detractors is None:
        return None
    promoters, detractors = promoted(parts)
    return nps.adjusted_wald(promoters, detractors, found.base, level), "adjusted_wald"


def _of_share(parts: Parts, level: float) -> Found | Unsaid | None:
    """Return Wilson's interval of a share of counted answers from 0 to 1."""
    if parts.numerator is None or not parts.denominator:
        return None
    found = answered(parts)
    if found is None or not 0 <= found.value <= 1:
        return Unsaid.NOT_A_COUNT
    return proportions.wilson(found.value, found.base, level), "wilson"


def _of_mean(parts: Parts, level: float) -> Found | Unsaid | None:
    """Return Student's interval of a mean."""
    if parts.numerator is None or not parts.denominator:
        return None
    if parts.squares is None:
        return Unsaid.NO_SPREAD
    spread = mean_spread(parts)
    return Unsaid.TOO_FEW_ANSWERS if spread is None else (means.t_interval(spread, level), "t")


def _of_percentile(parts: Parts, p: float | None) -> Found | Unsaid | None:
    """Return the two answers that a percentile lies between; the extremes have no such two."""
    if parts.value is None or p is None or not 0 < p < 100:
        return None
    if parts.rank_low is None or parts.rank_high is None:
        return Unsaid.TOO_FEW_ANSWERS
    return (parts.rank_low, parts.rank_high), "order_statistics"


def _of_ratio(kpi: Kpi, parts: Parts) -> Found | Unsaid | None:
    """Return the interval of events over an exposure; amounts have none."""
    if not is_rate(parts):
        return None
    assert parts.numerator is not None and parts.denominator is not None
    if is_share_of_counts(kpi, parts):
        return _of_share(parts, kpi.level)
    return poisson.rate_interval(parts.numerator, parts.denominator, kpi.level), "poisson"


def is_rate(parts: Parts) -> bool:
    """Return whether *parts* are counted events over an exposure."""
    counted = parts.numerator is not None and parts.numerator >= 0
    return parts.events and counted and (parts.denominator or 0.0) > 0


def is_share_of_counts(kpi: Kpi, parts: Parts) -> bool:
    """Return whether a rate is a share: in per cent, and so many events of so many cases."""
    if unit_of(kpi) != "percent" or per(kpi) != 100 or parts.numerator is None:
        return False
    counted = parts.denominator is not None and parts.denominator == parts.n
    return counted and 0 <= parts.numerator <= parts.n


def promoted(parts: Parts) -> tuple[float, float]:
    """Return the shares of promoters and of detractors, from 0 to 1."""
    assert parts.denominator and parts.promoters is not None and parts.detractors is not None
    return parts.promoters / parts.denominator, parts.detractors / parts.denominator


def mean_spread(parts: Parts) -> means.Spread | None:
    """Return the spread of a mean's answers; None for fewer than 2, or where it is not known."""
    found = answered(parts)
    if found is None or parts.squares is None:
        return None
    assert parts.denominator
    return means.spread_of(found.value, parts.squares / parts.denominator, found.base)


def answered(parts: Parts) -> Answered | None:
    """Return the value before its factor, and its base; None where there is none of either."""
    base = effective_base(parts)
    return None if base is None or parts.numerator is None else Answered(_value(parts), base)


def effective_base(parts: Parts) -> float | None:
    """Return how many equal answers *parts* are worth: n, or (Σw)²/Σw² with weights.

    None where there are none, and where the denominator is neither: an
    amount of money, say, has no sampling error of this kind. That is
    so of all periods of a KPI or of none.
    """
    if parts.amounts or not parts.denominator or parts.denominator < 0:
        return None
    if parts.weight_squares:
        return normal.effective_base(parts.denominator, parts.weight_squares)
    return parts.denominator if parts.denominator == parts.n else None


def finite_factor(kpi: Kpi, parts: Parts) -> float:
    """Return by how much surer *parts* are for being of a finite population; 1 where not."""
    if kpi.population is None:
        return 1.0
    size = kpi.population.size
    return normal.finite_factor(parts.n, parts.population if size is None else size)


def _value(parts: Parts) -> float:
    """Return the value before its factor."""
    if parts.value is not None:
        return parts.value
    assert parts.denominator and parts.numerator is not None
    return parts.numerator / parts.denominator
