"""A KPI short of its target, and who does what about it: one row of the accountability table."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.commentary import CommentNeed
from cxscore.model.escalation import BOARD, DEPUTY, SPONSOR, EscalationStep
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import SHORT_OF_TARGET, Status
from cxscore.rendering.numbers import NONE
from cxscore.rendering.words import periods
from cxscore.rendering.words.escalation import held_said, whose_said
from cxscore.rendering.words.grammar import capital, counted
from cxscore.rendering.words.paper import Paper


@frozen
class OffTargetSaid:
    """What is done about one KPI; ``–`` where there is nothing to say."""

    owner: str
    off_target_for: str
    """``9 months``; ``–`` where it is at risk only."""
    action: str
    """The title of the open action that is due first; empty where none is open."""
    action_id: str
    action_due: str
    """``28 August 2026``, ``no day``, with what else is open: ``30 June 2026, overdue, 2 more``."""
    comment: str
    """``3 July 2026``, ``due by 8 July 2026``, ``overdue since 8 July 2026``."""
    escalation: str
    """``The board; A04 holds it``, ``Amara Osei; the board after 6 months``."""


def short_of_target(kpis: Sequence[ScoredKpi]) -> list[ScoredKpi]:
    """Return the KPIs off target or at risk: those without an open action, then the longest, first.

    What is only at risk comes after all that is off target.
    """
    short = [k for k in kpis if k.status in SHORT_OF_TARGET]
    return sorted(
        short,
        key=lambda k: (k.status is Status.AT_RISK, bool(k.open_actions), -k.periods_off_target),
    )


def off_target_said(scored: ScoredKpi, paper: Paper) -> OffTargetSaid:
    """Return the row of one KPI."""
    live = sorted(
        scored.open_actions,
        key=lambda each: (not each.row.due, each.row.due[-1:], each.row.id),
    )
    first = live[0].row if live else None
    day = paper.day(first.due[-1]) if first and first.due else "no day"
    late = ", overdue" if live and live[0].overdue else ""
    more = f", {len(live) - 1} more" if len(live) > 1 else ""
    lasting = counted(scored.periods_off_target, periods.noun(scored.grain))
    return OffTargetSaid(
        owner=paper.person(scored.kpi.owner),
        off_target_for=lasting if scored.periods_off_target else NONE,
        action=first.title if first else "",
        action_id=first.id if first else "",
        action_due=f"{day}{late}{more}" if first else "",
        comment=_comment(scored, paper),
        escalation=_escalation(scored, paper),
    )


def _comment(scored: ScoredKpi, paper: Paper) -> str:
    comment, state = scored.commentary, scored.comment_state
    if comment is not None:
        return paper.day(comment.written) if comment.written else "no day"
    if not state.is_missing or state.due is None:
        return NONE
    day = paper.day(state.due)
    return f"due by {day}" if state.need is CommentNeed.DUE_BY else f"overdue since {day}"


def _escalation(scored: ScoredKpi, paper: Paper) -> str:
    """Return whose table the KPI is on, what holds it there, and whose it comes to next."""
    found = scored.escalation
    if found is None:
        return NONE
    parts = [capital(whose_said(found, paper)), held_said(found)]
    if found.following is not None:
        parts.append(
            f"{_step(found.following, scored, paper)} after {_after(found.following, scored)}"
        )
    return "; ".join(filter(None, parts))


def _after(step: EscalationStep, scored: ScoredKpi) -> str:
    return counted(step.after, periods.noun(scored.grain))


def _step(step: EscalationStep, scored: ScoredKpi, paper: Paper) -> str:
    owner = paper.owners.get(scored.kpi.owner)
    people = {
        BOARD: "the board",
        SPONSOR: paper.person(paper.scorecard.heading.sponsor or ""),
        DEPUTY: paper.person(owner.deputy or "") if owner is not None else "",
    }
    return people.get(step.to) or paper.person(step.to)
