"""The headline: the main story of the period, with a number and what its KPIs have in common."""

from collections import Counter
from collections.abc import Sequence

from cxscore.model.choices import Kind
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import (
    capital,
    counted,
    listed,
    named,
    sentence,
    sentences,
    spelled,
)
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import since_in_common
from cxscore.rendering.words.sentences import TOO_EARLY, moved, reached
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.standing import how_they_stand, in_order, is_unfinished, none_changes

LONGEST_HEADLINE = 200
"""Characters; a longer headline says less of what its KPIs have in common."""
MOST_PLACES = 3
"""Groups or KPIs that are named of those that changed."""


def headline(paper: Paper) -> str:
    """Return the period's main story in a sentence, two at most.

    What got worse comes first: how many KPIs, since when and where, if they
    have that in common, then what got better. Where nothing did, how many
    KPIs are on target. A value of a part of a period says nothing about the
    whole, and is only counted.
    """
    scored = paper.scorecard.kpis
    if len(scored) == 1:
        return _only(scored[0], paper)
    ranked = [k for k in in_order(paper.scorecard) if not is_unfinished(k)]
    worse = [k for k in ranked if k.signal.variation is Variation.WORSENING]
    better = [k for k in ranked if k.signal.variation is Variation.IMPROVING]
    better.sort(key=_success)
    standing = how_they_stand(paper.scorecard)
    if not worse and not better:
        moves = none_changes(paper.scorecard, "none got better or worse")
        text = sentence(f"{standing}, and {moves}" if moves else standing)
    else:
        text = _moves(worse, better, standing, paper)
    part = len(scored) - len(ranked)
    values = counted(part, "value is", "values are")
    return sentences(text, f"{values} of a period that is not complete") if part else text


def _success(scored: ScoredKpi) -> tuple[bool, int]:
    """Return what orders improvements: those on target first, of these outcomes for customers.

    What improves and is off target yet is among the concerns that matter most.
    """
    kinds = {Kind.OUTCOME: 0, Kind.OUTPUT: 1}
    kind = kinds.get(scored.kpi.kind, 2) if scored.kpi.kind else 2
    return scored.status is not Status.ON_TARGET, kind


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


def _moves(
    worse: Sequence[ScoredKpi], better: Sequence[ScoredKpi], standing: str, paper: Paper
) -> str:
    """Return what got worse and what got better, with as much beside as there is room for."""
    text = ""
    # What tells less is tried where more is too long.
    for where, led in ((True, True), (False, True), (True, False), (False, False)):
        told = [
            _change(worse, "worse", paper, where=where) if worse else "",
            (_led if led and worse else _change)(better, "better", paper, where=where)
            if better
            else "",
            "" if worse and better else standing,
        ]
        text = sentences(*map(capital, told))
        if len(text) <= LONGEST_HEADLINE:
            break
    return text


def _change(kpis: Sequence[ScoredKpi], way: str, paper: Paper, *, where: bool) -> str:
    """Return ``eight KPIs are getting worse, seven since October 2025, in Service``."""
    if len(kpis) == 1:
        did = {"worse": "worsened", "better": "improved"}[way]
        return f"{kpis[0].kpi.name} {did} to {_standing(kpis[0], paper)}"
    text = f"{spelled(len(kpis))} KPIs are getting {way}{_since(kpis)}"
    return text + (_places(kpis, paper) if where else "")


def _led(kpis: Sequence[ScoredKpi], way: str, paper: Paper, *, where: bool) -> str:
    """Return ``five are getting better, led by Net promoter score (+45, target +42)``."""
    if len(kpis) == 1:
        return _change(kpis, way, paper, where=where)
    first = kpis[0]
    led = f"led by {first.kpi.name}{_beside(first, paper)}"
    return f"{spelled(len(kpis))} are getting {way}, {led}"


def _standing(scored: ScoredKpi, paper: Paper) -> str:
    """Return ``+45 against a target of +42``."""
    shown = Shown.of(scored, paper.numbers)
    target = shown.bare_target(scored.target) if scored.target else ""
    return shown.value(scored.value) + (f" against a target of {target}" if target else "")


def _beside(scored: ScoredKpi, paper: Paper) -> str:
    """Return `` (+45, target +42)``."""
    shown = Shown.of(scored, paper.numbers)
    target = shown.bare_target(scored.target) if scored.target else ""
    return f" ({shown.value(scored.value)}{f', target {target}' if target else ''})"


def _since(kpis: Sequence[ScoredKpi]) -> str:
    period, number = since_in_common(kpis)
    if not period:
        return ""
    both = "both" if number == 2 else "all"
    of = both if number == len(kpis) else spelled(number)
    return f", {of} since {period}"


def _places(kpis: Sequence[ScoredKpi], paper: Paper) -> str:
    """Return where on the scorecard or the journey they lie, else their names, at most three."""
    names = {group.id: group.name for group in paper.scorecard.groups}
    groups = Counter(names.get(k.kpi.group or "", "") for k in kpis)
    together = {name for name, number in groups.items() if name and number > 1}
    if together == groups.keys() and len(together) <= MOST_PLACES:
        return f", in {listed(list(groups))}"
    stages = {_stage(k, paper) for k in kpis}
    if len(stages) == 1 and (stage := stages.pop()):
        return f", at one stage of the journey: {stage}"
    return f": {named([k.kpi.name for k in kpis], MOST_PLACES - 1)}"


def _stage(scored: ScoredKpi, paper: Paper) -> str:
    """Return the name of the stage of the journey that a KPI belongs to; empty for none."""
    for stage in paper.scorecard.journey:
        if scored.kpi.journey in (stage.id, *(moment.id for moment in stage.moments)):
            return stage.name
    return ""
