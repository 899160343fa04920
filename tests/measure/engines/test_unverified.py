"""Engines that no test has run, as far as one can be had: a stand-in for Trino's dialect of
SQLAlchemy before DuckDB, which asks in Trino's words. What a real one would do otherwise is not
seen here, so they stay unverified."""

import csv
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace

import duckdb
import pytest
import sqlalchemy
import sqlglot
from click.testing import CliRunner
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect

import cxscore
from cxscore.cli import main
from cxscore.measure.engines.connecting import connect, unverified_engine
from cxscore.measure.engines.engine import EngineFailed, TooLong, TooMany, Unknown
from cxscore.measure.engines.warehouse.unverified_dialects import UNVERIFIED
from cxscore.model.column_type import ColumnType
from cxscore.model.connections import Connection
from cxscore.problems import Problems
from cxscore.wrong_usage import WrongUsage

CONNECTION = Connection(url_from="CX_URL", spark=None)
URL = "trino://reader:right-secret@warehouse.example/lake"
MACROS = (
    "bitwise_left_shift(a, b) AS a << b",
    "day_of_month(d) AS day(d)",
    "day_of_week(d) AS isodow(d)",
    "to_unixtime(t) AS epoch(t)",
    "truncate(x) AS trunc(x)",
)
TYPES = {
    "BIGINT": sqlalchemy.BIGINT(),
    "DECIMAL(12,2)": sqlalchemy.DECIMAL(12, 2),
    "DOUBLE": sqlalchemy.DOUBLE(),
    "VARCHAR": sqlalchemy.VARCHAR(),
    "DATE": sqlalchemy.DATE(),
    "BOOLEAN": sqlalchemy.BOOLEAN(),
    "BLOB": sqlalchemy.LargeBinary(),
}


class StandInFailed(duckdb.Error):
    """What the driver raises."""


class StandIn(DefaultDialect):
    """Trino, as SQLAlchemy knows it."""

    name = "trino"
    supports_statement_cache = True
    asked: list[str]
    there: duckdb.DuckDBPyConnection
    raises: Exception | None = None

    @classmethod
    def import_dbapi(cls):
        return SimpleNamespace(paramstyle="qmark", Error=duckdb.Error, connect=cls.opened)

    @classmethod
    def opened(cls, *_, **__):
        if cls.raises is not None:
            raise cls.raises
        return SimpleNamespace(cursor=Cursor, close=lambda: None, rollback=lambda: None)

    def do_rollback(self, dbapi_connection):
        """Do nothing: it is asked alone."""

    def do_ping(self, dbapi_connection):
        return True

    def initialize(self, connection):
        """Ask nothing."""

    def get_columns(self, connection, table_name, schema=None, **_):
        found = self.there.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = ? AND table_schema = ? ORDER BY ordinal_position",
            [table_name, schema or "main"],
        ).fetchall()
        if not found:
            raise sqlalchemy.exc.NoSuchTableError(table_name)
        return [{"name": name, "type": TYPES[type_]} for name, type_ in found]

    def get_table_names(self, connection, schema=None, **_):
        return [name for (name,) in self.there.execute("SHOW TABLES").fetchall()]


def as_trino(value):
    """*value*: a day before a day is a date to Trino, and a moment to DuckDB."""
    is_day = isinstance(value, datetime) and value.time() == time()
    return value.date() if is_day else value


class Cursor:
    """Answers what is asked in Trino's words, by DuckDB."""

    rowcount = -1
    arraysize = 1

    def __init__(self):
        self._cursor = StandIn.there.cursor()
        self.description = None

    def execute(self, statement, _parameters=None):
        StandIn.asked.append(statement)
        if not statement.startswith("SET "):
            # It has ORs of bits and moments in zones by other names.
            (told,) = sqlglot.transpile(statement, read="trino", write="duckdb")
            self._cursor.execute(told.replace("BITWISE_OR_AGG", "BIT_OR"))
            self.description = self._cursor.description

    def fetchmany(self, size):
        return [tuple(map(as_trino, row)) for row in self._cursor.fetchmany(size)]

    def close(self):
        self._cursor.close()


@pytest.fixture
def trino(monkeypatch):
    """The stand-in, to be reached by CX_URL."""
    registry.register("trino", __name__, "StandIn")
    StandIn.asked, StandIn.there = [], duckdb.connect(":memory:")
    for macro in MACROS:
        StandIn.there.execute(f"CREATE MACRO {macro}")
    monkeypatch.setenv("CX_URL", URL)
    yield StandIn
    StandIn.there.close()
    registry.impls.pop("trino")


