"""A KPI as it is defined: who answers for it, how it is measured, what it should be."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, assert_never

from cxscore.calendar import Grain
from cxscore.frozen import frozen
from cxscore.model.accepted import Accepted
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import OneMeasure, OneOf, Short, shape
from cxscore.model.choices import (
    Assurance,
    BenchmarkKind,
    ChartKind,
    Kind,
    OverTime,
    Polarity,
    RulePreset,
    StandardKind,
)
from cxscore.model.dates import DateColumn
from cxscore.model.edges import Edges
from cxscore.model.escalation import EscalationStep
from cxscore.model.measures import FORMS, NAMES, Measure
from cxscore.model.shorthand import (
    ByColumns,
    Coarser,
    Day,
    Flag,
    NotNegative,
    Number,
    PeriodText,
    TargetFile,
    Unit,
    Whole,
    Words,
    open_coarser,
    open_population,
    open_steps,
    open_targets_by_segment,
    tell_target,
)
from cxscore.model.statistic import Statistic


@frozen
class Population:
    """How many customers there are to ask: a number, or the column that holds it."""

    __pydantic_config__ = shape("a population")

    size: Annotated[Whole, Field(ge=1)] | None = None
    """How many customers there are to ask."""
    column: Words | None = None
    """The column that says how many there are."""


@frozen
class TargetStep:
    """A target and the day from which it is in force (None: always).

    Either ``value`` is given, or an edge or two of a range.
    """

    __pydantic_config__ = shape("a target")

    start: Annotated[PeriodText | None, Field(alias="from")] = None
    """A period or a day, as written: ``2026-04``, ``2026-04-15``, ``FY2026-Q3``."""
    value: Number | None = None
    """What is to be reached."""
    low: Number | None = None
    """The lowest value that meets it."""
    high: Number | None = None
    """The highest value that meets it."""
    reason: str = ""
    """Why it is this one, printed as given."""

    @property
    def edges(self) -> Edges:
        """The numbers of it."""
        return self.value, self.low, self.high


@frozen
class TargetColumn:
    """The target stands in the data, one value a period."""

    __pydantic_config__ = shape("a target column")

    column: Words
    """The column that holds it, constant within a period."""


TargetSteps = Annotated[
    tuple[TargetStep, ...],
    Field(min_length=1),
    BeforeValidator(
        open_steps, json_schema_input_type=Number | TargetStep | list[TargetStep] | TargetFile
    ),
]


@frozen
class TargetsBySegment:
    """Targets of the segments of one column, and of the whole."""

    __pydantic_config__ = shape("targets by segment")

    by: Words
    """The column, one of the KPI's ``by``; a key beside it is one of its segments."""
    whole: TargetSteps | None = None
    """The target of the KPI itself."""
    rest: TargetSteps | None = None
    """That of the segments that are not named."""
    named: Annotated[Mapping[str, TargetSteps], Field(alias="*named")] = field(default_factory=dict)

    @property
    def all(self) -> Mapping[str, tuple[TargetStep, ...]]:
        """Every target that is given, by its key."""
        known = {"whole": self.whole, "rest": self.rest}
        return {key: steps for key, steps in known.items() if steps is not None} | dict(self.named)


TargetWritten = Annotated[
    tuple[TargetStep, ...] | TargetColumn | TargetsBySegment,
    OneOf(
        {
            "*steps": TargetSteps,
            "*column": TargetColumn,
            "*segments": Annotated[TargetsBySegment, BeforeValidator(open_targets_by_segment)],
        },
        tell_target,
    ),
]


@frozen
class Break:
    """Where control limits start again, and why."""

    __pydantic_config__ = shape("a break")

    start: Annotated[PeriodText, Field(alias="from")]
    """The period, or the day, from which limits start again."""
    reason: Words
    """What changed, printed beside the chart."""
    comparable: Flag = True
    """Whether values before and after it may be compared."""


@frozen
class Ignored:
    """A period that is drawn and not counted in limits, and why."""

    __pydantic_config__ = shape("an ignored period")

    period: PeriodText
    """The period that does not count."""
    reason: Words
    """Why, printed beside the chart."""


@frozen
class Baseline:
    """The stretch that limits come from alone; later points are judged by it."""

    __pydantic_config__ = shape("a baseline")

    start: Annotated[PeriodText, Field(alias="from")]
    """Its first period."""
    end: Annotated[PeriodText, Field(alias="to")]
    """Its last period."""
    reason: Words
    """Why limits come from it alone."""


