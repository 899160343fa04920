"""The customer's path in words: where it hurts, where it shines, and for whom."""

from collections.abc import Container, Iterator, Sequence

from cxscore.model.journey import HiddenHotSpot, MomentScore, Uneven
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words.grammar import capital, listed, named
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown

MOST_NAMED = 2
"""Moments that a sentence names."""
MOST_PLAIN = 8
"""Moments without a verdict that paper names; more are counted."""


def is_asked_for(scorecard: Scorecard) -> bool:
    """Return whether kpis.yaml asks for the journey: with ``lenses``, or with ``importance``."""
    stated = (each.importance for each in scorecard.moments)
    return bool(scorecard.heading.lenses) or any(each is not None for each in stated)


def journey_claim(paper: Paper) -> str:
    """Return what the moments come to: ``It hurts at Paying; it shines at The first weeks``."""
    hot, best = _hot(paper.scorecard), _best(paper.scorecard)
    hidden = [_named(each, paper.scorecard) for each in paper.scorecard.moments if each.hidden]
    parts = [f"it hurts at {named(hot, MOST_NAMED)}"] if hot else []
    if hidden and hot:
        parts.append(f"at {len(hidden)} more for some customers")
    elif hidden:
        parts.append(f"it hurts some customers at {named(hidden, MOST_NAMED)}")
    if best:
        parts.append(f"it shines at {named(best, MOST_NAMED)}")
    if not parts:
        return "No moment is a hot spot, and none stands out"
    return capital(_joined(parts))


def journey_line(paper: Paper) -> str:
    """Return the hot spots by name, for the first page; empty where nobody asked for it."""
    hot = _hot(paper.scorecard) if is_asked_for(paper.scorecard) else []
    return f"Hot {'spot' if len(hot) == 1 else 'spots'}: {listed(hot)}." if hot else ""


def _hot(scorecard: Scorecard) -> list[str]:
    return [_named(each, scorecard) for each in scorecard.moments if each.hot]


def _best(scorecard: Scorecard) -> list[str]:
    return [_named(each, scorecard) for each in scorecard.moments if each.signature]


def _named(moment: MomentScore, scorecard: Scorecard) -> str:
    """Return the name of a moment, marked where one kind of source alone tells of it."""
    return f"{moment.name}{' (one source)' if on_one_source(moment, scorecard) else ''}"


def on_one_source(moment: MomentScore, scorecard: Scorecard) -> bool:
    """Return whether what is said of a moment rests on one kind of source."""
    listening = scorecard.listening
    return listening is not None and moment.id in listening.on_one_source


def _joined(parts: list[str]) -> str:
    """Return the parts of the claim; the second of three hangs on the first."""
    return "; ".join([", and ".join(parts[:-1]), parts[-1]] if len(parts) > 2 else parts)


def told_of(
    moment: MomentScore,
    paper: Paper,
    kpis: dict[str, ScoredKpi],
    mapped: Container[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """Return what stands out at *moment*, a sentence each; nothing where nothing does.

    What is uneven by a column is left out where *mapped* has the KPI's id with that column:
    another table has its segments.
    """
    return (
        *(_hidden(each, kpis[each.kpi], paper) for each in moment.hidden),
        *(_beaten(moment, paper, kpis) if moment.signature else ()),
        *(
            _uneven(each, kpis[each.kpi], paper)
            for each in moment.uneven
            if (each.kpi, each.by) not in mapped
        ),
    )


def plain_said(moments: Sequence[MomentScore]) -> str:
    """Return the names of *moments* that are nothing remarkable, in a line; empty of none."""
    names = named([each.name for each in moments], MOST_PLAIN)
    return f"Without a verdict: {names}." if moments else ""


def standing(scored: ScoredKpi, paper: Paper) -> str:
    """Return what stands beside a KPI at its moment: ``First contact resolution, worsening``."""
    found = []
    if scored.status is Status.OFF_TARGET:
        found.append(f"target {Shown.of(scored, paper.numbers).bare_target(scored.target)}")
    if scored.signal.variation in _CHANGING:
        found.append(_CHANGING[scored.signal.variation])
    return ", ".join(found)


_CHANGING = {Variation.IMPROVING: "improving", Variation.WORSENING: "worsening"}


def _hidden(spot: HiddenHotSpot, scored: ScoredKpi, paper: Paper) -> str:
    found = next(
        each
        for each in scored.segments
        if each.by == (spot.by,) and each.segment == (spot.segment,)
    )
    shown = Shown.of(scored, paper.numbers).within(scored, found)
    part = paper.numbers.percent(100 * spot.share_of_base, 0)
    return (
        f"{segment_name(found.segment)} ({part}): {scored.kpi.name} {shown.value(found.value)} "
        f"against {shown.target(found.target)}."
    )


def _beaten(moment: MomentScore, paper: Paper, kpis: dict[str, ScoredKpi]) -> Iterator[str]:
    """Yield what the benchmarks are that the year lies beyond."""
    for scored in (kpis[kpi] for kpi in moment.kpis if kpis[kpi].kpi.benchmark is not None):
        year = scored.comparisons.trailing_year.value
        if year is not None and scored.kpi.benchmark is not None:
            shown = Shown.of(scored, paper.numbers)
            level = shown.value(scored.kpi.benchmark.value)
            yield f"{shown.value(year)} over the year, better than the benchmark of {level}."


def _uneven(found: Uneven, scored: ScoredKpi, paper: Paper) -> str:
    shown = Shown.of(scored, paper.numbers)
    ends = (found.highest, found.lowest)
    both = ", ".join(f"{segment_name((end.segment,))} {shown.value(end.value)}" for end in ends)
    return f"Uneven by {found.by.replace('_', ' ')}: {scored.kpi.name}, {both}."


def lens_name(lens: str) -> str:
    """Return the heading of a lens: ``By region``."""
    return f"By {lens.replace('_', ' ')}"
