"""All that is said about one KPI."""

from collections.abc import Sequence
from dataclasses import field

from cxscore.frozen import frozen
from cxscore.model.choices import ChartKind, Polarity, RulePreset
from cxscore.model.commentary import CommentRemark
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Outlook, Status
from cxscore.rendering.numbers import NONE, Numbers, written_decimals
from cxscore.rendering.words import (
    charts,
    comparing,
    judgements,
    measures,
    periods,
    sentences,
    signals,
    verdicts,
)
from cxscore.rendering.words.accepted import accepted_on
from cxscore.rendering.words.actions import ActionSaid, ActionsSaid
from cxscore.rendering.words.answers import answers_brief, answers_said
from cxscore.rendering.words.benchmarks import (
    benchmark_said,
    breach_word,
    breaches_said,
    rank_phrase,
)
from cxscore.rendering.words.chart_brief import chart_brief
from cxscore.rendering.words.comments import (
    CommentSaid,
    comment_said,
    missing_said,
    remark_said,
    remarks_of,
)
from cxscore.rendering.words.comparing import ComparisonSaid, left_out_sentence
from cxscore.rendering.words.drivers import DriversSaid, drivers_said
from cxscore.rendering.words.escalation import escalation_said
from cxscore.rendering.words.gaps import gap_sentence
from cxscore.rendering.words.grammar import capital, counted, sentence
from cxscore.rendering.words.intervals import interval_said, no_interval
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.movements import MovementSaid, movements_said
from cxscore.rendering.words.outlook import (
    forecast_sentence,
    outlook,
    outlook_brief,
    season_sentence,
    trend_sentence,
)
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.parts import parts_sentence
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.responses import falls_beside
from cxscore.rendering.words.restated import restated_said
from cxscore.rendering.words.segments import SegmentsSaid, segments_said
from cxscore.rendering.words.series import Marked, PointSaid, marks_said, points_said
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.unsaid import no_value
from cxscore.rendering.words.warnings import warning_said

BETTER = {
    Polarity.HIGHER_IS_BETTER: "Higher",
    Polarity.LOWER_IS_BETTER: "Lower",
    Polarity.IN_RANGE: "In range",
    Polarity.NEUTRAL: "Neither",
}


@frozen
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
    """``81.2% to 85.1% (95%)``: its interval and how sure that is; empty where there is none."""
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
    since_change: str
    """``Target missed in all 9 months since October 2025.``; empty without a lasting change."""
    rhythm: str
    """``quarterly``, ``over 3 months``: where it is not as the paper's other KPIs; else empty."""
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
    actions: Sequence[ActionSaid]
    warnings: tuple[str, ...]
    """The notices, and the warnings about its definition and its data."""
    journey: str = ""
    """``Checking out``: its moment or stage; empty where it has no place on the journey."""
    value_brief: str = ""
    """For columns and labels, the unit as a sign or not at all: ``5.2 d``, ``3.53``."""
    target_brief: str = ""
    previous_brief: str = ""
    year_ago_brief: str = ""
    forecast_sentence: str = ""
    trend_sentence: str = ""
    """``It has risen by 3 points a year since July 2023.``; empty where that may be chance."""
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
    compared: tuple[ComparisonSaid, ...] = ()
    """The comparisons that are made; equal ones once."""
    not_compared: tuple[str, ...] = ()
    """Those that are withheld, by reason: ``Year ago: May 2025 has no value.``"""
    comment_remarks: tuple[CommentRemark, ...] = ()
    comment_remark: str = ""
    """What is to be known of the comment: ``These are the words of May 2026.``"""
    escalation: str = ""
    """``For the board: off target for 9 months; A04 holds it.``"""
    restated: tuple[str, ...] = ()
    """``May 2026 was told as 68.0%; it is 66.2% now.``; none where nothing is."""
    answers: str = ""
    """What it is for and held to, and who answers for it besides: ``Serves Net promoter score``."""
    answers_brief: str = ""
    """The same without people and days, which the definition has: what it is for and held to."""
    signal_brief: str = ""
    """What the chart says, in a line: ``It has improved since December 2025; target met in all 7
    months since.``; empty where its picture and the verdicts say it."""
    season_sentence: str = ""
    """``Each year it is highest in December and lowest in January.``; empty without a season."""
    outlook_brief: str = ""
    """The forecast in a line: ``On course for the March 2027 target of 4.0%: 2.5% (1.1% to 3.9%)
    if the trend goes on.``; empty where there is none."""
    notices: tuple[str, ...] = ()
    """What whoever reads the value has to know of it: not complete, late, too small a base."""
    rank: str = ""
    """``3rd of 5, by chance 1st to 4th``; empty where it is not ranked."""
    breach: Word = field(default=Word("", ""))
    """``Breach`` beside the status, where a regulator's line is crossed; else empty."""
    breaches: tuple[str, ...] = ()
    """``Breach: 81.9% is below the 85.0% of the Code.``, for each line that is crossed."""
    accepted: tuple[str, ...] = ()
    """``Off target: accepted until 31 December 2026 by Helen Byrne. New bank in January.``"""


