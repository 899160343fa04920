"""A ClickHouse server, by clickhouse-connect: written, and asked by no test yet but a stand-in."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from io import IOBase
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import clickhouse_connect
from clickhouse_connect.driver.exceptions import ClickHouseError
from urllib3.exceptions import HTTPError

from cxscore.measure.engines.address import Address
from cxscore.measure.engines.clickhouse import (
    FORMAT,
    ClickHouseEngine,
    Setting,
    TransportFailed,
)
from cxscore.measure.engines.engine import EngineFailed

CONNECTING = 15
"""Seconds after which a server that does not answer is given up, if the timeout is longer."""
GRACE = 10
"""Seconds that an answer may take beyond the statement's own timeout."""
AT_ONCE = 4_000_000
"""Bytes of an answer that are read at once, where it does not have to be whole."""
_SECURE = {8443, 9440, 443}


def on_server(address: Address, url: str) -> ClickHouseEngine:
    """Return the server of *url*, ``clickhousedb://user:password@host:port/database``.

    Raises:
        WrongUsage: where the URL cannot be read.
        EngineFailed: where the server does not answer.
    """
    parts = _readable(url)
    if parts is None:
        raise address.wrong("holds no URL that can be read")
    try:
        transport = OnServer(parts, address.timeout)
        return ClickHouseEngine(address, transport)
    except (ClickHouseError, OSError, ValueError) as error:
        failure = EngineFailed(f"{address.name}: {address.secrets.struck(str(error))}")
    raise failure


class OnServer:
    """The HTTP interface of a server."""

    roles = True

    def __init__(self, parts: SplitResult, timeout: float) -> None:
        """Connect.

        Raises:
            ClickHouseError, OSError: where the server does not answer.
        """
        # What the driver logs of a failure has the address in it.
        logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)
        asked = parse_qs(parts.query)
        secure = parts.port in _SECURE or asked.get("secure", ["false"])[0] in {"1", "true"}
        self._how: dict[str, Any] = {
            "interface": "https" if secure else "http",
            "host": parts.hostname or "localhost",
            "port": parts.port or (8443 if secure else 8123),
            "username": unquote(parts.username or "default"),
            "password": unquote(parts.password or ""),
            "database": unquote(parts.path.strip("/")) or None,
            "connect_timeout": max(1, int(min(CONNECTING, timeout))),
            "send_receive_timeout": int(timeout) + GRACE,
            "query_retries": 0,
            "autogenerate_session_id": False,
            "client_name": "cxscore",
        }
        self._client = clickhouse_connect.get_client(**self._how)

    def ask(self, statement: str, settings: Mapping[str, Setting]) -> bytes:
        """Run *statement*; an answer comes whole, or not at all."""
        whole = {**settings, "wait_end_of_query": 1}
        try:
            answer: bytes = self._client.raw_query(statement, settings=whole, fmt=FORMAT)
        except (ClickHouseError, OSError) as error:
            says = str(error)
        else:
            return answer
        raise TransportFailed(says)

    def stream(
        self, statement: str, settings: Mapping[str, Setting], take: Callable[[bytes], None]
    ) -> None:
        """Run *statement*; the server has the whole answer before a part of it comes."""
        whole = {**settings, "wait_end_of_query": 1}
        failure = None
        try:
            answer = self._client.raw_stream(statement, settings=whole, fmt=FORMAT)
            with closing(answer):
                parts = _parts(answer)
                while part := next(parts, b""):
                    try:
                        take(part)
                    except Exception as error:  # noqa: BLE001 (raised again, as it is)
                        failure = error
                        break
        except (ClickHouseError, HTTPError, OSError) as error:
            failure = TransportFailed(str(error))
        # Raised here it carries no trace of the driver's own error, which has the address in it.
        if failure is not None:
            raise failure

    def aside(self, statement: str) -> None:
        """Run *statement* on a connection of its own."""
        other = clickhouse_connect.get_client(**self._how)
        try:
            other.command(statement)
        finally:
            other.close()

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()


def _parts(answer: IOBase) -> Iterator[bytes]:
    """Yield *answer* in parts, each with the two lines that begin it, and whole lines after."""
    head = answer.readline() + answer.readline()
    rest = b""
    while block := answer.read(AT_ONCE):
        lines, end, rest = (rest + block).rpartition(b"\n")
        if end:
            yield head + lines + end
    if rest:
        yield head + rest


def _readable(url: str) -> SplitResult | None:
    """Return *url* taken apart, None where it cannot be: who cannot read it quotes it."""
    try:
        parts = urlsplit(url)
        known = parts.hostname, parts.port
    except ValueError:
        return None
    return parts if known[0] else None
