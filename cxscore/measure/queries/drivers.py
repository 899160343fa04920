"""The drivers of a KPI: columns held against what its measure makes of each row."""

from dataclasses import replace

from cxscore.measure.queries.query import Drivers, KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue
from cxscore.measure.queries.trees import product


def with_drivers(kpi_query: KpiQuery, builder: QueryBuilder, of_row: RowValue | None) -> KpiQuery:
    """Return *kpi_query* with what it takes to see which columns go with the value *of_row*.

    Most has been checked with the definition: what a share adds up is only known here.
    """
    kpi, schema = builder.kpi, builder.schema
    here = ("kpis", kpi.id, "drivers")
    if of_row is None:
        if kpi.statistic.in_percent:
            text = f"kpis.{kpi.id}.drivers means nothing for a share of amounts"
            hint = "it takes a share of rows: 'that' and 'of' have to be conditions"
            schema.problems.append(schema.definition.origin.problem(here, "CX116", text, hint))
        return kpi_query
    for at, column in enumerate(kpi.drivers):
        where = (*here, at)
        if column in of_row.columns:
            text = f"{column} is what kpis.{kpi.id} measures, and no driver of it"
            problem = schema.definition.origin.problem(where, "CX116", text, "remove it")
            schema.problems.append(problem)
        schema.wish(column, where, builder.where)
    drivers = Drivers(
        kpi.drivers,
        of_row.value,
        of_row.rows,
        product(builder.weight, of_row.weight),
        product(builder.frequency),
    )
    return replace(kpi_query, drivers=drivers)
