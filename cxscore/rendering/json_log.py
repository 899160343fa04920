"""The rows of the log, as they stand in scorecard.json."""

from dataclasses import asdict
from typing import Any

from cxscore.model.scorecard import ScoredRow
from cxscore.model.told import row_digest
from cxscore.rendering.json_methods import effect_json
from cxscore.rendering.json_text import SharedRow
from cxscore.rendering.words import Said

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
            "effect": effect_json(scored.effect, self._said.effects.get(row.id)),
            "above_limit": scored.above_limit and asdict(scored.above_limit),
            "more": dict(row.more),
        }
