"""How a number came about, in words: a part for each thing that somebody may ask of it."""

from collections.abc import Iterator
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.explanation import Explanation
from cxscore.model.kpi import TargetColumn
from cxscore.model.scorecard import ScoredKpi, SegmentScore, Signal
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import judgements
from cxscore.rendering.words.explained_chart import compared_told, limits_told, rules_told
from cxscore.rendering.words.explained_need import need_told
from cxscore.rendering.words.explained_sources import sources_told, working_told
from cxscore.rendering.words.grammar import listed, sentence
from cxscore.rendering.words.intervals import METHODS, no_interval
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.sentences import against, kpi_sentence
from cxscore.rendering.words.shown import Shown


@frozen
class Part:
    """One thing that is explained."""

    title: str
    lines: tuple[str, ...]


@frozen
class Explained:
    """All of it, in the order in which it is asked."""

    name: str
    """``Net promoter score``; of a segment ``Net promoter score for region North``."""
    period: str
    sentence: str
    status: Word
    rule: str
    """Why the status is what it is, in a sentence."""
    what_it_takes: str
    """Empty where the target is met, or there is none."""
    parts: tuple[Part, ...]


def explained(explanation: Explanation, said: KpiSaid, since: tuple[str, ...]) -> Explained:
    """Return *explanation* in words; *said* is of the whole KPI, *since* what was told of it."""
    paper = Paper.of(explanation.scorecard)
    scored, segment = explanation.scored, explanation.segment
    here = scored if segment is None else as_kpi(scored, segment)
    whole = Shown.of(scored, paper.numbers)
    shown = whole if segment is None else whole.within(scored, segment)
    period = said.period
    text, name, status = said.sentence, scored.kpi.name, said.status
    if segment is not None:
        name = f"{name} for {listed([f'{by} {part}' for by, part in _named(segment)])}"
        text = segment_sentence(here, segment, shown, name, period)
        status = _segment_status(here, segment)
    margin = said.at_risk_within
    rule = _rule(here, shown, margin)
    takes = need_told(explanation.needed, here, shown)
    tail = () if segment is not None else tuple(_tail(scored, said, since))
    parts = (
        Part("Definition", tuple(_definition(scored, said, whole))),
        Part("Who answers for it", tuple(_people(said))),
        Part("Where it comes from", tuple(sources_told(explanation, here, paper))),
        Part("How it is worked out", tuple(working_told(here, shown))),
        Part("Interval", (_interval(here, shown),)),
        Part("Target", tuple(_target(here, shown, margin))),
        Part("Status", (sentence(rule),)),
        *tail,
        Part("What it would take", (takes,) if takes else ()),
    )
    kept = tuple(part for part in parts if any(part.lines))
    return Explained(name, period, text, status, rule, takes, kept)


def as_kpi(scored: ScoredKpi, segment: SegmentScore) -> ScoredKpi:
    """Return *segment* as if it were a KPI of its own, without what only the whole has."""
    at = scored.period.id if scored.period else ""
    own = next((point for point in segment.series if point.period == at), None)
    return replace(
        scored,
        value=segment.value,
        n=segment.n,
        numerator=own.numerator if own else None,
        denominator=own.denominator if own else None,
        interval=segment.interval,
        target=segment.target,
        gap=segment.gap,
        status=segment.status,
        base_too_small=segment.base_too_small,
        signal=Signal(Variation.NO_SIGNAL_POSSIBLE),
        parts=(),
    )


def segment_sentence(
    here: ScoredKpi, segment: SegmentScore, shown: Shown, name: str, period: str
) -> str:
    """Return the value of a segment against its target, and how it differs from the others."""
    if segment.suppressed:
        return f"{name} is withheld in {period}: its base is too small, or would tell one that is."
    named = replace(here, kpi=replace(here.kpi, name=name))
    told = kpi_sentence(named, shown, "", period)
    if segment.differs is None:
        return told
    differs = "by more than chance" if segment.differs else "by no more than chance"
    return f"{told} It differs from the rest {differs}."


def _named(segment: SegmentScore) -> Iterator[tuple[str, str]]:
    for by, part in zip(segment.by, segment.segment, strict=True):
        yield by.replace("_", " "), segment_name((part,))


def _segment_status(here: ScoredKpi, segment: SegmentScore) -> Word:
    if segment.suppressed:
        return Word("Withheld", "Withheld")
    if here.base_too_small:
        return Word("Small base", f"Not judged: {judgements.small_base(here)}")
    return judgements.status_word(here.status)


def _definition(scored: ScoredKpi, said: KpiSaid, shown: Shown) -> Iterator[str]:
    if said.description:
        yield sentence(said.description)
    yield sentence(said.measure)
    better = {
        Polarity.IN_RANGE: "Good is within a range",
        Polarity.NEUTRAL: "Neither higher nor lower is better",
    }
    yield sentence(better.get(scored.kpi.polarity, f"{said.better} is better"))
    yield sentence(f"Shown {said.span}")
    if scored.kpi.by:
        cuts = [" and ".join(by) for by in scored.kpi.by]
        yield sentence(f"Cut by {listed([cut.replace('_', ' ') for cut in cuts])}")


def _people(said: KpiSaid) -> Iterator[str]:
    role = f", {said.owner_role}" if said.owner_role else ""
    yield sentence(f"{said.owner}{role}")
    for who, what in said.contributors:
        yield sentence(f"{who} contributes: {what}")
    if said.answers:
        yield sentence(said.answers)


def _interval(scored: ScoredKpi, shown: Shown) -> str:
    found = scored.interval
    if scored.value is None:
        return "None: there is no value."
    if found is None:
        return sentence(no_interval(scored, shown) or "None: it is not a sample of anything")
    level = shown.quantity.numbers.level(found.level)
    method = METHODS.get(found.method, found.method)
    return sentence(f"{shown.interval(found)} at {level}: {method}")


def _target(scored: ScoredKpi, shown: Shown, margin: str) -> Iterator[str]:
    target, numbers = scored.target, shown.quantity.numbers
    if target is None:
        yield "None."
        return
    if isinstance(scored.kpi.target, TargetColumn):
        since = f", from column {scored.kpi.target.column} of the data"
    else:
        since = f", since {numbers.day(target.since)}" if target.since else ", from the beginning"
    why = target.reason or "no reason given"
    yield sentence(f"{shown.target(target)}{since}: {why}")
    if margin:
        yield sentence(f"At risk where it is missed by no more than {margin}")


def _rule(scored: ScoredKpi, shown: Shown, margin: str) -> str:
    """Return the status and the rule that gave it."""
    if scored.status is Status.NO_DATA:
        return "No data: there is no value"
    if scored.base_too_small:
        return f"Not judged: {judgements.small_base(scored)}"
    if scored.status is Status.NO_TARGET or scored.gap is None:
        return "No target: there is nothing to hold it against"
    told = f"{shown.value(scored.value)} is {against(scored, shown)}"
    if scored.status is Status.ON_TARGET or not margin:
        return told
    within = "within" if scored.status is Status.AT_RISK else "beyond"
    return f"{told}, {within} the margin of {margin}"


def _tail(scored: ScoredKpi, said: KpiSaid, since: tuple[str, ...]) -> Iterator[Part]:
    """Yield what only a whole KPI has: its chart, comparisons and what was told of it."""
    yield Part("Limits", tuple(limits_told(scored, said)))
    yield Part("Rules met", tuple(rules_told(scored)) or ("None.",))
    yield Part("Comparisons", tuple(compared_told(each) for each in said.comparisons))
    yield Part("Since it was told", since or ("No period was closed: nothing to compare with.",))
