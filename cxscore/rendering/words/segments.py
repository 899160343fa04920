"""A KPI's segments in words."""

from collections.abc import Sequence

from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.said import SegmentSaid, SegmentsSaid, Word
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import listed
from cxscore.rendering.words.shown import Shown


def segments_said(scored: ScoredKpi, shown: Shown) -> tuple[SegmentsSaid, ...]:
    """Return a table for each ``by`` of the KPI, in the definition's order."""
    tables: dict[tuple[str, ...], list[SegmentScore]] = {}
    for score in scored.segments:
        tables.setdefault(score.by, []).append(score)
    return tuple(
        SegmentsSaid(
            f"By {listed([column.replace('_', ' ') for column in by])}",
            tuple(_segment(score, shown.within(scored, score)) for score in scores),
            _spread(scores, shown),
        )
        for by, scores in tables.items()
    )


def _segment(score: SegmentScore, shown: Shown) -> SegmentSaid:
    numbers = shown.quantity.numbers
    small = Word("Small base", "Not judged: the base is too small")
    share = score.share_of_base
    return SegmentSaid(
        name=segment_name(score),
        value=shown.brief(score.value),
        base="" if score.n is None else numbers.plain(score.n),
        share="" if share is None else _share(share, numbers),
        interval=shown.interval(score.interval),
        status=small if score.base_too_small else judgements.status_word(score.status),
        small=score.base_too_small,
    )


def segment_name(score: SegmentScore) -> str:
    """Return ``North, App``; a blank is said to be one."""
    return ", ".join("(blank)" if part is None else part for part in score.segment)


def _share(share: float, numbers: Numbers) -> str:
    """Return a share in whole per cent; what is not nothing is not 0%."""
    if 0 < share < 0.005:
        return f"under {numbers.percent(1)}"
    return numbers.percent(100 * share)


def _spread(scores: Sequence[SegmentScore], shown: Shown) -> str:
    known = [(s.value, s) for s in scores if s.value is not None and not s.base_too_small]
    if len(known) < 2:
        return ""
    (low, worst), (high, best) = min(known, key=_first), max(known, key=_first)
    if shown.value(low) == shown.value(high):
        return f"All stand at {shown.value(low)}."
    return (
        f"From {shown.value(low)} ({segment_name(worst)}) "
        f"to {shown.value(high)} ({segment_name(best)})."
    )


def _first(pair: tuple[float, SegmentScore]) -> float:
    return pair[0]
