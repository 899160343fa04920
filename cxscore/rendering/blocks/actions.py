"""The action register, and the actions of one KPI."""

from collections.abc import Sequence

from cxscore.model.scorecard import ScoredAction
from cxscore.model.verdicts import Timeliness
from cxscore.rendering import page
from cxscore.rendering.blocks.facts import TIMELINESS_CSS, Facts, judgement
from cxscore.rendering.words.actions import ActionSaid

OVER = (Timeliness.DONE, Timeliness.CANCELLED)
SHORT = 8
"""How many rows a table may have to be kept together."""


def actions_of(facts: Facts) -> page.Actions:
    """Return the register."""
    rows = rows_of(facts, facts.said.actions, facts.scorecard.actions)
    names = dict.fromkeys(name for row in rows for name, _ in row.action.more)
    return page.Actions(facts.said.actions_claim, rows, len(rows) <= SHORT, tuple(names))


def rows_of(
    facts: Facts, said: Sequence[ActionSaid], scored: Sequence[ScoredAction]
) -> tuple[page.ActionRow, ...]:
    """Return a row for each action said; *scored* has what follows from its dates."""
    by_id = {(score.action.id, score.action.kpi): score for score in scored}
    rows = []
    for action in said:
        score = by_id[action.id, action.kpi_id]
        progress = score.action.progress
        rows.append(
            page.ActionRow(
                action,
                facts.anchors.get(action.kpi_id, ""),
                judgement(TIMELINESS_CSS[score.timeliness], action.timeliness),
                None if progress is None else round(min(100.0, max(0.0, progress))),
                score.timeliness in OVER,
            )
        )
    return tuple(rows)
