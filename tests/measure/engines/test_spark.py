"""What only Spark has: its types, its sessions, servers that are not there."""

import pytest

from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import EngineFailed, Unknown
from cxscore.model.column_type import ColumnType
from cxscore.model.connections import Connection

NUMBER, DATETIME = ColumnType.NUMBER, ColumnType.DATETIME


@pytest.fixture
def server(spark):
    yield spark
    spark.close()


def test_types(engine):
    types = {
        "tinyint": (NUMBER, True, False),
        "smallint": (NUMBER, True, False),
        "int": (NUMBER, True, False),
        "bigint": (NUMBER, True, False),
        "decimal(18,4)": (NUMBER, True, False),
        "float": (NUMBER, False, False),
        "double": (NUMBER, False, False),
        "string": (ColumnType.TEXT, False, False),
        "string collate UNICODE_CI": (None, False, False),
        "date": (ColumnType.DATE, False, False),
        "timestamp_ntz": (DATETIME, False, False),
        "timestamp_ltz": (DATETIME, False, True),
        "boolean": (ColumnType.BOOLEAN, False, False),
        "binary": (None, False, False),
        "array<int>": (None, False, False),
        "map<string,int>": (None, False, False),
        "struct<a:int>": (None, False, False),
        "interval day": (None, False, False),
    }
    cast = ", ".join(f"CAST(NULL AS {type_}) AS c{at}" for at, type_ in enumerate(types))
    described = engine.describe(f"(SELECT {cast})")
    found = {
        type_: (column.type, column.exact, column.zoned)
        for type_, column in zip(types, described, strict=True)
    }
    assert found == types


@pytest.mark.parametrize("words", ["1 / 0", "CAST('eleven' AS INT)", "CAST(300 AS TINYINT)"])
def test_what_does_not_fit_is_an_error_and_not_missing(engine, words):
    with pytest.raises(Unknown, match=r"^warehouse: \["):
        engine.fetch(f"SELECT {words} AS a FROM RANGE(1)")


def test_timestamps_have_no_zone_unless_they_say_so(engine):
    (column,) = engine.describe("(SELECT TIMESTAMP '2026-01-01 00:00:00' AS at)")
    assert column.written == "timestamp_ntz"


def test_rights_and_versions_are_not_said(engine):
    assert engine.may_write() is None
    assert engine.version("nowhere") is None


@pytest.mark.parametrize(
    "url", ["sc://127.0.0.1:1/;token=hunter22", "sc://nowhere.invalid:15002/;token=hunter22"]
)
def test_a_server_that_does_not_answer(url, capfd):
    pytest.importorskip("pyspark")
    with pytest.raises(EngineFailed, match=r"^lake: ") as failed:
        connect("lake", Connection(spark="CX_SPARK", url_from=None), {"CX_SPARK": url})
    shown = f"{failed.value} {capfd.readouterr()}"
    for part in ("127.0.0.1", "nowhere", "hunter22", "15002"):
        assert part not in shown
    assert failed.value.__cause__ is failed.value.__context__ is None


def test_failures_are_not_logged(engine, capfd):
    with pytest.raises(Unknown):
        engine.fetch("SELECT nothing FROM RANGE(1)")
    assert capfd.readouterr() == ("", "")
