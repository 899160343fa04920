"""ClickHouse, wherever it runs: what is set, how it is asked, what its answers mean."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from sqlglot import exp
from sqlglot.errors import SqlglotError

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
    TooMany,
    Unknown,
)
from cxscore.measure.engines.totals import said_too_long, said_too_many
from cxscore.model.column_type import ColumnType

FORMAT = "TabSeparatedWithNamesAndTypes"
"""Numbers in full, every byte of a text, and no text that is taken for no answer."""


T = TypeVar("T")
Setting = str | int | float
"""What one of ClickHouse's settings may be."""


class TransportFailed(Exception):  # noqa: N818 (it names what happened)
    """What carries statements to ClickHouse brought back an error instead, in its words."""


class Transport(Protocol):
    """What carries statements to ClickHouse and answers back."""

    roles: bool
    """Whether there are roles with rights."""

    def ask(self, statement: str, settings: Mapping[str, Setting]) -> bytes:
        """Run *statement*; the answer is in :data:`FORMAT`.

        Raises:
            TransportFailed: with ClickHouse's own words.
        """
        ...

    def stream(
        self, statement: str, settings: Mapping[str, Setting], take: Callable[[bytes], None]
    ) -> None:
        """Run *statement*, and hand its answer to *take* in parts, each whole in :data:`FORMAT`.

        What *take* raises ends it.

        Raises:
            TransportFailed: with ClickHouse's own words.
        """
        ...

    def aside(self, statement: str) -> None:
        """Run *statement* beside the one that runs, free to stop it."""
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


