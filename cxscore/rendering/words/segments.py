"""A KPI's segments in words, with their funnel plots."""

from collections.abc import Sequence
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.findings import Funnel, FunnelPoint
from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Status
from cxscore.rendering.numbers import EQUAL_WITHIN, Numbers, telling_apart
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import be, counted, listed, named, sentence, sentences
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown, between

WITHHELD_ONE_BY_ONE = 6
"""Segments that are named although nothing may be said of them; more are counted."""
PLACES = {1: "Above", 0: "Within", -1: "Below"}


@frozen
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
    """``lower than the rest``, where that is more than chance."""
    place: int = 0
    """Where it stands among the segments of its ``by``."""


@frozen
class FunnelRow:
    """One segment of a funnel plot in figures."""

    name: str
    base: str
    value: str
    limits: str
    """``41.2% to 88.0%``: the outer limits at its base; empty where it is not judged."""
    place: str
    """``Above``, ``Below``, ``Within`` or ``Not judged``."""


@frozen
class FunnelSaid:
    """A funnel plot in words and figures."""

    title: str
    """``17 segments by region against chance``"""
    sentence: str
    description: str
    """What somebody who cannot see it is told."""
    base_axis: str
    """What the horizontal axis counts: ``Base (answers)``."""
    centre: str
    rows: tuple[FunnelRow, ...]
    outside: str = ""
    """Which segments lie outside: the first part of ``sentence``."""


@frozen
class SegmentsSaid:
    """A table of segments: one ``by`` of a KPI."""

    title: str
    """``By region``, ``By region and channel``."""
    rows: tuple[SegmentSaid, ...]
    sentence: str
    """``From 79.1% (South) to 86.4% (North).``; empty where there is nothing to compare."""
    notes: tuple[str, ...] = ()
    """What contributes most, and how many are withheld."""
    differing: str = ""
    """Which differ from the rest; empty where that is not asked, or where a funnel tells it."""
    funnel: FunnelSaid | None = None
    own_targets: str = ""
    """The one of the notes that says what segments are held to, where they have targets."""
    pulls: str = ""
    """The one that says what contributes most."""


def segments_said(scored: ScoredKpi, shown: Shown) -> tuple[SegmentsSaid, ...]:
    """Return a table for each ``by`` of the KPI, in the definition's order."""
    tables: dict[tuple[str, ...], list[SegmentScore]] = {}
    for score in scored.segments:
        tables.setdefault(score.by, []).append(score)
    funnels: dict[tuple[str, ...], Funnel] = {funnel.by: funnel for funnel in scored.funnels}
    return tuple(
        SegmentsSaid(
            f"By {listed([column.replace('_', ' ') for column in by])}",
            _rows(scored, scores, shown, marked=by not in funnels),
            _spread(scores, shown),
            _notes(scored, scores, shown),
            "" if by in funnels else sentence(_differing(scored, scores)),
            _funnel_said(scored, funnels[by], shown) if by in funnels else None,
            sentence(_own_targets(scored, scores, shown)),
            sentence(_contributes_most(scored, scores, shown)),
        )
        for by, scores in tables.items()
    )


def _rows(
    scored: ScoredKpi, scores: Sequence[SegmentScore], shown: Shown, *, marked: bool
) -> tuple[SegmentSaid, ...]:
    """Return a row for each segment; many that are withheld share one.

    Where a funnel tells which of them stand out, no other test is *marked* beside it.
    """
    gone = [place for place, score in enumerate(scores) if score.suppressed]
    together = gone if len(gone) > WITHHELD_ONE_BY_ONE else []
    rows = []
    for place, score in enumerate(scores):
        if place in together[1:]:
            continue
        row = replace(_segment(scored, score, shown.within(scored, score)), place=place)
        row = row if marked else replace(row, differs="")
        if place in together:
            row = replace(row, name=counted(len(together), "segment"))
        rows.append(row)
    return tuple(rows)


def _segment(scored: ScoredKpi, score: SegmentScore, shown: Shown) -> SegmentSaid:
    numbers = shown.quantity.numbers
    share = score.share_of_base
    return SegmentSaid(
        name=segment_name(score.segment),
        value=shown.brief(score.value),
        base=_base(scored, score, numbers),
        share="" if share is None else numbers.part(share, brief=True),
        interval=shown.interval(score.interval),
        status=_status(scored, score, shown),
        small=score.base_too_small or score.suppressed,
        differs=f"{_side(scored, score)} than the rest" if score.differs else "",
    )


def _base(scored: ScoredKpi, score: SegmentScore, numbers: Numbers) -> str:
    """Return the segment's base; the rows of a sum are nobody's answers."""
    if score.n is None or scored.kpi.statistic is Statistic.TOTAL:
        return ""
    return numbers.plain(score.n)