COMPARABLE = "yes"
"""What says that a benchmark is measured as the KPI is."""


@frozen
class Benchmark:
    """What others reach, and who says so."""

    __pydantic_config__ = shape("a benchmark")

    value: Number
    """What others reach, in the unit of the KPI."""
    source: Words
    """Who says so."""
    date: PeriodText | None = None
    """Of when it is."""
    who: str = ""
    """Whose number it is; that of its source where nothing is said."""
    n: Annotated[Whole, Field(ge=1)] | None = None
    """How many answers or cases stand behind it."""
    kind: BenchmarkKind = BenchmarkKind.SECTOR
    """Whether it is a competitor's, the best one's, the sector's or a regulator's."""
    comparable: Words = COMPARABLE
    """``yes``, or why it is not."""
    segment: Words | None = None
    """``region=North``: the segment of the KPI that it is compared with; the whole where None."""

    @property
    def is_yardstick(self) -> bool:
        """Whether the KPI as a whole can be held against it."""
        return self.comparable == COMPARABLE and self.segment is None


@frozen
class Standard:
    """What a regulator, a contract or the house itself asks for, and who says so."""

    __pydantic_config__ = shape("a standard")

    value: Number
    """What is asked for, in the unit of the KPI."""
    source: Words
    """Who asks for it."""
    kind: StandardKind = StandardKind.OWN
    """Whether a regulator, a contract or the house itself does."""


@frozen
class Verified:
    """Who has looked at whether the number is right, when, and how far that goes."""

    __pydantic_config__ = shape("a verification")

    by: Words
    """Who has looked."""
    on: Day
    """The day on which they did."""
    level: Assurance = Assurance.ASSURED
    """How far they vouch for it."""


