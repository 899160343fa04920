"""Values that somebody else worked out: one row a period and segment."""

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.trees import known
from cxscore.model.measures import Value


def ask(measure: Value, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a given value asks: how many rows there are, and what stands in them."""
    value = builder.number(measure.column, "value")
    present = known(value)
    ends = builder.ends(value, present)
    return [
        builder.kpi_query(
            {Part.BASE: builder.counted(present), Part.VALUE: ends[Part.HIGHEST], **ends}
        )
    ]
