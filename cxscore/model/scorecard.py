"""The hand-off to every page: all that is known, nothing in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cxscore.calendar import Grain, Period
from cxscore.model.definition import Group, Heading, Owner, Stage
from cxscore.model.kpi import Baseline, Break, ChartKind, Ignored, Kpi, RulePreset
from cxscore.model.measured import Segment, Source
from cxscore.model.registers import Action, Comment, Event
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
    IGNORED_PERIOD = "ignored_period"
    """kpis.yaml says that the period at hand does not count."""
    IGNORED_BASE_PERIOD = "ignored_base_period"
    NO_SUCH_PERIOD = "no_such_period"
    """Week 53, or a period that is not on the calendar."""


class Unsaid(Enum):
    """Why a method says nothing."""

    NO_VALUE = "no_value"
    NO_TARGET = "no_target"
    NEUTRAL = "neutral"
    TOO_FEW_POINTS = "too_few_points"
    CONSTANT = "constant"
    ROLLING_WINDOW = "rolling_window"
    SPECIAL_CAUSE = "special_cause"
    """The process has just left its limits: nothing is extrapolated past that."""
    NO_LIMITS = "no_limits"
    NOT_A_COUNT = "not_a_count"
    """The chart asked for needs counted answers or events, and an exposure."""
    FEW_DIFFERENT_VALUES = "few_different_values"
    """Three quarters or more of the values are the same: a run chart stands in."""
    BASE_TOO_SMALL = "base_too_small"
    ONE_SEGMENT = "one_segment"
    NO_SEGMENTS = "no_segments"
    NOT_ADDITIVE = "not_additive"
    """Percentiles and ready values are no weighted mean of their segments."""
    NO_BASE = "no_base"
    """There is no earlier period to compare with."""
    NOT_COMPARABLE = "not_comparable"
    IGNORED_PERIOD = "ignored_period"
    """One of the two periods does not count."""
    COLLINEAR = "collinear"
    """Drivers that say the same: one of them follows from the others."""
    NOT_A_NUMBER = "not_a_number"
    PARTIAL_PERIOD = "partial_period"
    YEARLY = "yearly"
    """Periods of a year have no season."""
    NO_SEASON = "no_season"
    NOT_POSITIVE = "not_positive"
    """Factors divide, which needs values above 0 throughout."""
    TOO_FAR = "too_far"
    """The target's date lies further ahead than the trend has been seen."""
    CALENDAR_ENDS = "calendar_ends"
    """The calendar's file does not reach the target's date."""
    TOO_FEW_ANSWERS = "too_few_answers"
    NO_SPREAD = "no_spread"
    """The answers were added up before, so how much they differ is not known."""
    NO_ASSOCIATION = "no_association"
    """None of the drivers goes with the value at all: there is nothing to share out."""


class Method(Enum):
    """What may have nothing to say of a KPI."""

    INTERVAL = "interval"
    CHART = "chart"
    SEASON = "season"
    TREND = "trend"
    FORECAST = "forecast"
    MOVEMENT = "movement"
    DRIVERS = "drivers"
    GAP = "gap"


class Outlook(Enum):
    """Whether a target will be met."""

    ON_COURSE = "on_course"
    IN_DOUBT = "in_doubt"
    WILL_BE_MISSED = "will_be_missed"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the value would lie if everybody had been asked."""

    low: float
    high: float
    level: float
    """Share of such intervals that hold the true value."""
    method: str
    """``adjusted_wald``, ``wilson``, ``poisson``, ``t``, ``order_statistics`` or ``difference``."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target in force: a value, or an edge or two of a range."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A period that a comparison over several leaves out."""

    period: str
    """Its id."""
    reason: str | None
    """Why kpis.yaml ignores it; None where it is left out for its like in the other span."""


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
    change_low: float | None = None
    """Where the change would lie if everybody had been asked, at the KPI's level."""
    change_high: float | None = None
    left_out: tuple[LeftOut, ...] = ()
    """Periods within the two spans that do not count, in order of time."""


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The four comparisons that a board asks for."""

    previous: Comparison
    year_ago: Comparison
    fiscal_ytd: Comparison
    trailing_year: Comparison


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope over the series, and whether it is more than chance."""

    slope_per_year: float
    """Theil and Sen's median of slopes, in the KPI's unit."""
    low: float
    high: float
    """Where the slope would lie, at the KPI's level."""
    p_value: float
    established: bool
    method: str
    """``mann_kendall``, ``seasonal_mann_kendall`` or ``mann_kendall_hamed_rao``."""
    points: int
    first: str
    """The id of the first period that it is about; ``last`` likewise."""
    last: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the value will be by the target's date, and whether that meets the target."""

    verdict: Outlook
    by: str
    """The id of the period in which the target is to be met."""
    target: Target
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    """At the KPI's level, as ``low``."""
    method: str | None = None
    """``limits`` (the process is stable) or ``trend``."""
    rate_required: float | None = None
    """Change a year that would take the value to the target in time, in the KPI's unit."""
    best_rate: float | None = None
    """The best change a year it ever achieved over as many periods."""
    because: Unsaid | None = None
    """Why nothing can be said."""
    ahead: int = 0
    """How many periods lie between the last value that counts and the target's."""
    step_required: float | None = None
    """What ``rate_required`` comes to by then; ``best_step`` likewise."""
    best_step: float | None = None
    wanders: bool = False
    """Neighbours are so alike that a process within its limits may leave them by then."""


