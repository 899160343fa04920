"""PostgreSQL, by the URLs of SQLAlchemy and the driver psycopg: one snapshot, read-only."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
import sqlalchemy
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.engine import (
    LOT,
    MOST_BROUGHT,
    MOST_GROUPS,
    EngineFailed,
    Fetched,
    TableColumn,
    Take,
    TooLong,
    Unknown,
)
from cxscore.measure.engines.totals import must_be_totals, said_too_long
from cxscore.model.column_type import ColumnType

CONNECTING = 15
"""Seconds after which a server that does not answer is given up, if the timeout is longer."""
OLDEST = 120_000
"""PostgreSQL 12, in the server's own counting."""

_SESSION = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL TIME ZONE 'UTC'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL standard_conforming_strings = on",
)
"""All within the one transaction: behind a pool of connections the next may be another's."""

_TYPES: Mapping[str, tuple[ColumnType, bool, bool]] = {
    **dict.fromkeys(("int2", "int4", "int8", "numeric"), (ColumnType.NUMBER, True, False)),
    **dict.fromkeys(("float4", "float8"), (ColumnType.NUMBER, False, False)),
    **dict.fromkeys(("text", "varchar", "bpchar", "name"), (ColumnType.TEXT, False, False)),
    "date": (ColumnType.DATE, False, False),
    "timestamp": (ColumnType.DATETIME, False, False),
    "timestamptz": (ColumnType.DATETIME, False, True),
    "bool": (ColumnType.BOOLEAN, False, False),
}
"""The type, whether it adds up exactly, and whether it holds moments; by the catalogue's names."""

_NAMES = """
SELECT oid::bigint, typname::text, typtype::text, format_type(oid, NULL)
FROM pg_catalog.pg_type WHERE oid = ANY(ARRAY[{}]::oid[])
"""
_MAY_WRITE = """
SELECT NOT pg_is_in_recovery() AND EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg\\_%'
      AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
) OR (NOT pg_is_in_recovery() AND current_setting('is_superuser') = 'on')
"""
_TABLES = """
SELECT table_schema || '.' || table_name FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_schema NOT LIKE 'pg\\_%'
ORDER BY 1 LIMIT 10000
"""


