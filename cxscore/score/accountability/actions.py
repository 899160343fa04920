"""What was promised and whether it is late; what was said about the period."""

from collections.abc import Iterable, Sequence
from datetime import date

from cxscore.model.registers import Action, ActionStatus, Comment
from cxscore.model.scorecard import ScoredAction
from cxscore.model.verdicts import Timeliness

UNDER_WAY = (ActionStatus.OPEN, ActionStatus.BLOCKED)


def scored_action(action: Action, as_of: date) -> ScoredAction:
    """Return *action* as it stands on *as_of*.

    It is overdue from the day after its due date, and never once it is done
    or cancelled; ``days_late`` counts from the due date in force.
    """
    due = action.due[-1] if action.due else None
    under_way = action.status in UNDER_WAY
    days_late = (as_of - due).days if under_way and due is not None and due < as_of else 0
    times_moved = max(0, len(action.due) - 1)
    return ScoredAction(
        action=action,
        timeliness=_timeliness(action.status, days_late > 0, times_moved > 0),
        overdue=days_late > 0,
        days_late=days_late,
        times_moved=times_moved,
        check_on=action.check_on,
    )


def comment_on(comments: Iterable[Comment], periods: Sequence[str]) -> Comment | None:
    """Return the comment on the first of *periods* that has one, the latest written of them."""
    said = list(comments)
    for period in periods:
        found = [comment for comment in said if comment.period == period]
        if found:
            return max(reversed(found), key=lambda comment: comment.written or date.min)
    return None


def _timeliness(status: ActionStatus, overdue: bool, moved: bool) -> Timeliness:
    match status:
        case ActionStatus.DONE:
            return Timeliness.DONE
        case ActionStatus.CANCELLED:
            return Timeliness.CANCELLED
        case _ if overdue:
            return Timeliness.OVERDUE
        case ActionStatus.BLOCKED:
            return Timeliness.SLIPPING
        case _:
            return Timeliness.SLIPPING if moved else Timeliness.ON_TRACK
