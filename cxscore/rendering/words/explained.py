"""How a number came about, in words: a part for each thing that somebody may ask of it."""

from collections.abc import Iterator
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.explanation import Explanation
from cxscore.model.findings import Needed
from cxscore.model.kpi import TargetColumn
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.scorecard import Point, ScoredKpi, ScoredSource, SegmentScore, Signal
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Rule, Status, Variation
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words import charts, judgements, periods
from cxscore.rendering.words.comparing import ComparisonSaid
from cxscore.rendering.words.grammar import counted, listed, sentence
from cxscore.rendering.words.intervals import METHODS, no_interval
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.sentences import against, kpi_sentence
from cxscore.rendering.words.shown import Shown

TOLD_ONE_BY_ONE = 12
"""Periods that met a rule of a chart; of more the first and the last are named."""


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
    takes = _takes(explanation.needed, here, shown)
    tail = () if segment is not None else tuple(_tail(scored, said, since))
    parts = (
        Part("Definition", tuple(_definition(scored, said, whole))),
        Part("Who answers for it", tuple(_people(said))),
        Part("Where it comes from", tuple(_sources(explanation, here, paper))),
        Part("How it is worked out", tuple(_working(here, shown))),
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


def _sources(explanation: Explanation, here: ScoredKpi, paper: Paper) -> Iterator[str]:
    for source in explanation.sources:
        yield _source(source, paper.numbers)
    if explanation.left_out:
        number = counted(explanation.left_out, "row")
        why = "without a customer or a day, or ending before beginning"
        yield sentence(f"{number} of these left out of the ledger: {why}")
    if explanation.scored.parts:
        names = listed([part.name for part in explanation.scored.parts])
        yield sentence(f"Worked out of {names}, on the same paper")
    point = _point_of(here)
    if explanation.segment is None and point is not None:
        yield from _left_out(point)
    datasets = {each.source.dataset for each in explanation.sources}
    for dataset, by_segment in explanation.scorecard.skipped.items():
        if dataset in datasets and by_segment:
            whose = listed([f"{rows} of {name}" for name, rows in by_segment.items()])
            yield sentence(f"Rows of {dataset} skipped for bad cells: {whose}")


def _source(scored: ScoredSource, numbers: Numbers) -> str:
    source = scored.source
    reasons = (
        (source.rows_skipped, "skipped for bad cells"),
        (source.rows_left_out, "the file’s own totals"),
        (source.rows_elsewhere, "left out by where"),
        (source.rows_repeated, "repeats of another row"),
    )
    why = "; ".join(f"{numbers.plain(rows)} {reason}" for rows, reason in reasons if rows)
    rows = f"{counted_rows(source.rows, numbers)} read, {numbers.plain(source.rows_used)} used"
    span = ""
    if source.first is not None and source.last is not None:
        span = f", {numbers.day(source.first)} to {numbers.day(source.last)}"
    digest = f"sha256 {source.sha256}" if source.sha256 else "No digest: it is no file."
    late = " It is late." if scored.stale else ""
    told = sentence(f"{source.dataset}: {source.path}, {rows}{f' ({why})' if why else ''}{span}")
    return f"{told}{late}\n{digest}"


def counted_rows(rows: int, numbers: Numbers) -> str:
    """Return ``1 row`` or ``12,000 rows``."""
    return "1 row" if rows == 1 else f"{numbers.plain(rows)} rows"


def _point_of(scored: ScoredKpi) -> Point | None:
    return next((point for point in scored.series if point.period == scored.period), None)


def _left_out(point: Point) -> Iterator[str]:
    name = periods.name(point.period)
    if point.left_out:
        yield sentence(f"{counted(point.left_out, 'row')} of {name} left out, lacking a part")
    if point.unknown:
        yield sentence(f"{counted(point.unknown, 'row')} of {name} left out, a blank compared")


def _working(scored: ScoredKpi, shown: Shown) -> Iterator[str]:
    numbers = shown.quantity.numbers
    told = [
        f"{label} {_number(value, numbers)}"
        for label, value in (
            ("numerator", scored.numerator),
            ("denominator", scored.denominator),
            ("n", scored.n),
        )
        if value is not None
    ]
    if told:
        text = ", ".join(told)
        yield sentence(text if text.startswith("n ") else text[:1].upper() + text[1:])
    for part in scored.parts:
        value = NONE if part.value is None else _number(part.value, numbers)
        yield sentence(f"{part.name} ({part.kpi}): {value}")
    if scored.value is not None:
        yield sentence(f"Value {shown.value(scored.value)}, unrounded {scored.value!r}")


def _number(value: float, numbers: Numbers) -> str:
    """Return a number with as many decimals as it has, six at most."""
    for decimals in range(6):
        if abs(round(value, decimals) - value) < 1e-9:
            return numbers.plain(value, decimals)
    return numbers.plain(value, 6)


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
    yield Part("Limits", tuple(_limits(scored, said)))
    yield Part("Rules met", tuple(_rules(scored)) or ("None.",))
    yield Part("Comparisons", tuple(_compared(each) for each in said.comparisons))
    yield Part("Since it was told", since or ("No period was closed: nothing to compare with.",))


def _limits(scored: ScoredKpi, said: KpiSaid) -> Iterator[str]:
    signal = scored.signal
    if signal.limits is None and signal.median is None:
        yield sentence(f"None: {judgements.no_signal(scored)}")
        return
    if signal.limits is not None:
        yield sentence(f"{said.lower} to {said.upper}, {said.centre.lower()} {said.mean}")
    else:
        yield sentence(f"{said.centre} {said.mean}")
    source = signal.source
    span = "" if source is None else f": {periods.span(*source)}"
    yield sentence(f"From {said.baseline}{span}")
    if (stretch := charts.from_baseline(signal)) != "":
        yield sentence(stretch)
    if (instead := charts.fallback(scored)) != "":
        yield sentence(instead)
    for mark in said.marks:
        if mark.kind != "event":
            yield sentence(mark.text)
    yield sentence(said.variation.long)
    if said.capability.long:
        yield sentence(said.capability.long)


def _rules(scored: ScoredKpi) -> Iterator[str]:
    """Yield each rule with the periods whose points meet it."""
    met: dict[Rule, list[Point]] = {}
    for point in scored.series:
        if judgements.is_signal(point):
            for rule in point.rules:
                met.setdefault(rule, []).append(point)
    for rule, points in met.items():
        ids = [point.period.id for point in points]
        told = listed(ids)
        if len(ids) > TOLD_ONE_BY_ONE:
            told = f"{len(ids)} periods, {ids[0]} to {ids[-1]}"
        yield sentence(f"{charts.BRIEF[rule]} ({charts.rule(rule, scored.signal)}): {told}")


def _compared(said: ComparisonSaid) -> str:
    if said.withheld:
        return sentence(f"{said.label}: {said.verdict}")
    base = f"{said.value} against {said.base}" + (f" ({said.against})" if said.against else "")
    facts = [base, said.change, said.verdict]
    if said.interval:
        facts.append(f"interval of the change {said.interval}")
    return sentence(f"{said.label}: {', '.join(fact for fact in facts if fact)}")


def _takes(needed: Needed | None, scored: ScoredKpi, shown: Shown) -> str:
    if needed is None:
        return ""
    way = "more" if needed.step > 0 else "less"
    step = shown.step(needed.step)
    told = f"{shown.value(needed.value)}: {step} {way}"
    if needed.answers is None:
        return sentence(told)
    of = shown.quantity.numbers.plain(needed.of or 0)
    number = abs(needed.answers)
    if scored.kpi.statistic is Statistic.NET_SHARE:
        side = "better" if needed.answers > 0 else "worse"
        answers = counted(number, "answer")
        return sentence(
            f"{told}; that is {answers} of {of} one step {side} (a detractor passive, or a passive "
            "a promoter)"
        )
    many = "more" if needed.answers > 0 else "fewer"
    good = _counted_as(scored, number)
    return sentence(f"{told}; that is {shown.quantity.numbers.plain(number)} {many} {good} of {of}")


def _counted_as(scored: ScoredKpi, number: int) -> str:
    """Return what *number* of those that a share is of are called."""
    line = scored.kpi.measure.ledger
    if line is LedgerLine.CHURN:
        return "lost"
    if line is LedgerLine.RETENTION:
        return "kept"
    if scored.kpi.asks_a_sample and scored.kpi.polarity is Polarity.HIGHER_IS_BETTER:
        return "good one" if number == 1 else "good ones"
    return "that counts" if number == 1 else "that count"
