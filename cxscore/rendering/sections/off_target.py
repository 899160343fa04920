"""Every KPI short of its target: for how long, who does what about it, whose table it comes to."""

from dataclasses import dataclass

from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts, Link
from cxscore.rendering.sections.verdicts import Judgement, status_of
from cxscore.rendering.words.off_target import OffTargetSaid, off_target_said, short_of_target


@dataclass(frozen=True, slots=True)
class OffTargetRow:
    """One KPI; ``acted_on`` is whether an action is open."""

    link: Link
    status: Judgement
    said: OffTargetSaid
    acted_on: bool
    off_target: bool
    """False where it is at risk only."""


def rows_of(facts: Facts) -> tuple[OffTargetRow, ...]:
    """Return the KPIs off target without an action first, then the longest off target."""
    rows = []
    for scored in short_of_target(facts.scorecard.kpis):
        said = off_target_said(scored, facts.paper)
        status = status_of(scored, facts.said.kpis[scored.kpi.id])
        off = scored.status is Status.OFF_TARGET
        rows.append(
            OffTargetRow(facts.link(scored.kpi.id), status, said, bool(said.action_id), off)
        )
    return tuple(rows)
