"""Rows that share their key: found before anything is counted, refused or left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.casts import text_of
from cxscore.measure.engines.duckdb.rows import DATE, DAY, Dropped, FileReader, Rows
from cxscore.measure.places import Place, shown
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.source import ColumnSource
from cxscore.model.dataset import Column, OnDuplicate
from cxscore.problems import Problem, Severity, grouped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@frozen
class Key:
    """The columns in which rows of a dataset are compared."""

    names: tuple[str, ...]
    whole: bool
    """Whether they are all the columns that there are."""

    @classmethod
    def of(cls, schema: Schema) -> "Key | None":
        """Return the key that the dataset names; None without one, or with a column missing."""
        dataset = schema.dataset
        if dataset.unique_all_columns:
            return cls.all_columns(schema)
        files = schema.sources
        if all(schema.column_of(file, name) for file in files for name in dataset.unique):
            return cls(dataset.unique, whole=False) if dataset.unique else None
        return None

    @classmethod
    def all_columns(cls, schema: Schema) -> "Key":
        """Return all the columns of all files."""
        names = dict.fromkeys(name for file in schema.sources for name in column_names(file))
        return cls(tuple(names), whole=True)

    @property
    def columns(self) -> list[str]:
        """The names of the key's parts in queries."""
        return [f"k{at}" for at in range(1, len(self.names) + 1)]

    @property
    def hashed(self) -> str:
        """SQL for a number that equal keys share."""
        return f"hash({', '.join(self.columns)})"

    @property
    def blank(self) -> str:
        """SQL that is true where every part is blank."""
        return " AND ".join(f"{column} IS NULL" for column in self.columns)

    def rows(self, rows: Rows, *, placed: bool = False) -> str:
        """Return a query for the keys of all rows; where *placed* also for file, record and day."""
        return " UNION ALL ".join(
            self._of_file(rows, number, placed=placed) for number in range(len(rows.schema.sources))
        )

    def _of_file(self, rows: Rows, number: int, *, placed: bool) -> str:
        file, schema = rows.files[number], rows.schema
        known = column_names(file) if self.whole else {}
        parts = []
        for name, column in zip(self.names, self.columns, strict=True):
            relation = known.get(name) if self.whole else schema.column_of(file, name)
            described = file.columns.get(name, Column())
            cell = text_of(relation, described, schema.dataset.missing) if relation else "NULL"
            parts.append(f"CAST({cell} AS VARCHAR) AS {column}")
        if not placed:
            return f"SELECT {', '.join(parts)} FROM {file.relation()}"  # noqa: S608 (names are quoted)
        reader = FileReader(rows, file)
        firsts = [*parts, *reader.day_cells(), "ROW_NUMBER() OVER () - 1 AS record"]
        inner = f"SELECT {', '.join(firsts)} FROM {file.relation()}"  # noqa: S608 (names are quoted)
        inner = reader.worked_out(inner, [DATE])
        picked = ", ".join([*self.columns, "record", reader.day])
        return f"SELECT {number} AS file, {picked} FROM ({inner})"  # noqa: S608 (names are ours)


def column_names(file: ColumnSource) -> dict[str, str]:
    """Return all the columns of *file*: the name for KPIs, and the relation's."""
    named = {file.column(column.source or name): name for name, column in file.columns.items()}
    found: dict[str, str] = {}
    for at, header in enumerate(file.header, start=1):
        relation = f"c{at}"
        name = named.get(relation, header.strip())
        while name in found:
            name += "~"
        found[name] = relation
    return found


def find_duplicates(
    connection: "DuckDBPyConnection", rows: Rows, table: str
) -> tuple[list[Problem], Dropped | None]:
    """Return what is said of rows that share their key, and which are to be left out.

    A row whose key is blank altogether is compared with no other; in a key
    of several columns a blank is a value like others. Nothing is read where
    the dataset names no key, and once where all keys are different.
    """
    key = Key.of(rows.schema)
    if key is None or not rows.schema.sources:
        return [], None
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table}_again AS SELECT {key.hashed} AS h "  # noqa: S608 (names are ours)
        f"FROM ({key.rows(rows)}) GROUP BY h HAVING COUNT(*) > 1 OR BOOL_OR({key.blank})"
    )
    if not _count(connection, f"{table}_again"):
        return [], None
    problems = _list_repeated(connection, rows, key, table)
    counts = connection.execute(
        f"SELECT file, COUNT(*) FROM {table} GROUP BY file ORDER BY file"  # noqa: S608 (names are ours)
    ).fetchall()
    if rows.schema.dataset.on_duplicate is OnDuplicate.ERROR:
        for number, count in counts:
            problems += _repeated(connection, rows, key, table, number, count)
        return problems, None
    for number, count in counts:
        ties = 0 if key.whole else _count(connection, f"{table} WHERE tied AND file = {number}")
        if ties < count:
            problems.append(_left_out(rows, key, number, count - ties))
        if ties:
            problems += _tied(connection, rows, key, table, number, ties)
    return problems, Dropped(table, dict(counts)) if counts else None


