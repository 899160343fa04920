"""Engines that no test has run, by whatever dialect of SQLAlchemy their makers have published."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

import sqlalchemy
from sqlalchemy.exc import (
    ArgumentError,
    CompileError,
    DBAPIError,
    NoSuchModuleError,
    NoSuchTableError,
)
from sqlalchemy.pool import NullPool
from sqlglot import exp

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.engine import (
    LOT,
    MOST_GROUPS,
    EngineFailed,
    Fetched,
    TableColumn,
    Take,
    TooLong,
    Unknown,
)
from cxscore.measure.engines.totals import must_be_totals, said_too_long
from cxscore.measure.engines.warehouse.unverified_dialects import UNVERIFIED
from cxscore.model.column_type import ColumnType

_DEADLINE: Mapping[str, str] = {
    "snowflake": "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {seconds}",
    "redshift": "SET statement_timeout TO {milliseconds}",
    "databricks": "SET STATEMENT_TIMEOUT = {seconds}",
    "trino": "SET SESSION query_max_run_time = '{seconds}s'",
}
"""How a session is told what one statement may take; BigQuery's cannot be told."""
_ONE_CATALOG = frozenset({"databricks", "redshift", "trino"})
"""Dialects whose connection sees the columns of one catalog."""
_LOGGERS = ("databricks", "google", "redshift_connector", "snowflake", "sqlalchemy", "trino")

_KINDS: Mapping[tuple[ColumnType, bool, bool], str] = {
    (ColumnType.NUMBER, True, False): "TINYINT SMALLINT INT INTEGER BIGINT BYTEINT INT64 "
    "NUMBER NUMERIC DECIMAL BIGNUMERIC BIGDECIMAL",
    (ColumnType.NUMBER, False, False): "FLOAT FLOAT64 REAL DOUBLE DOUBLE_PRECISION",
    (ColumnType.TEXT, False, False): "VARCHAR CHAR TEXT STRING NVARCHAR CHARACTER_VARYING",
    (ColumnType.DATE, False, False): "DATE",
    (ColumnType.DATETIME, False, False): "DATETIME TIMESTAMP_NTZ TIMESTAMP_WITHOUT_TIME_ZONE",
    (ColumnType.DATETIME, False, True): "TIMESTAMP_TZ TIMESTAMP_LTZ TIMESTAMPTZ "
    "TIMESTAMP_WITH_TIME_ZONE",
    (ColumnType.BOOLEAN, False, False): "BOOLEAN BOOL",
}
_TYPES = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""The type, whether it adds up exactly, and whether it holds moments; by their names in SQL."""
_MOMENT = {"bigquery": True, "databricks": True, "redshift": False, "trino": False}
"""Whether a TIMESTAMP is a moment, where that does not follow a setting as Snowflake's does."""


