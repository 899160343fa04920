"""What a definition chooses from for a KPI: its direction, its year, its chart and their rules."""

from enum import Enum


class Polarity(Enum):
    """Which way a KPI has to move to get better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    IN_RANGE = "in_range"
    NEUTRAL = "neutral"


class Kind(Enum):
    """Whether a KPI says what customers got, what was made, or what went in."""

    OUTCOME = "outcome"
    OUTPUT = "output"
    INPUT = "input"


class OverTime(Enum):
    """How periods make a year."""

    POOL = "pool"
    SUM = "sum"
    LAST = "last"
    FIRST_DENOMINATOR = "first_denominator"
    NONE = "none"


class ChartKind(Enum):
    """Which control chart a KPI is drawn on."""

    XMR = "xmr"
    P_PRIME = "p_prime"
    """Laney's chart for shares: its limits know the base and the process."""
    U_PRIME = "u_prime"
    """Laney's chart for counts over an exposure."""
    RUN = "run"
    """Points around their median, without limits."""
    NONE = "none"


class RulePreset(Enum):
    """Which set of rules says what is a signal."""

    MAKING_DATA_COUNT = "making_data_count"
    WHEELER = "wheeler"


class StandardKind(Enum):
    """Who sets a standard."""

    REGULATOR = "regulator"
    CONTRACT = "contract"
    OWN = "own"


class BenchmarkKind(Enum):
    """Whose number a benchmark is."""

    COMPETITOR = "competitor"
    """Another organisation that the same customers could go to; it is ranked."""
    BEST = "best"
    """The organisation that does it best; it is ranked."""
    SECTOR = "sector"
    """What organisations of the trade reach on average: nobody that could be ranked."""
    REGULATOR = "regulator"
    """A line that must not be crossed."""


class Assurance(Enum):
    """How far somebody vouches for a number."""

    ASSURED = "assured"
    LIMITED = "limited"
    NONE = "none"
