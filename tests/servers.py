"""Places where rows live, started for the tests: PostgreSQL, ClickHouse in the process, Spark."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import Engine
from cxscore.model.connections import Connection

KEEPER = Path(__file__).with_name("keeper.py")
VARIABLE = "CX_TEST_URL"
STARTING = 300
"""Seconds that a server may take until it answers."""

TYPES: Mapping[str, Mapping[str, str]] = {
    "postgres": {
        "integer": "bigint",
        "decimal": "numeric(18, 4)",
        "double": "double precision",
        "text": "text",
        "date": "date",
        "timestamp": "timestamp",
        "timestamptz": "timestamptz",
        "boolean": "boolean",
    },
    "clickhouse": {
        "integer": "Nullable(Int64)",
        "decimal": "Nullable(Decimal(18, 4))",
        "double": "Nullable(Float64)",
        "text": "Nullable(String)",
        "date": "Nullable(Date32)",
        "timestamp": "Nullable(DateTime64(6))",
        "timestamptz": "Nullable(DateTime64(6, 'UTC'))",
        "boolean": "Nullable(Bool)",
    },
    "spark": {
        "integer": "bigint",
        "decimal": "decimal(18, 4)",
        "double": "double",
        "text": "string",
        "date": "date",
        "timestamp": "timestamp_ntz",
        "timestamptz": "timestamp",
        "boolean": "boolean",
    },
}
"""What a kind of column is called by each engine."""

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Server:
    """A place where rows live, with what is needed to put some there."""

    dialect: str
    """``postgres``, ``clickhouse`` or ``spark``."""
    url: str
    """What :data:`VARIABLE` holds; of a role that may read only, where there are roles."""
    schema: str
    """Where tables are made: one a process, so that tests beside each other do not meet."""
    run: Callable[[str], Any]
    """Run a statement as somebody who may write."""
    fill: Callable[[str, Mapping[str, str], Rows], None]
    """Put rows into a table that is there."""
    owner_url: str = ""
    """The same of a role that may write."""
    variable: str = VARIABLE
    opened: list[Engine] = field(default_factory=list)

    @property
    def connection(self) -> Connection:
        """What ``connections:`` says of it."""
        if self.dialect == "spark":
            return Connection(url_from=None, spark=self.variable)
        return Connection(url_from=self.variable, spark=None)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the connection leads here."""
        return {self.variable: self.url}

    def engine(self, timeout: float = 120.0, name: str = "warehouse") -> Engine:
        """Open an engine; it is closed at the end of the test by the fixture ``engine``."""
        engine = connect(name, replace(self.connection, timeout=timeout), self.environment)
        self.opened.append(engine)
        return engine

    def close(self) -> None:
        """Close every engine that was opened."""
        while self.opened:
            self.opened.pop().close()


def load(server: Server, name: str, columns: Mapping[str, str], rows: Rows) -> str:
    """Make the table *name* of *rows*, and return how it is called after FROM.

    *columns* are the kinds of the columns by their names: ``integer``, ``decimal``, ``double``,
    ``text``, ``date``, ``timestamp``, ``timestamptz`` or ``boolean``; None is a missing value.
    """
    table = f"{server.schema}.{name}"
    quote = '"' if server.dialect == "postgres" else "`"
    types = TYPES[server.dialect]
    listed = ", ".join(f"{quote}{column}{quote} {types[kind]}" for column, kind in columns.items())
    engine = " ENGINE = MergeTree ORDER BY tuple()" if server.dialect == "clickhouse" else ""
    server.run(f"DROP TABLE IF EXISTS {table}")
    server.run(f"CREATE TABLE {table} ({listed}){engine}")
    if rows:
        server.fill(table, columns, rows)
    return table


def missing(what: str) -> None:
    """Skip the test for want of *what*, or fail where it is promised."""
    if os.environ.get("CXSCORE_TEST_ENGINES") == "required":
        pytest.fail(f"{what} is promised here and is missing")
    pytest.skip(f"{what} is not installed")


