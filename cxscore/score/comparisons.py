"""The value at hand against earlier ones, withheld with its reason where that would mislead."""

from collections.abc import Sequence
from dataclasses import replace

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Comparison, Comparisons, Withheld
from cxscore.score.readings import Reading, Readings, is_small
from cxscore.score.significance import UNTESTED, change_of
from cxscore.score.values import PERCENTAGES, unit_of


def comparisons_of(kpi: Kpi, readings: Readings, period: Period) -> Comparisons:
    """Return the four comparisons of *kpi* at *period*.

    A year's base has as many periods as the span at hand and ends with the
    period of a year ago, so both reach the same point.
    """
    calendar = readings.calendar(kpi)
    before = calendar.shift(period, -1)
    year_to_date, trailing_year = calendar.years_compared(period)
    return Comparisons(
        previous=_single(kpi, readings, period, [before] if before else []),
        year_ago=_single(kpi, readings, period, calendar.a_year_before([period])),
        fiscal_ytd=_spans(kpi, readings, *year_to_date),
        trailing_year=_spans(kpi, readings, *trailing_year),
    )


def _single(kpi: Kpi, readings: Readings, period: Period, before: Sequence[Period]) -> Comparison:
    """Compare a period, or the window that ends with it, with another."""
    calendar = readings.calendar(kpi)
    now = readings.at(kpi, period)
    base = readings.at(kpi, before[0]) if before else Withheld.NO_SUCH_PERIOD
    window = calendar.up_to(period, kpi.window)
    window_before = calendar.up_to(before[0], kpi.window) if before else ()
    # Windows that overlap share rows, which no test of two samples allows for.
    apart = not before or before[0] not in window
    return _compared(kpi, readings, (window, window_before), (now, base), apart)


def _spans(
    kpi: Kpi, readings: Readings, span: Sequence[Period], before: Sequence[Period]
) -> Comparison:
    """Compare the periods of *span* together with as many a year *before*."""
    now = readings.over(kpi, span) if span else Withheld.NO_SUCH_PERIOD
    base = readings.over(kpi, before) if before else Withheld.NO_SUCH_PERIOD
    return _compared(kpi, readings, (span, before), (now, base), apart=True)


def _compared(
    kpi: Kpi,
    readings: Readings,
    spans: tuple[Sequence[Period], Sequence[Period]],
    values: tuple[Reading | Withheld, Reading | Withheld],
    apart: bool,
) -> Comparison:
    """Return the comparison of the first of *spans* with the second."""
    (span, before), (now, base) = spans, values
    withheld = _why_withheld(kpi, now, base) or _why_not_comparable(kpi, readings, span, before)
    known = Comparison(
        period=span[-1].id if span else None,
        value=now.value if isinstance(now, Reading) else None,
        n=now.n if isinstance(now, Reading) else None,
        base_period=before[-1].id if before else None,
        base_n=base.n if isinstance(base, Reading) else None,
        withheld_because=withheld,
    )
    if withheld is not None:
        return known
    assert isinstance(now, Reading) and isinstance(base, Reading)
    return _with_change(kpi, known, now, base, apart)


def _why_withheld(kpi: Kpi, now: Reading | Withheld, base: Reading | Withheld) -> Withheld | None:
    """Return the first reason that lies in either span; the span at hand comes first."""
    if isinstance(now, Withheld):
        return now
    if now.value is None:
        return Withheld.NO_DATA
    if not now.complete:
        return Withheld.PARTIAL_PERIOD
    if isinstance(base, Withheld):
        return Withheld.NO_BASE_DATA if base is Withheld.NO_DATA else base
    if base.value is None:
        return Withheld.NO_BASE_DATA
    if not base.complete:
        return Withheld.PARTIAL_BASE_PERIOD
    small = is_small(kpi, now) or is_small(kpi, base)
    return Withheld.BASE_TOO_SMALL if small else None


def _why_not_comparable(
    kpi: Kpi, readings: Readings, span: Sequence[Period], before: Sequence[Period]
) -> Withheld | None:
    days = readings.break_days(kpi, comparable=False)
    between = any(before[0].start < day <= span[-1].end for day in days)
    return Withheld.NOT_COMPARABLE if between else None


def _with_change(
    kpi: Kpi, known: Comparison, now: Reading, base: Reading, apart: bool
) -> Comparison:
    assert now.value is not None and base.value is not None
    change = now.value - base.value
    tested = UNTESTED
    if apart and now.parts and base.parts:
        tested = change_of(kpi, now.parts, base.parts)
    return replace(
        known,
        base_value=base.value,
        change=change,
        change_percent=_in_percent(kpi, change, base.value),
        significant=None if tested.p_value is None else tested.p_value < 1 - kpi.level,
        p_value=tested.p_value,
        change_low=tested.low,
        change_high=tested.high,
    )


def _in_percent(kpi: Kpi, change: float, base: float) -> float | None:
    """Return *change* in per cent of *base*; a percentage changes in points only."""
    if base == 0 or unit_of(kpi) in ("percent", "points") or isinstance(kpi.measure, PERCENTAGES):
        return None
    return 100 * change / abs(base)
