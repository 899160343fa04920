"""The gate: what a pack is held to before it goes out, and what of that is accepted for a time."""

from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.accepted import Accepted
from cxscore.model.edges import Edges

NO_GATE = "none"
"""The word that switches the gate off."""


class Evidence(Enum):
    """What is said of a breach; words have a sentence for each."""

    VALUE = "value"
    """The value against the target."""
    DIRECTION = "direction"
    """The value, and since when it has been getting worse."""
    LIMITS = "limits"
    """The natural limits against the target."""
    COMMENT = "comment"
    DUE = "due"
    """The row, and the day that has passed."""
    CHECK = "check"
    """The row, and the day on which somebody was to say what came of it."""
    PROMISE = "promise"
    GAP = "gap"
    STALE = "stale"
    NO_DATA = "no_data"
    SMALL_BASE = "small_base"
    RESTATED = "restated"
    DEFINITION = "definition"
    TARGET = "target"
    LEDGER = "ledger"
    """The periods in which customers do not add up."""
    LISTENING = "listening"
    """The moments at which nobody listens."""


@frozen
class Objection:
    """A condition of the gate that holds for a KPI, or for a row of the registers."""

    condition: str
    evidence: Evidence
    kpi: str | None = None
    row: str | None = None
    owner: str | None = None
    """The id of whoever answers for it."""
    value: float | None = None
    """Of the KPI, or of the promise; None where it is about neither."""
    target: Edges | None = None


@frozen
class AcceptedBreach:
    """A breach that holds, and that somebody accepts."""

    kpi: str
    accepted: Accepted
    breach: Objection


@frozen
class Gate:
    """What the gate says of a pack."""

    conditions: tuple[str, ...] = ()
    """As they were asked; none where there is no gate."""
    objections: tuple[Objection, ...] = ()
    accepted: tuple[AcceptedBreach, ...] = ()
    """Breaches that hold and are accepted, whether a condition asks for them or not."""
    holds: bool = False
    """Whether a pack that it objects to is not to go out."""

    @property
    def passed(self) -> bool:
        """Whether nothing is objected to."""
        return not self.objections

    @property
    def held(self) -> bool:
        """Whether this pack is not to go out, so that the one before stays."""
        return self.holds and not self.passed
