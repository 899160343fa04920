"""What others reach and what regulators ask for, and where a KPI stands among them."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.choices import BenchmarkKind


class Origin(Enum):
    """Where a benchmark is written."""

    REGISTER = "register"
    BENCHMARK = "benchmark"
    """Under ``benchmark`` of the KPI."""
    STANDARD = "standard"
    """Under ``standard`` of the KPI, which is a regulator's."""


@frozen
class Quoted:
    """Somebody's number for a KPI, as it is written down."""

    kpi: str
    who: str
    value: float
    """In the unit of the KPI."""
    kind: BenchmarkKind
    n: int | None = None
    """How many answers or cases stand behind it; None where nobody says."""
    dated: str = ""
    """The day or the period that it is of, as written; empty where nobody says."""
    span: tuple[date, date] | None = None
    """The first and the last day of that."""
    source: str = ""
    obstacle: str = ""
    """Why it is not comparable; empty where it is."""
    segment: tuple[str, str] | None = None
    """The column and the value that it is compared with; the whole where None."""
    origin: Origin = Origin.REGISTER
    more: Mapping[str, str] = field(default_factory=dict)
    place: tuple[str, int] | None = field(default=None, compare=False)
    """The file that it stands in, as it is printed, and the line; None in kpis.yaml."""

    @property
    def is_line(self) -> bool:
        """Whether it is a regulator's, which is kept or crossed."""
        return self.kind is BenchmarkKind.REGULATOR

    @property
    def is_peer(self) -> bool:
        """Whether it is that of one organisation, which has a rank."""
        return self.kind in (BenchmarkKind.COMPETITOR, BenchmarkKind.BEST)


class Unranked(Enum):
    """Why a benchmark has no part in the rank."""

    KIND = "kind"
    """It is of no one organisation: a sector's, or a regulator's."""
    OURSELVES = "ourselves"
    NOT_COMPARABLE = "not_comparable"
    SEGMENT = "segment"
    """It is of a part of the KPI."""
    OTHER_TIME = "other_time"
    """It is of more than twelve months before or after the period, or nobody says of when."""
    NEARER = "nearer"
    """There is one of the same organisation that is nearer in time."""


class Side(Enum):
    """Where the other stands, seen from us."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Unplaced(Enum):
    """Why a KPI has no rank though there are benchmarks."""

    NO_VALUE = "no_value"
    SMALL_BASE = "small_base"
    NOT_COMPLETE = "not_complete"
    NO_DIRECTION = "no_direction"
    """Neither higher nor lower is better."""
    NOBODY = "nobody"
    """There is no other organisation to be ranked among."""


@frozen
class ScoredBenchmark:
    """A benchmark, and how we stand against it in the period at hand."""

    quoted: Quoted
    unranked: Unranked | None
    """None where it has its part in the rank."""
    ours: float | None = None
    """Our own value, of the segment where it is compared with one; None where it is not judged."""
    side: Side | None = None
    beyond_chance: bool | None = None
    """None where nobody can tell: there is no base, or no test of such numbers."""
    is_old: bool = False
    """Whether it is older than 18 months on the day of the paper, and the latest of its kind."""
    in_force: bool = False
    """Whether it is a regulator's line that holds in the period."""
    breach: bool | None = None
    """Of such a line, whether we are beyond it; None where that is not judged."""
    breaches_of_12: tuple[int, int] | None = None
    """Periods beyond that line, of the last twelve with a value."""


@frozen
class Rank:
    """Our place among the organisations that we are compared with, ourselves included."""

    rank: int
    """From 1, the best; those with the same value have the same."""
    of: int
    low: int | None
    """The best place that chance does not rule out; None where no interval can be told."""
    high: int | None
    quartile: int | None
    """1 for the best quarter; None among fewer than twenty."""
    period: str
    """The id of the period that is compared."""
    untested: int = 0
    """Those of whom nobody can tell whether they differ by more than chance."""
