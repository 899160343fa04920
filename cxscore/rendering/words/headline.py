"""The headline: the main story of the period."""

from collections.abc import Sequence

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.sentences import TOO_EARLY, moved, reached
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.standing import how_they_stand, in_order, is_unfinished, none_changes

LONGEST_HEADLINE = 170
"""Characters; a longer headline gives counts instead of names."""


def headline(paper: Paper) -> str:
    """Return the period's main story in a sentence, two at most.

    What really changed comes first, by name, at most three things; where
    nothing did, how many KPIs are on target. A value of a part of a period
    says nothing about the whole, and is only counted.
    """
    scored = paper.scorecard.kpis
    if len(scored) == 1:
        return _only(scored[0], paper)
    ranked = [k for k in in_order(paper.scorecard) if not is_unfinished(k)]
    worse = [k.kpi.name for k in ranked if k.signal.variation is Variation.WORSENING]
    better = [k.kpi.name for k in ranked if k.signal.variation is Variation.IMPROVING]
    standing = how_they_stand(paper.scorecard)
    if not worse and not better:
        moves = none_changes(paper.scorecard, "none really got better or worse")
        text = sentence(f"{standing}, and {moves}" if moves else standing)
    else:
        told = _moves(worse, better)
        text = sentence(told) if worse and better else sentences(told, standing)
        if len(text) > LONGEST_HEADLINE:
            text = _in_numbers(len(worse), len(better), standing)
    part = len(scored) - len(ranked)
    values = counted(part, "value is", "values are")
    return sentences(text, f"{values} of a period that is not complete") if part else text


def _only(scored: ScoredKpi, paper: Paper) -> str:
    name = scored.kpi.name
    if scored.value is None or scored.period is None:
        return sentence(f"{name}: no data for {periods.name(paper.scorecard.period)}")
    shown = Shown.of(scored, paper.numbers)
    stood = f"{name} stood at {shown.value(scored.value)} in {periods.name(scored.period)}"
    if is_unfinished(scored):
        return sentence(f"{stood}, which is not complete")
    met = reached(scored, shown.bare_target(scored.target))
    if judgements.too_early(scored):
        return sentence(f"{stood}{f' and {met}' if met else ''}; it is {TOO_EARLY}")
    did = moved(scored)
    if scored.status is Status.AT_RISK:
        return sentence("; it ".join(part for part in (f"{stood} and {met}", did) if part))
    return sentence(listed([part for part in (stood, met, did) if part]))


def _moves(worse: Sequence[str], better: Sequence[str]) -> str:
    """Return who really improved and who really worsened: at most three are named."""
    if worse and better:
        bad, good = (2, 1) if len(worse) > 1 else (1, 2)
        return f"{named(better, good)} really improved, but {named(worse, bad)} really worsened"
    names, verb = (worse, "worsened") if worse else (better, "improved")
    return f"{named(names, 3)} really {verb}"


def _in_numbers(worse: int, better: int, standing: str) -> str:
    parts = [f"{n} really {verb}" for n, verb in ((better, "improved"), (worse, "worsened")) if n]
    first = parts[0].replace(" really", f" {'KPI' if (better or worse) == 1 else 'KPIs'} really", 1)
    return sentences(", but ".join([first, *parts[1:]]), standing)
