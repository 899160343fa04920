"""What a method found about one KPI: numbers, and none of them in words."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.edges import Edges
from cxscore.model.measured import Segment
from cxscore.model.registers import Event
from cxscore.model.verdicts import Outlook, Status, Unsaid, Variation, Withheld


@frozen
class Interval:
    """Where the value would lie if everybody had been asked."""

    low: float
    high: float
    level: float
    """Share of such intervals that hold the true value."""
    method: str
    """``adjusted_wald``, ``wilson``, ``poisson``, ``t``, ``order_statistics`` or ``difference``."""


@frozen
class Target:
    """The target in force: a value, or an edge or two of a range."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    since: date | None = field(default=None, compare=False)
    """The first day on which it was in force; None where it always was, or stands in the data."""

    @property
    def edges(self) -> Edges:
        """The numbers of it."""
        return self.value, self.low, self.high


@frozen
class Needed:
    """What it would take to meet the target, all else as it is."""

    value: float
    """The nearest value that meets it."""
    step: float
    """How far that is from the value at hand, with its sign."""
    answers: int | None = None
    """Of a share: how many more answers would have to be good ones, fewer where negative. Of a
    net promoter score: how many steps better they would have to be, all together (a detractor
    become passive, or a passive a promoter; one answer may take both, so there may be more than
    answers). None where nobody counted answers, or they are weighted."""
    of: int | None = None
    """Of so many."""


def edges_of(target: Target | None) -> tuple[float, ...]:
    """Return the numbers that a target names: one, or the edges of a range."""
    if target is None:
        return ()
    return tuple(x for x in (target.value, target.low, target.high) if x is not None)


@frozen
class LeftOut:
    """A period that a comparison over several leaves out."""

    period: str
    """Its id."""
    reason: str | None
    """Why kpis.yaml ignores it; None where it is left out for its like in the other span."""


@frozen
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
    days: int = 0
    """How many days the span at hand has, and its base: totals of different ones do not compare."""
    base_days: int = 0


@frozen
class Comparisons:
    """The four comparisons that a board asks for."""

    previous: Comparison
    year_ago: Comparison
    fiscal_ytd: Comparison
    trailing_year: Comparison


@frozen
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


@frozen
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


@frozen
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


@frozen
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


@frozen
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


@frozen
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


@frozen
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


@frozen
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


@frozen
class FunnelLimits:
    """The limits at one base: inner 95 %, outer 99.8 %."""

    base: float
    """Equal answers or exposure, as that of a point."""
    low: float
    high: float
    outer_low: float
    outer_high: float


@frozen
class Funnel:
    """Many segments against what chance alone would do to them."""

    by: tuple[str, ...]
    centre: float
    overdispersion: float
    """How much wider than chance the segments lie (φ); 1 where they do not."""
    points: tuple[FunnelPoint, ...]
    curve: tuple[FunnelLimits, ...]


@frozen
class FormulaPart:
    """A KPI that a formula is made of, as it stands on the same paper."""

    kpi: str
    name: str
    value: float | None
    status: Status
    variation: Variation
    base_too_small: bool = False
    """In the period of the formula."""


@frozen
class GapEnd:
    """One end of a gap between segments."""

    segment: Segment
    value: float
    n: int | None


@frozen
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


@frozen
class EventMark:
    """An event on a KPI's chart; its number there is the paper's."""

    period: str
    event: Event


@frozen
class BreakProposal:
    """A step that has lasted: limits may start again there, if somebody says so."""

    period: str
    """The id of the first period of the step."""
    before: float
    """The mean until then; ``after`` since."""
    after: float
    event: Event | None = None
    """The event near it, if there is one."""
