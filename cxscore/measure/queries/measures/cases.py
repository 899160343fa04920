"""Cases with a beginning and an end: closed in time, and open at the period's end."""

from sqlglot import exp

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Cases, KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue, hundred
from cxscore.measure.queries.trees import both, fill, known, product
from cxscore.model.measures import OpenAtEnd, Within


def ask_within(measure: Within, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what the share of cases closed in time asks.

    A case is due once as-of lies further from its opening than the limit,
    and is left out until then, closed or not. One that is due and open is
    missed; one closed on an earlier day than it was opened lacks a part (a
    closing without a time of day is not before an opening with one).
    """
    present, due, in_time = timely(measure, builder)
    weight, frequency = builder.weight, builder.frequency
    amount = product(weight, frequency)
    present = both(present, known(weight, frequency))
    totals = {
        Part.BASE: builder.summed(product(frequency), present, due),
        Part.DENOMINATOR: builder.summed(amount, present, due),
        Part.NUMERATOR: builder.summed(amount, present, due, in_time),
        Part.LEFT_OUT: builder.left_out(present),
    }
    if weight is not None:
        totals[Part.WEIGHT_SQUARES] = builder.summed(
            product(weight, weight, frequency), present, due
        )
    return [builder.kpi_query(totals)]


def timely(measure: Within, builder: QueryBuilder) -> tuple[exp.Expr, exp.Expr, exp.Expr]:
    """Return which cases lack no part, which are due, and which were closed in time."""
    opened = builder.day(measure.opened, "within", "from")
    closed = builder.day(measure.closed, "within", "to")
    unit, limit = _limit(measure)
    if unit == "hours":
        builder.schema.timed |= dict.fromkeys((measure.opened, measure.closed))
    due, in_time = limited(opened, closed, (unit, limit), builder.as_of)
    return both(known(opened), not_before(opened, closed)), due, in_time


def limited(
    opened: exp.Expr, closed: exp.Expr, limit: tuple[str, exp.Expr], as_of: str
) -> tuple[exp.Expr, exp.Expr]:
    """Return which cases are due, and which were closed in time; *limit* is a unit and its size."""
    unit, most = limit
    due = fill(":span > :most", span=span(unit, opened, exp.Literal.string(as_of)), most=most)
    return due, fill("COALESCE(:span <= :most, FALSE)", span=span(unit, opened, closed), most=most)


def _limit(measure: Within) -> tuple[str, exp.Expr]:
    for unit in ("days", "hours", "workdays"):
        limit: float | None = getattr(measure, unit)
        if limit is not None:
            return unit, exp.Literal.number(limit)
    raise AssertionError("a limit is always given")


def not_before(opened: exp.Expr, closed: exp.Expr) -> exp.Expr:
    """Return what is true where a case was not closed on an earlier day than it was opened."""
    return fill("COALESCE(:days >= 0, TRUE)", days=span("days", opened, closed))


def span(unit: str, first: exp.Expr, last: exp.Expr) -> exp.Expr:
    """Return how many days, hours or workdays lie between *first* and *last*."""
    return exp.Anonymous(this=unit, expressions=[first.copy(), last.copy()])


def ask_open_at_end(measure: OpenAtEnd, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what the number of open cases asks: when each was opened and closed.

    A case closed on an earlier day than it was opened lacks a part.
    """
    opened = builder.day(measure.opened, "open_at_end", "opened")
    closed = builder.day(measure.closed, "open_at_end", "closed")
    present = both(known(opened, builder.frequency), not_before(opened, closed))
    cases = Cases(
        measure.opened, measure.closed, both(builder.where, present), product(builder.frequency)
    )
    return [builder.kpi_query({Part.LEFT_OUT: builder.left_out(present)}, cases=cases)]


def row_value(measure: Within, builder: QueryBuilder) -> RowValue:
    """Return whether a case was closed in time."""
    where = both(builder.where)
    present, due, in_time = timely(measure, builder)
    value = fill("CASE WHEN :present THEN :value END", present=present, value=in_time)
    return RowValue(hundred(value), both(where, due))
