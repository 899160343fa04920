"""Opening a Parquet file: its columns, read as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cxscore.measure.locked import literal, open_database
from cxscore.measure.opened import OpenFile
from cxscore.measure.opening import Opening
from cxscore.measure.places import Place

SUFFIXES = (".parquet", ".pq")

DAMAGED = "it is no Parquet file, or a damaged one"


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file, its columns read as text."""

    path: Path
    workspace: Path
    columns: tuple[tuple[str, str], ...]
    """Name and DuckDB's type."""
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
            f"{self._text(name, kind)} AS c{at}"
            for at, (name, kind) in enumerate(self.columns, start=1)
        )
        return f"(SELECT {cells} FROM read_parquet({literal(self.path)}))"  # noqa: S608

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return the rows as a person counts them, from 1: there is no header among them."""
        numbers = ", ".join(str(int(row)) for row in rows) or "NULL"
        cell = self._text(*self.columns[column])
        table = f"read_parquet({literal(self.path)}, file_row_number = true)"
        query = f"SELECT file_row_number, {cell} FROM {table} WHERE file_row_number IN ({numbers})"  # noqa: S608
        with open_database(self.paths, self.workspace) as database:
            found = dict(database.execute(query).fetchall())
        return [Place(row=row + 1, text=found.get(row) or "") for row in rows]

    def _text(self, name: str, kind: str) -> str:
        """Return the expression that gives a column as text, nothing lost."""
        column = '"' + name.replace('"', '""') + '"'
        if kind == "TIMESTAMP WITH TIME ZONE":
            return f"CAST(make_timestamp(epoch_us({column})) AS VARCHAR) || '+00:00'"
        if name.strip() in self.formats and kind.startswith(("DATE", "TIMESTAMP")):
            return f"strftime({column}, {literal(self.formats[name.strip()])})"
        text = f"CAST({column} AS VARCHAR)"
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
    file = opening.opened(tuple(name for name, _ in columns), 0, source)
    booleans = frozenset(name for name, kind in columns if kind == "BOOLEAN")
    return [replace(file, booleans=booleans)]


def _columns(path: Path, workspace: Path) -> tuple[tuple[str, str], ...]:
    """Return names and DuckDB's types of the columns of *path*.

    Raises:
        duckdb.Error: where it is no sound Parquet file.
    """
    query = f"DESCRIBE SELECT * FROM read_parquet({literal(path)})"  # noqa: S608
    with open_database((path,), workspace) as database:
        return tuple((row[0], row[1]) for row in database.execute(query).fetchall())