class ClickHouseEngine:
    """ClickHouse."""

    dialect = "clickhouse"
    snapshot = False

    def __init__(self, address: Address, transport: Transport) -> None:
        """Ask whether it answers.

        Raises:
            EngineFailed: where it does not.
        """
        self.name = address.name
        self._address = address
        self._transport = transport
        self._tag = f"cxscore {uuid.uuid4().hex}"
        self._settings: dict[str, Setting] = {}
        query = "SELECT toInt32(getSetting('readonly')), serverTimezone()"
        (self._held, zone), *_ = self._ask(query)[2]
        self._utc = zone in {"UTC", "Etc/UTC", "Etc/Universal", "Universal", "Zulu", "UCT"}
        self._settings = _settings(address.timeout)

    def describe(self, relation: str) -> tuple[TableColumn, ...]:
        """Return the columns of *relation*; nothing of it is read."""
        rows = self._ask(f"DESCRIBE TABLE (SELECT * FROM {relation}\n AS described)")[2]  # noqa: S608 (a name that was checked)
        return tuple(column(row[0], row[1], utc=self._utc) for row in rows)

    def version(self, relation: str) -> str | None:
        """Return a digest of the parts that a table of MergeTree's family is made of.

        They change with every row that is written, and also where rows are
        merged; of views, queries and other engines nothing is known.
        """
        try:
            table = exp.to_table(relation, dialect="clickhouse")
        except (SqlglotError, ValueError):
            return None
        if not table.name or table.catalog:
            return None
        database = _text(table.db) if table.db else "currentDatabase()"
        where = f"database = {database} AND {{}} = {_text(table.name)}"
        parts = (
            "SELECT toString(count()), hex(sipHash128("  # noqa: S608 (texts)
            "arraySort(groupArray((name, hash_of_all_files)))))"
            f" FROM system.parts WHERE active AND {where.format('table')}"
        )
        engine = f"SELECT engine FROM system.tables WHERE {where.format('name')}"  # noqa: S608 (texts)
        try:
            known = self._ask(engine)[2]
            if not known or not known[0][0].endswith("MergeTree"):
                return None
            return "-".join(self._ask(parts)[2][0])
        except EngineFailed:
            return None  # the role may not see them

    def tables(self) -> tuple[str, ...]:
        """Return the tables that the role can see, with their databases."""
        query = """SELECT database || '.' || name FROM system.tables
            WHERE lower(database) NOT IN ('system', 'information_schema') AND NOT is_temporary
            ORDER BY 1 LIMIT 10000"""
        return tuple(row[0] for row in self._ask(query)[2])

    def fetch(self, select: str) -> Fetched:
        """Run *select*."""
        # Within brackets nothing but a SELECT can stand, and no file to write it to.
        names, types, rows = self._ask(f"SELECT * FROM ({select}\n) AS totals")  # noqa: S608 (our own)
        self._must_be_totals(names, types)
        return Fetched(names, rows)

    def bring(self, select: str, take: Take) -> None:
        """Run *select*; its rows come block by block, as ClickHouse makes them."""

        def taken(part: bytes) -> None:
            names, types, rows = self._read(part)
            self._must_be_totals(names, types)
            for at in range(0, len(rows), LOT):
                take(rows[at : at + LOT])

        query = f"SELECT * FROM ({select}\n) AS brought LIMIT {MOST_BROUGHT + 1}"  # noqa: S608 (our own)
        settings = {**self._settings, "max_result_rows": MOST_BROUGHT + 1}
        # Last: from then on nothing can be set, by no statement either.
        settings["readonly"] = settings.pop("readonly")
        self._told(lambda: self._transport.stream(f"{query}\n/* {self._tag} */", settings, taken))

    def _must_be_totals(self, names: Sequence[str], types: Sequence[str]) -> None:
        """Refuse what a SELECT does not answer with.

        Raises:
            EngineFailed: with the column and the type.
        """
        for name, type_ in zip(names, types, strict=True):
            if _reader(type_) is None:
                raise EngineFailed(f"{self.name}: {name} holds {type_}, which is no total")

    def may_write(self) -> bool | None:
        """Return whether the user could change rows; None where there are no users."""
        if not self._transport.roles:
            return None
        if self._held:
            return False
        try:
            grants = self._ask("SHOW GRANTS")[2]
        except EngineFailed:
            return None
        return any(grants_writing(row[0]) for row in grants)

    def interrupt(self) -> None:
        """Stop the statement that runs."""
        head, tail = self._tag[:20], self._tag[20:]
        # The tag in two, so that this statement is not one that has it.
        self._transport.aside(f"KILL QUERY WHERE query LIKE '%{head}' || '{tail}%' ASYNC")

    def close(self) -> None:
        """Give the connection back."""
        self._transport.close()

    def _ask(
        self, statement: str
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[Any, ...]]]:
        """Return names, types and rows."""
        tagged = f"{statement}\n/* {self._tag} */"
        return self._read(self._told(lambda: self._transport.ask(tagged, self._settings)))

    def _told(self, ask: Callable[[], T]) -> T:
        """Return what *ask* does; a failure is in words of ours, and Ctrl-C stops it there too."""
        try:
            return ask()
        except TransportFailed as failed:
            failure = self._failure(str(failed))
        except KeyboardInterrupt:
            self.interrupt()
            raise
        # Raised here it carries no trace of the driver's own error, which has the address in it.
        raise failure

    def _read(
        self, answer: bytes
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[Any, ...]]]:
        lines = answer.split(b"\n")
        if len(lines) < 3:
            return (), (), []
        try:
            names = tuple(_unescaped(name) for name in lines[0].split(b"\t"))
            types = tuple(_unescaped(name) for name in lines[1].split(b"\t"))
            readers = [_reader(type_) or _unescaped for type_ in types]
            rows = [
                tuple(
                    None if cell == b"\\N" else read(cell)
                    for read, cell in zip(readers, line.split(b"\t"), strict=True)
                )
                for line in lines[2:-1]
            ]
        except UnicodeDecodeError:
            rows = None
        if rows is None:
            raise EngineFailed(f"{self.name}: a text is not in UTF-8, so it cannot be shown")
        return names, types, rows

    def _failure(self, says: str) -> EngineFailed:
        found = re.search(r"\bCode: (\d+)", says)
        code = int(found[1]) if found else 0
        text = f"{self.name}: {self._address.secrets.struck(says)}"
        if code in _TOO_LONG:
            return TooLong(said_too_long(self.name, self._address.timeout))
        if code == _TOO_MANY and "esult" in says:
            return TooMany(said_too_many(self.name))
        if code == _STOPPED:
            return EngineFailed(f"{self.name}: the statement was stopped")
        return Unknown(text) if code in _CANNOT_BE_RUN else EngineFailed(text)


def column(name: str, written: str, *, utc: bool) -> TableColumn:
    """Return what a column of the type *written* holds.

    A DateTime is a moment, shown by the clock of the zone that its type names
    or, without one, of the server. Where that is UTC it is taken as written.
    """
    plain = _plain(written)
    head, _, arguments = plain.partition("(")
    type_, exact = _TYPES.get(head, (None, False))
    zoned = type_ is ColumnType.DATETIME and ("'" in arguments or not utc)
    return TableColumn(name, type_, written, exact, zoned)


