"""A KPI as it is defined: who answers for it, how it is measured, what it should be."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, assert_never

from pydantic import BeforeValidator, Field

from cxscore.calendar import Grain
from cxscore.frozen import frozen
from cxscore.model.checked import OneMeasure, OneOf, Short, shape
from cxscore.model.choices import (
    Assurance,
    ChartKind,
    Kind,
    OverTime,
    Polarity,
    RulePreset,
    StandardKind,
)
from cxscore.model.dates import DateColumn
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
    column: Words | None = None


@frozen
class TargetStep:
    """A target and the day from which it is in force (None: always).

    Either ``value`` is given, or an edge or two of a range.
    """

    __pydantic_config__ = shape("a target")

    start: Annotated[PeriodText | None, Field(alias="from")] = None
    """A period or a day, as written: ``2026-04``, ``2026-04-15``, ``FY2026-Q3``."""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    reason: str = ""


@frozen
class TargetColumn:
    """The target stands in the data, one value a period."""

    __pydantic_config__ = shape("a target column")

    column: Words


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
    reason: Words
    comparable: Flag = True


@frozen
class Ignored:
    """A period that is drawn and not counted in limits, and why."""

    __pydantic_config__ = shape("an ignored period")

    period: PeriodText
    reason: Words


@frozen
class Baseline:
    """The stretch that limits come from alone; later points are judged by it."""

    __pydantic_config__ = shape("a baseline")

    start: Annotated[PeriodText, Field(alias="from")]
    end: Annotated[PeriodText, Field(alias="to")]
    reason: Words


@frozen
class Benchmark:
    """What others reach, and who says so."""

    __pydantic_config__ = shape("a benchmark")

    value: Number
    source: Words
    date: PeriodText | None = None


@frozen
class Standard:
    """What a regulator, a contract or the house itself asks for, and who says so."""

    __pydantic_config__ = shape("a standard")

    value: Number
    source: Words
    kind: StandardKind = StandardKind.OWN


@frozen
class Verified:
    """Who has looked at whether the number is right, when, and how far that goes."""

    __pydantic_config__ = shape("a verification")

    by: Words
    on: Day
    level: Assurance = Assurance.ASSURED


@frozen
class Kpi:
    """One number that one person answers for."""

    __pydantic_config__ = shape("a KPI")

    id: Annotated[str, Field(alias="*id")]
    name: Words
    owner: Words
    measure: Annotated[Measure, OneMeasure(FORMS)]
    polarity: Polarity
    dataset: Words | None = None
    description: str = ""
    contributors: Mapping[str, str] = field(default_factory=dict)
    """Owner to what the KPI depends on that person for."""
    group: Words | None = None
    journey: Words | None = None
    """The id of a stage or of a moment of the journey."""
    kind: Kind | None = None
    date: Annotated[DateColumn, Short("column")] | None = None
    where: Words | None = None
    by: ByColumns = ()
    period: (
        Annotated[Grain, BeforeValidator(open_coarser, json_schema_input_type=Coarser)] | None
    ) = None
    """Coarser than the calendar's."""
    window: Annotated[Whole, Field(ge=1, le=1000)] = 1
    """Rolling, over so many periods."""
    over_time: OverTime | None = None
    unit: Unit | None = None
    decimals: Annotated[Whole, Field(ge=0, le=9)] | None = None
    target: TargetWritten | None = None
    at_risk_within: NotNegative = 0.0
    minimum_base: Annotated[Whole, Field(ge=0)] = 0
    baseline: Baseline | None = None
    breaks: tuple[Break, ...] = ()
    ignore: tuple[Ignored, ...] = ()
    benchmark: Benchmark | None = None
    per_day: Flag = False
    approximate: Flag = False
    """Whether the engine may estimate it: a percentile or different values, of very many rows."""
    chart: ChartKind = ChartKind.XMR
    rules: RulePreset = RulePreset.MAKING_DATA_COUNT
    screen: Flag = True
    """Whether extreme moving ranges are left out once."""
    seasonal: Flag = False
    level: Annotated[Number, Field(ge=0.5, le=0.999)] = 0.95
    """Of intervals; differences are significant below 1 − level."""
    population: (
        Annotated[
            Population,
            BeforeValidator(open_population, json_schema_input_type=int | str | Population),
        ]
        | None
    ) = None
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
    verified: Verified | None = None
    escalation: tuple[EscalationStep, ...] | None = None
    """Its own steps, in place of those of all KPIs; an empty list for none."""

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
