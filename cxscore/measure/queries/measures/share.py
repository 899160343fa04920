"""Share: rows or amounts for which something holds, of all or of some."""

from collections.abc import Sequence

from sqlglot import exp

from cxscore.measure.queries.expressions import Scalar
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder, Total
from cxscore.measure.queries.row_value import RowValue, hundred
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.column_type import ColumnType
from cxscore.model.measures import Share


def ask(measure: Share, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a share asks; conditions count rows, numbers are added up."""
    that = builder.scalar(measure.that, "share", "that")
    of = builder.scalar(measure.of, "share", "of") if measure.of is not None else None
    weight, frequency = builder.weight, builder.frequency
    base = of.tree if of is not None and is_condition(of) else None
    needs = (that.tree, None if of is None else of.tree, weight, frequency)
    present = known(*needs)
    amount = product(weight, frequency)
    whole = None if of is None or is_condition(of) else of.tree
    answers = product(frequency, whole and exp.paren(whole))
    totals = {
        Part.BASE: builder.summed(answers, base, present),
        Part.DENOMINATOR: builder.summed(
            product(amount, whole and exp.paren(whole)), base, present
        ),
        Part.NUMERATOR: part(builder, that, amount, base, present),
        **lacking(builder, present, needs, base, that, of),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = builder.summed(
            product(weight, weight, answers), base, present
        )
    counted = is_condition(that) and whole is None
    if not counted:
        totals[Part.NO_EVENTS] = builder.counted(base, present, _no_part(that, whole))
    return [builder.kpi_query(totals, events=counted)]


def _no_part(that: Scalar, whole: exp.Expr | None) -> exp.Expr:
    """Return where a number is no count, or one of more than there are, so that all are amounts.

    A row without a number of its own in *whole* is one answer.
    """
    holds = is_condition(that)
    above = fill("CASE WHEN :x THEN 1 ELSE 0 END", x=that.tree) if holds else that.tree
    parts = {"above": exp.paren(above), "below": exp.paren(whole or exp.Literal.number(1))}
    broken = ":above < 0 OR :above > :below OR :above <> FLOOR(:above) OR :below <> FLOOR(:below)"
    return exp.paren(fill(broken, **parts))


def is_condition(scalar: Scalar) -> bool:
    """Return whether rows are counted where it is true, rather than added up."""
    return scalar.type is ColumnType.BOOLEAN


def part(builder: QueryBuilder, scalar: Scalar, amount: exp.Expr, *when: exp.Expr | None) -> Total:
    """Return the rows for which *scalar* is true, or its sum where it is a number."""
    if is_condition(scalar):
        return builder.summed(amount, *when, exp.paren(scalar.tree.copy()))
    return builder.summed(product(amount, exp.paren(scalar.tree.copy())), *when)


def lacking(
    builder: QueryBuilder,
    present: exp.Expr,
    needs: Sequence[exp.Expr | None],
    base: exp.Expr | None,
    *scalars: Scalar | None,
) -> dict[Part, Total]:
    """Return how many rows are left out, apart those that a comparison with a blank loses.

    In *present* rows none of *needs* is blank. A blank true/false
    column is a part that is lacking; a blank in a comparison leaves open
    whether it holds.
    """
    compared = [
        s.tree
        for s in scalars
        if s is not None and is_condition(s) and not isinstance(s.tree, exp.Column)
    ]
    possible = None if base is None else fill("COALESCE(:base, TRUE)", base=exp.paren(base))
    if not compared:
        return {Part.LEFT_OUT: builder.left_out(present, possible, needs=needs)}
    open_ = exp.or_(*(fill("(:x) IS NULL", x=tree) for tree in compared))
    return {
        Part.UNKNOWN: builder.counted(possible, open_),
        Part.LEFT_OUT: builder.left_out(
            present, both(possible, exp.not_(exp.paren(open_.copy()))), needs=needs
        ),
    }


def row_value(measure: Share, builder: QueryBuilder) -> RowValue | None:
    """Return whether the share's condition holds; None where an amount is added up."""
    where = both(builder.where)
    that = builder.scalar(measure.that, "share", "that")
    of = builder.scalar(measure.of, "share", "of") if measure.of is not None else None
    scalars = [scalar for scalar in (that, of) if scalar is not None]
    if not all(map(is_condition, scalars)):
        return None
    columns = tuple(column for scalar in scalars for column in scalar.columns)
    base = fill("COALESCE(:of, FALSE)", of=exp.paren(of.tree)) if of is not None else None
    return RowValue(hundred(exp.paren(that.tree)), both(where, base), columns)
