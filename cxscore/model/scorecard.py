"""The hand-off to every page: all that is known, nothing in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from cxscore.calendar import Grain, Period
from cxscore.frozen import frozen, numerous
from cxscore.model.accountability import Accountability
from cxscore.model.agreements import ScoredAgreement
from cxscore.model.benchmarks import Rank, ScoredBenchmark, Unplaced
from cxscore.model.chart_lines import Limits, Runs
from cxscore.model.choices import ChartKind, RulePreset
from cxscore.model.comment_scores import ScoredComments
from cxscore.model.commentary import CommentState, Draft
from cxscore.model.decision_rights import AboveLimit
from cxscore.model.dues import OF_ROWS, Due
from cxscore.model.effects import Effect
from cxscore.model.escalation import Escalation
from cxscore.model.findings import (
    BreakProposal,
    Comparisons,
    Drivers,
    EventMark,
    Forecast,
    FormulaPart,
    Funnel,
    Gap,
    Interval,
    Movement,
    Season,
    Target,
    Trend,
)
from cxscore.model.gate import Gate
from cxscore.model.hassle_scores import ScoredHassles
from cxscore.model.heard import Heard
from cxscore.model.journey import MomentScore
from cxscore.model.kpi import Baseline, Break, Ignored, Kpi
from cxscore.model.ledger import Ledger
from cxscore.model.listening_scores import ScoredAsked, ScoredListening
from cxscore.model.listing import MOST
from cxscore.model.log import UNDER_WAY, LogKind, LogRow, LogStatus
from cxscore.model.measured import Estimate, Segment, Source
from cxscore.model.outline import Group, Heading, Owner, Stage
from cxscore.model.plain import Defined
from cxscore.model.portfolio import Portfolio
from cxscore.model.registers import Comment, Event
from cxscore.model.since_close import SinceClose, StatusChange
from cxscore.model.sorted_log import SortedLog
from cxscore.model.substance import Rung
from cxscore.model.value_at_stake import ValueAtStake
from cxscore.model.valued import WhatCustomersValue
from cxscore.model.verdicts import (
    Capability,
    Method,
    PointType,
    Rule,
    Status,
    Timeliness,
    Unsaid,
    Variation,
)
from cxscore.problems import Problem


@frozen
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
    source: tuple[Period, Period] | None = None
    """The first and the last period that the lines in force come from."""


@frozen
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


@frozen
class SegmentPoint:
    """One period of a KPI in one segment; nothing but the period where it is withheld."""

    period: str
    """The period's id."""
    value: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None


@frozen
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
    series: tuple[SegmentPoint, ...] = ()
    """Over the periods of the KPI's series."""
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


@numerous
class ScoredRow:
    """A row of the log, what follows from its dates, and what came of it."""

    row: LogRow
    timeliness: Timeliness
    overdue: bool
    days_late: int
    times_moved: int
    blocked_by: tuple[str, ...] = ()
    """The open blockers that are about it, by their ids."""
    days_open: int | None = None
    """From the day it was opened to the day it was closed, or to that of the paper."""
    repeat_of: str | None = None
    """The failure of the year before that has the same cause at the same place."""
    after_change: bool = False
    """Whether that one had been closed by then."""
    check_on: date | None = None
    """As written, else the day from which what came of a closed action can be told."""
    moved_from: date | None = None
    """The due date in the last close, where it is another one and nobody typed that."""
    changed: bool = False
    """Whether any cell of it is another one than in the last close."""
    stale: bool = False
    """Whether it is open and no cell of it has changed over the last two closes."""
    effect: Effect | None = None
    """Of a closed action; of one under way only where it promises a size."""
    above_limit: AboveLimit | None = None
    """Of an open decision that costs more than its decider may decide about."""


