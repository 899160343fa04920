"""Sets of rules that say which points of a control chart signal a change, a module each."""

from collections.abc import Callable, Mapping, Sequence

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import RulePreset
from cxscore.score.charts.rules.making_data_count import making_data_count
from cxscore.score.charts.rules.verdicts import Verdict, point_type
from cxscore.score.charts.rules.wheeler import wheeler

__all__ = ["PRESETS", "Verdict", "making_data_count", "point_type", "wheeler"]

PRESETS: Mapping[RulePreset, Callable[[Sequence[float], Sequence[Limits]], list[Verdict]]] = {
    RulePreset.MAKING_DATA_COUNT: making_data_count,
    RulePreset.WHEELER: wheeler,
}
"""Each judges values, in order and of one process, against the limits of each of them."""
