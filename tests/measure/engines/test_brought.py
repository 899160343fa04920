"""Rows that are brought, lot by lot: as they are, no more than may be, stopped as totals are."""

import os
import signal
import threading
import time

import pytest

from cxscore.measure.engines.engine import LOT, EngineFailed, TooLong, TooMuch, Unknown
from tests.measure.engines.test_engines import (
    COLUMNS,
    MANY,
    MOMENT,
    ROWS,
    SLOW,
    at_a_terminal,  # noqa: F401 (a fixture)
)
from tests.servers import load

FEW = 3 * LOT + 17


def brought(engine, select):
    """The lots that *select* brings."""
    lots = []
    engine.bring(select, lots.append)
    return lots


def answers(engine):
    return engine.fetch("SELECT 5 AS a").rows == [(5,)]


def test_values_come_as_they_are(server, engine):
    table = load(server, "rows_of_every_kind", COLUMNS, ROWS)
    (lot,) = brought(engine, f"SELECT {', '.join(COLUMNS)} FROM {table} -- to the end")
    assert sorted(lot, key=str) == sorted(ROWS, key=str)


def test_they_come_in_lots_each_but_once(engine):
    lots = brought(engine, MANY[engine.dialect].format(FEW))
    assert max(map(len, lots)) <= LOT
    assert len({n for lot in lots for (n,) in lot}) == sum(map(len, lots)) == FEW
    assert answers(engine)


def test_of_no_rows_there_is_no_lot(engine):
    assert (
        brought(engine, f"SELECT n FROM ({MANY[engine.dialect].format(5)}) AS s WHERE n > 9") == []
    )
    assert answers(engine)


def test_no_more_than_one_beyond_what_may_be(engine, monkeypatch):
    from cxscore.measure.engines import clickhouse, spark_engine, sqlalchemy_engine

    for module in (clickhouse, spark_engine, sqlalchemy_engine):
        monkeypatch.setattr(module, "MOST_BROUGHT", 70)
    assert sum(map(len, brought(engine, MANY[engine.dialect].format(FEW)))) == 71


def test_who_takes_them_can_end_it(engine):
    lots = []

    def take(lot):
        lots.append(lot)
        raise TooMuch("enough")

    with pytest.raises(TooMuch, match=r"^enough$"):
        engine.bring(MANY[engine.dialect].format(FEW), take)
    assert len(lots) == 1
    assert answers(engine)


@pytest.mark.parametrize(
    "select", ["SELECT nothing FROM nowhere", "SELEC 1", "SELECT no_such_function(1) AS a"]
)
def test_what_cannot_be_run_is_unknown_and_the_next_is_answered(engine, select):
    with pytest.raises(Unknown, match=r"^warehouse: ") as failed:
        brought(engine, select)
    assert failed.value.__context__ is None
    assert answers(engine)


def test_what_is_no_total_is_not_brought(server, engine):
    table = load(server, "moments", {"at": "timestamp"}, [(MOMENT,)])
    with pytest.raises(EngineFailed, match=r"at holds .*, which is no total"):
        brought(engine, f"SELECT at FROM {table}")
    assert answers(engine)


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO {} (n) VALUES (1)", "DROP TABLE {}", "SELECT 1 AS a) AS b; DROP TABLE {} -- "],
)
def test_nothing_is_written(server, engine, statement):
    table = load(server, "rows_of_every_kind", COLUMNS, ROWS)
    with pytest.raises(EngineFailed):
        brought(engine, statement.format(table))
    assert engine.fetch(f"SELECT COUNT(*) AS n FROM {table}").rows == [(len(ROWS),)]


def test_what_takes_too_long_is_stopped(server):
    engine = server.engine(timeout=2.0)
    said = r"^warehouse: .* longer than 2 s and was stopped; connections\.warehouse\.timeout"
    with pytest.raises(TooLong, match=said):
        brought(engine, SLOW[server.dialect])
    assert answers(server.engine())


def test_another_thread_can_stop_it(engine):
    timer = threading.Timer(1.0, engine.interrupt)
    timer.start()
    with pytest.raises(EngineFailed, match=r"^warehouse: the statement was stopped$"):
        brought(engine, SLOW[engine.dialect])
    timer.join()
    assert answers(engine)


@pytest.mark.usefixtures("at_a_terminal")
def test_ctrl_c_is_heard(engine):
    timer = threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT))
    began = time.monotonic()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        brought(engine, SLOW[engine.dialect])
    timer.join()
    assert time.monotonic() - began < 30
