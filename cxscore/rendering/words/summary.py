"""The first page in words: the headline, what the board needs to know, and the claims of pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxscore.model.scorecard import Scorecard, ScoredKpi, StatusChange, StatusCount
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import be, capital, counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.sentences import TOO_EARLY, moved, reached
from cxscore.rendering.words.shown import Shown

LONGEST_HEADLINE = 170
"""Characters; a longer headline gives counts instead of names."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A KPI whose status is not what it was."""

    kpi_id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of status since the period before."""

    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    other: tuple[Changed, ...]
    """To or from having no target or no data."""
    title: str
    """``Status since May 2026.``"""
    sentence: str
    """``Better: Customer effort and Calls abandoned. Worse: Order accuracy.``"""


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
    standing = _standing(paper.scorecard)
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


def is_unfinished(scored: ScoredKpi) -> bool:
    """Return whether the value at hand is of a part of its period."""
    return scored.value is not None and not scored.complete


def in_order(scorecard: Scorecard) -> list[ScoredKpi]:
    """Return the KPIs, those that matter most first, the others as defined."""
    first = {id: at for at, id in enumerate(scorecard.summary.matters_most)}  # noqa: A001
    return sorted(scorecard.kpis, key=lambda k: first.get(k.kpi.id, len(first)))


def mix_caption(scorecard: Scorecard) -> str:
    """Return ``of 20 KPIs. In May: 7 on target, 8 at risk, 5 off target.`` or its like."""
    summary = scorecard.summary
    text = f"of {counted(len(scorecard.kpis), 'KPI')}"
    rest = not_judged(scorecard)
    if rest and len(scorecard.kpis) == 1:
        text = f"The only KPI: {rest[0].removeprefix('1 ')}"
    elif rest:
        text += f"; not judged: {listed(rest)}"
    before = summary.before
    if summary.before_period is None or not judged(before):
        return sentence(text)
    name = before_name(scorecard, brief=True)
    mix = f"{before.on_target} on target, {before.at_risk} at risk, {before.off_target} off target"
    return sentences(text, f"In {name}: {mix}")


def not_judged(scorecard: Scorecard) -> list[str]:
    """Return why how many KPIs have no status: ``1 without a target``, ``2 without data``."""
    told = {
        "without a target": sum(lacks_target(kpi) for kpi in scorecard.kpis),
        "with too few answers": sum(kpi.base_too_small for kpi in scorecard.kpis),
        "without data": scorecard.summary.now.no_data,
    }
    return [f"{number} {why}" for why, number in told.items() if number]


def lacks_target(scored: ScoredKpi) -> bool:
    """Return whether a KPI with a value has no target to be held against."""
    return scored.status is Status.NO_TARGET and not scored.base_too_small


def changes(paper: Paper) -> Changes:
    """Return which KPIs changed their status since the period before."""
    better: list[Changed] = []
    worse: list[Changed] = []
    other: list[Changed] = []
    for change in paper.scorecard.summary.changes:
        said = Changed(
            change.kpi,
            paper.names.get(change.kpi, change.kpi),
            judgements.STATUS[change.before],
            judgements.STATUS[change.after],
        )
        {1: better, -1: worse, 0: other}[_direction(change)].append(said)
    if paper.scorecard.summary.before_period is None:
        return Changes((), (), (), "Status.", "There is no earlier period to compare with.")
    return Changes(
        tuple(better),
        tuple(worse),
        tuple(other),
        f"Status since {before_name(paper.scorecard)}.",
        _changes_sentence(better, worse, other),
    )


def scorecard_claim(scorecard: Scorecard) -> str:
    """Return the sentence under the scorecard's title."""
    now = scorecard.summary.now
    changing = [k.signal.variation for k in scorecard.kpis]
    better, worse = changing.count(Variation.IMPROVING), changing.count(Variation.WORSENING)
    moves = f"{better or 'none'} really improving and {worse or 'none'} really worsening"
    if not better and not worse:
        moves = none_changes(scorecard, "none is really improving or worsening")
    if not judged(now):
        return sentence(", and ".join(part for part in (_standing(scorecard), moves) if part))
    return sentence(f"{_mix(scorecard)}; {moves}")


def none_changes(scorecard: Scorecard, told: str) -> str:
    """Return *told*, or that it is too early to tell; empty where no KPI has a value."""
    known = [k for k in scorecard.kpis if k.value is not None]
    early = [k for k in known if judgements.too_early(k)]
    if not early:
        return told if known else ""
    if len(early) == len(known):
        return "it is too early to tell whether any is changing"
    return f"{told}, though for {len(early)} it is too early to tell"


