"""Mean: of a column, of a weighted column, or of sums and counts."""

from sqlglot import exp

from cxscore.measure.cells import Check
from cxscore.measure.questions import Asker, Question, Total, fill, known, product
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
    value = asker.number(measure.column, "mean", "column")
    if measure.weight is not None:
        cases = asker.number(measure.weight, "mean", "weight")
        asker.check(Check(measure.weight, low=0.0, when=asker.where))
        return [_of_two(asker, value, cases, product(value, cases), cases)]
    present = known(value, weight, frequency)
    totals = {
        "n": asker.summed(product(frequency), present),
        "denominator": asker.summed(amount, present),
        "numerator": asker.summed(product(value, amount), present),
        **_squares(asker, product(value, value, amount), present),
        "left_out": asker.left_out(present),
    }
    if weight is not None:
        totals["weight_squares"] = asker.summed(product(weight, weight, frequency), present)
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
    present = known(one, other, weight, frequency)
    return asker.question(
        {
            "n": asker.summed(product(divided, frequency), present),
            "denominator": asker.summed(product(divided, amount), present),
            "numerator": asker.summed(product(added, amount), present),
            "left_out": asker.left_out(present),
        }
    )


def _squares(asker: Asker, square: exp.Expr, present: exp.Expr) -> dict[str, Total]:
    """Return the sum of squares in two parts, whole and fraction.

    Squares of pence and squares of millions both have to keep their digits.
    """
    when = asker.counted(present).tree.find(exp.If)
    assert when is not None
    whole = "SUM(CASE WHEN :rows THEN CAST(FLOOR(:x) AS DECIMAL(38, 0)) ELSE 0 END)"
    rest = "SUM(CASE WHEN :rows THEN CAST(:x - FLOOR(:x) AS DECIMAL(38, 18)) ELSE 0 END)"
    parts = {"rows": when.this, "x": exp.paren(square)}
    return {"squares": Total(fill(whole, **parts)), "squares_rest": Total(fill(rest, **parts))}
