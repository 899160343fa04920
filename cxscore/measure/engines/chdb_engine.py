"""ClickHouse in this process, by chdb: a folder of its tables, and no server."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from chdb.state.sqlitelike import Connection, connect

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.clickhouse import FORMAT, ClickHouseEngine, Setting, TransportFailed
from cxscore.measure.engines.engine import EngineFailed

MEMORY = ":memory:"
STOPPING = 10
"""Seconds that a statement may take to stop, before its connection is closed."""


def in_process(address: Address, url: str) -> ClickHouseEngine:
    """Return ClickHouse on the folder of *url*, ``chdb:////absolute/folder``; in memory for none.

    Raises:
        WrongUsage: where the URL names no folder as it should.
        EngineFailed: where there is no such folder, or another has been opened.
    """
    _, _, rest = url.partition("://")
    if "?" in rest or "#" in rest or (rest and not rest.startswith("/")):
        raise address.wrong("holds no folder as it is written: chdb:////absolute/folder")
    folder = rest[1:] or MEMORY
    if folder != MEMORY and not Path(folder).is_dir():
        raise EngineFailed(f"{address.name}: there is no such folder")
    failure = None
    try:
        transport = InProcess(folder)
    except RuntimeError as error:
        failure = EngineFailed(f"{address.name}: {address.secrets.struck(str(error))}")
    if failure:
        raise failure
    try:
        return ClickHouseEngine(address, transport)
    except BaseException:  # Ctrl-C, too, leaves no folder locked for the next one
        transport.close()
        raise


class InProcess:
    """ClickHouse in this process, which has one folder at a time."""

    roles = False

    def __init__(self, folder: str) -> None:
        """Open *folder*.

        Raises:
            RuntimeError: where it cannot be opened.
        """
        self._folder = folder
        self._connection: Connection | None = connect(folder)
        self._set: Mapping[str, Setting] = {}
        self._running: threading.Thread | None = None

    def ask(self, statement: str, settings: Mapping[str, Setting]) -> bytes:
        """Run *statement*; settings are the connection's, and are made once."""
        if self._connection is None:
            raise TransportFailed("the connection is closed")
        answer = self._answered(self._connection, statement, settings)
        if isinstance(answer, bytes):
            return answer
        self._renew()
        raise TransportFailed(answer)

    def stream(
        self, statement: str, settings: Mapping[str, Setting], take: Callable[[bytes], None]
    ) -> None:
        """Run *statement* on a connection of its own, whose settings are made once as well."""
        connection = connect(self._folder)
        failures: list[Exception] = []

        def run() -> None:
            try:
                _set(connection, settings)
                with connection.send_query(statement, FORMAT) as parts:
                    while not failures and (part := parts.fetch()) is not None:
                        hand_over(part.bytes())
            except Exception as error:  # noqa: BLE001 (as in _answered)
                failures.append(TransportFailed(str(error)))

        def hand_over(part: bytes) -> None:
            try:
                take(part)
            except Exception as error:  # noqa: BLE001 (raised again where it is waited for)
                failures.append(error)

        self._running = threading.Thread(target=run, daemon=True)
        self._running.start()
        self._running.join()
        connection.close()
        if failures:
            raise failures[0]

    def aside(self, statement: str) -> None:
        """Run *statement* on a connection of its own."""
        other = connect(self._folder)
        try:
            other.query(statement)
        finally:
            other.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._running is not None:
            self._running.join(STOPPING)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _answered(
        self, connection: Connection, statement: str, settings: Mapping[str, Setting]
    ) -> bytes | str:
        """Return the answer, or what is wrong; Ctrl-C is heard, which chdb itself does not hear."""
        answered: list[bytes | str] = []

        def run() -> None:
            try:
                if settings != self._set:
                    _set(connection, settings)
                    self._set = settings
                answered.append(connection.query(statement, FORMAT).bytes())
            except Exception as error:  # noqa: BLE001 (chdb's class is none of Python's)
                answered.append(str(error))

        self._running = threading.Thread(target=run, daemon=True)
        self._running.start()
        self._running.join()
        return answered[0]

    def _renew(self) -> None:
        """Take a new connection after a statement that failed.

        On the old one, what it had answered until then would stand before the
        next one's answer (chdb 26.9).
        """
        old, self._connection, self._set = self._connection, connect(self._folder), {}
        if old is not None:
            old.close()


def _set(connection: Connection, settings: Mapping[str, Setting]) -> None:
    for key, value in settings.items():
        connection.query(f"SET {key} = {_literal(value)}")


def _literal(value: Setting) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\")
        return f"'{escaped}'"
    return str(value)
