"""What stands around the KPIs: the paper's head, owners, groups and the customer's path."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.brand import AccentText, FontFiles, LogoFile, StyleFile
from cxscore.model.checked import shape
from cxscore.model.shorthand import Day, Email, Flag, Id, Locale, Number, Whole, Words, open_list

Importance = Annotated[Number, Field(ge=1, le=5)]


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
    """What the paper is called."""
    organisation: str = ""
    """Whose paper it is."""
    board: str = ""
    """For whom it is."""
    agenda_item: str = ""
    """Its number on the agenda."""
    purpose: Purpose | None = None
    """What the board is asked to do with it."""
    sponsor: Words | None = None
    """The id of the owner who brings it."""
    meeting: Day | None = None
    """The day of the meeting."""
    meetings: Annotated[
        tuple[Day, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Days of meetings; the first on or after the day of the paper heads it."""
    as_of: Day | None = None
    """The day it is built for: only to re-issue a paper, or to show one."""
    classification: str = ""
    """Who may read it, printed on every page."""
    paper: Paper = Paper.A4
    """The sheet that the PDF is set on."""
    logo: LogoFile | None = None
    """An SVG or PNG file, put at the top right."""
    accent: AccentText | None = None
    """The colour of small headings, badges and notable points, as "#7a1fa2"."""
    font: FontFiles = ()
    """A static TrueType or OpenType file that the paper is set in, or one a weight."""
    style: StyleFile | None = None
    """A CSS file whose rules come after the built-in ones."""
    number_format: Locale = "en_GB"
    """How numbers and dates are written; words are English."""
    history: Annotated[Whole, Field(ge=1, le=1000)] = 36
    """How many periods are shown, and used for limits."""
    lenses: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Columns of KPIs' ``by`` through which the journey is looked at."""
    importance_from: Words | None = None
    """Who stated how important moments are: "Panel, 212 customers, May 2026"."""
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
    """What the person is called."""
    role: str = ""
    """What the person does."""
    team: str = ""
    """The part of the house that the person belongs to."""
    email: Email = ""
    """For calendars and programs: printed on no page."""
    deputy: Words | None = None
    """The id of the owner who stands in."""
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
    """What KPIs name it by."""
    name: Words
    """What it is called on the page."""
    importance: Importance | None = None
    """How much it matters, as customers stated it, from 1 to 5."""
    drivers: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Columns in which customers rate it, among the ``drivers`` of KPIs."""


@frozen
class Stage:
    """A stage of the customer's path."""

    __pydantic_config__ = shape("a stage")

    id: Id
    """What KPIs name it by."""
    name: Words
    """What it is called on the page."""
    moments: tuple[Moment, ...] = ()
    """The moments of truth within it, in order."""
    importance: Importance | None = None
    """That of the stage itself, where KPIs stand at no moment of it."""
    drivers: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Columns in which customers rate the stage itself, among the ``drivers`` of KPIs."""

    @property
    def places(self) -> "tuple[Stage | Moment, ...]":
        """The stage itself, then its moments."""
        return (self, *self.moments)


@frozen
class Group:
    """A section of the scorecard."""

    __pydantic_config__ = shape("a group")

    id: Id
    """What KPIs name it by."""
    name: Words
    """What it is called on the page."""


@frozen
class Place:
    """Where customers are on their path: a moment, or a stage that stands for itself."""

    id: str
    name: str
    stage: str
    """The id of its stage: its own, where it is one."""
    importance: float | None


def places_on(journey: Sequence[Stage], named: Collection[str]) -> Iterator[Place]:
    """Yield the moments of *journey* in order, each after the stage that it belongs to.

    A stage stands among them where its id is *named*, or where it has no moments.
    """
    for stage in journey:
        if stage.id in named or not stage.moments:
            yield Place(stage.id, stage.name, stage.id, stage.importance)
        for each in stage.moments:
            yield Place(each.id, each.name, stage.id, each.importance)


def where_is(id_: str, journey: Sequence[Stage]) -> tuple[str | int, ...]:
    """Return where in kpis.yaml the stage or the moment of this id stands."""
    for i, stage in enumerate(journey):
        if stage.id == id_:
            return "journey", i
        for j, moment in enumerate(stage.moments):
            if moment.id == id_:
                return "journey", i, "moments", j
    return ("journey",)
