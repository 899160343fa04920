"""Segments that are one in other letters, totals among segments, and a whole that is missing."""

import pytest

from tests.measure.measured import page, rows, said


def months(header, *lines, first=3, last=6):
    """A row of each of *lines* a month; ``{m}`` stands for its number."""
    found = [f"2026-0{m}-01,{line.format(m=m)}" for m in range(first, last + 1) for line in lines]
    return rows(header, *found)


def told(folder, text, measure="{sum: v}", by="by: [r]", dataset="date: day"):
    return said(folder, page(measure, dataset, by), d=text)


def test_names_that_differ_in_case_are_said_once(tmp_path):
    text = months("day,r,s,v", "Northern,x,1", "northern ,x,1", "NORTHERN,x,1", "Northern,x,7")
    assert told(tmp_path, text, by="by: [r, s, [r, s]]") == [
        "CX272: datasets.d: r holds 'Northern' and 'NORTHERN' and 'northern': segments that "
        "differ in case alone; "
        "rename: {NORTHERN: Northern, northern: Northern} under datasets.d.columns.r"
    ]


def test_names_that_differ_in_spaces(tmp_path):
    (line,) = told(tmp_path, months("day,r,v", "Far  East,1", "Far East,1", "Far East,4"))
    assert "differ in case or spaces alone" in line
    assert "rename: {Far  East: Far East}" in line.replace('"', "")


def test_names_that_differ_are_sound(tmp_path):
    assert told(tmp_path, months("day,r,v", "North,1", "Northern,5", " North,2")) == []


BESIDES = "and count besides; leave them out with totals: {r: [%s]} under datasets.d"


@pytest.mark.parametrize("name", ["Total", "Grand Total", "YTD", "Summe", "gesamt:"])
def test_a_total_by_its_name(tmp_path, name):
    text = months("day,r,v", "North,1{m}", "South,300", f"{name},7")
    assert told(tmp_path, text) == [
        f"CX270: datasets.d: the rows of r '{name}' look like a total, {BESIDES % name}"
    ]


def test_a_total_by_its_sums(tmp_path):
    text = months("day,r,v", "North,1{m}", "South,300", "Everywhere,31{m}")
    assert told(tmp_path, text) == [
        "CX270: datasets.d: the rows of r 'Everywhere' are the sum of the others in each period, "
        + BESIDES % "Everywhere"
    ]
    ratio = "{ratio: {numerator: v, denominator: w}}"
    both = months("day,r,v,w", "North,1{m},20", "South,300,400", "Everywhere,31{m},420")
    assert len(told(tmp_path, both, ratio)) == 1
    halves = months("day,r,v,w", "North,1{m},20", "South,300,400", "Everywhere,31{m},500")
    assert told(tmp_path, halves, ratio) == []


def test_a_slip_in_one_period_of_ten(tmp_path):
    text = "day,r,v\n" + "".join(
        f"{month}-01,{row}\n"
        for month in (
            "2025-09",
            "2025-10",
            "2025-11",
            "2025-12",
            *(f"2026-0{m}" for m in range(1, 7)),
        )
        for row in ("North,1", "South,2", "Everywhere,3")
    )
    slip = text.replace("Everywhere,3\n", "Everywhere,4\n", 1)
    (line,) = told(tmp_path, slip)
    assert "are the sum of the others in 9 of 10 periods" in line
    assert told(tmp_path, slip.replace("Everywhere,3\n", "Everywhere,4\n", 1)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(months("day,r,v", "North,5", "South,5"), id="two-that-are-equal"),
        pytest.param(months("day,r,v", "A,1", "B,2", "C,3", first=5), id="two-months"),
        pytest.param(months("day,r,v", "North,5", "South,6", "All,9"), id="all-of-its-own"),
        pytest.param(months("day,r,v", "North,0", "South,0", "East,0"), id="nothing"),
    ],
)
def test_equal_sums_by_chance(tmp_path, text):
    assert told(tmp_path, text) == []


def test_all_is_a_total_where_it_adds_up(tmp_path):
    (line,) = told(tmp_path, months("day,r,v", "North,5", "South,6", "All,11"))
    assert line.startswith("CX270: datasets.d: the rows of r 'All' are the sum of the others")


def test_a_blank_that_adds_up(tmp_path):
    assert told(tmp_path, months("day,r,v", "North,5", "South,6", ",11")) == [
        "CX270: datasets.d: the rows without r are the sum of the others in each period, "
        "and count besides; leave them out with where: r is not null"
    ]


def test_a_total_in_a_column_that_nobody_reads(tmp_path):
    text = months("day,r,v", "North,1", "South,3", "Total,4")
    assert told(tmp_path, text, by="") == [
        "CX270: 4 rows read 'Total' or the like in r, and count besides; "
        "leave them out with totals: {r: [Total]} under datasets.d"
    ]
    assert told(tmp_path, text, by="where: r <> 'Total'") == []
    assert told(tmp_path, text, by="", dataset="date: day\nwhere: r <> 'Total'") == []
    assert told(tmp_path, months("day,r,v", "Total,4"), by="") == []


VALUES = months("day,r,v", "North,5", "South,6")


def test_a_value_without_the_whole(tmp_path):
    assert told(tmp_path, VALUES, "{value: v}") == [
        "CX273: kpis.k: every row names a r, and none is the whole, which has no value; "
        "add rows in which r is blank"
    ]
    (line,) = told(tmp_path, VALUES + "2026-06-01,Total,5.5\n", "{value: v}")
    assert line.endswith("set missing: [Total] under datasets.d.columns.r: a blank is the whole")
    assert told(tmp_path, VALUES + "2026-06-01,,5.5\n", "{value: v}") == []
    marked = "date: day\ncolumns: {r: {missing: [Total]}}"
    assert told(tmp_path, VALUES + "2026-06-01,Total,5\n", "{value: v}", dataset=marked) == []


def test_a_blank_means_one_thing(tmp_path):
    how = page("{value: v}", kpi="by: [r]")
    how += how[how.index("  k:\n") :].replace("  k:", "  w:").replace("{value: v}", "{sum: w}")
    text = rows("day,r,v,w", "2026-06-01,North,5,7", "2026-06-01,South,6,8", "2026-06-01,,5.5,15")
    assert said(tmp_path, how, d=text) == [
        "CX279: kpis.w: rows without r are the whole for kpis.k, and count besides the others "
        "here; leave them out with where: r is not null"
    ]
