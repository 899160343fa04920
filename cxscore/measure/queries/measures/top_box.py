"""Top box: the share of good answers."""

from sqlglot import exp

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, Question
from cxscore.measure.queries.row_value import RowValue, hundred
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.measures import TopBox


def ask(measure: TopBox, asker: Asker) -> list[Question]:
    """Return what a top box asks: of numbers on a scale, or of words."""
    return [share_of_answers(asker, *good_answers(measure, asker))]


def share_of_answers(asker: Asker, answer: exp.Expr, good: exp.Expr) -> Question:
    """Return what the share of the *good* ones of all that have an *answer* asks."""
    weight, frequency = asker.weight, asker.frequency
    needs = (answer, weight, frequency)
    answered = known(*needs)
    amount = product(weight, frequency)
    totals = {
        Part.BASE: asker.summed(product(frequency), answered),
        Part.DENOMINATOR: asker.summed(amount, answered),
        Part.NUMERATOR: asker.summed(amount, answered, good),
        Part.LEFT_OUT: asker.left_out(answered, needs=needs),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = asker.summed(product(weight, weight, frequency), answered)
    return asker.question(totals)


def good_answers(measure: TopBox, asker: Asker) -> tuple[exp.Expr, exp.Expr]:
    """Return the answer of a row, and whether it is a good one."""
    return _in_words(measure, asker) if measure.good else _on_a_scale(measure, asker)


def _on_a_scale(measure: TopBox, asker: Asker) -> tuple[exp.Expr, exp.Expr]:
    if measure.scale is not None:
        asker.check(Check(measure.column, *measure.scale, when=asker.where))
    answer = asker.number(measure.column, "top_box", "column")
    least = exp.Literal.number(measure.at_least)
    return answer, fill(":x >= :least", x=answer, least=least)


def _in_words(measure: TopBox, asker: Asker) -> tuple[exp.Expr, exp.Expr]:
    answer = asker.text(measure.column, "top_box", "column")
    if measure.of:
        asker.check(Check(measure.column, words=measure.of, when=asker.where))
    path = (*asker.path, "top_box", "good")
    plain = exp.column(exp.to_identifier(measure.column, quoted=True))
    # An answer that nobody gives is none the worse; in other letters it is a slip.
    asker.sheet.named += [NamedText(path, plain, w, precaution=True) for w in measure.good]
    words = [exp.Literal.string(word) for word in measure.good]
    return answer, exp.In(this=answer.copy(), expressions=words)


def row_value(measure: TopBox, asker: Asker) -> RowValue:
    """Return whether an answer is a good one."""
    _, good = good_answers(measure, asker)
    return RowValue(hundred(good), both(asker.where))
