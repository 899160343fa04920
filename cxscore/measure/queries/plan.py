"""What all KPIs ask of all datasets, before a row is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlglot import exp

from cxscore.measure.queries.drivers import with_drivers
from cxscore.measure.queries.measures import KINDS, ROW_VALUES
from cxscore.measure.queries.measures.comments import ask_comments
from cxscore.measure.queries.measures.hassles import ask_hassles
from cxscore.measure.queries.measures.ledger import ask_ledger
from cxscore.measure.queries.measures.loops import ask_loop
from cxscore.measure.queries.measures.stakes import ask_stake
from cxscore.measure.queries.measures.voices import ask_voices
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asked, KpiQuery, QueryBuilder, lowest_and_highest
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.source import ColumnSource
from cxscore.measure.queries.trees import both
from cxscore.model.column_type import ColumnType
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi, TargetColumn
from cxscore.problems import SHOWN_PER_FILE, Problem


def ask_all(
    definition: Definition,
    opened: Mapping[str, Sequence[ColumnSource]],
    as_of: date,
    places: int = SHOWN_PER_FILE,
) -> dict[str, Asked]:
    """Return what is asked of each dataset that a KPI uses; faults are in the schemas.

    Queries of a KPI with a fault are left away, so that its cells are not
    judged by what it does not mean.
    """
    asked = {
        id_: Asked(Schema(definition, dataset, opened.get(id_, ()), places=places))
        for id_, dataset in definition.datasets.items()
    }
    for id_, one in asked.items():
        if one.schema.dataset.where is not None:
            path = ("datasets", id_, "where")
            scalar = one.schema.scalar(one.schema.dataset.where, path, exp.true())
            one.where = exp.paren(scalar.tree)
        for at, spec in enumerate(one.schema.dataset.files):
            if spec.where is not None:
                own = one.schema.file_path(at, "where")
                scalar = one.schema.scalar(spec.where, own, exp.true(), only=at)
                one.own[at] = exp.paren(scalar.tree)
        one.schema.undecided = bool(one.schema.problems)
    for kpi in definition.kpis:
        for kpi_query in _questions(kpi, asked, as_of):
            asked[kpi_query.schema.id].kpi_queries.append(kpi_query)
    _ask_comments(definition, asked, as_of)
    for one in asked.values():
        one.kpi_queries += _loop_questions(one.schema, as_of)
        one.kpi_queries += _ledger_questions(one.schema, as_of)
        one.kpi_queries += _hassle_questions(one.schema, as_of)
        one.kpi_queries += _stake_questions(one.schema, as_of)
        one.kpi_queries += _voice_questions(one.schema, as_of)
        one.schema.settle()
        if one.schema.undecided:
            # What its cells have to be is not known, so that none of them can be judged.
            one.schema.sources = ()
    return {
        id_: one
        for id_, one in asked.items()
        if one.kpi_queries or one.comments or one.schema.problems
    }


def _ask_comments(definition: Definition, asked: Mapping[str, Asked], as_of: date) -> None:
    """Have the comments of customers asked of the dataset that they are in."""
    comments = definition.comments
    if comments is None or comments.dataset not in asked:
        return
    one = asked[comments.dataset]
    before = len(one.schema.problems)
    comment_query = ask_comments(one.schema, comments, as_of.isoformat())
    if len(one.schema.problems) == before:
        one.comments = comment_query


def _questions(kpi: Kpi, asked: Mapping[str, Asked], as_of: date) -> list[KpiQuery]:
    home = _home(kpi)
    if kpi.formula is not None or home is None or home not in asked:
        return []
    schemas = {id_: one.schema for id_, one in asked.items()}
    before = _faults(schemas)
    builder = QueryBuilder(schemas[home], kpi, as_of.isoformat(), schemas)
    if kpi.where is not None:
        builder.where = builder.truth(kpi.where, "kpis", kpi.id, "where")
    if kpi.date is not None:
        path = ("kpis", kpi.id, "date")
        builder.schema.meet(kpi.date.column, ColumnType.DATE, path)
        builder.schema.use(kpi.date.column, path, builder.where)
    found = KINDS[type(kpi.measure)](kpi.measure, builder)
    for kpi_query in found:
        _group(kpi_query, kpi)
    if isinstance(kpi.target, TargetColumn):
        found[0] = _with_ends(found[0], "target", kpi.target.column, builder, "column")
    if kpi.population is not None and kpi.population.column is not None and kpi.asks_a_sample:
        found[0] = _with_ends(found[0], "population", kpi.population.column, builder)
    if kpi.drivers and _faults(schemas) == before:
        row_value = ROW_VALUES.get(type(kpi.measure))
        of_row = None if row_value is None else row_value(kpi.measure, builder)
        found[0] = with_drivers(found[0], builder, of_row)
    return found if _faults(schemas) == before else []


def _loop_questions(schema: Schema, as_of: date) -> list[KpiQuery]:
    if schema.dataset.closed_loop is None:
        return []
    before = len(schema.problems)
    found = ask_loop(schema, as_of.isoformat())
    return found if len(schema.problems) == before else []


def _ledger_questions(schema: Schema, as_of: date) -> list[KpiQuery]:
    customers = schema.definition.customers
    if customers is None or customers.dataset != schema.id:
        return []
    before = len(schema.problems)
    found = ask_ledger(schema, as_of.isoformat())
    return found if len(schema.problems) == before else []


def _hassle_questions(schema: Schema, as_of: date) -> list[KpiQuery]:
    hassles = schema.definition.hassles
    if hassles is None or hassles.dataset != schema.id:
        return []
    before = len(schema.problems)
    found = ask_hassles(schema, as_of.isoformat())
    return [found] if len(schema.problems) == before else []


def _stake_questions(schema: Schema, as_of: date) -> list[KpiQuery]:
    found: list[KpiQuery] = []
    for at, stake in enumerate(schema.definition.value_at_stake):
        if stake.dataset == schema.id:
            before = len(schema.problems)
            asked = ask_stake(schema, stake, at, as_of.isoformat())
            found += asked if len(schema.problems) == before else []
    return found


def _voice_questions(schema: Schema, as_of: date) -> list[KpiQuery]:
    before = len(schema.problems)
    found = ask_voices(schema, as_of.isoformat())
    return found if len(schema.problems) == before else []


def _home(kpi: Kpi) -> str | None:
    """Return the dataset whose rows the KPI's own keys speak of."""
    return kpi.dataset or next(iter(kpi.measure.datasets), None)


