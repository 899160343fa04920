"""Files that are no plain CSV: workbooks, tables with months across, Parquet."""

import csv
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxscore.measure.delimited import Delimited
from cxscore.measure.locked import literal, open_database
from cxscore.measure.melted import Line, Melted
from cxscore.measure.places import Place
from cxscore.measure.workbook import cell_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet, copied to a CSV file."""

    copy: Delimited
    rows: "array[int]"
    """The sheet's row of each record."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return (self.copy.readable,)

    def relation(self) -> str:
        """Return the table function that reads it, all columns text, named c1, c2, ..."""
        return self.copy.relation()

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return the sheet's rows of these records (from 0), and what *column* holds there."""
        found = self.copy.locate(rows, column)
        return [
            Place(row=self.rows[row], text=place.text)
            for row, place in zip(rows, found, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Turned:
    """A table with months across the columns, copied to a CSV file with a row a month."""

    copy: Delimited
    places: tuple[tuple[Place, ...], ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return (self.copy.readable,)

    def relation(self) -> str:
        """Return the table function that reads it, all columns text, named c1, c2, ..."""
        return self.copy.relation()

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return where the cells of *column* stood before the table was turned."""
        return [self.places[row][column] for row in rows]


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file, its columns read as text."""

    path: Path
    workspace: Path
    columns: tuple[tuple[str, str], ...]
    """Name and DuckDB's type."""
    decimal: str
    """The mark that numbers of this file are read with."""
    formats: Mapping[str, str]
    """How dates of a column are read, in strftime's letters."""

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
        """Return the rows as a person counts them, the header being row 1."""
        numbers = ", ".join(str(int(row)) for row in rows) or "NULL"
        cell = self._text(*self.columns[column])
        table = f"read_parquet({literal(self.path)}, file_row_number = true)"
        query = f"SELECT file_row_number, {cell} FROM {table} WHERE file_row_number IN ({numbers})"  # noqa: S608
        with open_database(self.paths, self.workspace) as database:
            found = dict(database.execute(query).fetchall())
        return [Place(row=row + 2, text=found.get(row) or "") for row in rows]

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


def parquet_columns(path: Path, workspace: Path) -> tuple[tuple[str, str], ...]:
    """Return names and DuckDB's types of the columns of *path*.

    Raises:
        duckdb.Error: where it is no sound Parquet file.
    """
    query = f"DESCRIBE SELECT * FROM read_parquet({literal(path)})"  # noqa: S608
    with open_database((path,), workspace) as database:
        return tuple((row[0], row[1]) for row in database.execute(query).fetchall())


def copy_sheet(
    rows: Iterator[tuple[Any, ...]],
    header: Sequence[str],
    header_row: int,
    target: Path,
    decimal: str,
    formats: Mapping[str, str],
) -> Sheet:
    """Write the rows below the header to *target*, a CSV file.

    Blank rows are left out, and so are cells to the right of the header.
    """
    width, numbers = len(header), array("L")
    forms = [formats.get(name.strip()) for name in header]
    with target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, values in enumerate(rows, start=header_row + 1):
            cells = [
                cell_text(value, decimal, form) for value, form in zip(values, forms, strict=False)
            ]
            if any(cells):
                writer.writerow(cells + [""] * (width - len(cells)))
                numbers.append(number)
    return Sheet(_copied(target, width), numbers)


def sheet_line(values: tuple[Any, ...], row: int, decimal: str) -> Line:
    """Return a row of a sheet as a line of a wide table."""
    cells = [cell_text(value, decimal) for value in values]
    return Line(cells, lambda at: Place(row=row, text=cells[at] if at < len(cells) else ""))


def copy_melted(melted: Melted, target: Path) -> Turned:
    """Write a melted table to *target*, a CSV file without a header."""
    with target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(melted.rows)
    return Turned(_copied(target, len(melted.header)), melted.places)


def _copied(target: Path, width: int) -> Delimited:
    return Delimited(
        original=target,
        readable=target,
        spare=target,
        encoding="utf-8",
        delimiter=",",
        width=width,
        header=(),
        data_line=1,
        skip=0,
    )