@dataclass(frozen=True, slots=True)
class Season:
    """The pattern of the year."""

    detected: bool
    p_value: float
    factors: Mapping[int, float] = field(default_factory=dict)
    """By number of the period in its year: what a value is multiplied by, 1 on average."""
    adjusted: bool = False
    """Whether limits stand on the seasonally adjusted series."""
    highest: int | None = None
    """The number of the period that is highest; ``lowest`` likewise."""
    lowest: int | None = None
    refused: Unsaid | None = None
    """Why it is not taken out although ``seasonal`` asks for that."""


@dataclass(frozen=True, slots=True)
class SegmentMovement:
    """What one segment adds to a change between two periods, in the KPI's unit."""

    segment: Segment
    rate: float
    """Because its value changed."""
    mix: float
    """Because its part of the base changed."""
    is_new: bool = False
    is_gone: bool = False
    value: float | None = None
    base_value: float | None = None
    share: float | None = None
    """Its part of the base at hand, from 0 to 1."""
    base_share: float | None = None
    base_too_small: bool = False
    """In one of the two periods at least: it is not named as a cause."""
    withheld: int = 0
    """How many withheld segments are put together here, as none of them may be shown."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A change taken apart by segment: ``rate + mix + remainder`` is the change."""

    base: str
    """``previous`` or ``year_ago``."""
    by: tuple[str, ...]
    base_period: str
    change: float
    rate: float
    mix: float
    simpson: bool
    """Every segment moved one way and the whole the other."""
    segments: tuple[SegmentMovement, ...] = ()
    remainder: float = 0.0
    """What is in no segment; 0 where they add up to the whole."""
    significant: bool | None = None
    """Whether the change is more than chance; None where that is not tested."""
    explains: float = 0.0
    """|mix| and how unevenly the rates are spread, in the KPI's unit: what this cut tells."""
    shown: bool = False
    """The one of a KPI's that is on its panel."""


@dataclass(frozen=True, slots=True)
class DriverShare:
    """How much of the explained variance goes with one column."""

    column: str
    share: float
    """Of the explained variance, from 0 to 1 (Shapley value)."""
    low: float
    high: float
    performance: float | None = None
    """Per cent of its answers in the top box."""
    direction: int = 0
    """1 where more of it goes with a higher value, -1 with a lower, 0 where neither is clear."""
    look_first: bool = False
    """Important, not done well, and more of it goes with a better value."""


@dataclass(frozen=True, slots=True)
class Drivers:
    """What goes with the value: associations, no causes."""

    r2: float
    """Share of the variance that all of them together explain."""
    n: int
    left_out: int
    level: float
    items: tuple[DriverShare, ...]
    dropped: Mapping[str, Unsaid] = field(default_factory=dict)
    """Columns that could not be used, and why."""
    p_value: float | None = None
    """How often chance alone would explain as much."""

    @property
    def significant(self) -> bool:
        """Whether chance alone would hardly explain as much."""
        return self.p_value is not None and self.p_value < 1 - self.level


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One segment in a funnel plot."""

    segment: Segment
    base: float
    """What its limits narrow with, no count: equal answers (weighted ones, so many as tell
    as much without weights), or the exposure of a ratio."""
    value: float
    outside: int = 0
    """1 above the outer limits, -1 below them, 0 within."""
    base_too_small: bool = False
    """Drawn, and neither judged nor counted."""
    low: float | None = None
    """The outer limits at its base; ``high`` likewise."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The limits at one base: inner 95 %, outer 99.8 %."""

    base: float
    """Equal answers or exposure, as that of a point."""
    low: float
    high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """Many segments against what chance alone would do to them."""

    by: tuple[str, ...]
    centre: float
    overdispersion: float
    """How much wider than chance the segments lie (φ); 1 where they do not."""
    points: tuple[FunnelPoint, ...]
    curve: tuple[FunnelLimits, ...]


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """A KPI that a formula is made of, as it stands on the same paper."""

    kpi: str
    name: str
    value: float | None
    status: Status
    variation: Variation
    base_too_small: bool = False
    """In the period of the formula."""


