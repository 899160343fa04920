"""How a cell is written does not change what it means: dress, spelling, composed signs."""

import csv
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cxscore.measure.files.arrow_schema import durations
from cxscore.problems import Problems
from tests.measure.measured import measure, page, parts

JUNE = "2026-06-01"
WHOLE_JUNE = ("2026-06-01", "2026-06-30")


def found(folder, measured_as, dataset, rows, **more):
    """The total of June of *rows*, the first of which is the header."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "d.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    text = page(measured_as, f"date: day\n{dataset}", **more)
    return parts(measure(folder, text, "2026-07-06"))[WHOLE_JUNE]


def values(*cells):
    return [("day", "v"), *((JUNE, cell) for cell in cells)]


@pytest.mark.parametrize(
    ("written", "options", "cells", "sum_"),
    [
        pytest.param("percent", 'decimal: ","', ["93,6 %", "90%", "1,4"], 185.0, id="percent"),
        pytest.param("money", "", ["£1,049.00", "(12.50)", "-$2.5", "7"], 1041.0, id="money"),
        pytest.param("money", 'decimal: ","', ["1.049,00 €", "EUR 1,50"], 1050.5, id="euro"),
        pytest.param("money", "", ["(£12.50)", "GBP 2"], -10.5, id="loss"),
        pytest.param("duration", "", ["0:03:44", "00:00:16"], 240.0, id="duration"),
        pytest.param("duration", "", ["27:00:00.5"], 97200.5, id="long"),
        pytest.param("duration", "", ["1 day, 0:00:01", "2 days 00:00:00"], 259201.0, id="days"),
        pytest.param("plain", "", ["\u221212", "5"], -7.0, id="true-minus"),
    ],
)
def test_numbers_in_a_dress(tmp_path, written, options, cells, sum_):
    dataset = f"{options}\ncolumns: {{v: {{type: number, written: {written}}}}}"
    assert found(tmp_path, "{sum: v}", dataset, values(*cells)).numerator == pytest.approx(sum_)


@pytest.mark.parametrize(
    ("written", "cell"),
    [("duration", "3:44"), ("percent", "93 % %"), ("money", "1,04.00"), ("plain", "93 %")],
)
def test_a_dress_that_is_not_the_one_named_is_a_fault(tmp_path, written, cell):
    dataset = f"columns: {{v: {{type: number, written: {written}}}}}"
    with pytest.raises(Problems) as caught:
        found(tmp_path, "{sum: v}", dataset, values(cell))
    (problem,) = caught.value.found
    assert (problem.code, problem.line, problem.column) == ("CX201", 2, 12)


def test_durations_of_a_workbook_are_seconds(tmp_path):
    book = Workbook()
    book.active.append(["day", "v"])
    book.active.append([date(2026, 6, 1), timedelta(minutes=3, seconds=44)])
    book.active.append([date(2026, 6, 2), time(0, 1)])
    book.save(tmp_path / "d.xlsx")
    text = page("{sum: v}", "date: day\ncolumns: {v: {type: number, written: duration}}")
    text = text.replace("d.csv", "d.xlsx")
    assert parts(measure(tmp_path, text))[WHOLE_JUNE].numerator == 284


@pytest.mark.parametrize(
    ("format_", "top", "cell", "month"),
    [
        pytest.param("excel", "", "46174", date(2026, 6, 1), id="excel"),
        pytest.param("excel", "", "46203.9999", date(2026, 6, 1), id="excel-evening"),
        pytest.param("excel", "", "2026-06-30", date(2026, 6, 1), id="excel-as-a-date"),
        pytest.param("unix", "", "1782777600", date(2026, 6, 1), id="unix"),
        pytest.param(
            "unix",
            "calendar: {timezone: Asia/Tokyo}",
            "1782777600",
            date(2026, 6, 1),
            id="unix-tokyo",
        ),
        pytest.param(
            "unix",
            "calendar: {timezone: Asia/Tokyo}",
            "1782860400",
            date(2026, 7, 1),
            id="unix-tokyo-next-day",
        ),
    ],
)
def test_dates_that_are_numbers(tmp_path, format_, top, cell, month):
    text = page("{count: rows}", f"date: {{column: day, format: {format_}}}", top=top)
    found = measure(tmp_path, text, "2026-08-06", d=f"day,v\n{cell},1\n")
    assert [fact.start for fact in found.facts if fact.parts.numerator] == [month]


@pytest.mark.parametrize("cell", ["0", "2958466", "June"])
def test_a_serial_that_is_no_day_is_a_fault(tmp_path, cell):
    text = page("{count: rows}", "date: {column: day, format: excel}")
    with pytest.raises(Problems) as caught:
        measure(tmp_path, text, d=f"day,v\n{cell},1\n")
    assert [problem.code for problem in caught.value.found] == ["CX202"]


# -- two spellings of one number


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_two_spellings_of_one_number_give_one_result(tmp_path_factory, numbers, missing):
    """Data frames write 5.0 once a column has blanks; a marker means the number however written."""
    folder = tmp_path_factory.mktemp("spelled")
    dataset = f'columns: {{v: {{type: number, missing: ["{missing}"]}}}}'
    kept = [number for number in numbers if number != missing]
    for at, spelled in enumerate((str, "{}.0".format, "{}.00".format)):
        got = found(folder / str(at), "{mean: v}", dataset, values("1000", *map(spelled, numbers)))
        assert (got.numerator, got.denominator) == (1000 + sum(kept), 1 + len(kept))


@pytest.mark.parametrize("cell", ["1", "1.0"])
def test_a_number_is_renamed_however_it_is_written(tmp_path, cell):
    dataset = 'columns: {r: {rename: {"1": North, "2.0": South}}}'
    rows = [("day", "r"), (JUNE, cell), (JUNE, "2")]
    where = "where: r = 'North' or r = 'South'"
    assert found(tmp_path, "{count: rows}", dataset, rows, kpi=where).numerator == 2


def test_a_code_is_renamed_to_a_number(tmp_path):
    dataset = "columns: {v: {type: number, rename: {many: 9.99}}}"
    assert found(tmp_path, "{sum: v}", dataset, values("many", "1")).numerator == 10.99


def test_markers_and_renames_meet_numbers_of_parquet_and_workbooks(tmp_path):
    table = {"day": [date(2026, 6, 1)] * 3, "v": [5.0, 99.0, None]}
    pq.write_table(pa.table(table), tmp_path / "d.parquet")
    book = Workbook()
    for row in [("day", "v"), (date(2026, 6, 1), 5.0), (date(2026, 6, 1), 99.0)]:
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    for name in ("d.parquet", "d.xlsx"):
        text = page("{mean: v}", 'date: day\ncolumns: {v: {type: number, missing: ["99"]}}')
        got = parts(measure(tmp_path, text.replace("d.csv", name)))[WHOLE_JUNE]
        assert (got.numerator, got.denominator) == (5, 1)


# -- composed and decomposed


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_texts_are_compared_composed(tmp_path, form):
    south = "Süd"
    cells = [normalize("NFC", south), normalize("NFD", south), "S\u00adüd", "\u200bSüd"]
    rows = [("day", normalize("NFD", "Größe")), *((JUNE, cell) for cell in cells)]
    where = f"where: Größe = '{normalize(form, south)}'"
    assert found(tmp_path, "{count: rows}", "", rows, kpi=where).numerator == 4


def test_keys_are_composed(tmp_path):
    south = "Süd"
    rows = [("day", "r"), *((JUNE, normalize(form, south)) for form in ("NFC", "NFD"))]
    with pytest.raises(Problems) as caught:
        found(tmp_path, "{count: rows}", "unique: r", rows)
    (problem,) = caught.value.found
    assert (problem.code, problem.line) == ("CX221", 3)


def test_names_renames_and_segments_are_composed(tmp_path):
    old = normalize("NFD", "Nör")
    rows = [("day", "r"), (JUNE, old), (JUNE, normalize("NFC", old))]
    folder = tmp_path / "a"
    folder.mkdir()
    with (folder / "d.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    dataset = f"date: day\ncolumns: {{r: {{rename: {{{old}: North}}}}}}"
    got = measure(folder, page("{count: rows}", dataset, kpi="by: r"))
    assert {fact.segment: fact.parts.numerator for fact in got.facts if fact.segment} == {
        ("North",): 2
    }


# -- more digits than a double holds


def test_a_decimal_cell_is_not_read_through_a_double(tmp_path):
    rows = values("100000000000000.1", "-100000000000000", "0.2")
    got = found(tmp_path, "{mean: v}", "", rows)
    assert got.numerator / got.denominator == pytest.approx(0.1, rel=1e-12)


def test_the_digits_count_with_decimal_commas_too(tmp_path):
    rows = values("100000000000000,1", "-100000000000000", "0,2")
    got = found(tmp_path, "{sum: v}", 'decimal: ","', rows)
    assert got.numerator == pytest.approx(0.3, rel=1e-12)


# -- several answers in one cell


@pytest.mark.parametrize(
    ("cell", "has"),
    [
        ("1,3", True),
        ("3", True),
        ("1; 3", True),
        ("13", False),
        ("1,30", False),
        (" 3 ,4", True),
        ("", None),
    ],
)
def test_one_of_several_answers_in_a_cell(tmp_path, cell, has):
    rows = [("day", "choices"), (JUNE, cell), (JUNE, "3")]
    got = found(tmp_path, "{share: {that: \"has(choices, '3')\"}}", "", rows)
    assert (got.numerator, got.denominator) == (1 + bool(has), 1 + (has is not None))


def test_a_mean_of_an_expression(tmp_path):
    rows = [("day", "a", "b"), (JUNE, "2026-06-01 10:00", "2026-06-01 13:30")]
    got = found(tmp_path, '{mean: "hours(a, b)"}', "", rows)
    assert got.numerator / got.denominator == 3.5


def test_a_parquet_boolean_is_a_condition(tmp_path):
    table = {"day": [datetime(2026, 6, 1)] * 3, "done": [True, False, None]}  # noqa: DTZ001 (a day)
    pq.write_table(pa.table(table), tmp_path / "d.parquet")
    text = page("{share: {that: done}}").replace("d.csv", "d.parquet")
    got = parts(measure(tmp_path, text))[WHOLE_JUNE]
    assert (got.numerator, got.denominator) == (1, 2)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("written", ["plain", "duration"])
def test_a_parquet_duration_is_in_seconds(tmp_path, unit, written):
    cells = [timedelta(minutes=3, seconds=44), None, timedelta(seconds=16)]
    table = {"day": [date(2026, 6, 1)] * 3, "v": pa.array(cells, pa.duration(unit)), "n": [7, 8, 9]}
    pq.write_table(pa.table(table), tmp_path / "d.parquet")
    dataset = f"date: day\ncolumns: {{v: {{type: number, written: {written}}}}}"
    text = page("{sum: v}", dataset).replace("d.csv", "d.parquet")
    assert parts(measure(tmp_path, text))[WHOLE_JUNE].numerator == 240
    text = page("{sum: n}").replace("d.csv", "d.parquet")
    assert parts(measure(tmp_path, text))[WHOLE_JUNE].numerator == 24


@pytest.mark.parametrize("noted", [b"", b"!!", b"AAAA", b"/////wAAAAA="])
def test_a_schema_that_cannot_be_read_has_no_durations(noted):
    assert durations(noted) == {}


def test_a_parquet_column_that_stands_twice_is_a_fault(tmp_path):
    days, cells = pa.array([date(2026, 6, 1)]), pa.array([[1, 2]])
    columns = [days, cells, pa.array([1]), pa.array([2])]
    table = pa.Table.from_arrays(columns, names=["day", "nested", "v", "v"])
    pq.write_table(table, tmp_path / "d.parquet")
    with pytest.raises(Problems) as caught:
        measure(tmp_path, page("{sum: v}").replace("d.csv", "d.parquet"))
    (problem,) = caught.value.found
    assert problem.code == "CX212"
    assert "'v' more than once" in problem.text
