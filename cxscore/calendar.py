"""Periods: ISO weeks, months, quarters and years, fiscal ones, and those of a file."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from cxscore.frozen import frozen

DAY = timedelta(days=1)
EARLIEST, LATEST = date(1900, 1, 1), date(9998, 12, 31)
"""Days outside this span are taken for mistakes."""


class Grain(Enum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LISTED = "listed"
    """As long as the calendar's file says."""

    @property
    def rank(self) -> int:
        """Finer grains come first; a listed period stands between month and quarter."""
        return (Grain.WEEK, Grain.MONTH, Grain.LISTED, Grain.QUARTER, Grain.YEAR).index(self)


_MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
MONTHS_DIFFER = 3
"""Days between the longest month and the shortest."""


@frozen
class Period:
    """A span of days with a name; ``end`` is its last day.

    ``year`` is the year it counts towards (the fiscal one where years start
    in another month than January) and ``number`` its place in that year. A
    week counts towards the year that its Thursday falls into.
    """

    id: str
    start: date
    end: date
    grain: Grain
    year: int
    number: int
    quarter: int | None = None
    """The quarter of its year, where a calendar's file says which."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Return whether *day* falls into the period."""
        return self.start <= day <= self.end


@frozen
class Calendar:
    """A way of cutting time into periods.

    ``first_month`` is the month in which fiscal years start (1 to 12). With
    grain ``LISTED`` the periods are those of ``listed``, in order of time
    and without holes; days outside them belong to no period.
    """

    grain: Grain = Grain.MONTH
    first_month: int = 1
    listed: tuple[Period, ...] = ()

    def coarser(self, grain: Grain) -> "Calendar":
        """Return the calendar of longer periods that a KPI may ask for.

        Years of a listed calendar are put together from its periods, and
        quarters where its file says which periods make one.
        """
        if self.grain is not Grain.LISTED:
            return Calendar(grain, self.first_month)
        found: dict[tuple[int, int], list[Period]] = {}
        for period in self.listed:
            number = (period.quarter or 0) if grain is Grain.QUARTER else 1
            found.setdefault((period.year, number), []).append(period)
        whole = tuple(
            Period(
                f"FY{year}-Q{number}" if grain is Grain.QUARTER else f"FY{year}",
                parts[0].start,
                parts[-1].end,
                Grain.LISTED,
                year,
                number,
            )
            for (year, number), parts in sorted(found.items())
        )
        return Calendar(Grain.LISTED, self.first_month, whole)

    @property
    def has_quarters(self) -> bool:
        """Whether quarters can be made of the periods."""
        return all(period.quarter is not None for period in self.listed)

    def period_of(self, day: date) -> Period | None:
        """Return the period that *day* falls into; None outside a listed calendar."""
        match self.grain:
            case Grain.WEEK:
                return self._week(day)
            case Grain.MONTH:
                return self._month(day.year, day.month)
            case Grain.QUARTER:
                return self._quarter(*self._quarter_of(day))
            case Grain.YEAR:
                return self._year(self._fiscal_year(day.year, day.month))
            case Grain.LISTED:
                at = self._place(day)
                return self.listed[at] if at >= 0 and day in self.listed[at] else None

    def latest_ended(self, day: date) -> Period | None:
        """Return the latest period that ended by *day*; None before the first."""
        period = self.period_of(day)
        if period is None:
            at = self._place(day)
            return self.listed[at] if at >= 0 else None
        return period if period.end <= day else self.shift(period, -1)

    def shift(self, period: Period, by: int) -> Period | None:
        """Return the period *by* places later (earlier where negative)."""
        if self.grain is Grain.LISTED:
            at = self._place(period.start) + by
            return self.listed[at] if 0 <= at < len(self.listed) else None
        if self.grain is Grain.WEEK:
            return self.period_of(period.start + timedelta(weeks=by))
        months = _MONTHS_IN[self.grain] * by
        count = period.start.year * 12 + period.start.month - 1 + months
        return self.period_of(date(count // 12, count % 12 + 1, 1))

    def between(self, first: Period, last: Period) -> Iterator[Period]:
        """Yield the periods from *first* to *last*, both included."""
        period: Period | None = first
        while period is not None and period.start <= last.start:
            yield period
            period = self.shift(period, 1)

    def up_to(self, last: Period, count: int) -> tuple[Period, ...]:
        """Return the *count* periods that end with *last*; fewer where the calendar starts."""
        if self.grain is Grain.LISTED:
            at = self._place(last.start)
            return self.listed[max(0, at + 1 - count) : at + 1]
        return _ending_with(self.grain, self.first_month, last, count)

    def year_ago(self, period: Period) -> Period | None:
        """Return the same period of the year before; None where that year has none.

        Weeks are matched by their ISO number, listed periods by their place
        in the year, so a week 53 or a fourteenth period may have no like.
        """
        if self.grain is Grain.WEEK:
            year, number, _ = period.start.isocalendar()
            return self._numbered_week(year - 1, number)
        if self.grain is Grain.LISTED:
            like = (period.year - 1, period.number)
            return next((p for p in self.listed if (p.year, p.number) == like), None)
        return self.shift(period, -{Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}[self.grain])

    def year_to_date(self, period: Period) -> tuple[Period, ...]:
        """Return the periods of *period*'s (fiscal) year up to and with it."""
        periods = [period]
        while (before := self.shift(periods[-1], -1)) is not None and before.year == period.year:
            periods.append(before)
        return tuple(reversed(periods))

    def trailing_year(self, period: Period) -> tuple[Period, ...]:
        """Return the periods after *period*'s like of a year ago, up to and with it.

        Empty where the year before is not on the calendar.
        """
        ago = self.year_ago(period)
        first = self.shift(ago, 1) if ago else None
        return tuple(self.between(first, period)) if first else ()

    def a_year_before(self, span: Sequence[Period]) -> tuple[Period, ...]:
        """Return as many periods as *span* has, up to the one a year before its last.

        This is what a year to date or a trailing year is compared with. Empty
        where not all of them exist.
        """
        ago = self.year_ago(span[-1]) if span else None
        found = self.up_to(ago, len(span)) if ago else ()
        return found if len(found) == len(span) else ()

    def years_compared(
        self, period: Period
    ) -> tuple[tuple[tuple[Period, ...], tuple[Period, ...]], ...]:
        """Return the year to date and the trailing year, each with what it is compared with.

        These are all the spans over which a year is looked at, at *period*.
        """
        spans = self.year_to_date(period), self.trailing_year(period)
        return tuple((span, self.a_year_before(span)) for span in spans)

    def parse(self, text: str) -> Period | None:
        """Return the period of this calendar with the id *text*, or None."""
        if self.grain is Grain.LISTED:
            return next((period for period in self.listed if period.id == text), None)
        span = self.span(text)
        period = self.period_of(span[0]) if span else None
        return period if period is not None and period.id == text else None

    def span(self, text: str) -> tuple[date, date] | None:
        """Return the first and last day that *text* means, whatever its length.

        *text* is a day, a period id of any length, or a listed period's id.
        None where it is neither.
        """
        for period in self.listed:
            if period.id == text:
                return period.start, period.end
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                day = date.fromisoformat(text)
                return day, day
            found = self._parse(text)
        except ValueError:
            return None
        return (found.start, found.end) if found else None

    def _parse(self, text: str) -> Period | None:
        if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
            return self._month(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"(\d{4})-W(\d\d)", text):
            return self._numbered_week(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"(FY)?(\d{4})-Q([1-4])", text):
            fiscal = self.first_month if match[1] else 1
            return Calendar(Grain.QUARTER, fiscal)._quarter(int(match[2]), int(match[3]))
        if match := re.fullmatch(r"(FY)?(\d{4})", text):
            return Calendar(Grain.YEAR, self.first_month if match[1] else 1)._year(int(match[2]))
        return None

    def _place(self, day: date) -> int:
        """Return the index of the last listed period that starts by *day*; -1 for none."""
        return bisect_right(self.listed, day, key=lambda p: p.start) - 1

    def _numbered_week(self, year: int, number: int) -> Period | None:
        try:
            return self._week(date.fromisocalendar(year, number, 1))
        except ValueError:
            return None

    def _week(self, day: date) -> Period:
        iso_year, iso_number, weekday = day.isocalendar()
        start = day - timedelta(days=weekday - 1)
        thursday = start + 3 * DAY
        year = self._fiscal_year(thursday.year, thursday.month)
        number = (thursday - self._year(year).start).days // 7 + 1
        name = f"{iso_year:04}-W{iso_number:02}"
        return Period(name, start, start + 6 * DAY, Grain.WEEK, year, number)

    def _fiscal_year(self, year: int, month: int) -> int:
        """Return the year named by its end that *month* of *year* falls into."""
        return year + 1 if self.first_month > 1 and month >= self.first_month else year

    def _month(self, year: int, month: int) -> Period:
        return _month_of(
            year, month, (month - self.first_month) % 12 + 1, self._fiscal_year(year, month)
        )

    def _quarter_of(self, day: date) -> tuple[int, int]:
        number = (day.month - self.first_month) % 12 // 3 + 1
        return self._fiscal_year(day.year, day.month), number

    def _quarter(self, year: int, number: int) -> Period:
        start = _months_after(self._year(year).start, 3 * (number - 1))
        end = _month_end(_months_after(start, 2))
        return Period(f"{self._prefix}{year:04}-Q{number}", start, end, Grain.QUARTER, year, number)

    def _year(self, year: int) -> Period:
        start = date(year if self.first_month == 1 else year - 1, self.first_month, 1)
        end = _month_end(_months_after(start, 11))
        return Period(f"{self._prefix}{year:04}", start, end, Grain.YEAR, year, 1)

    @property
    def _prefix(self) -> str:
        return "" if self.first_month == 1 else "FY"


# Asked for each KPI and method, 170 times in building the sample, for 20 spans.
@lru_cache(maxsize=1024)
def _ending_with(grain: Grain, first_month: int, last: Period, count: int) -> tuple[Period, ...]:
    calendar = Calendar(grain, first_month)
    periods = [last]
    while len(periods) < count and (before := calendar.shift(periods[-1], -1)) is not None:
        periods.append(before)
    return tuple(reversed(periods))


# Asked for each day of each segment: over 14 000 times in building the sample, for 100 months.
@lru_cache(maxsize=4096)
def _month_of(year: int, month: int, number: int, fiscal_year: int) -> Period:
    start = date(year, month, 1)
    name = f"{year:04}-{month:02}"
    return Period(name, start, _month_end(start), Grain.MONTH, fiscal_year, number)


def _months_after(start: date, months: int) -> date:
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """Return the day so many *months* before *day*: the month's last, where it has no such day."""
    start = _months_after(day, -months)
    return min(start + (day.day - 1) * DAY, _month_end(start))


def _month_end(start: date) -> date:
    return _months_after(start, 1) - DAY