def grants_writing(grant: str) -> bool:
    """Return whether *grant*, a line of SHOW GRANTS, lets rows be changed."""
    rights, _, _ = re.sub(r"\([^)]*\)", "", grant).partition(" ON ")
    return bool(re.search(r"\b(ALL|INSERT|ALTER(?! NAMED)|DROP|TRUNCATE|DELETE|UPDATE)\b", rights))


def _settings(timeout: float) -> dict[str, Setting]:
    """Return what makes ClickHouse answer as other engines do, and keeps it from writing."""
    return {
        "join_use_nulls": 1,
        "group_by_use_nulls": 1,
        "session_timezone": "UTC",
        "enable_extended_results_for_datetime_functions": 1,
        "date_time_output_format": "simple",
        "bool_true_representation": "true",
        "bool_false_representation": "false",
        "format_tsv_null_representation": "\\N",
        "output_format_tsv_crlf_end_of_line": 0,
        "max_result_rows": MOST_GROUPS,
        "result_overflow_mode": "throw",
        "max_execution_time": timeout,
        "timeout_overflow_mode": "throw",
        # Last: from then on nothing can be set, by no statement either.
        "readonly": 1,
    }


def _plain(written: str) -> str:
    """Return a type without what says that it may be missing, or how it is stored."""
    while found := re.fullmatch(r"(?:Nullable|LowCardinality)\((.*)\)", written):
        written = found[1]
    found = re.fullmatch(r"SimpleAggregateFunction\(\w+, (.*)\)", written)
    return _plain(found[1]) if found else written


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _unescaped(cell: bytes) -> str:
    if b"\\" in cell:
        cell = re.sub(
            rb"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), cell, flags=re.DOTALL
        )
    return cell.decode()


def _whole(cell: bytes) -> int:
    return int(cell)


def _decimal(cell: bytes) -> Decimal:
    return Decimal(cell.decode())


def _day(cell: bytes) -> date:
    return date.fromisoformat(cell.decode())


def _reader(written: str) -> Callable[[bytes], Any] | None:
    """Return what reads a cell of the type *written*; None for what is no total."""
    plain = _plain(written)
    return _READERS.get(plain.partition("(")[0])


_WHOLE = [f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64, 128, 256)]
_FLOATS = ["Float32", "Float64", "BFloat16"]
_TEXTS = ["String", "FixedString", "Enum8", "Enum16", "UUID"]
_DAYS = ["Date", "Date32"]

_TYPES: Mapping[str, tuple[ColumnType | None, bool]] = {
    **dict.fromkeys([*_WHOLE, "Decimal"], (ColumnType.NUMBER, True)),
    **dict.fromkeys(_FLOATS, (ColumnType.NUMBER, False)),
    **dict.fromkeys(_TEXTS, (ColumnType.TEXT, False)),
    **dict.fromkeys(_DAYS, (ColumnType.DATE, False)),
    **dict.fromkeys(["DateTime", "DateTime64"], (ColumnType.DATETIME, False)),
    "Bool": (ColumnType.BOOLEAN, False),
}
_READERS: Mapping[str, Callable[[bytes], Any]] = {
    **dict.fromkeys(_WHOLE, _whole),
    **dict.fromkeys(_FLOATS, float),
    **dict.fromkeys(_TEXTS, _unescaped),
    **dict.fromkeys(_DAYS, _day),
    "Decimal": _decimal,
    "Bool": lambda cell: cell == b"true",
    "Nothing": _unescaped,
}
_ESCAPES: Mapping[bytes, bytes] = {
    b"b": b"\b",
    b"f": b"\f",
    b"r": b"\r",
    b"n": b"\n",
    b"t": b"\t",
    b"0": b"\0",
    b"a": b"\a",
    b"v": b"\v",
    b"e": b"\x1b",
}
_TOO_LONG = {159, 160}
_TOO_MANY = 396
_STOPPED = 394
_CANNOT_BE_RUN = frozenset(
    {
        *(6, 16, 27, 32, 36, 38, 41, 42, 43, 44, 46, 47, 48, 50, 53, 60, 62, 63, 69, 70, 72, 81),
        *(117, 130, 131, 153, 179, 181, 184, 190, 207, 215, 321, 349, 352, 386, 403, 407),
    }
)
"""What ClickHouse counts as a table, a column or a function that is not there, or as a type, a
value or a grammar that does not fit: ErrorCodes.cpp in its sources."""
