"""Mean: of a column, of a weighted column, or of sums and counts."""

from sqlglot import exp

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue
from cxscore.measure.queries.trees import both, known, product
from cxscore.model.measures import Mean


def ask(measure: Mean, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a mean asks; only a plain one knows its spread."""
    frequency, weight = builder.frequency, builder.weight
    amount = product(weight, frequency)
    if measure.sum is not None and measure.count is not None:
        added = builder.number(measure.sum, "mean", "sum")
        divided = builder.number(measure.count, "mean", "count")
        builder.check(Check(measure.count, low=0.0, when=builder.where))
        return [_of_two(builder, added, divided, added, divided)]
    assert measure.column is not None
    value = builder.amount(measure.column, "mean", "column")
    if measure.weight is not None:
        cases = builder.number(measure.weight, "mean", "weight")
        builder.check(Check(measure.weight, low=0.0, when=builder.where))
        return [_of_two(builder, value, cases, product(value, cases), cases)]
    needs = (value, weight, frequency)
    present = known(*needs)
    totals = {
        Part.BASE: builder.summed(product(frequency), present),
        Part.DENOMINATOR: builder.summed(amount, present),
        Part.NUMERATOR: builder.summed(product(value, amount), present),
        Part.SQUARES: builder.summed(product(value, value, amount), present),
        Part.LEFT_OUT: builder.left_out(present, needs=needs),
        **builder.ends(value, present),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = builder.summed(product(weight, weight, frequency), present)
    return [builder.kpi_query(totals)]


def _of_two(
    builder: QueryBuilder,
    one: exp.Expr,
    other: exp.Expr,
    added: exp.Expr,
    divided: exp.Expr,
) -> KpiQuery:
    weight, frequency = builder.weight, builder.frequency
    amount = product(weight, frequency)
    needs = (one, other, weight, frequency)
    present = known(*needs)
    return builder.kpi_query(
        {
            Part.BASE: builder.summed(product(divided, frequency), present),
            Part.DENOMINATOR: builder.summed(product(divided, amount), present),
            Part.NUMERATOR: builder.summed(product(added, amount), present),
            Part.LEFT_OUT: builder.left_out(present, needs=needs),
        }
    )


def row_value(measure: Mean, builder: QueryBuilder) -> RowValue | None:
    """Return the value of a row; None where values are added up already."""
    if measure.column is None:
        return None
    value = builder.amount(measure.column, "mean", "column")
    weight = measure.weight and builder.number(measure.weight, "mean", "weight")
    return RowValue(value, both(builder.where), weight=weight or None)
