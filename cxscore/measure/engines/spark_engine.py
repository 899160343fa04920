"""Spark, by Spark Connect: totals are asked of a session of our own."""

import logging
import re
import threading
import uuid
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from pyspark.errors import AnalysisException, PySparkException

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

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession
    from pyspark.sql.types import StructField

T = TypeVar("T")
ENDING = 10
"""Seconds that a statement may take to end once it is stopped."""
MOST_SCHEMAS = 50
"""Schemas among which the nearest name of a table is looked for."""

_RETRIES = {"max_retries": 3, "initial_backoff": 250, "max_backoff": 2000}
"""How often a server that does not answer is asked again, and after how many milliseconds."""

_SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    # What does not fit is an error: without, it is NULL, and the total another.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
}
_TYPES: Mapping[str, tuple[ColumnType, bool, bool]] = {
    **dict.fromkeys(
        ("tinyint", "smallint", "int", "bigint", "decimal"), (ColumnType.NUMBER, True, False)
    ),
    **dict.fromkeys(("float", "double"), (ColumnType.NUMBER, False, False)),
    **dict.fromkeys(("string", "char", "varchar"), (ColumnType.TEXT, False, False)),
    "date": (ColumnType.DATE, False, False),
    "timestamp_ntz": (ColumnType.DATETIME, False, False),
    "timestamp": (ColumnType.DATETIME, False, True),
    "boolean": (ColumnType.BOOLEAN, False, False),
}
"""The type, whether it adds up exactly, and whether it holds moments; by Spark's own names."""


