"""What is said about a scorecard: every text of every page, ready to be set."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxscore.rendering.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Word:
    """A judgement in one or two words, and as a phrase that explains it."""

    short: str
    """``Off target``, ``Worsening``, ``Misses target``; empty where nothing is judged."""
    long: str
    """``Worsening: real change, not noise``."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that the board needs to know: a sentence in bold, and the facts after it."""

    lead: str
    rest: str
    kpi_id: str | None = None
    """The KPI to link to."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A KPI whose status is not what it was."""

    kpi_id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of status since the period before."""

    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    other: tuple[Changed, ...]
    """To or from having no target or no data."""
    title: str
    """``Status since May 2026.``"""
    sentence: str
    """``Better: Customer effort and Calls abandoned. Worse: Order accuracy.``"""


@dataclass(frozen=True, slots=True)
class ComparisonSaid:
    """One row of the comparisons of a KPI."""

    label: str
    """``Previous month``, ``A year ago``, ``Fiscal year to date``, ``Trailing year``."""
    against: str
    """The period compared with: ``May 2026``, ``FY2026 to May 2025``; empty where unknown."""
    value: str
    """The value at hand; ``–`` where there is none."""
    base: str
    """The value compared with; ``–`` where there is none."""
    change: str
    """``+1.3 points``; empty where withheld."""
    verdict: str
    """``more than chance explains``, or why it is withheld: ``not compared: …``."""
    withheld: bool


@dataclass(frozen=True, slots=True)
class PointSaid:
    """One row of a chart's data table, and the labels of its point."""

    id: str
    """The period's id."""
    period: str
    """``June 2026``"""
    tick: str
    """``Jun ’26``: for the axis."""
    value: str
    base: str
    target: str
    mean: str
    lower: str
    upper: str
    status: str
    point: str
    """``Improvement: above the upper limit``; empty for ordinary points."""
    note: str
    """``not complete``, ``not counted: Strike``, ``limits start again: New courier``."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark on the chart: a break, an ignored period or an event."""

    id: str
    """The id of the period of the series that it stands at."""
    label: str
    """``New courier``"""
    text: str
    """``Limits start again in January 2026: New courier. Not comparable across it.``"""
    kind: str = "break"
    """``break``, ``ignored`` or ``event``."""
    sign: str = ""
    """What stands on the chart: ``A``, ``B`` and so on, from the left; an event's number."""


@dataclass(frozen=True, slots=True)
class SegmentSaid:
    """One row of a KPI's segments."""

    name: str
    """``North``, ``North, App``, ``(blank)``."""
    value: str
    base: str
    share: str
    """Its part of all answers: ``23%``; empty where unknown."""
    interval: str
    """``81.2% to 85.1%``; empty where there is none."""
    status: Word
    small: bool
    """Too small a base to be judged, or withheld."""
    differs: str = ""
    """``lower than all the others together``, where that is more than chance explains."""
    place: int = 0
    """Where it stands among the segments of its ``by``."""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One segment of a funnel plot in figures."""

    name: str
    base: str
    value: str
    limits: str
    """``41.2% to 88.0%``: the outer limits at its base; empty where it is not judged."""
    place: str
    """``Above``, ``Below``, ``Within`` or ``Not judged``."""


@dataclass(frozen=True, slots=True)
class FunnelSaid:
    """A funnel plot in words and figures."""

    title: str
    """``17 segments by region against what chance alone would do``"""
    sentence: str
    description: str
    """What somebody who cannot see it is told."""
    base_axis: str
    """What the horizontal axis counts: ``Base (answers)``."""
    centre: str
    rows: tuple[FunnelRow, ...]


@dataclass(frozen=True, slots=True)
class SegmentsSaid:
    """A table of segments: one ``by`` of a KPI."""

    title: str
    """``By region``, ``By region and channel``."""
    rows: tuple[SegmentSaid, ...]
    sentence: str
    """``From 79.1% (South) to 86.4% (North).``; empty where there is nothing to compare."""
    notes: tuple[str, ...] = ()
    """What contributes most, which differ from the others, and how many are withheld."""
    funnel: FunnelSaid | None = None


@dataclass(frozen=True, slots=True)
class MovementRow:
    """What one segment adds to a change."""

    name: str
    """``North``, ``(blank)``, ``3 segments withheld``."""
    base_value: str
    """In the period compared with; ``–`` where there is none. ``value`` is the one at hand."""
    value: str
    base_share: str
    """Its part of the base: ``23%``; ``–`` where it has none."""
    share: str
    rate: str
    """``+1.2``: because its value changed; without the unit."""
    mix: str
    """``−0.3``: because its part of the base changed."""
    note: str
    """``new``, ``gone``, ``small base``; may be empty."""
    faint: bool
    """Its base is too small for it to be called a cause."""


@dataclass(frozen=True, slots=True)
class MovementBar:
    """One bar of the waterfall: a segment, the rest of them, or the mix."""

    name: str
    text: str
    """``+1.2``"""
    size: float
    """What it adds to the change, in the KPI's unit."""
    judged: bool
    """It is a segment, with a base that is large enough: better or worse."""
    faint: bool = False
    """Its base is too small."""