def _status(scored: ScoredKpi, score: SegmentScore, shown: Shown) -> Word:
    least = scored.kpi.minimum_base
    if score.suppressed:
        return Word("Withheld", f"Withheld: {_why_withheld(least)}")
    if score.base_too_small:
        return Word("Small base", f"Not judged: its base is under {least}")
    word = judgements.status_word(score.status)
    if scored.kpi.targets_by_segment is None or score.target is None:
        return word
    return Word(word.short, f"{word.long}: held to {shown.target(score.target)}")


def _why_withheld(least: int) -> str:
    """Return the reason, which must not tell the small ones from those that would give them away.

    Which of two is the small one would say more of both than is good for them.
    """
    return f"a base under {least}, or one that would tell it"


def _spread(scores: Sequence[SegmentScore], shown: Shown) -> str:
    known = [(s.value, s) for s in scores if s.value is not None and not s.base_too_small]
    if len(known) < 2:
        return ""
    (low, worst), (high, best) = min(known, key=_first), max(known, key=_first)
    if shown.value(low) == shown.value(high):
        return f"All stand at {shown.value(low)}."
    return (
        f"From {shown.value(low)} ({segment_name(worst.segment)}) "
        f"to {shown.value(high)} ({segment_name(best.segment)})."
    )


def _first(pair: tuple[float, SegmentScore]) -> float:
    return pair[0]


def _notes(scored: ScoredKpi, scores: Sequence[SegmentScore], shown: Shown) -> tuple[str, ...]:
    """Return what each is held to, what contributes most, and what is withheld."""
    gone = sum(score.suppressed for score in scores)
    told = (
        _own_targets(scored, scores, shown),
        _contributes_most(scored, scores, shown),
        f"{counted(gone, 'segment')} {be(gone)} withheld" if gone else "",
    )
    return tuple(sentence(text) for text in told if text)


def _own_targets(scored: ScoredKpi, scores: Sequence[SegmentScore], shown: Shown) -> str:
    """Return the targets of segments that have their own; empty where those of the whole hold."""
    written = scored.kpi.targets_by_segment
    if written is None or not scores or written.by not in scores[0].by:
        return ""
    held: dict[str, list[str]] = {}
    for score in sorted(scores, key=lambda score: segment_name(score.segment)):
        if score.target is not None:
            target = shown.target(score.target)
            held.setdefault(target, []).append(segment_name(score.segment))
    told = [f"{target} ({named(names, 4)})" for target, names in held.items()]
    return f"Held to targets of their own: {listed(told)}" if told else ""


def _contributes_most(scored: ScoredKpi, scores: Sequence[SegmentScore], shown: Shown) -> str:
    """Return which segment moves the whole most, away from its target or from its mean."""
    ranked = [(s.contribution, s) for s in scores if s.contribution and not s.base_too_small]
    if len(ranked) < 2 or scored.value is None or scored.base_too_small:
        return ""
    adds, first = ranked[0]
    name = segment_name(first.segment)
    if scored.kpi.statistic.is_amount:
        most = max(ranked, key=lambda pair: pair[0])
        part = shown.quantity.numbers.part(most[0] / scored.value) if scored.value > 0 else ""
        return f"{segment_name(most[1].segment)} makes the largest part, {part}" if part else ""
    gap = _gap(scored)
    if gap and scored.status is Status.ON_TARGET:
        # What lifts or lowers a total that is where it should be calls for nothing.
        return ""
    if not gap:
        decimals = telling_apart(shown.decimals, [(adds, 0.0)])
        way = "up" if adds > 0 else "down"
        return f"{name} pulls the whole {way} the most, by {shown.quantity.step(adds, decimals)}"
    along = [pair for pair in ranked if pair[0] * gap > 0]
    adds, first = along[0] if along else ranked[0]
    alike = all((s.contribution or 0.0) * gap >= 0 for s in scores)
    return _against_the_rest(segment_name(first.segment), adds, gap, shown, alike=alike)


def _against_the_rest(name: str, adds: float, gap: float, shown: Shown, *, alike: bool) -> str:
    """Return what one segment does to the total, and what all the others do together.

    *alike* is whether all of them do the same: only then is one a part of the whole.
    """
    rest = gap - adds
    pairs = [(adds, 0.0), (rest, 0.0), *([(gap, adds)] if alike else [])]
    decimals = telling_apart(shown.decimals, pairs)
    step = shown.quantity.step
    if alike:
        share = f"{shown.quantity.size(adds, decimals)} of {step(gap, decimals)}"
        return f"{name} {_does(adds)} the most, by {share}"
    told = f"{name} {_does(adds)} by {step(adds, decimals)}"
    if abs(rest) <= EQUAL_WITHIN:
        return told
    other = shown.quantity.size(rest, decimals)
    if rest * adds > 0:
        return f"{told}, the others by {other}"
    return f"{told}; the others {'lift it' if rest > 0 else 'pull it down'} by {other}"


