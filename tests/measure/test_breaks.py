"""Breaks dated where a KPI has no rows."""

import pytest

from tests.measure.measured import page, rows, said

DAYS = rows("day,v", "2026-02-10,1", "2026-05-20,2")
GAP = "CX232: 2 months are missing: 2026-03, 2026-04"
AFTER = "comes after its last row, of 2026-05-20, and changes nothing yet; look at its date"
BEFORE = "comes before its first row, of 2026-02-10, and changes nothing; look at its date"


def breaks(*starts):
    return f"breaks: [{', '.join(f'{{from: {start}, reason: Why}}' for start in starts)}]"


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        (["2026-02", "2026-02-10", "2026-05", "2026-05-20", "2026-04-03"], []),
        (["2026-01"], [BEFORE]),
        (["2025"], [BEFORE]),
        (["2026-01-31"], [BEFORE]),
        (["2026-05-21"], [AFTER]),
        (["2019", "2026-03", "2026-Q3"], [BEFORE, AFTER]),
    ],
    ids=["within", "month", "year", "day", "day after", "both"],
)
def test_breaks_outside_the_rows(tmp_path, starts, says):
    found = said(tmp_path, page("{sum: v}", kpi=breaks(*starts)), d=DAYS)
    assert [
        line.partition("k at ")[2].partition(" ")[2] for line in found if "CX238" in line
    ] == says


def test_rows_after_the_day_of_the_paper_count_for_no_break(tmp_path):
    later = f"{DAYS}2026-09-01,3\n"
    found = said(tmp_path, page("{sum: v}", kpi=breaks("2026-08")), d=later)
    assert f"CX238: the break of kpis.k at 2026-08 {AFTER}" in found


def test_breaks_of_longer_periods(tmp_path):
    kpi = f"period: quarter\n{breaks('2026-01')}"
    assert said(tmp_path, page("{sum: v}", kpi=kpi), d=DAYS) == []


def test_breaks_are_read_by_the_calendar_of_the_kpi(tmp_path):
    first, second = "P1,2026-02-01,2026-03-31,2026,1", "P2,2026-04-01,2026-06-30,2026,2"
    listed = f"period,start,end,year,number\n{first}\n{second}\n"
    kpi = f"period: year\n{breaks('FY2026')}"
    text = page("{sum: v}", kpi=kpi, top="calendar: {period: periods.csv}")
    assert said(tmp_path, text, d=DAYS, periods=listed) == []


def test_breaks_of_a_formula_are_held_against_its_parts(tmp_path):
    formula = "  f: {name: F, owner: amara, polarity: neutral, measure: {formula: k * 2}, "
    text = page("{sum: v}") + formula
    inside = said(tmp_path / "a", f"{text}{breaks('2026-03')}}}\n", d=DAYS)
    assert inside == [GAP]
    outside = said(tmp_path / "b", f"{text}{breaks('2026-01')}}}\n", d=DAYS)
    assert f"CX238: the break of kpis.f at 2026-01 {BEFORE}" in outside


def test_nothing_is_said_of_breaks_where_no_row_counts(tmp_path):
    text = page("{sum: v}", "date: day\nwhere: v > 9", breaks("2019"))
    text += "  f: {name: F, owner: amara, polarity: neutral, measure: {formula: k * 2}, "
    text += breaks("2019") + "}\n"
    assert not [line for line in said(tmp_path, text, d=DAYS) if "CX238" in line]
