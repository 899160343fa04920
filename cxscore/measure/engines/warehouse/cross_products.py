"""Drivers of a KPI over a table: the kinds of rows are asked for, and crossed as those of files."""

from typing import TYPE_CHECKING

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.cross_products import LARGEST, CrossProducts
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.warehouse.dialects import case, column, named, nested, number, picked
from cxscore.measure.engines.warehouse.rows import DescribedRows, TableRows
from cxscore.measure.engines.warehouse.tally import keep_table
from cxscore.measure.horizon import Span
from cxscore.measure.queries.query import KpiQuery
from cxscore.measure.queries.trees import both
from cxscore.model.column_type import ColumnType

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tree = exp.Expr


@frozen
class KindsQuery:
    """The query for the kinds of rows that the drivers of a KPI make, over a span of days."""

    rows: DescribedRows
    kpi_query: KpiQuery
    span: Span

    def select(self) -> exp.Select:
        """Return the query for the kinds of rows of the span, and how many there are of each."""
        asked = self.kpi_query.drivers
        assert asked is not None
        rows, words = self.rows, self.rows.words
        value, weight, copies = (
            words.double(rows.placed(tree)) for tree in (asked.value, asked.weight, asked.frequency)
        )
        complete = both(words.known(weight), words.known(copies))
        kinds: dict[str, Tree] = {"y": case((complete, self._plainly(value))), "w": weight}
        for at, name in enumerate(asked.columns):
            kinds[f"x{at}"] = self._plainly(self._number_in(name))
        for at, name in enumerate(asked.columns):
            kinds[f"b{at}"] = self._is_strange(name)
        first, last = self.span
        day = rows.day_of(self.kpi_query.date)
        within = exp.Between(this=day, low=words.a_day(first), high=words.a_day(last))
        counts = exp.Coalesce(this=copies, expressions=[words.double(number(1))])
        own = self.kpi_query.date is None
        sound = nested(rows.select(span=self.span if own else None, sound=True), "sound")
        plain = picked(
            [
                *(named(tree, name) for name, tree in kinds.items()),
                named(words.decimal(counts, 0), "often"),
            ],
            sound,
            both(within, exp.paren(rows.placed(asked.rows))),
        )
        keys: list[Tree] = [column(name) for name in kinds]
        total = named(exp.Sum(this=column("often")), "copies")
        return picked([*keys, total], nested(plain, "plain"), by=keys)

    def _number_in(self, name: str) -> Tree:
        """Return the number in column *name*; a blank where it cannot be one."""
        value = column(self.rows.value(name))
        match self.rows.schema.type_of(name):
            case ColumnType.NUMBER:
                return value
            case ColumnType.BOOLEAN:
                yes, no = (value, number(1.0)), (exp.Not(this=value), number(0.0))
                return case(yes, no)
            case _:
                return self.rows.words.double(exp.Null())

    def _is_strange(self, name: str) -> Tree:
        """Return whether column *name* holds something that is not a number."""
        if self.rows.schema.type_of(name) in (ColumnType.NUMBER, ColumnType.BOOLEAN):
            return exp.false()
        return self.rows.words.known(column(self.rows.value(name)))

    def _plainly(self, value: Tree) -> Tree:
        """Return *value* as a double without a negative zero; a blank where it is no answer."""
        double = self.rows.words.double(value)
        zero = exp.EQ(this=double, expression=number(0))
        near = exp.LTE(this=exp.Abs(this=double), expression=number(LARGEST))
        return case((zero, number(0.0)), (near, double))


@frozen
class TableCrossProducts(CrossProducts):
    """One KPI and its drivers, over a span of days of a table."""

    rows: TableRows

    def _keep_kinds(self) -> None:
        query = KindsQuery(self.rows, self.kpi_query, self.span)
        answered = self.rows.ask(query.select())
        drivers = range(len(self._drivers))
        described = [("y", "DOUBLE"), ("w", "DOUBLE"), *((f"x{at}", "DOUBLE") for at in drivers)]
        described += [(f"b{at}", "BOOLEAN") for at in drivers]
        described += [("copies", "DECIMAL(38, 0)")]
        keep_table(self.connection, self.rows.table.exchange, "crossed", described, answered)


def of_rows(
    connection: "DuckDBPyConnection", rows: Rows, kpi_query: KpiQuery, span: Span, *, faulty: bool
) -> TableCrossProducts:
    """Return the way to the drivers of a KPI among *rows*, over *span*."""
    assert isinstance(rows, TableRows), "the rows of a table are its own"
    return TableCrossProducts(connection, rows, kpi_query, span, faulty)
