"""Rows that are late, dated after as-of, outside the calendar, or not there."""

import pytest

from cxscore.problems import Problems
from tests.measure.measured import days, measure, page, rows, said

SUM = "{sum: orders}"
LATE = "date: day\narrives_within_days: 5"


def orders(*found):
    return rows("day,orders", *(f"{day},{500 + n}" for n, day in enumerate(found)))


@pytest.mark.parametrize(
    ("as_of", "late"),
    [("2026-07-05", False), ("2026-07-06", True), ("2026-06-30", False)],
)
def test_late_from_the_day_after_the_last_allowed(tmp_path, as_of, late):
    found = said(tmp_path, page(SUM, LATE), as_of, d=orders("2026-04-01", "2026-05-01"))
    line = "CX234: 2026-06 should have arrived within 5 days; the last row is of 2026-05-01"
    assert found == ([line] if late else [])


def test_daily_rows_have_to_reach_the_end(tmp_path):
    found = said(tmp_path, page(SUM, LATE), d=orders(*days("2026-04-01", "2026-06-29")))
    assert [line[:5] for line in found] == ["CX233", "CX234"]
    assert found[1] == (
        "CX234: the end of 2026-06 should have arrived within 5 days; the last row is of 2026-06-29"
    )


def test_nothing_is_due_before_a_listed_calendar(tmp_path):
    listed = rows("period,start,end,year,number", "P1,2026-06-01,2026-07-31,2026,1")
    top = "calendar: {period: {file: periods.csv}}"
    text = page(SUM, LATE, top=top)
    assert said(tmp_path, text, d=orders("2026-06-01"), periods=listed) == []


def test_rows_after_as_of(tmp_path):
    text = orders("2026-05-01", "2026-07-06", "2026-07-07")
    assert said(tmp_path, page(SUM), d=text) == [
        "CX235: 1 row is dated after 2026-07-06; they count in no period that has ended",
    ]


def test_a_row_of_as_of_itself_is_not_after_it(tmp_path):
    assert said(tmp_path, page(SUM), d=orders("2026-05-01", "2026-07-06")) == []


def test_rows_after_as_of_by_the_kpis_own_date(tmp_path):
    text = rows("day,told,orders", "2026-06-01,2026-06-02,5", "2026-06-01,2026-07-07,6",
                "2026-06-01,2026-07-08,7")  # fmt: skip
    dataset = "date: day\ncolumns: {told: {type: date}}"
    assert said(tmp_path, page(SUM, dataset, "date: told"), d=text) == [
        "CX235: 2 rows are dated after 2026-07-06, up to 2026-07-08; "
        "they count in no period that has ended"
    ]


def test_mistyped_year_does_not_hide_that_data_are_daily(tmp_path):
    text = orders(*days("2026-05-01", "2026-06-29"), "2062-06-30")
    found = measure(tmp_path, page(SUM), d=text)
    (cover,) = found.coverage["k"]
    assert (str(cover.last), cover.nearly_daily) == ("2026-06-29", True)
    assert [problem.code for problem in found.problems] == ["CX233", "CX235"]


def test_all_rows_after_as_of_are_of_no_period_that_is_reported(tmp_path):
    found = measure(tmp_path, page(SUM), "2026-01-05", d=orders("2026-03-01", "2026-04-01"))
    assert found.reported.id == "2025-12"
    assert not found.facts
    assert any(problem.code == "CX235" for problem in found.problems)


@pytest.mark.parametrize(
    ("dataset", "kpi", "text", "line"),
    [
        ("date: day", "", "day,orders\n", "there are no rows"),
        (
            "date: day\nwhere: orders > 9000",
            "",
            orders("2026-06-01"),
            "'where' of datasets.d keeps none of 1 row; look at what its columns hold",
        ),
        (
            "date: day\ncolumns: {told: {type: date}}",
            "date: told",
            rows("day,told,orders", "2026-06-01,,7", "2026-06-02,,8"),
            "none of 2 rows has a day in told",
        ),
    ],
)
def test_no_row_counts(tmp_path, dataset, kpi, text, line):
    with pytest.raises(Problems) as caught:
        measure(tmp_path, page(SUM, dataset, kpi), d=text)
    assert f"CX236: {line}" in [f"{p.code}: {p.message}" for p in caught.value.found]


OTHER = "  e: {file: e.csv, date: day}\nkpis:\n  other:\n    name: O\n    owner: amara\n" + (
    "    dataset: e\n    polarity: neutral\n    measure: {sum: orders}\n"
)


def test_one_dataset_without_rows_is_but_said(tmp_path):
    text = page(SUM).replace("kpis:\n", OTHER)
    found = measure(tmp_path, text, d="day,orders\n", e=orders("2026-06-01"))
    (problem,) = found.problems
    assert (problem.code, problem.severity.value) == ("CX236", "warning")
    assert "k" not in found.coverage
    assert [fact.kpi for fact in found.facts] == ["other"]


LISTED = rows(
    "period,start,end,year,number",
    "P1,2026-06-01,2026-06-07,2026,1",
    "P2,2026-06-08,2026-06-14,2026,2",
)
TOP = "calendar: {period: {file: periods.csv}}"


def test_rows_outside_the_calendar(tmp_path):
    text = orders("2026-05-30", "2026-05-31", "2026-06-02", "2026-06-09", "2026-06-15")
    found = measure(tmp_path, page("{count: rows}", top=TOP), d=text, periods=LISTED)
    assert [f"{p.code}: {p.message}" for p in found.problems] == [
        "CX237: 3 rows are dated outside the calendar, which runs from 2026-06-01 to 2026-06-14: "
        "2026-05-30 to 2026-05-31, 2026-06-15; add periods to its file"
    ]
    assert [fact.parts.numerator for fact in found.facts] == [1, 1]


def test_all_rows_outside_the_calendar(tmp_path):
    with pytest.raises(Problems, match="CX237: 1 row is dated outside the calendar"):
        measure(tmp_path, page(SUM, top=TOP), d=orders("2025-05-30"), periods=LISTED)


@pytest.mark.parametrize("as_of", ["2026-01-01", "2026-06-10"])
def test_nothing_is_said_of_columns_that_are_missing(tmp_path, as_of):
    text = rows("day,other", "2026-06-01,5")
    found = said(tmp_path, page(SUM, top=TOP), as_of, d=text, periods=LISTED)
    assert {line[:5] for line in found} <= {"CX132", "CX211"}
