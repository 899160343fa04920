"""Top box: the share of good answers."""

from sqlglot import exp

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue, hundred
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.measures import TopBox


def ask(measure: TopBox, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a top box asks: of numbers on a scale, or of words."""
    return [share_of_answers(builder, *good_answers(measure, builder))]


def share_of_answers(builder: QueryBuilder, answer: exp.Expr, good: exp.Expr) -> KpiQuery:
    """Return what the share of the *good* ones of all that have an *answer* asks."""
    weight, frequency = builder.weight, builder.frequency
    needs = (answer, weight, frequency)
    answered = known(*needs)
    amount = product(weight, frequency)
    totals = {
        Part.BASE: builder.summed(product(frequency), answered),
        Part.DENOMINATOR: builder.summed(amount, answered),
        Part.NUMERATOR: builder.summed(amount, answered, good),
        Part.LEFT_OUT: builder.left_out(answered, needs=needs),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = builder.summed(product(weight, weight, frequency), answered)
    return builder.kpi_query(totals)


def good_answers(measure: TopBox, builder: QueryBuilder) -> tuple[exp.Expr, exp.Expr]:
    """Return the answer of a row, and whether it is a good one."""
    return _in_words(measure, builder) if measure.good else _on_a_scale(measure, builder)


def _on_a_scale(measure: TopBox, builder: QueryBuilder) -> tuple[exp.Expr, exp.Expr]:
    if measure.scale is not None:
        builder.check(Check(measure.column, *measure.scale, when=builder.where))
    answer = builder.number(measure.column, "top_box", "column")
    least = exp.Literal.number(measure.at_least)
    return answer, fill(":x >= :least", x=answer, least=least)


def _in_words(measure: TopBox, builder: QueryBuilder) -> tuple[exp.Expr, exp.Expr]:
    answer = builder.text(measure.column, "top_box", "column")
    if measure.of:
        builder.check(Check(measure.column, words=measure.of, when=builder.where))
    path = (*builder.path, "top_box", "good")
    plain = exp.column(exp.to_identifier(measure.column, quoted=True))
    # An answer that nobody gives is none the worse; in other letters it is a slip.
    builder.schema.named += [NamedText(path, plain, w, precaution=True) for w in measure.good]
    words = [exp.Literal.string(word) for word in measure.good]
    return answer, exp.In(this=answer.copy(), expressions=words)


def row_value(measure: TopBox, builder: QueryBuilder) -> RowValue:
    """Return whether an answer is a good one."""
    _, good = good_answers(measure, builder)
    return RowValue(hundred(good), both(builder.where))
