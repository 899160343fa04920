"""Totals in SQL: an aggregate over rows for each, and one for its digits behind the point."""

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.preaggregation import TIMES
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.queries.query import Digits, KpiQuery, Rollup, Total
from cxscore.measure.queries.trees import fill

_COUNTED = "CASE WHEN :rows THEN 1 ELSE 0 END"
_WHOLE = "CASE WHEN :rows THEN CAST(TRUNC(:amount) AS DECIMAL(38, 0)) ELSE 0 END"
_REST = "CASE WHEN :rows THEN CAST(:amount - TRUNC(:amount) AS DECIMAL(38, 27)) ELSE 0 END"
_WRITTEN = (
    "CASE WHEN :rows THEN CAST(:amount - TRUNC(:amount) + :lost AS DECIMAL(38, 27)) ELSE 0 END"
)
_ENDS = {
    Rollup.MIN: "MIN(CASE WHEN :rows THEN :amount END)",
    Rollup.MAX: "MAX(CASE WHEN :rows THEN :amount END)",
}


@frozen
class Aggregate:
    """An aggregate over rows, and how its results for groups of them are put together."""

    tree: exp.Expr
    rollup: Rollup

    @property
    def sql(self) -> str:
        """The aggregate as SQL; the tree has served then, and is not copied for it."""
        return self.tree.sql("duckdb", copy=False)


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
        rows = self.rows.placed(total.rows)
        if total.amount is None:
            tree = self._sum(fill(_COUNTED, rows=rows))
            if total.besides is not None:
                besides = fill(_COUNTED, rows=self.rows.placed(total.besides))
                tree = exp.Add(this=tree, expression=self._sum(besides))
        else:
            amount = self.rows.placed(total.amount)
            end = _ENDS.get(total.rollup)
            if end is not None:
                tree = fill(end, rows=rows, amount=amount)
            else:
                tree = self._sum(fill(_WHOLE, rows=rows, amount=exp.paren(amount)))
        return Aggregate(tree, total.rollup)

    def _rest(self, total: Total) -> Aggregate:
        """Return the aggregate of what lies behind the decimal point of the amounts of *total*."""
        assert total.amount is not None, "rows that are counted have no rest"
        rows, amount = self.rows.placed(total.rows), self.rows.placed(total.amount)
        if total.digits is Digits.AS_WRITTEN:
            lost = self.rows.lost_of(total.amount.unnest().name)
            case = fill(_WRITTEN, rows=rows, amount=amount, lost=lost)
        else:
            case = fill(_REST, rows=rows, amount=exp.paren(amount))
        return Aggregate(self._sum(case), Rollup.SUM)

    def _sum(self, case: exp.Expr) -> exp.Expr:
        """Return the sum of *case* over the rows of the file."""
        if not self.alike:
            return exp.Sum(this=case)
        times = exp.column(exp.to_identifier(TIMES, quoted=True))
        return exp.Sum(this=exp.Mul(this=exp.paren(case), expression=times))