@dataclass(frozen=True, slots=True)
class GapEnd:
    """One end of a gap between segments."""

    segment: Segment
    value: float
    n: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """The two segments that are furthest apart."""

    by: str
    highest: GapEnd
    lowest: GapEnd
    p_value: float | None
    """Corrected for having been picked as the ends of several."""
    significant: bool | None
    segments: int
    """How many were compared."""
    left_out: int = 0
    """Segments whose base is too small."""
    interval: Interval | None = None
    """Of the distance, in the KPI's unit."""
    unit: str = ""
    """Of the two ends: per cent, where the KPI is so many points."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event on a KPI's chart, by the number that stands there."""

    number: int
    period: str
    event: Event


@dataclass(frozen=True, slots=True)
class BreakProposal:
    """A step that has lasted: limits may start again there, if somebody says so."""

    period: str
    """The id of the first period of the step."""
    before: float
    """The mean until then; ``after`` since."""
    after: float
    event: Event | None = None
    """The event near it, if there is one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The natural process limits around the mean."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs on one side of the centre, and crossings of it, with what chance allows of both."""

    useful: int
    """Values that do not lie on the centre; only these count."""
    longest: int
    longest_max: int
    """A longer run is more than chance."""
    crossings: int
    crossings_min: int
    """Fewer crossings are more than chance, and say of no point that it is."""


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
    limits_left_since: str | None = None
    """The id of the period in which a lasting change began that no break restarts.

    The limits are then those of another process, and foretell nothing of this one.
    """
    points: int = 0
    """How many points the limits in force come from."""
    chart: ChartKind = ChartKind.XMR
    """The chart that is drawn, which is XmR where the one asked for cannot be."""
    preset: RulePreset = RulePreset.MAKING_DATA_COUNT
    screened: bool = True
    """Whether extreme moving ranges are left out: as asked for, unless none but zeros would
    be left."""
    adjusted: bool = False
    """Whether the season was taken out before the limits were drawn."""
    median: float | None = None
    """The centre of a run chart, which has no limits."""
    runs: Runs | None = None
    """What a run chart goes by."""
    baseline: Baseline | None = None
    """The stretch that the lines in force come from alone; None where it is the whole process."""


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
    adjusted: float | None = None
    """The value with the season taken out, where the chart stands on that."""
    median: float | None = None
    """The centre of a run chart."""
    ignored: Ignored | None = None
    """What kpis.yaml ignores that has days in this period, the first where there are several."""
    breaks: tuple[Break, ...] = ()
    """The breaks that fall into this period: its limits start again."""


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
    suppressed: bool = False
    """Withheld: its base is too small, or would tell one that is."""
    p_value: float | None = None
    """Of its difference from all the others, corrected for the number of segments."""
    differs: bool | None = None
    contribution: float | None = None
    """What it adds to the whole's distance from its target (or mean), in the KPI's unit."""
    target: Target | None = None
    """What it is held to: its own, or that of the whole."""
    gap: float | None = None
    """value − target, as that of a KPI."""


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
    trend: Trend | None = None
    forecast: Forecast | None = None
    season: Season | None = None
    movement: tuple[Movement, ...] = ()
    drivers: Drivers | None = None
    funnels: tuple[Funnel, ...] = ()
    parts: tuple[FormulaPart, ...] = ()
    """The KPIs that a formula is made of."""
    gap_ends: Gap | None = None
    """For a KPI that is a gap between segments."""
    events: tuple[EventMark, ...] = ()
    proposal: BreakProposal | None = None
    unsaid: Mapping[Method, Unsaid] = field(default_factory=dict)
    """Methods that were asked for, or are always tried, and have nothing to say."""


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
    events: tuple[Event, ...] = ()
