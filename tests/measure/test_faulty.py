"""Bad cells: each told once, at its place, and only in rows that count."""

from datetime import date

import pytest
from openpyxl import Workbook

from cxscore.definition import examine
from cxscore.measure.engines.duckdb.rows import MOST_FAULTS
from cxscore.model.dataset import BadRows
from cxscore.problems import Problems
from tests.measure.measuring import NPS, measured, said, totals, write

SKIP = BadRows(1.0)
EFFORT = (
    NPS
    + """\
  effort:
    name: Effort
    owner: amara
    dataset: surveys
    measure: {mean: effort}
    polarity: lower_is_better
"""
)


def test_more_than_five_of_a_kind_are_counted(tmp_path):
    rows = "day,score\n2026-05-01,1\n" + "2026-05-02,11\n" * 3 + "2026-05-02,x\n" * 1206
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows})
    with pytest.raises(Problems) as caught:
        measured(tmp_path)
    found = caught.value.found
    assert [p.line for p in found] == [3, 4, 5, 6, 7]
    assert [p.more for p in found] == [0, 0, 0, 0, 1204]
    assert "'x'" in found[3].text


@pytest.mark.parametrize(
    ("cells", "said_so"),
    [
        (["11"] * 20, True),
        (["11"] * 19, False),
        (["11", "12"] * 10, False),
        (["11"] * 5 + ["12"] * 15, True),
    ],
)
def test_one_answer_off_the_scale_again_and_again_may_stand_for_none(tmp_path, cells, said_so):
    rows = "day,score\n" + "".join(f"2026-05-02,{cell}\n" for cell in [*cells, "9"])
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows})
    hint = "; add it to 'missing' if it stands for no answer"
    found = said(tmp_path)
    assert len(found) == 5
    assert all(line.endswith(hint) is said_so for line in found)


def test_columns_and_kinds_are_counted_apart(tmp_path):
    rows = "day,score,effort\n2026-05-01,11,x\n,1,y\nx,1,1\n"
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows}, EFFORT)
    assert [line.split(": error: ")[0] + line.split(":")[4] for line in said(tmp_path)] == [
        "s.csv:2:12 CX205",
        "s.csv:2:15 CX201",
        "s.csv:3:1 CX203",
        "s.csv:3:4 CX201",
        "s.csv:4:1 CX202",
    ]


def test_a_cell_that_fails_several_checks_is_told_once_by_the_narrowest(tmp_path):
    rows = "day,score\n2026-05-01,8.5\n2026-05-02,12\n2026-05-03,eight\n"
    dataset = "file: s.csv\ndate: day\ncolumns: {score: {scale: [0, 10]}}"
    write(tmp_path, dataset, {"s.csv": rows})
    assert [line.split("not ")[1] for line in said(tmp_path)] == ["a whole number from 0 to 10"] * 3


def test_a_date_that_is_used_besides_is_one_cell(tmp_path):
    rows = "opened,closed\n2026-05-01,2026-05-03\nsoon,2026-05-04\n"
    kpis = NPS.replace("{nps: score}", '{sum: "days(opened, closed)"}')
    write(tmp_path, "{file: s.csv, date: opened}", {"s.csv": rows}, kpis)
    assert said(tmp_path) == [
        "s.csv:3:1: error: CX202: opened is 'soon', not a date written like 2026-12-31"
    ]


def test_only_what_a_kpi_counts_is_held_to_its_scale(tmp_path):
    rows = "day,score,channel\n2026-05-01,11,phone\n2026-05-02,9,app\n2026-05-02,x,phone\n"
    where = NPS + "    where: channel = 'app'\n"
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows}, where)
    assert said(tmp_path) == []
    other = where + EFFORT[len(NPS) :].replace("effort}", "score}")
    write(tmp_path, "{file: s.csv, date: day}", {}, other)
    assert said(tmp_path) == ["s.csv:4:12: error: CX201: score is 'x', not a number"]


def test_a_cell_that_decides_on_the_row_has_to_be_sound(tmp_path):
    rows = "day,score,tries\n2026-05-01,9,1\n2026-05-02,11,none\n"
    write(tmp_path, "{file: s.csv, date: day, where: tries < 2}", {"s.csv": rows})
    assert said(tmp_path) == [
        "s.csv:3:15: error: CX201: tries is 'none', not a number; "
        "add it to 'missing' if it stands for no answer"
    ]


def test_dates_in_parts(tmp_path):
    rows = "y,m,d,score\n2026,5,31,9\n2026,June,31,9\n2026,6,,9\n2026,5,n/a,9\n"
    dataset = "file: s.csv\ndate: {year: y, month: m, day: d}\nmissing: [n/a]"
    write(tmp_path, dataset, {"s.csv": rows})
    assert said(tmp_path) == [
        "s.csv:3:11: error: CX202: d is '31', not a day of that month",
        "s.csv:4:8: error: CX203: d is blank; a row needs a date to belong to a period",
        "s.csv:5:8: error: CX203: d is 'n/a', which stands for a blank; "
        "a row needs a date to belong to a period",
    ]


