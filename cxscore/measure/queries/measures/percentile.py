"""Percentiles and distinct counts: holistic, so longer spans are asked of the rows again."""

from sqlglot import exp

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import DistinctValues, KpiQuery, QueryBuilder, Ranked
from cxscore.measure.queries.trees import both, known, product
from cxscore.model.measures import Distinct, Percentile


def ask_percentile(measure: Percentile, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what an exact percentile asks, linear between neighbours (type 7).

    Where rows stand for several answers, it is that of the answers.
    """
    key = "median" if measure.p == 50.0 else "percentile"
    scalar = builder.quantity(measure.of, key, *(() if key == "median" else ("of",)))
    frequency = builder.frequency
    needs = (scalar.tree, frequency)
    present = known(*needs)
    ranked = Ranked(
        exp.paren(scalar.tree), frequency, both(builder.where, present), measure.p / 100.0
    )
    totals = {
        Part.BASE: builder.summed(product(frequency), present),
        Part.LEFT_OUT: builder.left_out(present, needs=needs),
    }
    return [builder.kpi_query(totals, ranked=ranked)]


def ask_distinct(measure: Distinct, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a distinct count asks; blanks are no value."""
    text = builder.text(measure.column, "distinct")
    present = known(text)
    totals = {
        Part.BASE: builder.counted(present),
        Part.LEFT_OUT: builder.left_out(present, needs=(text,)),
    }
    return [builder.kpi_query(totals, distinct=DistinctValues(text, both(builder.where, present)))]
