"""Low box: the share of answers up to an edge."""

from sqlglot import exp

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.measures.top_box import share_of_answers
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue, hundred
from cxscore.measure.queries.trees import both, fill
from cxscore.model.measures import LowBox


def ask(measure: LowBox, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a low box asks: of numbers, on a scale or not."""
    return [share_of_answers(builder, *_low_answers(measure, builder))]


def row_value(measure: LowBox, builder: QueryBuilder) -> RowValue:
    """Return whether an answer is a low one."""
    _, low = _low_answers(measure, builder)
    return RowValue(hundred(low), both(builder.where))


def _low_answers(measure: LowBox, builder: QueryBuilder) -> tuple[exp.Expr, exp.Expr]:
    """Return the answer of a row, and whether it is a low one."""
    if measure.scale is not None:
        builder.check(Check(measure.column, *measure.scale, when=builder.where))
    answer = builder.number(measure.column, "low_box", "column")
    return answer, fill(":x <= :most", x=answer, most=exp.Literal.number(measure.at_most))
