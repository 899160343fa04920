"""Fractions where percentages are meant, and what no percentage can be."""

import pytest

from tests.measure.measured import page, rows, said


def told(folder, measure, kpi, *cells, dataset="date: day", header="day,v"):
    """What is said of a KPI of column v, a month a cell."""
    lines = [f"2026-0{at}-01,{cell}" for at, cell in enumerate(cells, start=1)]
    return said(folder, page(measure, dataset, kpi), d=rows(header, *lines))


FRACTION = "CX266: kpis.k: all values lie from 0 to 1: a fraction? times: 100; "


@pytest.mark.parametrize(
    ("measure", "kpi", "cells"),
    [
        ("{value: v}", "unit: percent\ntarget: 75", ["0.5", "0.6"]),
        ("{mean: v}", "unit: percent\ntarget: 75", ["0.5", "0.6"]),
        ("{mean: v}", "unit: percent", ["0.5", "1"]),
        ("{mean: v}", "unit: percent\ntarget: 0.75", ["0.5", "0.6"]),
        ("{mean: v}", "target: 75", ["0", "1"]),
    ],
)
def test_fractions_are_doubted(tmp_path, measure, kpi, cells):
    (line,) = told(tmp_path, measure, kpi, *cells)
    assert line.startswith(FRACTION)
    assert "datasets.d.columns.v" in line


@pytest.mark.parametrize(
    ("measure", "kpi", "cells", "dataset"),
    [
        pytest.param("{value: v}", "unit: percent", ["0.5", "1.01"], "", id="one-above"),
        pytest.param("{value: v}", "unit: percent", ["-0.1", "0.5"], "", id="one-below"),
        pytest.param("{value: v}", "unit: percent", ["0", "0"], "", id="nothing-but-zero"),
        pytest.param("{value: v}", "unit: percent\ntarget: 1.2", ["0.8", "0.9"], "", id="in-reach"),
        pytest.param("{mean: v}", "unit: days\ntarget: 10", ["0", "1"], "", id="days"),
        pytest.param("{mean: v}", "target: 10", ["0.5", "0.7"], "", id="no-unit"),
        pytest.param(
            "{value: v}",
            "unit: percent",
            ["0.5", "0.6"],
            "columns: {v: {scale: [0, 100]}}",
            id="told-by-scale",
        ),
        pytest.param(
            "{value: v}",
            "unit: percent\ntarget: 75",
            ["0.005", "0.006"],
            "columns: {v: {times: 100}}",
            id="told-by-times",
        ),
    ],
)
def test_small_percentages_are_not(tmp_path, measure, kpi, cells, dataset):
    assert told(tmp_path, measure, kpi, *cells, dataset=f"date: day\n{dataset}") == []


def test_a_failure_rate_may_well_be_below_one(tmp_path):
    how = page("{value: v}", kpi="unit: percent\ntarget: 2").replace("higher", "lower")
    assert said(tmp_path, how, d=rows("day,v", "2026-05-01,0.4", "2026-06-01,0.9")) == []


def test_a_hundred_times_too_much(tmp_path):
    many = "date: day\ncolumns: {v: {times: 100}}"
    assert told(tmp_path, "{mean: v}", "unit: percent", "93", "95", dataset=many) == [
        "CX266: kpis.k: values go up to 9 500 %; "
        "remove times: 100 from datasets.d.columns.v, if its cells are per cent already"
    ]
    assert told(tmp_path, "{mean: v}", "unit: percent", "0.93", "1.2", dataset=many) == []


@pytest.mark.parametrize(
    ("polarity", "target", "that", "meant"),
    [
        ("higher_is_better", 0.85, 79, "85"),
        ("higher_is_better", 1, 79, "100"),
        ("lower_is_better", 0.05, 6, "5"),
        ("higher_is_better", 0.85, 16, ""),
        ("higher_is_better", 1.01, 79, ""),
        ("lower_is_better", 0.5, 12, ""),
    ],
)
def test_targets_of_percentages(tmp_path, polarity, target, that, meant):
    how = page("{share: {that: a, of: b}}", kpi=f"target: {target}")
    text = rows("day,a,b", f"2026-06-01,{that},100")
    found = said(tmp_path, how.replace("higher_is_better", polarity), d=text)
    line = f"CX267: kpis.k: the target {target} of a percentage, which is {that} %"
    assert found == ([f"{line}; did you mean {meant}?"] if meant else [])


def test_the_target_of_another_unit_is_as_it_is(tmp_path):
    how = page("{mean: v}", kpi="unit: points\ntarget: 0.85")
    assert said(tmp_path, how, d=rows("day,v", "2026-06-01,79")) == []


def test_parts_of_a_whole_that_are_never_made_per_cent(tmp_path):
    text = rows("day,a,b", "2026-05-01,12,80", "2026-06-01,19,93")
    how = page("{ratio: {numerator: a, denominator: b, per: 1}}", kpi="unit: percent")
    assert said(tmp_path, how, d=text) == [
        "CX277: kpis.k: 19 of 93 in 2026-06 shows as 0.2 %; leave 'per' out, or set per: 100"
    ]
    pair = page("{mean: {sum: a, count: b}}", kpi="unit: percent")
    assert [line[:6] for line in said(tmp_path, pair, d=text)] == ["CX277:"]
    weighted = rows("day,a,b", "2026-05-01,7600,80", "2026-06-01,19,93")
    assert said(tmp_path, how, d=weighted) == []
    assert said(tmp_path, how.replace("per: 1}", "per: 100}"), d=text) == []


SHARE = "{share: {that: a, of: b}}"


def test_a_share_beyond_a_hundred_is_said_once(tmp_path):
    text = rows("day,a,b", "2026-04-01,-2,4", "2026-05-01,4,4", "2026-06-01,9,4")
    assert said(tmp_path, page(SHARE), d=text) == [
        "CX269: kpis.k: 9 of 4 in 2026-06 is 225 %, and 1 more period is over 100 % or below 0; "
        "what 'that' adds up has to be a part of 'of'"
    ]


def test_a_share_of_all_or_nothing_is_sound(tmp_path):
    text = rows("day,a,b", "2026-05-01,0,4", "2026-06-01,4,4")
    assert said(tmp_path, page(SHARE), d=text) == []


def test_a_segment_beyond_a_hundred_hides_in_no_whole(tmp_path):
    text = rows("day,r,a,b", "2026-06-01,North,6,4", "2026-06-01,,1,4")
    (line,) = said(tmp_path, page(SHARE, kpi="by: [r]"), d=text)
    assert "6 of 4 in North in 2026-06 is 150 %" in line
