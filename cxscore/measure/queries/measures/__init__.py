"""What each measure asks of its dataset: a module a family, and the mapping that lists them."""

from collections.abc import Callable
from typing import Any

from cxscore.measure.queries.measures import (
    amounts,
    cases,
    given,
    ledger,
    low_box,
    mean,
    nps,
    percentile,
    ratio,
    share,
    theme,
    top_box,
)
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.row_value import RowValue
from cxscore.model import measures

KINDS: dict[type[measures.Measure], Callable[[Any, QueryBuilder], list[KpiQuery]]] = {
    measures.Nps: nps.ask,
    measures.TopBox: top_box.ask,
    measures.LowBox: low_box.ask,
    measures.Share: share.ask,
    measures.Mean: mean.ask,
    measures.Ratio: ratio.ask,
    measures.Sum: amounts.ask_sum,
    measures.Count: amounts.ask_count,
    measures.Percentile: percentile.ask_percentile,
    measures.Distinct: percentile.ask_distinct,
    measures.Within: cases.ask_within,
    measures.OpenAtEnd: cases.ask_open_at_end,
    measures.Value: given.ask,
    measures.Ledger: ledger.ask,
    measures.Theme: theme.ask,
}
"""How each measure is asked; a ratio may ask two datasets, a formula asks none."""

ROW_VALUES: dict[type[measures.Measure], Callable[[Any, QueryBuilder], RowValue | None]] = {
    measures.Nps: nps.row_value,
    measures.TopBox: top_box.row_value,
    measures.LowBox: low_box.row_value,
    measures.Share: share.row_value,
    measures.Mean: mean.row_value,
    measures.Within: cases.row_value,
}
"""What a measure makes of a single row, where it makes anything; drivers go by it."""
