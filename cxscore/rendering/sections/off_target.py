"""Every KPI short of its target: for how long, who does what about it, whose table it comes to."""

from collections.abc import Callable, Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.sections.verdicts import Judgement, status_of
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.off_target import OffTargetSaid, off_target_said, short_of_target
from cxscore.rendering.words.paper import Paper


@frozen
class OffTargetRow:
    """One KPI; ``acted_on`` is whether an action is open."""

    link: Link
    status: Judgement
    said: OffTargetSaid
    acted_on: bool
    off_target: bool
    """False where it is at risk only."""


def rows_of(
    kpis: Sequence[ScoredKpi],
    said: Mapping[str, KpiSaid],
    paper: Paper,
    link: Callable[[str], Link],
) -> tuple[OffTargetRow, ...]:
    """Return those of *kpis* off target without an action first, then the longest off target.

    *said* is what is said of each by its id, and *link* leads to its panel.
    """
    rows = []
    for scored in short_of_target(kpis):
        what = off_target_said(scored, paper)
        status = status_of(scored, said[scored.kpi.id].status)
        off = scored.status is Status.OFF_TARGET
        rows.append(OffTargetRow(link(scored.kpi.id), status, what, bool(what.action_id), off))
    return tuple(rows)
