"""Closed loops: cases of a dataset that are to be closed in time, asked as KPIs ask."""

from collections.abc import Iterator

from sqlglot import exp

from cxscore.measure.queries.loop_questions import Asks
from cxscore.measure.queries.measures.cases import limited, not_before, span
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder, Ranked
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.choices import Polarity
from cxscore.model.closed_loop import ClosedLoop
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Dataset
from cxscore.model.dates import DateColumn
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Count, Measure, Percentile, Share, Within


def ask_loop(schema: Schema, as_of: str) -> list[KpiQuery]:
    """Return what is asked of the cases of a dataset that has a closed loop.

    A case belongs to the day on which it was opened. Whether it is due, and
    was closed in time, is told as the measure within tells it; one that was
    closed after as-of is still open on that day.
    """
    loop = schema.dataset.closed_loop
    assert loop is not None, "only a dataset with a loop is asked about it"
    return list(_Cases(schema, loop, as_of).queries())


class _Cases:
    """The cases of one dataset."""

    def __init__(self, schema: Schema, loop: ClosedLoop, as_of: str) -> None:
        self._schema, self._loop, self._as_of = schema, loop, as_of
        self._limit = (loop.within.unit, exp.Literal.number(loop.within.size))
        if loop.within.unit == "hours":
            schema.timed |= dict.fromkeys((loop.opened, loop.closed))

    def queries(self) -> Iterator[KpiQuery]:
        loop, unit = self._loop, self._loop.within.unit
        within = Within(loop.opened, loop.closed, **{unit: loop.within.size})
        builder = self._builder(Asks.IN_TIME, within)
        opened, closed = builder.day(loop.opened, "opened"), builder.day(loop.closed, "closed")
        due, in_time = limited(opened, closed, self._limit, self._as_of)
        frequency = builder.frequency
        present = both(known(opened), not_before(opened, closed), known(frequency))
        amount = product(frequency)
        yield builder.kpi_query(
            {
                Part.BASE: builder.summed(amount, present, due),
                Part.DENOMINATOR: builder.summed(amount, present, due),
                Part.NUMERATOR: builder.summed(amount, present, due, in_time),
                Part.LEFT_OUT: builder.left_out(present),
            }
        )
        builder = self._builder(Asks.NOT_YET_DUE, Count())
        waiting = exp.not_(exp.paren(due.copy()))
        yield builder.kpi_query({Part.BASE: builder.summed(amount, present, waiting)})
        day = exp.Literal.string(self._as_of)
        is_closed = fill("COALESCE(:days >= 0, FALSE)", days=span("days", closed, day))
        done = both(present, due, is_closed)
        for asks, p in ((Asks.MEDIAN, 50.0), (Asks.NINETIETH, 90.0)):
            builder = self._builder(asks, Percentile(loop.closed, p))
            ranked = Ranked(self._days(opened, closed), frequency, done, p / 100.0)
            yield builder.kpi_query({Part.BASE: builder.summed(amount, done)}, ranked=ranked)
        if loop.recovered is not None:
            yield self._recovered(loop.recovered, done, amount)

    def _recovered(self, name: str, done: exp.Expr, amount: exp.Expr) -> KpiQuery:
        builder = self._builder(Asks.RECOVERED, Share(name))
        here = (*builder.path, "recovered")
        self._schema.meet(name, ColumnType.BOOLEAN, here)
        recovered = self._schema.use(name, here)
        told = both(done, known(recovered))
        return builder.kpi_query(
            {
                Part.BASE: builder.summed(amount, told),
                Part.DENOMINATOR: builder.summed(amount, told),
                Part.NUMERATOR: builder.summed(amount, told, recovered),
            }
        )

    def _days(self, opened: exp.Expr, closed: exp.Expr) -> exp.Expr:
        """Return the days from *opened* to *closed*: of a limit in hours, with their fractions."""
        if self._limit[0] == "hours":
            return fill("(:hours / 24.0)", hours=span("hours", opened, closed))
        return span("days", opened, closed)

    def _builder(self, asks: Asks, measure: Measure) -> QueryBuilder:
        """Return what puts a query together for *asks*, as for a KPI of that *measure*."""
        id_ = self._schema.id
        kpi = Kpi(
            asks.of(id_),
            asks,
            owner="",
            measure=measure,
            polarity=Polarity.NEUTRAL,
            dataset=id_,
            date=_date(self._schema.dataset, self._loop),
        )
        place = ("datasets", id_, "closed_loop")
        schemas = {id_: self._schema}
        return QueryBuilder(self._schema, kpi, self._as_of, schemas, place=place)


def _date(dataset: Dataset, loop: ClosedLoop) -> DateColumn | None:
    """Return the date by which cases go; None where it is the dataset's own in all of its files."""
    match dataset.date:
        case DateColumn(column=loop.opened) if all(file.date is None for file in dataset.files):
            return None
    return DateColumn(loop.opened)
