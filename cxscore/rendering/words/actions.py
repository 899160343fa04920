"""An action in words."""

from collections.abc import Sequence
from datetime import date
from typing import overload

from cxscore.frozen import frozen
from cxscore.model.log import LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.grammar import counted, listed, times
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper

TIMELINESS = {
    Timeliness.ON_TRACK: "On track",
    Timeliness.SLIPPING: "Slipping",
    Timeliness.OVERDUE: "Overdue",
    Timeliness.DONE: "Done",
    Timeliness.CANCELLED: "Cancelled",
    Timeliness.DEFERRED: "Deferred",
    Timeliness.REFUSED: "Refused",
}


@frozen
class ActionSaid:
    """One row of the action register."""

    id: str
    title: str
    kpi_id: str
    kpi: str
    owner: str
    opened: str
    due: str
    """``14 July 2026``; empty where none is set."""
    timeliness: Word
    """``Overdue`` and ``Overdue by 12 days, moved twice``."""
    progress: str
    """``55%``; empty where unknown."""
    cause: str
    expected_effect: str
    outcome: str
    check_on: str
    closed: str
    moved_from: str = ""
    """The due date of the last close, where it was moved since and nobody wrote that."""
    more: tuple[tuple[str, str], ...] = ()
    also: str = ""
    """The other KPIs that it touches, on which no effect is looked for: ``Trust and Effort``."""


class ActionsSaid(Sequence[ActionSaid]):
    """Actions in words, each said when it is asked for: a KPI may have thousands."""

    def __init__(self, actions: Sequence[ScoredRow], paper: Paper) -> None:
        """Take the *actions* on one KPI of *paper*."""
        self._actions, self._paper = actions, paper

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._actions)

    @overload
    def __getitem__(self, at: int) -> ActionSaid: ...
    @overload
    def __getitem__(self, at: slice) -> "ActionsSaid": ...
    def __getitem__(self, at: int | slice) -> "ActionSaid | ActionsSaid":
        """Return the action at a place, or those of a part."""
        if isinstance(at, slice):
            return ActionsSaid(self._actions[at], self._paper)
        return action_said(self._actions[at], self._paper)

    def __eq__(self, other: object) -> bool:
        """Return whether the same is said of the same actions."""
        return tuple(self) == tuple(other) if isinstance(other, ActionsSaid) else NotImplemented

    def __hash__(self) -> int:
        """Return a number that those which are equal share."""
        return hash(tuple(self))


def action_said(scored: ScoredRow, paper: Paper) -> ActionSaid:
    """Return one row of the action register."""
    action, numbers = scored.row, paper.numbers
    return ActionSaid(
        id=action.id,
        title=action.title,
        kpi_id=action.kpi,
        kpi=paper.names.get(action.kpi, action.kpi),
        owner=paper.person(action.owner),
        opened=_day(action.opened, numbers),
        due=paper.day(action.due[-1]) if action.due else "",
        timeliness=timeliness(scored),
        progress="" if action.progress is None else numbers.percent(action.progress),
        cause=action.cause.words if action.cause else "",
        expected_effect=action.expected_effect,
        outcome=action.outcome,
        check_on=_day(action.check_on, numbers),
        closed=_day(action.closed, numbers),
        moved_from=_day(scored.moved_from, numbers),
        more=tuple(action.more.items()),
        also=listed([paper.names.get(kpi, kpi) for kpi in action.kpis[1:]]),
    )


def _day(day: date | None, numbers: Numbers) -> str:
    return "" if day is None else numbers.day(day)


def timeliness(scored: ScoredRow) -> Word:
    """Return where an action stands: ``Overdue``, ``Overdue by 12 days, moved once``."""
    short = TIMELINESS[scored.timeliness]
    parts = [f"{short} by {counted(scored.days_late, 'day')}" if scored.overdue else short]
    if scored.row.status is LogStatus.BLOCKED:
        parts.append("blocked")
    if scored.times_moved:
        parts.append("due date moved " + times(scored.times_moved))
    if not scored.row.due and scored.timeliness in (Timeliness.ON_TRACK, Timeliness.SLIPPING):
        parts.append("no due date")
    return Word(short, ", ".join(parts))
