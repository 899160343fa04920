"""Ratio: one sum over another, of one dataset or of two."""

from cxscore.measure.kinds.share import lacking, part
from cxscore.measure.questions import Asker, Question, known, product
from cxscore.model.measures import Ratio, RatioPart


def ask(measure: Ratio, asker: Asker) -> list[Question]:
    """Return what a ratio asks: one question where both sides are of the same rows.

    The KPI's ``where`` holds for its own dataset; a side that names another
    one has its own.
    """
    sides = {"numerator": measure.numerator, "denominator": measure.denominator}
    datasets = {side.dataset or asker.kpi.dataset for side in sides.values()}
    plain = all(side.where is None and not side.count_rows for side in sides.values())
    if len(datasets) == 1 and plain:
        return [_together(measure, asker)]
    return [_apart(side, asker.on(side.dataset, name)) for name, side in sides.items()]


def _together(measure: Ratio, asker: Asker) -> Question:
    assert measure.numerator.sum is not None
    assert measure.denominator.sum is not None
    above = asker.scalar(measure.numerator.sum, "ratio", "numerator")
    below = asker.scalar(measure.denominator.sum, "ratio", "denominator")
    present = known(above.tree, below.tree)
    denominator = part(asker, below, product(), present)
    return asker.question(
        {
            "n": denominator,
            "denominator": denominator,
            "numerator": part(asker, above, product(), present),
            **lacking(asker, present, None, above, below),
        }
    )


def _apart(side: RatioPart, asker: Asker) -> Question:
    if side.where is not None:
        asker.narrow(side.where, *asker.path, "ratio", asker.side, "where")
    if side.sum is None:
        return asker.question({asker.side: asker.counted()})
    scalar = asker.scalar(side.sum, "ratio", asker.side, "sum")
    present = known(scalar.tree)
    return asker.question(
        {
            asker.side: part(asker, scalar, product(), present),
            **lacking(asker, present, None, scalar),
        }
    )
