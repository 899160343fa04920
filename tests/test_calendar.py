"""Periods: ids, spans, neighbours, years to date, and those of a file."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.calendar import DAY, Calendar, Grain, Period

WEEKS, MONTHS = Calendar(Grain.WEEK), Calendar()
QUARTERS, YEARS = Calendar(Grain.QUARTER), Calendar(Grain.YEAR)
APRIL = Calendar(Grain.MONTH, 4)
APRIL_WEEKS, APRIL_QUARTERS = Calendar(Grain.WEEK, 4), Calendar(Grain.QUARTER, 4)
APRIL_YEARS = Calendar(Grain.YEAR, 4)


def four_four_five() -> Calendar:
    """Two years of 4-4-5 weeks from 2 February 2025; the second has a week 53."""
    listed, start = [], date(2025, 2, 2)
    for year in (2025, 2026):
        for number in range(1, 13):
            weeks = 5 if number % 3 == 0 else 4
            if (year, number) == (2026, 12):
                weeks = 6
            end = start + timedelta(weeks=weeks) - DAY
            name = f"{year}-P{number:02}"
            listed.append(Period(name, start, end, Grain.LISTED, year, number))
            start = end + DAY
    return Calendar(Grain.LISTED, 1, tuple(listed))


LISTED = four_four_five()
ALL = [WEEKS, MONTHS, QUARTERS, YEARS, APRIL, APRIL_WEEKS, APRIL_QUARTERS, APRIL_YEARS]
NAMES = [f"{calendar.grain.value}-{calendar.first_month}" for calendar in ALL]


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        (WEEKS, "2026-10-05", ("2026-W41", "2026-10-05", "2026-10-11", 2026, 41)),
        (WEEKS, "2027-01-03", ("2026-W53", "2026-12-28", "2027-01-03", 2026, 53)),
        (WEEKS, "2024-12-30", ("2025-W01", "2024-12-30", "2025-01-05", 2025, 1)),
        (MONTHS, "2024-02-29", ("2024-02", "2024-02-01", "2024-02-29", 2024, 2)),
        (QUARTERS, "2026-08-15", ("2026-Q3", "2026-07-01", "2026-09-30", 2026, 3)),
        (YEARS, "2026-08-15", ("2026", "2026-01-01", "2026-12-31", 2026, 1)),
        (APRIL, "2026-03-31", ("2026-03", "2026-03-01", "2026-03-31", 2026, 12)),
        (APRIL, "2026-04-01", ("2026-04", "2026-04-01", "2026-04-30", 2027, 1)),
        (APRIL_QUARTERS, "2026-03-31", ("FY2026-Q4", "2026-01-01", "2026-03-31", 2026, 4)),
        (APRIL_QUARTERS, "2026-04-01", ("FY2027-Q1", "2026-04-01", "2026-06-30", 2027, 1)),
        (APRIL_YEARS, "2026-04-01", ("FY2027", "2026-04-01", "2027-03-31", 2027, 1)),
        # A week counts towards the fiscal year of its Thursday; its id stays ISO.
        (APRIL_WEEKS, "2026-03-30", ("2026-W14", "2026-03-30", "2026-04-05", 2027, 1)),
        (APRIL_WEEKS, "2026-03-29", ("2026-W13", "2026-03-23", "2026-03-29", 2026, 52)),
        (LISTED, "2025-03-02", ("2025-P02", "2025-03-02", "2025-03-29", 2025, 2)),
    ],
    ids=str,
)
def test_a_day_falls_into_its_period(calendar, day, expected):
    period = calendar.period_of(date.fromisoformat(day))
    name, start, end, year, number = expected
    assert period == Period(
        name, date.fromisoformat(start), date.fromisoformat(end), calendar.grain, year, number
    )


@pytest.mark.parametrize("day", [date(2025, 2, 1), date(2030, 1, 1)])
def test_days_outside_a_listed_calendar_have_no_period(day):
    assert LISTED.period_of(day) is None


days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize("calendar", ALL, ids=NAMES)
@given(day=days, by=st.integers(-40, 40))
def test_periods_tile_time(calendar, day, by):
    period = calendar.period_of(day)
    assert day in period
    assert period.days == (period.end - period.start).days + 1
    assert calendar.period_of(period.end + DAY) == calendar.shift(period, 1)
    assert calendar.period_of(period.start - DAY) == calendar.shift(period, -1)
    assert calendar.shift(calendar.shift(period, by), -by) == period
    assert calendar.parse(period.id) == period


@pytest.mark.parametrize("calendar", ALL, ids=NAMES)
@given(day=days)
def test_a_year_to_date_starts_with_the_first_and_numbers_on(calendar, day):
    period = calendar.period_of(day)
    so_far = calendar.year_to_date(period)
    assert so_far[-1] == period
    assert [each.number for each in so_far] == list(range(1, period.number + 1))
    assert {each.year for each in so_far} == {period.year}


@pytest.mark.parametrize("calendar", [MONTHS, QUARTERS, YEARS, APRIL, APRIL_QUARTERS], ids=str)
@given(day=days)
def test_a_trailing_year_is_a_year_and_abuts_the_one_before(calendar, day):
    period = calendar.period_of(day)
    trailing = calendar.trailing_year(period)
    before = calendar.a_year_before(trailing)
    assert 365 <= sum(each.days for each in trailing) <= 366
    assert before[-1].end + DAY == trailing[0].start
    assert len(before) == len(trailing)


@pytest.mark.parametrize(
    ("calendar", "period", "ago"),
    [
        (WEEKS, "2026-W41", "2025-W41"),
        (WEEKS, "2026-W53", None),
        (WEEKS, "2021-W01", "2020-W01"),
        (APRIL_WEEKS, "2026-W14", "2025-W14"),
        (APRIL_WEEKS, "2026-W13", "2025-W13"),
        (MONTHS, "2026-02", "2025-02"),
        (APRIL_QUARTERS, "FY2027-Q1", "FY2026-Q1"),
        (YEARS, "2026", "2025"),
        (LISTED, "2026-P05", "2025-P05"),
        (LISTED, "2025-P05", None),
    ],
)
def test_a_year_ago(calendar, period, ago):
    found = calendar.year_ago(calendar.parse(period))
    assert (found.id if found else None) == ago
    before = calendar.a_year_before([calendar.parse(period)])
    assert [each.id for each in before] == ([ago] if ago else [])


def test_a_year_before_a_span_has_as_many_periods_and_ends_a_year_before():
    period = WEEKS.parse("2021-W10")
    trailing = WEEKS.trailing_year(period)
    assert (trailing[0].id, len(trailing)) == ("2020-W11", 53)
    before = WEEKS.a_year_before(trailing)
    assert (before[0].id, before[-1].id, len(before)) == ("2019-W10", "2020-W10", 53)


def test_a_year_before_the_calendar_begins_is_nothing():
    assert LISTED.a_year_before(LISTED.up_to(LISTED.parse("2026-P02"), 6)) == ()
    assert LISTED.a_year_before([]) == ()
    assert LISTED.trailing_year(LISTED.parse("2025-P02")) == ()
    assert WEEKS.trailing_year(WEEKS.parse("2026-W53")) == ()


def test_up_to_stops_where_the_calendar_starts():
    third = LISTED.parse("2025-P03")
    assert [period.id for period in LISTED.up_to(third, 2)] == ["2025-P02", "2025-P03"]
    assert len(LISTED.up_to(third, 10)) == 3


def test_between_stops_where_the_calendar_ends():
    listed = list(LISTED.between(LISTED.listed[-2], LISTED.listed[-1]))
    assert [period.id for period in listed] == ["2026-P11", "2026-P12"]
    assert list(MONTHS.between(MONTHS.parse("2026-02"), MONTHS.parse("2026-01"))) == []


def test_years_of_a_listed_calendar_are_its_periods_together():
    years = LISTED.coarser(Grain.YEAR)
    assert [(year.id, year.days) for year in years.listed] == [("FY2025", 364), ("FY2026", 371)]
    assert years.period_of(date(2026, 2, 1)).id == "FY2026"
    assert MONTHS.coarser(Grain.QUARTER) == QUARTERS
    assert APRIL.coarser(Grain.YEAR) == APRIL_YEARS


@pytest.mark.parametrize(
    ("calendar", "text", "expected"),
    [
        (MONTHS, "2026-02-28", ("2026-02-28", "2026-02-28")),
        (MONTHS, "2026-02", ("2026-02-01", "2026-02-28")),
        (MONTHS, "2026-W41", ("2026-10-05", "2026-10-11")),
        (MONTHS, "2026-Q3", ("2026-07-01", "2026-09-30")),
        (MONTHS, "2026", ("2026-01-01", "2026-12-31")),
        (APRIL, "2026-Q3", ("2026-07-01", "2026-09-30")),
        (APRIL, "FY2026-Q3", ("2025-10-01", "2025-12-31")),
        (APRIL, "FY2026", ("2025-04-01", "2026-03-31")),
        (LISTED, "2025-P01", ("2025-02-02", "2025-03-01")),
        (LISTED, "2026-05", ("2026-05-01", "2026-05-31")),
        (MONTHS, "2026-13", None),
        (MONTHS, "2026-02-30", None),
        (MONTHS, "2025-W53", None),
        (MONTHS, "2026-Q5", None),
        (MONTHS, "0000", None),
        (MONTHS, "9999-12", None),
        (MONTHS, "May 2026", None),
        (MONTHS, "2026-5", None),
        (MONTHS, "", None),
    ],
)
def test_what_is_written_means_days(calendar, text, expected):
    found = calendar.span(text)
    assert (tuple(map(str, found)) if found else None) == expected


@pytest.mark.parametrize(
    ("calendar", "text"),
    [
        (MONTHS, "2026-Q1"),
        (MONTHS, "2026-02-01"),
        (APRIL_QUARTERS, "2026-Q1"),
        (APRIL_YEARS, "2026"),
        (YEARS, "FY2026"),
        (LISTED, "2026-01"),
        (WEEKS, "2025-W53"),
    ],
)
def test_a_period_of_another_calendar_is_none_of_this(calendar, text):
    assert calendar.parse(text) is None


def test_grains_have_an_order():
    assert sorted(Grain, key=lambda grain: grain.rank) == [
        Grain.WEEK,
        Grain.MONTH,
        Grain.LISTED,
        Grain.QUARTER,
        Grain.YEAR,
    ]


def test_quarters_of_a_listed_calendar_are_those_of_its_file():
    listed = tuple(replace(each, quarter=(each.number - 1) // 3 + 1) for each in LISTED.listed)
    calendar = Calendar(Grain.LISTED, 1, listed)
    assert calendar.has_quarters and not LISTED.has_quarters
    assert not Calendar(Grain.LISTED, 1, (*listed[:-1], LISTED.listed[-1])).has_quarters
    quarters = calendar.coarser(Grain.QUARTER)
    assert [each.id for each in quarters.listed[2:5]] == ["FY2025-Q3", "FY2025-Q4", "FY2026-Q1"]
    assert (quarters.listed[0].start, quarters.listed[0].end) == (listed[0].start, listed[2].end)
    last = quarters.period_of(listed[-1].end)
    assert (last.id, last.days, last.year, last.number) == ("FY2026-Q4", 98, 2026, 4)
    assert quarters.year_ago(last).id == "FY2025-Q4"
    assert quarters.period_of(last.start - DAY).id == "FY2026-Q3"
    assert [each.id for each in calendar.coarser(Grain.YEAR).listed] == ["FY2025", "FY2026"]
