"""Net promoter score: promoters less detractors, of all answers."""

from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.measures import Nps

SHARES = "counts are whole; shares cannot give an interval: name the score itself with 'value'"


def ask(measure: Nps, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a net promoter score asks: of answers from 0 to 10, or of counts."""
    return [_of_answers(measure, builder) if measure.column else _of_counts(measure, builder)]


def _of_answers(measure: Nps, builder: QueryBuilder) -> KpiQuery:
    assert measure.column is not None
    builder.check(Check(measure.column, 0.0, 10.0, whole=True, when=builder.where))
    score = builder.number(measure.column, "nps")
    weight, frequency = builder.weight, builder.frequency
    needs = (score, weight, frequency)
    answered = known(*needs)
    amount = product(weight, frequency)
    totals = {
        Part.BASE: builder.summed(product(frequency), answered),
        Part.DENOMINATOR: builder.summed(amount, answered),
        Part.PROMOTERS: builder.summed(amount, answered, fill(":x >= 9", x=score)),
        Part.DETRACTORS: builder.summed(amount, answered, fill(":x <= 6", x=score)),
        Part.LEFT_OUT: builder.left_out(answered, needs=needs),
        **builder.ends(score, answered),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = builder.summed(product(weight, weight, frequency), answered)
    return builder.kpi_query(totals)


def _of_counts(measure: Nps, builder: QueryBuilder) -> KpiQuery:
    columns = {
        "promoters": measure.promoters,
        "passives": measure.passives,
        "detractors": measure.detractors,
    }
    counts = {
        key: builder.number(name, "nps", key) for key, name in columns.items() if name is not None
    }
    for name in columns.values():
        if name is not None:
            builder.check(Check(name, low=0.0, whole=True, when=builder.where, advice=SHARES))
    answered = known(*counts.values())
    everybody = fill(
        "(:p + :q + :d)", p=counts["promoters"], q=counts["passives"], d=counts["detractors"]
    )
    return builder.kpi_query(
        {
            Part.BASE: builder.summed(everybody, answered),
            Part.DENOMINATOR: builder.summed(everybody, answered),
            Part.PROMOTERS: builder.summed(counts["promoters"], answered),
            Part.DETRACTORS: builder.summed(counts["detractors"], answered),
            Part.LEFT_OUT: builder.left_out(answered, needs=counts.values()),
            **builder.ends(everybody, answered),
        }
    )


def row_value(measure: Nps, builder: QueryBuilder) -> RowValue | None:
    """Return what an answer is worth: 100, 0 or −100; None where answers are counted already."""
    if measure.column is None:
        return None
    score = builder.number(measure.column, "nps")
    scored = "CASE WHEN :x >= 9 THEN 100 WHEN :x <= 6 THEN -100 WHEN :x < 9 THEN 0 END"
    return RowValue(fill(scored, x=score), both(builder.where))
