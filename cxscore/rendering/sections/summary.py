"""The first page: conclusion, status mix, tiles, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxscore.model.scorecard import Scorecard, StatusChange
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts, Score
from cxscore.rendering.sections.first_page import Columns, columns_of
from cxscore.rendering.sections.grid import Grid, grid_of
from cxscore.rendering.sections.verdicts import STATUS_CSS
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import counted, listed, named, sentence, sentences
from cxscore.rendering.words.messages import Key
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.standing import judged, not_judged

MIX = {
    Status.ON_TARGET: "on target",
    Status.AT_RISK: "at risk",
    Status.OFF_TARGET: "off target",
    Status.NO_TARGET: "not judged",
    Status.NO_DATA: "no data",
}
TILES, TILE_PERIODS = 5, 25
MOST_NAMED = (6, 4, 2)
"""How many names of one change of status are listed, where there is less and less room."""


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


@dataclass(frozen=True, slots=True)
class MixPart:
    """How many KPIs have one status."""

    css: str
    count: int
    share: int
    """In per cent of all KPIs."""
    word: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page."""

    headline: str
    word: str
    """The sponsor's own word on the period, or that there is none yet; may be empty."""
    mix: tuple[MixPart, ...]
    mix_caption: str
    tiles: tuple[Score, ...]
    needs_to_know: tuple[tuple[Key, str], ...]
    """Each with the anchor of its KPI; empty where it has none."""
    changes: Changes
    grid: Grid
    dense: bool
    """There is so much to say that it has to be set smaller."""


def view(facts: Facts) -> Summary:
    """Return the first page."""
    said, summary = facts.said, facts.scorecard.summary
    counts = [(status, getattr(summary.now, status.value)) for status in MIX]
    caption = " ".join(filter(None, (_mix_caption(facts.scorecard), said.substance)))
    tiles = tuple(
        facts.score(kpi_id, TILE_PERIODS, 130, 26) for kpi_id in summary.matters_most[:TILES]
    )
    page = columns_of(facts.scorecard.heading.paper, said.headline, caption, tiles, said.word)
    changes, dense = _that_fit(page, said.needs_to_know, _changes(facts.paper))
    return Summary(
        headline=said.headline,
        word=said.word,
        mix=tuple(
            MixPart(STATUS_CSS[status], count, round(100 * count / len(facts.by_id)), MIX[status])
            for status, count in counts
            if count
        ),
        mix_caption=caption,
        tiles=tiles,
        needs_to_know=tuple(
            (key, facts.anchors.get(key.kpi_id or "", "")) for key in said.needs_to_know
        ),
        changes=changes,
        grid=grid_of(facts, page),
        dense=dense,
    )


def _that_fit(page: Columns, keys: Sequence[Key], changes: Changes) -> tuple[Changes, bool]:
    """Return *changes* with as many names as there is room for, and whether all is set smaller."""
    messages = [(key.lead, key.rest) for key in keys]
    for dense in (False, True):
        for most in MOST_NAMED[:1] if not dense else MOST_NAMED:
            told = replace(changes, sentence=_changes_sentence(changes, most))
            if page.holds(messages, f"{told.title} {told.sentence}", dense=dense):
                return told, dense
    return replace(changes, sentence=_counted_changes(changes)), True


def _mix_caption(scorecard: Scorecard) -> str:
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
    name = _before_name(scorecard, brief=True)
    mix = f"{before.on_target} on target, {before.at_risk} at risk, {before.off_target} off target"
    return sentences(text, f"In {name}: {mix}")


def _changes(paper: Paper) -> Changes:
    """Return which KPIs changed their status since the period before, the sentence left blank."""
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
        f"Status since {_before_name(paper.scorecard)}.",
        "",
    )


def _before_name(scorecard: Scorecard, *, brief: bool = False) -> str:
    """Return the name of the period before; a month of the same year without it, if *brief*."""
    found = periods.like(scorecard.period, scorecard.summary.before_period or "")
    if found is None:
        return scorecard.summary.before_period or ""
    name = periods.name(found)
    same_year = found.start.year == scorecard.period.start.year
    is_month = name.rsplit(" ", 1)[0].isalpha()
    return name.rsplit(" ", 1)[0] if brief and is_month and same_year else name


def _direction(change: StatusChange) -> int:
    order = judgements.ORDER
    if change.before not in order or change.after not in order:
        return 0
    return 1 if order.index(change.after) > order.index(change.before) else -1


def _changes_sentence(changes: Changes, most: int) -> str:
    """Return the sentence, with so many names of each kind of change at *most*."""
    if changes.sentence:
        return changes.sentence
    told = [
        f"{title}: {named([c.name for c in found], most)}"
        for title, found in _kinds(changes)
        if found
    ]
    return sentences(*told) if told else "No status has changed."


def _counted_changes(changes: Changes) -> str:
    """Return the sentence where there is no room for names."""
    if changes.sentence:
        return changes.sentence
    told = [f"{len(found)} {title.lower()}" for title, found in _kinds(changes) if found]
    return sentence(f"{listed(told)}; the scorecard has each") if told else "No status has changed."


def _kinds(changes: Changes) -> Sequence[tuple[str, Sequence[Changed]]]:
    """Return the changes of each kind with its name."""
    no_data = judgements.STATUS[Status.NO_DATA]
    gained = [c for c in changes.other if c.before == no_data]
    lost = [c for c in changes.other if c.after == no_data]
    rest = [c for c in changes.other if c not in (*gained, *lost)]
    return (
        ("Better", changes.better),
        ("Worse", changes.worse),
        ("Now with data", gained),
        ("Now without data", lost),
        ("Newly judged or no longer", rest),
    )
