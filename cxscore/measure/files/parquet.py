"""Opening a Parquet file: its columns, read as text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.database import literal, open_database, quoted
from cxscore.measure.files.arrow_schema import durations
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.reader import Opening
from cxscore.measure.places import Place

SUFFIXES = (".parquet", ".pq")

DAMAGED = "it is no Parquet file, or a damaged one"


@frozen
class ParquetColumn:
    """A column of the file, and what DuckDB makes of it."""

    name: str
    """As the file has it; two columns may have the same."""
    engine_name: str
    type: str
    """DuckDB's."""
    a_second: int = 0
    """How many of its units make a second, where it holds durations; else 0."""


@frozen
class Parquet:
    """A Parquet file, its columns read as text."""

    path: Path
    workspace: Path
    columns: tuple[ParquetColumn, ...]
    decimal: str
    """The mark that numbers of this file are read with."""
    formats: Mapping[str | int, str]
    """How dates of a column are read, in strftime's letters, by its name or its place."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return (self.path,)

    def relation(self) -> str:
        """Return a subquery that reads it, all columns text, named c1, c2, ..."""
        cells = ", ".join(
            f"{self._text(column)} AS c{at}" for at, column in enumerate(self.columns, start=1)
        )
        return f"(SELECT {cells} FROM read_parquet({literal(self.path)}))"  # noqa: S608

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return the rows as a person counts them, from 1: there is no header among them."""
        numbers = ", ".join(str(int(row)) for row in rows) or "NULL"
        cell = self._text(self.columns[column])
        table = f"read_parquet({literal(self.path)}, file_row_number = true)"
        query = f"SELECT file_row_number, {cell} FROM {table} WHERE file_row_number IN ({numbers})"  # noqa: S608
        with open_database(self.paths, self.workspace) as database:
            found = dict(database.execute(query).fetchall())
        return [Place(row=row + 1, text=found.get(row) or "") for row in rows]

    def _text(self, column: ParquetColumn) -> str:
        """Return the expression that gives a column as text, nothing lost; durations in seconds."""
        value, kind = quoted(column.engine_name), column.type
        if column.a_second:
            value, kind = f"({value} / CAST({column.a_second} AS DOUBLE))", "DOUBLE"
        if kind == "TIMESTAMP WITH TIME ZONE":
            return f"CAST(make_timestamp(epoch_us({value})) AS VARCHAR) || '+00:00'"
        format_ = self.formats.get(column.name.strip())
        if format_ is not None and kind.startswith(("DATE", "TIMESTAMP")):
            return f"strftime({value}, {literal(format_)})"
        text = f"CAST({value} AS VARCHAR)"
        if self.decimal != "." and kind.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
            return f"replace({text}, '.', {literal(self.decimal)})"
        return text


def open_parquet(opening: Opening) -> list[OpenFile]:
    """Return the file ready to be read, or nothing where it cannot be, with problems noted."""
    import duckdb

    if opening.reading.wide is not None:
        text = "'wide' is for CSV files and workbooks, not for Parquet"
        opening.note_definition("CX217", text, "save the table as .csv or .xlsx")
        return []
    try:
        columns = _columns(opening.path, opening.workspace)
    except duckdb.Error:
        opening.note_damage(DAMAGED)
        return []
    decimal = opening.reading.decimal or "."
    source = Parquet(opening.path, opening.workspace, columns, decimal, opening.formats)
    file = opening.opened(tuple(column.name for column in columns), 0, source)
    booleans = frozenset(column.name for column in columns if column.type == "BOOLEAN")
    return [replace(file, booleans=booleans)]


def _columns(path: Path, workspace: Path) -> tuple[ParquetColumn, ...]:
    """Return the columns of *path*, under the names that stand in the file.

    DuckDB gives the second of two columns with one name another.

    Raises:
        duckdb.Error: where it is no sound Parquet file.
    """
    file = literal(path)
    with open_database((path,), workspace) as database:
        described = database.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()  # noqa: S608
        parts = database.execute(
            f"SELECT name, COALESCE(num_children, 0) FROM parquet_schema({file})"  # noqa: S608
        ).fetchall()
        noted = database.execute(
            f"SELECT value FROM parquet_kv_metadata({file}) WHERE key = 'ARROW:schema'"  # noqa: S608
        ).fetchall()
    seconds = durations(bytes(noted[0][0])) if noted else {}
    names = _own_names(parts)
    return tuple(
        ParquetColumn(name, row[0], row[1], seconds.get(name, 0) if row[1] == "BIGINT" else 0)
        for name, row in zip(names, described, strict=True)
    )


def _own_names(parts: Sequence[tuple[str, int]]) -> list[str]:
    """Return the names of the columns themselves, from all *parts* with how many each has.

    The parts stand in the order in which they are met going down.
    """
    names: list[str] = []
    at = 1
    while at < len(parts):
        names.append(parts[at][0])
        left = 1
        while left:
            left += parts[at][1] - 1
            at += 1
    return names
