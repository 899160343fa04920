from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from cxscore.measure.files.unpivoted import DATE
from cxscore.measure.places import Place
from cxscore.model.dataset import DataFile, Reading, Wide
from cxscore.model.dates import DateColumn
from tests.measure.opened import opened

moment = datetime.fromisoformat

WIDE = Wide("A", "%b-%y", {"opening": "Opening customers", "lost": "Lost"})


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def unpivoted(text, wide=WIDE, **reading):
    Path("w.csv").write_text(text, newline="")
    return opened(".", DataFile("w.csv", reading=Reading(wide=wide, **reading)), read=[])


GOOD = 'A;Jan-26;Feb-26;Note\nOpening customers;100;90;x\nOther;1;2\n Lost ;10;"5"\n'


def test_a_row_a_month():
    with unpivoted(GOOD) as it:
        assert it.said() == []
        file = it.files[0]
        assert file.header == (DATE, "opening", "lost")
        assert file.date == DateColumn(DATE)
        assert it.rows() == [("2026-01-01", "100", "10"), ("2026-02-01", "90", "5")]


def test_places_are_those_of_the_file():
    with unpivoted(GOOD) as it:
        assert it.files[0].locate([1, 0], "c3") == [
            Place(4, 11, text="5"),
            Place(4, 8, text="10"),
        ]
        assert it.files[0].locate([1], "c1") == [Place(1, 10, text="Feb-26")]


def test_a_header_further_down_in_another_encoding():
    text = "Übersicht\nA;2026-01\nOpening customers;1\nLost;2\n"
    wide = Wide("A", "%Y-%m", WIDE.rows)
    Path("w.csv").write_text(text, encoding="cp1252")
    reading = Reading(wide=wide, header=(2,), encoding="cp1252")
    with opened(".", DataFile("w.csv", reading=reading), read=[]) as it:
        assert it.rows() == [("2026-01-01", "1", "2")]
        assert it.files[0].locate([0], "c3") == [Place(4, 6, text="2")]


def test_a_short_row_is_blank_where_it_ends():
    with unpivoted("A;Jan-26;Feb-26\nOpening customers;1\nLost;2;3\n") as it:
        assert it.rows() == [("2026-01-01", "1", "2"), ("2026-02-01", "", "3")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "B;Jan-26\nLost;1\n",
            ["w.csv:1:1: error: CX217: no column 'A', where labels should be"],
            id="no label column",
        ),
        pytest.param(
            "A;Jan-26\nOpening custmers;1\nLost;1\n",
            [
                "w.csv:1:1: error: CX217: no row is labelled 'Opening customers'; "
                "did you mean 'Opening custmers'?"
            ],
            id="no such label",
        ),
        pytest.param(
            "A;Jan-26\nOpening customers;1\nLost;1\nLost;2\n",
            ["w.csv:4:1: error: CX217: a second row is labelled 'Lost'"],
            id="label twice",
        ),
        pytest.param(
            "A;Jan-26;Febr-26;2026-03\nOpening customers;1;2;3\nLost;1;2;3\n",
            [
                "w.csv:1:10: error: CX217: 'Febr-26' is not a month written as %b-%y; "
                "mend the header, or 'months'",
                "w.csv:1:18: error: CX217: '2026-03' is not a month written as %b-%y; "
                "mend the header, or 'months'",
            ],
            id="months written otherwise",
        ),
        pytest.param(
            "A;Jan-26;jan-26\nOpening customers;1;2\nLost;1;2\n",
            ["w.csv:1:10: error: CX217: 'jan-26' is the same month as 'Jan-26'"],
            id="month twice",
        ),
        pytest.param(
            "A;x;y\nOpening customers;1;2\nLost;1;2\n",
            [
                "w.csv:1:1: error: CX217: no header is a month written as %b-%y; "
                "set 'months' to how they are written"
            ],
            id="no months",
        ),
        pytest.param(
            'A;Jan-26\nOpening customers;"1\nLost;2\n',
            [
                "w.csv:2:19: error: CX214: the quote that opens here is never closed; "
                "close it, or write a quote that is meant as one twice",
            ],
            id="broken quote",
        ),
    ],
)
def test_faults(text, said):
    with unpivoted(text) as it:
        assert it.said() == said
        assert it.files == []


def test_a_sheet_whose_months_are_dates():
    book = Workbook()
    for row in (
        ["", None, None],
        ["A", moment("2026-01-01"), "Feb-26"],
        ["Opening customers", 100, 1.5],
        ["Lost", None, 3],
    ):
        book.active.append(row)
    book.save("w.xlsx")
    with opened(".", DataFile("w.xlsx", reading=Reading(wide=WIDE)), read=[]) as it:
        assert it.said() == []
        assert it.rows() == [("2026-01-01", "100", ""), ("2026-02-01", "1.5", "3")]
        assert it.files[0].locate([1], "c2") == [Place(row=3, text="1.5")]


def test_parquet_is_not_turned(folder):
    (folder / "w.parquet").write_bytes(b"PAR1")
    with opened(".", DataFile("w.parquet", reading=Reading(wide=WIDE))) as it:
        assert it.said() == [
            "kpis.yaml:1:1: error: CX217: 'wide' is for CSV files and workbooks, not for Parquet; "
            "save the table as .csv or .xlsx"
        ]
