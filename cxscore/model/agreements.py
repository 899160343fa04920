"""What people promise one another, and who depends on whom."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.aim import Aim


class AgreementState(Enum):
    """Whether both sides say that it is promised."""

    AGREED = "agreed"
    CONTESTED = "contested"
    REFUSED = "refused"


class Keeping(Enum):
    """Whether a promise is kept in the period at hand, or by the day of the paper."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_YET_DUE = "not_yet_due"
    NOT_MEASURED = "not_measured"
    ENDED = "ended"
    """It is measured, and was closed before the period at hand had ended."""


class EdgeState(Enum):
    """How it stands between two people about one KPI."""

    BROKEN = "broken"
    CONTESTED = "contested"
    SILENT = "silent"
    """The KPI is off target, and who contributes to it has promised nothing."""
    KEPT = "kept"
    OPEN = "open"
    """Promised, and neither kept nor broken yet."""
    UNPROMISED = "unpromised"
    """Nothing is promised, and the KPI is not off target."""


@frozen
class Threshold:
    """What a KPI has to reach for a promise to be kept."""

    value: float
    at_least: bool
    """Else at most."""

    def holds(self, value: float) -> bool:
        """Return whether *value* keeps the promise."""
        return value >= self.value if self.at_least else value <= self.value


@frozen
class Agreement:
    """What somebody promises somebody else."""

    id: str
    giver: str
    receiver: str
    promise: str
    kind: Aim | None = None
    state: AgreementState = AgreementState.AGREED
    kpi: str | None = None
    """The KPI that measures it."""
    threshold: Threshold | None = None
    segment: tuple[str, str] | None = None
    """The column and the value of the segment that it is measured in."""
    serves: str | None = None
    """The receiver's KPI that it is for."""
    due: date | None = None
    """Where it is measured, the first day that counts; else the day it is promised for."""
    closed: date | None = None
    review: date | None = None
    """The day to talk about it again."""
    more: Mapping[str, str] = field(default_factory=dict)
    place: tuple[str, int] = field(default=("", 0), compare=False)
    """The file and the line of the row."""

    @property
    def is_measured(self) -> bool:
        """Whether a KPI says whether it is kept."""
        return self.kpi is not None and self.threshold is not None


@frozen
class ScoredAgreement:
    """An agreement, and whether it is kept."""

    agreement: Agreement
    keeping: Keeping
    period: str | None = None
    """The period of the value; None where no KPI measures it."""
    value: float | None = None
    kept_of_12: tuple[int, int] | None = None
    """Periods in which it was kept, of the last twelve with a value."""
    streak: int = 0
    """How many of the latest periods in a row it has been kept, or broken."""
    rounds: int = 0
    """How many times twelve periods in a row it has been kept."""
    round_met: date | None = None
    """The end of the period in which the last of these rounds was full."""
    serves: str | None = None
    """As written, else what the KPI that measures it serves."""
    gap_nobody_owns: bool = False
    """Whether the KPI that it serves is off target though every promise behind it is kept."""
    slack: bool = False
    """Whether it is broken three periods running while the KPI that it serves is on target."""


@frozen
class Edge:
    """Who depends on whom for a KPI."""

    giver: str
    receiver: str
    kpi: str | None
    agreements: tuple[str, ...]
    state: EdgeState
