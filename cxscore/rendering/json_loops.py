"""The closed loop and its causes, as they stand in scorecard.json."""

from collections.abc import Sequence
from typing import Any

from cxscore.model.accountability import CauseCount
from cxscore.model.closed_loop import ScoredLoop

Json = dict[str, Any]


def loop_json(scored: ScoredLoop, sentence: str) -> Json:
    """Return how far the loop of one dataset is closed."""
    totals, limit = scored.totals, scored.loop.within
    ends = scored.interval
    return {
        "dataset": scored.dataset,
        "within": {"days": limit.days, "hours": limit.hours, "workdays": limit.workdays},
        "due": totals.due,
        "closed_in_time": totals.in_time,
        "share": 100.0 * totals.in_time / totals.due if totals.due else None,
        "interval": ends and {"low": ends[0], "high": ends[1], "level": 0.95, "method": "wilson"},
        "closed": totals.closed,
        "median_days": totals.median,
        "p90_days": totals.ninetieth,
        "recovered": None
        if totals.recovered is None
        else {"n": totals.recovered, "of": totals.told},
        "open_and_late": totals.due - totals.closed,
        "not_yet_due": totals.not_yet_due,
        "left_out": totals.left_out,
        "sentence": sentence,
    }


def causes_json(causes: Sequence[CauseCount]) -> list[Json]:
    """Return failures and actions by cause."""
    return [
        {
            "tag": each.tag,
            "failures": each.failures,
            "actions": each.actions,
            "judged": each.judged,
            "worked": each.worked,
        }
        for each in causes
    ]
