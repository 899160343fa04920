"""Share: rows or amounts for which something holds, of all or of some."""

from sqlglot import exp

from cxscore.measure.expressions import Scalar
from cxscore.measure.questions import Asker, Question, Total, both, fill, known, product
from cxscore.model.dataset import ColumnType
from cxscore.model.measures import Share


def ask(measure: Share, asker: Asker) -> list[Question]:
    """Return what a share asks; conditions count rows, numbers are added up."""
    that = asker.scalar(measure.that, "share", "that")
    of = asker.scalar(measure.of, "share", "of") if measure.of is not None else None
    weight, frequency = asker.weight, asker.frequency
    base = of.tree if of is not None and is_condition(of) else None
    present = known(that.tree, None if of is None else of.tree, weight, frequency)
    amount = product(weight, frequency)
    whole = None if of is None or is_condition(of) else of.tree
    answers = product(frequency, whole and exp.paren(whole))
    totals = {
        "n": asker.summed(answers, base, present),
        "denominator": asker.summed(product(amount, whole and exp.paren(whole)), base, present),
        "numerator": part(asker, that, amount, base, present),
        **lacking(asker, present, base, that, of),
    }
    if weight is not None and whole is None:
        totals["weight_squares"] = asker.summed(product(weight, weight, frequency), base, present)
    return [asker.question(totals)]


def is_condition(scalar: Scalar) -> bool:
    """Return whether rows are counted where it is true, rather than added up."""
    return scalar.type is ColumnType.BOOLEAN


def part(asker: Asker, scalar: Scalar, amount: exp.Expr, *when: exp.Expr | None) -> Total:
    """Return the rows for which *scalar* is true, or its sum where it is a number."""
    if is_condition(scalar):
        return asker.summed(amount, *when, exp.paren(scalar.tree.copy()))
    return asker.summed(product(amount, exp.paren(scalar.tree.copy())), *when)


def lacking(
    asker: Asker, present: exp.Expr, base: exp.Expr | None, *scalars: Scalar | None
) -> dict[str, Total]:
    """Return how many rows are left out, apart those that a comparison with a blank loses.

    A blank true/false column is a part that is lacking; a blank in a
    comparison leaves open whether it holds.
    """
    compared = [
        s.tree
        for s in scalars
        if s is not None and is_condition(s) and not isinstance(s.tree, exp.Column)
    ]
    possible = None if base is None else fill("COALESCE(:base, TRUE)", base=exp.paren(base))
    if not compared:
        return {"left_out": asker.left_out(present, possible)}
    open_ = exp.or_(*(fill("(:x) IS NULL", x=tree) for tree in compared))
    return {
        "unknown": asker.counted(possible, open_),
        "left_out": asker.left_out(present, both(possible, exp.not_(exp.paren(open_.copy())))),
    }
