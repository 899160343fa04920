"""Customers heard: the rows of a source counted by moment and by channel, as KPIs ask."""

from collections.abc import Iterator

from cxscore.documents import Where
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, KpiQuery, QueryBuilder
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.trees import known, product
from cxscore.measure.queries.voice_questions import asked_under
from cxscore.model.choices import Polarity
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Count

Cuts = dict[Dimensions, Where]
"""The columns that rows are cut by, with the place in kpis.yaml that asks for it."""


def ask_voices(schema: Schema, as_of: str) -> list[KpiQuery]:
    """Return what is asked of the rows of a dataset in which customers are heard, or asked.

    A row is a customer, or as many as its frequency says, or as a column
    says that a source or the exposure names.
    """
    wanted: dict[str | None, Cuts] = {}
    places: dict[str | None, Where] = {}
    for count, where, cuts in _wanted(schema):
        places.setdefault(count, where)
        own = wanted.setdefault(count, {})
        for dimensions, place in cuts.items():
            own.setdefault(dimensions, place)
    return [_counted(schema, as_of, count, places[count], cuts) for count, cuts in wanted.items()]


def _wanted(schema: Schema) -> Iterator[tuple[str | None, Where, Cuts]]:
    """Yield the column that says how many a row is, where that is asked, and the cuts."""
    listening, asked = schema.definition.listening, schema.dataset.asked
    exposure = listening.exposure if listening is not None else None
    for at, source in enumerate(listening.sources if listening is not None else ()):
        if source.dataset != schema.id or source.moment is None:
            continue
        where: Where = ("listening", "sources", at)
        cuts: Cuts = {}
        channel, place = source.channel, (*where, "channel")
        if channel is None and exposure is not None and schema.knows(exposure.by):
            channel, place = exposure.by, ("listening", "exposure", "by")
        column = source.moment.column
        if column is not None:
            cuts[column,] = (*where, "moment", "column")
        if channel is not None:
            cuts[channel,] = place
        if column is not None and channel is not None and column != channel:
            cuts[column, channel] = place
        yield source.count, where, cuts
    if exposure is not None and exposure.dataset == schema.id:
        here: Where = ("listening", "exposure")
        yield exposure.count, here, {(exposure.by,): (*here, "by")}
    if asked is not None:
        here = ("datasets", schema.id, "asked")
        yield None, here, {} if asked.mode is None else {(asked.mode,): (*here, "mode")}


def _counted(schema: Schema, as_of: str, count: str | None, where: Where, cuts: Cuts) -> KpiQuery:
    kpi = Kpi(
        asked_under(schema.id, count),
        "listening",
        owner="",
        measure=Count(),
        polarity=Polarity.NEUTRAL,
        dataset=schema.id,
        by=tuple(cuts),
    )
    builder = QueryBuilder(schema, kpi, as_of, {schema.id: schema}, place=where)
    for dimensions, place in cuts.items():
        for column in dimensions:
            schema.group_by(column, place, None)
    number = None
    if count is not None:
        number = builder.number(count, "count")
        builder.check(Check(count, low=0.0, whole=True))
    frequency = builder.frequency
    needs = tuple(tree for tree in (number, frequency) if tree is not None)
    whole = builder.summed(product(*needs), known(*needs))
    totals = {Part.BASE: whole, Part.NUMERATOR: whole}
    if needs:
        totals[Part.LEFT_OUT] = builder.left_out(known(*needs), needs=needs)
    return builder.kpi_query(totals, aside=True)