def open_(timeout=60.0, url=URL):
    connection = Connection(url_from="CX_URL", spark=None, timeout=timeout)
    return connect("warehouse", connection, {"CX_URL": url}, unverified=True)


@pytest.fixture
def engine(trino):
    engine = open_()
    yield engine
    engine.close()


def test_what_a_session_is_told_first(engine):
    assert StandIn.asked == ["SET TIME ZONE 'UTC'", "SET SESSION query_max_run_time = '60s'"]


def test_it_answers(engine):
    fetched = engine.fetch("SELECT BIGINT '9007199254740993' AS n, 'a%s' AS \"Region\", NULL AS m")
    assert (fetched.names, fetched.rows) == (
        ("n", "Region", "m"),
        [(9_007_199_254_740_993, "a%s", None)],
    )
    assert engine.may_write() is None
    assert engine.version("t") is None


def test_columns_are_looked_up(engine):
    StandIn.there.execute(
        'CREATE TABLE t ("Score" BIGINT, amount DECIMAL(12, 2), x DOUBLE, region VARCHAR,'
        " day DATE, solved BOOLEAN, b BLOB)"
    )
    found = engine.describe('"t"')
    assert [(c.name, c.type, c.exact) for c in found] == [
        ("Score", ColumnType.NUMBER, True),
        ("amount", ColumnType.NUMBER, True),
        ("x", ColumnType.NUMBER, False),
        ("region", ColumnType.TEXT, False),
        ("day", ColumnType.DATE, False),
        ("solved", ColumnType.BOOLEAN, False),
        ("b", None, False),
    ]
    assert engine.tables() == ("t",)
    with pytest.raises(Unknown, match=r"^warehouse: there is no such table$"):
        engine.describe('"main"."nowhere"')
    with pytest.raises(Unknown, match="one catalog"):
        engine.describe('"memory"."main"."t"')


@pytest.mark.parametrize(
    ("dialect", "type_", "zoned"),
    [
        ("trino", sqlalchemy.TIMESTAMP(), False),
        ("trino", SimpleNamespace(compile=lambda _: "TIMESTAMP(6) WITH TIME ZONE"), True),
        ("redshift", sqlalchemy.TIMESTAMP(), False),
        ("redshift", SimpleNamespace(compile=lambda _: "TIMESTAMP WITH TIME ZONE"), True),
        ("redshift", SimpleNamespace(compile=lambda _: "TIMESTAMP WITHOUT TIME ZONE"), False),
        ("bigquery", sqlalchemy.TIMESTAMP(), True),
        ("bigquery", sqlalchemy.DATETIME(), False),
        ("databricks", sqlalchemy.TIMESTAMP(), True),
        ("databricks", SimpleNamespace(compile=lambda _: "TIMESTAMP_NTZ"), False),
        ("snowflake", SimpleNamespace(compile=lambda _: "TIMESTAMP_NTZ(9)"), False),
        ("snowflake", SimpleNamespace(compile=lambda _: "TIMESTAMP_LTZ"), True),
        ("snowflake", SimpleNamespace(compile=lambda _: "TIMESTAMP_TZ"), True),
    ],
)
def test_what_a_moment_is_depends_on_the_engine(engine, dialect, type_, zoned):
    engine.dialect = dialect
    column = engine._column("at", type_)
    assert (column.type, column.zoned) == (ColumnType.DATETIME, zoned)


def test_a_timestamp_that_follows_a_setting_is_read_by_no_kpi(engine):
    engine.dialect = "snowflake"
    assert engine._column("at", sqlalchemy.TIMESTAMP()).type is None


def test_capitals_are_small_letters_to_sqlalchemy_alone(engine, monkeypatch):
    monkeypatch.setattr(StandIn, "requires_name_normalize", True)
    asked = []

    def columns(_dialect, _connection, table, schema=None, **_):
        asked.append((table, schema))
        return [{"name": name, "type": sqlalchemy.DATE()} for name in ("day", "Closed")]

    monkeypatch.setattr(StandIn, "get_columns", columns)
    engine.dialect = "snowflake"
    found = engine.describe('"DB"."CX"."SURVEYS"')
    assert asked == [("surveys", "db.cx")]
    assert [column.name for column in found] == ["DAY", "Closed"]


