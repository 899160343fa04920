"""What stands around the rows, in every kind of file: headers, footers, totals, blanks to fill."""

from datetime import date

import pytest

from tests.measure.measuring import measured, said, totals, write
from tests.measure.tables import KINDS, LINED, save

SUM = """\
kpis:
  calls:
    name: Calls
    owner: amara
    dataset: surveys
    measure: {sum: calls}
    polarity: neutral
    by: [region]
"""
MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)


def by_region(folder):
    found = measured(folder).facts
    return {f.segment[0]: f.parts.numerator for f in found if f.by and f.start.month == 6}


@pytest.mark.parametrize("kind", KINDS)
def test_footers_and_totals_are_left_out_and_counted(tmp_path, kind):
    rows = [
        ["day", "region", "calls"],
        [MAY, "North", 100],
        [MAY, "South", 300],
        [MAY, " total ", 400],
        [JUNE, "North", 110],
        [JUNE, "South", 310],
        [JUNE, "YTD", 820],
        ["Summe", None, 1640],
    ]
    file = save(tmp_path, kind, rows)
    keys = "date: day\nfooter: [Total, Summe]\ntotals: {region: [Total, YTD]}"
    write(tmp_path, f"file: {file}\n{keys}", {}, SUM)
    assert [line for line in said(tmp_path) if "CX233" not in line] == []
    assert totals(tmp_path, "calls") == {"2026-05-01": (2, 400), "2026-06-01": (2, 420)}
    (source,) = measured(tmp_path).sources
    assert (source.rows, source.rows_used, source.rows_left_out) == (7, 4, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_takes_the_value_above_it(tmp_path, kind):
    rows = [
        ["day", "region", "calls"],
        [JUNE, "North", 1],
        [JUNE, None, 2],
        [JUNE, "South", 3],
        [JUNE, None, 4],
        [JUNE, "All", 10],
        [JUNE, None, 20],
    ]
    file = save(tmp_path, kind, rows)
    keys = "date: day\ncolumns: {region: {fill: down}}\ntotals: {region: All}"
    write(tmp_path, f"file: {file}\n{keys}", {}, SUM)
    assert said(tmp_path) == []
    assert by_region(tmp_path) == {"North": 3, "South": 7}


@pytest.mark.parametrize("kind", LINED)
def test_titles_and_two_lines_of_names(tmp_path, kind):
    rows = [
        ["Calls by region, June 2026", None, None, None],
        [None, None, None, None],
        ["Day", "Where", None, "Calls"],
        [None, "region", "team", "offered"],
        ["day", "text", "text", "whole number"],
        [JUNE, "North", "A", 3],
    ]
    file = save(tmp_path, kind, rows)
    keys = "header: {lines: [3, 4]}\nskip_after_header: 1\ndate: Day\n"
    keys += "columns: {region: {from: 'Where region'}, calls: {from: 4}, team: {type: text}}"
    write(tmp_path, f"file: {file}\n{keys}", {}, SUM)
    assert said(tmp_path) == []
    assert by_region(tmp_path) == {"North": 3}


def test_a_survey_tools_three_lines(tmp_path):
    text = (
        "StartDate,Q1,Q2\r\n"
        'Start Date,"How likely are you\n\nto recommend us?","Where, mostly?"\r\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\r\n'
        "2026-06-01 10:00:00,9,North\r\n"
        "2026-06-02 11:00:00,x,South\r\n"
    )
    keys = "file: t.csv\nskip_after_header: 2\ndate: StartDate\n"
    keys += "columns: {calls: {from: Q1}, region: {from: Q2}}"
    write(tmp_path, keys, {"t.csv": text}, SUM)
    assert said(tmp_path) == ["t.csv:7:21: error: CX201: calls is 'x', not a number"]


def test_a_footer_may_have_any_number_of_cells(tmp_path):
    text = "day,region,calls\n2026-06-01,North,3\nTotal,3\nTotal\n2026-06-02,South\n"
    write(tmp_path, "file: t.csv\ndate: day\nfooter: Total", {"t.csv": text}, SUM)
    assert said(tmp_path) == [
        "t.csv:5:1: error: CX213: this row has 2 cells, the header 3; "
        "add what is missing, or take the row out"
    ]


def test_places_behind_rows_that_are_left_out(tmp_path):
    text = "day,region,calls\n2026-06-01,All,3\n2026-06-01,North,3\nTotal,,3\n2026-06-02,South,x\n"
    keys = "file: t.csv\ndate: day\nfooter: Total\ntotals: {region: All}"
    write(tmp_path, keys, {"t.csv": text}, SUM)
    (line,) = said(tmp_path)
    assert line.startswith("t.csv:5:18: error: CX201: calls is 'x', not a number")


@pytest.mark.parametrize(
    "text",
    [
        "day,region,calls\n2026-06-01,North,3\n,,\n,,\n",
        "day,region,calls\n,,\n2026-06-01,North,3\n",
        'day,region,calls\n2026-06-01,North,3\n"",""," "\n',
        "day,region,calls\r\n2026-06-01,North,3\r\n , ,\r\n,,",
        "day,region,calls\r2026-06-01,North,3\r,,\r",
        "sep=,\nday,region,calls\n2026-06-01,North,3\n,,\n",
        "day;region;calls\n2026-06-01;North;3\n;;\n",
        "sep=;\nday;region;calls\n2026-06-01;North;3\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_of_blanks_is_a_blank_line(tmp_path, text, encoding):
    write(tmp_path, "file: t.csv\ndate: {fixed: 2026-06-01}", {"t.csv": text.encode(encoding)}, SUM)
    assert said(tmp_path) == []
    assert totals(tmp_path, "calls") == {"2026-06-01": (1, 3)}


def test_a_file_among_several_has_rows_and_parts_of_a_date_of_its_own(tmp_path):
    keys = """\
files:
  - {file: a.csv, date: day}
  - {file: b.csv, where: "kind = 'real'", date: {year: 2026, month: m}}"""
    files = {
        "a.csv": "day,region,calls\n2026-05-01,North,1\n",
        "b.csv": "m,kind,region,calls\n6,real,North,2\n6,test,North,9\nJune,real,South,4\n",
    }
    write(tmp_path, keys, files, SUM)
    assert [line for line in said(tmp_path) if "CX233" not in line] == []
    assert totals(tmp_path, "calls") == {"2026-05-01": (1, 1), "2026-06-01": (2, 6)}
    files["b.csv"] = "m,region,calls\n6,North,2\n13,South,4\n"
    write(tmp_path, keys, files, SUM)
    assert [line.split(": ", 3)[2] for line in said(tmp_path)] == ["CX132"]


def test_rows_of_a_file_have_to_meet_its_own_where_and_that_of_the_dataset(tmp_path):
    keys = """\
date: day
where: calls < 5
files: [a.csv, {file: b.csv, where: "kind = 'real'"}]"""
    files = {
        "a.csv": "day,region,calls\n2026-05-01,North,1\n2026-05-02,North,16\n",
        "b.csv": "day,kind,region,calls\n"
        "2026-06-01,real,North,2\n2026-06-02,test,North,4\n2026-06-03,real,North,8\n",
    }
    write(tmp_path, keys, files, SUM)
    assert totals(tmp_path, "calls") == {"2026-05-01": (1, 1), "2026-06-01": (1, 2)}


@pytest.mark.parametrize("kind", LINED)
def test_a_header_far_beyond_the_file_is_said(tmp_path, kind):
    file = save(tmp_path, kind, [["day", "region", "calls"], [JUNE, "North", 3]])
    write(tmp_path, f"file: {file}\nheader: 100000000\ndate: day", {}, SUM)
    assert said(tmp_path) == [
        f"{file}: error: CX212: there is no header on line 100000000; "
        "set 'header' to the line the names stand on"
    ]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("2026-06-01,9\n2026-06-02,3\n", True),
        ("North,9\nSouth,3\n", True),
        ("region,score\nSouth,3\n", False),
        ("region,2026\nSouth,3\n", False),
        ("0,1,2\n5,3,1\n", False),
        ("id,12.5\n7,3\n", False),
        ("day,region\n2026-06-02,South\n", False),
    ],
)
def test_a_first_line_that_looks_like_data(tmp_path, text, warned):
    keys = "file: t.csv\ndate: {fixed: 2026-06-01}\ncolumns: {calls: {from: 2}, region: {from: 1}}"
    missing = SUM.replace("{sum: calls}", "{count: calls}")
    write(tmp_path, keys, {"t.csv": text}, missing)
    assert [": CX255: " in line for line in said(tmp_path)] == [True] * warned
    write(tmp_path, f"{keys}\nheader: 1", {"t.csv": text}, missing)
    assert said(tmp_path) == []
