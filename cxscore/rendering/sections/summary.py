"""The first page: conclusion, status mix, tiles, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxscore.model.scorecard import Scorecard, StatusChange
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts, Score
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
MESSAGE_LETTERS = 850
"""How much the board can be told in letters of the usual size before the page overflows."""


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
    changes = _changes(facts.paper)
    counts = [(status, getattr(summary.now, status.value)) for status in MIX]
    return Summary(
        headline=said.headline,
        mix=tuple(
            MixPart(STATUS_CSS[status], count, round(100 * count / len(facts.by_id)), MIX[status])
            for status, count in counts
            if count
        ),
        mix_caption=_mix_caption(facts.scorecard),
        tiles=tuple(
            facts.score(kpi_id, TILE_PERIODS, 130, 26) for kpi_id in summary.matters_most[:TILES]
        ),
        needs_to_know=tuple(
            (key, facts.anchors.get(key.kpi_id or "", "")) for key in said.needs_to_know
        ),
        changes=changes,
        grid=grid_of(facts),
        dense=sum(len(key.lead) + len(key.rest) for key in said.needs_to_know)
        + len(changes.sentence)
        > MESSAGE_LETTERS,
    )


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
        f"Status since {_before_name(paper.scorecard)}.",
        _changes_sentence(better, worse, other),
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