def _list_repeated(
    connection: "DuckDBPyConnection", rows: Rows, key: Key, table: str
) -> list[Problem]:
    """Put all rows but the first of each key into *table*; return what is said of blank keys."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table}_alike AS "  # noqa: S608 (names are ours)
        f"SELECT * FROM ({key.rows(rows, placed=True)}) "
        f"WHERE {key.hashed} IN (SELECT h FROM {table}_again)"
    )
    problems = [] if key.whole else list(_blank(connection, rows, key, f"{table}_alike"))
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM ("  # noqa: S608 (names are ours)
        f"SELECT *, ROW_NUMBER() OVER same AS nth, FIRST_VALUE(file) OVER same AS kept_file, "
        f"FIRST_VALUE(record) OVER same AS kept_record, "
        f"{quoted(DAY)} IS NOT DISTINCT FROM FIRST_VALUE({quoted(DAY)}) OVER same AS tied "
        f"FROM {table}_alike WHERE NOT ({key.blank}) "
        f"WINDOW same AS (PARTITION BY {', '.join(key.columns)} "
        f"ORDER BY {_ORDERS[rows.schema.dataset.on_duplicate]})) WHERE nth > 1"
    )
    for done in ("again", "alike"):
        connection.execute(f"DROP TABLE {table}_{done}")
    return problems


_ORDERS = {
    OnDuplicate.ERROR: "file, record",
    OnDuplicate.FIRST: f"{quoted(DAY)} NULLS LAST, file, record",
    OnDuplicate.LAST: f"{quoted(DAY)} DESC NULLS LAST, file DESC, record DESC",
}
"""Which of several rows with the same key comes first, and is kept."""


def _count(connection: "DuckDBPyConnection", table: str) -> int:
    found = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608 (our name)
    return int(found[0]) if found else 0


def _blank(connection: "DuckDBPyConnection", rows: Rows, key: Key, table: str) -> Iterator[Problem]:
    counts = connection.execute(
        f"SELECT file, COUNT(*) FROM {table} WHERE {key.blank} GROUP BY file ORDER BY file"  # noqa: S608 (names are ours)
    ).fetchall()
    for number, count in counts:
        what = "1 row has" if count == 1 else f"{grouped(count)} rows have"
        compared = "cannot be compared with others"
        text = f"{what} no {' and no '.join(key.names)}, and {compared}"
        yield rows.schema.sources[number].problem(Place(), "CX223", text, severity=Severity.WARNING)


def _left_out(rows: Rows, key: Key, number: int, count: int) -> Problem:
    which = rows.schema.dataset.on_duplicate.value
    one = count == 1
    again = "another row" if key.whole else f"the {' and '.join(key.names)} of another"
    text = (
        f"{grouped(count)} {'row repeats' if one else 'rows repeat'} {again} "
        f"and {'is' if one else 'are'} left out: the {which} by date counts"
    )
    return rows.schema.sources[number].problem(Place(), "CX222", text, severity=Severity.WARNING)


def _repeated(
    connection: "DuckDBPyConnection", rows: Rows, key: Key, table: str, number: int, count: int
) -> list[Problem]:
    """Return the first rows of a file that repeat a key, each with where that stood before."""
    file = rows.schema.sources[number]
    problems = [
        file.problem(place, "CX221", f"{_named(key, values)} is already in {again}")
        for place, again, values in _first(connection, rows, key, table, f"file = {number}", number)
    ]
    problems[-1] = replace(problems[-1], more=count - len(problems))
    return problems


def _tied(
    connection: "DuckDBPyConnection", rows: Rows, key: Key, table: str, number: int, count: int
) -> list[Problem]:
    """Return the first rows of a file that are left out for another of the same date."""
    file = rows.schema.sources[number]
    last = rows.schema.dataset.on_duplicate is OnDuplicate.LAST
    which = "down" if last else "up"
    problems = []
    chosen = f"tied AND file = {number}"
    for place, kept, values in _first(connection, rows, key, table, chosen, number):
        text = (
            f"{_named(key, values)}: 2 rows of the same date: the one further {which} counts, "
            f"in {kept}"
        )
        hint = "keep one of them, or give them different dates"
        problems.append(file.problem(place, "CX222", text, hint, Severity.WARNING))
    problems[-1] = replace(problems[-1], more=count - len(problems))
    return problems


def _first(
    connection: "DuckDBPyConnection", rows: Rows, key: Key, table: str, chosen: str, number: int
) -> list[tuple[Place, str, Sequence[str | None]]]:
    """Return the first of the *chosen* rows of *table*: place, place of the one kept, key."""
    found = connection.execute(
        f"SELECT record, kept_file, kept_record, {', '.join(key.columns)} FROM {table} "  # noqa: S608 (names are ours)
        f"WHERE {chosen} ORDER BY record LIMIT {rows.schema.places}"
    ).fetchall()
    places = _places(rows, key, number, [row[0] for row in found])
    known: dict[tuple[int, int], Place] = {}
    for kept_file in dict.fromkeys(row[1] for row in found):
        records = [row[2] for row in found if row[1] == kept_file]
        kept = _places(rows, key, kept_file, records)
        known |= {(kept_file, r): place for r, place in zip(records, kept, strict=True)}
    return [
        (place, _said(rows.schema.sources[kept_file], known[kept_file, record]), values)
        for place, (_, kept_file, record, *values) in zip(places, found, strict=True)
    ]


def _places(rows: Rows, key: Key, number: int, records: Sequence[int]) -> list[Place]:
    file = rows.files[number]
    column = "c1" if key.whole else rows.schema.column_of(file, key.names[0])
    assert column is not None, "a key has no columns that are missing"
    return file.locate(records, column)


def _said(file: ColumnSource, place: Place) -> str:
    return f"{file.shown}:{place.line}" if place.line else f"{file.shown}: row {place.row}"


def _named(key: Key, values: Sequence[str | None]) -> str:
    if key.whole:
        return "this row"
    parts = [
        f"{name} blank" if value is None else f"{name} '{shown(value)}'"
        for name, value in zip(key.names, values, strict=True)
    ]
    return parts[0] if len(parts) == 1 else f"the row with {' and '.join(parts)}"
