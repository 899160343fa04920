"""Mean: of a column, of a weighted column, or of sums and counts."""

from sqlglot import exp

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, Question
from cxscore.measure.queries.row_value import RowValue
from cxscore.measure.queries.trees import both, known, product
from cxscore.model.measures import Mean


def ask(measure: Mean, asker: Asker) -> list[Question]:
    """Return what a mean asks; only a plain one knows its spread."""
    frequency, weight = asker.frequency, asker.weight
    amount = product(weight, frequency)
    if measure.sum is not None and measure.count is not None:
        added = asker.number(measure.sum, "mean", "sum")
        divided = asker.number(measure.count, "mean", "count")
        asker.check(Check(measure.count, low=0.0, when=asker.where))
        return [_of_two(asker, added, divided, added, divided)]
    assert measure.column is not None
    value = asker.amount(measure.column, "mean", "column")
    if measure.weight is not None:
        cases = asker.number(measure.weight, "mean", "weight")
        asker.check(Check(measure.weight, low=0.0, when=asker.where))
        return [_of_two(asker, value, cases, product(value, cases), cases)]
    needs = (value, weight, frequency)
    present = known(*needs)
    totals = {
        Part.BASE: asker.summed(product(frequency), present),
        Part.DENOMINATOR: asker.summed(amount, present),
        Part.NUMERATOR: asker.summed(product(value, amount), present),
        Part.SQUARES: asker.summed(product(value, value, amount), present),
        Part.LEFT_OUT: asker.left_out(present, needs=needs),
        **asker.ends(value, present),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = asker.summed(product(weight, weight, frequency), present)
    return [asker.question(totals)]


def _of_two(
    asker: Asker,
    one: exp.Expr,
    other: exp.Expr,
    added: exp.Expr,
    divided: exp.Expr,
) -> Question:
    weight, frequency = asker.weight, asker.frequency
    amount = product(weight, frequency)
    needs = (one, other, weight, frequency)
    present = known(*needs)
    return asker.question(
        {
            Part.BASE: asker.summed(product(divided, frequency), present),
            Part.DENOMINATOR: asker.summed(product(divided, amount), present),
            Part.NUMERATOR: asker.summed(product(added, amount), present),
            Part.LEFT_OUT: asker.left_out(present, needs=needs),
        }
    )


def row_value(measure: Mean, asker: Asker) -> RowValue | None:
    """Return the value of a row; None where values are added up already."""
    if measure.column is None:
        return None
    value = asker.amount(measure.column, "mean", "column")
    weight = measure.weight and asker.number(measure.weight, "mean", "weight")
    return RowValue(value, both(asker.where), weight=weight or None)