def schema() -> str:
    """Return the schema of this process's tables."""
    return f"cx_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


# -- PostgreSQL


def postgres(shared: Path) -> Iterator[Server]:
    """Yield the PostgreSQL server of this run, started by whoever comes first."""
    psycopg = pytest.importorskip("psycopg") if not _required() else __import__("psycopg")
    programs = _postgres_programs()
    if programs is None:
        missing("PostgreSQL")
    folder = Path(_shared(shared, "postgres", lambda: _start_postgres(programs))["folder"])
    database = schema()
    where = f"?host={folder}"
    with psycopg.connect(f"postgresql://owner:{OWNER}@/postgres{where}", autocommit=True) as first:
        with suppress(psycopg.errors.DuplicateObject):
            first.execute(f"CREATE ROLE reader LOGIN PASSWORD '{READER}'")
        first.execute(f"CREATE DATABASE {database}")
    owner = psycopg.connect(f"postgresql://owner:{OWNER}@/{database}{where}", autocommit=True)
    owner.execute(f"CREATE SCHEMA {database}")
    owner.execute(f"GRANT USAGE ON SCHEMA {database} TO reader")
    owner.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {database} GRANT SELECT ON TABLES TO reader")

    def fill(table: str, columns: Mapping[str, str], rows: Rows) -> None:
        with owner.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        owner.execute(f"ANALYZE {table}")

    yield Server(
        "postgres",
        f"postgresql://reader:{READER}@/{database}{where}",
        database,
        owner.execute,
        fill,
        owner_url=f"postgresql://owner:{OWNER}@/{database}{where}",
    )
    owner.close()


OWNER, READER = "owner-secret", "reader-secret"


def _required() -> bool:
    return os.environ.get("CXSCORE_TEST_ENGINES") == "required"


