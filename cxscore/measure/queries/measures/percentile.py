"""Percentiles and distinct counts: they do not add up, so longer spans are asked anew."""

from sqlglot import exp

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, DistinctValues, Question, Ranked
from cxscore.measure.queries.trees import both, known, product
from cxscore.model.measures import Distinct, Percentile


def ask_percentile(measure: Percentile, asker: Asker) -> list[Question]:
    """Return what an exact percentile asks, linear between neighbours (type 7).

    Where rows stand for several answers, it is that of the answers.
    """
    key = "median" if measure.p == 50.0 else "percentile"
    scalar = asker.quantity(measure.of, key, *(() if key == "median" else ("of",)))
    frequency = asker.frequency
    needs = (scalar.tree, frequency)
    present = known(*needs)
    ranked = Ranked(
        exp.paren(scalar.tree), frequency, both(asker.where, present), measure.p / 100.0
    )
    totals = {
        Part.BASE: asker.summed(product(frequency), present),
        Part.LEFT_OUT: asker.left_out(present, needs=needs),
    }
    return [asker.question(totals, ranked=ranked)]


def ask_distinct(measure: Distinct, asker: Asker) -> list[Question]:
    """Return what a distinct count asks; blanks are no value."""
    text = asker.text(measure.column, "distinct")
    present = known(text)
    totals = {
        Part.BASE: asker.counted(present),
        Part.LEFT_OUT: asker.left_out(present, needs=(text,)),
    }
    return [asker.question(totals, distinct=DistinctValues(text, both(asker.where, present)))]
