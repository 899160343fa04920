import sys
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from cxscore.measure.places import Place
from cxscore.model.dataset import Column, DataFile, Reading
from cxscore.model.dates import DateColumn
from cxscore.problems import MissingLibrary
from cxscore.workbooks.workbook import cell_text
from tests.measure.opened import opened

moment = datetime.fromisoformat


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(name, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(name)
    return name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (7.0, "7"),
        (-2.5, "-2.5"),
        (moment("2026-03-01"), "2026-03-01"),
        (moment("2026-03-01T09:30"), "2026-03-01 09:30:00"),
        (date(2026, 3, 1), "2026-03-01"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("#N/A", "#N/A"),
    ],
)
def test_cells_lose_nothing(value, text):
    assert cell_text(value) == text


def test_numbers_and_dates_come_as_the_file_is_read():
    assert cell_text(0.5, decimal=",") == "0,5"
    assert cell_text(moment("2026-03-01"), date_format="%d/%m/%Y") == "01/03/2026"


def test_a_sheet_is_read_like_a_table():
    rows = [["Q1", "when", None], [9, moment("2026-03-01"), "beyond"], [None], ['x, "y"', None]]
    save("a.xlsx", first=rows, second=[["z"], [1]])
    with opened(".", "a.xlsx", read=["Q1", "when"]) as it:
        assert it.said() == []
        assert it.files[0].header == ("Q1", "when")
        assert it.rows() == [("9", "2026-03-01"), ('x, "y"', "")]
        assert it.files[0].locate([1, 0], "c1") == [
            Place(row=4, text='x, "y"'),
            Place(row=2, text="9"),
        ]
        missing = it.files[0].missing("Q2", "kpis.yaml:3:1")
        assert str(missing).startswith("a.xlsx: error: CX211")
        assert (missing.line, missing.column) == (0, 0)


def test_a_sheet_by_name_with_a_header_further_down():
    rows = [["Report"], [], ["a", "b", " "], [0.5, "x"]]
    save("a.xlsx", first=[["z"]], second=rows)
    reading = Reading(sheet=("second",), header=(3,), decimal=",")
    with opened(".", DataFile("a.xlsx", reading=reading)) as it:
        assert it.rows() == [("0,5", "x")]
        assert it.files[0].locate([0], "c2") == [Place(row=4, text="x")]


def test_dates_are_written_as_their_column_is_read():
    save("a.xlsx", one=[["on", "at"], [moment("2026-03-01"), moment("2026-03-02T08:00")]])
    columns = {"started": Column(source="at", format="%d.%m.%Y")}
    with opened(".", "a.xlsx", columns=columns, date=DateColumn("on", "%Y/%m/%d")) as it:
        assert it.rows() == [("2026/03/01", "02.03.2026")]


def test_a_formula_that_nobody_worked_out_is_no_blank():
    save("a.xlsx", one=[["a"], ["=1+1"], [5]])
    with opened(".", "a.xlsx") as it:
        (note,) = it.files[0].notes.notes
        assert str(note.problem) == (
            "a.xlsx: row 2: error: CX260: 1 formula of 'a' has no stored value: A2; "
            "open the file in a spreadsheet program and save it"
        )


@pytest.mark.parametrize(
    ("rows", "reading", "said"),
    [
        (
            [["a"]],
            Reading(sheet=("nope",)),
            "kpis.yaml:1:1: error: CX218: a.xlsx has no sheet 'nope'; its sheets are one",
        ),
        (
            [],
            Reading(),
            "a.xlsx: error: CX212: the file is empty; its first line should be a header",
        ),
        (
            [["a"]],
            Reading(header=(5,)),
            "a.xlsx: error: CX212: there is no header on line 5; "
            "set 'header' to the line the names stand on",
        ),
    ],
)
def test_sheets_that_cannot_be_read(rows, reading, said):
    save("a.xlsx", one=rows)
    with opened(".", "a.xlsx", reading=reading) as it:
        assert it.said() == [said]


def test_a_file_that_is_no_workbook(folder):
    (folder / "a.xlsx").write_text("a,b\n")
    with opened(".", "a.xlsx") as it:
        assert it.said() == [
            "a.xlsx: error: CX218: the file cannot be read: "
            "it is no workbook, or a damaged one; save or fetch it again"
        ]


def test_without_openpyxl_the_line_that_installs_it_is_said(monkeypatch):
    save("a.xlsx", one=[["a"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with (
        pytest.raises(MissingLibrary, match=r"pip install 'cxscore\[xlsx\]'"),
        opened(".", "a.xlsx"),
    ):
        pass


MONTHS = {
    "May": [["d", "v"], [date(2026, 5, 1), 1]],
    "June": [["v", "d "], [2, date(2026, 6, 1)]],
    "Notes": [["By", "Amara"]],
    "Empty": [],
}


@pytest.mark.parametrize(
    ("sheets", "shown", "codes"),
    [
        (None, ["a.xlsx"], ["CX259"]),
        (("June",), ["a.xlsx"], []),
        (("June", "May"), ["a.xlsx (June)", "a.xlsx (May)"], []),
        (("*",), ["a.xlsx (May)", "a.xlsx (June)"], ["CX259"]),
        (("May", "Juni"), ["a.xlsx (May)"], ["CX218"]),
    ],
)
def test_sheets_are_tables_of_their_own(sheets, shown, codes):
    save("a.xlsx", **MONTHS)
    reading, date_ = Reading(sheet=sheets), DateColumn("d")
    with opened(".", "a.xlsx", reading=reading, date=date_, unique=("v",)) as it:
        assert [file.shown for file in it.files] == shown
        assert [problem.code for problem in it.problems] == codes
        values = [it.rows(at, file.column("v")) for at, file in enumerate(it.files)]
        wanted = {"May": [("1",)], "June": [("2",)]}
        names = [name for name in sheets or ("May",) if name in wanted] or ["May", "June"]
        assert values == [wanted[name] for name in names]


def test_the_same_workbook_with_another_sheet_is_another_table():
    save("a.xlsx", May=MONTHS["May"], June=MONTHS["June"])
    reading = [Reading(sheet=("May",)), Reading(sheet=("June",))]
    files = [DataFile("a.xlsx", reading=each) for each in reading]
    with opened(".", *files) as it:
        assert it.said() == []
        assert [file.shown for file in it.files] == ["a.xlsx (May)", "a.xlsx (June)"]
        assert [it.rows(at, file.column("v")) for at, file in enumerate(it.files)] == [
            [("1",)],
            [("2",)],
        ]
    with opened(".", files[0], DataFile("a.xlsx", reading=Reading(sheet=("June", "May")))) as it:
        assert it.said() == [
            "kpis.yaml:1:1: error: CX219: sheet 'May' of a.xlsx is read twice: 'a.xlsx' names it "
            "already; name each file once"
        ]


def test_another_sheet_that_has_the_column_is_named():
    save("a.xlsx", Cover=[["Survey export"], ["June"]], Data=[["d", "v"], [1, 2]])
    with opened(".", "a.xlsx") as it:
        (file,) = it.files
        assert file.missing("v", "kpis.yaml:3:1").hint == "the sheet 'Data' has it: set sheet: Data"
        assert (
            file.missing("w", "k").hint
            == "it has only 'Survey export': set 'header' if there are more"
        )
