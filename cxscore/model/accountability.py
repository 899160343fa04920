"""What follows from the log and from what people promise one another, as a whole."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.agreements import Edge
from cxscore.model.closed_loop import ScoredLoop
from cxscore.model.escalation import Escalation
from cxscore.model.lints import Linted
from cxscore.model.log import CauseTag
from cxscore.model.substance import Rung


@frozen
class SpansCompared:
    """How many failures there were in so many months, and in as many before."""

    months: int
    count: int
    before: int
    p_value: float
    """Of the conditional binomial test: with which chance they fall so unevenly, or more so."""
    significant: bool


@frozen
class ClearedBlockers:
    """The blockers that were cleared in the last twelve months."""

    count: int
    median_days: float
    """From the day they were raised."""


@frozen
class FailureSummary:
    """The service failures of a scorecard, taken together."""

    count: int
    told: int
    """Those that say who found them."""
    by_staff: int
    interval: tuple[float, float] | None
    """Wilson's, 95 %, of the share that staff found; None where nobody says who found any."""
    customers: int
    """How many were hit, as far as the failures say."""
    without_customers: int
    """Failures that do not say how many."""
    days_to_learn: float | None
    """The median of days from the failure to the change; None where none is closed."""
    by_cause: Mapping[CauseTag | None, int] = field(default_factory=dict)
    """How many lie where; None stands for those that do not say."""
    spans: SpansCompared | None = None
    """None where too little time has been written down."""


@frozen
class CauseCount:
    """What went wrong for one kind of cause, and what was done about it."""

    tag: CauseTag | None
    """None of those that do not say."""
    failures: int
    actions: int
    judged: int
    """Actions of which it can be told what came of them."""
    worked: int
    """Of those, the ones that worked, in part or in full."""


@frozen
class MatrixRow:
    """Whom a KPI depends on."""

    kpi: str
    owner: str
    contributors: tuple[str, ...]
    silos: tuple[str, ...]
    """Their teams, the owner's first; who has none is a silo alone."""


class Occasion(Enum):
    """What is celebrated."""

    IMPROVEMENT = "improvement"
    """A KPI is better by more than chance, and was not when it was told last."""
    WORKED = "worked"
    """It is known now that an action worked."""
    PROMISE_KEPT = "promise_kept"
    REPEAT_ENDED = "repeat_ended"
    """A failure that had come back did not after a change, for as long as it used to take."""


@frozen
class Celebrated:
    """A success, and the people to thank for it."""

    occasion: Occasion
    kpi: str | None
    row: str | None
    """The id of the action, the agreement or the failure."""
    people: tuple[str, ...]
    """Ids of owners."""
    periods: int = 0
    """How many periods running a promise has been kept."""


@frozen
class Accountability:
    """What is asked of the board, and what it can learn."""

    decisions_asked: tuple[str, ...] = ()
    """Ids of the decisions that are open and due by the coming meeting."""
    matters_arising: tuple[str, ...] = ()
    """Ids of the decisions that were open when a period was closed last, decided since or not."""
    carried_together: tuple[int, int] = (0, 0)
    """Actions that people of two teams carry, of all that there are."""
    failures: FailureSummary | None = None
    cleared: ClearedBlockers | None = None
    """Blockers; None where none was cleared lately."""
    edges: tuple[Edge, ...] = ()
    """Who depends on whom, for which KPI."""
    matrix: tuple[MatrixRow, ...] = ()
    crossing: tuple[int, int] = (0, 0)
    """KPIs that need more than one team, of all that there are."""
    substance: Mapping[Rung, int] = field(default_factory=dict)
    """How many KPIs have come at least so far."""
    escalations: tuple[Escalation, ...] = ()
    celebrate: tuple[Celebrated, ...] = ()
    loops: tuple[ScoredLoop, ...] = ()
    causes: tuple[CauseCount, ...] = ()
    lints: tuple[Linted, ...] = ()
    """What whoever keeps the registers may do better."""