def kpi_said(scored: ScoredKpi, paper: Paper) -> KpiSaid:
    """Return everything that is said about *scored*."""
    kpi, shown = scored.kpi, Shown.of(scored, paper.numbers)
    period = scored.period or paper.scorecard.period
    signal = signals.signal_sentence(scored, shown)
    limits = scored.signal.limits
    compared = scored.comparisons
    rows = comparing.comparisons(scored, shown, paper.scorecard.heading.history)
    owner = paper.owners.get(kpi.owner)
    movements = movements_said(scored, shown)
    notices = _notices(scored, paper)
    return KpiSaid(
        id=kpi.id,
        name=kpi.name,
        description=kpi.description,
        owner=paper.person(kpi.owner),
        owner_role=owner.role if owner else "",
        contributors=tuple((paper.person(who), what) for who, what in kpi.contributors.items()),
        period=periods.name(period),
        period_note=_period_note(scored, paper),
        value=shown.value(scored.value),
        base=_base(scored, paper.numbers),
        interval=interval_said(scored.interval, shown),
        target=shown.target(scored.target),
        target_phrase=f"target {shown.target(scored.target)}" if scored.target else "no target",
        target_reason=scored.target.reason if scored.target else "",
        gap=shown.gap(scored.gap),
        at_risk_within=_within(scored, shown),
        previous=shown.value(compared.previous.base_value),
        previous_period=name_of(scored, compared.previous.base_period),
        year_ago=shown.value(compared.year_ago.base_value),
        year_ago_period=name_of(scored, compared.year_ago.base_period),
        status=verdicts.status(scored),
        variation=verdicts.variation(scored),
        capability=verdicts.capability(scored),
        better=BETTER[kpi.polarity],
        measure=_measure(scored, paper.numbers),
        span=_span(scored),
        rhythm=_rhythm(scored, paper),
        since_change=verdicts.since_change(scored),
        claim=sentences.claim(scored, periods.name(period)),
        sentence=sentences.kpi_sentence(scored, shown, signal, periods.name(period)),
        signal_sentence=signal,
        chart_description=signals.chart_description(scored, shown),
        mean=shown.brief_limit(limits.mean if limits else scored.signal.median),
        lower=shown.brief_limit(limits.lower if limits else None),
        upper=shown.brief_limit(limits.upper if limits else None),
        baseline=_baseline(scored),
        comparisons=rows,
        compared=comparing.told_once(scored, rows),
        not_compared=comparing.not_compared(rows),
        points=points_said(scored, shown),
        marks=marks_said(scored, paper),
        segments=segments_said(scored, shown),
        benchmark=benchmark_said(scored, shown),
        rank=rank_phrase(scored),
        breach=breach_word(scored),
        breaches=breaches_said(scored, shown),
        comment=comment_said(scored.commentary, paper, kpi.owner),
        comment_missing=missing_said(scored, paper),
        comment_remarks=remarks_of(scored, shown),
        comment_remark=remark_said(scored, shown, paper),
        actions=ActionsSaid(paper.scorecard.listed_on(scored), paper),
        escalation=escalation_said(scored, paper),
        answers=answers_said(kpi, shown, paper),
        answers_brief=answers_brief(kpi, shown, paper),
        signal_brief=chart_brief(scored, signal),
        season_sentence=season_sentence(scored),
        outlook_brief=outlook_brief(scored, shown),
        notices=notices,
        accepted=accepted_on(kpi.id, paper),
        warnings=(*notices, *(sentence(warning_said(each)) for each in scored.warnings)),
        journey=_journey(scored, paper.scorecard),
        value_brief=shown.brief(scored.value),
        target_brief=shown.brief_target(scored.target),
        previous_brief=shown.brief(compared.previous.base_value),
        year_ago_brief=shown.brief(compared.year_ago.base_value),
        movement_sentences=tuple(moved.sentence for moved in movements),
        movements=movements,
        findings=_findings(scored, shown),
        restated=restated_said(scored.kpi.id, paper),
        forecast_sentence=forecast_sentence(scored, shown),
        trend_sentence=trend_sentence(scored, shown),
        outlook=outlook(scored),
        drivers=drivers_said(scored, paper.numbers),
        centre=capital(charts.centre(scored.signal)),
        level=paper.numbers.level(kpi.level),
    )