@frozen
class Listing:
    """The rows of a log that are listed, where there are too many of a kind to list all."""

    rows: tuple[ScoredRow, ...]
    """In the order of the log."""
    ids: frozenset[str]
    """Theirs, and those of other people's actions on the KPIs of a pack of one's own."""
    actions: Mapping[str, tuple[ScoredRow, ...]]
    """The actions on each KPI that are listed, by its id."""
    left_out: Mapping[LogKind, Mapping[LogStatus, int]] = field(default_factory=dict)
    """How many rows are not listed, by kind and by where they stand; none where it is none."""
    on_kpis: Mapping[str, int] = field(default_factory=dict)
    """How many actions on a KPI are not listed, where some are not."""


@frozen
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
    actions: tuple[ScoredRow, ...] = ()
    commentary: Comment | None = None
    """The comment on the period at hand."""
    comment_state: CommentState = field(default_factory=CommentState)
    rung: Rung = Rung.DEFINED
    escalation: Escalation | None = None
    status_before: Status | None = None
    """The status of the period before."""
    variation_before: Variation | None = None
    """What the chart said then; asked only of a KPI that is getting worse, and only where no
    close has told it."""
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
    benchmarks: tuple[ScoredBenchmark, ...] = ()
    """Those of its definition, then those of the register."""
    rank: Rank | None = None
    unplaced: Unplaced | None = None
    """Why it has no rank, where there are benchmarks."""
    estimate: Estimate | None = None
    """How the engine estimated it, or what its formula is of; None where it is exact."""
    proposal: BreakProposal | None = None
    defined: Defined = field(default_factory=dict)
    """What its definition says, by keys of kpis.yaml."""
    unsaid: Mapping[Method, Unsaid] = field(default_factory=dict)
    """Methods that were asked for, or are always tried, and have nothing to say."""

    def over_segments(self) -> Iterator[tuple[SegmentScore, SegmentPoint, Point]]:
        """Yield each segment over the series, with its point and that of the whole."""
        for score in self.segments:
            for own, whole in zip(score.series, self.series, strict=False):
                yield score, own, whole

    @property
    def asked(self) -> Mapping[float, bool]:
        """What is asked of it from outside, each value once, and whether it is its ``standard``.

        What is not is a regulator's line that holds in the period.
        """
        found = {} if self.kpi.standard is None else {self.kpi.standard.value: True}
        for each in self.benchmarks:
            if each.in_force and each.quoted.segment is None:
                found.setdefault(each.quoted.value, False)
        return found

    @property
    def breached(self) -> tuple[ScoredBenchmark, ...]:
        """The regulators' lines that it is beyond."""
        return tuple(each for each in self.benchmarks if each.breach)

    @property
    def acted_on(self) -> bool:
        """Whether any action on it is still to be finished."""
        return any(each.row.status in UNDER_WAY for each in self.actions)

    @property
    def open_actions(self) -> tuple[ScoredRow, ...]:
        """The actions on it that are still to be finished."""
        return tuple(each for each in self.actions if each.row.status in UNDER_WAY)


@frozen
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
    """KPIs whose comment on the period is not there, and was due before the day of the paper."""
    off_target_without_action: int
    longest_off_target: int
    """The most periods in a row that one of the KPIs has now been off target."""
    contributes_to: tuple[str, ...] = ()
    promises_given: int = 0
    """But for those that are refused, as in the next two."""
    promises_broken: int = 0
    promises_received: int = 0
    blockers_to_clear: int = 0
    last_sign: date | None = None
    """The latest day of a comment of theirs, or on which a row of theirs was opened or closed.

    That of the paper, where one is not as the last close had it.
    """


@frozen
class StatusCount:
    """How many KPIs have each status."""

    on_target: int = 0
    at_risk: int = 0
    off_target: int = 0
    no_target: int = 0
    no_data: int = 0


@frozen
class Summary:
    """What stands on the first page."""

    now: StatusCount
    before: StatusCount
    before_period: str | None
    changes: tuple[StatusChange, ...]
    matters_most: tuple[str, ...]
    """The KPIs for the tiles and the messages, the one that needs the board most first."""


@frozen
class ScoredSource:
    """A file that was read, and whether it came too late."""

    source: Source
    stale: bool


