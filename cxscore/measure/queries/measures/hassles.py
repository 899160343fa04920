"""Hassles: cases of a dataset by the cell that tells their cause, asked as KPIs ask."""

from sqlglot import exp

from cxscore.documents import Where
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder, Total
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.trees import ONE, both, fill, known, product
from cxscore.model.choices import Polarity
from cxscore.model.hassles import HASSLES
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Count

HERE: Where = ("hassles",)
MOST_LOOKED_FOR = 60
"""Cells of a map that are looked for in the rows; those of a longer one are codes, not words."""


def ask_hassles(schema: Schema, as_of: str) -> KpiQuery:
    """Return what is asked of the rows that are cases, by the cell that tells their cause.

    The base is cases; the numerator the customers that they are of, with the squares that say
    how unevenly these lie; left out are cases that do not tell how many.
    """
    hassles = schema.definition.hassles
    assert hassles is not None, "only a definition with hassles asks for them"
    kpi = Kpi(
        HASSLES,
        HASSLES,
        owner="",
        measure=Count(),
        polarity=Polarity.NEUTRAL,
        dataset=schema.id,
        by=((hassles.cause.column,),),
    )
    builder = QueryBuilder(schema, kpi, as_of, {schema.id: schema}, place=HERE)
    schema.group_by(hassles.cause.column, (*HERE, "cause", "column"), None)
    if len(hassles.cause.map) <= MOST_LOOKED_FOR:
        # One that no row has is remarkable only where it is there in other letters.
        cause = exp.column(exp.to_identifier(hassles.cause.column, quoted=True))
        where = (*HERE, "cause", "map")
        schema.named += [
            NamedText((*where, cell), cause, cell, precaution=True) for cell in hassles.cause.map
        ]
    times = product(builder.frequency)
    present = known(builder.frequency)
    totals = {Part.BASE: builder.summed(times, present)}
    if hassles.customers is not None:
        totals |= _customers(hassles.customers, builder, times, present)
    return builder.kpi_query(totals)


def _customers(
    text: str, builder: QueryBuilder, times: exp.Expr, present: exp.Expr
) -> dict[Part, Total]:
    """Return the customers of the cases; none are less than nobody."""
    if builder.schema.knows(text):
        amount = builder.number(text, "customers")
        builder.check(Check(text, low=0.0, whole=True))
    else:
        amount = exp.paren(builder.quantity(text, "customers").tree)
    if amount.unnest() == ONE:
        one = builder.summed(times, present)
        return {Part.NUMERATOR: one, Part.SQUARES: one}
    told = both(present, known(amount), fill(":x >= 0", x=amount))
    squared = exp.paren(product(amount, amount, times))
    untold = fill("COALESCE(NOT (:told), TRUE)", told=told)
    left_out = builder.summed(times, present, untold)
    return {
        Part.NUMERATOR: builder.summed(product(amount, times), told),
        Part.SQUARES: builder.summed(squared, told),
        Part.LEFT_OUT: left_out,
    }
