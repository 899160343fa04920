"""Ratio: one sum over another, of one dataset or of two."""

from sqlglot import exp

from cxscore.measure.queries.expressions import Scalar
from cxscore.measure.queries.measures.share import is_condition, lacking, part
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, Question, Total
from cxscore.measure.queries.trees import fill, known, product
from cxscore.model.measures import Ratio, RatioPart

AMOUNTS = frozenset({"currency", "days", "hours", "minutes", "seconds"})
"""Units of amounts, which are no events even where they are whole."""


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
    return [_apart(measure, side, asker.on(side.dataset, name)) for name, side in sides.items()]


def _together(measure: Ratio, asker: Asker) -> Question:
    assert measure.numerator.sum is not None
    assert measure.denominator.sum is not None
    above = asker.scalar(measure.numerator.sum, "ratio", "numerator")
    below = asker.scalar(measure.denominator.sum, "ratio", "denominator")
    needs = (above.tree, below.tree)
    present = known(*needs)
    denominator = part(asker, below, product(), present)
    return asker.question(
        {
            Part.BASE: denominator,
            Part.DENOMINATOR: denominator,
            Part.NUMERATOR: part(asker, above, product(), present),
            **_no_events(measure, asker, above, present),
            **lacking(asker, present, needs, None, above, below),
        },
        events=is_condition(above),
    )


def _apart(measure: Ratio, side: RatioPart, asker: Asker) -> Question:
    above = asker.side == "numerator"
    if side.where is not None:
        asker.narrow(side.where, *asker.path, "ratio", asker.side, "where")
    if side.sum is None:
        return asker.question({Part(asker.side): asker.counted()}, events=above)
    scalar = asker.scalar(side.sum, "ratio", asker.side, "sum")
    present = known(scalar.tree)
    return asker.question(
        {
            Part(asker.side): part(asker, scalar, product(), present),
            **(_no_events(measure, asker, scalar, present) if above else {}),
            **lacking(asker, present, (scalar.tree,), None, scalar),
        },
        events=above and is_condition(scalar),
    )


def _no_events(
    measure: Ratio, asker: Asker, scalar: Scalar, present: exp.Expr
) -> dict[Part, Total]:
    """Return how many rows hold no number of events, where the numerator may be one.

    Numbers of events are whole. So are many amounts, therefore only a rate
    (``per``) that is not in money or time is taken for one of events.
    """
    if is_condition(scalar) or measure.per is None or asker.kpi.unit in AMOUNTS:
        return {}
    broken = fill(":x < 0 OR :x <> FLOOR(:x)", x=exp.paren(scalar.tree))
    return {Part.NO_EVENTS: asker.counted(present, exp.paren(broken))}
