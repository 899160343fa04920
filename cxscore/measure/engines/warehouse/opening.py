"""A table of a dataset, ready to be asked: its columns and their types, in the shape of a file."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from cxscore.composed import composed
from cxscore.measure.engines.engine import Engine
from cxscore.measure.engines.warehouse.dialects import DIALECTS
from cxscore.measure.engines.warehouse.rows import Table
from cxscore.measure.files.digest import Digest
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.places import Place
from cxscore.model.dataset import Dataset, Reading


@dataclass(frozen=True, slots=True)
class NoFile:
    """The source of rows that stand in no file."""

    exchange: Path
    """The file by which totals come to DuckDB."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file that DuckDB has to be let at."""
        return (self.exchange,)

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
    columns = engine.describe(DIALECTS[engine.dialect]().sql(relation))
    exchange = workspace / f"totals of {dataset.id}.csv"
    table = Table(
        engine, named_source(relation), {column.name: column for column in columns}, exchange
    )
    spec = dataset.files[0]
    version: Future[Digest] = Future()
    version.set_result(Digest(""))
    opened = OpenFile(
        dataset=dataset.id,
        spec=spec,
        reading=Reading(),
        columns=dataset.columns,
        date=dataset.date,
        shown=f"{engine.name}: {spec.path}",
        path=Path(spec.path),
        header=tuple(composed(column.name) for column in columns),
        header_line=0,
        source=NoFile(exchange),
        digest=version,
        workspace=workspace,
        types={composed(column.name): column for column in columns},
    )
    return opened, table
