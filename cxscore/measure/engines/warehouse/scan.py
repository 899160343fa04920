"""A table scanned: one SELECT for each date that its questions go by."""

from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.scan import Scanned, texts_looked_for
from cxscore.measure.engines.warehouse.rows import Table, TableRows
from cxscore.measure.engines.warehouse.tally import TableTally
from cxscore.measure.queries.query import Asked, Question

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def scan_table(connection: "DuckDBPyConnection", id_: str, asked: Asked, table: Table) -> Scanned:
    """Ask *table* once for each date that the questions about the dataset *id_* go by.

    The totals are kept in tables of *connection*, as those of files are.

    Raises:
        EngineFailed: where the engine does not answer.
    """
    by_date: dict[str | None, list[Question]] = {None: []}
    for question in asked.questions:
        by_date.setdefault(question.date, []).append(question)
    dates = [column for column in by_date if column is not None]
    rows = TableRows(asked.sheet, asked.where, dates, asked.own, table=table)
    number = list(asked.sheet.definition.datasets).index(id_)
    if not by_date[None] and asked.sheet.files[0].date is None and dates:
        del by_date[None]
    tallies = []
    for at, (column, questions) in enumerate(by_date.items()):
        named = texts_looked_for(asked.sheet) if at == 0 else ()
        name = f"tally_{number}_{at}"
        tally = TableTally(connection, rows, questions, column, name, named, table_rows=rows)
        tally.count()
        tallies.append(tally)
    return Scanned(rows, tallies, tallies[0].groups())
