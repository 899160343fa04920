"""Days and periods that are not there, said once a dataset and only where that is remarkable."""

from datetime import date

import pytest

from tests.measure.measured import days, define, measure, page, rows, said

SHARE = "{share: {that: answered, of: offered}}"
COUNT = "{count: rows}"


def daily(found, each=1):
    return rows(
        "day,offered,answered", *(f"{day},50,4{n % 7}" for day in found for n in range(each))
    )


def numbered(found):
    return rows("id,day,offered,answered", *(f"{n},{day},1,1" for n, day in enumerate(found)))


def events(found):
    """Ten to twelve rows a day, now more, now less."""
    return numbered(day for n, day in enumerate(found) for _ in range(10 + n * n % 3))


@pytest.mark.parametrize("each", [1, 3])
def test_missing_days_of_a_daily_table(tmp_path, each):
    found = days("2026-04-01", "2026-06-30", ("2026-05-25", "2026-05-26", "2026-06-19"))
    assert said(tmp_path, page(SHARE), d=daily(found, each)) == [
        "CX231: 3 days are missing: 2026-05-25 to 2026-05-26, 2026-06-19"
    ]


@pytest.mark.parametrize("period", ["week", "month", "quarter"])
def test_missing_days_in_any_calendar(tmp_path, period):
    found = days("2026-03-30", "2026-06-28", ("2026-05-25",))
    top = f"calendar: {{period: {period}}}"
    lines = said(tmp_path, page(SHARE, top=top), "2026-06-29", d=daily(found))
    assert lines[0] == "CX231: 1 day is missing: 2026-05-25"


def test_at_most_five_are_listed(tmp_path):
    gone = [f"2026-0{month}-{day}" for month in (2, 3, 4, 5, 6) for day in (10, 20)]
    (line,) = said(tmp_path, page(SHARE), d=daily(days("2026-01-01", "2026-06-30", gone)))
    assert line == (
        "CX231: 10 days are missing: 2026-02-10, 2026-02-20, 2026-03-10, 2026-03-20, "
        "2026-04-10 … and 5 more"
    )


def test_missing_day_among_many_events(tmp_path):
    found = days("2026-01-01", "2026-06-30", ("2026-05-25",))
    assert said(tmp_path, page(SHARE), d=events(found)) == ["CX231: 1 day is missing: 2026-05-25"]


def test_days_off_are_not_missing_among_events(tmp_path):
    gone = [f"2026-0{month}-{day}" for month in (2, 3, 4, 5, 6) for day in (10, 20)]
    assert said(tmp_path, page(SHARE), d=events(days("2026-01-01", "2026-06-30", gone))) == []


def test_days_without_an_event_by_chance_are_not_missing(tmp_path):
    found = days("2026-01-01", "2026-06-30", ("2026-05-25",))
    text = numbered(day for n, day in enumerate(found) for _ in range(1 + n * n % 5))
    assert said(tmp_path, page(SHARE), d=text) == []


def test_rows_on_some_days_only_are_not_daily(tmp_path):
    found = days("2026-04-01", "2026-06-30")[::2]
    assert said(tmp_path, page(SHARE), d=daily(found)) == []


def monthly(*months):
    return rows("day,offered,answered", *(f"{month}-01,50,44" for month in months))


def test_gaps_in_the_periods_shown(tmp_path):
    text = monthly("2022-01", "2023-06", "2023-08", "2026-04", "2026-05", "2026-06", "2026-07")
    (line,) = said(tmp_path, page(SHARE), d=text)
    assert line == (
        "CX232: 32 months are missing: 2023-07, 2023-09, 2023-10, 2023-11, 2023-12 … and 27 more"
    )


def test_gaps_by_the_finest_period_that_a_kpi_has(tmp_path):
    text = page(SHARE, kpi="period: quarter")
    lines = said(tmp_path, text, d=monthly("2025-08", "2026-02", "2026-06"))
    assert lines == ["CX232: 1 quarter is missing: 2025-Q4"]


def test_a_month_without_a_row_is_a_zero_for_counts(tmp_path):
    text = page(COUNT)
    assert said(tmp_path, text, d=monthly("2026-03", "2026-06")) == []
    found = measure(tmp_path, text, d=monthly("2026-03", "2026-06"))
    assert [fact.parts.numerator for fact in found.facts] == [1, 0, 0, 1]


def test_gap_is_said_where_another_kpi_has_one(tmp_path):
    text = page(COUNT) + page(SHARE).partition("kpis:\n")[2].replace("k:", "other:", 1)
    assert said(tmp_path, text, d=monthly("2026-03", "2026-06")) == [
        "CX232: 2 months are missing: 2026-04, 2026-05"
    ]


