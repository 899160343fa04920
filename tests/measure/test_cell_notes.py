"""What cells of a workbook say besides their values: in per cent, merged, not worked out."""

import zipfile
from datetime import date

import pytest

from cxscore.workbooks.ods import open_ods
from tests.measure.measuring import measured, said, totals, write
from tests.measure.tables import Shown, save, save_ods

BOOKS = ("xlsx", "xls", "xlsb", "ods")
DAY = date(2026, 6, 30)
VALUE = """\
kpis:
  calls:
    name: Calls
    owner: amara
    dataset: surveys
    measure: {MEASURE}
    polarity: neutral
"""
MEAN, SUM = VALUE.replace("MEASURE", "mean: calls"), VALUE.replace("MEASURE", "sum: calls")
FILE = "date: day\nfile: "


@pytest.mark.parametrize("kind", BOOKS)
def test_a_column_that_is_shown_in_per_cent_is_in_per_cent(tmp_path, kind):
    rows = [["day", "calls"], [DAY, Shown(0.93)], [DAY, Shown(0.9)], [DAY, 0]]
    write(tmp_path, FILE + save(tmp_path, kind, rows), {}, MEAN)
    assert said(tmp_path) == []
    assert totals(tmp_path, "calls") == {"2026-06-01": (3, 183)}


@pytest.mark.parametrize("kind", BOOKS)
def test_per_cent_beside_plain_numbers_is_told_where_it_is_read(tmp_path, kind):
    rows = [["day", "calls", "other"], [DAY, Shown(0.93), 1], [DAY, 95, 2], [DAY, Shown(0.9), 3]]
    file = save(tmp_path, kind, rows)
    write(tmp_path, FILE + file, {}, MEAN)
    assert said(tmp_path) == [
        f"{file}: row 3: error: CX258: 'calls' is shown in per cent in B2, B4, and as a plain "
        "number in B3; give the whole column one number format"
    ]
    other = MEAN.replace("mean: calls", "mean: other")
    for more in ("", "    by: [calls]\n"):
        write(tmp_path, FILE + file, {}, other + more)
        assert said(tmp_path) == []


@pytest.mark.parametrize("kind", BOOKS)
def test_rows_below_a_merged_cell_have_its_value(tmp_path, kind):
    rows = [
        ["day", "region", "calls"],
        [DAY, "North", 9],
        [DAY, None, 3],
        [DAY, None, 0],
        [None, None, None],
        [DAY, "South", 10],
        [DAY, None, 10],
        [DAY, None, 7],
    ]
    file = save(tmp_path, kind, rows, merged=[(2, 2, 5, 2), (6, 2, 7, 2)])
    write(tmp_path, FILE + file, {}, SUM + "    by: [region]\n")
    facts = {f.segment: (f.parts.n, f.parts.numerator) for f in measured(tmp_path).facts if f.by}
    assert facts == {("North",): (3, 12), ("South",): (2, 20), (None,): (1, 7)}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_merged_number_is_no_number_of_each_row(tmp_path, kind):
    rows = [["day", "calls"], [DAY, 300], [DAY, None], [DAY, None]]
    file = save(tmp_path, kind, rows, merged=[(2, 2, 4, 2)])
    write(tmp_path, FILE + file, {}, SUM)
    assert said(tmp_path) == [
        f"{file}: row 2: error: CX264: B2:B4 is merged: 300 stands once for 3 rows; unmerge it "
        "and give each row its number, or set fill: down if each has this one"
    ]
    write(tmp_path, f"{FILE}{file}\ncolumns: {{calls: {{fill: down}}}}", {}, SUM)
    assert totals(tmp_path, "calls") == {"2026-06-01": (3, 900)}


@pytest.mark.parametrize("kind", BOOKS)
def test_an_error_in_a_cell_is_no_blank(tmp_path, kind):
    file = save(tmp_path, kind, [["day", "calls"], [DAY, 3], [DAY, "#DIV/0!"]])
    write(tmp_path, FILE + file, {}, SUM)
    (line,) = said(tmp_path)
    assert line.startswith(f"{file}: row 3: error: CX201: calls is '#DIV/0!', not a number")


