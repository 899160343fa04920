"""A table of a dataset as queries see it: its columns by name and place, and what is missing."""

import pytest

from cxscore.measure.engines.warehouse.dialects import DIALECTS
from cxscore.measure.engines.warehouse.opening import described_table, table_named
from cxscore.measure.places import Place
from cxscore.measure.table_column import TableColumn
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import DataFile, Dataset


def opened(*names):
    columns = {name: TableColumn(name, ColumnType.TEXT, "text") for name in names}
    dataset = Dataset("d", (DataFile("cx.d"),))
    return described_table(dataset, DIALECTS["postgres"](), table_named("cx.d"), columns)[0]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("b", "c2"),
        (" b ", "c2"),
        ("c", "c3"),
        (3, "c3"),
        (0, None),
        (4, None),
        ("B", None),
        ("twice", None),
    ],
)
def test_a_column_is_named_or_placed(name, column):
    assert opened("a", "b", " c").column(name) == column
    assert opened("twice ", " twice").column("twice") is None


@pytest.mark.parametrize(
    ("names", "name", "said"),
    [
        (("a", "b"), 3, "cx.d: CX211: there is no column 3, which k:1:1 names; it has 2"),
        (("amount", "b"), "amuont", "cx.d: CX211: there is no column 'amuont', which k:1:1 names;"),
        (("a ", " a"), "a", "cx.d: CX212: it has 'a' more than once, and k:1:1 names it;"),
    ],
)
def test_what_is_missing_is_said_without_a_line(names, name, said):
    problem = opened(*names).missing(name, "k:1:1")
    assert (problem.path, problem.line, problem.column) == ("cx.d", 0, 0)
    assert f"{problem.path}: {problem.code}: {problem.text}; {problem.hint}".startswith(said)
    assert problem.subject == ("datasets", "d")


def test_its_rows_have_no_lines():
    assert opened("a").problem(Place(7, 3, row=2), "CX223", "x").line == 0
