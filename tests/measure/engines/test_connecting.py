"""From a connection to an engine, and every way in which none is reached."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.measure.engines.connecting import FAMILIES, UNVERIFIED, connect
from cxscore.measure.engines.engine import EngineFailed
from cxscore.model.connections import Connection
from cxscore.problems import MissingLibrary
from cxscore.wrong_usage import WrongUsage

BY_URL = Connection(url_from="CX_URL", spark=None)
BY_SPARK = Connection(url_from=None, spark="CX_URL")


@pytest.mark.parametrize("environment", [{}, {"CX_URL": ""}, {"CX_URL": "  \n"}])
@pytest.mark.parametrize("connection", [BY_URL, BY_SPARK])
def test_a_variable_that_is_not_set(connection, environment):
    with pytest.raises(WrongUsage, match=r"^connections\.warehouse: CX_URL is not set"):
        connect("warehouse", connection, environment)


@pytest.mark.parametrize("url", ["secret", "secret:pw@host/db", "://secret", "se cret://host"])
def test_what_is_no_url(url):
    with pytest.raises(WrongUsage, match="CX_URL holds no URL") as wrong:
        connect("warehouse", BY_URL, {"CX_URL": url})
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (
            "snowflake://secret@account/db",
            "leads to snowflake; cxscore is not verified on snowflake",
        ),
        (
            "snowflake+secret://account/db",
            "leads to snowflake; cxscore is not verified on snowflake",
        ),
        ("BigQuery://secret", "leads to bigquery; cxscore is not verified on bigquery"),
        ("mysql+pymysql://secret@host/db", "leads to mysql that is not verified"),
        ("secret://host/db", "leads to an engine that is not verified"),
        ("postgresql+psycopg2://secret@host/db", "names a driver that is not verified"),
        ("postgresql+secret://host/db", "names a driver that is not verified"),
        ("clickhousedb://secret@host/db", "leads to a ClickHouse server; cxscore is not"),
        ("postgresql://u:secret@host:port/db", "holds no URL that can be read"),
    ],
)
def test_an_engine_that_no_test_has_run(url, says):
    with pytest.raises(WrongUsage, match=f"CX_URL {says}") as wrong:
        connect("warehouse", BY_URL, {"CX_URL": url})
    assert "secret" not in str(wrong.value)
    assert wrong.value.__context__ is None
    assert ("--unverified asks it all the same" in str(wrong.value)) == ("; cxscore" in says)


@pytest.mark.parametrize("url", ["mysql://secret@host/db", "secret://host/db"])
def test_what_no_words_are_known_for_is_refused_in_any_case(url):
    with pytest.raises(WrongUsage, match="and that no words are known for") as wrong:
        connect("warehouse", BY_URL, {"CX_URL": url}, unverified=True)
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize("url", ["postgresql://secret@host", "http://secret"])
def test_spark_has_addresses_of_its_own(url):
    with pytest.raises(WrongUsage, match="CX_URL holds no address of Spark Connect") as wrong:
        connect("lake", BY_SPARK, {"CX_URL": url})
    assert "secret" not in str(wrong.value)


DRIVERS = {
    "postgresql://u:secret@127.0.0.1:1/db": ("psycopg", "sqlalchemy_engine", "postgres"),
    "postgres://u:secret@127.0.0.1:1/db": ("sqlalchemy", "sqlalchemy_engine", "postgres"),
    "chdb:////secret": ("chdb.state.sqlitelike", "chdb_engine", "clickhouse"),
    "clickhouse://u:secret@127.0.0.1:1": ("clickhouse_connect", "clickhouse_server", "clickhouse"),
    "sc://secret:1": ("grpc", "spark_engine", "spark"),
}
MAKERS = {
    "snowflake://u:secret@account/db": "snowflake-sqlalchemy",
    "bigquery://secret": "sqlalchemy-bigquery",
    "redshift+redshift_connector://u:secret@host/db": ("sqlalchemy-redshift redshift_connector"),
    "databricks://token:secret@host": "databricks-sqlalchemy",
    "trino://u:secret@host/lake": "'trino[sqlalchemy]'",
}


@pytest.mark.parametrize("hidden", ["sqlalchemy", None])
@pytest.mark.parametrize("url", MAKERS)
def test_a_makers_dialect_that_is_not_installed(monkeypatch, url, hidden):
    if hidden:
        monkeypatch.setitem(sys.modules, hidden, None)
        module = "cxscore.measure.engines.unverified_engine"
        monkeypatch.delitem(sys.modules, module, raising=False)
    with pytest.raises(MissingLibrary) as missing:
        connect("warehouse", BY_URL, {"CX_URL": url}, unverified=True)
    assert missing.value.remedy == f"pip install {MAKERS[url]}"
    assert "secret" not in str(missing.value)
    assert missing.value.__context__ is None


@pytest.mark.parametrize("url", DRIVERS)
def test_a_driver_that_is_not_installed(monkeypatch, url):
    driver, module, extra = DRIVERS[url]
    monkeypatch.setitem(sys.modules, driver, None)
    monkeypatch.delitem(sys.modules, f"cxscore.measure.engines.{module}", raising=False)
    connection = BY_SPARK if url.startswith("sc:") else BY_URL
    with pytest.raises(MissingLibrary) as missing:
        connect("warehouse", connection, {"CX_URL": url}, unverified=True)
    assert missing.value.remedy == f"pip install 'cxscore[{extra}]'"
    assert "connections.warehouse needs a library" in str(missing.value)
    assert "secret" not in str(missing.value)
    assert missing.value.__context__ is None


def test_nothing_is_loaded_before_a_connection_is_used():
    code = (
        "import sys\nimport cxscore, cxscore.measure, cxscore.measure.engines.connecting\n"
        "drivers = {'sqlalchemy', 'psycopg', 'chdb', 'clickhouse_connect', 'pyspark', 'grpc'}\n"
        "sys.exit(', '.join(sorted(drivers & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_family_is_both():
    assert not set(FAMILIES) & set(UNVERIFIED)


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (EngineFailed("warehouse: no route"), 4, "cxscore: warehouse: no route\n"),
        (MissingLibrary("connections.a", "pip install 'cxscore[spark]'"), 4, "cxscore[spark]"),
        (WrongUsage("connections.a: CX_URL is not set"), 2, "CX_URL is not set"),
    ],
)
def test_the_command_line_says_it_and_ends(monkeypatch, raised, code, says):
    def fail():
        raise raised

    monkeypatch.setattr("cxscore.cli.starter.schema_text", fail)
    done = CliRunner().invoke(main, ["schema"])
    assert done.exit_code == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
