"""Net promoter score: promoters less detractors, of all answers."""

from cxscore.measure.cells import Check
from cxscore.measure.kinds.row_value import RowValue
from cxscore.measure.questions import Asker, Question, both, fill, known, product
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
    answered = known(score, weight, frequency)
    amount = product(weight, frequency)
    totals = {
        "n": asker.summed(product(frequency), answered),
        "denominator": asker.summed(amount, answered),
        "promoters": asker.summed(amount, answered, fill(":x >= 9", x=score)),
        "detractors": asker.summed(amount, answered, fill(":x <= 6", x=score)),
        "left_out": asker.left_out(answered),
        **asker.ends(score, answered),
    }
    if weight is not None:
        totals["weight_squares"] = asker.summed(product(weight, weight, frequency), answered)
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
            "n": asker.summed(everybody, answered),
            "denominator": asker.summed(everybody, answered),
            "promoters": asker.summed(counts["promoters"], answered),
            "detractors": asker.summed(counts["detractors"], answered),
            "left_out": asker.left_out(answered),
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
