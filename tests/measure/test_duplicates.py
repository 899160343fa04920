"""Rows that share their key, files that overlap, and rows that repeat others."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cxscore.measure.checks import overlaps
from cxscore.problems import Problems
from tests.measure.measuring import measured, said, totals, write

ROWS = "id,day,score\na,2026-05-01,9\nb,2026-05-02,0\na,2026-06-03,10\n"


def dataset(*options, files="s.csv"):
    return "\n".join([f"files: [{files}]", "date: day", *options])


def test_the_first_five_and_how_many_more(tmp_path):
    rows = ROWS + "b,2026-06-04,1\n" * 20
    write(tmp_path, dataset("unique: id"), {"s.csv": rows})
    with pytest.raises(Problems) as caught:
        measured(tmp_path)
    found = caught.value.found
    assert [(p.code, p.line, p.column) for p in found] == [
        ("CX221", line, 1) for line in (4, 5, 6, 7, 8)
    ]
    assert found[0].text.replace(f"{tmp_path}/", "") == "id 'a' is already in s.csv:2"
    assert [p.more for p in found] == [0, 0, 0, 0, 16]


def test_keys_are_looked_at_before_where_and_over_all_files(tmp_path):
    files = {"s.csv": ROWS, "t.csv": "score,id,day\n1,c,2026-06-01\n2, b ,2026-06-01\n"}
    options = ["unique: id", "where: day >= '2026-06-01'"]
    write(tmp_path, dataset(*options, files="s.csv, t.csv"), files)
    assert said(tmp_path) == [
        "s.csv:4:1: error: CX221: id 'a' is already in s.csv:2",
        "t.csv:3:3: error: CX221: id 'b' is already in s.csv:3",
    ]


@pytest.mark.parametrize(
    ("which", "kept"),
    [
        pytest.param("first", {"2026-05-01": (2, 0.0)}, id="first"),
        pytest.param("last", {"2026-05-01": (1, -1.0), "2026-06-01": (1, 1.0)}, id="last"),
    ],
)
def test_one_row_of_each_key_is_kept(tmp_path, which, kept):
    write(tmp_path, dataset("unique: id", f"on_duplicate: {which}"), {"s.csv": ROWS})
    assert totals(tmp_path) == kept
    assert said(tmp_path) == [
        "s.csv: warning: CX222: 1 row repeats the id of another and is left out: "
        f"the {which} by date counts"
    ]
    source = measured(tmp_path).sources[0]
    assert (source.rows, source.rows_used, source.rows_skipped) == (3, 2, 0)


@pytest.mark.parametrize(("which", "numerator"), [("first", 1.0), ("last", -1.0)])
def test_of_the_same_day_the_order_of_the_files_decides(tmp_path, which, numerator):
    files = {"b.csv": "id,day,score\na,2026-05-01,9\n", "a.csv": "id,day,score\na,2026-05-01,0\n"}
    options = ["unique: id", f"on_duplicate: {which}"]
    write(tmp_path, dataset(*options, files="b.csv, a.csv"), files)
    assert totals(tmp_path) == {"2026-05-01": (1, numerator)}


@pytest.mark.parametrize(
    ("which", "further", "left_out", "kept"),
    [
        ("last", "down", ["s.csv:2:1", "s.csv:3:1"], 4),
        ("first", "up", ["s.csv:3:1", "s.csv:4:1"], 2),
    ],
)
def test_rows_of_the_same_date_are_said_as_such(tmp_path, which, further, left_out, kept):
    rows = "id,day,score\n" + "a,2026-05-01,9\n" * 3 + "b,2026-05-01,9\nb,2026-05-02,9\n"
    write(tmp_path, dataset("unique: id", f"on_duplicate: {which}"), {"s.csv": rows})
    hint = "keep one of them, or give them different dates"
    assert said(tmp_path) == [
        "s.csv: warning: CX222: 1 row repeats the id of another and is left out: "
        f"the {which} by date counts",
        *(
            f"{place}: warning: CX222: id 'a': 2 rows of the same date: "
            f"the one further {further} counts, in s.csv:{kept}; {hint}"
            for place in left_out
        ),
    ]


def test_many_rows_of_the_same_date(tmp_path):
    rows = "id,day,score\n" + "a,2026-05-01,9\n" * 9
    write(tmp_path, dataset("unique: id", "on_duplicate: last"), {"s.csv": rows})
    found = measured(tmp_path).problems
    assert [(p.line, p.more) for p in found] == [(2, 0), (3, 0), (4, 0), (5, 0), (6, 3)]


def test_a_row_without_a_date_is_never_preferred(tmp_path):
    rows = "id,day,score\na,,9\na,2026-05-01,0\na,,9\n"
    for which in ("first", "last"):
        write(tmp_path, dataset("unique: id", f"on_duplicate: {which}"), {"s.csv": rows})
        assert totals(tmp_path) == {"2026-05-01": (1, -1.0)}


def test_rows_that_are_left_out_are_not_judged(tmp_path):
    rows = ROWS.replace("01,9", "01,nine")
    write(tmp_path, dataset("unique: id", "on_duplicate: last"), {"s.csv": rows})
    assert [line.split(": ")[2] for line in said(tmp_path)] == ["CX222"]
    write(tmp_path, dataset("unique: id", "on_duplicate: first"), {"s.csv": rows})
    assert [line.split(": ")[1:3] for line in said(tmp_path)] == [
        ["warning", "CX222"],
        ["error", "CX205"],
    ]


def test_the_places_of_bad_cells_stand_where_rows_were_left_out(tmp_path):
    rows = "id,day,score\na,2026-05-01,9\na,2026-05-02,9\nb,2026-05-03,11\n"
    write(tmp_path, dataset("unique: id", "on_duplicate: last"), {"s.csv": rows})
    assert "s.csv:4:14: error: CX205" in "\n".join(said(tmp_path))


def test_all_columns_by_name_in_files_that_order_them_otherwise(tmp_path):
    files = {
        "s.csv": "id,day,score,Q1\na,2026-05-01,9,x\n",
        "t.csv": "note,score,day,id,Q1\n,9,2026-05-01,a,x\n,9,2026-05-02,a,x\n",
    }
    text = dataset("unique: all_columns", files="s.csv, {file: t.csv}")
    write(tmp_path, text, files)
    assert said(tmp_path) == ["t.csv:2:1: error: CX221: this row is already in s.csv:2"]


def test_a_name_that_stands_twice_in_a_header_is_two_columns(tmp_path):
    rows = "day,score,note,note\n2026-05-01,9,x,y\n2026-05-01,9,x,z\n2026-05-01,9,x,y\n"
    write(tmp_path, dataset("unique: all_columns", "on_duplicate: first"), {"s.csv": rows})
    assert said(tmp_path) == [
        "s.csv: warning: CX222: 1 row repeats another row and is left out: the first by date counts"
    ]


def test_blank_keys(tmp_path):
    rows = (
        "id,wave,day,score\n,,2026-05-01,9\n,,2026-05-02,9\n,1,2026-05-03,9\nn/a,1,2026-05-04,9\n"
    )
    files = {"s.csv": rows}
    missing = "missing: [n/a]"
    write(tmp_path, dataset("unique: id", missing), files)
    assert said(tmp_path) == [
        "s.csv: warning: CX223: 4 rows have no id, and cannot be compared with others"
    ]
    write(tmp_path, dataset("unique: [id, wave]", missing), files)
    assert said(tmp_path) == [
        "s.csv: warning: CX223: 2 rows have no id and no wave, and cannot be compared with others",
        "s.csv:5:1: error: CX221: the row with id blank and wave '1' is already in s.csv:4",
    ]
    write(
        tmp_path, dataset("unique: id"), {"s.csv": "id,day,score\n,2026-05-01,9\nb,2026-06-01,9\n"}
    )
    assert said(tmp_path) == [
        "s.csv: warning: CX223: 1 row has no id, and cannot be compared with others"
    ]


def test_rows_of_a_workbook(tmp_path):
    book = Workbook()
    for row in (["id", "day", "score"], ["a", "2026-05-01", 9], ["a", "2026-05-02", 9]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    write(tmp_path, dataset("unique: id", files="s.xlsx"), {})
    assert said(tmp_path) == ["s.xlsx: row 3: error: CX221: id 'a' is already in s.xlsx: row 2"]


def test_broken_rows_do_not_hide_repeated_ones(tmp_path):
    rows = ROWS.replace("b,2026-05-02,0\n", "b,2026-05-02\n")
    write(tmp_path, dataset("unique: id"), {"s.csv": rows})
    assert said(tmp_path) == [
        "s.csv:3:1: error: CX213: this row has 2 cells, the header 3; "
        "add what is missing, or take the row out",
        "s.csv:4:1: error: CX221: id 'a' is already in s.csv:2",
    ]


def test_every_column_is_read_where_all_are_compared(tmp_path):
    rows = b"day,score,note\n2026-05-01,9,caf\xe9\n2026-05-02,9,x\n"
    write(tmp_path, dataset("unique: all_columns"), {"s.csv": rows})
    assert [line.split(": ")[2] for line in said(tmp_path)] == ["CX215"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.integers(0, 10)),
        min_size=1,
        max_size=8,
    )
)
def test_the_rows_kept_are_those_that_python_would_keep(tmp_path, rows):
    text = "id,day,score\n" + "".join(f"{i},2026-05-{d:02},{s}\n" for i, d, s in rows)
    for which in ("first", "last"):
        kept = {}
        for id_, day, score in rows if which == "last" else reversed(rows):
            held = kept.get(id_)
            later = held is None or (day >= held[0] if which == "last" else day <= held[0])
            kept[id_] = (day, score) if later else held
        scores = [score for _, score in kept.values()]
        wanted = sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)
        write(tmp_path, dataset("unique: id", f"on_duplicate: {which}"), {"s.csv": text})
        assert totals(tmp_path) == {"2026-05-01": (len(scores), float(wanted))}


# -- without a key


def days(first, last, cells=",9\n", month=5):
    return "".join(f"2026-{month:02}-{day:02}{cells}" for day in range(first, last + 1))


def overlap(tmp_path, one, two, *options):
    files = {"one.csv": "day,score\n" + one, "two.csv": "day,score\n" + two}
    write(tmp_path, dataset(*options, files="one.csv, two.csv"), files)
    return [line for line in said(tmp_path) if "CX225" in line]


HINT = "name the column that is 'unique', so that no row counts twice"


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        pytest.param(days(1, 9), days(10, 20, ",8\n"), "", id="one-after-the-other"),
        pytest.param(days(1, 10), days(10, 20, ",8\n"), "2026-05-10 is in", id="a-day"),
        pytest.param(
            days(1, 10), days(5, 20, ",8\n"), "2026-05-05 to 2026-05-10 are in", id="span"
        ),
        pytest.param(
            days(1, 20),
            days(3, 3) + days(5, 6, ",8\n"),
            "3 days from 2026-05-03 to 2026-05-06 are in",
            id="days-apart",
        ),
        pytest.param(days(1, 20), days(1, 18, ",8\n"), "", id="side-by-side"),
    ],
)
def test_files_that_share_days(tmp_path, one, two, told):
    wanted = [f"two.csv: warning: CX225: {told} one.csv too; {HINT}"] if told else []
    assert overlap(tmp_path, one, two) == wanted


def test_a_key_makes_overlaps_harmless(tmp_path):
    options = ["unique: all_columns", "on_duplicate: first"]
    assert overlap(tmp_path, days(1, 10), days(5, 20), *options) == []
    assert totals(tmp_path) == {"2026-05-01": (20, 20.0)}


def test_a_copy_is_told_whatever_its_days(tmp_path):
    assert overlap(tmp_path, days(1, 9), days(1, 9)) == [
        "two.csv: warning: CX225: this file is a copy of one.csv, so its rows count twice; "
        "take one of them away"
    ]


def test_files_with_dates_of_their_own_may_be_alike(tmp_path):
    files = {"one.csv": "score\n9\n", "two.csv": "score\n9\n"}
    specs = [
        f"{{file: {n}.csv, date: {{fixed: 2026-0{m}-01}}}}" for n, m in (("one", 5), ("two", 6))
    ]
    write(tmp_path, dataset(files=", ".join(specs)), files)
    assert said(tmp_path) == []


IDS = "id,day,score\n" + "".join(f"{at},2026-05-{at % 28 + 1:02},9\n" for at in range(40))
CX224 = (
    "in every column, though id is different in all the rest; if they are copies, "
    "set unique: all_columns and on_duplicate: first"
)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(IDS, [], id="none"),
        pytest.param(IDS + "7,2026-05-08,9\n", [f"1 row repeats another {CX224}"], id="one"),
        pytest.param(
            IDS + IDS[IDS.index("\n") + 1 :], [f"40 rows repeat others {CX224}"], id="all"
        ),
        pytest.param(IDS + "7,2026-05-09,9\n", [], id="not-in-every-column"),
        pytest.param("day,score\n" + days(1, 20) * 3 + days(1, 5, ",8\n"), [], id="no-identifier"),
        pytest.param("day,score\n" + days(1, 9) * 2, [], id="too-few"),
    ],
)
def test_rows_that_repeat_others(tmp_path, rows, told):
    write(tmp_path, dataset(), {"s.csv": rows})
    lines = [line for line in said(tmp_path) if "CX224" in line]
    assert lines == [f"s.csv: warning: CX224: {text}" for text in told]


@pytest.mark.parametrize(("columns", "told"), [(12, 1), (501, 0)])
def test_past_500_columns_no_row_is_held_against_the_others(tmp_path, columns, told):
    header, *lines = (IDS + "7,2026-05-08,9\n").splitlines()
    more = columns - header.count(",") - 1
    header += "".join(f",n{at}" for at in range(more))
    text = "".join(f"{row}\n" for row in [header, *(row + ",x" * more for row in lines)])
    write(tmp_path, dataset(), {"s.csv": text})
    assert sum("CX224" in line for line in said(tmp_path)) == told


@pytest.mark.parametrize("cell", ["{row}.{at}", ""], ids=["numbers", "blank"])
def test_two_hundred_columns_do_not_fill_the_memory(tmp_path, cell):
    header, *lines = (IDS + IDS.splitlines()[1] + "\n").splitlines()
    rows = [
        f"{','.join(cell.format(row=row.partition(',')[0], at=at) for at in range(200))},{row}"
        for row in lines
    ]
    header = f"{','.join(f'n{at}' for at in range(200))},{header}"
    write(tmp_path, dataset(), {"s.csv": "\n".join([header, *rows]) + "\n"})
    assert sum("CX224" in line for line in said(tmp_path)) == 1


def test_rows_that_repeat_others_of_another_file(tmp_path):
    files = {"s.csv": IDS, "t.csv": "id,day,score\n" + IDS[IDS.index("\n") + 1 :][:30]}
    write(tmp_path, dataset(files="s.csv, t.csv"), files)
    assert [line.split(":")[0] for line in said(tmp_path) if "CX224" in line] == ["t.csv"]


def test_large_datasets_are_not_read_twice_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(overlaps, "MOST_ROWS", 40)
    write(tmp_path, dataset(), {"s.csv": IDS + "7,2026-05-08,9\n"})
    assert not [line for line in said(tmp_path) if "CX224" in line]


def test_a_byte_in_a_column_that_nobody_reads_goes_unnoticed(tmp_path):
    rows = IDS.encode().replace(b"id,", b"note,id,").replace(b"\n7,", b"\ncaf\xe9,7,", 1)
    lines = rows.split(b"\n")
    rows = b"\n".join(r if b"note" in r or b"caf" in r or not r else b"x," + r for r in lines)
    write(tmp_path, dataset(), {"s.csv": rows})
    assert not [line for line in said(tmp_path) if "CX233" not in line]
    assert totals(tmp_path) == {"2026-05-01": (40, 40.0)}
