"""scorecard.xlsx: read back by another program than the one that wrote it."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from cxscore.model.agreements import Agreement, Keeping, ScoredAgreement, Threshold
from cxscore.problems import MissingLibrary
from cxscore.rendering import render, xlsx_format
from cxscore.rendering.numbers import Numbers, Quantity
from cxscore.rendering.worksheets.cells import Figure
from tests.rendering.builders import make_kpi, make_scorecard, sample, wave
from tests.rendering.papers import northwind

SHEETS = [
    *("Scorecard", "Series", "Segments", "Owners", "Log", "Promises", "Commentary"),
    *("Restated", "Sources", "Method"),
]
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
"""Commas, double quotes and UTF-8, by the numbers that LibreOffice has for them."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The workbook of the sample: kpis.yaml to the file."""
    path = tmp_path_factory.mktemp("pack") / "scorecard.xlsx"
    path.write_bytes(render(northwind(), "xlsx"))
    return path


def opened(scorecard):
    return openpyxl.load_workbook(io.BytesIO(render(scorecard, "xlsx")))


def rows_of(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def column(sheet, heading):
    (at,) = [cell.column for cell in sheet[1] if cell.value == heading]
    return [row[at - 1] for row in sheet.iter_rows(min_row=2)]


def test_the_sheets_stand_in_order_each_with_its_first_row_frozen_and_filtered(whole):
    book = openpyxl.load_workbook(whole)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        last = sheet.cell(max(sheet.max_row, 1), sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A1:{last}"
        headings = [cell.value for cell in sheet[1]]
        assert all(headings) and len(set(headings)) == len(headings)
    assert {row["Because of"] for row in rows_of(book["Restated"])} == {"Data"}


def test_no_cell_is_a_formula_and_every_number_is_one(whole):
    for sheet in openpyxl.load_workbook(whole):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "d"}
    sheet = openpyxl.load_workbook(whole)["Scorecard"]
    for heading in ("Value", "Target", "Gap", "n", "Interval from", "Period before"):
        assert {type(cell.value) for cell in column(sheet, heading)} <= {int, float, type(None)}


def test_a_percentage_is_a_number_that_is_shown_with_its_sign(whole):
    sheet = openpyxl.load_workbook(whole)["Scorecard"]
    row = next(cell.row for cell in column(sheet, "Id") if cell.value == "csat")
    value = next(cell for cell in column(sheet, "Value") if cell.row == row)
    assert (round(value.value, 1), value.number_format) == (83.4, '0.0"%"')
    gap = next(cell for cell in column(sheet, "Gap") if cell.row == row)
    assert gap.number_format == "+#,##0.0;-#,##0.0;#,##0.0"


def test_days_are_days(whole):
    book = openpyxl.load_workbook(whole)
    for name, heading in (("Log", "Due"), ("Series", "Begins"), ("Commentary", "Written")):
        cells = [cell for cell in column(book[name], heading) if cell.value is not None]
        assert cells and {cell.number_format for cell in cells} == {"yyyy-mm-dd"}
        assert {type(cell.value) for cell in cells} == {datetime}


def test_text_that_looks_like_a_formula_is_text():
    texts = ("=SUM(A1)", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0")
    card = make_scorecard(
        [make_kpi(f"k{at}", wave(70, 0.1), name=text) for at, text in enumerate(texts)]
    )
    sheet = opened(card)["Scorecard"]
    cells = column(sheet, "KPI")
    assert tuple(cell.value for cell in cells) == texts
    assert {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(io.BytesIO(render(card, "xlsx"))) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if "sheet" in n)


def test_letters_that_xml_must_not_hold_do_not_spoil_the_file():
    name = "Trust\x00\x1b[31m \ud800 _x0041_" + "x" * 40_000
    (cell,) = column(
        opened(make_scorecard([make_kpi("a", wave(70, 0.1), name=name)]))["Scorecard"], "KPI"
    )
    assert cell.value.startswith("Trust  [31m   _x0041_x") and len(cell.value) == 32_767


def test_it_is_the_table_that_python_users_have(tmp_path):
    card = sample()
    path = tmp_path / "s.xlsx"
    path.write_bytes(render(card, "xlsx"))
    table = pd.read_excel(path, sheet_name="Series")
    points = [(scored, point) for scored in card.kpis for point in scored.series]
    assert list(table["Id"]) == [scored.kpi.id for scored, _ in points]
    assert list(table["Begins"].dt.date) == [point.period.start for _, point in points]
    told = [None if pd.isna(value) else value for value in table["Value"]]
    assert told == [
        pytest.approx(point.value) if point.value is not None else None for _, point in points
    ]


def test_segments_are_those_of_kpis_csv():
    card = sample()
    text = render(card, "csv").decode()
    found = pd.read_csv(io.StringIO(text))
    table = pd.read_excel(io.BytesIO(render(card, "xlsx")), sheet_name="Segments")
    assert len(table) == found["by"].notna().sum()


def test_promises_have_their_values_in_the_unit_of_the_kpi():
    promise = Agreement("P1", "ada", "ben", "=Answers", kpi="a", threshold=Threshold(80.0, True))
    scored = ScoredAgreement(promise, Keeping.BROKEN, "2026-06", 71.25, (3, 12), 2)
    card = make_scorecard([make_kpi("a", unit="percent", values=wave(70, 0.1))])
    sheet = opened(replace(card, agreements=(scored,)))["Promises"]
    (row,) = rows_of(sheet)
    assert (row["Promise"], row["Value"], row["Kept"], row["Of periods"]) == (
        "=Answers",
        71.25,
        3,
        12,
    )
    assert column(sheet, "Value")[0].number_format == '0.0"%"'


def test_the_same_scorecard_gives_the_same_bytes(monkeypatch):
    first = render(sample(), "xlsx")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert render(sample(), "xlsx") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{sample().as_of}T00:00:00Z"}


@pytest.mark.parametrize(
    ("unit", "currency", "locale", "figure", "code"),
    [
        ("percent", None, "en_GB", (1, False), '0.0"%"'),
        ("percent", None, "en_GB", (0, False), '0"%"'),
        ("percent", None, "en_GB", (1, True), "+#,##0.0;-#,##0.0;#,##0.0"),
        ("days", None, "en_GB", (1, False), "#,##0.0"),
        ("currency", "GBP", "en_GB", (2, False), '"£"#,##0.00'),
        ("currency", "GBP", "en_GB", (0, True), '+"£"#,##0;-"£"#,##0;"£"#,##0'),
        ("currency", "EUR", "de_DE", (0, False), '#,##0"\N{NO-BREAK SPACE}€"'),
        ("currency", "XAU", "en_GB", (0, False), '"XAU "#,##0'),
    ],
)
def test_how_numbers_are_shown(unit, currency, locale, figure, code):
    quantity = Quantity(Numbers.of(locale, currency), unit)
    decimals, is_difference = figure
    assert xlsx_format.number_format(Figure(1.0, quantity, decimals, is_difference)) == code


def test_a_net_promoter_score_has_its_sign():
    quantity = Quantity(Numbers(), "points", is_nps=True)
    assert xlsx_format.number_format(Figure(45.0, quantity, 0)) == "+#,##0;-#,##0;#,##0"


def test_rows_that_a_sheet_cannot_hold_are_counted(monkeypatch):
    monkeypatch.setattr(xlsx_format, "MOST_ROWS", 30)
    book = opened(make_scorecard([make_kpi("a", values=wave(70, 0.1))]))
    assert book["Series"].max_row == 31
    assert rows_of(book["Method"])[-1]["Text"].startswith("6 rows are left out")


def test_without_the_library_the_line_is_said_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter.workbook", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'cxscore\[xlsx\]'"):
        render(sample(), "xlsx")


def test_libreoffice_opens_it_as_it_is(whole, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [soffice, home, "--headless", "--convert-to", AS_CSV, "--outdir", tmp_path, whole],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "repair" not in done.stderr.lower(), done.stderr
    text = (tmp_path / "scorecard.csv").read_text(encoding="utf-8")
    assert "Net promoter score,nps,Loyalty,Amara Osei,2026-06,+45,points,+42" in text