def test_every_row_of_a_file_with_a_fixed_date_has_one(tmp_path):
    rows = "score\n9\n11\n"
    write(tmp_path, "{file: s.csv, date: {fixed: 2026-05-31}}", {"s.csv": rows})
    assert said(tmp_path) == [
        "s.csv:3:1: error: CX205: score is '11', not a whole number from 0 to 10"
    ]


def test_rows_of_a_workbook(tmp_path):
    book = Workbook()
    for row in (["day", "score"], [date(2026, 5, 1), 9], [None, None], ["soon", 11]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    write(tmp_path, "{file: s.xlsx, date: day}", {})
    assert said(tmp_path) == [
        "s.xlsx: row 4: error: CX202: day is 'soon', not a date written like 2026-12-31",
        "s.xlsx: row 4: error: CX205: score is '11', not a whole number from 0 to 10",
    ]


def test_more_columns_than_the_mask_has_bits(tmp_path):
    names = [f"q{at}" for at in range(MOST_FAULTS + 10)]
    rows = f"day,{','.join(names)}\n2026-05-01{',1' * len(names)}\n2026-05-02{',x' * len(names)}\n"
    kpis = NPS.replace("{nps: score}", f'{{sum: "{" + ".join(names)}"}}')
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows}, kpis)
    lines = said(tmp_path)
    assert len(lines) == len(names)
    assert (
        lines[-1]
        == f"s.csv:3:{12 + 2 * (len(names) - 1)}: error: CX201: {names[-1]} is 'x', not a number"
    )
    assert totals(tmp_path, bad_rows=SKIP) == {"2026-05-01": (1, len(names))}


def test_a_missing_column_is_told_at_the_header_and_not_in_every_row(tmp_path):
    dataset = """
files:
  - one.csv
  - {file: two.csv, columns: {score: {from: Q2}}, date: {year: year, month: month}}
date: day
columns: {score: {from: Q1}}
unique: id
"""
    files = {"one.csv": "when,Q1,id\n2026-05-01,9,1\n", "two.csv": "year,Q1\n2026,9\n"}
    write(tmp_path, dataset, files)
    assert said(tmp_path) == [
        "one.csv:1:1: error: CX211: there is no column 'day', which kpis.yaml:10:11 names; "
        "it has: when, Q1, id",
        "two.csv:1:1: error: CX211: there is no column 'Q2', which kpis.yaml:9:49 names; "
        "it has: year, Q1",
        "two.csv:1:1: error: CX211: there is no column 'id', which kpis.yaml:12:13 names; "
        "it has: year, Q1",
        "two.csv:1:1: error: CX211: there is no column 'month', which kpis.yaml:9:81 names; "
        "it has: year, Q1",
    ]


def test_kpis_with_dates_of_their_own_need_none_of_the_dataset(tmp_path):
    rows = "opened,closed,score\n2026-05-01,2026-06-02,9\n2026-05-02,,10\n2026-05-03,soon,1\n"
    kpis = NPS + "    date: closed\n"
    write(tmp_path, "{file: s.csv}", {"s.csv": rows}, kpis)
    assert said(tmp_path) == [
        "s.csv:4:12: error: CX202: closed is 'soon', not a date written like 2026-12-31"
    ]
    assert totals(tmp_path, bad_rows=SKIP) == {"2026-06-01": (1, 1.0)}


def test_a_column_that_is_missing_is_told_without_a_date_of_the_dataset(tmp_path):
    kpis = NPS.replace("nps: score", "sum: nowhere") + "    date: closed\n"
    write(tmp_path, "{file: s.csv}", {"s.csv": "closed,score\n2026-06-02,9\n"}, kpis)
    assert [line.split("; ")[0] for line in said(tmp_path)] == [
        "kpis.yaml:13:20: error: CX132: kpis.nps.measure.sum uses nowhere, which is not a column "
        "of 'surveys'"
    ]


# -- skipping


def test_skipped_rows_are_counted_by_column_and_segment(tmp_path):
    rows = (
        "day,score,region\n2026-05-01,9,North\n2026-05-02,x,North\nx,y,\n"
        "2026-05-03,11,South\n2026-05-04,10,South\n"
    )
    kpis = NPS + "    by: [region]\n"
    write(tmp_path, "{file: s.csv, date: day, bad_rows: skip}", {"s.csv": rows}, kpis)
    found = measured(tmp_path)
    assert said(tmp_path) == [
        "s.csv: warning: CX241: 3 of 5 rows are skipped because of bad cells: 3 in score, 1 in day"
    ]
    assert found.skipped == {
        "surveys": {"region: blank": 1, "region: North": 1, "region: South": 1}
    }
    assert totals(tmp_path) == {"2026-05-01": (2, 2.0)}
    assert (found.sources[0].rows, found.sources[0].rows_used) == (5, 2)
    assert found.sources[0].rows_skipped == 3


