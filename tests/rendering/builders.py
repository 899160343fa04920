"""Scorecards put together by hand, for the tests of what is rendered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.commentary import CommentNeed, CommentState
from cxscore.model.findings import Comparison, Comparisons, Interval, Target
from cxscore.model.kpi import Benchmark, Break, Ignored, Kpi, TargetStep
from cxscore.model.log import LogStatus
from cxscore.model.measured import Source
from cxscore.model.measures import Count, Mean, Measure, Nps, Ratio, RatioPart, TopBox, Value
from cxscore.model.outline import Group, Heading, Moment, Owner, Purpose, Stage
from cxscore.model.registers import Comment
from cxscore.model.scorecard import (
    OwnerScore,
    Point,
    Scorecard,
    ScoredKpi,
    ScoredRow,
    ScoredSource,
    SegmentScore,
    Signal,
    StatusCount,
    Summary,
)
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import (
    Capability,
    PointType,
    Rule,
    Status,
    Timeliness,
    Variation,
    Withheld,
)
from cxscore.rendering.sections import Page, lay_out_page
from cxscore.rendering.words import say
from cxscore.score.accountability.owners import needs_comment
from tests.log_rows import an_action

CALENDAR = Calendar(Grain.MONTH, 4)
JUNE = CALENDAR.parse("2026-06")
assert JUNE is not None
AS_OF = date(2026, 7, 6)
TOLERANCE = 1e-9

OWNERS = (
    Owner("amara", "Amara Osei", "Chief Customer Officer", "Customer", "amara@example.com"),
    Owner("jonas", "Jonas Lindqvist", "Chief Operating Officer", "Operations", deputy="amara"),
    Owner("daniel", "Daniel Achebe", "General Counsel"),
)


def status_of(
    polarity: Polarity, value: float | None, target: Target | None, within: float
) -> Status:
    """Return the status as the contract has it."""
    if value is None:
        return Status.NO_DATA
    if target is None or polarity is Polarity.NEUTRAL:
        return Status.NO_TARGET
    gap = gap_of(value, target)
    assert gap is not None
    short = {
        Polarity.HIGHER_IS_BETTER: -gap,
        Polarity.LOWER_IS_BETTER: gap,
        Polarity.IN_RANGE: abs(gap),
    }[polarity]
    if short <= TOLERANCE:
        return Status.ON_TARGET
    return Status.AT_RISK if short <= within + TOLERANCE else Status.OFF_TARGET


def gap_of(value: float | None, target: Target | None) -> float | None:
    """Return value − target; for a range, from the nearer edge."""
    if value is None or target is None:
        return None
    if target.value is not None:
        return value - target.value
    if target.low is not None and value < target.low:
        return value - target.low
    if target.high is not None and value > target.high:
        return value - target.high
    return 0.0


def limits_of(values: Sequence[float | None]) -> Limits | None:
    """Return XmR limits without screening."""
    known = [v for v in values if v is not None]
    pairs = pairwise(values)
    moves = [abs(a - b) for a, b in pairs if a is not None and b is not None]
    if len(known) < 3 or not any(moves):
        return None
    mean, width = sum(known) / len(known), 2.66 * sum(moves) / len(moves)
    return Limits(mean, mean - width, mean + width)


def variation_of(polarity: Polarity, value: float | None, limits: Limits | None) -> Variation:
    """Return what a last point outside the limits is."""
    if value is None or limits is None:
        return Variation.NO_SIGNAL_POSSIBLE
    if limits.lower <= value <= limits.upper:
        return Variation.STEADY
    high = value > limits.upper
    match polarity:
        case Polarity.HIGHER_IS_BETTER:
            return Variation.IMPROVING if high else Variation.WORSENING
        case Polarity.LOWER_IS_BETTER:
            return Variation.WORSENING if high else Variation.IMPROVING
        case _:
            return Variation.UP if high else Variation.DOWN


POINTS = {
    Variation.IMPROVING: PointType.IMPROVEMENT,
    Variation.WORSENING: PointType.CONCERN,
    Variation.UP: PointType.HIGH,
    Variation.DOWN: PointType.LOW,
    Variation.STEADY: PointType.COMMON_CAUSE,
    Variation.NO_SIGNAL_POSSIBLE: None,
}


def capability_of(
    polarity: Polarity, target: Target | None, limits: Limits | None
) -> Capability | None:
    """Return how the process does against a single target."""
    if target is None or target.value is None or limits is None:
        return None
    high = polarity is Polarity.HIGHER_IS_BETTER
    if limits.lower <= target.value <= limits.upper:
        return Capability.HIT_AND_MISS
    return Capability.HITS if (target.value < limits.lower) == high else Capability.MISSES


def compare(
    period: Period | None,
    value: float | None,
    base: Period | None,
    base_value: float | None,
    percent: bool,
) -> Comparison:
    """Return a comparison, significant where it is more than 3 % of the base."""
    if period is None or value is None:
        return Comparison(withheld_because=Withheld.NO_DATA)
    if base is None or base_value is None:
        return Comparison(
            period.id,
            value,
            None,
            base.id if base else None,
            withheld_because=Withheld.NO_BASE_DATA,
        )
    change = value - base_value
    relative = None if percent or base_value == 0 else 100 * change / base_value
    significant = abs(change) > 0.03 * abs(base_value)
    p_value = 0.01 if significant else 0.4
    return Comparison(
        period.id, value, None, base.id, base_value, None, change, relative, significant, p_value
    )


def make_kpi(
    key: str,
    values: Sequence[float | None],
    *,
    name: str = "",
    owner: str = "amara",
    group: str | None = None,
    measure: Measure | None = None,
    polarity: Polarity = Polarity.HIGHER_IS_BETTER,
    target: Target | float | None = None,
    within: float = 0.0,
    unit: str = "percent",
    decimals: int = 1,
    calendar: Calendar = CALENDAR,
    last: str = "2026-06",
    base: int | None = 1000,
    baseline: int | None = None,
    minimum_base: int = 0,
    definition: Kpi | None = None,
) -> ScoredKpi:
    """Return a scored KPI whose series ends at the period *last*.

    Limits come from the first *baseline* values, all where it is None.
    """
    target = Target(float(target)) if isinstance(target, int | float) else target
    steps = (
        (TargetStep(None, target.value, target.low, target.high, target.reason),)
        if target
        else None
    )
    kpi = definition or Kpi(
        key,
        name or key.replace("_", " ").capitalize(),
        owner,
        measure or TopBox("score", at_least=4, scale=(1, 5)),
        polarity,
        dataset="surveys",
        group=group,
        target=steps,
        at_risk_within=within,
        minimum_base=minimum_base,
    )
    period = calendar.parse(last)
    assert period is not None
    periods = [calendar.shift(period, at - len(values) + 1) for at in range(len(values))]
    small = base is not None and base < minimum_base
    limits = limits_of(values[:baseline])
    points = tuple(
        Point(
            at,
            True,
            value,
            base if value is not None else None,
            target=target,
            status=Status.NO_TARGET if small else status_of(polarity, value, target, within),
            base_too_small=small,
            point=POINTS[variation_of(polarity, value, limits)],
            rules=(Rule.OUTSIDE,)
            if value is not None and limits and not limits.lower <= value <= limits.upper
            else (),
            limits=limits,
        )
        for at, value in zip(periods, values, strict=True)
        if at is not None
    )
    value = values[-1]
    variation = variation_of(polarity, value, limits)
    percent = unit in ("percent", "points")
    before = points[-2] if len(points) > 1 else None
    ago = points[-13] if len(points) > 12 else None
    scored = ScoredKpi(
        kpi,
        calendar.grain,
        unit,
        decimals,
        period if value is not None else None,
        value,
        base if value is not None else None,
        None,
        None,
        Interval(value - 2, value + 2, 0.95, "wilson") if percent and value is not None else None,
        target,
        gap_of(value, target),
        points[-1].status,
        small,
        False,
        True,
        Comparisons(
            compare(period, value, before and before.period, before and before.value, percent),
            compare(period, value, ago and ago.period, ago and ago.value, percent),
            Comparison(withheld_because=Withheld.NOT_POOLABLE),
            Comparison(withheld_because=Withheld.MISSING_PERIODS),
        ),
        Signal(
            variation,
            capability_of(polarity, target, limits),
            points[-1].rules,
            limits,
            trial=len(values) < 12,
            since=points[-1].period.id if points[-1].rules else None,
            points=len([v for v in values[:baseline] if v is not None]),
        ),
        points,
        status_before=before.status if before else None,
    )
    return with_marks(scored, kpi.breaks, kpi.ignore)


def with_marks(
    scored: ScoredKpi, breaks: tuple[Break, ...] = (), ignore: tuple[Ignored, ...] = ()
) -> ScoredKpi:
    """Return *scored* as if its definition had these breaks and ignored periods."""

    def marked(point: Point) -> Point:
        first, last = point.period.start, point.period.end
        started = tuple(b for b in breaks if spans[b.start][0] in point.period)
        over = (i for i in ignore if spans[i.period][0] <= last and spans[i.period][1] >= first)
        point = replace(point, breaks=started, ignored=next(over, None))
        if point.ignored is None or point.value is None:
            return point
        return replace(point, point=PointType.IGNORED, rules=())

    texts = (*(each.start for each in breaks), *(each.period for each in ignore))
    spans = {text: span for text in texts if (span := CALENDAR.span(text))}
    kpi = replace(scored.kpi, breaks=breaks, ignore=ignore)
    return replace(scored, kpi=kpi, series=tuple(marked(point) for point in scored.series))


def wave(start: float, step: float, count: int = 36, swing: float = 1.0) -> list[float]:
    """Return a series that swings around a line, the same at every run."""
    swings = (0.0, 0.7, -0.4, 1.0, -0.8, 0.3, -1.0, 0.5)
    return [start + step * at + swing * swings[at % 8] for at in range(count)]


def make_action(
    key: str,
    kpi: str,
    title: str,
    due: tuple[date, ...] = (date(2026, 9, 30),),
    status: LogStatus = LogStatus.OPEN,
    owner: str = "daniel",
    progress: float | None = 40.0,
) -> ScoredRow:
    """Return an action with what follows from its dates."""
    action = an_action(
        key,
        kpi,
        title,
        owner,
        status,
        cause="A cause",
        opened=date(2026, 1, 5),
        due=due,
        progress=progress,
        expected_effect="+2 points by October",
        more={"Budget": "20,000"},
    )
    late = (AS_OF - due[-1]).days if due and status is LogStatus.OPEN else 0
    moved = max(0, len(due) - 1)
    if status is LogStatus.DONE:
        timeliness = Timeliness.DONE
    elif status is LogStatus.CANCELLED:
        timeliness = Timeliness.CANCELLED
    elif late > 0:
        timeliness = Timeliness.OVERDUE
    else:
        timeliness = (
            Timeliness.SLIPPING if moved or status is LogStatus.BLOCKED else Timeliness.ON_TRACK
        )
    return ScoredRow(action, timeliness, late > 0, max(0, late), moved)


def _comment_state(kpi: ScoredKpi, commentary: Sequence[Comment]) -> CommentState:
    """Return whether a comment is there, or missed; no day is set for it."""
    if any(comment.kpi == kpi.kpi.id for comment in commentary):
        return CommentState(CommentNeed.WRITTEN)
    return CommentState(CommentNeed.OVERDUE if needs_comment(kpi) else CommentNeed.NOT_NEEDED)


def make_scorecard(
    kpis: Sequence[ScoredKpi],
    *,
    heading: Heading | None = None,
    period: Period | None = JUNE,
    groups: tuple[Group, ...] = (),
    actions: tuple[ScoredRow, ...] = (),
    commentary: tuple[Comment, ...] = (),
    matters_most: tuple[str, ...] | None = None,
    **more: object,
) -> Scorecard:
    """Return the scorecard of *kpis*, counted and with its owners."""
    assert period is not None
    kpis = [
        replace(
            k,
            actions=tuple(a for a in actions if a.row.kpi == k.kpi.id),
            commentary=next((c for c in commentary if c.kpi == k.kpi.id), None),
            comment_state=_comment_state(k, commentary),
        )
        for k in kpis
    ]
    order = [Status.OFF_TARGET, Status.AT_RISK, Status.NO_DATA, Status.ON_TARGET, Status.NO_TARGET]
    ranked = sorted(
        kpis, key=lambda k: (order.index(k.status), k.signal.variation is Variation.STEADY)
    )
    changes = tuple(
        StatusChange(k.kpi.id, k.status_before, k.status)
        for k in kpis
        if k.status_before is not None and k.status_before is not k.status
    )
    summary = Summary(
        count([k.status for k in kpis]),
        count([k.status_before or Status.NO_DATA for k in kpis]),
        "2026-05",
        changes,
        matters_most if matters_most is not None else tuple(k.kpi.id for k in ranked),
    )
    scorecard = Scorecard(
        heading or Heading("Customer experience scorecard"),
        "GBP",
        period,
        True,
        AS_OF,
        "0" * 64,
        summary,
        tuple(kpis),
        tuple(owner_score(owner, kpis) for owner in OWNERS),
        groups,
        (Stage("buy", "Buy", (Moment("checkout", "Checking out"),)), Stage("help", "Get help")),
        actions,
        commentary,
        (
            ScoredSource(
                Source(
                    "surveys",
                    "samples/surveys.csv",
                    "ab" * 32,
                    43200,
                    43150,
                    0,
                    date(2023, 7, 1),
                    date(2026, 6, 30),
                ),
                False,
            ),
        ),
    )
    return replace(scorecard, **more)  # type: ignore[arg-type]


def count(statuses: Sequence[Status]) -> StatusCount:
    """Count the statuses."""
    return StatusCount(**{status.value: statuses.count(status) for status in Status})


def owner_score(owner: Owner, kpis: Sequence[ScoredKpi]) -> OwnerScore:
    """Return what one person answers for."""
    own = [k for k in kpis if k.kpi.owner == owner.id]
    counts = count([k.status for k in own])
    return OwnerScore(
        owner,
        tuple(k.kpi.id for k in own),
        counts.on_target,
        counts.at_risk,
        counts.off_target,
        counts.no_data,
        sum(k.signal.variation is Variation.IMPROVING for k in own),
        sum(k.signal.variation is Variation.WORSENING for k in own),
        sum(a.row.status is LogStatus.OPEN for k in own for a in k.actions),
        sum(a.overdue for k in own for a in k.actions),
        sum(k.comment_state.need is CommentNeed.OVERDUE for k in own),
        sum(k.status is Status.OFF_TARGET and not k.actions for k in own),
        max((k.periods_off_target for k in own), default=0),
        tuple(k.kpi.id for k in kpis if owner.id in k.kpi.contributors),
    )


def page_of(scorecard: Scorecard) -> Page:
    """Return the page of *scorecard*, as templates see it."""
    return lay_out_page(scorecard, say(scorecard))


def notes_in(page: Page) -> dict[str, str]:
    """Return the notes of the method page by their titles."""
    return {note.title: note.text for column in page.method.notes for note in column}


def sample() -> Scorecard:
    """Return a paper of ten varied KPIs, as a board would get it."""
    nps = make_kpi(
        "nps",
        [*wave(36, 0.0, 27, 2.0), 41.0, 42.5, 42.0, 44.0, 42.0, 42.0, 41.0, 43.0, 45.2],
        baseline=24,
        target=Target(42.0, reason="Board plan"),
        unit="points",
        decimals=0,
        base=1204,
        definition=Kpi(
            "nps",
            "Net promoter score",
            "amara",
            Nps("recommend"),
            Polarity.HIGHER_IS_BETTER,
            "surveys",
            "Would you recommend us to a friend or colleague?",
            {"jonas": "keeps deliveries on time"},
            "loyalty",
            "checkout",
            by=(("region",), ("region", "channel")),
            target=(TargetStep("2025-04", 40.0, reason="Board plan"), TargetStep("2026-04", 42.0)),
            at_risk_within=3.0,
            minimum_base=30,
            benchmark=Benchmark(38.0, "UKCSI July 2026", "2026-07"),
            breaks=(Break("2025-10", "New welcome journey"),),
            ignore=(Ignored("2025-12", "Strike"),),
        ),
    )
    nps = replace(
        nps,
        segments=(
            _segment(("region",), ("North",), 38.1, 402, 0.33, Status.AT_RISK),
            _segment(("region",), ("South",), 48.9, 790, 0.66, Status.ON_TARGET),
            _segment(("region",), (None,), 20.0, 12, 0.01, Status.NO_TARGET, small=True),
            _segment(("region", "channel"), ("North", "App"), 40.0, 200, 0.17, Status.AT_RISK),
        ),
    )
    easy = make_kpi(
        "effort",
        [*wave(68, 0.05, 24), *wave(71, 0.35, 11), 74.96],
        name="Customer effort: easy",
        group="loyalty",
        target=75.0,
        within=2.0,
        baseline=24,
    )
    fcr = make_kpi(
        "fcr",
        [*wave(75, 0.0, 33), 72.0, 71.5, 71.2],
        name="First contact resolution",
        owner="jonas",
        group="service",
        target=78.0,
        within=2.0,
        baseline=30,
    )
    complaints = make_kpi(
        "complaints",
        [*wave(3.0, 0.0, 30, 0.1), 3.4, 3.5, 3.45, 3.6, 3.54, 3.53],
        name="Complaints per 1,000 orders",
        owner="daniel",
        group="complaints",
        target=3.0,
        within=0.2,
        polarity=Polarity.LOWER_IS_BETTER,
        unit="complaints",
        decimals=2,
        baseline=30,
        measure=Ratio(RatioPart("cases", count_rows=True), RatioPart("orders", sum="orders"), 1000),
    )
    closed = make_kpi(
        "closed",
        [*wave(89, 0.0, 30), 86.0, 85.0, 84.0, 83.0, 81.9, 83.2],
        name="Resolved in five days",
        owner="daniel",
        group="complaints",
        target=90.0,
        within=2.0,
        baseline=30,
    )
    refund = make_kpi(
        "refund",
        wave(7.0, -0.05, 36, 0.2),
        name="Refund cycle time",
        owner="jonas",
        group="service",
        polarity=Polarity.LOWER_IS_BETTER,
        target=5.0,
        within=0.3,
        unit="days",
        measure=Mean("refund_days"),
    )
    accuracy = make_kpi(
        "accuracy",
        wave(99.62, 0.0, 36, 0.05),
        name="Order accuracy",
        owner="jonas",
        group="service",
        target=99.0,
        decimals=2,
    )
    quarterly = make_kpi(
        "trust",
        wave(71, 0.1, 9, 0.4),
        name="Trust score",
        group="loyalty",
        target=70.0,
        calendar=Calendar(Grain.QUARTER),
        last="2026-Q2",
    )
    backlog = make_kpi(
        "contacts",
        wave(12000, 40, 36, 300),
        name="Contacts received",
        owner="jonas",
        group="service",
        polarity=Polarity.NEUTRAL,
        unit="count",
        decimals=0,
        base=None,
        measure=Count(),
    )
    rating = make_kpi(
        "rating",
        [4.4, 4.5, None],
        name="App store rating",
        group="loyalty",
        unit="stars",
        decimals=2,
        target=4.5,
        measure=Value("rating"),
    )
    constant = make_kpi(
        "coverage",
        [100.0] * 36,
        name="Stores covered",
        owner="jonas",
        group="service",
        polarity=Polarity.IN_RANGE,
        target=Target(low=95.0, high=100.0),
    )
    fcr = replace(fcr, periods_off_target=3, longest_off_target=4, status_before=Status.AT_RISK)
    kpis = (
        nps,
        easy,
        quarterly,
        rating,
        fcr,
        refund,
        accuracy,
        backlog,
        constant,
        complaints,
        closed,
    )
    return make_scorecard(
        kpis,
        heading=Heading(
            "Customer experience scorecard",
            "Northwind Home",
            "Board of Directors",
            "7",
            Purpose.ASSURANCE,
            "amara",
            date(2026, 7, 23),
            classification="Board confidential",
        ),
        groups=(
            Group("loyalty", "Loyalty"),
            Group("service", "Service"),
            Group("complaints", "Complaints"),
        ),
        actions=(
            make_action(
                "A1", "closed", "Courier evidence portal", (date(2026, 5, 1), date(2026, 6, 24))
            ),
            make_action("A2", "closed", "Recruit three case handlers"),
            make_action(
                "A3", "nps", "Extend the welcome journey", status=LogStatus.DONE, owner="amara"
            ),
            make_action("A4", "refund", "Instant refunds", (), LogStatus.BLOCKED, "jonas", None),
        ),
        commentary=(
            Comment(
                "closed",
                "2026-06",
                "daniel",
                date(2026, 7, 3),
                "83.2% closed in five days.",
                "Courier evidence now takes 6.1 days. Two of nine case handlers left.",
                "Portal from 4 August.",
            ),
        ),
        matters_most=("complaints", "closed", "fcr", "nps", "effort", "refund"),
    )


def _segment(
    by: tuple[str, ...],
    segment: tuple[str | None, ...],
    value: float,
    n: int,
    share: float,
    status: Status,
    small: bool = False,
) -> SegmentScore:
    interval = None if small else Interval(value - 4, value + 4, 0.95, "adjusted_wald")
    # The sample's series have 14 periods; segments are told at the last two.
    return SegmentScore(by, segment, value, n, interval, status, small, share)