def _faults(schemas: Mapping[str, Schema]) -> int:
    return sum(len(schema.problems) for schema in schemas.values())


def _group(kpi_query: KpiQuery, kpi: Kpi) -> None:
    for at, by in enumerate(kpi.dimension_sets):
        key = ("by", at) if at < len(kpi.by) else ("gap_between",)
        for column in by:
            kpi_query.schema.group_by(column, ("kpis", kpi.id, *key), kpi_query.where)


def _with_ends(
    kpi_query: KpiQuery, key: str, name: str, builder: QueryBuilder, *below: str
) -> KpiQuery:
    """Return *kpi_query* with the lowest and the highest number that its rows give for *key*.

    They stand in the column *name*, which is named at *key* or *below* it.
    """
    path = ("kpis", builder.kpi.id, key, *below)
    builder.schema.meet(name, ColumnType.NUMBER, path)
    column = builder.schema.use(name, path, builder.where)
    ends = zip(_ENDS[key], lowest_and_highest(column, both(builder.where)), strict=True)
    return replace(kpi_query, ends={**kpi_query.ends, **dict(ends)})


_ENDS = {
    "target": (Part.LOWEST_TARGET, Part.HIGHEST_TARGET),
    "population": (Part.LOWEST_POPULATION, Part.HIGHEST_POPULATION),
}


def all_problems(asked: Mapping[str, Asked]) -> list[Problem]:
    """Return what is wrong with the queries."""
    return [problem for one in asked.values() for problem in one.schema.problems]
