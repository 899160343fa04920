"""A gap between segments in words."""

from dataclasses import replace

from cxscore.model.findings import Gap, GapEnd
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.words.grammar import counted
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown


def gap_sentence(scored: ScoredKpi, shown: Shown) -> str:
    """Return which two segments are furthest apart, and whether that is more than chance."""
    if scored.kpi.gap_between is None:
        return ""
    column = scored.kpi.gap_between.replace("_", " ")
    gap = scored.gap_ends
    if gap is None:
        why = {
            Unsaid.ONE_SEGMENT: f"fewer than two values of {column} have answers",
            Unsaid.BASE_TOO_SMALL: f"fewer than two values of {column} have a large enough base",
        }.get(scored.unsaid.get(Method.GAP, Unsaid.ONE_SEGMENT), "")
        return f"No gap: {why}"
    apart = (
        f"The widest gap by {column} is between {_end(gap, gap.highest, shown)} and "
        f"{_end(gap, gap.lowest, shown)}"
    )
    left = f"; {counted(gap.left_out, 'other')} with too few answers left out"
    return f"{apart}{_verdict(gap)}{left if gap.left_out else ''}"


def _end(gap: Gap, end: GapEnd, shown: Shown) -> str:
    quantity = replace(shown.quantity, unit=gap.unit)
    return f"{segment_name(end.segment)} ({quantity.value(end.value, shown.decimals)})"


def _verdict(gap: Gap) -> str:
    if gap.significant is None:
        return ""
    return ", more than chance" if gap.significant else ", which may be chance"