def detail_claim(scorecard: Scorecard) -> str:
    """Return the sentence under the title of the panels."""
    most = [
        k
        for k in scorecard.kpis
        if judgements.judged_capability(k) is Capability.MISSES
        and not judgements.is_trending(k)
        and k.status is not Status.ON_TARGET
        and k.signal.variation is not Variation.IMPROVING
    ]
    if most:
        them = counted(len(most), "KPI")
        return sentence(f"{capital(them)} will not meet the target without a change")
    known = {judgements.judged_capability(k) for k in scorecard.kpis if k.signal.capability}
    if known and not known & {Capability.MISSES, None}:
        return "Every KPI with limits and a target can meet it as things stand."
    return "Each KPI over time, against its target and its limits."


def before_name(scorecard: Scorecard, *, brief: bool = False) -> str:
    """Return the name of the period before; a month of the same year without it, if *brief*."""
    found = periods.like(scorecard.period, scorecard.summary.before_period or "")
    if found is None:
        return scorecard.summary.before_period or ""
    name = periods.name(found)
    same_year = found.start.year == scorecard.period.start.year
    is_month = name.rsplit(" ", 1)[0].isalpha()
    return name.rsplit(" ", 1)[0] if brief and is_month and same_year else name


def judged(count: StatusCount) -> int:
    """Return how many KPIs have been held against a target."""
    return count.on_target + count.at_risk + count.off_target


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


def _standing(scorecard: Scorecard) -> str:
    """Return how many KPIs are on target, or off it."""
    now, all_of = scorecard.summary.now, len(scorecard.kpis)
    if now.no_data == all_of:
        return f"No KPI has data for {periods.name(scorecard.period)}"
    if not judged(now):
        known = [k for k in scorecard.kpis if k.value is not None]
        if all(lacks_target(k) for k in known):
            return "No KPI has a target"
        return f"No KPI is judged ({listed(not_judged(scorecard))})"
    if now.on_target == all_of:
        return "Both KPIs are on target" if all_of == 2 else f"All {all_of} KPIs are on target"
    if now.off_target:
        return f"{now.off_target} of {all_of} KPIs {be(now.off_target)} off target"
    if now.at_risk:
        return f"{now.at_risk} of {all_of} KPIs {be(now.at_risk)} at risk and none is off target"
    if judged(now) == 1:
        return "The one KPI with a status is on target"
    them = "Both" if judged(now) == 2 else f"All {judged(now)}"
    return f"{them} KPIs with a status are on target"


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


def _mix(scorecard: Scorecard) -> str:
    now, all_of = scorecard.summary.now, len(scorecard.kpis)
    if now.on_target == all_of:
        them = "Both KPIs" if all_of == 2 else f"All {counted(all_of, 'KPI')}"
        return f"{them} are on target" if all_of > 1 else "The only KPI is on target"
    parts = [
        f"{number} {word}"
        for number, word in (
            (now.on_target, "on target"),
            (now.at_risk, "at risk"),
            (now.off_target, "off target"),
            (now.no_target, "not judged"),
            (now.no_data, "without data"),
        )
        if number
    ]
    return f"{listed(parts)}, of {counted(all_of, 'KPI')}"


def _direction(change: StatusChange) -> int:
    order = judgements.ORDER
    if change.before not in order or change.after not in order:
        return 0
    return 1 if order.index(change.after) > order.index(change.before) else -1


def _changes_sentence(
    better: Sequence[Changed], worse: Sequence[Changed], other: Sequence[Changed]
) -> str:
    if not better and not worse and not other:
        return "No status has changed."
    parts = [
        f"{title}: {named([c.name for c in found], 6)}"
        for title, found in (("Better", better), ("Worse", worse))
        if found
    ]
    gained = [c.name for c in other if c.before == judgements.STATUS[Status.NO_DATA]]
    lost = [c.name for c in other if c.after == judgements.STATUS[Status.NO_DATA]]
    parts += [f"Now with data: {named(gained, 6)}"] if gained else []
    parts += [f"Now without data: {named(lost, 6)}"] if lost else []
    rest = [c for c in other if c.name not in (*gained, *lost)]
    parts += [f"Newly judged or no longer: {named([c.name for c in rest], 6)}"] if rest else []
    return sentences(*parts)
