"""Cases of a table that are open at the end of each period: asked by day, counted as of files."""

from typing import TYPE_CHECKING

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.open_cases import DAY, STEP, OpenCases
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.warehouse.dialects import column, named, nested, picked
from cxscore.measure.engines.warehouse.rows import DescribedRows, TableRows
from cxscore.measure.engines.warehouse.tally import keep_table
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.query import Cases, Dimensions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT = "moves_asked"
Tree = exp.Expr


@frozen
class TableOpenCases(OpenCases):
    """The cases of one table, asked in one SELECT for each KPI."""

    rows: TableRows

    def _moves(self, cases: Cases, columns: Dimensions) -> str:
        select = moves_query(self.rows, cases, columns)
        answered = self.rows.ask(select)
        texts = self._texts(columns)
        described = [(text, "VARCHAR") for text in texts]
        described += [(quoted(DAY), "DATE"), (quoted(STEP), "DECIMAL(38, 0)")]
        keep_table(self.connection, self.rows.table.exchange, KEPT, described, answered)
        return f"SELECT * FROM {KEPT}"  # noqa: S608 (our name)


def moves_query(rows: DescribedRows, cases: Cases, columns: Dimensions) -> exp.Select:
    """Return the query for how many cases come and go, by segment and day."""
    words = rows.words
    texts: list[Tree] = [column(rows.text(name)) for name in columns]
    amount = words.decimal(rows.placed(cases.amount), 0)

    def moved(name: str, *, goes: bool) -> exp.Select:
        step: Tree = exp.Neg(this=amount.copy()) if goes else amount.copy()
        day = named(words.day(column(rows.value(name))), DAY)
        sound = nested(rows.select(sound=True), "sound")
        return picked([*texts, day, named(step, "$one")], sound, rows.placed(cases.rows))

    both = exp.union(
        moved(cases.opened, goes=False),
        moved(cases.closed, goes=True),
        distinct=False,
        copy=False,
    )
    total = named(exp.Sum(this=column("$one")), STEP)
    keys = [*texts, column(DAY)]
    dated = words.known(column(DAY))
    return picked([*keys, total], nested(both, "moved"), dated, by=keys)


def of_rows(connection: "DuckDBPyConnection", rows: Rows, horizon: Horizon) -> TableOpenCases:
    """Return the way to the open cases among *rows*."""
    assert isinstance(rows, TableRows), "the rows of a table are its own"
    return TableOpenCases(connection, rows, horizon)
