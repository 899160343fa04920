"""Where customers are listened to: the sources, and the dealings that answers are held against."""

from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import Short, shape
from cxscore.model.heard import VoiceKind
from cxscore.model.moment_told import MomentTold
from cxscore.model.shorthand import Id, Whole, Words, open_list


@frozen
class Exposure:
    """The dealings with customers that answers are held against, channel by channel."""

    __pydantic_config__ = shape("the exposure")

    dataset: Words
    """The dataset that has a row for each contact."""
    by: Words
    """Its column of channels; sources with a column of this name are cut by it as well."""
    count: Words | None = None
    """The column of how many contacts a row stands for, where a row is several."""
    answers: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """The sources whose answers are held against them; all surveys where nothing is said."""


@frozen
class ListeningSource:
    """One source: rows of a dataset, or of the register of listening."""

    __pydantic_config__ = shape("a source")

    id: Id
    """What the register of listening names it by."""
    kind: VoiceKind
    """In what way customers are heard in it."""
    name: str = ""
    """What it is called on the page; its id where nothing is said."""
    dataset: Words | None = None
    """The dataset whose rows are customers heard; without it, rows of registers.listening are."""
    moment: Annotated[MomentTold, Short("id")] | None = None
    """The stage or moment of the journey that it is about, or the column that tells which."""
    channel: Words | None = None
    """Its column of channels, where it is not called as that of the exposure."""
    count: Words | None = None
    """The column of how many customers a row stands for, where a row is several."""
    steward: Words | None = None
    """The owner whose team's it is; that of its dataset's KPIs where nothing is said."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.id


@frozen
class Listening:
    """Where customers are listened to (``listening:``)."""

    __pydantic_config__ = shape("listening")

    sources: Annotated[tuple[ListeningSource, ...], Field(min_length=1)]
    """Where customers are heard, seen or asked."""
    heard_within: Annotated[Whole, Field(ge=1, le=1000)] = 12
    """Periods; a moment of which nothing was heard for longer is not heard."""
    exposure: Exposure | None = None
    """The dealings by which it is told which channels answers come from too rarely."""
    minimum_base: Annotated[Whole, Field(ge=0)] = 30
    """Customers heard in a year below which a moment is heard by too few."""
