"""What stands around the KPIs: the paper's head, owners, groups and the customer's path."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field

from cxscore.frozen import frozen
from cxscore.model.brand import AccentText, FontFiles, LogoFile, StyleFile
from cxscore.model.checked import shape
from cxscore.model.shorthand import Day, Email, Flag, Id, Locale, Whole, Words, open_list


class Paper(Enum):
    """The sheet the PDF is set on, landscape."""

    A4 = "a4"
    LETTER = "letter"


class Purpose(Enum):
    """What the board is asked to do with the paper."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    ASSURANCE = "assurance"
    NOTING = "noting"


@frozen
class Heading:
    """What stands on the paper's head, and how it is set (``scorecard:``)."""

    __pydantic_config__ = shape("the scorecard")

    title: Words
    organisation: str = ""
    board: str = ""
    agenda_item: str = ""
    purpose: Purpose | None = None
    sponsor: Words | None = None
    meeting: Day | None = None
    meetings: Annotated[
        tuple[Day, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Days of meetings; the first on or after the day of the paper heads it."""
    as_of: Day | None = None
    classification: str = ""
    paper: Paper = Paper.A4
    logo: LogoFile | None = None
    """An SVG or PNG file, put at the top right."""
    accent: AccentText | None = None
    """The colour of small headings, badges and notable points, as "#7a1fa2"."""
    font: FontFiles = ()
    """A static TrueType or OpenType file that the paper is set in, or one a weight."""
    style: StyleFile | None = None
    """A CSS file whose rules come after the built-in ones."""
    number_format: Locale = "en_GB"
    history: Annotated[Whole, Field(ge=1, le=1000)] = 36
    commentary_within_days: Annotated[Whole, Field(ge=0, le=366)] = 10
    """After a period's end: before that a missing comment is due, after it overdue."""

    def meeting_from(self, as_of: date) -> date | None:
        """Return the meeting that a paper of the day *as_of* is for; None where none is to come."""
        days = (*self.meetings, *([self.meeting] if self.meeting else []))
        return min((day for day in days if day >= as_of), default=None)


@frozen
class Owner:
    """A person who can answer for a KPI, or a supplier who promises something."""

    __pydantic_config__ = shape("an owner")

    id: Annotated[str, Field(alias="*id")]
    name: Words
    role: str = ""
    team: str = ""
    email: Email = ""
    deputy: Words | None = None
    supplier: Flag = False
    """Whether somebody else's: gives promises, takes actions, clears blockers, owns no KPI."""
    until: Day | None = None
    """The last day in post."""

    @property
    def silo(self) -> str:
        """Their team; where none is given they are a silo alone."""
        return self.team or self.name


def silo_of(person: str, owners: Mapping[str, Owner]) -> str:
    """Return the silo of the person with this id; whom nobody knows is one alone."""
    return owners[person].silo if person in owners else person


@frozen
class Moment:
    """A moment of truth on the customer's path."""

    __pydantic_config__ = shape("a moment")

    id: Id
    name: Words


@frozen
class Stage:
    """A stage of the customer's path."""

    __pydantic_config__ = shape("a stage")

    id: Id
    name: Words
    moments: tuple[Moment, ...] = ()


@frozen
class Group:
    """A section of the scorecard."""

    __pydantic_config__ = shape("a group")

    id: Id
    name: Words