def test_failures(engine, trino):
    with pytest.raises(TooMany):
        engine.fetch("SELECT * FROM range(200001)")
    with pytest.raises(EngineFailed, match="datetime, which is no total"):
        engine.fetch("SELECT TIMESTAMP '2026-01-01 00:00:01' AS at")
    with pytest.raises(EngineFailed, match=r"^warehouse: .*nowhere"):
        engine.fetch("SELECT * FROM nowhere")
    for raised in (
        ValueError("no right-secret at warehouse.example"),
        StandInFailed("reader:right-secret was refused by warehouse.example"),
    ):
        trino.raises = raised
        try:
            with pytest.raises(EngineFailed, match=r"^warehouse: .*\*\*\*") as failed:
                open_()
        finally:
            trino.raises = None
        for part in ("reader", "secret", "warehouse.example"):
            assert part not in str(failed.value)
        assert failed.value.__context__ is None


def test_rows_are_brought_in_lots(engine):
    lots = []
    engine.bring("SELECT range AS n FROM range(25000)", lots.append)
    assert [len(lot) for lot in lots] == [10_000, 10_000, 5_000]
    assert lots[-1][-1] == (24_999,)
    with pytest.raises(EngineFailed, match=r"^warehouse: .*nowhere") as failed:
        engine.bring("SELECT * FROM nowhere", lots.append)
    assert failed.value.__context__ is None
    with pytest.raises(EngineFailed, match="datetime, which is no total"):
        engine.bring("SELECT TIMESTAMP '2026-01-01 00:00:01' AS at", lots.append)


def test_a_failure_after_the_timeout_is_that(trino):
    engine = open_(timeout=0.001)
    with pytest.raises(TooLong, match=r"connections\.warehouse\.timeout says how long"):
        engine.fetch("SELECT CAST(COUNT(*) AS BIGINT) / 0, error('late') FROM range(3000000)")
    engine.close()


def test_a_url_that_cannot_be_read(trino):
    with pytest.raises(WrongUsage, match=r"CX_URL holds no URL that can be read$") as wrong:
        open_(url="trino://u:secret@host:port/db")
    assert wrong.value.__context__ is None


def test_every_dialect_without_a_test_has_a_way_to_be_asked():
    for dialect in UNVERIFIED:
        for scheme in (dialect, f"{dialect}+driver"):
            assert unverified_engine(CONNECTION, {"CX_URL": f"{scheme}://host"}) == dialect
    assert unverified_engine(CONNECTION, {"CX_URL": "postgresql://host"}) is None
    assert unverified_engine(CONNECTION, {"CX_URL": "chdb://"}) is None
    for scheme in ("clickhouse", "clickhousedb+connect"):
        known = unverified_engine(CONNECTION, {"CX_URL": f"{scheme}://host"})
        assert known == "a ClickHouse server"


# -- a whole build

PAGE = """\
version: 1
scorecard: {title: T, as_of: 2026-07-06}
owners: {amara: {name: Amara}}
connections: {warehouse: {url_from: CX_URL}}
datasets:
  contacts:
    SOURCE
    date: day
    unique: id
    columns: {solved: {type: boolean}}
KPIS
"""
KPIS = {
    "nps": "{nps: recommend}, by: [region]",
    "effort": "{mean: minutes}, by: [region]",
    "solved": "{share: {that: solved}}",
    "told": "{share: {that: \"lower(region) like 'n%' and minutes < 9.5\"}}",
    "each": "{ratio: {numerator: amount, denominator: minutes}}",
    "wait": "{median: minutes}, by: [region]",
    "most": "{percentile: {of: amount, p: 90}}",
    "people": "{distinct: customer}, by: [region]",
    "rows": "{count: rows}",
}
HEAD = ("id", "day", "region", "recommend", "minutes", "amount", "solved", "customer")
ROWS = [
    (
        at,
        date(2026, 1 + at % 6, 1 + at % 28),
        ("North", "South ", "Łódź", None)[at % 4],
        at % 11,
        None if at % 17 == 0 else at % 13 + 0.25,
        Decimal(at * 37 % 1000) / 100,
        (True, False, None)[at % 3],
        f"C{at % 41}",
    )
    for at in range(500)
]


def page(source):
    kpis = "".join(
        f"  {id_}: {{name: {id_}, owner: amara, dataset: contacts, polarity: neutral, "
        f"measure: {measure}}}\n"
        for id_, measure in KPIS.items()
    )
    return PAGE.replace("SOURCE", source).replace("KPIS", f"kpis:\n{kpis}")


@pytest.fixture
def folder(trino, tmp_path):
    """A folder with a kpis.yaml of the table and one of a file with the same rows."""
    trino.there.execute(
        "CREATE TABLE contacts (id BIGINT, day DATE, region VARCHAR, recommend BIGINT, "
        "minutes DOUBLE, amount DECIMAL(12, 2), solved BOOLEAN, customer VARCHAR)"
    )
    trino.there.executemany(f"INSERT INTO contacts VALUES ({', '.join('?' * 8)})", ROWS)
    with (tmp_path / "contacts.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [HEAD, *(["" if cell is None else cell for cell in row] for row in ROWS)]
        )
    (tmp_path / "kpis.yaml").write_text(page("connection: warehouse\n    table: contacts"), "utf-8")
    of_file = page("file: contacts.csv").replace("connections: {warehouse: {url_from: CX_URL}}", "")
    (tmp_path / "file.yaml").write_text(of_file, "utf-8")
    return tmp_path