@dataclass(frozen=True, slots=True)
class MovementSaid:
    """A change taken apart by segment."""

    title: str
    """``Why it moved since May 2026, by region``"""
    base_period: str
    sentence: str
    """``7.7 of the 8.9 points are real, mostly North; 1.2 are who was asked.``

    Empty where the change may be chance.
    """
    rows: tuple[MovementRow, ...]
    bars: tuple[MovementBar, ...]
    """What lies between the two values, segments first, those that add most first."""
    description: str
    """The waterfall in one sentence."""
    rate: str
    """``+7.7``: of all segments together, without the unit; ``mix`` likewise."""
    mix: str
    change: str
    """``+8.9 points``"""
    base_value: str
    """``+36.1``; ``value`` is the one at hand."""
    value: str
    base_tick: str
    """``May ’26``: below the value; ``tick`` likewise."""
    tick: str
    note: str
    """That rounded parts do not add up, and what is grey; may be empty."""
    shown: bool
    """Whether it is the one for the panel."""


@dataclass(frozen=True, slots=True)
class DriverRow:
    """One driver."""

    column: str
    """As in the definition."""
    name: str
    """``reply time``"""
    share: str
    """Its part of the explained differences: ``31%``."""
    interval: str
    """``25% to 37%``"""
    performance: str
    """The share of its best answers; ``–`` where no scale says which they are."""
    direction: str
    """More of it goes with ``higher`` or ``lower`` values; ``–`` where that is not clear."""
    first: bool
    """It goes with much, and has few of the best answers."""


@dataclass(frozen=True, slots=True)
class DriversSaid:
    """What goes with a KPI, or why that cannot be told."""

    sentence: str
    """``Together they go with 41% of the differences between answers; …``"""
    level: str
    """``95% interval``"""
    base: str = ""
    """``3,659 answers in the year to June 2026; …``"""
    rows: tuple[DriverRow, ...] = ()
    """Those that most goes with first."""
    notes: tuple[str, ...] = ()
    """Where to look first, what has no place on the chart, which columns were not used and why."""
    description: str = ""
    """The chart in one sentence; empty where there is none."""
    judged: bool = False
    """Whether a higher or a lower value is better."""


