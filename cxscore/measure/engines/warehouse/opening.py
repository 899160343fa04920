"""A table of a dataset, ready to be asked: its columns and their types."""

from collections.abc import Mapping
from pathlib import Path

from sqlglot import exp

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.column_names import place_of
from cxscore.measure.engines.engine import Engine
from cxscore.measure.engines.warehouse.dialects import Dialect
from cxscore.measure.engines.warehouse.rows import DescribedTable, Table
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY
from cxscore.measure.places import Place
from cxscore.measure.table_column import TableColumn
from cxscore.model.dataset import Column, DataFile, Dataset, Reading
from cxscore.model.dates import DateSpec
from cxscore.nearest import suggestion
from cxscore.problems import Problem, Severity


@frozen
class OpenTable:
    """A table, or a query, of a dataset: what its columns are called, and what they are."""

    dataset: str
    """The id of the dataset that it belongs to."""
    spec: DataFile
    columns: Mapping[str, Column]
    date: DateSpec | None
    shown: str
    header: tuple[str, ...]
    types: Mapping[str, TableColumn]

    @property
    def reading(self) -> Reading:
        """How its cells are written: with no marks of its own."""
        return Reading()

    @property
    def booleans(self) -> frozenset[str]:
        """No columns: ``types`` says what is true or false."""
        return frozenset()

    def column(self, name: str | int) -> str | None:
        """Return c1, c2, ... for the one column called *name*, or at that place from 1; or None."""
        if isinstance(name, int):
            return f"c{name}" if 1 <= name <= len(self.header) else None
        at = place_of(name, self.header)
        return None if at is None else f"c{at + 1}"

    def missing(self, name: str | int, asked_at: str) -> Problem:
        """Return the problem that no single column has *name*, which stands at *asked_at*."""
        if isinstance(name, int):
            text = f"there is no column {name}, which {asked_at} names"
            return self.problem(Place(), "CX211", text, f"it has {len(self.header)}")
        known = [other.strip() for other in self.header]
        if name.strip() in known:
            text = f"it has '{name.strip()}' more than once, and {asked_at} names it"
            return self.problem(Place(), "CX212", text, "give each its own name, in a query")
        text = f"there is no column '{name}', which {asked_at} names"
        return self.problem(Place(), "CX211", text, suggestion(name.strip(), known, "it has"))

    def faults_of(self, column: str, *, numbers: bool, filled: bool) -> list[Problem]:
        """Return nothing: its cells have no formats, and are never merged."""
        return []

    def is_in_percent(self, column: str) -> bool:
        """Return that numbers are numbers: a table shows nothing in per cent."""
        return False

    def headless(self) -> Problem | None:
        """Return nothing: names of columns are no data."""
        return None

    def problem(
        self,
        place: Place,
        code: str,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem of the table; *place* is none, as its rows have no lines."""
        subject = ("datasets", self.dataset)
        return Problem(self.shown, 0, 0, code, text, severity, hint, subject=subject)


def table_named(name: str) -> exp.Table:
    """Return the relation of the dotted *name* of a table, as it is written."""
    parts = [exp.to_identifier(part, quoted=True) for part in name.split(".")]
    keys = ("this", "db", "catalog")
    return exp.Table(**dict(zip(keys, reversed(parts), strict=False)))


def named_source(relation: exp.Expr) -> exp.Expr:
    """Return *relation* as it stands after FROM: a query has to have a name there."""
    if isinstance(relation, exp.Subquery):
        return exp.Subquery(this=relation.this, alias=exp.TableAlias(this=exp.to_identifier("s")))
    return relation


def open_table(
    dataset: Dataset, engine: Engine, relation: exp.Expr, workspace: Path
) -> tuple[OpenTable, Table]:
    """Return the table or query *relation* of *dataset*: its columns, and how it is asked.

    Raises:
        EngineFailed: where the engine does not answer, or knows no such table.
    """
    words = EVERY[engine.dialect]()
    columns = {column.name: column for column in engine.describe(words.sql(relation))}
    exchange = workspace / f"totals of {dataset.id}.csv"
    table = Table(words, named_source(relation), columns, engine, exchange)
    return _opened(dataset, columns, f"{engine.name}: {dataset.files[0].path}"), table


def described_table(
    dataset: Dataset, words: Dialect, relation: exp.Expr, columns: Mapping[str, TableColumn]
) -> tuple[OpenTable, DescribedTable]:
    """Return the table or query *relation* of *dataset*, of which *columns* are known.

    Nothing is asked of it, and nothing can be.
    """
    table = DescribedTable(words, named_source(relation), columns)
    return _opened(dataset, columns, dataset.files[0].path), table


def _opened(dataset: Dataset, columns: Mapping[str, TableColumn], shown: str) -> OpenTable:
    """Return the table of *dataset*, printed as *shown*."""
    types = {composed(name): column for name, column in columns.items()}
    return OpenTable(
        dataset.id,
        dataset.files[0],
        dataset.columns,
        dataset.date,
        shown,
        tuple(composed(name) for name in columns),
        types,
    )
