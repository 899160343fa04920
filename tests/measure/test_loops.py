from datetime import date
from textwrap import dedent

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.loop_totals import LoopTotals
from tests.measure.measured import define

CALLS = "day,who\n2026-06-01,a\n2026-06-30,b\n"
CASES = """\
    case,answered,called_on,kept,n
    1,2026-06-01,2026-06-02,true,1
    2,2026-06-02,2026-06-10,false,2
    3,2026-06-05,2026-06-09,,1
    4,2026-06-20,,,1
    5,2026-06-30,2026-07-02,true,3
    6,2026-07-03,,,1
    7,2026-06-30,2026-07-09,true,1
    8,2026-05-30,2026-06-09,true,1
    9,2026-06-08,2026-06-01,true,1
"""


def page(loop, more=""):
    return dedent(f"""\
        datasets:
          calls: {{file: calls.csv, date: day}}
          cases: {{file: cases.csv, closed_loop: {loop}{more}}}
        kpis:
          k: {{name: K, owner: amara, dataset: calls, measure: {{count: rows}}, polarity: neutral}}
    """)


def loop(folder, written, as_of="2026-07-06", cases=CASES, more=""):
    definition = define(folder, page(written, more), calls=CALLS, cases=cases)
    period = definition.calendar.parse("2026-06")
    return measure_kpis(definition, date.fromisoformat(as_of), period=period).loops["cases"]


DAYS = "{opened: answered, closed: called_on, recovered: kept, within: {workdays: 2}}"


def test_cases_opened_in_the_period_and_due(tmp_path):
    # In time: 1, 3 (a weekend between) and 5. 7 is closed after the day of the paper: open and
    # late, as 4 is. 8 is of May, 6 of July, 9 closed before it was opened.
    assert loop(tmp_path, DAYS) == LoopTotals(
        due=6, in_time=3, closed=4, recovered=2, told=3, median=3.0,
        ninetieth=pytest.approx(6.8), not_yet_due=0, left_out=1,
    )  # fmt: skip


def test_case_that_is_not_yet_due_is_left_out_closed_or_not(tmp_path):
    found = loop(tmp_path, DAYS, as_of="2026-07-02")
    assert (found.due, found.not_yet_due, found.closed) == (4, 2, 3)
    assert found.median == 4.0


@pytest.mark.parametrize(("days", "in_time"), [(0.5, 0), (1, 1), (2, 2), (4, 3), (8, 4), (9, 5)])
def test_limit_counts_days_from_the_opening(tmp_path, days, in_time):
    within = f"{{opened: answered, closed: called_on, within: {{days: {days}}}}}"
    assert loop(tmp_path, within, as_of="2026-08-01").in_time == in_time


def test_row_may_stand_for_several_cases(tmp_path):
    found = loop(tmp_path, DAYS, more=", frequency: n")
    assert (found.due, found.in_time, found.closed, found.recovered) == (9, 5, 7, 4)
    assert found.median == 2.0


def test_hours_are_told_in_days_with_their_fractions(tmp_path):
    cases = "case,opened,closed\n1,2026-06-01T08:00,2026-06-01T20:00\n2,2026-06-02T08:00,\n"
    within = "{opened: opened, closed: closed, within: {hours: 24}}"
    found = loop(tmp_path, within, cases=cases)
    assert (found.due, found.in_time, found.median) == (2, 1, 0.5)
    assert found.recovered is None


def test_without_a_case_nothing_is_known(tmp_path):
    found = loop(tmp_path, DAYS, cases="case,answered,called_on,kept\n1,2026-05-01,,\n")
    assert (found.due, found.closed, found.median) == (0, 0, None)


def test_rows_in_memory_give_what_the_file_gives(tmp_path):
    pandas = pytest.importorskip("pandas")
    definition = define(tmp_path, page(DAYS), calls=CALLS, cases=CASES)
    frame = pandas.read_csv(tmp_path / "cases.csv", parse_dates=["answered", "called_on"])
    period, as_of = definition.calendar.parse("2026-06"), date(2026, 7, 6)
    given = measure_kpis(definition, as_of, period=period, frames={"cases": frame})
    assert given.loops == measure_kpis(definition, as_of, period=period).loops
