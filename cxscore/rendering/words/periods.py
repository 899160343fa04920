"""The names of periods: in sentences, in full, and on an axis."""

from datetime import date

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.number_formats import APOSTROPHE
from cxscore.rendering.numbers import MONTHS

NOUNS = {
    Grain.WEEK: "week",
    Grain.MONTH: "month",
    Grain.QUARTER: "quarter",
    Grain.YEAR: "year",
    Grain.LISTED: "period",
}
_EVERY = {
    Grain.WEEK: "weekly",
    Grain.MONTH: "monthly",
    Grain.QUARTER: "quarterly",
    Grain.YEAR: "yearly",
    Grain.LISTED: "by period",
}


def noun(grain: Grain) -> str:
    """Return ``month`` and its like."""
    return NOUNS[grain]


def adverb(grain: Grain) -> str:
    """Return ``monthly`` and its like."""
    return _EVERY[grain]


def name(period: Period) -> str:
    """Return the name used in sentences: ``June 2026``, ``week 41 of 2026``, ``FY2026 Q3``."""
    match period.grain:
        case Grain.MONTH:
            return f"{MONTHS[period.start.month - 1]} {period.start.year}"
        case Grain.WEEK:
            year, week = _iso(period)
            return f"week {week} of {year}"
        case Grain.QUARTER if period.id.startswith("FY"):
            return f"FY{period.year} Q{period.number}"
        case Grain.QUARTER:
            return f"Q{period.number} {period.year}"
        case _:
            return period.id


def full_name(period: Period) -> str:
    """Return the name with the days or months it spans, where the name does not tell them."""
    if period.grain is Grain.WEEK:
        return f"{name(period)} ({_days(period)})"
    if period.grain in (Grain.QUARTER, Grain.YEAR) and period.id.startswith("FY"):
        return f"{name(period)} ({_months(period)})"
    return name(period)


def tick(period: Period) -> str:
    """Return the label on an axis: ``Jan ’24``, ``W41 ’26``, ``Q2 ’26``."""
    year = f"{APOSTROPHE}{period.year % 100:02}"
    match period.grain:
        case Grain.MONTH:
            short = MONTHS[period.start.month - 1][:3]
            return f"{short} {APOSTROPHE}{period.start.year % 100:02}"
        case Grain.WEEK:
            iso_year, week = _iso(period)
            return f"W{week} {APOSTROPHE}{iso_year % 100:02}"
        case Grain.QUARTER:
            fiscal = "FY" if period.id.startswith("FY") else ""
            return f"Q{period.number} {fiscal}{year}"
        case _:
            return period.id


def fiscal_year(period: Period) -> str:
    """Return the name of the year it counts towards: ``2026`` or ``FY2026``."""
    fiscal = period.grain is Grain.LISTED or first_month(period) != 1
    return f"FY{period.year}" if fiscal else str(period.year)


def like(period: Period, text: str) -> Period | None:
    """Return the period with the id *text* on the calendar that *period* comes from.

    None where the calendar is a file, whose other periods are not known here.
    """
    if period.grain is Grain.LISTED:
        return period if period.id == text else None
    return Calendar(period.grain, first_month(period)).parse(text)


def first_month(period: Period) -> int:
    """Return the month in which the fiscal years start that *period* is numbered by."""
    months = {Grain.MONTH: 1, Grain.QUARTER: 3}.get(period.grain, 0) * (period.number - 1)
    if period.grain is Grain.WEEK:
        return 1
    return (period.start.month - 1 - months) % 12 + 1


def span(first: Period, last: Period) -> str:
    """Return the name of all from *first* to *last*: ``April to June 2024``, ``June 2024``."""
    if first == last:
        return name(first)
    if first.grain is Grain.MONTH:
        return _span_of_months(first.start, last.end)
    return f"{name(first)} to {name(last)}"


def months(first: date, last: date) -> str:
    """Return the months from one day to another: ``Jul 2023 to Jun 2026``, ``Jun 2026``."""
    start, end = month(first), month(last)
    if start == end:
        return end
    return f"{start[:3] if first.year == last.year else start} to {end}"


def month(day: date) -> str:
    """Return the month of a day, where there is little room: ``Jun 2026``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def _iso(period: Period) -> tuple[int, int]:
    """Return year and number of a week as its id has them, whatever fiscal year it falls into."""
    year, week, _ = period.start.isocalendar()
    return year, week


def _days(period: Period) -> str:
    first, last = period.start, period.end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} to {_day(period)} {last.year}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {_day(period)}"
    return f"{first.day} to {_day(period)}"


def _day(period: Period) -> str:
    return f"{period.end.day} {MONTHS[period.end.month - 1]}"


def _months(period: Period) -> str:
    return _span_of_months(period.start, period.end)


def _span_of_months(first: date, last: date) -> str:
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTHS[first.month - 1]}{year} to {MONTHS[last.month - 1]} {last.year}"
