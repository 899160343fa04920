"""What is not there: days of daily data, whole periods, and parts of the first and the last."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from math import exp

from cxscore.calendar import DAY, Calendar, Grain, Period
from cxscore.measure.coverage import Spread
from cxscore.measure.horizon import Horizon, periods_between
from cxscore.measure.queries.query import KpiQuery
from cxscore.measure.wording import be, days_listed, names_listed, plural
from cxscore.model.measured import Coverage, lacks, stops_within
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem

USUAL_SIZES = 3
"""A daily table has so many different numbers of rows a day, or fewer, nearly all the time."""
CHANCE = 0.5
"""Days without rows, expected by chance, from which on one is nothing remarkable."""
FEW = 0.01
"""Share of the days: more than that are missing for a reason of their own, as Sundays."""


def missing_parts(spread: Spread, horizon: Horizon) -> list[Problem]:
    """Return what is said of the days and periods that *spread* does not have."""
    cover = spread.coverage
    if cover is None or not spread.tally.kpi_queries:
        return []
    days = _missing_days(spread, cover)
    gaps = [] if days else _gaps(spread, cover, horizon)
    return [*days, *gaps, *_partial(spread, cover, horizon.as_of)]


def _missing_days(spread: Spread, cover: Coverage) -> list[Problem]:
    """Return the days that nearly daily data lack between their first and last."""
    length = (cover.last - cover.first).days + 1
    lacking = length - cover.days
    if not cover.nearly_daily or not lacking:
        return []
    if not _is_daily_table(spread) and _is_chance(spread, length, lacking):
        return []
    known = set(spread.days)
    every = (cover.first + DAY * number for number in range(length))
    listed = days_listed(day for day in every if day not in known)
    text = f"{plural(lacking, 'day')} {be(lacking)} missing: {listed}"
    return [spread.problem("CX231", text)]


def _is_daily_table(spread: Spread) -> bool:
    """Return whether each day has its row or rows: as many as other days have, nearly always."""
    rows: Counter[date] = Counter()
    days: dict[date, int] = {}
    for group in spread.groups:
        assert group.block is not None
        rows[group.block] += group.rows
        days[group.block] = days.get(group.block, 0) | group.days
    sizes = Counter(Fraction(rows[block], mask.bit_count()) for block, mask in days.items())
    usual = sum(count for _, count in sizes.most_common(USUAL_SIZES))
    return usual >= 0.9 * len(days)


def _is_chance(spread: Spread, length: int, lacking: int) -> bool:
    """Return whether days on which nothing happened are to be expected.

    Where events fall on days independently, e⁻ᵐ of the days have none, m
    being their mean number a day.
    """
    mean = sum(group.rows for group in spread.groups) / length
    return length * exp(-mean) >= CHANCE or lacking > FEW * length


def _gaps(spread: Spread, cover: Coverage, horizon: Horizon) -> list[Problem]:
    """Return the periods shown, between the first rows and the last, that have none."""
    calendars = [
        calendar
        for calendar in spread.calendars
        if any(_has_gaps(q) and _calendar(q) == calendar for q in spread.tally.kpi_queries)
    ]
    if not calendars:
        return []
    calendar = calendars[0]
    shown = {period.start for period in horizon.shown(calendar)}
    known = {period.start for day in spread.days if (period := calendar.period_of(day))}
    gaps = [
        period.id
        for period in periods_between(calendar, cover.first, cover.last)
        if period.start in shown - known
    ]
    if not gaps:
        return []
    word = "period" if calendar.grain is Grain.LISTED else calendar.grain.value
    text = f"{plural(len(gaps), word)} {be(len(gaps))} missing: {names_listed(gaps)}"
    return [spread.problem("CX232", text)]


def _has_gaps(kpi_query: KpiQuery) -> bool:
    """Return whether a period without rows has no value: counts are 0 there."""
    counted = kpi_query.kpi.statistic in (Statistic.COUNT, Statistic.STOCK)
    return not counted and kpi_query.side != "numerator"


def _calendar(kpi_query: KpiQuery) -> Calendar:
    return kpi_query.schema.definition.period_length(kpi_query.kpi)


def _partial(spread: Spread, cover: Coverage, as_of: date) -> list[Problem]:
    """Return the periods that rows start or stop within; not the one under way."""
    ends: list[tuple[str, str, date, Callable[[Period], bool]]] = [
        ("it", "starts", cover.first, cover.starts_within),
        ("it", "stops", cover.last, partial(stops_within, cover)),
        *((each.name, "stops", each.last, partial(stops_within, each)) for each in cover.ended),
    ]
    problems = _without_months(spread, cover, as_of)
    for name, verb, day, is_cut in ends:
        found = [calendar.period_of(day) for calendar in spread.calendars]
        cut = [p.id for p in found if p is not None and p.end <= as_of and is_cut(p)]
        if cut:
            text = f"{name} {verb} on {day}: {' and '.join(cut)} {be(len(cut))} partial"
            text += " and left out of limits and comparisons"
            problems.append(spread.problem("CX233", text))
    return problems


def _without_months(spread: Spread, cover: Coverage, as_of: date) -> list[Problem]:
    """Return the quarters and years that have rows, and months without."""
    months, cut = [], {}
    for month in cover.missed:
        found = [calendar.period_of(month[0]) for calendar in spread.calendars]
        for period in found:
            if period is None or period.end > as_of or not lacks(period, *month):
                continue
            if any(day in period for day in spread.days):
                months.append(f"{month[0]:%Y-%m}")
                cut[period.id] = period
    if not cut:
        return []
    text = (
        f"it has no rows in {names_listed(list(dict.fromkeys(months)))}: {names_listed(list(cut))}"
    )
    text += f" {be(len(cut))} partial and left out of limits and comparisons"
    return [spread.problem("CX233", text)]
