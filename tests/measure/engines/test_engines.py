"""What is asked of every engine alike: values as they are, failures in words, nothing written."""

import math
import os
import signal
import threading
import time
from datetime import date, datetime
from decimal import Decimal

import pytest

from cxscore.measure.engines.engine import (
    MOST_GROUPS,
    EngineFailed,
    TooLong,
    TooMany,
    Unknown,
)
from cxscore.model.column_type import ColumnType
from tests.servers import load

SLOW = {
    "postgres": "SELECT 1 AS a FROM pg_sleep(60)",
    "clickhouse": "SELECT sum(sipHash64(number)) AS a FROM numbers(1000000000000)",
    "spark": "SELECT SUM(HASH(id)) AS a FROM RANGE(100000000000000)",
}
MANY = {
    "postgres": "SELECT n FROM generate_series(1, {}) AS s(n)",
    "clickhouse": "SELECT number AS n FROM numbers({})",
    "spark": "SELECT id AS n FROM RANGE({})",
}
COLUMNS = {
    "n": "integer",
    "amount": "decimal",
    "share": "double",
    "region": "text",
    "day": "date",
    "ok": "boolean",
}
ODD = "a'b\"c\\d\te\nf%s {g} Łódź \u00a0 \U0001f600 \\N NULL"
ROWS = [
    (9_007_199_254_740_993, Decimal("12345678901234.5678"), 0.1, ODD, date(1900, 1, 1), True),
    (-1, Decimal("-0.0001"), 1e308, "", date(2199, 12, 31), False),
    (None, None, None, None, None, None),
    (0, Decimal(0), -2.5e-300, "NULL", date(2024, 2, 29), True),
]


@pytest.fixture
def table(server):
    return load(server, "rows_of_every_kind", COLUMNS, ROWS)


def selected(engine, table, columns="n, amount, share, region, day, ok"):
    return engine.fetch(f"SELECT {columns} FROM {table} ORDER BY n -- to the end")


def test_values_come_back_as_they_are(engine, table):
    fetched = selected(engine, table)
    assert fetched.names == tuple(COLUMNS)
    assert sorted(fetched.rows, key=str) == sorted(ROWS, key=str)
    kinds = {type(value) for row in fetched.rows for value in row}
    assert kinds == {int, Decimal, float, str, date, bool, type(None)}


def test_what_is_not_a_number_is_a_float(engine):
    kind = {"postgres": "double precision", "clickhouse": "Float64", "spark": "DOUBLE"}
    words = f"CAST('NaN' AS {kind[engine.dialect]}) AS a"
    (value,) = engine.fetch(f"SELECT {words}").rows[0]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_a_table_says_what_its_columns_hold(server, engine):
    table = load(server, "kinds", dict.fromkeys(COLUMNS, "text") | KINDS, [])
    described = {column.name: column for column in engine.describe(table)}
    assert {name: (c.type, c.exact, c.zoned) for name, c in described.items()} == {
        "n": (ColumnType.NUMBER, True, False),
        "amount": (ColumnType.NUMBER, True, False),
        "share": (ColumnType.NUMBER, False, False),
        "region": (ColumnType.TEXT, False, False),
        "day": (ColumnType.DATE, False, False),
        "ok": (ColumnType.BOOLEAN, False, False),
        "at": (ColumnType.DATETIME, False, False),
        "moment": (ColumnType.DATETIME, False, True),
    }


MOMENT = datetime.fromisoformat("2026-01-02 03:04:05")
KINDS = {**COLUMNS, "at": "timestamp", "moment": "timestamptz"}


def test_a_query_says_what_its_columns_hold(engine, table):
    (column,) = engine.describe(f"(SELECT COUNT(*) AS n_rows FROM {table} -- all\n)")
    assert (column.name, column.type, column.exact) == ("n_rows", ColumnType.NUMBER, True)


@pytest.mark.parametrize("relation", ["nowhere", "no_schema.nowhere"])
def test_a_table_that_is_not_there_is_unknown(engine, relation):
    with pytest.raises(Unknown, match=r"^warehouse: .*nowhere|no_schema") as failed:
        engine.describe(relation)
    assert "\n" not in str(failed.value)
    assert failed.value.__context__ is None