def _postgres_programs() -> Path | None:
    """Return the folder of initdb and postgres: Debian has it on no PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (str(versions[-1]) if versions else None)
    return Path(found).resolve().parent if found else None


def _start_postgres(programs: Path) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="cxscore-postgres-"))
    # It refuses to be run by root.
    user = "-" if os.getuid() else _other_user()
    rights: dict[str, Any] = {}
    if user != "-":
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        rights = {"user": user, "group": entry.pw_gid, "extra_groups": []}
    password = folder / "password"
    password.write_text(OWNER)
    password.chmod(0o644)
    data = folder / "data"
    made = subprocess.run(
        [
            *(programs / "initdb", "--pgdata", data, "--username=owner", "--no-sync"),
            *("--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"),
            *("--locale=C.UTF-8", "--no-instructions"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **rights,
    )
    assert made.returncode == 0, made.stderr
    server = [str(programs / "postgres"), "-D", str(data), "-k", str(folder)]
    for setting in ("listen_addresses=", "fsync=off", "max_connections=60"):
        server += ["-c", setting]
    _keep(folder, user, server, folder / "log")
    _wait_for((folder / ".s.PGSQL.5432").exists, folder / "log")
    import psycopg

    def answers() -> bool:
        try:
            psycopg.connect(f"postgresql://owner:{OWNER}@/postgres?host={folder}").close()
        except psycopg.OperationalError:
            return False
        return True

    _wait_for(answers, folder / "log")
    return {"folder": str(folder)}


def _other_user() -> str:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise AssertionError("there is nobody who could run PostgreSQL")


# -- ClickHouse


def clickhouse(folder: Path) -> Iterator[Server]:
    """Yield ClickHouse in this process, with its tables in memory."""
    # Its clock is the machine's: elsewhere than in UTC, a DateTime would ask for a time zone.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", "UTC")
        try:
            from chdb.state.sqlitelike import connect as opened
        except ImportError:
            missing("chdb")
        owner = opened(":memory:")
    import pyarrow.parquet

    owner.query(f"CREATE DATABASE {schema()}")

    def fill(table: str, columns: Mapping[str, str], rows: Rows) -> None:
        path = folder / "rows.parquet"
        pyarrow.parquet.write_table(_arrow(columns, rows), path)
        owner.query(f"INSERT INTO {table} SELECT * FROM file('{path}', 'Parquet')")

    yield Server("clickhouse", "chdb://", schema(), owner.query, fill)
    owner.close()


# -- Spark


def spark(shared: Path, folder: Path) -> Iterator[Server]:
    """Yield the Spark Connect server of this run, started by whoever comes first."""
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "false")
    try:
        import grpc  # noqa: F401 (it is looked for, and that is all)
        import pyspark
    except ImportError:
        missing("pyspark[connect]")
    if shutil.which("java") is None:
        missing("Java")
    home = Path(pyspark.__file__).parent
    port = _shared(shared, "spark", lambda: _start_spark(home))["port"]
    url = f"sc://127.0.0.1:{port}"
    import pyarrow.parquet
    from pyspark.sql.connect.session import SparkSession

    owner = SparkSession(url)
    owner.conf.set("spark.sql.session.timeZone", "UTC")
    owner.sql(f"CREATE DATABASE IF NOT EXISTS {schema()}")

    def fill(table: str, columns: Mapping[str, str], rows: Rows) -> None:
        path = folder / "rows.parquet"
        pyarrow.parquet.write_table(_arrow(columns, rows), path)
        owner.read.parquet(str(path)).write.insertInto(table)

    yield Server("spark", url, schema(), owner.sql, fill)
    owner.client.close()


def _start_spark(home: Path) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="cxscore-spark-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": folder / "warehouse",
        "spark.log.level": "ERROR",
    }
    server = [str(home / "bin" / "spark-submit"), "--master", "local[2]"]
    server += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    for key, value in settings.items():
        server += ["--conf", f"{key}={value}"]
    flags = f"-Dderby.system.home={folder} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    server += ["--driver-java-options", flags, "spark-internal"]
    environment = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    _keep(folder, "-", server, folder / "log", environment)

    def answers() -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", port)) == 0

    _wait_for(answers, folder / "log")
    return {"port": port}


# -- all of them


def _arrow(columns: Mapping[str, str], rows: Rows) -> Any:
    import pyarrow

    types = {
        "integer": pyarrow.int64(),
        "decimal": pyarrow.decimal128(18, 4),
        "double": pyarrow.float64(),
        "text": pyarrow.string(),
        "date": pyarrow.date32(),
        "timestamp": pyarrow.timestamp("us"),
        "timestamptz": pyarrow.timestamp("us", tz="UTC"),
        "boolean": pyarrow.bool_(),
    }
    cells = zip(*rows, strict=True)
    arrays = [
        pyarrow.array(list(column), type=types[kind])
        for column, kind in zip(cells, columns.values(), strict=True)
    ]
    return pyarrow.table(arrays, names=list(columns))


def _shared(shared: Path, name: str, start: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what *start* says of a server; it is called once a run, whatever the processes."""
    said = shared / f"{name}.json"
    with FileLock(shared / f"{name}.lock"):
        if not said.exists():
            said.write_text(json.dumps(start()))
    known: dict[str, Any] = json.loads(said.read_text())
    return known


def _keep(
    folder: Path,
    user: str,
    command: Sequence[str],
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a server until the tests end, in whichever way."""
    beside = os.environ.get("PYTEST_XDIST_WORKER")
    watched = os.getppid() if beside else os.getpid()
    with log.open("wb") as written:
        # By way of a shell, which ends at once: nobody here has to wait for the keeper.
        kept = [sys.executable, str(KEEPER), str(watched), str(folder), user, *command]
        subprocess.run(
            ["sh", "-c", '"$@" &', "sh", *kept],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )


def _wait_for(answers: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + STARTING
    while not answers():
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)
