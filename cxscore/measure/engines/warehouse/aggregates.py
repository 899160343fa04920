"""Totals over the rows of a table: what lies before the decimal point and behind it, apart."""

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dialects import ONE, case, number
from cxscore.measure.engines.warehouse.rows import DescribedRows
from cxscore.measure.queries.query import Digits, KpiQuery, Rollup, Total

REST_DIGITS = 18
"""Digits behind the point that are added up: more of them leave no room for 10^11 rows."""


@frozen
class Aggregate:
    """An aggregate over rows, and how its results for groups of them are put together."""

    tree: exp.Expr
    rollup: Rollup

    @property
    def sql(self) -> str:
        """What tells it from others: the same in any words."""
        return self.tree.sql("duckdb", copy=False)


@frozen
class TableAggregates:
    """The aggregates over *rows* that give totals; see ``Aggregates`` of files."""

    rows: DescribedRows

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
        rows, words = self.rows.placed(total.rows), self.rows.words
        if total.amount is None:
            tree = _sum(case((rows, ONE), otherwise=number(0)))
            if total.besides is not None:
                besides = case((self.rows.placed(total.besides), ONE), otherwise=number(0))
                tree = exp.Add(this=tree, expression=_sum(besides))
            return Aggregate(tree, total.rollup)
        amount = exp.paren(self.rows.placed(total.amount))
        if total.rollup is Rollup.MIN:
            return Aggregate(exp.Min(this=case((rows, amount))), total.rollup)
        if total.rollup is Rollup.MAX:
            return Aggregate(exp.Max(this=case((rows, amount))), total.rollup)
        whole, none = words.decimal(words.whole(amount), 0), words.decimal(number(0), 0)
        return Aggregate(_sum(case((rows, whole), otherwise=none)), total.rollup)

    def _rest(self, total: Total) -> Aggregate:
        """Return the aggregate of what lies behind the decimal point of the amounts of *total*."""
        assert total.amount is not None, "rows that are counted have no rest"
        words = self.rows.words
        rows, amount = self.rows.placed(total.rows), exp.paren(self.rows.placed(total.amount))
        behind = exp.Sub(this=amount, expression=words.whole(amount))
        rest = words.decimal(exp.paren(behind), REST_DIGITS)
        none = words.decimal(number(0), REST_DIGITS)
        return Aggregate(_sum(case((rows, rest), otherwise=none)), Rollup.SUM)


def _sum(value: exp.Expr) -> exp.Expr:
    return exp.Sum(this=value)
