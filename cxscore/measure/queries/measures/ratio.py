"""Ratio: one sum over another, of one dataset or of two."""

from sqlglot import exp

from cxscore.measure.queries.expressions import Scalar
from cxscore.measure.queries.measures.share import is_condition, lacking, part
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder, Total
from cxscore.measure.queries.trees import fill, known, product
from cxscore.model.measures import Ratio, RatioPart

AMOUNTS = frozenset({"currency", "days", "hours", "minutes", "seconds"})
"""Units of amounts, which are no events even where they are whole."""


def ask(measure: Ratio, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a ratio asks: one query where both sides are of the same rows.

    The KPI's ``where`` holds for its own dataset; a side that names another
    one has its own.
    """
    sides = {"numerator": measure.numerator, "denominator": measure.denominator}
    datasets = {side.dataset or builder.kpi.dataset for side in sides.values()}
    plain = all(side.where is None and not side.count_rows for side in sides.values())
    if len(datasets) == 1 and plain:
        return [_together(measure, builder)]
    return [_apart(measure, side, builder.on(side.dataset, name)) for name, side in sides.items()]


def _together(measure: Ratio, builder: QueryBuilder) -> KpiQuery:
    assert measure.numerator.sum is not None
    assert measure.denominator.sum is not None
    above = builder.scalar(measure.numerator.sum, "ratio", "numerator")
    below = builder.scalar(measure.denominator.sum, "ratio", "denominator")
    needs = (above.tree, below.tree)
    present = known(*needs)
    denominator = part(builder, below, product(), present)
    return builder.kpi_query(
        {
            Part.BASE: denominator,
            Part.DENOMINATOR: denominator,
            Part.NUMERATOR: part(builder, above, product(), present),
            **_no_events(measure, builder, above, present),
            **lacking(builder, present, needs, None, above, below),
        },
        events=is_condition(above),
    )


def _apart(measure: Ratio, side: RatioPart, builder: QueryBuilder) -> KpiQuery:
    above = builder.side == "numerator"
    if side.where is not None:
        builder.narrow(side.where, *builder.path, "ratio", builder.side, "where")
    if side.sum is None:
        return builder.kpi_query({Part(builder.side): builder.counted()}, events=above)
    scalar = builder.scalar(side.sum, "ratio", builder.side, "sum")
    present = known(scalar.tree)
    return builder.kpi_query(
        {
            Part(builder.side): part(builder, scalar, product(), present),
            **(_no_events(measure, builder, scalar, present) if above else {}),
            **lacking(builder, present, (scalar.tree,), None, scalar),
        },
        events=above and is_condition(scalar),
    )


def _no_events(
    measure: Ratio, builder: QueryBuilder, scalar: Scalar, present: exp.Expr
) -> dict[Part, Total]:
    """Return how many rows hold no number of events, where the numerator may be one.

    Numbers of events are whole. So are many amounts, therefore only a rate
    (``per``) that is not in money or time is taken for one of events.
    """
    if is_condition(scalar) or measure.per is None or builder.kpi.unit in AMOUNTS:
        return {}
    broken = fill(":x < 0 OR :x <> FLOOR(:x)", x=exp.paren(scalar.tree))
    return {Part.NO_EVENTS: builder.counted(present, exp.paren(broken))}
