"""Net promoter score: promoters less detractors, of all answers."""

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, Question
from cxscore.measure.queries.row_value import RowValue
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.measures import Nps

SHARES = "counts are whole; shares cannot give an interval: name the score itself with 'value'"


def ask(measure: Nps, asker: Asker) -> list[Question]:
    """Return what a net promoter score asks: of answers from 0 to 10, or of counts."""
    return [_of_answers(measure, asker) if measure.column else _of_counts(measure, asker)]


def _of_answers(measure: Nps, asker: Asker) -> Question:
    assert measure.column is not None
    asker.check(Check(measure.column, 0.0, 10.0, whole=True, when=asker.where))
    score = asker.number(measure.column, "nps")
    weight, frequency = asker.weight, asker.frequency
    needs = (score, weight, frequency)
    answered = known(*needs)
    amount = product(weight, frequency)
    totals = {
        Part.BASE: asker.summed(product(frequency), answered),
        Part.DENOMINATOR: asker.summed(amount, answered),
        Part.PROMOTERS: asker.summed(amount, answered, fill(":x >= 9", x=score)),
        Part.DETRACTORS: asker.summed(amount, answered, fill(":x <= 6", x=score)),
        Part.LEFT_OUT: asker.left_out(answered, needs=needs),
        **asker.ends(score, answered),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = asker.summed(product(weight, weight, frequency), answered)
    return asker.question(totals)


def _of_counts(measure: Nps, asker: Asker) -> Question:
    columns = {
        "promoters": measure.promoters,
        "passives": measure.passives,
        "detractors": measure.detractors,
    }
    counts = {
        key: asker.number(name, "nps", key) for key, name in columns.items() if name is not None
    }
    for name in columns.values():
        if name is not None:
            asker.check(Check(name, low=0.0, whole=True, when=asker.where, advice=SHARES))
    answered = known(*counts.values())
    everybody = fill(
        "(:p + :q + :d)", p=counts["promoters"], q=counts["passives"], d=counts["detractors"]
    )
    return asker.question(
        {
            Part.BASE: asker.summed(everybody, answered),
            Part.DENOMINATOR: asker.summed(everybody, answered),
            Part.PROMOTERS: asker.summed(counts["promoters"], answered),
            Part.DETRACTORS: asker.summed(counts["detractors"], answered),
            Part.LEFT_OUT: asker.left_out(answered, needs=counts.values()),
            **asker.ends(everybody, answered),
        }
    )


def row_value(measure: Nps, asker: Asker) -> RowValue | None:
    """Return what an answer is worth: 100, 0 or −100; None where answers are counted already."""
    if measure.column is None:
        return None
    score = asker.number(measure.column, "nps")
    scored = "CASE WHEN :x >= 9 THEN 100 WHEN :x <= 6 THEN -100 WHEN :x < 9 THEN 0 END"
    return RowValue(fill(scored, x=score), both(asker.where))