def test_formulas_that_a_library_left_at_nought_are_not_worked_out(tmp_path):
    file = save(tmp_path, "xlsx", [["day", "calls"], [DAY, 3], [DAY, "=B2+1"], [DAY, "=B3+1"]])
    alter(tmp_path / file, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>0</v>", b"<v />")
    write(tmp_path, FILE + file, {}, SUM)
    assert [line.split("; ")[0] for line in said(tmp_path)] == [
        f"{file}: row 3: error: CX260: 2 formulas of 'calls' have no stored value: B3, B4"
    ]
    # Nothing asks for them to be worked out later: 0 is what they are.
    alter(tmp_path / file, "xl/workbook.xml", b'fullCalcOnLoad="1"', b"")
    assert totals(tmp_path, "calls") == {"2026-06-01": (3, 3)}


def test_a_text_that_was_not_worked_out_is_told_as_well(tmp_path):
    rows = [["day", "region", "calls"], [DAY, "North", 3], [DAY, "=B2", 4], [DAY, "South", 5]]
    file = save(tmp_path, "xlsx", rows)
    write(tmp_path, FILE + file, {}, SUM + "    by: [region]\n")
    assert [line.split("; ")[0] for line in said(tmp_path)] == [
        f"{file}: row 3: error: CX260: 1 formula of 'region' has no stored value: B3"
    ]


def alter(path, part, old, new, also=b""):
    """Replace *old* (or *also*) by *new* in a part of the workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part] or (also and also in parts[part]), parts[part][-600:]
    parts[part] = parts[part].replace(old, new)
    parts[part] = parts[part].replace(also, new) if also else parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'


@pytest.mark.parametrize(
    ("part", "old", "new", "reason"),
    [
        (SHEET, b"</sheetData>", b"", "its part sheet1.xml is damaged at 1:"),
        (SHEET, b"<v>3</v>", b"<v>three</v>", "row 2 of the sheet is damaged"),
        (SHEET, b'r="B2"', b'r="ZZZZ2"', "a cell is said to stand at 'ZZZZ2'"),
        (SHEET, b'r="B2"', b'r="B99999999"', "a cell is said to stand at 'B99999999'"),
        (SHEET, b"<worksheet", BOMB, "it declares entities, as no spreadsheet program does"),
        ("xl/workbook.xml", b"<workbook", b"<workbook<", "its part workbook.xml is damaged at 1:"),
    ],
)
def test_a_workbook_that_is_damaged_inside(tmp_path, part, old, new, reason):
    file = save(tmp_path, "xlsx", [["day", "calls"], [DAY, 3]])
    alter(tmp_path / file, part, old, new)
    write(tmp_path, FILE + file, {}, SUM)
    (line,) = said(tmp_path)
    assert line.startswith(f"{file}: error: CX218: the file cannot be read: {reason}")
    assert line.endswith("; save or fetch it again")


def test_a_workbook_of_opendocument_that_is_damaged_inside(tmp_path):
    cell = '<table:table-cell office:value-type="float" office:value="x"><text:p>x</text:p>'
    row = f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    save_ods(tmp_path / "t.ods", f'<table:table table:name="A">{row}</table:table>')
    write(tmp_path, FILE + "t.ods", {}, SUM)
    assert "a cell is said to hold the float 'x'" in said(tmp_path)[0]
    write(tmp_path, FILE + "t.ods", {"t.ods": b"PK"}, SUM)
    assert "it is no workbook, or a damaged one" in said(tmp_path)[0]
    write(tmp_path, FILE + "t.xls", {"t.xls": b"PK"}, SUM)
    assert "it is no workbook, or a damaged one" in said(tmp_path)[0]


@pytest.mark.parametrize("suffix", ["xlsx", "xlsb", "ods"])
@pytest.mark.parametrize(
    ("at", "bits"), [(6, 0b1), (8, 0xFF)], ids=["encrypted", "compressed strangely"]
)
def test_an_archive_that_cannot_be_opened_up(tmp_path, suffix, at, bits):
    file = f"t.{suffix}"
    with zipfile.ZipFile(tmp_path / file, "w") as archive:
        of_xlsx, of_xlsb = "xl/workbook.xml", ("xl/workbook.bin", "xl/_rels/workbook.bin.rels")
        for name in ("content.xml", "[Content_Types].xml", of_xlsx, *of_xlsb):
            archive.writestr(name, "<x/>")
    raw = bytearray((tmp_path / file).read_bytes())
    # Flags and method stand in each file's own header, and again, two bytes on, in the directory.
    for head, offset in ((b"PK\x03\x04", at), (b"PK\x01\x02", at + 2)):
        where = -1
        while (where := raw.find(head, where + 1)) >= 0:
            raw[where + offset] |= bits
    write(tmp_path, FILE + file, {file: bytes(raw)}, SUM)
    (line,) = said(tmp_path)
    assert line.startswith(f"{file}: error: CX218: the file cannot be read: ")


@pytest.mark.parametrize(("repeated", "widths"), [(16_384, [16_384]), (16_385, [])])
def test_no_row_of_opendocument_is_wider_than_a_sheet(tmp_path, repeated, widths):
    cell = '<table:table-cell office:value-type="float" office:value="3" table:number-columns-'
    row = f'<table:table-row>{cell}repeated="{repeated}"/></table:table-row>'
    save_ods(tmp_path / "t.ods", f'<table:table table:name="A">{row}</table:table>')
    with open_ods(tmp_path / "t.ods") as book:
        assert [len(row) for row in book.grid("A").rows] == widths


def test_one_cell_at_the_far_edge_costs_nothing(tmp_path):
    rows = [["day", "calls", *[None] * 16_381, "edge"]] + [[DAY, 3]] * 500
    file = save(tmp_path, "xlsx", rows)
    write(tmp_path, FILE + file, {}, SUM)
    assert totals(tmp_path, "calls") == {"2026-06-01": (500, 1500)}
    columns = "columns: {calls: {from: 16384}}"
    write(tmp_path, f"{FILE}{file}\n{columns}", {}, SUM.replace("sum: calls", "count: calls"))
    assert totals(tmp_path, "calls")["2026-06-01"][0] == 0
