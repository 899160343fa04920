"""From a connection in kpis.yaml to the engine it names; nothing else loads a driver."""

import os
import re
from collections.abc import Callable, Mapping

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.engine import Engine
from cxscore.measure.engines.secrets import Secrets
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
            engine that no test has run. Its content is not repeated.
        MissingLibrary: where the engine's driver is not installed.
        EngineFailed: where it does not answer.
    """
    variable = connection.spark or connection.url_from or ""
    url = environment.get(variable, "").strip()
    address = Address(name, variable, connection.timeout, Secrets(url))
    if not url:
        raise address.wrong("is not set; it holds the address")
    scheme, found, _ = url.partition("://")
    if not found or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        raise address.wrong("holds no URL, which has :// in it")
    scheme = scheme.lower()
    if connection.spark:
        if scheme != "sc":
            raise address.wrong("holds no address of Spark Connect: sc://host:port")
        return _opened(address, url, _spark, "spark")
    open_, extra = _family(scheme, address, unverified=unverified)
    return _opened(address, url, open_, extra)


def _family(
    scheme: str, address: Address, *, unverified: bool
) -> tuple[Callable[[Address, str], Engine], str]:
    """Return what opens a URL that begins with *scheme*, and the extra that it needs."""
    if scheme in FAMILIES:
        return FAMILIES[scheme]
    if scheme in UNVERIFIED and unverified:
        return UNVERIFIED[scheme]
    dialect = scheme.partition("+")[0]
    known = dialect if dialect in _NAMED else "an engine"
    if dialect in {"postgresql", "postgres"}:
        raise address.wrong("names a driver that is not verified; write postgresql://")
    raise address.wrong(f"leads to {known} that is not verified: no test has run it")


def _opened(
    address: Address, url: str, open_: Callable[[Address, str], Engine], extra: str
) -> Engine:
    try:
        return open_(address, url)
    except ImportError:
        # What was looked for says nothing that the line to type does not say.
        pass
    raise MissingLibrary(f"connections.{address.name}", f"pip install 'cxscore[{extra}]'")


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


Family = tuple[Callable[[Address, str], Engine], str]
FAMILIES: Mapping[str, Family] = {
    "postgresql": (_postgres, "postgres"),
    "postgres": (_postgres, "postgres"),
    "postgresql+psycopg": (_postgres, "postgres"),
    "chdb": (_chdb, "clickhouse"),
}
"""What each URL begins with whose engine the tests run."""

UNVERIFIED: Mapping[str, Family] = {
    "clickhouse": (_clickhouse, "clickhouse"),
    "clickhousedb": (_clickhouse, "clickhouse"),
    "clickhousedb+connect": (_clickhouse, "clickhouse"),
}
"""The same of engines that are written and that no test has run."""

_NAMED = {
    *("bigquery", "clickhouse", "clickhousedb", "databricks", "duckdb", "mariadb", "mssql"),
    *("mysql", "oracle", "redshift", "snowflake", "sqlite", "trino"),
}
"""Dialects that are called by their name: what else stands there may be a password."""
