"""Small CSV files: every cell's place, every fault's line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore import csv_cells, tables
from cxscore.csv_cells import _Scan
from cxscore.tables import read_table


def read(text):
    return read_table(text if isinstance(text, bytes) else text.encode(), "t.csv", "CX300")


def cells(table):
    return [{name: row[name] for name in table.header} for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_dialects(delimiter, end, encoding):
    text = end.join(
        [delimiter.join(row) for row in (["id", "title"], ["1", " é "], [""], ["2", ""])]
    )
    table = read(text.encode(encoding))
    assert table.problems == ()
    assert cells(table) == [{"id": "1", "title": "é"}, {"id": "2", "title": ""}]
    assert [row.line for row in table.rows] == [2, 4]


def test_quoted_line_ends_keep_physical_lines():
    table = read('id,title\n1,"two\nlines, ""quoted"""\n2,after\n')
    assert table.rows[0]["title"] == 'two\nlines, "quoted"'
    assert table.rows[0].place("title") == (2, 3)
    assert table.rows[1].place("id") == (4, 1)
    assert table.rows[1].place("absent") == (4, 1)
    assert table.rows[1]["absent"] == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "t.csv: error: CX300: the file is empty"),
        ("\n\n", "t.csv: error: CX300: the file is empty"),
        ("a,b\n1\n", "t.csv:2:1: error: CX300: this row has 1 cell, the header 2; "),
        ("a,b\n1,2,3\n", "t.csv:2:1: error: CX300: this row has 3 cells, the header 2; "),
        ("a,a\n", "t.csv:1:3: error: CX300: column 'a' stands twice in the header"),
        ("a,\n", "t.csv:1:3: error: CX300: a column has no name"),
        ('a,b\n1,"2\n', "t.csv:2:3: error: CX300: the quote that opens here is never closed"),
        ('"a,b\n1,2\n', "t.csv:1:1: error: CX300: the quote that opens here is never closed"),
        (b"a\nx\xe9\n", "t.csv:2:2: error: CX300: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        ("a\n\0\n", "t.csv:2:1: error: CX300: a NUL character stands here; this is no text file"),
    ],
)
def test_says_what_is_wrong(text, line):
    found = [str(problem) for problem in read(text).problems]
    assert len(found) == 1
    assert found[0].startswith(line)


def test_empty_cells_at_the_end_of_a_row_are_no_fault():
    assert cells(read("a,b\n1,2,,\n")) == [{"a": "1", "b": "2"}]


def test_too_large(monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 3)
    assert [problem.text for problem in read("a,b\n").problems] == ["the file is too large"]


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff"), max_size=8)


@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=5))
def test_reads_what_the_csv_module_writes(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b", "c"], *rows])
    kept = [[cell.strip() for cell in row] for row in rows]
    read_back = [[row[name] for name in "abc"] for row in read(out.getvalue()).rows]
    assert read_back == [row for row in kept if any(row)]


signs = st.text(st.sampled_from('ab ",\n'), max_size=30)


def by_cells(text):
    """The cells of *text*, their places, and what is wrong with it."""
    problems = []
    found = [(each.number, each.texts, [*each.starts()]) for each in lines_of(text, problems)]
    return found, problems


def lines_of(text, problems):
    return csv_cells.cells_of(text, ",", "log.csv", "CX309", problems)


@given(signs)
def test_a_line_is_read_as_it_is_cell_by_cell(text):
    """The library reads the quoted cells of a line; where it cannot, or might not, we do."""
    known = by_cells(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_cells, "_quoted_cells", lambda _: lambda _: None)
        assert by_cells(text) == known


def test_a_blank_line_may_stand_above_a_header_whose_quote_is_not_closed():
    found = read('\n"id,title\n1,a\n')
    assert [str(problem) for problem in found.problems] == [
        "t.csv:2:1: error: CX300: the quote that opens here is never closed"
    ]


def test_quoted_cells_of_a_line_are_read_by_the_library(monkeypatch):
    alone = []
    cell = _Scan.cell
    monkeypatch.setattr(_Scan, "cell", lambda scan: alone.append(scan.line) or cell(scan))
    found = read('id,title\n1,"one, two"\n2,"three ""four"""\n3,"over\ntwo"\n4,"five" x\n')
    assert [row["title"] for row in found.rows] == [
        "one, two", 'three "four"', "over\ntwo", "five x",
    ]  # fmt: skip
    # The header's names have places, which are asked for.
    assert alone == [1, 1, 4, 4, 6, 6]
    assert found.rows[1].place("title") == (3, 3)


def test_rows_are_made_when_they_are_asked_for(monkeypatch):
    found = read("id,title\n1,a\n2,b\n3,c\n")
    made = []
    under = tables._under
    monkeypatch.setattr(tables, "_under", lambda *row: made.append(row[1].number) or under(*row))
    assert len(found.rows) == 3
    assert found.rows[1]["title"] == "b"
    assert [row["id"] for row in found.rows[1:]] == ["2", "3"]
    assert made == [3, 3, 4]
