"""A table of a dataset, ready to be asked: its columns and their types, in the shape of a file."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from cxscore.composed import composed
from cxscore.measure.engines.engine import Engine
from cxscore.measure.engines.warehouse.dialects import DIALECTS, Dialect
from cxscore.measure.engines.warehouse.rows import DescribedTable, Table
from cxscore.measure.files.digest import Digest
from cxscore.measure.files.file import OpenFile
from cxscore.measure.places import Place
from cxscore.measure.table_column import TableColumn
from cxscore.model.dataset import Dataset, Reading


@dataclass(frozen=True, slots=True)
class NoFile:
    """The source of rows that stand in no file."""

    exchange: Path | None = None
    """The file by which totals come to DuckDB; None where nothing is asked."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file that DuckDB has to be let at."""
        return () if self.exchange is None else (self.exchange,)

    def relation(self) -> str:
        """Refuse: DuckDB reads no table of another engine."""
        raise AssertionError("the rows of a table are read where they are")

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Refuse: rows of a table have no lines."""
        raise AssertionError("the rows of a table have no lines")


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
) -> tuple[OpenFile, Table]:
    """Return the table or query *relation* of *dataset*, as one file and as a table.

    Raises:
        EngineFailed: where the engine does not answer, or knows no such table.
    """
    words = DIALECTS[engine.dialect]()
    columns = {column.name: column for column in engine.describe(words.sql(relation))}
    exchange = workspace / f"totals of {dataset.id}.csv"
    table = Table(words, named_source(relation), columns, engine, exchange)
    source, shown = NoFile(exchange), f"{engine.name}: {dataset.files[0].path}"
    return as_file(dataset, columns, source, shown, workspace), table


def described_table(
    dataset: Dataset, words: Dialect, relation: exp.Expr, columns: Mapping[str, TableColumn]
) -> tuple[OpenFile, DescribedTable]:
    """Return the table or query *relation* of *dataset*, of which *columns* are known.

    Nothing is asked of it, and nothing can be.
    """
    table = DescribedTable(words, named_source(relation), columns)
    shown = dataset.files[0].path
    return as_file(dataset, columns, NoFile(), shown, Path()), table


def as_file(
    dataset: Dataset,
    columns: Mapping[str, TableColumn],
    source: NoFile,
    shown: str,
    workspace: Path,
) -> OpenFile:
    """Return the table of *dataset*, printed as *shown*, in the shape of a file."""
    spec = dataset.files[0]
    version: Future[Digest] = Future()
    version.set_result(Digest(""))
    return OpenFile(
        dataset=dataset.id,
        spec=spec,
        reading=Reading(),
        columns=dataset.columns,
        date=dataset.date,
        shown=shown,
        path=Path(spec.path),
        header=tuple(composed(name) for name in columns),
        header_line=0,
        source=source,
        digest=version,
        workspace=workspace,
        types={composed(name): column for name, column in columns.items()},
    )
