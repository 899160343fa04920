"""What adds up to nothing, or to less, divides nothing; that is said where there are rows."""

import pytest

from tests.measure.measured import measure, page, parts, rows, said

SHARE = "{share: {that: a, of: b}}"


def line(which, periods, size="0", have="has no value"):
    return (
        f"CX246: kpis.k: its denominator ({which}) adds up to {size} in {periods}, which {have}; "
        f"look at {which}"
    )


@pytest.mark.parametrize(
    ("how", "dataset", "which"),
    [
        (SHARE, "", "b"),
        ("{ratio: {numerator: a, denominator: b}}", "", "b"),
        ("{ratio: {numerator: a, denominator: {sum: b, where: a = 1}}}", "", "b"),
        ("{mean: {column: a, weight: b}}", "", "b"),
        ("{mean: {sum: a, count: b}}", "", "b"),
        ("{mean: a}", "survey_weight: b", "b"),
        ("{nps: a}", "survey_weight: b\nfrequency: a", "b and a"),
        ("{nps: {promoters: b, passives: b, detractors: b}}", "", "b"),
        ("{top_box: {column: a, at_least: 1, scale: [0, 5]}}", "survey_weight: b", "b"),
        ("{share: {that: a = 1, of: a < 2}}", "survey_weight: b", "b"),
    ],
)
def test_all_zero(tmp_path, how, dataset, which):
    text = rows("day,a,b", "2026-05-01,1,2", "2026-06-01,1,0", "2026-06-02,1,0")
    how = page(how, f"date: day\n{dataset}")
    assert said(tmp_path, how, d=text) == [line(which, "2026-06")]
    assert list(parts(measure(tmp_path, how, d=text))) == [("2026-05-01", "2026-05-31")]


@pytest.mark.parametrize(
    ("months", "said_of_them"),
    [
        ("5 6", "2026-05 and 2026-06"),
        ("4 5 6", "2026-04, 2026-05 and 1 more period"),
        ("3 4 5 6", "2026-03, 2026-04 and 2 more periods"),
    ],
)
def test_several_periods(tmp_path, months, said_of_them):
    full = (f"2026-0{m}-02,1,2" for m in range(1, 7) if str(m) not in months)
    text = rows("day,a,b", *full, *(f"2026-0{m}-01,1,0" for m in months.split()))
    expected = [line("b", said_of_them, have="have no value")]
    assert said(tmp_path, page(SHARE), d=text) == expected


@pytest.mark.parametrize(
    ("cells", "size"), [(("-1", "-2"), "less than 0"), (("-1", "0"), "0 or less")]
)
def test_less_than_nothing_is_no_whole(tmp_path, cells, size):
    days = [f"2026-0{month}-01,1,{cell}" for month, cell in zip((5, 6), cells, strict=True)]
    text = rows("day,a,b", "2026-04-01,1,2", *days)
    expected = [line("b", "2026-05 and 2026-06", size, "have no value")]
    assert said(tmp_path, page(SHARE), d=text) == expected
    assert list(parts(measure(tmp_path, page(SHARE), d=text))) == [("2026-04-01", "2026-04-30")]


def test_a_literal_is_of_no_column(tmp_path):
    how = page("{share: {that: a, of: 0 * 1}}")
    assert said(tmp_path, how, d=rows("day,a", "2026-06-01,0")) == [
        "CX246: kpis.k: its denominator adds up to 0 in 2026-06, which has no value; "
        "look at the measure"
    ]


@pytest.mark.parametrize(
    "how", ["{share: {that: a = 2, of: a > 2}}", "{ratio: {numerator: a, denominator: a > 2}}"]
)
def test_conditions_that_hold_for_no_row_are_ordinary(tmp_path, how):
    assert said(tmp_path, page(how), d=rows("day,a", "2026-05-01,3", "2026-06-01,1")) == []


def test_rows_that_lack_a_part_are_said_as_such_only(tmp_path):
    text = rows("day,a,b", "2026-05-01,1,2", "2026-06-01,1,")
    (found,) = said(tmp_path, page(SHARE), d=text)
    assert found.startswith("CX243:")


def test_periods_that_are_not_shown_are_not_told(tmp_path):
    text = rows("day,a,b", "2021-06-01,1,0", "2026-06-01,1,2")
    found = said(tmp_path, page(SHARE), d=text)
    assert not [problem for problem in found if "CX246" in problem]
