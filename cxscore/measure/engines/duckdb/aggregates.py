"""Totals in SQL: an aggregate over rows for each, and one for its digits behind the point."""

from dataclasses import field

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.preaggregation import TIMES
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.queries.query import Digits, KpiQuery, Rollup, Total

_ENDS = {Rollup.MIN: "MIN", Rollup.MAX: "MAX"}


@frozen
class Aggregate:
    """An aggregate over rows, and how its results for groups of them are put together."""

    sql: str
    rollup: Rollup
    columns: tuple[str, ...]
    """The columns of the rows that it names, quoted."""


@frozen
class _Part:
    """A condition or an amount in SQL.

    Its tree is written once: put into trees and written with each, the trees of a KPI cost as
    long as the engine needs for its small file.
    """

    sql: str
    columns: tuple[str, ...]


@frozen
class Aggregates:
    """The aggregates over *rows* that give totals.

    Amounts are added up as decimals, for sums of doubles depend on the
    order. What lies before the decimal point and what lies behind it is
    added up apart: millions and thirds both have to keep their digits.
    """

    rows: Rows
    alike: bool = False
    """Whether each row stands for as many rows of the file as it says."""
    _known: dict[int, _Part] = field(default_factory=dict)
    """What was written, by the tree that a query keeps: totals share conditions."""

    def of(self, kpi_query: KpiQuery) -> dict[str, Aggregate]:
        """Return the aggregates of the totals of *kpi_query*, by the names of their columns."""
        totals = kpi_query.totals.items()
        found: dict[str, Aggregate] = {part: self.whole(total) for part, total in totals}
        for part, total in totals:
            if total.digits is not Digits.WHOLE:
                found[part.rest] = self._rest(total)
        return found | {part: self.whole(total) for part, total in kpi_query.ends.items()}

    def whole(self, total: Total) -> Aggregate:
        """Return the aggregate of *total*; of amounts added up, what lies before the point."""
        rows = self._part(total.rows)
        if total.amount is None:
            sql, columns = self._counted(rows), rows.columns
            if total.besides is not None:
                besides = self._part(total.besides)
                sql, columns = f"{sql} + {self._counted(besides)}", columns + besides.columns
            return Aggregate(sql, total.rollup, columns)
        amount = self._part(total.amount)
        if (end := _ENDS.get(total.rollup)) is not None:
            sql = f"{end}(CASE WHEN {rows.sql} THEN {amount.sql} END)"
        else:
            whole = f"CAST(TRUNC(({amount.sql})) AS DECIMAL(38, 0))"
            sql = self._sum(f"CASE WHEN {rows.sql} THEN {whole} ELSE 0 END")
        return Aggregate(sql, total.rollup, rows.columns + amount.columns)

    def _rest(self, total: Total) -> Aggregate:
        """Return the aggregate of what lies behind the decimal point of the amounts of *total*."""
        assert total.amount is not None, "rows that are counted have no rest"
        rows, amount = self._part(total.rows), self._part(total.amount)
        columns = rows.columns + amount.columns
        if total.digits is Digits.AS_WRITTEN:
            lost = quoted(self.rows.lost(total.amount.unnest().name))
            rest, columns = f"{amount.sql} - TRUNC({amount.sql}) + {lost}", (*columns, lost)
        else:
            rest = f"({amount.sql}) - TRUNC(({amount.sql}))"
        case = f"CASE WHEN {rows.sql} THEN CAST({rest} AS DECIMAL(38, 27)) ELSE 0 END"
        return Aggregate(self._sum(case), Rollup.SUM, columns)

    def _part(self, tree: exp.Expr) -> _Part:
        if id(tree) not in self._known:
            placed = self.rows.placed(tree)
            names = tuple(quoted(column.name) for column in placed.find_all(exp.Column))
            self._known[id(tree)] = _Part(placed.sql("duckdb", copy=False), names)
        return self._known[id(tree)]

    def _counted(self, rows: _Part) -> str:
        return self._sum(f"CASE WHEN {rows.sql} THEN 1 ELSE 0 END")

    def _sum(self, case: str) -> str:
        """Return the sum of *case* over the rows of the file."""
        return f"SUM(({case}) * {quoted(TIMES)})" if self.alike else f"SUM({case})"