class PostgresEngine:
    """A PostgreSQL server."""

    dialect = "postgres"
    snapshot = True

    def __init__(self, address: Address, url: str) -> None:
        """Connect, and begin the one transaction.

        Raises:
            WrongUsage: where *url* cannot be read, or leads to something else that
                speaks as PostgreSQL does.
            EngineFailed: where the server does not answer.
        """
        self.name = address.name
        self._address = address
        self._stopped = False
        self._engine = sqlalchemy.create_engine(
            _readable(address, url),
            poolclass=NullPool,
            # What goes wrong while a connection is given back would be logged, address and all.
            pool_reset_on_return=None,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            connect_args={
                "connect_timeout": max(1, int(min(CONNECTING, address.timeout))),
                "prepare_threshold": None,
                "client_encoding": "utf8",
                "application_name": "cxscore",
            },
        )
        self._connection = self._connected()
        try:
            # Before the transaction: its snapshot is taken by the first that is asked within it.
            self._must_be_postgres()
            for statement in _SESSION:
                self._ask(statement)
            milliseconds = max(1, round(address.timeout * 1000))
            self._ask(f"SET LOCAL statement_timeout = {milliseconds}")
        except BaseException:  # Ctrl-C, too, gives the connection back
            self.close()
            raise

    def describe(self, relation: str) -> tuple[TableColumn, ...]:
        """Return the columns of *relation*."""
        oids, names, _ = self._guarded(f"SELECT * FROM {relation}\n AS described LIMIT 0")  # noqa: S608 (as below)
        listed = ", ".join(str(oid) for oid in oids) or "NULL"
        _, _, rows = self._guarded(_NAMES.format(listed))
        types = {oid: (name, kind, written) for oid, name, kind, written in rows}
        return tuple(_column(name, *types[oid]) for name, oid in zip(names, oids, strict=True))

    def version(self, relation: str) -> str | None:
        """Return None: PostgreSQL cannot say whether rows have changed."""
        return None

    def tables(self) -> tuple[str, ...]:
        """Return the tables that the role can see, with their schemas."""
        return tuple(row[0] for row in self._guarded(_TABLES)[2])

    def fetch(self, select: str) -> Fetched:
        """Run *select*."""
        # Within brackets nothing but a SELECT can stand; and no more than that comes over.
        oids, names, rows = self._guarded(
            f"SELECT * FROM ({select}\n) AS totals LIMIT {MOST_GROUPS + 1}"  # noqa: S608 (our own)
        )
        must_be_totals(self.name, names, rows, set(range(len(oids))) - _plain(oids))
        return Fetched(names, rows)

    def bring(self, select: str, take: Take) -> None:
        """Run *select* by a cursor within the snapshot, so that neither side holds all its rows."""
        with self._saved():
            query = f"SELECT * FROM ({select}\n) AS brought LIMIT {MOST_BROUGHT + 1}"  # noqa: S608 (our own)
            self._ask(f"DECLARE brought NO SCROLL CURSOR FOR {query}")
            while True:
                oids, names, rows = self._ask(f"FETCH {LOT} FROM brought")
                must_be_totals(self.name, names, rows, set(range(len(oids))) - _plain(oids))
                if rows:
                    take(rows)
                if len(rows) < LOT:
                    break
            self._ask("CLOSE brought")

    def may_write(self) -> bool | None:
        """Return whether the role could change a table, and the server is no replica."""
        return bool(self._guarded(_MAY_WRITE)[2][0][0])

    def interrupt(self) -> None:
        """Stop the statement that runs."""
        self._stopped = True
        driver = self._connection.connection.driver_connection
        if isinstance(driver, psycopg.Connection) and not driver.closed:
            driver.cancel_safe(timeout=CONNECTING)

    def close(self) -> None:
        """Give the connection back."""
        with suppress(SQLAlchemyError, psycopg.Error):  # the server went first
            self._connection.close()
        self._engine.dispose()

    def _connected(self) -> sqlalchemy.Connection:
        try:
            return self._engine.connect()
        except (SQLAlchemyError, psycopg.Error, OSError) as error:
            failure = self._failure(error)
        except (TypeError, ValueError):
            failure = EngineFailed(f"{self.name}: what the URL asks for cannot be done")
        raise failure

    def _must_be_postgres(self) -> None:
        """Refuse what speaks as PostgreSQL does and counts otherwise."""
        query = "SELECT version(), current_setting('server_version_num')"
        says, number = self._ask(query)[2][0]
        other = re.search(
            r"redshift|greenplum|cockroach|yugabyte|-YB-|materialize", says, re.IGNORECASE
        )
        if other or not says.startswith("PostgreSQL ") or int(number) < OLDEST:
            raise self._address.wrong(
                "leads to a server that is not verified: PostgreSQL 12 or newer is needed"
            )

    def _guarded(self, statement: str) -> tuple[list[int], tuple[str, ...], list[tuple[Any, ...]]]:
        """Run *statement*; where it fails the snapshot lives on, and the next can be asked."""
        with self._saved():
            return self._ask(statement)

    @contextmanager
    def _saved(self) -> Iterator[None]:
        """Have the snapshot live on whatever fails meanwhile."""
        self._stopped = False
        self._ask("SAVEPOINT asked")
        try:
            yield
        except EngineFailed:
            if not self._connection.closed and not self._connection.invalidated:
                self._ask("ROLLBACK TO SAVEPOINT asked")
            raise
        self._ask("RELEASE SAVEPOINT asked")

    def _ask(self, statement: str) -> tuple[list[int], tuple[str, ...], list[tuple[Any, ...]]]:
        """Return the types, the names and the rows that *statement* answers with."""
        try:
            # Without parameters a % in the statement is a %.
            result = self._connection.exec_driver_sql(
                statement, execution_options={"no_parameters": True}
            )
            if not result.returns_rows:
                return [], (), []
            described: Any = result.cursor.description
            oids = [column[1] for column in described]
            return oids, tuple(result.keys()), [tuple(row) for row in result.fetchall()]
        except (SQLAlchemyError, psycopg.Error, OSError) as error:
            failure = self._failure(error)
        # Raised here it carries no trace of the driver's own error, which has the address in it.
        raise failure

    def _failure(self, error: Exception) -> EngineFailed:
        original = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(original, "sqlstate", None) or ""
        diagnosis = getattr(original, "diag", None)
        says = getattr(diagnosis, "message_primary", None) or str(original)
        text = f"{self.name}: {self._address.secrets.struck(says)}"
        if state == "57014":
            if self._stopped:
                return EngineFailed(f"{self.name}: the statement was stopped")
            return TooLong(said_too_long(self.name, self._address.timeout))
        if state != "42501" and (state[:2] in {"42", "22", "0A", "3F"} or state == "21000"):
            return Unknown(text)
        return EngineFailed(text)


def _readable(address: Address, url: str) -> URL:
    """Return *url* taken apart; what cannot be read is not quoted, nor who could not read it."""
    try:
        parts = make_url(url)
        wanted = parts.set(drivername="postgresql+psycopg")
    except (SQLAlchemyError, ValueError):
        pass
    else:
        return wanted
    raise address.wrong(
        "holds no URL that can be read; write what is special in its user"
        " and password as %40 for @, %3A for :, %2F for /"
    )


def _column(name: str, type_: str, kind: str, written: str) -> TableColumn:
    if kind == "e":
        return TableColumn(name, ColumnType.TEXT, written)
    known, exact, zoned = _TYPES.get(type_, (None, False, False))
    return TableColumn(name, known, written, exact, zoned)


_PLAIN = frozenset({16, 20, 21, 23, 25, 700, 701, 1042, 1043, 1082, 1700})
"""The types whose values psycopg makes bool, int, str, float, date or Decimal of."""


def _plain(oids: Sequence[int]) -> set[int]:
    return {place for place, oid in enumerate(oids) if oid in _PLAIN}
