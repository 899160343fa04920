"""Which spans are measured: those that scoring looks at, in every calendar."""

from datetime import date, timedelta

import pytest

from cxscore.calendar import Calendar, Grain, Period
from cxscore.measure.horizon import Horizon, any_period, periods_between, reported_period
from cxscore.model.registers import Written
from cxscore.model.verdicts import Withheld
from cxscore.score import score_kpis
from tests.measure.measured import define, measure, page, rows

FOUR_WEEKS = timedelta(weeks=4)


def thirteen_periods():
    """Three years of thirteen periods of four weeks, from Monday, 1 January 2024."""
    lines, start = [], date(2024, 1, 1)
    for number in range(39):
        end = start + FOUR_WEEKS - timedelta(days=1)
        year, place = 2024 + number // 13, number % 13 + 1
        lines.append(f"{year}-P{place:02},{start},{end},{year},{place}")
        start += FOUR_WEEKS
    return rows("period,start,end,year,number", *lines)


def visits():
    """A row every other day for two years and a half, with 1 to 9 minutes and 5 customers."""
    first = date(2024, 1, 1)
    found = [(first + timedelta(days=2 * number), number) for number in range(456)]
    lines = (f"{day},{1 + number % 9},c{number % 5}" for day, number in found)
    return rows("day,minutes,customer", *lines)


@pytest.mark.parametrize("measured", ["{median: minutes}", "{distinct: customer}"])
@pytest.mark.parametrize(
    ("period", "reported"),
    [("week", "2026-W20"), ("{file: periods.csv}", "2026-P05"), ("month", "2026-05")],
)
def test_longer_spans_are_asked_as_scoring_needs_them(tmp_path, period, reported, measured):
    text = page(measured, top=f"calendar: {{period: {period}}}")
    files = {"d": visits(), "periods": thirteen_periods()}
    found = measure(tmp_path, text, "2026-06-20", reported, **files)
    definition = define(tmp_path, text, **files)
    (kpi,) = score_kpis(definition, found, Written(), date(2026, 6, 20)).kpis
    compared = kpi.comparisons
    for comparison in (compared.fiscal_ytd, compared.trailing_year):
        assert comparison.withheld_because is None
        assert comparison.change is not None
    if "distinct" in measured:
        # Five customers in a year are five, however many periods it has.
        assert compared.trailing_year.value == compared.trailing_year.base_value == 5


def test_a_year_that_the_data_lack_is_no_data(tmp_path):
    text = page("{median: minutes}", top="calendar: {period: week}")
    found = measure(tmp_path, text, "2026-06-20", d=rows("day,minutes", "2026-06-01,4"))
    definition = define(tmp_path, text)
    (kpi,) = score_kpis(definition, found, Written(), date(2026, 6, 20)).kpis
    reasons = {
        kpi.comparisons.fiscal_ytd.withheld_because,
        kpi.comparisons.previous.withheld_because,
    }
    assert Withheld.NOT_POOLABLE not in reasons


@pytest.mark.parametrize("part", ["{median: minutes}", "{distinct: customer}"])
@pytest.mark.parametrize(
    ("period", "longer", "reported", "shown"),
    [
        ("month", "quarter", "2026-05", "2026-Q1"),
        ("{file: periods.csv}", "year", "2025-P13", "FY2025"),
    ],
)
def test_parts_of_a_formula_are_measured_over_its_longer_periods(
    tmp_path, part, period, longer, reported, shown
):
    own = "  f: {name: F, owner: amara, polarity: neutral, measure: {formula: k * 10}"
    text = page(part, top=f"calendar: {{period: {period}}}") + f"{own}, period: {longer}}}\n"
    files = {"d": visits(), "periods": thirteen_periods()}
    found = measure(tmp_path, text, "2026-06-20", reported, **files)
    definition = define(tmp_path, text, **files)
    _, kpi = score_kpis(definition, found, Written(), date(2026, 6, 20)).kpis
    values = {point.period.id: point.value for point in kpi.series}
    # Five minutes in the middle of one to nine, and five customers, over any longer span.
    assert values[shown] == pytest.approx(50, abs=1e-9)


def test_years_compared_are_the_spans_of_comparisons():
    calendar = Calendar(Grain.MONTH, 4)
    (year, year_before), (trailing, trailing_before) = calendar.years_compared(
        calendar.parse("2026-06")
    )
    assert [p.id for p in year] == ["2026-04", "2026-05", "2026-06"]
    assert [p.id for p in year_before] == ["2025-04", "2025-05", "2025-06"]
    assert (trailing[0].id, trailing[-1].id) == ("2025-07", "2026-06")
    assert (trailing_before[0].id, trailing_before[-1].id) == ("2024-07", "2025-06")


LISTED = Calendar(
    Grain.LISTED,
    1,
    (
        Period("P1", date(2026, 6, 1), date(2026, 6, 7), Grain.LISTED, 2026, 1),
        Period("P2", date(2026, 6, 8), date(2026, 6, 14), Grain.LISTED, 2026, 2),
    ),
)


def test_days_outside_a_listed_calendar_stand_for_its_ends():
    found = periods_between(LISTED, date(2020, 1, 1), date(2030, 1, 1))
    assert [period.id for period in found] == ["P1", "P2"]
    assert not list(periods_between(LISTED, date(2030, 1, 1), date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2020-01-01", "P1"), ("2026-06-08", "P1"), ("2030-01-01", "P2")]
)
def test_some_period_where_none_has_rows(as_of, expected):
    day = date.fromisoformat(as_of)
    assert any_period(LISTED, day).id == expected
    assert reported_period(LISTED, [], day) is None


def test_days_outside_a_listed_calendar_are_of_no_period():
    before, within, after = date(2020, 1, 1), LISTED.listed[0].start, date(2040, 1, 1)
    found = reported_period(LISTED, [after, within, before], date(2041, 1, 1))
    assert found == LISTED.listed[0]
    assert reported_period(LISTED, [before, after], date(2041, 1, 1)) is None


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-01-31", None),
        ("2026-02-01", "2026-02"),
        ("2026-02-28", "2026-02"),
        ("2026-04-02", "2026-02"),
        ("2026-04-30", "2026-02"),
        ("2026-05-01", "2026-04"),
    ],
)
def test_no_period_is_reported_that_has_not_begun(as_of, expected):
    """Rows dated in the future are told of in no paper of today."""
    days = [date(2026, 2, 3), date(2026, 4, 9), date(2026, 12, 24)]
    found = reported_period(Calendar(), days, date.fromisoformat(as_of))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("as_of", "ids"),
    [
        ("2026-06-01", ["2026-05"]),
        ("2026-06-02", ["2026-05", "2026-06"]),
        ("2026-06-30", ["2026-05", "2026-06"]),
        ("2026-07-20", ["2026-05", "2026-06"]),
    ],
)
def test_the_period_after_the_one_reported_is_measured_once_a_day_of_it_is_over(
    tmp_path, as_of, ids
):
    months = Calendar()
    horizon = Horizon(
        define(tmp_path, page("{count: rows}"), d=visits()),
        months.parse("2026-05"),
        date.fromisoformat(as_of),
    )
    found = [
        each.id
        for each in map(months.parse, ("2026-05", "2026-06", "2026-07"))
        if horizon.wanted(months, each)
    ]
    assert found == ids
