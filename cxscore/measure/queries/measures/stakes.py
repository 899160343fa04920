"""Value at stake: the affected and the others, counted by what makes them alike, as KPIs ask."""

from collections.abc import Iterator
from dataclasses import replace

from sqlglot import exp

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder, Total
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.stake_questions import Side
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.choices import Polarity
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Count
from cxscore.model.stakes import Stake


def ask_stake(schema: Schema, stake: Stake, at: int, as_of: str) -> list[KpiQuery]:
    """Return what the value at stake in place *at* of kpis.yaml asks of the rows of *schema*.

    A row of which a blank leaves open whether it is meant, or affected, is on
    neither side; one that does not say whether the customer was lost is left out.
    """
    return list(_Sides(schema, stake, at, as_of).queries())


class _Sides:
    """The affected and the others of one value at stake."""

    def __init__(self, schema: Schema, stake: Stake, at: int, as_of: str) -> None:
        self._schema, self._stake, self._as_of = schema, stake, as_of
        self._place = ("value_at_stake", at)

    def queries(self) -> Iterator[KpiQuery]:
        stake, place = self._stake, self._place
        builder = self._builder(Side.AFFECTED)
        if stake.of is not None:
            builder.narrow(stake.of, *place, "of")
        affected = builder.truth(stake.affected, *place, "affected")
        others = replace(
            self._builder(Side.OTHERS), where=both(builder.where, exp.not_(affected.copy()))
        )
        lost = builder.truth(stake.lost, *place, "lost")
        builder.where = both(builder.where, affected)
        for at, column in enumerate(stake.alike):
            self._schema.group_by(column, (*place, "alike", at), None)
        worth = builder.amount(stake.value, "value")
        yield builder.kpi_query(
            {**self._counted(builder, lost), **self._worth(builder, lost, worth)}
        )
        yield others.kpi_query(self._counted(others, lost))

    def _counted(self, builder: QueryBuilder, lost: exp.Expr) -> dict[Part, Total]:
        """Return how many customers there are on a side, and how many of them were lost."""
        told, amount = known(lost), product(builder.frequency)
        return {
            Part.BASE: builder.summed(amount, told),
            Part.NUMERATOR: builder.summed(amount, told, lost),
            Part.LEFT_OUT: builder.left_out(told),
        }

    def _worth(self, builder: QueryBuilder, lost: exp.Expr, worth: exp.Expr) -> dict[Part, Total]:
        """Return what the affected who are counted are worth, and how many do not say."""
        blank = fill("(:x) IS NULL", x=worth)
        amount = product(worth, builder.frequency)
        return {
            Part.WORTH: builder.summed(amount, known(lost), known(worth)),
            Part.WORTHLESS: builder.summed(product(builder.frequency), known(lost), blank),
        }

    def _builder(self, side: Side) -> QueryBuilder:
        """Return what puts together the query for a *side*, as for a KPI cut by ``alike``."""
        kpi = Kpi(
            side.of(self._stake.id),
            side,
            owner="",
            measure=Count(),
            polarity=Polarity.NEUTRAL,
            dataset=self._schema.id,
            by=(self._stake.alike,) if self._stake.alike else (),
        )
        schemas = {self._schema.id: self._schema}
        return QueryBuilder(self._schema, kpi, self._as_of, schemas, place=self._place)
