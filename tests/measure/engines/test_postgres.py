"""What only PostgreSQL has: roles, one snapshot, passwords that are wrong."""

from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import EngineFailed, TooLong, Unknown
from cxscore.model.column_type import ColumnType
from cxscore.wrong_usage import WrongUsage
from tests.servers import OWNER, READER, VARIABLE, load

NUMBER, TEXT, DATETIME = ColumnType.NUMBER, ColumnType.TEXT, ColumnType.DATETIME


@pytest.fixture
def server(postgres):
    yield postgres
    postgres.close()


@pytest.mark.parametrize(
    ("type_", "kind", "exact", "zoned", "written"),
    [
        ("smallint", NUMBER, True, False, "smallint"),
        ("integer", NUMBER, True, False, "integer"),
        ("bigint", NUMBER, True, False, "bigint"),
        ("numeric(10, 2)", NUMBER, True, False, "numeric"),
        ("decimal", NUMBER, True, False, "numeric"),
        ("real", NUMBER, False, False, "real"),
        ("double precision", NUMBER, False, False, "double precision"),
        ("text", TEXT, False, False, "text"),
        ("varchar(20)", TEXT, False, False, "character varying"),
        ("char(3)", TEXT, False, False, "character"),
        ("name", TEXT, False, False, "name"),
        ("date", ColumnType.DATE, False, False, "date"),
        ("timestamp(3)", DATETIME, False, False, "timestamp without time zone"),
        ("timestamptz", DATETIME, False, True, "timestamp with time zone"),
        ("boolean", ColumnType.BOOLEAN, False, False, "boolean"),
        ("mood", TEXT, False, False, "mood"),
        ("score", NUMBER, True, False, "integer"),
        ("time", None, False, False, "time without time zone"),
        ("interval", None, False, False, "interval"),
        ("json", None, False, False, "json"),
        ("jsonb", None, False, False, "jsonb"),
        ("integer[]", None, False, False, "integer[]"),
        ("bytea", None, False, False, "bytea"),
        ("uuid", None, False, False, "uuid"),
        ("money", None, False, False, "money"),
    ],
)
def test_types(server, engine, type_, kind, exact, zoned, written):
    for made in ("TYPE mood AS ENUM ('fair', 'poor')", "DOMAIN score AS integer"):
        with suppress(psycopg.errors.DuplicateObject):
            server.run(f"CREATE {made}")
    (column,) = engine.describe(f"(SELECT CAST(NULL AS {type_}) AS a)")
    assert (column.type, column.exact, column.zoned) == (kind, exact, zoned)
    assert column.written == written


def test_all_statements_see_the_same_rows(server):
    table = load(server, "moving", {"n": "integer"}, [(1,)])
    engine, later = server.engine(), server.engine()
    count = f"SELECT COUNT(*) AS n FROM {table}"
    assert engine.fetch(count).rows == [(1,)]
    server.run(f"INSERT INTO {table} VALUES (2)")
    with pytest.raises(Unknown):
        engine.fetch("SELECT nothing")
    assert engine.fetch(count).rows == [(1,)]
    assert later.fetch(count).rows == [(2,)]


def test_a_role_that_may_only_read(server, engine):
    load(server, "readable", {"n": "integer"}, [(1,)])
    assert engine.may_write() is False


def test_a_role_that_may_write_still_does_not(server):
    table = load(server, "writable", {"n": "integer"}, [(1,)])
    owner = replace(server, url=server.owner_url, opened=[]).engine()
    assert owner.may_write() is True
    server.run(
        f"CREATE OR REPLACE FUNCTION {server.schema}.gone() RETURNS bigint LANGUAGE sql AS"
        f" 'DELETE FROM {table} RETURNING n'"
    )
    with pytest.raises(EngineFailed, match="read-only transaction"):
        owner.fetch(f"SELECT {server.schema}.gone() AS n")
    with pytest.raises(EngineFailed):
        owner.fetch("SELECT set_config('transaction_read_only', 'off', false) AS a")
    owner.close()
    assert server.run(f"SELECT COUNT(*) FROM {table}").fetchone() == (1,)


def test_a_role_with_one_right_too_many_may_write(server):
    table = load(server, "granted", {"n": "integer"}, [])
    server.run(f"GRANT INSERT ON {table} TO reader")
    assert server.engine().may_write() is True
    server.run(f"REVOKE INSERT ON {table} FROM reader")
    assert server.engine().may_write() is False


def test_a_table_that_may_not_be_read_is_nobodys_mistake_in_kpis_yaml(server, engine):
    table = load(server, "closed", {"n": "integer"}, [])
    server.run(f"REVOKE SELECT ON {table} FROM reader")
    with pytest.raises(EngineFailed, match="permission denied") as failed:
        engine.fetch(f"SELECT COUNT(*) AS n FROM {table}")
    assert not isinstance(failed.value, Unknown)


def test_a_wrong_password(server):
    wrong = replace(server, url=server.url.replace(READER, "wr%40ng-secret"), opened=[])
    with pytest.raises(
        EngineFailed, match=r"^warehouse: .*password authentication failed"
    ) as failed:
        wrong.engine()
    assert not any(part in str(failed.value) for part in ("reader", "ng-secret", "/tmp"))
    assert failed.value.__cause__ is failed.value.__context__ is None


def test_waiting_for_a_lock_is_part_of_the_time(server):
    table = load(server, "locked", {"n": "integer"}, [])
    engine = server.engine(timeout=1.0)
    with psycopg.connect(server.owner_url) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(TooLong):
            engine.fetch(f"SELECT COUNT(*) AS n FROM {table}")


def test_a_connection_that_is_cut_is_said(server, engine):
    assert engine.fetch("SELECT 1 AS a").rows == [(1,)]
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cxscore'"
        " AND datname = current_database()"
    )
    with pytest.raises(EngineFailed, match=r"^warehouse: ") as failed:
        engine.fetch("SELECT 1 AS a")
    assert not isinstance(failed.value, Unknown)
    engine.close()


def test_what_only_speaks_as_postgresql_does_is_not_verified(server, monkeypatch):
    from cxscore.measure.engines import sqlalchemy_engine

    monkeypatch.setattr(sqlalchemy_engine, "OLDEST", 990_000)
    with pytest.raises(WrongUsage, match=f"{VARIABLE} leads to a server that is not verified"):
        server.engine()


def test_a_percent_sign_is_a_percent_sign(engine):
    assert engine.fetch("SELECT '%s %(a)s %' AS a WHERE 'abc' LIKE '%b%'").rows == [("%s %(a)s %",)]


def test_every_way_to_write_the_url(server):
    for scheme in ("postgres", "postgresql+psycopg", "PostgreSQL"):
        url = server.url.replace("postgresql", scheme)
        engine = connect("other", server.connection, {VARIABLE: url})
        assert engine.fetch("SELECT 1 AS a").rows == [(1,)]
        engine.close()


def test_an_engine_shows_nothing_of_its_address(server, engine):
    shown = f"{engine!r} {engine} {vars(engine)!r}"
    assert READER not in shown
    assert OWNER not in shown
