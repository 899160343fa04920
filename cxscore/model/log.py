"""The log: what people do, decide, are held up by and learn from, in rows of one shape."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from cxscore.frozen import Alternative, frozen, numerous
from cxscore.model.aim import Aim


class LogKind(Alternative):
    """What a row of the log is."""

    ACTION = "action"
    DECISION = "decision"
    BLOCKER = "blocker"
    FAILURE = "failure"
    """A service failure: customers were let down, and something can be learnt."""


KIND_OF: Mapping[str, LogKind] = {
    "actions": LogKind.ACTION,
    "decisions": LogKind.DECISION,
    "blockers": LogKind.BLOCKER,
    "service_failures": LogKind.FAILURE,
}
"""The registers that hold rows of one kind."""


class LogStatus(Alternative):
    """Where a row stands: in its owner's word, or derived from its days and from blockers."""

    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELLED = "cancelled"
    DEFERRED = "deferred"
    REFUSED = "refused"


UNDER_WAY = (LogStatus.OPEN, LogStatus.BLOCKED)
"""What still asks for something."""


class CauseTag(Alternative):
    """Where the cause of a failure lies."""

    PEOPLE = "people"
    POLICY = "policy"
    PRACTICE = "practice"
    PROCESS = "process"
    PARTNER = "partner"
    CHANNEL = "channel"
    TECHNOLOGY = "technology"


@frozen
class Cause:
    """Why something went wrong: in words, and where it lies if anybody says."""

    words: str
    tag: CauseTag | None = None


class FoundBy(Enum):
    """Who noticed a failure first."""

    STAFF = "staff"
    CUSTOMER = "customer"
    REGULATOR = "regulator"
    SUPPLIER = "supplier"


@numerous
class LogRow:
    """An action, a decision, a blocker or a service failure."""

    id: str
    kind: LogKind
    title: str
    owner: str
    """Who does it, decides it, must clear it, looks into it."""
    status: LogStatus
    kpis: tuple[str, ...] = ()
    """The first is the one that the effect is looked for on."""
    about: tuple[str, ...] = ()
    """Ids of other rows, of stages and of moments."""
    carried_with: tuple[str, ...] = ()
    """Other owners who carry it too."""
    opened: date | None = None
    due: tuple[date, ...] = ()
    """Every date it was due, the one in force last."""
    closed: date | None = None
    cause: Cause | None = None
    expected_effect: str = ""
    segment: tuple[str, str] | None = None
    """The column and the value of the segment that the effect is looked for in."""
    aim: Aim | None = None
    cost: str = ""
    check_on: date | None = None
    progress: float | None = None
    """In per cent."""
    given_up: str = ""
    """What is not done for the sake of a decision."""
    found_by: FoundBy | None = None
    customers: int | None = None
    """How many customers were hit."""
    learning: str = ""
    change: str = ""
    outcome: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    """Columns that cxscore does not know, kept and shown last."""
    place: tuple[str, int] = field(default=("", 0), compare=False)
    """The file that it stands in, as it is printed, and the line."""

    @property
    def kpi(self) -> str:
        """The KPI that the effect is looked for on; empty where it names none."""
        return self.kpis[0] if self.kpis else ""

    @property
    def under_way(self) -> bool:
        """Whether it still asks for something."""
        return self.status in UNDER_WAY
