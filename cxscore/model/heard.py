"""Who was heard and who was invited, as people write it; and in what ways customers are heard."""

from datetime import date
from enum import StrEnum

from cxscore.frozen import frozen


class VoiceKind(StrEnum):
    """In what way a source hears of customers."""

    SURVEY = "survey"
    COMPLAINTS = "complaints"
    CONTACTS = "contacts"
    REVIEWS = "reviews"
    SOCIAL = "social"
    BEHAVIOUR = "behaviour"
    """What they do is seen; they are not asked."""
    RESEARCH = "research"
    STAFF = "staff"


@frozen
class Heard:
    """One row of the register of listening: who was talked to, and what was learned."""

    source: str
    moments: tuple[str, ...]
    on: date
    channel: str = ""
    people: int | None = None
    """How many people; None where nobody says, which counts as one."""
    learned: str = ""


@frozen
class Invited:
    """How many were invited, as one row of the file says."""

    dataset: str
    period: str
    """The id of the scorecard's period."""
    number: int
    mode: str | None = None
    """None where the file does not tell how."""
