"""Each word of DuckDB's dialect, run on DuckDB: the same as on the engines of tables."""

from types import SimpleNamespace

import duckdb
import pytest

from cxscore.measure.engines.warehouse.duckdb_dialect import DuckDB
from tests.measure.engines import test_words as of_engines
from tests.measure.engines.test_words import *  # noqa: F403 (the tests of all engines)
from tests.measure.engines.test_words import words  # noqa: F401 (a fixture of theirs)


@pytest.fixture
def engine():
    """DuckDB, as the tests of engines ask one."""
    with duckdb.connect() as connection:
        for setting in DuckDB.session:
            connection.execute(setting)
        yield SimpleNamespace(
            dialect="duckdb",
            fetch=lambda sql: SimpleNamespace(rows=connection.execute(sql).fetchall()),
        )


def test_all_of_them_are_here():
    theirs = {name for name in vars(of_engines) if name.startswith("test_")}
    assert theirs <= globals().keys()
    assert len(theirs) > 10
