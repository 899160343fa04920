"""Doubts that the first rows of a file raise: merged cells, and dots before three figures."""

from unittest.mock import Mock

import pytest

from cxscore.measure.files.first_rows import ask_first_rows
from tests.measure.measured import page, said
from tests.measure.opened import opened


def regions(*cells):
    lines = [f"2026-06-{1 + at % 9:02},{cell},{at % 7}" for at, cell in enumerate(cells, start=1)]
    return "\n".join(["day,r,v", *lines]) + "\n"


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        (["North", "", "", "South", "", ""], 3),
        (["North", "", "", "South", ""], 3),
        (["North", "", "South", "", "North", ""], 2),
        (["A", "", "", "B", "", "", "C", "", "", "A", "", "", "B", "", ""], 3),
        (["North", "", "", ""], 0),
        (["", "North", "", "", "South", ""], 0),
        (["North", "South", "", "North", "South"], 0),
        (["North", "", "North", "", "", "South", ""], 0),
        (["A", "", "B", "", "C", "", "D", "", "E", *[""] * 12], 0),
        # Groups of 2 and 8 rows deviate from their mean of 5 by 3, which is 0.6 of it.
        ([cell for name in "ABC" for cell in (name, "", name.lower(), *[""] * 7)], 2),
        ([cell for name in "ABC" for cell in (name, "", name.lower(), *[""] * 8)], 0),
        (["North", "South", "North", "South"], 0),
    ],
)
@pytest.mark.parametrize("kpi", ["by: [r]", "where: coalesce(r, 'none') <> 'nowhere'"])
def test_blanks_below_values(tmp_path, cells, size, kpi):
    found = said(tmp_path, page("{sum: v}", kpi=kpi), d=regions(*cells))
    line = (
        f"CX274: r: {size - 1} of {size} cells under each value are blank: a merged cell? "
        "`fill: down`; write it under datasets.d.columns.r"
    )
    assert [each for each in found if "CX274" in each] == ([line] if size else [])


def numbers(*cells, sign=";", more=""):
    lines = [f"2026-06-{at:02}{sign}{cell}{sign}{more}" for at, cell in enumerate(cells, start=1)]
    return "\n".join([f"day{sign}v{sign}w", *lines]) + "\n"


UNTOLD = (
    "CX275: v is '1.524': a decimal sign or thousands cannot be told; "
    'set decimal: "," and thousands: ".", or decimal: "." in datasets.d'
)
WRONG = (
    "CX275: v is '1.524' where other cells have decimal commas; "
    'set decimal: "," and thousands: "." in datasets.d'
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (numbers("77", "1.524", "987"), UNTOLD),
        (numbers("77", "1.524", sign="\t"), UNTOLD),
        (numbers("77", "1.524", more="93,6"), WRONG),
        (numbers("77", "1.524", more="1.204,65"), WRONG),
        (numbers("77", '"1.524"', sign=",", more='"93,6"'), WRONG),
        (numbers("77", "1.524", sign=","), ""),
        (numbers("77", "1.524", more="93.6"), ""),
        (numbers("77", "1.524", "0.512"), ""),
        (numbers("77", "1.524", "1.5"), ""),
        (numbers("7700", "1.524"), ""),
        (numbers("77", "987", more="93,6"), ""),
        (numbers("77", "1.524", more="1,204"), UNTOLD),
    ],
)
def test_dots_before_three_figures(tmp_path, text, line):
    assert said(tmp_path, page("{sum: v}"), d=text) == ([line] if line else [])


@pytest.mark.parametrize("told", ['decimal: "."', 'decimal: ","\nthousands: "."'])
def test_it_is_told(tmp_path, told):
    assert said(tmp_path, page("{sum: v}", f"date: day\n{told}"), d=numbers("77", "1.524")) == []


def test_a_row_far_below_decides(tmp_path):
    many = numbers("1.524").replace("\n2026", "\n2026", 1) + "2026-06-02;1.524;\n" * 10_000
    assert said(tmp_path, page("{sum: v}"), d=many) != []
    assert said(tmp_path, page("{sum: v}"), d=many + "2026-06-03;1.5;\n") == []


@pytest.mark.parametrize(
    ("picked", "every", "carried"),
    [
        (["CONTAINS(c3, 'c13')", "c12 = c3"], False, "FROM (SELECT c3, c12 FROM t LIMIT 2000)"),
        (["MIN(record)"], True, "AS record FROM (SELECT c1 FROM t))"),
    ],
)
def test_no_column_is_carried_that_nobody_asks_for(picked, every, carried):
    """Of 16 000 columns each would cost its part of a second; so does numbering the rows."""
    connection = Mock()
    file = Mock(
        header=("h",) * 12, relation=lambda: "t", first_rows=lambda count: f"t LIMIT {count}"
    )
    ask_first_rows(connection, file, picked, every=every)
    ((query,), _) = connection.execute.call_args
    assert query.endswith(carried)


def test_little_of_a_file_is_read_for_a_look_at_its_first_rows(tmp_path):
    """Of a large one 32 MB are read at once; a look at 2 000 rows of 10 million cost a tenth."""
    rows = tmp_path / "rows.csv"
    rows.write_text("day,score\n2026-06-01,9\n2026-06-02,8\n", encoding="utf-8")
    with opened(tmp_path, "rows.csv") as found:
        (file,) = found.files
        assert "buffer_size" not in file.relation()
        assert "buffer_size = 4000000" in file.first_rows(1)
        query = f"SELECT c2 FROM {file.first_rows(1)}"
        assert found.database.execute(query).fetchall() == [("9",)]