SAID = (
    "kpis.yaml:4:26: warning: CX296: connections.warehouse: cxscore is not verified on trino, as "
    "no test has run it there; hold its numbers against counts of your own"
)


def run(folder, monkeypatch, *arguments, **environment):
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, [*arguments, "--no-progress"], env=environment)


@pytest.mark.parametrize("command", ["build", "check"])
def test_it_is_refused_until_somebody_says_otherwise(folder, monkeypatch, command):
    done = run(folder, monkeypatch, command)
    assert done.exit_code == 2
    assert "CX_URL leads to trino; cxscore is not verified on trino" in done.stderr
    assert "--unverified asks it all the same" in done.stderr
    assert not StandIn.asked
    assert not (folder / "scorecard").exists()


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("way", ["flag", "environment"])
def test_then_it_goes_on_with_one_warning(folder, monkeypatch, command, way):
    if way == "flag":
        done = run(folder, monkeypatch, command, "--unverified")
    else:
        done = run(folder, monkeypatch, command, **{f"CXSCORE_{command.upper()}_UNVERIFIED": "1"})
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("CX296") == 1
    assert SAID in done.stderr
    assert (folder / "scorecard" / "scorecard.html").exists() == (command == "build")


def test_the_numbers_are_those_of_a_file(folder, monkeypatch):
    monkeypatch.chdir(folder)
    there = cxscore.build(cxscore.read(folder), unverified=True)
    in_file = cxscore.build(cxscore.read(folder / "file.yaml"))
    ours, theirs = in_file.to_frame(), there.to_frame()
    assert len(ours) >= len(KPIS)
    for column in ("value", "n"):
        assert list(theirs[column]) == pytest.approx(list(ours[column]), rel=1e-9, nan_ok=True)
    assert [p.code for p in there.problems if p.code != "CX296"] == [
        p.code for p in in_file.problems
    ]
    assert [str(p) for p in there.problems if p.code == "CX296"] == [SAID]
    with pytest.raises(WrongUsage, match="unverified=True"):
        cxscore.build(cxscore.read(folder))


def test_a_query_is_not_read_in_such_words(folder, monkeypatch):
    (folder / "contacts.sql").write_text("SELECT * FROM contacts", "utf-8")
    text = page("connection: warehouse\n    query: contacts.sql")
    (folder / "kpis.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    with pytest.raises(Problems) as failed:
        cxscore.build(cxscore.read(folder), unverified=True)
    found = [p for p in failed.value.found if p.code == "CX297"]
    assert [str(p) for p in found] == [
        "kpis.yaml:8:12: error: CX297: a query in the words of trino is not read; make it a view "
        "there, and name that as the table"
    ]


@pytest.mark.parametrize(
    "themes",
    ["{columns: [waiting]}", "{words: {waiting: [wait*]}}", "{column: topics}"],
    ids=["flags", "words", "list"],
)
def test_comments_are_brought_whole(folder, themes):
    comments = "comments:\n  dataset: contacts\n  text: said\n  respondent: customer\n"
    comments += f"  themes: {themes}\n  no_comment: [none]\n  publish: recommend > 3\n"
    text = "'I waited, for the ' || id || 'th time, and nobody said a word'"
    StandIn.there.execute(
        "CREATE OR REPLACE TABLE contacts AS SELECT *, id % 4 = 1 AS waiting, "
        f"CASE WHEN id % 5 = 0 THEN 'None' ELSE {text} END AS said, "
        "'waiting; price' AS topics FROM contacts"
    )
    StandIn.there.execute(f"COPY contacts TO '{folder / 'contacts.csv'}' (HEADER)")
    found = []
    for name in ("file.yaml", "kpis.yaml"):
        text = (folder / name).read_text("utf-8") + "  waiting: {name: Waiting, owner: amara, "
        text += "polarity: neutral, measure: {comments: waiting}}\n"
        (folder / name).write_text(text + comments, "utf-8")
        definition = cxscore.read(folder / name)
        card = cxscore.build(definition, unverified=name == "kpis.yaml")
        found.append((card.comments, card.kpis[-1].series))
    assert found[0] == found[1]
    assert found[0][0].themes[0].verbatims
