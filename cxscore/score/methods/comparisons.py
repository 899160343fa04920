"""The value at hand against earlier ones, withheld with its reason where that would mislead."""

from collections.abc import Sequence
from dataclasses import replace

from cxscore.calendar import MONTHS_DIFFER, Grain, Period
from cxscore.model.choices import OverTime
from cxscore.model.findings import Comparison, Comparisons, LeftOut
from cxscore.model.kpi import Kpi
from cxscore.model.verdicts import Withheld
from cxscore.score.methods.significance import UNTESTED, change_of
from cxscore.score.values.readings import Reading, Readings, is_small
from cxscore.score.values.value import unit_of


def comparisons_of(kpi: Kpi, readings: Readings, period: Period) -> Comparisons:
    """Return the four comparisons of *kpi* at *period*.

    A year's base has as many periods as the span at hand and ends with the
    period of a year ago, so both reach the same point. Ignored periods are
    left out of both, and nothing is compared with one alone.
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
    found = _compared(kpi, readings, (window, window_before), (now, base), apart)
    return _unless_ignored(kpi, readings, found, (period, *before[:1]))


def _spans(
    kpi: Kpi, readings: Readings, span: Sequence[Period], before: Sequence[Period]
) -> Comparison:
    """Compare the periods of *span* together with as many a year *before*."""
    counted, counted_before, left_out = _counted(kpi, readings, span, before)
    now = _over(kpi, readings, counted, Withheld.IGNORED_PERIOD, span)
    base = _over(kpi, readings, counted_before, Withheld.IGNORED_BASE_PERIOD, before)
    found = _compared(kpi, readings, (span, before), (now, base), apart=True)
    return replace(found, left_out=left_out)


def _over(
    kpi: Kpi, readings: Readings, counted: Sequence[Period], none: Withheld, span: Sequence[Period]
) -> Reading | Withheld:
    """Return *kpi* over the periods of *span* that are *counted*, or why that cannot be said.

    Rows that have to be asked anew were asked for the whole span; and what
    stands at the end of a span is not told where the end does not count.
    """
    if not span:
        return Withheld.NO_SUCH_PERIOD
    if not counted:
        return none
    ends = kpi.makes_a_year is OverTime.LAST and counted[-1] != span[-1]
    if ends or (kpi.is_holistic and 1 < len(span) != len(counted)):
        return none
    return readings.over(kpi, counted)


def _counted(
    kpi: Kpi, readings: Readings, span: Sequence[Period], before: Sequence[Period]
) -> tuple[list[Period], list[Period], tuple[LeftOut, ...]]:
    """Return both spans without their ignored periods, and what was left out.

    Totals of a different number of periods cannot be compared, so of those
    the like of an ignored period goes as well.
    """
    reasons = {
        period: ignored.reason
        for period in (*before, *span)
        if (ignored := readings.ignored(kpi, period)) is not None
    }
    gone: set[Period] = set(reasons)
    total = kpi.makes_a_year in (OverTime.SUM, OverTime.FIRST_DENOMINATOR) and not kpi.per_day
    if total and len(before) == len(span):
        for pair in zip(before, span, strict=True):
            gone.update(pair if gone.intersection(pair) else ())
    left_out = {each.id: reasons.get(each) for each in (*before, *span) if each in gone}
    return (
        [period for period in span if period not in gone],
        [period for period in before if period not in gone],
        tuple(LeftOut(name, reason) for name, reason in left_out.items()),
    )


def _unless_ignored(
    kpi: Kpi, readings: Readings, found: Comparison, periods: Sequence[Period]
) -> Comparison:
    """Return *found*, withheld where one of its two *periods* does not count."""
    reasons = Withheld.IGNORED_PERIOD, Withheld.IGNORED_BASE_PERIOD
    for period, why in zip(periods, reasons, strict=False):
        if found.withheld_because is None and readings.ignored(kpi, period) is not None:
            return Comparison(
                period=found.period,
                value=found.value,
                n=found.n,
                base_period=found.base_period,
                base_n=found.base_n,
                withheld_because=why,
            )
    return found


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
        days=_days(span),
        base_days=_days(before),
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
    if _differ_in_length(kpi, readings, span, before):
        return Withheld.DIFFERENT_LENGTH
    days = readings.break_days(kpi, comparable=False)
    between = any(before[0].start < day <= span[-1].end for day in days)
    return Withheld.NOT_COMPARABLE if between else None


def _differ_in_length(
    kpi: Kpi, readings: Readings, span: Sequence[Period], before: Sequence[Period]
) -> bool:
    """Return whether totals of two spans differ because one has more days.

    Months differ by three days at most, and nobody minds; a year of 53
    weeks, or a period of five instead of four, tells another story.
    """
    if not kpi.grows_with_days or readings.calendar(kpi).grain is not Grain.LISTED:
        return False
    usual = MONTHS_DIFFER if len(span) == 1 else 1
    return abs(_days(span) - _days(before)) > usual


def _days(span: Sequence[Period]) -> int:
    return (span[-1].end - span[0].start).days + 1 if span else 0


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
    if base == 0 or unit_of(kpi) in ("percent", "points") or kpi.statistic.in_percent:
        return None
    return 100 * change / abs(base)
