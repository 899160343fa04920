"""Notes of the method page on the data: where they break, what is left out, what is missing."""

from collections.abc import Mapping

from cxscore.model.scorecard import Scorecard
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.sections.note import Note
from cxscore.rendering.words.grammar import listed, named, sentences


def breaks_note(scorecard: Scorecard) -> Note:
    """Return where limits start again, and which periods do not count."""
    told = [f"{k.kpi.name} from {b.start}" for k in scorecard.kpis for b in k.kpi.breaks]
    whose: dict[str, list[str]] = {}
    for scored in scorecard.kpis:
        for each in scored.kpi.ignore:
            whose.setdefault(each.period, []).append(scored.kpi.name)
    ignored = [f"{listed(names)} in {period}" for period, names in whose.items()]
    uncounted = f"Drawn and not counted: {named(ignored, 10)}" if ignored else ""
    return Note(
        "Breaks and ignored periods",
        sentences(
            f"Limits start again for {named(told, 10)}: the charts say why" if told else "",
            uncounted,
        ),
        brief=sentences(f"Limits start again: {named(told, 10)}" if told else "", uncounted),
    )


def quality_note(scorecard: Scorecard, numbers: Numbers) -> Note:
    """Return what is skipped, left out, late or missing."""
    skipped = [_skipped(dataset, by, numbers) for dataset, by in scorecard.skipped.items() if by]
    left = _rows(scorecard, "left_out", numbers)
    unknown = _rows(scorecard, "unknown", numbers)
    late = [s.source.path for s in scorecard.sources if s.stale]
    partial = [k.kpi.name for k in scorecard.kpis if not k.complete]
    gaps = [
        k.kpi.name
        for k in scorecard.kpis
        if any(p.value is None and p.complete for p in k.series) and k.value is not None
    ]
    some = named(gaps, 5)
    told = (
        f"Rows in which a comparison met a blank are left out: {unknown}" if unknown else "",
        f"Late: {named(late, 5)}" if late else "",
        f"Not complete: {named(partial, 5)}" if partial else "",
    )
    return Note(
        "Data quality",
        sentences(
            *skipped,
            f"Rows that lack a part of a measure are left out of both its sides: {left}"
            if left
            else "",
            *told,
            f"Periods without rows are gaps, never zero; there are some in {some}" if gaps else "",
        ),
        brief=sentences(
            *skipped,
            f"Rows left out that lack a part: {left}" if left else "",
            *told,
            f"Gaps, never zero: {some}" if gaps else "",
        ),
    )


def _skipped(dataset: str, by: Mapping[str, int], numbers: Numbers) -> str:
    whose = listed([f"{numbers.plain(count)} of {segment}" for segment, count in by.items()])
    return f"Bad rows of {dataset} were skipped: {whose}"


def _rows(scorecard: Scorecard, which: str, numbers: Numbers) -> str:
    """Return ``12 of Net promoter score and 3 of Effort``, over the periods shown."""
    counts = [(k.kpi.name, sum(getattr(p, which) for p in k.series)) for k in scorecard.kpis]
    return named([f"{numbers.plain(n)} of {name}" for name, n in counts if n], 6)
