"""The method page in words: what was done to these data, and with which files."""

from collections.abc import Mapping

from cxscore.model.scorecard import Scorecard, ScoredSource
from cxscore.rendering.numbers import NONE, Numbers, written_decimals
from cxscore.rendering.said import Note, SourceSaid
from cxscore.rendering.words.grammar import counted, listed, named, sentences
from cxscore.rendering.words.paper import Paper

INTERVALS = {
    "adjusted_wald": "net promoter scores have adjusted Wald intervals",
    "wilson": "shares have Wilson score intervals",
    "t": "means have t intervals",
}


def notes(paper: Paper) -> tuple[Note, ...]:
    """Return the paragraphs; each says only what was used."""
    scorecard = paper.scorecard
    found = (
        _status(scorecard),
        _charts(scorecard),
        _signals(scorecard),
        _capability(scorecard),
        _comparisons(scorecard),
        _intervals(scorecard, paper.numbers),
        _breaks(scorecard),
        _quality(scorecard, paper.numbers),
    )
    return tuple(note for note in found if note.text)


def method_claim(scorecard: Scorecard) -> str:
    """Return the sentence under the title of the method page."""
    files = len(scorecard.sources)
    used = sum(1 for k in scorecard.kpis if k.signal.limits is not None)
    told = f"{counted(len(scorecard.kpis), 'KPI')} from {counted(files, 'file')}"
    if used:
        told += f"; {used} {'has' if used == 1 else 'have'} control limits"
    return sentences(told[0].upper() + told[1:])


def sources(paper: Paper) -> tuple[SourceSaid, ...]:
    """Return a row for each file that was read."""
    return tuple(_source(source, paper.numbers) for source in paper.scorecard.sources)


def _status(scorecard: Scorecard) -> Note:
    margins = [k for k in scorecard.kpis if k.kpi.at_risk_within > 0]
    targets = [k for k in scorecard.kpis if k.target is not None]
    if not targets:
        return Note("Status", "No KPI has a target, so none has a status.")
    risk = "No KPI has an at-risk margin: what misses its target is off target"
    if margins:
        risk = (
            "At risk means that it is missed by no more than the margin of its KPI, "
            "which stands in the definitions"
        )
    small = [k.kpi.name for k in scorecard.kpis if k.base_too_small]
    return Note(
        "Status",
        sentences(
            "On target means that the value meets the target in force; level with it counts as met",
            risk,
            "Status is taken from unrounded numbers",
            f"Not judged, because the base is too small: {named(small, 5)}" if small else "",
        ),
    )


def _charts(scorecard: Scorecard) -> Note:
    charted = [k for k in scorecard.kpis if k.signal.limits is not None]
    if not charted:
        return Note("Control charts", "No KPI has enough values for a control chart.")
    trial = [k.kpi.name for k in charted if k.signal.trial]
    without = [k.kpi.name for k in scorecard.kpis if k.signal.limits is None]
    return Note(
        "Control charts",
        sentences(
            f"Each chart is an XmR chart of up to {scorecard.heading.history} periods",
            "The mean is that of the points; limits are the mean plus or minus 2.66 times "
            "the average moving range",
            "Moving ranges above 3.267 times their average are left out of it once",
            "No moving range is taken across a missing, incomplete or ignored period",
            f"Trial limits, from fewer than 12 points: {named(trial, 5)}" if trial else "",
            f"Without limits: {named(without, 5)}" if without else "",
        ),
    )


def _signals(scorecard: Scorecard) -> Note:
    if not any(k.signal.limits for k in scorecard.kpis):
        return Note("Signals", "")
    return Note(
        "Signals",
        "A point signals a real change when it lies beyond a limit, when it is one of 7 or more "
        "in a row on one side of the mean or of 7 in a row that rise or fall, or when it is one "
        "of 2 of 3 in a row near the same limit. All else is ordinary variation.",
    )


def _capability(scorecard: Scorecard) -> Note:
    if not any(k.signal.capability for k in scorecard.kpis):
        return Note("Capability", "")
    return Note(
        "Capability",
        "Hits target: the target lies outside the limits, on the good side. "
        "Hit and miss: it lies within them, so chance decides. "
        "Misses target: it lies outside them on the bad side, and will be missed until "
        "something changes.",
    )


