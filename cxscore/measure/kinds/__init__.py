"""What each measure asks of its dataset: a module a family, and the mapping that lists them."""

from collections.abc import Callable
from typing import Any

from cxscore.measure.kinds import (
    amounts,
    anew,
    cases,
    given,
    mean,
    nps,
    ratio,
    share,
    top_box,
)
from cxscore.measure.questions import Asker, Question
from cxscore.model import measures

KINDS: dict[type[measures.Measure], Callable[[Any, Asker], list[Question]]] = {
    measures.Nps: nps.ask,
    measures.TopBox: top_box.ask,
    measures.Share: share.ask,
    measures.Mean: mean.ask,
    measures.Ratio: ratio.ask,
    measures.Sum: amounts.ask_sum,
    measures.Count: amounts.ask_count,
    measures.Percentile: anew.ask_percentile,
    measures.Distinct: anew.ask_distinct,
    measures.Within: cases.ask_within,
    measures.OpenAtEnd: cases.ask_open_at_end,
    measures.Value: given.ask,
}
"""How each measure is asked; a ratio may ask two datasets, a formula asks none."""
