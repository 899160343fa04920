"""Sums and counts: what is added up and not divided."""

from cxscore.measure.kinds.share import lacking, part
from cxscore.measure.questions import Asker, Question, known, product
from cxscore.model.measures import Count, Sum


def ask_sum(measure: Sum, asker: Asker) -> list[Question]:
    """Return what the sum of an expression asks; its base is the answers that have one."""
    scalar = asker.scalar(measure.of, "sum")
    frequency = asker.frequency
    present = known(scalar.tree, frequency)
    return [
        asker.question(
            {
                "n": asker.summed(product(frequency), present),
                "numerator": part(asker, scalar, product(frequency), present),
                **lacking(asker, present, None, scalar),
            }
        )
    ]


def ask_count(measure: Count, asker: Asker) -> list[Question]:
    """Return what a count asks: rows, or the cells of a column that are not blank.

    ``rows`` always means rows, also where a column has that name.
    """
    frequency = asker.frequency
    column = None
    if measure.column is not None and measure.column != "rows":
        column = asker.text(measure.column, "count")
    counted = asker.summed(product(frequency), known(column, frequency))
    totals = {"n": counted, "numerator": counted}
    if frequency is not None:
        totals["left_out"] = asker.left_out(known(frequency))
    return [asker.question(totals)]
