"""How often rows come, daily, on workdays, weekly or monthly, and when the next were due."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from cxscore.calendar import DAY, Calendar, Grain

Span = tuple[date, date]
"""The first and the last of some days."""

A_YEAR = 366
"""Days back from the last one that tell the rhythm: what was usual before need not be so now."""
NEARLY = 0.9
"""The share of days, or of gaps, that makes a rhythm."""
FEWEST, SHORTEST = 8, 28
"""Days with rows, and days from first to last, from which on the largest gap says anything."""

HARDLY_EVER = 0.001
"""The chance of a gap within rows that is taken for rows that are missing."""

_SATURDAY = 5
_REGULAR = ((6, 8, None), (28, 31, Grain.MONTH), (89, 92, Grain.QUARTER), (365, 366, Grain.YEAR))
"""Gaps of weekly, monthly, quarterly and yearly rows, in days."""


def next_due(days: Sequence[date], holidays: Collection[date] = ()) -> date | None:
    """Return the day by which rows were due after the last of *days*; None where nobody can tell.

    Daily rows are due on the next day, those of workdays on the next one
    that is not further off than workdays without rows have been, weekly
    ones after seven days. Monthly rows are due by the end of the next month,
    whatever day they bear. Rows without a rhythm are due once the largest
    gap of the last year has passed.

    Args:
        days: the different days with rows, in order of time.
        holidays: days that are no workdays.
    """
    if not days:
        return None
    recent = _of_the_last_year(days)
    due = _due_by_rhythm(recent, holidays)
    if due is not None:
        return due
    return days[-1] + (max(_gaps(recent)) + 1) * DAY if _are_enough(recent) else None


def months_missed(days: Sequence[date], holidays: Collection[date] = ()) -> list[Span]:
    """Return the whole months, by their first and last day, in which rows were due and are not.

    They lie between others: what comes before the first row or after the
    last is no such month.

    Where there is no rhythm, the largest gap so far is beaten now and then,
    so a gap has to be one that chance hardly ever makes: of n gaps that
    took T days together, the next is longer than g with the chance (1 + g/T)⁻ⁿ.

    Args:
        days: the different days with rows, in order of time.
        holidays: days that are no workdays.
    """
    found: list[Span] = []
    for at, (before, after) in enumerate(pairwise(days), start=1):
        if (after.year - before.year) * 12 + after.month - before.month < 2:
            continue
        start, end = _end_of(before) + DAY, after.replace(day=1) - DAY
        recent = _of_the_last_year(days[:at])
        due = _due_by_rhythm(recent, holidays)
        if due is None and _are_enough(recent):
            gaps = _gaps(recent)
            longest = sum(gaps) * (HARDLY_EVER ** (-1 / len(gaps)) - 1)
            due = before + timedelta(days=min(int(longest), A_YEAR) + 1)
        while due is not None and start <= end:
            if due <= (last := _end_of(start)):
                found.append((start, last))
            start = last + DAY
    return found


def _of_the_last_year(days: Sequence[date]) -> Sequence[date]:
    year = days[-1] - timedelta(days=A_YEAR)
    return days[bisect_right(days, year) :]


def _are_enough(days: Sequence[date]) -> bool:
    return len(days) >= FEWEST and (days[-1] - days[0]).days >= SHORTEST


def _gaps(days: Sequence[date]) -> list[int]:
    return [(after - before).days for before, after in pairwise(days)]


def _end_of(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def _due_by_rhythm(recent: Sequence[date], holidays: Collection[date]) -> date | None:
    """Return the day by which rows were due after *recent* ones; None without a rhythm."""
    days, gaps = recent, _gaps(recent)
    if _are_nearly_all(recent):
        return days[-1] + DAY
    skipped = _workdays_skipped(recent, holidays)
    if skipped is not None:
        return _workday_after(days[-1], 1 + skipped, holidays)
    for low, high, grain in _REGULAR:
        if len(gaps) >= 2 and _share(gaps, low, high) >= NEARLY:
            return days[-1] + 7 * DAY if grain is None else _end_of_next(days[-1], grain)
    return None


def due_before(days: Sequence[date], holidays: Collection[date] = ()) -> date | None:
    """Return the day on which rows were due before the first of *days*, likewise.

    It is the rhythm of the first year that counts, read backwards.
    """
    if not days:
        return None
    mirrored = [date.fromordinal(_MIDDLE - day.toordinal()) for day in reversed(days)]
    if _is_by(days, Grain.MONTH) or _is_by(days, Grain.QUARTER):
        grain = Grain.MONTH if _is_by(days, Grain.MONTH) else Grain.QUARTER
        this = Calendar(grain).period_of(days[0])
        return None if this is None else this.start - DAY
    free = {date.fromordinal(_MIDDLE - day.toordinal()) for day in holidays}
    due = next_due(mirrored, free)
    return None if due is None else date.fromordinal(_MIDDLE - due.toordinal())


_MIDDLE = date(5000, 1, 4).toordinal()
"""Days are mirrored so that a Monday becomes a Friday."""


def _is_by(days: Sequence[date], grain: Grain) -> bool:
    first = [day for day in days if (day - days[0]).days < A_YEAR]
    gaps = [(after - before).days for before, after in pairwise(first)]
    low, high = next((low, high) for low, high, each in _REGULAR if each is grain)
    return len(gaps) >= 2 and _share(gaps, low, high) >= NEARLY


def _are_nearly_all(days: Sequence[date]) -> bool:
    length = (days[-1] - days[0]).days + 1
    return length >= 14 and len(days) >= NEARLY * length


def _share(gaps: Sequence[int], low: int, high: int) -> float:
    return sum(low <= gap <= high for gap in gaps) / len(gaps)


def _workdays_skipped(days: Sequence[date], holidays: Collection[date]) -> int | None:
    """Return the most workdays in a row without rows; None where rows do not come on workdays."""
    if any(day.weekday() >= _SATURDAY for day in days):
        return None
    every = list(_workdays(days[0], days[-1], holidays))
    if len(every) < 10 or len(days) < NEARLY * len(every):
        return None
    known, longest, now = set(days), 0, 0
    for day in every:
        now = 0 if day in known else now + 1
        longest = max(longest, now)
    return longest


def _workdays(first: date, last: date, holidays: Collection[date]) -> Iterator[date]:
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        if day.weekday() < _SATURDAY and day not in holidays:
            yield day


def _workday_after(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the workday that is *count* workdays after *day*."""
    while count:
        day += DAY
        count -= day.weekday() < _SATURDAY and day not in holidays
    return day


def _end_of_next(day: date, grain: Grain) -> date:
    calendar = Calendar(grain)
    this = calendar.period_of(day)
    after = None if this is None else calendar.shift(this, 1)
    return day if after is None else after.end
