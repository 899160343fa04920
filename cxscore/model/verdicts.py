"""Verdicts: what a value, a point, a process or a method is said to be."""

from enum import Enum

from cxscore.frozen import Alternative


class Status(Enum):
    """Where a value stands against the target in force."""

    ON_TARGET = "on_target"
    AT_RISK = "at_risk"
    OFF_TARGET = "off_target"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


SHORT_OF_TARGET = (Status.AT_RISK, Status.OFF_TARGET)
"""Where a target is missed, by little or by more."""


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


class Rule(Alternative):
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
    DIFFERENT_LENGTH = "different_length"
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


class Timeliness(Enum):
    """Where an action stands on the day of the paper."""

    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    """Moved at least once, or blocked, and not yet due."""
    OVERDUE = "overdue"
    DONE = "done"
    CANCELLED = "cancelled"
    DEFERRED = "deferred"
    REFUSED = "refused"
