"""Theme: the respondents whose comments have it, of those who said something."""

from sqlglot import exp

from cxscore.measure.queries.measures.comments import CommentColumns, of_comments
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, People, QueryBuilder
from cxscore.measure.queries.trees import both
from cxscore.model.measures import Theme


def ask(measure: Theme, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a theme asks; rows of one person count once, in each span of days."""
    comments = builder.schema.definition.comments
    assert comments is not None, "a theme is one of the comments"
    columns = CommentColumns(of_comments(builder), comments)
    has = columns.has(measure.name)
    person = columns.person
    if person is None and builder.schema.dataset.is_table:
        # No engine but that of files knows the words: its rows are counted as people are.
        person = exp.null()
    if person is not None:
        said = both(builder.where, columns.said)
        people = People(person, said, both(said, has))
        return [builder.kpi_query({}, people=people, events=True)]
    totals = {
        Part.BASE: builder.counted(columns.said),
        Part.DENOMINATOR: builder.counted(columns.said),
        Part.NUMERATOR: builder.counted(columns.said, has),
    }
    return [builder.kpi_query(totals, events=True)]
