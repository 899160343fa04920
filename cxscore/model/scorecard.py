"""The hand-off to every page: all that is known, nothing in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cxscore.calendar import Grain, Period
from cxscore.model.definition import Group, Heading, Owner, Stage
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment, Source
from cxscore.model.registers import Action, Comment
from cxscore.problems import Problem


class Status(Enum):
    """Where a value stands against the target in force."""

    ON_TARGET = "on_target"
    AT_RISK = "at_risk"
    OFF_TARGET = "off_target"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


class Variation(Enum):
    """What the last point of the control chart is."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    UP = "up"
    DOWN = "down"
    NO_SIGNAL_POSSIBLE = "no_signal_possible"


class Capability(Enum):
    """Whether the process as it is meets the target in force."""

    HITS = "hits"
    HIT_AND_MISS = "hit_and_miss"
    MISSES = "misses"


class PointType(Enum):
    """What one point of the control chart is."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    IGNORED = "ignored"


class Rule(Enum):
    """A rule of the control chart that a point meets."""

    OUTSIDE = "outside"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"
    RUN = "run"


class Withheld(Enum):
    """Why a comparison is not made."""

    NO_DATA = "no_data"
    """The period at hand has no value."""
    NO_BASE_DATA = "no_base_data"
    """The period compared with has no value."""
    PARTIAL_PERIOD = "partial_period"
    PARTIAL_BASE_PERIOD = "partial_base_period"
    MISSING_PERIODS = "missing_periods"
    """A period within one of the two spans has no value."""
    BASE_TOO_SMALL = "base_too_small"
    NOT_COMPARABLE = "not_comparable"
    """A break between the two says that they cannot be compared."""
    NOT_POOLABLE = "not_poolable"
    """Nothing says how the values of periods make a year."""
    NO_SUCH_PERIOD = "no_such_period"
    """Week 53, or a period that is not on the calendar."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the value would lie if everybody had been asked."""

    low: float
    high: float
    level: float
    """Share of such intervals that hold the true value."""
    method: str
    """``adjusted_wald``, ``wilson`` or ``t``."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target in force: a value, or an edge or two of a range."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The value at hand against its base; the change is value − base_value.

    ``period`` and ``base_period`` are ids, of the last period of a span.
    """

    period: str | None = None
    value: float | None = None
    n: int | None = None
    base_period: str | None = None
    base_value: float | None = None
    base_n: int | None = None
    change: float | None = None
    change_percent: float | None = None
    """Per cent of the base; None for percentages, points and a base of 0."""
    significant: bool | None = None
    p_value: float | None = None
    withheld_because: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The four comparisons that a board asks for."""

    previous: Comparison
    year_ago: Comparison
    fiscal_ytd: Comparison
    trailing_year: Comparison


@dataclass(frozen=True, slots=True)
class Limits:
    """The natural process limits around the mean."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Signal:
    """What the control chart says at the period reported."""

    variation: Variation
    capability: Capability | None = None
    rules: tuple[Rule, ...] = ()
    limits: Limits | None = None
    trial: bool = False
    """Fewer than 12 points stand behind the limits."""
    since: str | None = None
    """The id of the first period of the unbroken signal that the last point belongs to."""
    points: int = 0
    """How many points the limits in force come from."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a KPI, as drawn and as tabled."""

    period: Period
    complete: bool
    value: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    target: Target | None = None
    status: Status = Status.NO_DATA
    base_too_small: bool = False
    point: PointType | None = None
    rules: tuple[Rule, ...] = ()
    limits: Limits | None = None
    left_out: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """A KPI in one segment, at the period reported."""

    by: tuple[str, ...]
    segment: Segment
    value: float | None
    n: int | None
    interval: Interval | None
    status: Status
    base_too_small: bool
    share_of_base: float | None
    """Its part of all the answers, from 0 to 1."""
    history: tuple[float | None, ...] = ()
    """Its values over the periods of the KPI's series."""


class Timeliness(Enum):
    """Where an action stands on the day of the paper."""

    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    """Moved at least once, or blocked, and not yet due."""
    OVERDUE = "overdue"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ScoredAction:
    """An action and what follows from its dates."""

    action: Action
    timeliness: Timeliness
    overdue: bool
    days_late: int
    times_moved: int


@dataclass(frozen=True, slots=True)
class ScoredKpi:
    """A KPI with everything that is known about it."""

    kpi: Kpi
    grain: Grain
    unit: str
    """As defined, else what the measure gives."""
    decimals: int
    """As defined, else what suits the values."""
    period: Period | None
    """The latest of its periods that ended by the period reported."""
    value: float | None
    n: int | None
    numerator: float | None
    denominator: float | None
    interval: Interval | None
    target: Target | None
    gap: float | None
    """value − target; for a range, from the nearer edge, 0 within."""
    status: Status
    base_too_small: bool
    stale: bool
    complete: bool
    comparisons: Comparisons
    signal: Signal
    series: tuple[Point, ...]
    """Oldest first, gaps included, up to the period at hand, then the partial one if any."""
    segments: tuple[SegmentScore, ...] = ()
    actions: tuple[ScoredAction, ...] = ()
    commentary: Comment | None = None
    """The comment on the period at hand."""
    status_before: Status | None = None
    """The status of the period before."""
    periods_off_target: int = 0
    """How many periods in a row, up to this one, it has been off target."""
    longest_off_target: int = 0
    """The longest such stretch within the series."""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerScore:
    """What one person answers for."""

    owner: Owner
    kpis: tuple[str, ...]
    on_target: int
    at_risk: int
    off_target: int
    no_data: int
    improving: int
    worsening: int
    actions_open: int
    actions_overdue: int
    commentary_missing: int
    """KPIs at risk, off target or worsening without a comment on the period."""
    off_target_without_action: int
    longest_off_target: int
    """The most periods in a row that one of the KPIs has now been off target."""
    contributes_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many KPIs have each status."""

    on_target: int = 0
    at_risk: int = 0
    off_target: int = 0
    no_target: int = 0
    no_data: int = 0


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A KPI whose status is not what it was in the period before."""

    kpi: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands on the first page."""

    now: StatusCount
    before: StatusCount
    before_period: str | None
    changes: tuple[StatusChange, ...]
    matters_most: tuple[str, ...]
    """The KPIs for the tiles and the messages, the one that needs the board most first."""


@dataclass(frozen=True, slots=True)
class ScoredSource:
    """A file that was read, and whether it came too late."""

    source: Source
    stale: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The paper, before words and pages."""

    heading: Heading
    currency: str | None
    period: Period
    complete: bool
    as_of: date
    built_from: str
    """SHA-256 of kpis.yaml."""
    summary: Summary
    kpis: tuple[ScoredKpi, ...]
    owners: tuple[OwnerScore, ...]
    groups: tuple[Group, ...]
    journey: tuple[Stage, ...]
    actions: tuple[ScoredAction, ...]
    commentary: tuple[Comment, ...]
    sources: tuple[ScoredSource, ...]
    skipped: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
