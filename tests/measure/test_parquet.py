import duckdb
import pytest

from cxscore.measure.places import Place
from cxscore.model.dataset import Column, Reading
from cxscore.model.dates import DateColumn
from tests.measure.opened import opened


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(query, name="a.parquet"):
    duckdb.sql(f"COPY ({query}) TO '{name}' (FORMAT parquet)")
    return name


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1::INTEGER", "1"),
        ("0.1::DOUBLE", "0.1"),
        ("1.50::DECIMAL(10, 2)", "1.50"),
        ("true", "true"),
        ("DATE '2026-03-01'", "2026-03-01"),
        ("TIMESTAMP '2026-03-01 09:30:00'", "2026-03-01 09:30:00"),
        ("TIMESTAMPTZ '2026-03-01 09:30:00+02'", "2026-03-01 07:30:00+00:00"),
        ("'Ä \"x\"'", 'Ä "x"'),
        ("NULL::INTEGER", ""),
    ],
)
def test_every_column_is_text_and_loses_nothing(cell, text):
    save(f"SELECT {cell} AS " + '"it\'s ""a"""')
    with opened(".", "a.parquet") as it:
        assert it.said() == []
        assert it.files[0].header == ('it\'s "a"',)
        assert it.rows() == [(text,)]


def test_cells_come_as_the_file_is_read():
    save("SELECT DATE '2026-03-01' AS d, TIMESTAMP '2026-03-02 08:00:00' AS t, 0.5 AS x")
    columns = {"t": Column(format="%d/%m/%Y")}
    date = DateColumn("d", "%Y%m%d")
    with opened(".", "a.parquet", columns=columns, date=date, reading=Reading(decimal=",")) as it:
        assert it.rows() == [("20260301", "02/03/2026", "0,5")]


def test_rows_are_counted_as_a_person_does():
    save("SELECT i AS a, 'r' || i AS b FROM range(5) t(i)")
    with opened(".", "a.parquet") as it:
        assert it.files[0].locate([3, 0], "c2") == [
            Place(row=4, text="r3"),
            Place(row=1, text="r0"),
        ]
        assert it.files[0].locate([], "c2") == []
        problem = it.files[0].problem(Place(row=5), "CX205", "bad")
        assert str(problem) == "a.parquet: row 5: error: CX205: bad"


def test_a_file_that_is_no_parquet(folder):
    (folder / "a.parquet").write_text("a,b\n")
    with opened(".", "a.parquet") as it:
        assert it.said() == [
            "a.parquet: error: CX218: the file cannot be read: it is no Parquet file, "
            "or a damaged one; save or fetch it again"
        ]


def test_a_file_damaged_further_down(folder):
    save("SELECT i AS a, md5(i::VARCHAR) AS b FROM range(20000) t(i)")
    raw = bytearray((folder / "a.parquet").read_bytes())
    raw[4 : len(raw) // 2] = bytes(len(raw) // 2 - 4)
    (folder / "a.parquet").write_bytes(raw)
    with opened(".", "a.parquet", read=["a", "b"]) as it:
        assert [problem.code for problem in it.problems] == ["CX218"]
        assert it.files == []