def test_gap_of_listed_periods(tmp_path):
    listed = rows(
        "period,start,end,year,number",
        "P1,2026-05-25,2026-05-31,2026,1",
        "P2,2026-06-01,2026-06-07,2026,2",
        "P3,2026-06-08,2026-06-14,2026,3",
    )
    text = rows("day,offered,answered", "2026-05-26,50,44", "2026-06-10,50,44")
    top = "calendar: {period: {file: periods.csv}}"
    assert said(tmp_path, page(SHARE, top=top), d=text, periods=listed) == [
        "CX232: 1 period is missing: P2"
    ]


def test_periods_that_daily_data_cut(tmp_path):
    text = page(SHARE, kpi="period: quarter") + page(SHARE).partition("kpis:\n")[2].replace(
        "k:", "other:", 1
    )
    assert said(tmp_path, text, d=daily(days("2026-02-10", "2026-06-20"))) == [
        "CX233: it starts on 2026-02-10: 2026-02 and 2026-Q1 are partial "
        "and left out of limits and comparisons",
        "CX233: it stops on 2026-06-20: 2026-06 and 2026-Q2 are partial "
        "and left out of limits and comparisons",
    ]


def test_the_period_under_way_is_no_news(tmp_path):
    assert said(tmp_path, page(SHARE), d=daily(days("2026-05-01", "2026-07-04"))) == []


def test_several_files_are_one_dataset(tmp_path):
    text = page(SHARE).replace("file: d.csv", "files: [d.csv, e.csv]")
    files = {
        "d": daily(days("2026-05-01", "2026-05-31")),
        "e": daily(days("2026-06-02", "2026-06-30")),
    }
    definition = define(tmp_path, text, **files)
    (problem,) = measure(tmp_path, text, **files).problems
    assert str(problem).endswith("CX231: datasets.d: 1 day is missing: 2026-06-01")
    assert (problem.line, problem.column) == definition.origin.place(("datasets", "d"))


def test_coverage_goes_by_the_kpis_own_date(tmp_path):
    text = rows("day,told,offered,answered", "2026-05-01,2026-06-02,50,44", "2026-06-01,,50,44")
    dataset = "date: day\ncolumns: {told: {type: date}}"
    plain = page(SHARE, dataset)
    own = page(SHARE, dataset, "date: told").partition("kpis:\n")[2].replace("k:", "other:", 1)
    found = measure(tmp_path, plain + own, d=text)
    (day,), (told,) = found.coverage["k"], found.coverage["other"]
    assert (day.first, day.last, day.days) == (date(2026, 5, 1), date(2026, 6, 1), 2)
    assert (told.first, told.last, told.days) == (date(2026, 6, 2), date(2026, 6, 2), 1)


def regions(north, south):
    pairs = [*((day, "North") for day in north), *((day, "South") for day in south)]
    return rows("day,region,offered,answered", *(f"{day},{name},50,45" for day, name in pairs))


@pytest.mark.parametrize(
    ("last", "period"),
    [
        ("2026-06-30", None),
        ("2026-06-12", "2026-06"),
        ("2026-05-12", "2026-05"),
        ("2026-05-01", "2026-05"),
        ("2026-04-29", None),
        ("2026-04-12", None),
    ],
)
def test_a_region_that_stopped_before_the_last_two_periods_is_closed(tmp_path, last, period):
    data = regions(days("2026-01-01", "2026-06-30"), days("2026-01-01", last))
    found = said(tmp_path, page(SHARE, kpi="by: [region]"), d=data)
    told = f"CX233: region South stops on {last}: {period} is partial and left out of limits "
    assert found == ([f"{told}and comparisons"] if period else [])


def test_a_month_without_rows_within_a_quarter(tmp_path):
    months = [f"{year}-{month:02}-01" for year in (2024, 2025, 2026) for month in range(1, 13)]
    found = [day for day in months if day < "2026-07" and day != "2026-05-01"]
    (line,) = said(tmp_path, page(SHARE, kpi="period: quarter"), d=daily(found))
    told = "CX233: it has no rows in 2026-05: 2026-Q2 is partial and left out of"
    assert line == f"{told} limits and comparisons"


@pytest.mark.parametrize(("start", "cut"), [("2026-06-13", False), ("2026-06-14", True)])
def test_a_file_that_begins_when_rows_of_another_were_due_carries_it_on(tmp_path, start, cut):
    text = page(SHARE).replace("file: d.csv", "files: [d.csv, e.csv]")
    first, second = days("2026-01-01", "2026-06-12"), days(start, "2026-06-30")
    found = said(tmp_path, text, d=daily(first), e=daily(second))
    told = [line for line in found if line.startswith("CX233")]
    assert len(told) == int(cut)
    assert all("d.csv stops on 2026-06-12: 2026-06 is partial" in line for line in told)
