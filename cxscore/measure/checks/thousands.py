"""Numbers of which nobody can tell whether their dot is a decimal sign or parts thousands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cxscore.measure.database import literal
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.first_rows import ask_first_rows, ask_unread
from cxscore.measure.places import shown
from cxscore.model.column_type import ColumnType
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GROUPED = r"\s*[+-]?[1-9]\d{0,2}\.\d{3}\s*"
"""A dot with three figures behind it: one and a half, or fifteen hundred."""
_LONG = r"\s*[+-]?\d{4,}\s*"
_POINTS = r"\s*[+-]?(0|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+)\s*"
_COMMAS = r"\s*[+-]?(\d{1,3}(\.\d{3})*|\d+),(\d{1,2}|\d{4,})\s*"


def doubtful_thousands(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return what is said of numbers whose every dot has three figures behind it.

    The rest of the file decides: where other cells have decimal commas, the
    dots part thousands, and the numbers are wrong (an error); where others
    have decimal points, dots are decimal signs. Between commas a dot is one
    too. Else nobody can tell, and it is asked, as with day and month.
    """
    schema = scanned.rows.schema
    names = [name for name in schema.used if schema.type_of(name) is ColumnType.NUMBER]
    return [
        problem
        for file in scanned.rows.files
        if file.header_line and file.reading.decimal is None and file.reading.thousands is None
        for problem in _in_file(connection, scanned, file, names)
    ]


def _in_file(
    connection: "DuckDBPyConnection", scanned: Scanned, file: OpenFile, names: list[str]
) -> Iterator[Problem]:
    found = {name: scanned.rows.schema.column_of(file, name) for name in names}
    placed = {name: column for name, column in found.items() if column is not None}
    doubted = _doubted(connection, file, placed, every=False) if placed else {}
    doubted = _doubted(connection, file, doubted, every=True) if doubted else {}
    if not doubted:
        return
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


def _doubted(
    connection: "DuckDBPyConnection", file: OpenFile, placed: dict[str, str], *, every: bool
) -> dict[str, str]:
    """Return those columns all of whose dots have three figures behind them."""
    picked = []
    for column in placed.values():
        grouped, long = (f"REGEXP_FULL_MATCH({column}, {literal(p)})" for p in (_GROUPED, _LONG))
        picked += [
            f"COUNT(*) FILTER (CONTAINS({column}, '.'))",
            f"COUNT(*) FILTER ({grouped})",
            f"COUNT(*) FILTER ({long})",
        ]
    (counts,) = ask_first_rows(connection, file, picked, every=every)
    found = {}
    for at, (name, column) in enumerate(placed.items()):
        dots, grouped, long = counts[3 * at : 3 * at + 3]
        if dots and dots == grouped and not long:
            found[name] = column
    return found


def _key(scanned: Scanned, file: OpenFile) -> str:
    several = len(scanned.rows.files) > 1
    return f"the entry of {file.shown}" if several else f"datasets.{scanned.rows.schema.id}"
