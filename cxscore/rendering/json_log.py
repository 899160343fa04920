"""The rows of the log, as they stand in scorecard.json."""

from dataclasses import asdict
from typing import Any

from cxscore.model.effects import After, Before, Effect
from cxscore.model.scorecard import ScoredRow
from cxscore.model.told import row_digest
from cxscore.rendering.json_text import SharedRow
from cxscore.rendering.words import Said
from cxscore.rendering.words.effects import EffectSaid

Json = dict[str, Any]


class LogRows:
    """Rows of the log in JSON: each stands under its KPI, in the log and in its own register.

    It is made once, however often it is asked for: a log may have 50 000 of them.
    """

    def __init__(self, said: Said) -> None:
        """Take what is *said* of what came of actions."""
        self._said = said
        self._made: dict[int, tuple[ScoredRow, SharedRow]] = {}

    def of(self, scored: ScoredRow) -> Json:
        """Return *scored* with everything that was derived of it."""
        # Where it is another noun, another thing is known of it: its effect, on its first KPI.
        if id(scored) not in self._made:
            self._made[id(scored)] = scored, SharedRow(self._row(scored))
        return self._made[id(scored)][1]

    def _row(self, scored: ScoredRow) -> Json:
        row = scored.row
        return {
            "id": row.id,
            "kind": row.kind,
            "title": row.title,
            "owner": row.owner,
            "with": list(row.carried_with),
            "kpi": row.kpi or None,
            "kpis": list(row.kpis),
            "about": list(row.about),
            "opened": row.opened,
            "due": row.due[-1] if row.due else None,
            "due_history": list(row.due),
            "closed": row.closed,
            "status": row.status,
            "cause": row.cause and {"tag": row.cause.tag, "words": row.cause.words},
            "expected_effect": row.expected_effect or None,
            "segment": row.segment and "=".join(row.segment),
            "aim": row.aim,
            "cost": row.cost or None,
            "check_on": scored.check_on,
            "progress": row.progress,
            "given_up": row.given_up or None,
            "found_by": row.found_by,
            "customers": row.customers,
            "learning": row.learning or None,
            "change": row.change or None,
            "outcome": row.outcome or None,
            "overdue": scored.overdue,
            "days_late": scored.days_late,
            "times_moved": scored.times_moved,
            "timeliness": scored.timeliness,
            "blocked_by": list(scored.blocked_by),
            "days_open": scored.days_open,
            "repeat_of": scored.repeat_of,
            "after_change": scored.after_change,
            "moved_from": scored.moved_from,
            "stale": scored.stale,
            "sha256": row_digest(row),
            "effect": _effect(scored.effect, self._said.effects.get(row.id)),
            "above_limit": scored.above_limit and asdict(scored.above_limit),
            "more": dict(row.more),
        }


def _effect(effect: Effect | None, said: EffectSaid | None) -> Json | None:
    """Return what came of an action; null where nothing is known of it."""
    if effect is None:
        return None
    return {
        "verdict": effect.outcome,
        "because": effect.because,
        "before": _before(effect.before) if effect.before else None,
        "after": _after(effect.after) if effect.after else None,
        "change": effect.change,
        "low": effect.low,
        "high": effect.high,
        "line_change": effect.line_change,
        "method": effect.method,
        "expected": effect.expected,
        "detectable": effect.detectable,
        "rules": list(effect.rules),
        "segment": effect.segment,
        "regression_possible": effect.regression_possible,
        "shared_with": list(effect.shared_with),
        "settled_in": effect.settled_in,
        "sentence": said.sentence if said else None,
    }


def _before(before: Before) -> Json:
    limits = before.limits
    return {
        "first": before.first,
        "last": before.last,
        "points": before.points,
        "mean": before.mean,
        "lower": limits.lower if limits else None,
        "upper": limits.upper if limits else None,
        "alpha": before.alpha,
        "level": before.level,
    }


def _after(after: After) -> Json:
    return {
        "first": after.first,
        "last": after.last,
        "points": after.points,
        "mean": after.mean,
    }