class UnverifiedEngine:
    """A warehouse that answers through SQLAlchemy: its tables' columns and SELECTs, no more.

    Whether the role may write is not known, and no session of these can be made one that
    only reads; what is sent are SELECTs of ours and what a session is told.
    """

    snapshot = False

    def __init__(self, address: Address, url: str, dialect: str) -> None:
        """Connect to *url*, and tell the session what the words of *dialect* rely on.

        Raises:
            ImportError: where the dialect of SQLAlchemy or its driver is not installed.
            WrongUsage: where *url* cannot be read.
            EngineFailed: where the warehouse does not answer.
        """
        self.name = address.name
        self.dialect = dialect
        self._address = address
        self._engine = _engine(address, url)
        # What a driver logs of a failure has the address in it.
        for logger in _LOGGERS:
            logging.getLogger(logger).setLevel(logging.CRITICAL)
        self._connection = self._connected()
        try:
            whole = {
                "seconds": max(1, round(address.timeout)),
                "milliseconds": max(1, round(address.timeout * 1000)),
            }
            for statement in UNVERIFIED[dialect]().session:
                self._ask(statement)
            if dialect in _DEADLINE:
                self._ask(_DEADLINE[dialect].format(**whole))
        except BaseException:  # Ctrl-C, too, gives the connection back
            self.close()
            raise

    def describe(self, relation: str) -> tuple[TableColumn, ...]:
        """Return the columns of the table *relation*; a query has none that can be looked up."""
        table = exp.to_table(relation, dialect=self.dialect)
        if table.catalog and self.dialect in _ONE_CATALOG:
            raise Unknown(
                f"{self.name}: {self.dialect} tells the columns of one catalog, that of the URL; "
                "name the schema and the table alone"
            )
        schema = ".".join(self._normal(part) for part in (table.catalog, table.db) if part)
        failure: EngineFailed
        try:
            looked_up = sqlalchemy.inspect(self._connection)
            found = looked_up.get_columns(self._normal(table.name), schema=schema or None)
        except NoSuchTableError:
            failure = Unknown(f"{self.name}: there is no such table")
        except Exception as error:  # noqa: BLE001 (as in _ask)
            failure = self._failure(error)
        else:
            return tuple(self._column(each["name"], each["type"]) for each in found)
        raise failure

    def version(self, relation: str) -> str | None:
        """Return None: how rows tell that they have changed has not been tried."""
        return None

    def tables(self) -> tuple[str, ...]:
        """Return the tables of the schema that the connection leads to."""
        try:
            names = sqlalchemy.inspect(self._connection).get_table_names()
        except Exception:  # noqa: BLE001 (only the nearest name is lost)
            return ()
        return tuple(self._written(name) for name in names)

    def fetch(self, select: str) -> Fetched:
        """Run *select*."""
        names, rows = self._ask(select)
        must_be_totals(self.name, names, rows, range(len(names)))
        return Fetched(names, rows)

    def bring(self, select: str, take: Take) -> None:
        """Run *select*; its rows come as the driver hands them over."""
        for names, lot in self._lots(select):
            must_be_totals(self.name, names, lot, range(len(names)))
            take(lot)

    def may_write(self) -> bool | None:
        """Return None: rights are told in another way by each."""
        return None

    def interrupt(self) -> None:
        """Stop the statement that runs, where the driver can."""
        stop = getattr(self._connection.connection.driver_connection, "cancel", None)
        if stop is not None:
            stop()

    def close(self) -> None:
        """Give the connection back."""
        with suppress(Exception):  # the warehouse went first
            self._connection.close()
        self._engine.dispose()

    def _connected(self) -> sqlalchemy.Connection:
        try:
            connection = self._engine.connect()
        except ImportError:
            raise
        except Exception as error:  # noqa: BLE001 (as in _ask)
            failure = self._failure(error)
        else:
            # So that a statement that fails takes no other with it.
            with suppress(ArgumentError, NotImplementedError):
                return connection.execution_options(isolation_level="AUTOCOMMIT")
            return connection
        raise failure

    def _ask(self, statement: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """Return the names and the first rows that *statement* answers with."""
        began = time.monotonic()
        try:
            # Without parameters a % in the statement is a %.
            result = self._connection.exec_driver_sql(
                statement, execution_options={"no_parameters": True}
            )
            if not result.returns_rows:
                return (), []
            names = tuple(str(each[0]) for each in result.cursor.description)
            return names, [tuple(row) for row in result.fetchmany(MOST_GROUPS + 1)]
        except Exception as error:  # noqa: BLE001
            # A driver that nobody has tried may raise anything, with the address in it.
            failure = self._failure(error, time.monotonic() - began)
        raise failure

    def _lots(self, statement: str) -> Iterator[tuple[tuple[str, ...], list[tuple[object, ...]]]]:
        """Yield the names and the rows that *statement* answers with, a lot at a time."""
        began = time.monotonic()
        failure = None
        try:
            result = self._connection.exec_driver_sql(
                statement, execution_options={"no_parameters": True}
            )
            names = tuple(str(each[0]) for each in result.cursor.description)
        except Exception as error:  # noqa: BLE001 (as in _ask)
            failure = self._failure(error, time.monotonic() - began)
        while failure is None:
            try:
                lot = [tuple(row) for row in result.fetchmany(LOT)]
            except Exception as error:  # noqa: BLE001 (as in _ask)
                failure = self._failure(error, time.monotonic() - began)
                continue
            if not lot:
                return
            yield names, lot
        raise failure

    def _failure(self, error: Exception, took: float = 0.0) -> EngineFailed:
        if took >= self._address.timeout:
            return TooLong(said_too_long(self.name, self._address.timeout))
        original = error.orig if isinstance(error, DBAPIError) else error
        says = self._address.secrets.struck(str(original)) or type(original).__name__
        return EngineFailed(f"{self.name}: {says}")

    def _normal(self, name: str) -> str:
        """Return *name* as SQLAlchemy calls it: in small letters where capitals need no quotes."""
        if not self._engine.dialect.requires_name_normalize:
            return name
        return str(self._engine.dialect.normalize_name(name))

    def _written(self, name: str) -> str:
        """Return SQLAlchemy's *name* as it stands in quotes."""
        if not self._engine.dialect.requires_name_normalize:
            return str(name)
        return str(self._engine.dialect.denormalize_name(name))

    def _column(self, name: str, type_: sqlalchemy.types.TypeEngine[object]) -> TableColumn:
        try:
            said = type_.compile(self._engine.dialect)
        except CompileError:  # as of a text without a length
            said = type_.__visit_name__
        words = said.partition("COLLATE")[0].partition("(")[0].split()
        if ")" in said:
            words += said.rpartition(")")[2].split()  # TIMESTAMP(6) WITH TIME ZONE
        word = "_".join(words).upper()
        known = (None, False, False)
        if word == "TIMESTAMP" and self.dialect in _MOMENT:
            return TableColumn(
                self._written(name), ColumnType.DATETIME, said, False, _MOMENT[self.dialect]
            )
        type_of, exact, zoned = _TYPES.get(word, known)
        return TableColumn(self._written(name), type_of, said, exact, zoned)


def _engine(address: Address, url: str) -> sqlalchemy.Engine:
    """Return SQLAlchemy's engine for *url*; what cannot be read is not quoted.

    Raises:
        ImportError: where its dialect or its driver is not installed.
        WrongUsage: where *url* cannot be read.
    """
    try:
        return sqlalchemy.create_engine(
            url, poolclass=NullPool, pool_reset_on_return=None, hide_parameters=True
        )
    except NoSuchModuleError:
        missing = True
    except (ArgumentError, TypeError, ValueError):
        missing = False
    if missing:
        raise ImportError
    raise address.wrong("holds no URL that can be read")
