"""Who is heard and who is not: moments by kind of source, channels, and who was asked."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from cxscore.frozen import frozen
from cxscore.model.asked import Asked
from cxscore.model.heard import Heard, VoiceKind
from cxscore.model.rate import Rate


class Grade(StrEnum):
    """How well a moment is listened to."""

    NOT_HEARD = "not_heard"
    """Nothing, or older than ``heard_within`` periods."""
    THIN = "thin"
    """Fewer than ``minimum_base`` in a year."""
    ONE_KIND = "one_kind"
    """By one kind of source alone."""
    BEHAVIOUR_ONLY = "behaviour_only"
    """Customers are seen there, and never asked."""
    HEARD = "heard"


BLIND = (Grade.NOT_HEARD, Grade.THIN)
"""The grades that make a moment a blind spot."""


@frozen
class Voices:
    """How many customers were heard in the year, and when the last."""

    n: int = 0
    """In the trailing year; a row without a number of people counts as one."""
    last: date | None = None
    """Up to the end of the period reported; None where never."""
    people: int | None = None
    """As the register of listening tells; None where it tells none."""


@frozen
class GradedMoment:
    """A moment of the journey, or a stage, and who is heard there."""

    id: str
    name: str
    stage: str
    """The id of its stage: its own, where it is one."""
    grade: Grade
    whole: Voices
    kinds: Mapping[VoiceKind, Voices]
    """Of every kind that a source has."""
    channels: Mapping[str | None, int] = field(default_factory=dict)
    """How many in the year, by channel; None is where it is not told. Only those with any."""
    silos: Mapping[str, int] = field(default_factory=dict)
    """How many in the year, by the team whose source it is."""

    @property
    def is_blind(self) -> bool:
        """Whether nobody listens there, or to too few."""
        return self.grade in BLIND


@frozen
class ScoredVoiceSource:
    """A source, and how much of it has a place on the journey."""

    id: str
    name: str
    kind: VoiceKind
    dataset: str | None
    silo: str
    """Empty where nobody is known to keep it."""
    n: int
    last: date | None
    unplaced: int
    """Of n, those of which it is not told at what moment they were."""


@frozen
class ChannelShare:
    """What part of the answers, and of the dealings, one channel has, over a year."""

    channel: str
    answers: int
    share: Rate
    contacts: int
    contact_share: float
    """In per cent."""
    under_heard: bool
    """Whether the upper limit of its share of answers is below half of its share of contacts."""

    @property
    def ratio(self) -> float | None:
        """The upper limit by the share of contacts; None without contacts."""
        return self.share.high / self.contact_share if self.contact_share else None


@frozen
class ModeShare:
    """How some of those who answered were asked."""

    mode: str | None
    """None where it is not told."""
    answered: int
    share: float
    """Of all who answered, in per cent."""
    invited: int | None = None
    rate: Rate | None = None


@frozen
class ResponseBase:
    """The periods of the year before that a response rate is held against."""

    first: str
    last: str
    """Ids of the first and the last of them."""
    periods: int
    invited: int
    answered: int
    rate: float
    """In per cent."""


@frozen
class ScoredAsked:
    """Who was asked in one survey in the period reported, and who answered."""

    dataset: str
    asked: Asked
    answered: int
    invited: int | None
    """None where nobody says how many in this period."""
    rate: Rate | None
    """Response; None where it cannot be told, or more answered than were invited."""
    before: ResponseBase | None
    p_value: float | None
    fell: bool
    """Whether fewer answer than in the year before, beyond chance."""
    modes: tuple[ModeShare, ...]
    margin: float | None
    """Half of the interval of a share of 50 %, at 95 %, in points; narrower for a population."""


@frozen
class ScoredListening:
    """The chapter: who is heard, and who is not."""

    moments: tuple[GradedMoment, ...]
    """In the journey's order."""
    kinds: tuple[VoiceKind, ...]
    """Those that a source has, in the order in which kinds are listed."""
    sources: tuple[ScoredVoiceSource, ...]
    channels: tuple[ChannelShare, ...]
    """The most contacts first; none without ``exposure``, or where no answer tells its channel."""
    learned: tuple[Heard, ...]
    """What the register says was learned in the trailing year, the latest first."""
    minimum_base: int
    heard_within: int

    @property
    def blind(self) -> tuple[GradedMoment, ...]:
        """The blind spots."""
        return tuple(each for each in self.moments if each.is_blind)

    @property
    def unheard(self) -> tuple[GradedMoment, ...]:
        """The moments at which nobody listens."""
        return tuple(each for each in self.moments if each.grade is Grade.NOT_HEARD)

    @property
    def on_one_source(self) -> frozenset[str]:
        """The ids of the moments of which one kind of source alone tells."""
        return frozenset(each.id for each in self.moments if each.grade is Grade.ONE_KIND)
