"""What only ClickHouse has: its types, its grants, texts in any bytes, one folder a process."""

import pytest

from cxscore.measure.engines.clickhouse import column, grants_writing
from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import EngineFailed
from cxscore.model.column_type import ColumnType
from cxscore.model.connections import Connection
from cxscore.wrong_usage import WrongUsage

NUMBER, TEXT, DATETIME = ColumnType.NUMBER, ColumnType.TEXT, ColumnType.DATETIME


@pytest.fixture
def server(chdb):
    yield chdb
    chdb.close()


@pytest.mark.parametrize(
    ("type_", "kind", "exact", "zoned"),
    [
        ("UInt8", NUMBER, True, False),
        ("Int32", NUMBER, True, False),
        ("Nullable(Int64)", NUMBER, True, False),
        ("UInt256", NUMBER, True, False),
        ("Decimal(18, 4)", NUMBER, True, False),
        ("Nullable(Decimal(38, 10))", NUMBER, True, False),
        ("Float32", NUMBER, False, False),
        ("Nullable(Float64)", NUMBER, False, False),
        ("String", TEXT, False, False),
        ("FixedString(2)", TEXT, False, False),
        ("LowCardinality(String)", TEXT, False, False),
        ("LowCardinality(Nullable(String))", TEXT, False, False),
        ("Enum8('a' = 1, 'b' = 2)", TEXT, False, False),
        ("UUID", TEXT, False, False),
        ("Date", ColumnType.DATE, False, False),
        ("Nullable(Date32)", ColumnType.DATE, False, False),
        ("DateTime", DATETIME, False, False),
        ("DateTime('Europe/London')", DATETIME, False, True),
        ("DateTime64(3)", DATETIME, False, False),
        ("Nullable(DateTime64(6, 'UTC'))", DATETIME, False, True),
        ("Bool", ColumnType.BOOLEAN, False, False),
        ("SimpleAggregateFunction(sum, UInt64)", NUMBER, True, False),
        ("Array(UInt8)", None, False, False),
        ("Map(String, UInt8)", None, False, False),
        ("Tuple(UInt8, String)", None, False, False),
        ("JSON", None, False, False),
        ("IPv4", None, False, False),
    ],
)
def test_types(server, engine, type_, kind, exact, zoned):
    table = f"{server.schema}.typed"
    server.run(f"DROP TABLE IF EXISTS {table}")
    server.run(f"CREATE TABLE {table} (a {type_}) ENGINE = Memory")
    (described,) = engine.describe(table)
    assert (described.type, described.exact, described.zoned) == (kind, exact, zoned)
    assert described.written == type_


def test_without_a_zone_the_servers_clock_counts():
    assert column("at", "DateTime", utc=True).zoned is False
    assert column("at", "Nullable(DateTime64(6))", utc=False).zoned is True


@pytest.mark.parametrize(
    ("grant", "writing"),
    [
        ("GRANT SELECT ON cx.* TO reader", False),
        ("GRANT SHOW, SELECT(a, b), dictGet ON *.* TO reader", False),
        ("GRANT reporting TO reader", False),
        ("GRANT ALTER NAMED COLLECTION ON * TO reader", False),
        ("GRANT SELECT, INSERT ON cx.* TO writer", True),
        ("GRANT ALL ON *.* TO admin WITH GRANT OPTION", True),
        ("GRANT ALTER UPDATE ON cx.surveys TO writer", True),
        ("GRANT TRUNCATE ON cx.surveys TO writer", True),
    ],
)
def test_grants(grant, writing):
    assert grants_writing(grant) is writing


def test_a_process_has_no_roles(engine):
    assert engine.may_write() is None


def test_a_text_in_other_bytes_is_not_guessed(engine):
    with pytest.raises(EngineFailed, match="not in UTF-8"):
        engine.fetch("SELECT unhex('C3') AS region, 1 AS n")
    assert engine.fetch("SELECT 1 AS a").rows == [(1,)]


def test_control_characters_come_back(engine):
    text = "".join(map(chr, range(1, 128)))
    written = "concat(" + ", ".join(f"char({number})" for number in range(1, 128)) + ")"
    assert engine.fetch(f"SELECT {written} AS a, '\\0' AS b").rows == [(text, "\0")]


def test_whole_numbers_of_any_size(engine):
    query = "SELECT toUInt256('115792089237316195423570985008687907853269984665640564039457') AS a"
    number = 115792089237316195423570985008687907853269984665640564039457
    assert engine.fetch(query).rows == [(number,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT n FROM numbers(3) SETTINGS readonly = 0",
        "SELECT number AS n FROM numbers(300000) SETTINGS max_result_rows = 0",
        "SELECT line FROM file('/etc/hostname', 'LineAsString', 'line String')",
        "SELECT 1 AS a INTO OUTFILE '/tmp/cxscore-out.tsv'",
    ],
)
def test_no_setting_is_lifted_and_no_file_read(engine, statement):
    with pytest.raises(EngineFailed):
        engine.fetch(statement)


def test_what_a_failed_statement_answered_is_not_the_next_ones_answer(engine):
    with pytest.raises(EngineFailed):
        engine.fetch("SELECT throwIf(number = 150000) AS a FROM numbers(160000)")
    assert engine.fetch("SELECT 5 AS a").rows == [(5,)]


def test_joins_and_totals_of_nothing_are_missing_as_elsewhere(engine):
    joined = "SELECT b.n AS n FROM (SELECT 1 AS n) AS a LEFT JOIN (SELECT 2 AS n) AS b ON a.n = b.n"
    assert engine.fetch(joined).rows == [(None,)]
    grouped = (
        "SELECT region, COUNT(*) AS n FROM (SELECT 'a' AS region) AS t"
        " GROUP BY GROUPING SETS ((region), ()) ORDER BY region NULLS LAST"
    )
    assert engine.fetch(grouped).rows == [("a", 1), (None, 1)]


def open_(url, **options):
    return connect("lake", Connection(url_from="CX_LAKE", spark=None), {"CX_LAKE": url}, **options)


@pytest.mark.parametrize("url", ["chdb://folder", "chdb:////tmp?mode=rw", "chdb:////tmp#a"])
def test_a_folder_is_written_with_four_slashes(url):
    with pytest.raises(WrongUsage, match="CX_LAKE holds no folder") as wrong:
        open_(url)
    assert "/tmp" not in str(wrong.value)


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(EngineFailed, match=r"^lake: there is no such folder$"):
        open_(f"chdb:///{tmp_path}/secret")
    assert not (tmp_path / "secret").exists()


def test_a_process_has_one_folder(server, tmp_path):
    with pytest.raises(EngineFailed, match="already initialized") as failed:
        open_(f"chdb:///{tmp_path}")
    assert tmp_path.name not in str(failed.value)
