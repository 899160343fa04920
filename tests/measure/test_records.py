from dataclasses import replace

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.records import LONGEST, Record, split_records


def split(text, delimiter=",", width=0):
    return list(split_records(text.splitlines(keepends=True), delimiter, width))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("a,b\nc,d\n", [["a", "b"], ["c", "d"]], id="plain"),
        pytest.param("a,b", [["a", "b"]], id="no final newline"),
        pytest.param("a\r\nb\rc\n", [["a"], ["b"], ["c"]], id="every line end"),
        pytest.param("\n\na,b\n  \n", [["a", "b"]], id="blank lines are no records"),
        pytest.param('"a,b",c\n', [["a,b", "c"]], id="delimiter in quotes"),
        pytest.param('"a\r\nb",c\n', [["a\r\nb", "c"]], id="newline in quotes"),
        pytest.param('"say ""hi""",c\n', [['say "hi"', "c"]], id="doubled quotes"),
        pytest.param('a"b,c\n', [['a"b', "c"]], id="quote within a cell"),
        pytest.param(' "a,b" ,c\n', [["a,b", "c"]], id="spaces around quotes"),
        pytest.param('  "a,c\n', [['  "a', "c"]], id="two spaces before a quote"),
        pytest.param('"a" "b",c\n', [["a b", "c"]], id="two quoted parts"),
        pytest.param('"",\n', [["", ""]], id="empty cells"),
        pytest.param("é,ü\n", [["é", "ü"]], id="letters"),
    ],
)
def test_cells(text, cells):
    assert [record.cells for record in split(text)] == cells


@pytest.mark.parametrize(
    ("text", "width", "fault"),
    [
        pytest.param("a,b\nc\n", 2, ("few", 2, 1, "1"), id="too few"),
        pytest.param("a,b\nc,dd,e\n", 2, ("many", 2, 6, "3"), id="too many"),
        pytest.param('a,b\n"c",d,"e"\n', 2, ("many", 2, 7, "3"), id="too many, quoted"),
        pytest.param('a,b\nc,"d\ne,f\n', 2, ("open", 2, 3, ""), id="never closed"),
        pytest.param('a,b\nc,"d"x\ne,f\n', 2, ("after", 2, 3, "x"), id="text after a quote"),
        pytest.param('a,b\n"c\nd","e"x\ne,f\n', 2, ("after", 3, 4, "x"), id="on a later line"),
    ],
)
def test_faults(text, width, fault):
    records = split(text, width=width)
    broken = [record.fault for record in records if record.fault]
    assert [(f.kind, f.line, f.column, f.found) for f in broken][:1] == [fault]


def test_reading_goes_on_behind_the_line_that_is_broken():
    records = split('a,b\nc,"d\ne,f\ng,h\n', width=2)
    assert [(r.line, r.fault is None, r.cells) for r in records if r.fault is None] == [
        (1, True, ["a", "b"]),
        (3, True, ["e", "f"]),
        (4, True, ["g", "h"]),
    ]


def test_empty_cells_beyond_the_header_are_dropped():
    records = split('a,b,,\n"c",d,""\n', width=2)
    assert [record.cells for record in records] == [["a", "b"], ["c", "d"]]
    assert not any(record.fault for record in records)


def test_a_single_column_may_hold_spaces():
    assert [record.cells for record in split("a\n \n\n", width=1)] == [["a"], [" "]]


def test_a_quote_that_stays_open_for_too_long_is_given_up():
    lines = ['a,"b\n', *["x" * (LONGEST // 4) + "\n"] * 6, "c,d\n"]
    records = list(split_records(lines, ",", 2))
    assert records[0].fault.kind == "open"
    assert records[-1].cells == ["c", "d"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("ab,c,\n", [(1, 1), (1, 4), (1, 6)], id="plain"),
        pytest.param('"a,b",c\n', [(1, 1), (1, 7)], id="quoted"),
        pytest.param('"a\nb",c\n', [(1, 1), (2, 4)], id="behind a newline in quotes"),
    ],
)
def test_places(text, places):
    record = split(text)[0]
    assert [record.place(at) for at in range(len(record.cells))] == places


def test_lines_are_counted_from_where_reading_begins():
    record = next(split_records(["a,b\n"], ",", 2, first_line=7))
    assert record == Record(7, ["a", "b"])


PIECES = ["a", "b", '"', ",", "\n", " ", "é", "\t", 'x"', '",', ',"', '""']


@settings(max_examples=150, deadline=None)
@given(
    body=st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    width=st.integers(1, 3),
    blank_rows=st.booleans(),
)
def test_duckdb_counts_the_same_rows(tmp_path_factory, body, end, width, blank_rows):
    folder = tmp_path_factory.mktemp("law")
    path = folder / "a.csv"
    path.write_bytes((",".join("hij"[:width]) + end + body.replace("\n", end)).encode())
    source = Delimited(
        path, path, folder / "mended.csv", "utf-8", ",", width, ((1, 1),) * width, 2, 1
    )
    source = replace(source, blank_rows=blank_rows)
    ours = [tuple(record.cells) for record in source.records()]
    try:
        theirs = read(source)
    except duckdb.Error:
        # What is repaired has no rows of blanks.
        ours = [cells for cells in ours if width == 1 or any(map(str.strip, cells))]
        repaired, _ = source.repaired([], lambda cells: False)
        assert read(repaired) == [tuple(map(unified, cells)) for cells in ours]
    else:
        assert theirs == ours


def read(source):
    rows = duckdb.sql(f"SELECT * FROM {source.relation()}").fetchall()
    return [tuple(cell or "" for cell in row) for row in rows]


def unified(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")
