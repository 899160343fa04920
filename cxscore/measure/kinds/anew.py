"""Percentiles and distinct counts: they do not add up, so longer spans are asked anew."""

from sqlglot import exp

from cxscore.measure.questions import Asker, Question, Total, both, fill, known, product
from cxscore.model.measures import Distinct, Percentile

_PLAIN = "QUANTILE_CONT(CASE WHEN :rows THEN CAST(:x AS DOUBLE) END, :p)"

_REPEATED = (
    "LIST_AGGREGATE(FLATTEN(LIST(CASE WHEN :rows THEN "
    "LIST_RESIZE(LIST_VALUE(CAST(:x AS DOUBLE)), CAST(:f AS BIGINT), CAST(:x AS DOUBLE)) "
    "END)), 'quantile_cont', :p)"
)
"""Each value as often as its row's frequency says."""


def ask_percentile(measure: Percentile, asker: Asker) -> list[Question]:
    """Return what an exact percentile asks, linear between neighbours (type 7).

    Where rows stand for several answers, it is that of the answers.
    """
    key = "median" if measure.p == 50.0 else "percentile"
    scalar = asker.scalar(measure.of, key, *(() if key == "median" else ("of",)))
    frequency = asker.frequency
    present = known(scalar.tree, frequency)
    parts = {
        "rows": both(asker.where, present),
        "x": exp.paren(scalar.tree),
        "p": exp.Literal.number(measure.p / 100.0),
    }
    value = fill(_PLAIN, **parts) if frequency is None else fill(_REPEATED, f=frequency, **parts)
    totals = {
        "n": asker.summed(product(frequency), present),
        "value": Total(value),
        "left_out": asker.left_out(present),
    }
    return [asker.question(totals, anew=True)]


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
