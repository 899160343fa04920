"""Rows that a KPI loses are said where that is remarkable."""

import pytest

from tests.measure.measured import measure, page, parts, rows, said

BLANKS = (
    "because something is compared with a blank; say what a blank means, with 'is null' or coalesce"
)


@pytest.mark.parametrize(
    ("measured", "names"),
    [
        ("{share: {that: a, of: b}}", "a or b"),
        ("{mean: {column: a, weight: b}}", "a or b"),
        ("{mean: {sum: a, count: b}}", "a or b"),
        ("{ratio: {numerator: a, denominator: b}}", "a or b"),
        ("{sum: a * b - c}", "a, b or c"),
        ("{nps: {promoters: a, passives: b, detractors: c}}", "a, b or c"),
    ],
)
def test_row_with_one_part_and_without_another(tmp_path, measured, names):
    text = rows("day,a,b,c", "2026-06-01,1,2,3", "2026-06-02,,2,3", "2026-06-03,1,,3")
    assert said(tmp_path, page(measured), d=text) == [
        f"CX243: kpis.k: 2 of 3 rows lack {names} and are left out"
    ]


def test_one_row_lacks(tmp_path):
    text = rows("day,a,b,c", "2026-06-01,1,2,y", "2026-06-02,,2,y", "2026-06-03,,2,n")
    text_of_page = page("{share: {that: a, of: b}}", kpi="where: c = 'y'")
    assert said(tmp_path, text_of_page, d=text) == [
        "CX243: kpis.k: 1 row lacks a or b and is left out"
    ]


def test_other_dataset_of_a_ratio(tmp_path):
    text = page(
        "{ratio: {numerator: {dataset: d, count: rows}, denominator: {dataset: e, sum: n}}}"
    )
    text = text.replace("    dataset: d\n", "").replace(
        "kpis:", "  e: {file: e.csv, date: day}\nkpis:"
    )
    files = {"d": rows("day", "2026-06-01"), "e": rows("day,n", "2026-06-01,", "2026-06-02,4")}
    assert said(tmp_path, text, **files) == ["CX243: kpis.k: 1 of 2 rows lacks n and is left out"]
    found = measure(tmp_path, text, **files)
    assert {cover.dataset for cover in found.coverage["k"]} == {"d", "e"}
    assert parts(found)["2026-06-01", "2026-06-30"].left_out == 1


@pytest.mark.parametrize(
    "measured",
    [
        "{nps: a}",
        "{top_box: {column: a, at_least: 4, scale: [1, 5]}}",
        "{mean: a}",
        "{median: a}",
        "{distinct: a}",
        "{count: a}",
        "{sum: a}",
        "{share: {that: ok}}",
    ],
)
def test_answers_that_were_not_given_are_no_loss(tmp_path, measured):
    text = rows("day,a,ok,w", "2026-06-01,5,yes,1", "2026-06-02,,,2")
    dataset = "date: day\ncolumns: {ok: {type: boolean}}"
    assert said(tmp_path, page(measured, dataset), d=text) == []
    if "count" not in measured:
        found = measure(tmp_path, page(measured, dataset), d=text)
        assert parts(found)["2026-06-01", "2026-06-30"].left_out == 1


def test_weights_alone_make_no_whole(tmp_path):
    text = rows("day,a,w", "2026-06-01,5,1", "2026-06-02,,2")
    assert said(tmp_path, page("{mean: a}", "date: day\nsurvey_weight: w"), d=text) == []


@pytest.mark.parametrize(
    ("measured", "lacking"),
    [
        ("{mean: a}", "2 of 5 rows lack w or f"),
        ("{nps: a}", "2 of 5 rows lack w or f"),
        ("{share: {that: a > 3}}", "2 of 5 rows lack w or f"),
        ("{share: {that: a > 3, of: b = 1}}", "1 of 5 rows lacks w or f"),
        ("{sum: a}", "1 of 5 rows lacks f"),
        ("{median: a}", "1 of 5 rows lacks f"),
        ("{distinct: a}", ""),
        ("{distinct: w}", ""),
        ("{count: f}", "2 of 5 rows lack f"),
    ],
)
def test_answers_without_a_weight(tmp_path, measured, lacking):
    lines = ("01,5,1,2,1", "02,6,1,,1", "03,7,2,2,", "04,,1,,", "05,8,1,1,1")
    text = rows("day,a,b,w,f", *(f"2026-06-{line}" for line in lines))
    found = said(tmp_path, page(measured, "date: day\nsurvey_weight: w\nfrequency: f"), d=text)
    are = "are" if lacking.startswith("2") else "is"
    expected = [f"CX243: kpis.k: {lacking} and {are} left out"] if lacking else []
    assert [line for line in found if "CX243" in line] == expected


def test_rows_without_a_part_and_rows_without_a_weight(tmp_path):
    text = rows("day,a,b,w", "2026-06-01,1,2,1", "2026-06-02,1,,1", "2026-06-03,1,2,")
    measured = page("{mean: {column: a, weight: b}}", "date: day\nsurvey_weight: w")
    assert said(tmp_path, measured, d=text) == [
        "CX243: kpis.k: 1 of 3 rows lacks a or b and is left out",
        "CX243: kpis.k: 1 of 3 rows lacks w and is left out",
    ]