@pytest.mark.parametrize(
    "select",
    [
        "SELECT nothing FROM {}",
        "SELECT COUNT(*) FROM {} GROUP BY nothing",
        "SELEC COUNT(*) FROM {}",
        "SELECT no_such_function(n) FROM {}",
    ],
)
def test_what_cannot_be_run_is_unknown_and_the_next_is_answered(engine, table, select):
    with pytest.raises(Unknown, match=r"^warehouse: "):
        engine.fetch(select.format(table))
    assert engine.fetch(f"SELECT COUNT(*) AS n FROM {table}").rows == [(len(ROWS),)]


def test_a_moment_is_no_total(server, engine):
    table = load(server, "moments", {"at": "timestamp"}, [(MOMENT,)])
    with pytest.raises(EngineFailed, match=r"at holds .*, which is no total"):
        engine.fetch(f"SELECT at FROM {table}")


def test_as_many_rows_as_totals_have_come_and_not_one_more(engine):
    many = MANY[engine.dialect]
    assert len(engine.fetch(many.format(MOST_GROUPS)).rows) == MOST_GROUPS
    with pytest.raises(TooMany, match=r"^warehouse: .* more than 200 000 rows"):
        engine.fetch(many.format(MOST_GROUPS + 1))
    assert engine.fetch("SELECT 5 AS a").rows == [(5,)]


def test_what_takes_too_long_is_stopped(server):
    engine = server.engine(timeout=2.0)
    began = time.monotonic()
    said = r"^warehouse: .* longer than 2 s and was stopped; connections\.warehouse\.timeout"
    with pytest.raises(TooLong, match=said):
        engine.fetch(SLOW[server.dialect])
    assert time.monotonic() - began < 30
    # Another timeout: a cold Spark takes seconds for this too.
    assert server.engine().fetch("SELECT 1 AS a").rows == [(1,)]


def test_another_thread_can_stop_it(engine):
    timer = threading.Timer(1.0, engine.interrupt)
    timer.start()
    with pytest.raises(EngineFailed, match=r"^warehouse: the statement was stopped$"):
        engine.fetch(SLOW[engine.dialect])
    timer.join()
    assert engine.fetch("SELECT 1 AS a").rows == [(1,)]


@pytest.fixture
def at_a_terminal():
    """Ctrl-C means what it does at a terminal, also where the tests run behind it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("at_a_terminal")
def test_ctrl_c_is_heard(engine):
    timer = threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT))
    began = time.monotonic()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        engine.fetch(SLOW[engine.dialect])
    timer.join()
    assert time.monotonic() - began < 30


def test_interrupting_nothing_stops_nothing(engine):
    engine.interrupt()
    assert engine.fetch("SELECT 1 AS a").rows == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {} (n) VALUES (1)",
        "DELETE FROM {} WHERE n = 0",
        "DROP TABLE {}",
        "SELECT 1 AS a) AS b; DROP TABLE {} -- ",
        "WITH gone AS (DELETE FROM {} RETURNING n) SELECT n FROM gone",
    ],
)
def test_nothing_is_written(engine, table, statement):
    with pytest.raises(EngineFailed):
        engine.fetch(statement.format(table))
    assert engine.fetch(f"SELECT COUNT(*) AS n FROM {table}").rows == [(len(ROWS),)]


def test_tables_are_listed_for_the_nearest_name(engine, table):
    assert table in engine.tables()


def test_only_what_can_say_so_has_a_version(server, engine, table):
    before = engine.version(table)
    assert engine.version("(SELECT 1 AS a)") is None
    assert engine.version("nowhere") is None
    if server.dialect != "clickhouse":
        assert before is None
        return
    assert before == engine.version(table)
    server.run(f"INSERT INTO {table} (n) VALUES (1)")
    assert before != engine.version(table)


def test_closing_twice_is_once(engine):
    engine.close()
    engine.close()
    with pytest.raises(EngineFailed):
        engine.fetch("SELECT 1 AS a")


def test_the_engines_say_what_they_are(server, engine):
    assert engine.name == "warehouse"
    assert engine.dialect == server.dialect
    assert engine.snapshot == (server.dialect == "postgres")


def test_the_clock_is_utc(engine):
    words = {
        "postgres": "TO_CHAR(TIMESTAMPTZ '2026-07-01 23:30:00+00', 'HH24:MI')",
        "clickhouse": "formatDateTime(toDateTime(1782948600), '%H:%i')",
        "spark": "DATE_FORMAT(TIMESTAMP_LTZ '2026-07-01 23:30:00+00:00', 'HH:mm')",
    }
    assert engine.fetch(f"SELECT {words[engine.dialect]} AS a").rows == [("23:30",)]
