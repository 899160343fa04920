"""Numbers of which nobody can tell whether their dot is a decimal sign or parts thousands."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cxscore.measure.database import literal
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.first_rows import Look, ask_first_rows, ask_unread
from cxscore.measure.places import shown
from cxscore.model.column_type import ColumnType
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GROUPED = r"\s*[+-]?[1-9]\d{0,2}\.\d{3}\s*"
"""A dot with three figures behind it: one and a half, or fifteen hundred."""
_OTHER_DOT = "CONTAINS({0}, '.') AND RTRIM({0}, E' \\t\\n\\f\\r') NOT LIKE '%.___'"
_LONG = r"\s*[+-]?\d{4,}\s*"
_POINTS = r"\s*[+-]?(0|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+)\s*"
_COMMAS = r"\s*[+-]?(\d{1,3}(\.\d{3})*|\d+),(\d{1,2}|\d{4,})\s*"


def doubtful_thousands(connection: "DuckDBPyConnection", scanned: Scanned, file: OpenFile) -> Look:
    """Look for numbers whose every dot has three figures behind it.

    The rest of the file decides: where other cells have decimal commas, the
    dots part thousands, and the numbers are wrong (an error); where others
    have decimal points, dots are decimal signs. Between commas a dot is one
    too. Else nobody can tell, and it is asked, as with day and month.
    """
    schema, reading = scanned.rows.schema, file.reading
    placed: dict[str, str] = {}
    if file.header_line and reading.decimal is None and reading.thousands is None:
        names = [name for name in schema.used if schema.type_of(name) is ColumnType.NUMBER]
        columns = {name: schema.column_of(file, name) for name in names}
        placed = {name: column for name, column in columns.items() if column is not None}
    # A pattern takes long to be made ready: few columns have three letters behind each dot.
    told = yield [
        f"COUNT(*) FILTER ({each})"
        for column in placed.values()
        for each in (f"CONTAINS({column}, '.')", _OTHER_DOT.format(column))
    ]
    doubted = {
        name: column
        for (name, column), dots, others in zip(placed.items(), told[::2], told[1::2], strict=False)
        if dots and not others
    }
    if doubted:
        (first,) = ask_first_rows(connection, file, _dots(doubted))
        doubted = _doubted(doubted, first)
    if doubted:
        (every,) = ask_first_rows(connection, file, _dots(doubted), every=True)
        doubted = _doubted(doubted, every)
    return list(_told(connection, scanned, file, doubted)) if doubted else []


def _told(
    connection: "DuckDBPyConnection", scanned: Scanned, file: OpenFile, doubted: dict[str, str]
) -> Iterator[Problem]:
    columns = [f"c{at}" for at in range(1, len(file.header) + 1)]
    matches = [
        " OR ".join(f"COALESCE(REGEXP_FULL_MATCH({c}, {literal(pattern)}), FALSE)" for c in columns)
        for pattern in (_COMMAS, _POINTS)
    ]
    told = ask_unread(connection, file, [f"BOOL_OR({m})" for m in matches])
    commas, points = told or (False, False)
    if points or (not commas and file.reading.delimiter == ","):
        return
    severity = Severity.ERROR if commas else Severity.WARNING
    for name, column in doubted.items():
        first = f"MIN(record) FILTER (CONTAINS({column}, '.'))"
        ((record,),) = ask_first_rows(connection, file, [first])
        place = file.locate([record], column)[0]
        text = (
            f"{name} is '{shown(place.text.strip())}': a decimal sign or thousands cannot be told"
        )
        hint = 'set decimal: "," and thousands: ".", or decimal: "."'
        if commas:
            text = f"{name} is '{shown(place.text.strip())}' where other cells have decimal commas"
            hint = 'set decimal: "," and thousands: "."'
        yield file.problem(place, "CX275", text, f"{hint} in {_key(scanned, file)}", severity)


def _dots(placed: dict[str, str]) -> list[str]:
    """Return what is asked of each column: its dots, those that may part thousands, long numbers.

    A number of four figures without a dot says that none is written.
    """
    picked = []
    for column in placed.values():
        grouped, long = (f"REGEXP_FULL_MATCH({column}, {literal(p)})" for p in (_GROUPED, _LONG))
        picked += [
            f"COUNT(*) FILTER (CONTAINS({column}, '.'))",
            f"COUNT(*) FILTER ({grouped})",
            f"COUNT(*) FILTER ({long})",
        ]
    return picked


def _doubted(placed: dict[str, str], counts: Sequence[int]) -> dict[str, str]:
    """Return those columns all of whose dots have three figures behind them."""
    found = {}
    for at, (name, column) in enumerate(placed.items() if counts else ()):
        dots, grouped, long = counts[3 * at : 3 * at + 3]
        if dots and dots == grouped and not long:
            found[name] = column
    return found


def _key(scanned: Scanned, file: OpenFile) -> str:
    several = len(scanned.rows.files) > 1
    return f"the entry of {file.shown}" if several else f"datasets.{scanned.rows.schema.id}"
