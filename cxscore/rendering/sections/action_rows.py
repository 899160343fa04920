"""The rows of actions, as the register and the panels show them."""

from collections.abc import Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.rendering.sections.settled import is_live
from cxscore.rendering.sections.verdicts import TIMELINESS_CSS, Judgement, judgement
from cxscore.rendering.words.actions import ActionSaid, action_said
from cxscore.rendering.words.paper import Paper

OVER = (Timeliness.DONE, Timeliness.CANCELLED, Timeliness.DEFERRED, Timeliness.REFUSED)


@frozen
class ActionRow:
    """One action; ``anchor`` is its KPI's, ``progress`` in per cent or None."""

    action: ActionSaid
    anchor: str
    status: Judgement
    progress: int | None
    over: bool
    """Done or cancelled."""
    live: bool = True
    """It is not over, or is so only since the last meeting: paper has it."""


def rows_of(
    actions: Sequence[ScoredRow], paper: Paper, anchors: Mapping[str, str]
) -> tuple[ActionRow, ...]:
    """Return a row for each of *actions*; *anchors* are those of panels, by the ids of KPIs."""
    return tuple(_row(scored, paper, anchors) for scored in actions)


def _row(scored: ScoredRow, paper: Paper, anchors: Mapping[str, str]) -> ActionRow:
    said, progress = action_said(scored, paper), scored.row.progress
    return ActionRow(
        said,
        anchors.get(said.kpi_id, ""),
        judgement(TIMELINESS_CSS[scored.timeliness], said.timeliness),
        None if progress is None else round(min(100.0, max(0.0, progress))),
        scored.timeliness in OVER,
        is_live(scored, paper.scorecard),
    )
