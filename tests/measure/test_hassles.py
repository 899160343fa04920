"""Cases by the cell that tells their cause: which are counted, of how many customers, and when."""

from datetime import date

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.hassle_totals import HassleCount
from cxscore.model.log import CauseTag
from tests.measure.measured import define

ROWS = """\
day,reason,hit,n
2026-05-02,Late,1,1
2026-05-30,,3,1
2026-06-01,Late,4,2
2026-06-10,Late,,1
2026-06-12,Broken,0,1
2026-07-02,Late,9,1
"""


def counted(folder, keys="", dataset="", rows=ROWS, as_of="2026-07-06", period="2026-06"):
    """What is measured of hassles with *keys*, of *rows* of a dataset with its own keys."""
    text = (
        f"datasets:\n  cases: {{file: cases.csv, date: day{dataset}}}\n"
        f"hassles: {{dataset: cases, cause: {{column: reason, map: {{Late: partner}}}}{keys}}}\n"
        "kpis:\n"
        "  k: {name: K, owner: amara, dataset: cases, measure: {count: rows}, polarity: neutral}\n"
    )
    definition = define(folder, text, cases=rows)
    found = definition.calendar.parse(period)
    return measure_kpis(definition, date.fromisoformat(as_of), period=found)


MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_cases_alone_where_nobody_says_how_many_customers(tmp_path):
    assert counted(tmp_path).hassles.counts == (
        HassleCount(MAY, None, 1),
        HassleCount(MAY, "Late", 1),
        HassleCount(JUNE, "Broken", 1),
        HassleCount(JUNE, "Late", 2),
    )


def test_customers_of_each_case_a_blank_not_being_told(tmp_path):
    assert counted(tmp_path, ", customers: hit").hassles.counts == (
        HassleCount(MAY, None, 1, 3.0, 9.0),
        HassleCount(MAY, "Late", 1, 1.0, 1.0),
        HassleCount(JUNE, "Broken", 1, 0.0, 0.0),
        HassleCount(JUNE, "Late", 2, 4.0, 16.0, untold=1),
    )


def test_each_case_one_customer(tmp_path):
    found = counted(tmp_path, ", customers: 1").hassles.counts
    assert [(each.cases, each.customers, each.squares) for each in found] == [
        (1, 1.0, 1.0), (1, 1.0, 1.0), (1, 1.0, 1.0), (2, 2.0, 2.0),
    ]  # fmt: skip


def test_an_expression_below_zero_tells_nothing(tmp_path):
    found = counted(tmp_path, ", customers: hit - 1").hassles.counts
    assert [(each.customers, each.untold) for each in found] == [(2, 0), (0, 0), (0, 1), (3, 1)]


def test_a_row_may_stand_for_several_cases(tmp_path):
    found = counted(tmp_path, ", customers: hit", ", frequency: n").hassles.counts
    assert found[-1] == HassleCount(JUNE, "Late", 3, 8.0, 32.0, untold=1)


def test_rows_that_do_not_count_are_no_cases(tmp_path):
    found = counted(tmp_path, dataset=", where: \"reason = 'Late'\"").hassles.counts
    assert [(each.start, each.cases) for each in found] == [(MAY, 1), (JUNE, 2)]


def test_two_years_up_to_the_period_reported(tmp_path):
    rows = "day,reason\n" + "".join(
        f"{year}-{month:02}-{day:02},Late\n"
        for year in (2023, 2024, 2025, 2026)
        for month in range(1, 13)
        for day in (1, 9, 17, 25)
    )
    found = counted(tmp_path, rows=rows)
    assert found.hassles.counts[0].start == date(2024, 7, 1)
    assert found.hassles.counts[-1].start == JUNE
    assert len(found.hassles.counts) == 24
    assert found.hassles.partial == frozenset()


def test_periods_before_the_first_rows_are_not_whole(tmp_path):
    partial = counted(tmp_path).hassles.partial
    assert date(2025, 7, 1) in partial
    assert date(2026, 4, 1) in partial


@pytest.mark.parametrize(("blanks", "said"), [(2, False), (3, True)])
def test_more_than_a_fifth_without_a_cause_is_said(tmp_path, blanks, said):
    rows = "day,reason\n" + "2026-06-01,late\n" * blanks + "2026-06-02,Late\n" * 8
    codes = [problem.code for problem in counted(tmp_path, rows=rows).problems]
    assert ("CX706" in codes) == said


def test_a_cell_may_be_one_of_the_seven_itself(tmp_path):
    rows = "day,reason\n" + "2026-06-01,People \n" * 5 + "2026-06-02,Late\n"
    assert "CX706" not in [problem.code for problem in counted(tmp_path, rows=rows).problems]


def test_a_cell_of_the_map_that_stands_there_in_other_letters_is_a_slip(tmp_path):
    rows = "day,reason\n" + "2026-06-01,late\n" * 5
    texts = [problem.text for problem in counted(tmp_path, rows=rows).problems]
    assert any("'Late' stands in no row of reason" in text for text in texts)


@pytest.mark.parametrize("told", ["{Late: Partner}", "causes.csv"])
def test_a_cause_may_be_written_in_any_case(tmp_path, told):
    (tmp_path / "causes.csv").write_text("old,new\nLate,PARTNER\n")
    text = (
        "datasets:\n  cases: {file: cases.csv, date: day}\n"
        f"hassles: {{dataset: cases, cause: {{column: reason, map: {told}}}}}\n"
        "kpis:\n"
        "  k: {name: K, owner: amara, dataset: cases, measure: {count: rows}, polarity: neutral}\n"
    )
    hassles = define(tmp_path, text, cases=ROWS).hassles
    assert hassles.cause.cause_of("Late") is CauseTag.PARTNER


def test_a_kpi_may_be_called_hassles(tmp_path):
    text = (
        "datasets:\n  cases: {file: cases.csv, date: day}\n"
        "hassles: {dataset: cases, cause: reason}\n"
        "kpis:\n  hassles:\n    {name: K, owner: amara, dataset: cases, polarity: neutral,\n"
        "     measure: {count: rows}, where: \"reason = 'Late'\"}\n"
    )
    measured = measure_kpis(define(tmp_path, text, cases=ROWS), date(2026, 7, 6))
    assert sum(count.cases for count in measured.hassles.counts) == 5
    assert {fact.kpi for fact in measured.facts} == {"hassles"}


def test_no_cases_in_the_two_years(tmp_path):
    assert counted(tmp_path, period="2026-04").hassles.counts == ()