@frozen
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
    log: tuple[ScoredRow, ...]
    commentary: tuple[Comment, ...]
    sources: tuple[ScoredSource, ...]
    skipped: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
    accountability: Accountability = field(default_factory=Accountability)
    agreements: tuple[ScoredAgreement, ...] = ()
    word: Comment | None = None
    """What the sponsor says of the period as a whole."""
    since_close: SinceClose | None = None
    """What is not as it was when a period was closed last; None where none was."""
    narrowed: bool = False
    """Whether some of the KPIs that are defined are left out."""
    people: tuple[str, ...] = ()
    """Ids of the owners whose own pack it is; empty where it is everybody's."""
    also: tuple[ScoredKpi, ...] = ()
    """KPIs that are not shown, of which rows of the registers speak."""
    dues: Sequence[Due] = ()
    """What is still to come from whom."""
    moments: tuple[MomentScore, ...] = ()
    """Those of the journey, and stages that KPIs name themselves, in its order."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of rows of the log that are not shown, of which others speak, by id."""
    draft: Draft | None = None
    """The comments that may still come; None where none is missing."""
    gate: Gate = field(default_factory=Gate)
    """What the pack is held to, and what of that it breaches."""
    ledger: Ledger | None = None
    """Customers as an asset; None where nobody says who is one."""
    comments: ScoredComments | None = None
    """What customers say in their own words; None where nothing is kept of it."""
    hassles: ScoredHassles | None = None
    """What lets customers down, by cause; None where nobody says where it stands."""
    portfolio: Portfolio | None = None
    """Reliability and innovation; None where no action and no agreement says which it is."""
    valued: WhatCustomersValue | None = None
    """The drivers that exist; None where nothing goes with any KPI beyond chance."""
    value_at_stake: tuple[ValueAtStake, ...] = ()
    """What may be lost with customers, in kpis.yaml's order."""
    listening: ScoredListening | None = None
    """Who is heard, and who is not; None where nobody says where customers are listened to."""
    asked: tuple[ScoredAsked, ...] = ()
    """Who was asked in each survey that says so."""
    heard: tuple[Heard, ...] = ()
    """The register of listening, by day."""
    listing: Listing | None = None
    """Which rows of the log are listed; None where all are. Of the others it is not known what
    else went on meanwhile."""

    @property
    def listed_problems(self) -> tuple[Problem, ...]:
        """The problems; where not all rows are listed as many of a code as there are rows."""
        if self.listing is None:
            return self.problems
        told = Counter[str]()
        found = []
        for problem in self.problems:
            told[problem.code] += 1
            if told[problem.code] <= MOST:
                found.append(problem)
        return tuple(found)

    @property
    def listed_dues(self) -> Sequence[Due]:
        """What is due, of the log that of the rows that are listed."""
        if self.listing is None:
            return self.dues
        ids = self.listing.ids
        return tuple(due for due in self.dues if due.kind not in OF_ROWS or due.id in ids)

    @property
    def listed(self) -> tuple[ScoredRow, ...]:
        """The rows of the log that are listed, in its order."""
        return self.log if self.listing is None else self.listing.rows

    def listed_of(self, kind: LogKind) -> tuple[ScoredRow, ...]:
        """Return the rows of one kind that are listed."""
        return tuple(scored for scored in self.listed if scored.row.kind is kind)

    def listed_on(self, scored: ScoredKpi) -> tuple[ScoredRow, ...]:
        """Return the actions on a KPI that are listed."""
        if self.listing is None:
            return scored.actions
        return self.listing.actions.get(scored.kpi.id, ())

    @property
    def actions(self) -> tuple[ScoredRow, ...]:
        """What has been promised."""
        return self.rows_of(LogKind.ACTION)

    def rows_of(self, kind: LogKind) -> tuple[ScoredRow, ...]:
        """Return the rows of the log of one kind."""
        if isinstance(self.log, SortedLog):
            return tuple(self.log.of_kind[kind])
        return tuple(scored for scored in self.log if scored.row.kind is kind)