def _comparisons(scorecard: Scorecard) -> Note:
    tested = any(
        c.significant is not None
        for k in scorecard.kpis
        for c in (k.comparisons.previous, k.comparisons.year_ago)
    )
    return Note(
        "Comparisons",
        sentences(
            "Longer spans pool the counts of their periods again; rates are never averaged",
            "A change of a percentage is given in points",
            "“More than chance” means a difference that chance alone would bring in fewer than "
            "1 case in 20"
            if tested
            else "",
            "A comparison with an incomplete, missing, too small or not comparable base is "
            "withheld, with its reason",
        ),
    )


def _intervals(scorecard: Scorecard, numbers: Numbers) -> Note:
    known = [k.interval for k in scorecard.kpis if k.interval is not None]
    if not known:
        return Note("Intervals", "")
    used = dict.fromkeys(interval.method for interval in known)
    levels = dict.fromkeys(interval.level for interval in known)
    told = listed([INTERVALS.get(method, method) for method in used])
    level = listed([numbers.percent(100 * x, written_decimals(round(100 * x, 6))) for x in levels])
    return Note(
        "Intervals",
        sentences(
            f"Values from samples have {level} intervals: {told}",
            "They say how far chance in who answered may have moved the value",
        ),
    )


def _breaks(scorecard: Scorecard) -> Note:
    told = [
        f"{k.kpi.name} from {b.start} ({b.reason})" for k in scorecard.kpis for b in k.kpi.breaks
    ]
    ignored = [
        f"{k.kpi.name} in {i.period} ({i.reason})" for k in scorecard.kpis for i in k.kpi.ignore
    ]
    return Note(
        "Breaks and ignored periods",
        sentences(
            f"Limits start again for {named(told, 10)}" if told else "",
            f"Drawn and not counted in limits: {named(ignored, 10)}" if ignored else "",
        ),
    )


def _quality(scorecard: Scorecard, numbers: Numbers) -> Note:
    told = [_skipped(dataset, by, numbers) for dataset, by in scorecard.skipped.items() if by]
    left = _rows(scorecard, "left_out", numbers)
    unknown = _rows(scorecard, "unknown", numbers)
    late = [s.source.path for s in scorecard.sources if s.stale]
    partial = [k.kpi.name for k in scorecard.kpis if not k.complete]
    gaps = [
        k.kpi.name
        for k in scorecard.kpis
        if any(p.value is None and p.complete for p in k.series) and k.value is not None
    ]
    if left:
        told.append(f"Rows that lack a part of a measure are left out of both its sides: {left}")
    if unknown:
        told.append(f"Rows in which a comparison met a blank are left out: {unknown}")
    if late:
        told.append(f"Late: {named(late, 5)}")
    if partial:
        told.append(f"Not complete: {named(partial, 5)}")
    if gaps:
        told.append(
            f"Periods without rows are gaps, never zero; there are some in {named(gaps, 5)}"
        )
    return Note("Data quality", sentences(*told))


def _skipped(dataset: str, by: Mapping[str, int], numbers: Numbers) -> str:
    whose = listed([f"{numbers.plain(count)} of {segment}" for segment, count in by.items()])
    return f"Bad rows of {dataset} were skipped: {whose}"


def _rows(scorecard: Scorecard, which: str, numbers: Numbers) -> str:
    """Return ``12 of Net promoter score and 3 of Effort``, over the periods shown."""
    counts = [(k.kpi.name, sum(getattr(p, which) for p in k.series)) for k in scorecard.kpis]
    return named([f"{numbers.plain(n)} of {name}" for name, n in counts if n], 6)


def _source(scored: ScoredSource, numbers: Numbers) -> SourceSaid:
    source = scored.source
    span = ""
    if source.first is not None and source.last is not None:
        span = f"{numbers.day(source.first)} to {numbers.day(source.last)}"
    return SourceSaid(
        dataset=source.dataset,
        path=source.path,
        digest=source.sha256,
        digest_short=source.sha256[:12],
        rows=numbers.plain(source.rows),
        rows_used=numbers.plain(source.rows_used),
        rows_skipped=numbers.plain(source.rows_skipped) if source.rows_skipped else NONE,
        span=span,
        note="late" if scored.stale else "",
    )
