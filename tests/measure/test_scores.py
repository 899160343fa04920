"""Scores of answers on another scale, of answers none of which is good, and of shares."""

import pytest

from tests.measure.measured import page, rows, said


def answers(*found):
    return rows("day,s", *(f"2026-06-01,{answer}" for answer in found))


@pytest.mark.parametrize(
    ("found", "most"),
    [
        ([1, 2, 3, 4, 5], "5"),
        ([4, 4, 4], "5"),
        ([1, 6, 7] * 17, "7"),
        ([0, 1, 5], ""),
        ([1, 5], ""),
        ([1, 2, 3], ""),
        ([1, 5, 6], ""),
        ([1, 8, 7] * 17, ""),
    ],
)
def test_answers_of_another_scale(tmp_path, found, most):
    lines = said(tmp_path, page("{nps: s}"), d=answers(*found))
    assert len(lines) == bool(most)
    start = f"CX268: kpis.k: no answer above {most}: is it a scale from 0 to 10? "
    assert all(line.startswith(start) for line in lines)


def test_a_scale_that_is_told_is_no_question(tmp_path):
    how = page("{nps: s}", "date: day\ncolumns: {s: {scale: [0, 10]}}")
    assert said(tmp_path, how, d=answers(1, 2, 3, 4, 5)) == []


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (["45,30,25", "46,30,24", "44,30,26"], True),
        (["45,30,25", "46,30,24", "44,31,26"], True),
        (["45,30,25", "46,30,24"], False),
        (["45,30,25", "46,30,24", "44,30,28"], False),
    ],
)
def test_counts_that_always_add_up_to_a_hundred(tmp_path, months, told):
    text = rows("day,p,q,d", *(f"2026-0{at}-01,{row}" for at, row in enumerate(months, start=4)))
    how = page("{nps: {promoters: p, passives: q, detractors: d}}")
    lines = said(tmp_path, how, d=text)
    assert [line[:6] for line in lines] == ["CX278:"] * told


def test_counts_are_whole(tmp_path):
    how = page("{nps: {promoters: p, passives: q, detractors: d}}")
    for row in ("45.5,30,25", "0.455,0.3,0.245"):
        lines = said(tmp_path, how, d=rows("day,p,q,d", f"2026-06-01,{row}"))
        assert lines
        assert all("shares cannot give an interval" in line and "'value'" in line for line in lines)


def test_a_top_box_that_nobody_is_in(tmp_path):
    how = page("{top_box: {column: s, at_least: 4}}")
    assert said(tmp_path, how, d=answers(*[1] * 30)) == [
        "CX268: kpis.k: none of 30 answers is one that counts; "
        "look at which answers the measure counts, and at how the column is written"
    ]
    assert said(tmp_path, how, d=answers(*[1] * 29)) == []
    assert said(tmp_path, how, d=answers(*[1] * 30, 4)) == []
    assert said(tmp_path, how, d=answers(*[1] * 30) + "2026-05-01,4\n") == []
