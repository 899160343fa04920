"""What people write: actions, commentary and events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cxscore.model.checked import shape
from cxscore.model.shorthand import Words
from cxscore.problems import Problem


class ActionStatus(Enum):
    """Where an action stands, in its owner's word."""

    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody has promised to do about a KPI."""

    id: str
    kpi: str
    title: str
    owner: str
    status: ActionStatus
    cause: str = ""
    opened: date | None = None
    due: tuple[date, ...] = ()
    """Every date it was due, the one in force last."""
    progress: float | None = None
    """In per cent."""
    closed: date | None = None
    expected_effect: str = ""
    check_on: date | None = None
    outcome: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    """Columns that cxscore does not know, kept and shown last."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What the owner says about a KPI in a period."""

    kpi: str
    period: str
    author: str = ""
    written: date | None = None
    what: str = ""
    why: str = ""
    next: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, which may explain a number or not."""

    date: date
    title: str
    kpi: str | None = None
    """Whose chart shows it; every KPI's where None."""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registers:
    """The files that people write; None where there is none."""

    __pydantic_config__ = shape("registers")

    actions: Words | None = None
    commentary: Words | None = None
    events: Words | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The registers, read."""

    actions: tuple[Action, ...] = ()
    commentary: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