class SparkEngine:
    """A Spark Connect server."""

    dialect = "spark"
    snapshot = False

    def __init__(self, address: Address, url: str) -> None:
        """Begin a session.

        Raises:
            EngineFailed: where the server does not answer.
        """
        self.name = address.name
        self._address = address
        self._tag = f"cxscore-{uuid.uuid4().hex}"
        self._stopped = False
        # Spark logs each failure with the statement, on standard error.
        for logger in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
        # It has an opinion on the pandas that is installed, which is not asked for anything.
        warnings.filterwarnings("ignore", module=r"pyspark\.")
        self._session = self._guarded(lambda: _session(url), limited=False)

    def describe(self, relation: str) -> tuple[TableColumn, ...]:
        """Return the columns of *relation*; nothing of it is read."""
        query = f"SELECT * FROM {relation}\n AS described"  # noqa: S608 (a name that was checked)
        fields = self._guarded(lambda: self._session.sql(query).schema.fields)
        return tuple(_column(field) for field in fields)

    def version(self, relation: str) -> str | None:
        """Return None: what changes with the rows differs from format to format."""
        return None

    def tables(self) -> tuple[str, ...]:
        """Return the tables of the first schemas, with their names."""
        session = self._session
        schemas = self._guarded(lambda: session.sql("SHOW SCHEMAS").collect())[:MOST_SCHEMAS]
        asked = (session.sql(f"SHOW TABLES IN `{schema}`") for (schema,) in schemas)
        rows = [row for each in asked for row in self._guarded(each.collect)]
        return tuple(f"{row[0]}.{row[1]}" if row[0] else row[1] for row in rows)

    def fetch(self, select: str) -> Fetched:
        """Run *select*."""
        # Within brackets nothing but a SELECT can stand; and no more than that comes over.
        query = f"SELECT * FROM ({select}\n) AS totals LIMIT {MOST_GROUPS + 1}"  # noqa: S608 (our own)

        def asked() -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
            frame = self._session.sql(query)
            return tuple(frame.columns), [tuple(row) for row in frame.collect()]

        names, rows = self._guarded(asked)
        must_be_totals(self.name, names, rows, range(len(names)))
        return Fetched(names, rows)

    def bring(self, select: str, take: Take) -> None:
        """Run *select*; its rows come batch by batch, as Spark makes them."""
        query = f"SELECT * FROM ({select}\n) AS brought LIMIT {MOST_BROUGHT + 1}"  # noqa: S608 (our own)

        def asked() -> None:
            frame = self._session.sql(query)
            names, rows = tuple(frame.columns), frame.toLocalIterator()
            while lot := [tuple(row) for row in islice(rows, LOT)]:
                must_be_totals(self.name, names, lot, range(len(names)))
                take(lot)

        self._guarded(asked)

    def may_write(self) -> bool | None:
        """Return None: rights are the catalogue's, and Spark does not say them."""
        return None

    def interrupt(self) -> None:
        """Stop the statement that runs."""
        self._stopped = True
        self._session.interruptTag(self._tag)

    def close(self) -> None:
        """Give the session back."""
        with suppress(PySparkException, grpc.RpcError):  # the server went first
            self._session.client.close()

    def _guarded(self, ask: Callable[[], T], *, limited: bool = True) -> T:
        """Return what *ask* answers; what takes too long is stopped, if *limited*."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._session.interruptTag(self._tag)

        self._stopped = False
        timer = threading.Timer(self._address.timeout, stop)
        timer.daemon = True
        try:
            if limited:
                timer.start()
                return self._heard(ask)
            return ask()
        except ImportError:
            raise
        except (PySparkException, grpc.RpcError, OSError, ValueError) as error:
            failure = self._failure(error, late=late.is_set())
        finally:
            timer.cancel()
        # Raised here it carries no trace of Spark's own error, which has the address in it.
        raise failure

    def _heard(self, ask: Callable[[], T]) -> T:
        """Return what *ask* answers, asked in a thread of its own, so that Ctrl-C can stop it.

        A call that Ctrl-C breaks off is forgotten by the server's list of tags, and its work goes
        on for good: so it is stopped first.
        """
        found: list[T] = []
        errors: list[BaseException] = []

        def work() -> None:
            self._session.addTag(self._tag)  # tags are a thread's own
            try:
                found.append(ask())
            except BaseException as error:  # noqa: BLE001 (raised again where it is waited for)
                errors.append(error)

        asking = threading.Thread(target=work, daemon=True)
        asking.start()
        try:
            while asking.is_alive():
                asking.join(0.05)
        except KeyboardInterrupt:
            self._session.interruptTag(self._tag)
            asking.join(ENDING)
            raise
        if errors:
            raise errors[0]
        return found[0]

    def _failure(self, error: Exception, *, late: bool) -> EngineFailed:
        if late:
            return TooLong(said_too_long(self.name, self._address.timeout))
        if self._stopped:
            return EngineFailed(f"{self.name}: the statement was stopped")
        says = _words(error)
        text = f"{self.name}: {self._address.secrets.struck(says)}"
        state = _state(error)
        if isinstance(error, AnalysisException) or state[:2] in {"42", "22", "0A"}:
            return EngineFailed(text) if state == "42501" else Unknown(text)
        return EngineFailed(text)


def _session(url: str) -> "SparkSession":
    """Return a session of our own on the server of *url*, which answers."""
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.sql.connect.session import SparkSession

    session = SparkSession(url)
    # Without, a server that is not there is asked for ten minutes.
    session.client.set_retry_policies([DefaultPolicy(**_RETRIES)])
    for key, value in _SESSION.items():
        session.conf.set(key, value)
    return session


def _words(error: Exception) -> str:
    """Return the first line of what Spark says: plans, hints and its own inside come after."""
    text = str(error).strip()
    details = re.search(r'details = "(.*)"$', text, re.MULTILINE)
    return (details[1] if details else text).partition("\n")[0]


def _state(error: Exception) -> str:
    if isinstance(error, PySparkException):
        return error.getSqlState() or ""
    return ""


def _column(field: "StructField") -> TableColumn:
    written = field.dataType.simpleString()
    known, exact, zoned = _TYPES.get(written.partition("(")[0], (None, False, False))
    return TableColumn(field.name, known, written, exact, zoned)