def _findings(scored: ScoredKpi, shown: Shown) -> tuple[str, ...]:
    """Return what there is to say beyond value, target and chart, in the order of the panel.

    A forecast that cannot be made is no news to a board: the JSON says why.
    """
    told = (
        no_value(scored),
        no_interval(scored, shown),
        gap_sentence(scored, shown),
        parts_sentence(scored),
        left_out_sentence(scored),
        season_sentence(scored),
        trend_sentence(scored, shown),
        forecast_sentence(scored, shown) if _is_foretold(scored) else "",
    )
    return tuple(sentence(text) for text in told if text)


def _is_foretold(scored: ScoredKpi) -> bool:
    return scored.forecast is not None and scored.forecast.verdict is not Outlook.CANNOT_SAY


def _period_note(scored: ScoredKpi, paper: Paper) -> str:
    """Return the KPI's own period where the paper's does not tell it."""
    found, here = scored.period, paper.scorecard.period
    return "" if found is None or found.id == here.id else periods.name(found)


def _base(scored: ScoredKpi, numbers: Numbers) -> str:
    """Return ``n = 1,204``; a sum is no average, and its rows are nobody's answers."""
    if scored.n is None or scored.kpi.statistic is Statistic.TOTAL:
        return ""
    return f"n = {numbers.plain(scored.n)}"


def _measure(scored: ScoredKpi, numbers: Numbers) -> str:
    """Return what it measures, and how that was estimated where it was."""
    measure = measures.measure(scored.kpi, numbers, periods.noun(scored.grain), scored.unit)
    estimate = scored.estimate
    if estimate is None:
        return measure
    return f"{measure}; estimated by {estimate.engine} ({estimate.method}, {estimate.error})"


def _within(scored: ScoredKpi, shown: Shown) -> str:
    within = scored.kpi.at_risk_within
    if within <= 0:
        return ""
    return shown.quantity.step(within, max(written_decimals(within), 0))


def _span(scored: ScoredKpi) -> str:
    every = periods.adverb(scored.grain)
    if not scored.series:
        return every
    first, last = scored.series[0].period, scored.series[-1].period
    if first == last:
        return f"{every}, {periods.name(first)}"
    return f"{every}, {periods.name(first)} to {periods.name(last)}"


def _rhythm(scored: ScoredKpi, paper: Paper) -> str:
    told = [] if scored.grain is paper.scorecard.period.grain else [periods.adverb(scored.grain)]
    if scored.kpi.window > 1:
        told.append(f"over {scored.kpi.window} {periods.noun(scored.grain)}s")
    return ", ".join(told)


def _baseline(scored: ScoredKpi) -> str:
    """Return where the lines of the chart come from; its kind, where it is not the usual one."""
    signal = scored.signal
    if signal.limits is None and signal.median is None:
        return NONE
    told = [counted(signal.points, periods.noun(scored.grain))]
    if signal.chart is not ChartKind.XMR:
        told.append(charts.KIND[signal.chart])
    if signal.adjusted:
        told.append("season taken out")
    if signal.preset is not RulePreset.MAKING_DATA_COUNT and signal.limits is not None:
        told.append(f"{charts.PRESET[signal.preset]} rules")
    if not signal.screened and signal.limits is not None:
        told.append("not screened")
    if signal.trial:
        told.append("trial limits" if signal.limits is not None else "provisional")
    return ", ".join(told)


def _notices(scored: ScoredKpi, paper: Paper) -> tuple[str, ...]:
    """Return what whoever reads the value has to know of it."""
    said = []
    if not scored.complete and scored.period is not None:
        said.append(f"{capital(periods.name(scored.period))} is not complete.")
    if scored.stale:
        said.append("The data are late.")
    if scored.base_too_small:
        small = judgements.small_base(scored)
        formula = f"It is not judged: {small}."
        plain = f"The base is too small to be judged: {small}."
        said.append(formula if scored.n is None else plain)
    if scored.status is Status.NO_DATA:
        said.append(f"There are no data for {periods.name(paper.scorecard.period)}.")
    said += falls_beside(scored.kpi.datasets, paper)
    return tuple(said)


def _journey(scored: ScoredKpi, scorecard: Scorecard) -> str:
    for stage in scorecard.journey:
        if stage.id == scored.kpi.journey:
            return stage.name
        for moment in stage.moments:
            if moment.id == scored.kpi.journey:
                return moment.name
    return ""