@dataclass(frozen=True, slots=True)
class CommentSaid:
    """What the owner wrote."""

    what: str
    why: str
    next: str
    by: str
    """``Amara Osei, 3 July 2026``; empty where neither is known."""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ActionSaid:
    """One row of the action register."""

    id: str
    title: str
    kpi_id: str
    kpi: str
    owner: str
    opened: str
    due: str
    """``14 July 2026``; empty where none is set."""
    timeliness: Word
    """``Overdue`` and ``Overdue by 12 days, moved twice``."""
    progress: str
    """``55%``; empty where unknown."""
    cause: str
    expected_effect: str
    outcome: str
    check_on: str
    closed: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KpiSaid:
    """All that is said about one KPI."""

    id: str
    name: str
    description: str
    owner: str
    """The accountable person's name."""
    owner_role: str
    contributors: tuple[tuple[str, str], ...]
    """Name, and what the KPI depends on that person for."""
    period: str
    """Of the value at hand: ``June 2026``; it may be older than the paper's."""
    period_note: str
    """``Q2 2026`` where the KPI's period is not the paper's, else empty."""
    value: str
    """``83.2%``; ``–`` where there is none."""
    base: str
    """``n = 1,204``; empty where there is none."""
    interval: str
    """``95% interval 81.2% to 85.1%``; empty where there is none."""
    target: str
    """``90.0%``, ``4 to 6 days``, ``–``."""
    target_phrase: str
    """``target 90.0%``, ``no target``: what follows the status word."""
    target_reason: str
    gap: str
    """``−6.8``: without the unit unless it is needed; ``–`` where there is none."""
    at_risk_within: str
    previous: str
    """The value of the period before; ``–`` where there is none."""
    previous_period: str
    year_ago: str
    year_ago_period: str
    status: Word
    variation: Word
    capability: Word
    better: str
    """``Higher``, ``Lower``, ``In range``, ``Neither``."""
    measure: str
    """``Promoters (9 to 10) less detractors (0 to 6), in points of all answers``."""
    span: str
    """``monthly, July 2023 to June 2026``"""
    claim: str
    """The title of its panel: a sentence without a full stop."""
    sentence: str
    """Value, target and signal in one or two sentences."""
    signal_sentence: str
    chart_description: str
    mean: str
    lower: str
    upper: str
    """Like ``mean`` and ``lower`` as brief as ``value_brief``."""
    baseline: str
    """Where the limits come from: ``36 months, July 2023 to June 2026``."""
    comparisons: tuple[ComparisonSaid, ...]
    points: tuple[PointSaid, ...]
    marks: tuple[Marked, ...]
    segments: tuple[SegmentsSaid, ...]
    benchmark: str
    """``38, UKCSI July 2026``; empty where there is none."""
    comment: CommentSaid | None
    comment_missing: str
    """What stands in its place; empty where no comment is called for."""
    actions: tuple[ActionSaid, ...]
    warnings: tuple[str, ...]
    """The notices, and the warnings about its definition and its data."""
    journey: str = ""
    """``Buy, Checking out``; empty where it has no place on the journey."""
    value_brief: str = ""
    """For columns and labels, the unit as a sign or not at all: ``5.2 d``, ``3.53``."""
    target_brief: str = ""
    previous_brief: str = ""
    year_ago_brief: str = ""
    forecast_sentence: str = ""
    movement_sentences: tuple[str, ...] = ()
    """One for each movement of the KPI, in their order."""
    movements: tuple[MovementSaid, ...] = ()
    """The same movements in all their words."""
    findings: tuple[str, ...] = ()
    """What the methods found out, a sentence each."""
    outlook: Word = field(default=Word("", ""))
    """Whether the target ahead will be met: ``In doubt``; empty where there is none."""
    drivers: DriversSaid | None = None
    """None where it names none."""
    centre: str = "Mean"
    """What the line in the middle of the chart is: ``Mean``, or ``Median`` of a run chart."""
    level: str = ""
    """``95%``: how sure its intervals are."""
    notices: tuple[str, ...] = ()
    """What whoever reads the value has to know of it: not complete, late, too small a base."""


@dataclass(frozen=True, slots=True)
class OwnerSaid:
    """One row of the accountability table; the counts stand in the scorecard."""

    id: str
    name: str
    role: str
    """``Chief Customer Officer, Customer``; empty where unknown."""
    deputy: str
    longest_off_target: str
    """``8 months``, ``–``."""
    gaps: str
    """``No action for Order accuracy. No comment on Trust.``; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of the method page."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceSaid:
    """One row of the data sources."""

    dataset: str
    path: str
    digest: str
    """SHA-256, in full."""
    digest_short: str
    rows: str
    rows_used: str
    rows_skipped: str
    span: str
    """``1 July 2023 to 30 June 2026``; empty where it has no dates."""
    note: str
    """``late``; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the head and the foot of the paper."""

    title: str
    document_title: str
    """``Customer experience scorecard, June 2026``"""
    eyebrow: str
    """``Northwind Home, Board of Directors, item 7``; empty where nothing is known."""
    period: str
    meeting: str
    """``Board meeting 23 July 2026``; empty where unknown."""
    purpose: str
    """``For assurance``; empty where unknown."""
    sponsor: str
    sponsor_role: str
    classification: str
    running: str
    """``Northwind Home · Customer experience scorecard, June 2026``"""
    footer: str
    """``Data to 30 June 2026, as of 6 July 2026``"""
    description: str
    """For the metadata: ``Board scorecard of 20 customer-experience KPIs to June 2026``."""


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said; lists are in the order of the page."""

    numbers: Numbers
    """Writes numbers and dates as the paper does: for axes."""
    masthead: Masthead
    headline: str
    mix_caption: str
    """``of 20 KPIs. In May: 7 on target, 8 at risk, 5 off target.``"""
    needs_to_know: tuple[Key, ...]
    changes: Changes
    grid_title: str
    scorecard_claim: str
    detail_claim: str
    owners_claim: str
    actions_claim: str
    method_claim: str
    kpis: Mapping[str, KpiSaid]
    """By id, in kpis.yaml's order."""
    owners: tuple[OwnerSaid, ...]
    actions: tuple[ActionSaid, ...]
    """Overdue first, then by the date due; done and cancelled last."""
    method: tuple[Note, ...]
    sources: tuple[SourceSaid, ...]
    problems: tuple[str, ...] = field(default=())
    """The warnings of the whole paper, with their places."""
    maintenance: tuple[str, ...] = ()
    """All that is for the person who maintains the report: the warnings, and what is not told."""
