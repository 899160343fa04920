"""Sums and counts: what is added up and not divided."""

from cxscore.measure.queries.measures.share import lacking, part
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.trees import known, product
from cxscore.model.measures import Count, Sum


def ask_sum(measure: Sum, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what the sum of an expression asks; its base is the answers that have one."""
    scalar = builder.scalar(measure.of, "sum")
    frequency = builder.frequency
    needs = (scalar.tree, frequency)
    present = known(*needs)
    return [
        builder.kpi_query(
            {
                Part.BASE: builder.summed(product(frequency), present),
                Part.NUMERATOR: part(builder, scalar, product(frequency), present),
                **lacking(builder, present, needs, None, scalar),
            }
        )
    ]


def ask_count(measure: Count, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a count asks: rows, or the cells of a column that are not blank.

    ``rows`` always means rows, also where a column has that name.
    """
    frequency = builder.frequency
    column = None
    if measure.column is not None and measure.column != "rows":
        column = builder.text(measure.column, "count")
    counted = builder.summed(product(frequency), known(column, frequency))
    totals = {Part.BASE: counted, Part.NUMERATOR: counted}
    if frequency is not None:
        totals[Part.LEFT_OUT] = builder.left_out(known(frequency), needs=(frequency,))
    return [builder.kpi_query(totals)]
