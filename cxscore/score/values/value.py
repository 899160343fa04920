"""A value from its statistics: divided last, and none where there is nothing to divide by."""

from collections.abc import Iterable
from typing import assert_never

from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.model.statistic import Statistic

Bounds = tuple[float | None, float | None]
"""The least and the most that something can be; None where nothing is known to end it."""


def value_of(kpi: Kpi, parts: Parts, days: int) -> float | None:
    """Return the value of *kpi* over a span of *days* days, in the KPI's unit.

    None where the denominator is missing or 0. A zero is a value.
    """
    match kpi.statistic:
        case Statistic.NET_SHARE | Statistic.SHARE:
            return _divided(parts, 100.0)
        case Statistic.MEAN:
            return _divided(parts, 1.0)
        case Statistic.RATIO:
            return _divided(parts, per(kpi))
        case Statistic.TOTAL | Statistic.COUNT:
            return _per_day(kpi, parts.numerator, days)
        case Statistic.STOCK:
            return parts.numerator
        case Statistic.DISTINCT | Statistic.QUANTILE | Statistic.GIVEN:
            return parts.value
        case Statistic.FORMULA:
            return None
        case _:
            assert_never(kpi.statistic)


def per(kpi: Kpi) -> float:
    """Return what the ratio of *kpi* is multiplied by: as given, else 100 for percent, else 1."""
    if kpi.measure.factor is not None:
        return kpi.measure.factor
    return 100.0 if kpi.unit == "percent" else 1.0


def possible(kpi: Kpi, parts: Parts | None = None, scale: Bounds = (None, None)) -> Bounds:
    """Return between which values *kpi* can lie at all, in its unit.

    Amounts may be negative, so a ratio starts at 0 only where rows are
    counted, or where *parts* of it say that what is above is events. Means,
    percentiles and ready values lie on the *scale* of their column, where that
    is known; a sum of what is never below 0 is not either.
    A gap is 0 at least, and at most as wide as all of it.
    """
    low, high = _of_measure(kpi, parts, scale)
    if kpi.gap_between is None:
        return low, high
    return 0.0, None if low is None or high is None else high - low


def clipped(number: float, bounds: Bounds) -> float:
    """Return *number*, or what of *bounds* it lies beyond."""
    low, high = bounds
    number = number if low is None else max(low, number)
    return number if high is None else min(high, number)


def pooled(many: Iterable[Parts]) -> Parts:
    """Return the statistics of all the spans together.

    A sum that one of them lacks is lacking in the whole; ``value`` always
    is, for it does not add up. Customers are there in every period, so the
    largest population is that of the whole.
    """
    parts = list(many)
    return Parts(
        n=sum(part.n for part in parts),
        numerator=_total(part.numerator for part in parts),
        denominator=_total(part.denominator for part in parts),
        promoters=_total(part.promoters for part in parts),
        detractors=_total(part.detractors for part in parts),
        squares=_total(part.squares for part in parts),
        weight_squares=_total(part.weight_squares for part in parts),
        left_out=sum(part.left_out for part in parts),
        unknown=sum(part.unknown for part in parts),
        population=max((p.population for p in parts if p.population is not None), default=None),
        events=all(part.events for part in parts),
        amounts=any(part.amounts for part in parts),
    )


def rest_of(whole: Parts, part: Parts) -> Parts:
    """Return the statistics of the *whole* without *part* of it."""
    return Parts(
        n=whole.n - part.n,
        numerator=_less(whole.numerator, part.numerator),
        denominator=_less(whole.denominator, part.denominator),
        promoters=_less(whole.promoters, part.promoters),
        detractors=_less(whole.detractors, part.detractors),
        squares=_less(whole.squares, part.squares),
        weight_squares=_less(whole.weight_squares, part.weight_squares),
        amounts=whole.amounts or part.amounts,
    )


def unit_of(kpi: Kpi) -> str:
    """Return the unit of *kpi*: as defined, else what the measure gives; "" for none."""
    if kpi.unit is not None:
        return kpi.unit
    match kpi.statistic:
        case Statistic.NET_SHARE:
            return "points"
        case Statistic.SHARE:
            # Two percentages are points apart.
            return "percent" if kpi.gap_between is None else "points"
        case Statistic.COUNT | Statistic.DISTINCT | Statistic.STOCK:
            return "" if kpi.per_day else "count"
        case (
            Statistic.MEAN
            | Statistic.RATIO
            | Statistic.TOTAL
            | Statistic.QUANTILE
            | Statistic.GIVEN
            | Statistic.FORMULA
        ):
            return ""
        case _:
            assert_never(kpi.statistic)


def decimals_of(kpi: Kpi, values: Iterable[float]) -> int:
    """Return how many decimals *kpi* is shown with: as defined, else what suits it.

    Points and counts have none and percentages one. Everything else has so
    many that its largest value shows three figures, four decimals at most,
    and none where all the values are whole.
    """
    if kpi.decimals is not None:
        return kpi.decimals
    unit = unit_of(kpi)
    if unit == "percent" or kpi.statistic.in_percent:
        return 1
    if unit in ("points", "count"):
        return 0
    sizes = [abs(value) for value in values]
    if all(size == round(size) for size in sizes):
        return 0
    largest = max(sizes)
    return next((places for places, edge in enumerate((100, 10, 1, 0.1)) if largest >= edge), 4)


def _of_measure(kpi: Kpi, parts: Parts | None, scale: Bounds) -> Bounds:
    match kpi.statistic:
        case Statistic.SHARE | Statistic.NET_SHARE:
            assert kpi.statistic.edges is not None
            return kpi.statistic.edges
        case Statistic.COUNT | Statistic.DISTINCT | Statistic.STOCK:
            return 0.0, None
        case Statistic.RATIO:
            counted = kpi.measure.counts_rows or (parts is not None and parts.events)
            return (0.0 if counted else None), None
        case Statistic.MEAN | Statistic.QUANTILE | Statistic.GIVEN:
            return scale
        case Statistic.TOTAL:
            return (0.0 if scale[0] is not None and scale[0] >= 0 else None), None
        case Statistic.FORMULA:
            return None, None
        case _:
            assert_never(kpi.statistic)


def _divided(parts: Parts, scale: float) -> float | None:
    if parts.numerator is None or not parts.denominator:
        return None
    return scale * parts.numerator / parts.denominator


def _per_day(kpi: Kpi, total: float | None, days: int) -> float | None:
    return total / days if kpi.per_day and total is not None else total


def _less(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else whole - part


def _total(numbers: Iterable[float | None]) -> float | None:
    total = 0.0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
