"""What people write: the log, agreements, commentary, events and benchmarks."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.agreements import Agreement
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.benchmarks import Quoted
from cxscore.model.checked import shape
from cxscore.model.heard import Heard, Invited
from cxscore.model.log import LogKind, LogRow
from cxscore.model.shorthand import Words, open_list
from cxscore.problems import Problem

WHOLE = "scorecard"
"""What stands for the KPI in a comment on the whole, which is its sponsor's word."""


@frozen
class Comment:
    """What the owner says about a KPI in a period, or the sponsor about the whole."""

    kpi: str
    period: str
    author: str = ""
    written: date | None = None
    what: str = ""
    why: str = ""
    next: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    place: tuple[str, int] | None = field(default=None, compare=False)
    """The file that it stands in, as it is printed, and the line."""


@frozen
class Event:
    """Something that happened, which may explain a number or not."""

    date: date
    title: str
    kpi: str | None = None
    """Whose chart shows it; every KPI's where None."""
    more: Mapping[str, str] = field(default_factory=dict)


@frozen
class Registers:
    """The files that people write; None where there is none."""

    __pydantic_config__ = shape("registers")

    log: Annotated[
        tuple[Words, ...],
        BeforeValidator(
            open_list, json_schema_input_type=str | Annotated[list[str], Field(min_length=1)]
        ),
    ] = ()
    """Files of rows that say of themselves what they are."""
    actions: Words | None = None
    """The file of actions: what is being done about a KPI."""
    decisions: Words | None = None
    """The file of decisions that a board is asked for."""
    blockers: Words | None = None
    """The file of what stands in the way."""
    service_failures: Words | None = None
    """The file of what went wrong for customers."""
    agreements: Words | None = None
    """The file of what owners promise one another."""
    commentary: Words | None = None
    """The file of what owners say of a period."""
    events: Words | None = None
    """The file of what happened: numbered on the charts."""
    benchmarks: Words | None = None
    """The file of what others reach, and of what regulators ask for."""
    listening: Words | None = None
    """The file of talks with customers, and of what was learned, for sources without a dataset."""


@frozen
class Written:
    """The registers, read."""

    log: tuple[LogRow, ...] = ()
    commentary: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    benchmarks: tuple[Quoted, ...] = ()
    listening: tuple[Heard, ...] = ()
    """By day."""
    invited: tuple[Invited, ...] = ()
    """Of all datasets whose files say who was invited."""

    @property
    def actions(self) -> tuple[LogRow, ...]:
        """What has been promised."""
        return tuple(row for row in self.log if row.kind is LogKind.ACTION)
