"""Targets that stand in the data, and given values that stand there twice."""

from datetime import date

import pytest

from tests.measure.measured import measure, page, rows, said

TARGET = "target: {column: plan}"
MONTHS = 'date: {column: month, format: "%Y-%m"}'


def test_target_of_each_period(tmp_path):
    text = rows(
        "month,value,plan", "2026-04,9,8.5", "2026-04,8,8.5", "2026-05,9,", "2026-06,9,8.75"
    )
    found = measure(tmp_path, page("{mean: value}", MONTHS, TARGET), d=text)
    assert found.targets == {"k": {date(2026, 4, 1): 8.5, date(2026, 6, 1): 8.75}}


def test_two_targets_in_a_period(tmp_path):
    text = rows("month,value,plan", "2026-04,9,8", "2026-05,8,8", "2026-06,9,9.25")
    calendar = f"{TARGET}\nperiod: quarter"
    assert said(tmp_path, page("{mean: value}", MONTHS, calendar), d=text) == [
        "CX207: kpis.k has two targets in 2026-Q2: 8 and 9.25; "
        "give the same plan in all rows of a period"
    ]


def test_target_is_that_of_the_whole(tmp_path):
    text = rows("month,region,value,plan", "2026-06,,9,8", "2026-06,North,7,6", "2026-06,South,9,")
    found = measure(tmp_path, page("{value: value}", MONTHS, f"{TARGET}\nby: region"), d=text)
    assert found.targets == {"k": {date(2026, 6, 1): 8}}


def test_target_only_of_rows_that_count(tmp_path):
    text = rows("month,region,value,plan", "2026-06,North,9,8", "2026-06,South,9,7")
    kpi = f"{TARGET}\nwhere: region = 'North'"
    found = measure(tmp_path, page("{mean: value}", MONTHS, kpi), d=text)
    assert found.targets == {"k": {date(2026, 6, 1): 8}}


@pytest.mark.parametrize("measured", ["{median: value}", "{distinct: value}"])
def test_target_of_what_is_asked_anew(tmp_path, measured):
    text = rows("month,value,plan", "2026-05,9,7", "2026-06,9,8")
    found = measure(tmp_path, page(measured, MONTHS, TARGET), d=text)
    # Spans longer than a period are asked too, and have no target of their own.
    assert found.targets == {"k": {date(2026, 5, 1): 7, date(2026, 6, 1): 8}}


def test_target_of_open_cases(tmp_path):
    text = rows("day,closed,plan", "2026-05-01,,7", "2026-06-01,,8")
    found = measure(
        tmp_path, page("{open_at_end: {opened: day, closed: closed}}", kpi=TARGET), d=text
    )
    assert found.targets == {"k": {date(2026, 5, 1): 7, date(2026, 6, 1): 8}}


def test_values_given_once(tmp_path):
    text = rows("month,region,value", "2026-06,,9", "2026-06,North,7", "2026-06,South,9")
    found = measure(tmp_path, page("{value: value}", MONTHS, "by: region"), d=text)
    values = {fact.segment: fact.parts.value for fact in found.facts}
    assert values == {(): 9, ("North",): 7, ("South",): 9}


def test_second_values(tmp_path):
    text = rows("month,value", "2026-05,1", *["2026-06,2"] * 9, "2026-04,3")
    text_of_page = page("{value: value}", MONTHS).replace("file: d.csv", "files: [d.csv, e.csv]")
    more = rows("value,month", "4,2026-04", "5,2026-03")
    with pytest.raises(Exception, match="CX226") as caught:
        measure(tmp_path, text_of_page, d=text, e=more)
    found = [problem for problem in caught.value.found if problem.code == "CX226"]
    lines = [(problem.path[-5:], problem.line, problem.column) for problem in found]
    assert lines == [*(("d.csv", line, 9) for line in range(4, 9)), ("e.csv", 2, 1)]
    # Eight rows repeat the first one of June, of which five are shown.
    assert [problem.more for problem in found] == [0, 0, 0, 0, 3, 0]
    first, *_, last = found
    assert first.text == "2026-06 has another value of value; the first is in line 3"
    assert last.text.startswith("2026-04 has another value of value; the first is in line 12 of ")


def test_second_value_by_the_kpis_own_date(tmp_path):
    text = rows("day,told,value,ok", "2026-05-01,2026-06-01,1,y", "2026-06-01,2026-06-02,2,y",
                "2026-06-03,2026-06-04,3,n")  # fmt: skip
    dataset = "date: day\ncolumns: {told: {type: date}}"
    kpi = "date: told\nwhere: ok = 'y'"
    assert said(tmp_path, page("{value: value}", dataset, kpi), d=text) == [
        "CX226: 2026-06 has another value of value; the first is in line 2; keep one of them"
    ]


def test_nothing_is_said_of_a_file_with_other_faults(tmp_path):
    text = rows("month,value,plan", "2026-06,1,1", "2026-06,2,2", "2026-06,nine,1")
    found = said(tmp_path, page("{value: value}", MONTHS, TARGET), d=text)
    assert [line[:5] for line in found] == ["CX201"]