def _does(adds: float) -> str:
    return "lifts the total" if adds > 0 else "pulls the total down"


def _gap(scored: ScoredKpi) -> float | None:
    """Return the distance that contributions add up to; None where that is the mean's."""
    return None if scored.kpi.polarity is Polarity.NEUTRAL else scored.gap


def _differing(scored: ScoredKpi, scores: Sequence[SegmentScore]) -> str:
    """Return which segments differ from the rest; the tests are corrected for their number."""
    tested = [score for score in scores if score.p_value is not None]
    if not tested:
        return ""
    found = [score for score in tested if score.differs]
    if not found:
        by = scores[0].by
        none = f"No {by[0].replace('_', ' ')}" if len(by) == 1 else "None"
        return f"{none} differs from the rest by more than chance"
    sides: dict[str, list[str]] = {}
    for score in found:
        sides.setdefault(_side(scored, score), []).append(segment_name(score.segment))
    (side, names), *others = sides.items()
    told = [f"{named(names, 4)} {be(len(names))} {side}"]
    told += [f"{named(names, 4)} {side}" for side, names in others]
    return f"{listed(told)} than the rest, by more than chance"


def _side(scored: ScoredKpi, score: SegmentScore) -> str:
    assert score.value is not None and scored.value is not None
    return "higher" if score.value > scored.value else "lower"


def _funnel_said(scored: ScoredKpi, funnel: Funnel, shown: Shown) -> FunnelSaid:
    """Return what is said about the funnel of one ``by``."""
    judged = [point for point in funnel.points if not point.base_too_small]
    outside = _outside(funnel)
    small = len(funnel.points) - len(judged)
    return FunnelSaid(
        title=f"{len(judged)} segments by {_columns(funnel)} against chance",
        sentence=sentences(outside, _widened(funnel, shown)),
        description=sentences(
            f"Funnel plot of {scored.kpi.name} by {_columns(funnel)}",
            f"{counted(len(judged), 'segment')} around {shown.value(funnel.centre)}, the value of "
            "the whole, with limits that narrow as the base grows",
            outside,
            f"{small} with a small base {be(small)} drawn grey" if small else "",
        ),
        base_axis=f"{'Base' if scored.kpi.statistic is Statistic.RATIO else 'Base (answers)'}"
        ". Solid: 99.8% limits, dashed: 95%",
        centre=f"All {shown.value(funnel.centre)}",
        rows=tuple(_funnel_row(point, shown) for point in funnel.points),
        outside=sentences(outside),
    )


def _columns(funnel: Funnel) -> str:
    return listed([column.replace("_", " ") for column in funnel.by])


def _outside(funnel: Funnel) -> str:
    """Return ``York is higher and Hull lower than chance would make them``."""
    above = [segment_name(p.segment) for p in funnel.points if p.outside > 0]
    below = [segment_name(p.segment) for p in funnel.points if p.outside < 0]
    if not above and not below:
        return "None differs from the rest by more than chance"
    sides = [(names, way) for way, names in (("higher", above), ("lower", below)) if names]
    names, way = sides[0]
    told = [f"{named(names, 4)} {be(len(names))} {way}"]
    told += [f"{named(names, 4)} {way}" for names, way in sides[1:]]
    them = "it" if len(above) + len(below) == 1 else "them"
    return f"{listed(told)} than chance would make {them}"


def _widened(funnel: Funnel, shown: Shown) -> str:
    """Return how far the limits were widened; "" where the segments vary no more than chance."""
    times = float(funnel.overdispersion) ** 0.5
    if times < 1.05:
        return ""
    wide = shown.quantity.numbers.plain(times, 1)
    return f"Limits are widened {wide} times, because the segments vary more than chance"


def _funnel_row(point: FunnelPoint, shown: Shown) -> FunnelRow:
    ends = [end for end in (point.low, point.high) if end is not None]
    decimals = telling_apart(shown.decimals, [(point.value, end) for end in ends])
    limits = between(shown.quantity, ends[0], ends[1], decimals) if len(ends) == 2 else ""
    return FunnelRow(
        segment_name(point.segment),
        shown.quantity.numbers.plain(point.base, 0),
        shown.quantity.brief(point.value, decimals),
        limits,
        "Not judged" if point.base_too_small else PLACES[point.outside],
    )
