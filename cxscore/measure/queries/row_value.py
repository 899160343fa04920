"""What a measure makes of a single row: of these a KPI's value is the mean."""

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.queries.trees import fill


@frozen
class RowValue:
    """The value of a row, over the names that KPIs use; a blank where the row has none."""

    value: exp.Expr
    rows: exp.Expr
    """Which rows are asked for one."""
    columns: tuple[str, ...] = ()
    """The columns of the expressions it is made from."""
    weight: exp.Expr | None = None
    """A weight of the measure's own."""


def hundred(condition: exp.Expr) -> exp.Expr:
    """Return 100 where *condition* holds, 0 where not, and a blank where nobody knows."""
    return fill("CASE WHEN :x THEN 100 WHEN NOT :x THEN 0 END", x=exp.paren(condition))