def test_losses_in_periods_that_are_not_shown_are_old_news(tmp_path):
    text = rows("day,a,b", "2022-06-01,,2", "2026-05-01,1,2", "2026-06-01,1,2")
    lines = said(tmp_path, page("{share: {that: a, of: b}}"), d=text)
    assert not [line for line in lines if "CX243" in line]


def test_median_is_not_counted_for_each_span(tmp_path):
    lines = [f"2026-0{month}-01,{month},y" for month in (4, 5, 6)]
    text = rows("day,a,c", *lines, "2026-04-02,4,")
    found = said(tmp_path, page("{median: a}", kpi="where: c <> 'n'\nwindow: 2"), d=text)
    assert found == [f"CX244: kpis.k: 1 row is left out, {BLANKS}"]


def test_comparison_with_a_blank(tmp_path):
    text = rows("day,due,done", *["2026-06-01,2026-06-03,2026-06-02"] * 2, "2026-06-02,2026-06-04,")
    dataset = "date: day\nunique: all_columns\non_duplicate: first\ncolumns:\n" + (
        "  due: {type: date}\n  done: {type: date}"
    )
    found = said(tmp_path, page("{share: {that: done <= due}}", dataset), d=text)
    assert f"CX244: kpis.k: 1 of 2 rows is left out, {BLANKS}" in found


@pytest.mark.parametrize(("condition", "lost"), [("c <> 'x'", True), ("c is null", False)])
def test_blank_in_the_where_of_a_dataset(tmp_path, condition, lost):
    text = rows("day,a,c", "2026-06-01,1,y", "2026-06-02,2,x", "2026-06-03,3,")
    dataset = f"date: day\nwhere: {condition}"
    line = f"CX244: datasets.d.where: 1 of 3 rows is left out, {BLANKS}"
    assert said(tmp_path, page("{sum: a}", dataset), d=text) == ([line] if lost else [])


@pytest.mark.parametrize(
    ("measured", "dataset"),
    [
        ("{share: {that: a, of: b}}", "date: day"),
        ("{mean: {sum: a, count: b}}", "date: day"),
        ("{mean: {column: a, weight: b}}", "date: day"),
        ("{ratio: {numerator: a, denominator: b}}", "date: day"),
        ("{mean: a}", "date: day\nsurvey_weight: b"),
        ("{nps: a}", "date: day\nsurvey_weight: b"),
        ("{top_box: {column: a, at_least: 4, scale: [1, 5]}}", "date: day\nfrequency: b"),
    ],
)
def test_nothing_is_divided_by_nothing(tmp_path, measured, dataset):
    text = rows("day,a,b", "2026-05-01,5,0", "2026-05-02,4,0", "2026-06-01,4,2")
    found = measure(tmp_path, page(measured, dataset), d=text)
    assert [str(fact.start) for fact in found.facts] == ["2026-06-01"]


DIVIDED = rows("day,a,b", "2026-06-01,1,2", "2026-06-02,1,0", "2026-06-03,1,")


@pytest.mark.parametrize(
    ("measured", "says"),
    [
        ("{sum: a / b}", "2 of 3 rows lack a or b, or divide by zero, and are left out"),
        ("{sum: 1 / b}", "2 of 3 rows lack b, or divide by zero, and are left out"),
        (
            "{share: {that: a / (b - 2), of: a}}",
            "2 of 3 rows lack a or b, or divide by zero, and are left out",
        ),
        ("{sum: a / 2 + b}", "1 of 3 rows lacks a or b and is left out"),
        ("{ratio: {numerator: a, denominator: b}}", "1 of 3 rows lacks a or b and is left out"),
    ],
)
def test_division_by_zero_is_told(tmp_path, measured, says):
    # The first row divides by zero where 2 is taken away; else the second does.
    text = DIVIDED.replace("2026-06-02,1,0", "2026-06-02,1,4") if "- 2" in measured else DIVIDED
    assert said(tmp_path, page(measured), d=text) == [f"CX243: kpis.k: {says}"]


def test_one_row_divides_by_zero(tmp_path):
    text = rows("day,a,b", "2026-06-01,1,2", "2026-06-02,1,0")
    assert said(tmp_path, page("{sum: a / b}"), d=text) == [
        "CX243: kpis.k: 1 of 2 rows lacks a or b, or divides by zero, and is left out"
    ]


def test_comparison_with_what_is_divided_by_zero(tmp_path):
    divided = BLANKS.replace("a blank;", "a blank, or divided by zero;")
    line = f"2 of 3 rows are left out, {divided}"
    assert said(tmp_path / "a", page("{share: {that: a / b > 1}}"), d=DIVIDED) == [
        f"CX244: kpis.k: {line}"
    ]
    found = said(tmp_path / "b", page("{sum: a}", "date: day\nwhere: a / b > 0"), d=DIVIDED)
    assert found == [f"CX244: datasets.d.where: {line}"]