def test_crossings_alone_tell_whose_rows_are_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr("cxscore.measure.engines.duckdb.tally.FINEST_GROUPS", 1, raising=False)
    monkeypatch.setattr("cxscore.measure.engines.duckdb.sampling.FINEST_GROUPS", 1, raising=False)
    rows = "day,score,region,channel\n2026-05-01,9,North,app\n2026-05-02,x,South,app\n"
    kpis = NPS + "    by: [[region, channel]]\n"
    write(tmp_path, "{file: s.csv, date: day, bad_rows: skip}", {"s.csv": rows}, kpis)
    assert measured(tmp_path).skipped == {"surveys": {"region: South": 1, "channel: app": 1}}


BROKEN = "day,score\n2026-05-01,9\n2026-05-02\n2026-05-03,x\n2026-05-04,1,2\n2026-05-05,8\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            BROKEN,
            "3 of 5 rows are skipped because of bad cells: 1 in score; 2 are broken",
            id="both",
        ),
        pytest.param(
            BROKEN.replace(",x", ",7"), "2 of 5 rows are skipped because they are broken", id="rows"
        ),
        pytest.param(
            BROKEN.replace(",x", ",7").replace("1,2", "1"),
            "1 of 5 rows is skipped because it is broken",
            id="row",
        ),
        pytest.param(
            BROKEN.replace("02\n", "02,2\n").replace("1,2", "1"),
            "1 of 5 rows is skipped because of bad cells: 1 in score",
            id="cell",
        ),
    ],
)
def test_broken_rows_are_skipped_as_well(tmp_path, rows, told):
    write(tmp_path, "{file: s.csv, date: day}", {"s.csv": rows})
    assert said(tmp_path, SKIP) == [f"s.csv: warning: CX241: {told}"]
    assert any(": error: " in line for line in said(tmp_path))


def test_a_header_that_fits_no_row_is_not_skipped(tmp_path):
    files = {
        "one.csv": "day,score\n2026-05-01,9\n2026-05-02,9\n2026-06-02,9\n",
        "two.csv": "day,score\n2026-05-02,9,x\n2026-05-03,9,y\n",
    }
    write(tmp_path, "{files: [one.csv, two.csv], date: day, bad_rows: skip}", files)
    assert (
        "two.csv:1:1: error: CX213: no row has as many cells as the header, 2; "
        "set 'header' to the line the names stand on, or 'delimiter'" in said(tmp_path)
    )


TEN = "day,score\n" + "2026-05-01,9\n" * 9 + "2026-05-02,x\n"


@pytest.mark.parametrize(
    ("option", "argument", "codes"),
    [
        pytest.param("", None, ["CX205"], id="unsaid"),
        pytest.param("", SKIP, ["CX241"], id="from-the-command-line"),
        pytest.param(", bad_rows: error", SKIP, ["CX205"], id="the-dataset-is-finer"),
        pytest.param(", bad_rows: skip", BadRows(), ["CX241"], id="skip"),
        pytest.param(", bad_rows: {skip_up_to: 10%}", None, ["CX241"], id="just-enough"),
        pytest.param(", bad_rows: {skip_up_to: 9.9%}", None, ["CX242", "CX205"], id="too-many"),
    ],
)
def test_whether_rows_are_skipped(tmp_path, option, argument, codes):
    write(tmp_path, f"{{file: s.csv, date: day{option}}}", {"s.csv": TEN})
    assert [line.split(": ")[2] for line in said(tmp_path, argument)] == codes


def test_the_share_is_of_the_rows_that_where_keeps(tmp_path):
    rows = TEN.replace("\n", ",app\n").replace("score,app", "score,channel")
    rows += "2026-05-02,x,test\n" * 90
    dataset = "file: s.csv\ndate: day\nwhere: channel = 'app'\nbad_rows: {skip_up_to: 5%}"
    write(tmp_path, dataset, {"s.csv": rows})
    assert said(tmp_path)[0].endswith(
        "CX242: 1 of 10 rows of surveys are bad, more than the 5% that may be skipped"
    )


def test_nothing_left_is_never_skipped(tmp_path):
    write(tmp_path, "{file: s.csv, date: day, bad_rows: skip}", {"s.csv": "day,score\nx,1\n"})
    assert said(tmp_path)[0] == (
        "kpis.yaml:7:40: error: CX242: every row of surveys is bad, so there would be nothing left"
    )


def test_error_that_is_said_differs_from_error_by_default(tmp_path):
    for option, wanted in (("", None), ("bad_rows: error", BadRows(0.0))):
        write(tmp_path, f"file: s.csv\ndate: day\n{option}", {})
        definition = examine(tmp_path / "kpis.yaml").definition
        assert definition.datasets["surveys"].bad_rows == wanted
