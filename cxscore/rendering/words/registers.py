"""Actions, comments, owners and warnings in words."""

from collections.abc import Callable, Mapping
from datetime import date

from cxscore.model.registers import Comment
from cxscore.model.scorecard import OwnerScore, Scorecard, ScoredAction
from cxscore.model.verdicts import Status, Timeliness
from cxscore.problems import Problem
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.said import ActionSaid, CommentSaid, OwnerSaid
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import counted, named, sentences

LIVE = (Timeliness.OVERDUE, Timeliness.SLIPPING, Timeliness.ON_TRACK)
"""Where an action that is still to be finished can stand."""
Person = Callable[[str], str]
"""From an owner's id to a name."""


def is_live(scored: ScoredAction) -> bool:
    """Return whether an action is still to be finished."""
    return scored.timeliness in LIVE


def in_page_order(actions: tuple[ScoredAction, ...]) -> list[ScoredAction]:
    """Return the actions overdue first, then by their date; done and cancelled last."""

    def place(scored: ScoredAction) -> tuple[bool, bool, date]:
        due = scored.action.due
        return not is_live(scored), not scored.overdue, due[-1] if due else date.max

    return sorted(actions, key=place)


def action_said(
    scored: ScoredAction, numbers: Numbers, person: Person, names: Mapping[str, str]
) -> ActionSaid:
    """Return one row of the action register."""
    action = scored.action
    return ActionSaid(
        id=action.id,
        title=action.title,
        kpi_id=action.kpi,
        kpi=names.get(action.kpi, action.kpi),
        owner=person(action.owner),
        opened=_day(action.opened, numbers),
        due=_day(action.due[-1] if action.due else None, numbers),
        timeliness=judgements.timeliness(scored),
        progress="" if action.progress is None else numbers.percent(action.progress),
        cause=action.cause,
        expected_effect=action.expected_effect,
        outcome=action.outcome,
        check_on=_day(action.check_on, numbers),
        closed=_day(action.closed, numbers),
        more=tuple(action.more.items()),
    )


def comment_said(comment: Comment | None, numbers: Numbers, person: Person) -> CommentSaid | None:
    """Return what the owner wrote, and who and when that was."""
    if comment is None:
        return None
    by = [person(comment.author)] if comment.author else []
    by += [numbers.day(comment.written)] if comment.written else []
    more = tuple(comment.more.items())
    return CommentSaid(comment.what, comment.why, comment.next, ", ".join(by), more)


def owner_said(score: OwnerScore, scorecard: Scorecard, person: Person) -> OwnerSaid:
    """Return one row of the accountability table."""
    owner = score.owner
    own = [k for k in scorecard.kpis if k.kpi.owner == owner.id]
    unacted = [
        k.kpi.name
        for k in own
        if k.status is Status.OFF_TARGET and not any(is_live(a) for a in k.actions)
    ]
    longest = max(own, key=lambda k: k.periods_off_target, default=None)
    noun = periods.noun(longest.grain if longest else scorecard.period.grain)
    gaps = [f"No action is open for {named(unacted, 3)}"] if unacted else []
    if score.commentary_missing:
        gaps.append(f"{counted(score.commentary_missing, 'comment')} missing")
    return OwnerSaid(
        id=owner.id,
        name=owner.name,
        role=", ".join(part for part in (owner.role, owner.team) if part),
        deputy=person(owner.deputy) if owner.deputy else "",
        longest_off_target=counted(score.longest_off_target, noun)
        if score.longest_off_target
        else NONE,
        gaps=sentences(*gaps),
    )


def problem_said(problem: Problem) -> str:
    """Return a warning with the place it speaks of."""
    return f"{problem.place}: {problem.message}"


def _day(day: date | None, numbers: Numbers) -> str:
    return "" if day is None else numbers.day(day)