@frozen
class Kpi:
    """One number that one person answers for."""

    __pydantic_config__ = shape("a KPI")

    id: Annotated[str, Field(alias="*id")]
    name: Words
    """What it is called on the page."""
    owner: Words
    """The id of the one person who answers for it."""
    measure: Annotated[Measure, OneMeasure(FORMS)]
    """How it is worked out: exactly one measure."""
    polarity: Polarity
    """Which way is better."""
    dataset: Words | None = None
    """The id of the dataset that its rows come from, unless the measure names its own."""
    description: str = ""
    """What it is, in a sentence for the reader."""
    contributors: Mapping[str, str] = field(default_factory=dict)
    """Owner to what the KPI depends on that person for."""
    group: Words | None = None
    """The id of the section of the scorecard that it stands in."""
    journey: Words | None = None
    """The id of a stage or of a moment of the journey."""
    kind: Kind | None = None
    """Whether it is felt by customers (outcome), made by us (output) or put in (input)."""
    date: Annotated[DateColumn, Short("column")] | None = None
    """The column whose date decides the period, in place of the dataset's."""
    where: Words | None = None
    """Which rows of the dataset count, as an expression."""
    by: ByColumns = ()
    """The columns that it is cut by, each alone or crossed with others."""
    period: (
        Annotated[Grain, BeforeValidator(open_coarser, json_schema_input_type=Coarser)] | None
    ) = None
    """Coarser than the calendar's."""
    window: Annotated[Whole, Field(ge=1, le=1000)] = 1
    """Rolling, over so many periods."""
    over_time: OverTime | None = None
    """How periods make a year."""
    unit: Unit | None = None
    """points, percent, days, hours, minutes, seconds, currency, count, or any word."""
    decimals: Annotated[Whole, Field(ge=0, le=9)] | None = None
    """How many decimals are printed; what suits the values where nothing is said."""
    target: TargetWritten | None = None
    """What it is held to: a number, a range, steps in time, a column, a file, or targets by
    segment."""
    at_risk_within: NotNegative = 0.0
    """How far short of the target it is at risk and not off target, in its unit."""
    minimum_base: Annotated[Whole, Field(ge=0)] = 0
    """The fewest answers without which it is not judged."""
    baseline: Baseline | None = None
    """The stretch that limits come from alone."""
    breaks: tuple[Break, ...] = ()
    """Where limits start again, and why."""
    ignore: tuple[Ignored, ...] = ()
    """Periods that are drawn and do not count, and why."""
    benchmark: Benchmark | None = None
    """What others reach."""
    per_day: Flag = False
    """Whether sums are divided by the days of the period."""
    approximate: Flag = False
    """Whether the engine may estimate it: a percentile or different values, of very many rows."""
    chart: ChartKind = ChartKind.XMR
    """Which chart is drawn."""
    rules: RulePreset = RulePreset.MAKING_DATA_COUNT
    """Which rules its chart is read by."""
    screen: Flag = True
    """Whether extreme moving ranges are left out once."""
    seasonal: Flag = False
    """Whether the season is taken out before limits are drawn."""
    level: Annotated[Number, Field(ge=0.5, le=0.999)] = 0.95
    """Of intervals; differences are significant below 1 − level."""
    population: (
        Annotated[
            Population,
            BeforeValidator(open_population, json_schema_input_type=int | str | Population),
        ]
        | None
    ) = None
    """How many customers there are to ask, which narrows intervals."""
    suppress: Flag = False
    """Whether segments below the minimum base are withheld, not only grey."""
    drivers: Annotated[tuple[Words, ...], Field(max_length=12)] = ()
    """Columns of the same dataset that may go with the value."""
    was: Words | None = None
    """The id that it had before: what was closed under that is its own."""
    gap_between: Words | None = None
    """A column: the KPI is then how far its highest and its lowest segment are apart."""
    steward: Words | None = None
    """An owner: keeps the data."""
    target_setter: Words | None = None
    """An owner: sets the target."""
    since: Day | None = None
    """The owner's first day for this KPI."""
    serves: Words | None = None
    """The KPI, an outcome, that this one is for."""
    guard: Words | None = None
    """The KPI that must not get worse for this one to get better."""
    objective: str = ""
    """The aim it belongs to, printed as given."""
    risk: str = ""
    """The entry in the register of risks, printed as given."""
    standard: Standard | None = None
    """What somebody asks for besides the target: a line of its own on the chart."""
    verified: Verified | None = None
    """Who has looked at whether the number is right."""
    escalation: tuple[EscalationStep, ...] | None = None
    """Its own steps, in place of those of all KPIs; an empty list for none."""
    accepted: tuple[Accepted, ...] = ()
    """Breaches that the gate does not object to until a day."""

    @property
    def statistic(self) -> Statistic:
        """What kind of number it is."""
        return self.measure.statistic

    @property
    def measure_name(self) -> str:
        """The name of its measure in kpis.yaml, the first of several."""
        return next(name for name, kind in NAMES.items() if isinstance(self.measure, kind))

    @property
    def datasets(self) -> frozenset[str]:
        """The datasets that it names: its own, and those of its measure."""
        own = () if self.dataset is None else (self.dataset,)
        return frozenset((*own, *self.measure.datasets))

    @property
    def formula(self) -> str | None:
        """The arithmetic over other KPIs that it is; None where it is measured itself."""
        return self.measure.formula

    @property
    def dimension_sets(self) -> tuple[tuple[str, ...], ...]:
        """The columns that its rows are cut by: ``by``, and what ``gap_between`` needs."""
        gap = (self.gap_between,) if self.gap_between is not None else ()
        return self.by if not gap or gap in self.by else (*self.by, gap)

    @property
    def targets_by_segment(self) -> TargetsBySegment | None:
        """The targets of its segments, where they have their own."""
        return self.target if isinstance(self.target, TargetsBySegment) else None

    @property
    def asks_a_sample(self) -> bool:
        """Whether its value comes from answers of some that stand for all."""
        return self.statistic.is_sample

    @property
    def grows_with_days(self) -> bool:
        """Whether a longer period has more of it for that alone."""
        adds_up = self.makes_a_year in (OverTime.SUM, OverTime.FIRST_DENOMINATOR)
        return (adds_up or self.statistic.grows_with_time) and not self.per_day

    @property
    def makes_a_year(self) -> OverTime:
        """How periods make a year: as defined, else as the measure allows."""
        if self.over_time is not None:
            return self.over_time
        match self.statistic:
            case Statistic.GIVEN | Statistic.FORMULA:
                return OverTime.NONE
            case Statistic.TOTAL | Statistic.COUNT:
                return OverTime.SUM
            case Statistic.STOCK:
                return OverTime.LAST
            case (
                Statistic.NET_SHARE
                | Statistic.SHARE
                | Statistic.MEAN
                | Statistic.RATIO
                | Statistic.DISTINCT
                | Statistic.QUANTILE
            ):
                return OverTime.POOL
            case _:
                assert_never(self.statistic)

    @property
    def is_holistic(self) -> bool:
        """Whether a longer span has to be measured on the rows again."""
        return self.measure.asked_again
