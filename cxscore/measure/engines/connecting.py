"""From a connection in kpis.yaml to the engine it names; nothing else loads a driver."""

import os
import re
from collections.abc import Callable, Mapping

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.engine import Engine
from cxscore.measure.engines.secrets import Secrets, place_of
from cxscore.model.connections import Connection
from cxscore.problems import MissingLibrary


def connect(
    name: str,
    connection: Connection,
    environment: Mapping[str, str],
    *,
    unverified: bool = False,
) -> Engine:
    """Return the engine that *connection*, called *name* in kpis.yaml, leads to.

    Args:
        name: the connection's id.
        connection: which environment variable holds the address.
        environment: the environment variables.
        unverified: whether an engine that no test has run may be asked too.

    Raises:
        WrongUsage: where the variable is unset, holds no address, or names an
            engine that no test has run, or that there are no words for. Its content is
            not repeated.
        MissingLibrary: where the engine's driver is not installed.
        EngineFailed: where it does not answer.
    """
    variable = connection.spark or connection.url_from or ""
    url = environment.get(variable, "").strip()
    address = Address(name, variable, connection.timeout, Secrets(url))
    if not url:
        raise address.wrong("is not set; it holds the address")
    scheme, found, _ = url.partition("://")
    if not found or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+._-]*", scheme):
        raise address.wrong("holds no URL, which has :// in it")
    scheme = scheme.lower()
    if connection.spark:
        if scheme != "sc":
            raise address.wrong("holds no address of Spark Connect: sc://host:port")
        return _opened(address, url, _spark, "'cxscore[spark]'")
    open_, packages = _family(scheme, address, unverified=unverified)
    return _opened(address, url, open_, packages)


def unverified_engine(connection: Connection, environment: Mapping[str, str]) -> str | None:
    """Return the engine that *connection* leads to if no test has run it: ``snowflake``."""
    scheme = environment.get(connection.url_from or "", "").strip().partition("://")[0].lower()
    return None if scheme in FAMILIES else _called(scheme)


def has_versions(connection: Connection, environment: Mapping[str, str]) -> bool:
    """Return whether tables of the engine that *connection* leads to may have a version."""
    scheme = environment.get(connection.url_from or "", "").strip().partition("://")[0].lower()
    return scheme in {"chdb", *_CLICKHOUSE}


def dialect_of(connection: Connection, environment: Mapping[str, str]) -> str:
    """Return in whose words *connection* is asked: ``postgres`` where nobody can tell."""
    if connection.spark:
        return "spark"
    scheme = environment.get(connection.url_from or "", "").strip().partition("://")[0].lower()
    if scheme in {"chdb", *_CLICKHOUSE}:
        return "clickhouse"
    dialect = scheme.partition("+")[0]
    return dialect if dialect in UNVERIFIED else "postgres"


def place_asked(connection: Connection, environment: Mapping[str, str]) -> str | None:
    """Return what tells the place that *connection* leads to from any other; never to be shown."""
    return place_of(environment.get(connection.spark or connection.url_from or "", ""))


def _called(scheme: str) -> str | None:
    """Return the engine of URLs that begin with *scheme*, None where nobody has written it."""
    if scheme in _CLICKHOUSE:
        return "a ClickHouse server"
    dialect = scheme.partition("+")[0]
    return dialect if dialect in UNVERIFIED else None


def _family(
    scheme: str, address: Address, *, unverified: bool
) -> tuple[Callable[[Address, str], Engine], str]:
    """Return what opens a URL that begins with *scheme*, and the packages that it needs."""
    if scheme in FAMILIES:
        return FAMILIES[scheme]
    dialect = scheme.partition("+")[0]
    called = _called(scheme)
    if called and unverified:
        return UNVERIFIED[scheme if scheme in _CLICKHOUSE else dialect]
    if called:
        raise address.wrong(
            f"leads to {called}; cxscore is not verified on {called}, as no test has run it "
            "there; --unverified asks it all the same, unverified=True from Python"
        )
    if dialect in {"postgresql", "postgres"}:
        raise address.wrong("names a driver that is not verified; write postgresql://")
    known = dialect if dialect in _NAMED else "an engine"
    raise address.wrong(f"leads to {known} that is not verified, and that no words are known for")


def _opened(
    address: Address, url: str, open_: Callable[[Address, str], Engine], packages: str
) -> Engine:
    try:
        return open_(address, url)
    except ImportError:
        # What was looked for says nothing that the line to type does not say.
        pass
    raise MissingLibrary(f"connections.{address.name}", f"pip install {packages}")


def _postgres(address: Address, url: str) -> Engine:
    from cxscore.measure.engines.sqlalchemy_engine import PostgresEngine

    return PostgresEngine(address, url)


def _chdb(address: Address, url: str) -> Engine:
    from cxscore.measure.engines.chdb_engine import in_process

    return in_process(address, url)


def _clickhouse(address: Address, url: str) -> Engine:
    from cxscore.measure.engines.clickhouse_server import on_server

    return on_server(address, url)


def _spark(address: Address, url: str) -> Engine:
    # What Spark's transport has to say, on standard error and with the address, it says from its
    # import on: of a server that is not there, and of a process that starts another.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "false")
    from cxscore.measure.engines.spark_engine import SparkEngine

    return SparkEngine(address, url)


def _through_sqlalchemy(dialect: str) -> Callable[[Address, str], Engine]:
    """Return what opens an engine of *dialect* by its maker's dialect of SQLAlchemy."""

    def open_(address: Address, url: str) -> Engine:
        from cxscore.measure.engines.unverified_engine import UnverifiedEngine

        return UnverifiedEngine(address, url, dialect)

    return open_


Family = tuple[Callable[[Address, str], Engine], str]
"""What opens a URL, and what pip has to install for it."""

FAMILIES: Mapping[str, Family] = {
    "postgresql": (_postgres, "'cxscore[postgres]'"),
    "postgres": (_postgres, "'cxscore[postgres]'"),
    "postgresql+psycopg": (_postgres, "'cxscore[postgres]'"),
    "chdb": (_chdb, "'cxscore[clickhouse]'"),
}
"""What each URL begins with whose engine the tests run."""

_CLICKHOUSE = ("clickhouse", "clickhousedb", "clickhousedb+connect")
_PACKAGES: Mapping[str, str] = {
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
    "redshift": "sqlalchemy-redshift redshift_connector",
    "databricks": "databricks-sqlalchemy",
    "trino": "'trino[sqlalchemy]'",
}

UNVERIFIED: Mapping[str, Family] = {
    **dict.fromkeys(_CLICKHOUSE, (_clickhouse, "'cxscore[clickhouse]'")),
    **{
        dialect: (_through_sqlalchemy(dialect), packages) for dialect, packages in _PACKAGES.items()
    },
}
"""The same of engines that are written and that no test has run; of the latter five by what
stands before a ``+``, as which of their drivers is there is for SQLAlchemy to say."""

_NAMED = {"duckdb", "mariadb", "mssql", "mysql", "oracle", "sqlite"}
"""Dialects that are called by their name: what else stands there may be a password."""
