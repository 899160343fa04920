"""A dataset that has been scanned: its tallies, and the days and faults of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.duplicates import find_duplicates
from cxscore.measure.engines.duckdb.rows import Rows, files_of
from cxscore.measure.engines.duckdb.tally import Group, Tally
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.flaws import damaged
from cxscore.measure.files.open import (
    may_be_dated_in_blank_rows,
    repair_files,
    without_blank_rows,
)
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.query import Asked, KpiQuery
from cxscore.measure.queries.schema import Schema
from cxscore.model.column_type import ColumnType
from cxscore.model.dates import DateColumn, DateParts
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 2_000_000
"""Rows of a dataset up to which those that repeat others are looked for without being asked to."""


@dataclass(slots=True)
class Scanned:
    """What the one scan of a dataset gave."""

    rows: Rows
    tallies: Sequence[Tally]
    """The dataset's own date first, then each column that stands in for it."""
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def scan(connection: "DuckDBPyConnection", id_: str, asked: Asked) -> Scanned:
    """Scan the dataset *id_* once for each date that its queries go by.

    A file with broken rows is refused by the engine; then its sound rows are
    read, and the faults are in ``problems``. Where its numbers are too large
    for the engine there are no rows, and a problem.
    """
    scanned = _scanned(connection, id_, asked)
    schema, damage = asked.schema, []
    files = []
    undated = {group.file for group in scanned.groups if group.block is None}
    for at, file in enumerate(files_of(schema)):
        whole = file.digest.result()
        if whole.damage:
            damage.append(damaged(file.shown, whole.damage))
        elif at in undated or may_be_dated_in_blank_rows(file):
            files.append(without_blank_rows(connection, file))
        else:
            files.append(file)
    if files != files_of(schema):
        # Such rows are rare, and end files that people make: nobody scans big data twice.
        schema.sources = files
        scanned = _scanned(connection, id_, asked) if files else _nothing(asked)
    scanned.problems += damage
    schema.sources = [_counted(connection, file) for file in files_of(schema)]
    scanned.problems += _without_totals(asked)
    return scanned


def _scanned(connection: "DuckDBPyConnection", id_: str, asked: Asked) -> Scanned:
    """Scan the dataset, or the sound rows of its files."""
    import duckdb

    overflow = (duckdb.ConversionException, duckdb.OutOfRangeException)
    try:
        return _scan(connection, id_, asked)
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise  # neither says anything of the file, which may be large
    except duckdb.Error as error:
        schema = asked.schema
        repaired, problems = repair_files(
            connection, files_of(schema), lambda file: columns_read(asked, file), schema.places
        )
        if repaired == files_of(schema) and not isinstance(error, overflow):
            raise
        # Mixed line ends, say, are repaired without a problem.
        schema.sources = repaired
        try:
            scanned = _scan(connection, id_, asked) if schema.sources else _nothing(asked)
        except overflow:
            scanned = _too_large(id_, asked)
        scanned.problems += problems
        return scanned


def _without_totals(asked: Asked) -> list[Problem]:
    """Return the warning that no row is one of the totals that are to be left out."""
    schema = asked.schema
    if not any(file.selection.leaves_out for file in files_of(schema)):
        return []
    if any(file.rows_left_out for file in files_of(schema)):
        return []
    keys = ("totals",) if schema.dataset.totals else ("footer",)
    text = f"datasets.{schema.id}: no row is one that '{keys[0]}' leaves out"
    hint = "look how the file writes its totals; or take the key away"
    places = schema.definition.origin.places
    own = [schema.file_path(at, *keys) for at in range(len(schema.dataset.files))]
    where = next((place for place in own if place in places), ("datasets", schema.id, *keys))
    return [schema.definition.origin.problem(where, "CX262", text, hint, Severity.WARNING)]


def _counted(connection: "DuckDBPyConnection", file: OpenFile) -> OpenFile:
    """Return *file* with the number of the rows that its selection leaves out."""
    if not file.selection.leaves_out:
        return file
    query = file.selection.counted(file.source.relation())
    (found,) = connection.execute(query).fetchone() or (0,)
    return replace(file, rows_left_out=file.rows_left_out + found)


def _scan(connection: "DuckDBPyConnection", id_: str, asked: Asked) -> Scanned:
    by_date: dict[str | None, list[KpiQuery]] = {None: []}
    for kpi_query in asked.kpi_queries:
        by_date.setdefault(kpi_query.date, []).append(kpi_query)
    rows = _rows(asked, [column for column in by_date if column is not None])
    number = list(asked.schema.definition.datasets).index(id_)
    problems, rows.dropped = find_duplicates(connection, rows, f"repeated_{number}")
    if not by_date[None] and not any(file.date for file in asked.schema.sources) and rows.dates:
        del by_date[None]
    tallies = []
    for at, (column, kpi_queries) in enumerate(by_date.items()):
        named = texts_looked_for(asked.schema) if at == 0 else ()
        tally = Tally(connection, rows, kpi_queries, column, f"tally_{number}_{at}", named)
        tally.count()
        tallies.append(tally)
    return Scanned(rows, tallies, tallies[0].groups(), problems)


def texts_looked_for(schema: Schema) -> list[NamedText]:
    """Return the texts that are looked for in the rows of *schema*: those beside texts."""
    return [named for named in schema.named if schema.type_of(named.column) is ColumnType.TEXT]


def _too_large(id_: str, asked: Asked) -> Scanned:
    """Return no rows, and the problem that the engine's numbers do not hold their totals."""
    asked.schema.sources = ()
    problem = asked.schema.definition.origin.problem(
        ("datasets", id_),
        "CX206",
        f"datasets.{id_}: its numbers are too large to be added up",
        "look for a mistake in the column or the expression",
    )
    return replace(_nothing(asked), problems=[problem])


def _nothing(asked: Asked) -> Scanned:
    return Scanned(_rows(asked, []), [])


def _rows(asked: Asked, dates: Sequence[str]) -> Rows:
    return Rows(asked.schema, asked.where, dates, asked.own)


def columns_read(asked: Asked, file: OpenFile) -> list[str]:
    """Return the relation's names of the columns of *file* that anything reads."""
    schema = asked.schema
    if schema.dataset.unique_all_columns:
        return [f"c{at}" for at in range(1, len(file.header) + 1)]
    names = [*schema.used, *schema.dataset.unique]
    match file.date:
        case DateColumn(column=column):
            names.append(column)
        case DateParts() as parts:
            names += parts.columns.values()
    found = (schema.column_of(file, name) for name in names)
    return list(dict.fromkeys(name for name in found if name is not None))
