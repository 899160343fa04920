"""A table scanned: one SELECT for each date that its queries go by."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.scan import Scanned, texts_looked_for
from cxscore.measure.engines.engine import MOST_GROUPS, TooMany
from cxscore.measure.engines.warehouse.rows import Table, TableRows
from cxscore.measure.engines.warehouse.tally import TableTally
from cxscore.measure.places import Place
from cxscore.measure.queries.query import Asked, KpiQuery, dimension_sets
from cxscore.measure.wording import plural
from cxscore.problems import Problem, Severity, grouped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def _too_many(asked: Asked, rows: TableRows, kpi_queries: Sequence[KpiQuery]) -> Problem:
    """Return that the totals are too many, with how many values each segment has."""
    columns = dict.fromkeys(
        c
        for kpi_query in kpi_queries
        for dimensions in dimension_sets(kpi_query)
        for c in dimensions
    )
    counts = {name: rows.different(name) for name in columns}
    listed = ", ".join(f"{grouped(count)} of {name}" for name, count in counts.items())
    id_ = asked.schema.id
    text = f"datasets.{id_}: more than {grouped(MOST_GROUPS)} totals, by {listed}"
    hint = "cut KPIs by fewer columns, or by columns with fewer values"
    return asked.schema.definition.origin.problem(("datasets", id_), "CX295", text, hint)


def queries_by_date(asked: Asked) -> dict[str | None, list[KpiQuery]]:
    """Return the queries by the column whose day they go by: the dataset's own date, None, first.

    It is there without a query as well, unless the dataset has no date.
    """
    found: dict[str | None, list[KpiQuery]] = {None: []}
    for kpi_query in asked.kpi_queries:
        found.setdefault(kpi_query.date, []).append(kpi_query)
    if not found[None] and asked.schema.sources[0].date is None and len(found) > 1:
        del found[None]
    return found


def scan_table(connection: "DuckDBPyConnection", id_: str, asked: Asked, table: Table) -> Scanned:
    """Ask *table* once for each date that the queries about the dataset *id_* go by.

    The totals are kept in tables of *connection*, as those of files are.

    Raises:
        EngineFailed: where the engine does not answer.
    """
    by_date = queries_by_date(asked)
    dates = [column for column in by_date if column is not None]
    rows = TableRows(asked.schema, asked.where, dates, asked.own, table=table)
    number = list(asked.schema.definition.datasets).index(id_)
    tallies = []
    for at, (column, kpi_queries) in enumerate(by_date.items()):
        named = texts_looked_for(asked.schema) if at == 0 else ()
        name = f"tally_{number}_{at}"
        tally = TableTally(connection, rows, kpi_queries, column, name, named, table_rows=rows)
        try:
            tally.count()
        except TooMany:
            return Scanned(rows, [], problems=[_too_many(asked, rows, kpi_queries)])
        tallies.append(tally)
    return Scanned(rows, tallies, tallies[0].groups(), list(_repeated(rows)))


def _repeated(rows: TableRows) -> Iterator[Problem]:
    """Yield what is said of rows that share their key, and of those that have none."""
    schema = rows.schema
    unique, file = schema.dataset.unique, schema.sources[0]
    if not rows.has_key:
        return
    (blank,) = rows.ask(rows.without_key())[0]
    if blank:
        have = "has" if blank == 1 else "have"
        text = f"{plural(blank, 'row')} {have} no {' and no '.join(unique)}, "
        text += "and cannot be compared with others"
        yield file.problem(Place(), "CX223", text, severity=Severity.WARNING)
    for *key, often in rows.ask(rows.repeated(schema.places)):
        named = " and ".join(f"{n} {k}" for n, k in zip(unique, key, strict=True))
        text = f"{grouped(often)} rows have {named}, which is to be unique"
        hint = "keep one of them, in a query, or take the key out of 'unique'"
        yield file.problem(Place(), "CX221", text, hint)
