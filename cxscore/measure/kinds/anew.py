"""Percentiles and distinct counts: they do not add up, so longer spans are asked anew."""

from sqlglot import exp

from cxscore.measure.questions import Asker, Question, Ranked, Total, both, fill, known, product
from cxscore.model.measures import Distinct, Percentile

_PLAIN = "QUANTILE_CONT(CASE WHEN :rows THEN CAST(:x AS DOUBLE) END, :p)"


def ask_percentile(measure: Percentile, asker: Asker) -> list[Question]:
    """Return what an exact percentile asks, linear between neighbours (type 7).

    Where rows stand for several answers, it is that of the answers.
    """
    key = "median" if measure.p == 50.0 else "percentile"
    scalar = asker.scalar(measure.of, key, *(() if key == "median" else ("of",)))
    frequency = asker.frequency
    present = known(scalar.tree, frequency)
    rows, value, p = both(asker.where, present), exp.paren(scalar.tree), measure.p / 100.0
    totals = {
        "n": asker.summed(product(frequency), present),
        "left_out": asker.left_out(present),
    }
    if frequency is None:
        totals["value"] = Total(fill(_PLAIN, rows=rows, x=value, p=exp.Literal.number(p)))
    return [asker.question(totals, anew=True, ranked=Ranked(value, frequency, rows, p))]


def ask_distinct(measure: Distinct, asker: Asker) -> list[Question]:
    """Return what a distinct count asks; blanks are no value."""
    text = asker.text(measure.column, "distinct")
    present = known(text)
    value = fill(
        "COUNT(DISTINCT CASE WHEN :rows THEN :x END)", rows=both(asker.where, present), x=text
    )
    totals = {
        "n": asker.counted(present),
        "value": Total(value),
        "left_out": asker.left_out(present),
    }
    return [asker.question(totals, anew=True)]
