"""What is asked of the customers of a table, in every dialect: of each of the four shapes."""

import re
from datetime import date

import duckdb
import pytest
from sqlglot import exp

from cxscore.cli.report import visible_sql
from cxscore.measure.engines.warehouse.dialects import column, picked
from cxscore.measure.engines.warehouse.duckdb_dialect import DuckDB
from cxscore.measure.engines.warehouse.steps import number_of, stepped
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY
from tests.measure.test_ledger import page
from tests.measure.test_statements import EVERYWHERE, FUNCTIONS, every, parsed, write

TABLE = "rows: {connection: w, table: cx.rows}"
DATED = "rows: {connection: w, table: cx.rows, date: day}"
FULL = "value: fee\nreason: why\nrecommended: source = 'friend'\nby: region"
SHAPES = {
    "spells": ("spells: {customer: who, from: began, to: ended}", FULL, TABLE),
    "purchases": ("purchases: {customer: who, date: day, active_for: 90}", FULL, TABLE),
    "snapshots": ("snapshots: {customer: who, new: months = 0, lost: gone}", FULL, DATED),
    "movements": ("movements: {opening: o, new: n, lost: l, closing: c}", "by: region", DATED),
}


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The statements about customers, by shape and dialect; each is written but once."""
    known = {}

    def once(shape, dialect):
        if (shape, dialect) not in known:
            of, more, dataset = SHAPES[shape]
            text = "connections: {w: {url_from: CX_URL}}\n" + page(of, more, dataset=dataset)
            folder = tmp_path_factory.mktemp("ledger")
            known[shape, dialect] = [
                each for each in every(write(folder, dialect, text)) if each.kpis == ("k",)
            ]
        return known[shape, dialect]

    return once


@pytest.mark.parametrize("dialect", [dialect for dialect in EVERY if dialect != "duckdb"])
@pytest.mark.parametrize("shape", SHAPES)
def test_of_every_shape_in_every_dialect(written, golden, shape, dialect):
    asked = written(shape, dialect)
    assert len(asked) == {"spells": 5, "movements": 1}.get(shape, 4)
    for each in asked:
        tree = parsed(each.sql, dialect)
        assert isinstance(tree, exp.Select)
        assert {table.name for table in tree.find_all(exp.Table)} == {"rows"}
        bare = re.sub(r"""'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`""", "", each.sql)
        called = {name.upper() for name in re.findall(r"(\w+)\(", bare)}
        assert called - EVERYWHERE - {"CONCAT", "SUBSTR"} <= FUNCTIONS[dialect]
    if shape == "spells":
        said = [f"-- {each.purpose}\n{each.sql};\n" for each in asked]
        golden(f"statements/ledger-{dialect}.sql", visible_sql("\n".join(said)))


def test_customers_stay_where_they_are(written):
    """No answer has a column of customers: only keys, counts and sums come over."""
    for shape in SHAPES:
        for each in written(shape, "postgres"):
            tree = parsed(each.sql, "postgres")
            keys = {
                "$state",
                "$step",
                "$first",
                "$last",
                "$told",
                "$segment 0 of",
                "$day",
                "region",
            }
            for name, value in zip(tree.named_selects, tree.selects, strict=True):
                assert name in keys or value.find(exp.AggFunc)


def test_what_each_is_for(written):
    assert [each.purpose for each in written("spells", "postgres")] == [
        "the last day on which a spell ended",
        "rows that are of no customer, and what others are worth",
        "the customer ledger, step by step, by region",
        "the customer ledger of spans of several steps, by region",
        "why customers were lost",
    ]


@pytest.mark.parametrize(
    "steps",
    [
        [(number_of(date(2026, month, 1)), month) for month in range(1, 13)],
        [(7 * at, 3 * at) for at in range(60)],
        [(-3 + at, at) for at in range(9)]
        + [(6, None), (9, 2), (11, 4), (13, 6), (15, 8), (20, 1)],
        [(5, 1)],
    ],
    ids=["months", "weeks", "days and gaps", "one"],
)
def test_steps_are_those_of_a_search(steps):
    first, last = steps[0][0] - 9, steps[-1][0] + 9
    tree = stepped(DuckDB(), column("day"), steps, 0)
    select = picked([column("day"), exp.alias_(tree, "found")], exp.to_table("days"))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE days AS SELECT range AS day FROM range({first}, {last})")
        found = dict(connection.execute(select.sql("duckdb")).fetchall())
    for day in range(first, last):
        before = [value for start, value in steps if start <= day]
        assert found[day] == (before[-1] if before else 0)


def test_many_days_are_not_listed():
    days = stepped(DuckDB(), column("day"), [(at, at + 1) for at in range(3_000)], 0)
    weeks = stepped(DuckDB(), column("day"), [(7 * at, at) for at in range(3_000)], 0)
    assert max(len(days.sql()), len(weeks.sql())) < 300
