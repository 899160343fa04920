"""The first page: conclusion, status mix, tiles, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxscore.model.scorecard import Scorecard
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.first_page import Columns, columns_of
from cxscore.rendering.sections.grid import Grid, grid_of
from cxscore.rendering.sections.scores import Score
from cxscore.rendering.sections.verdicts import STATUS_CSS
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import counted, listed, named, sentence, sentences
from cxscore.rendering.words.log import asked_sentence
from cxscore.rendering.words.messages import Key
from cxscore.rendering.words.since_close import SinceSaid
from cxscore.rendering.words.standing import judged, not_judged

MIX = {
    Status.ON_TARGET: "on target",
    Status.AT_RISK: "at risk",
    Status.OFF_TARGET: "off target",
    Status.NO_TARGET: "not judged",
    Status.NO_DATA: "no data",
}
TILES, TILE_PERIODS = 5, 25
NO_CHANGE = "No status has changed."
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
    """The changes of status since the last close, or since the period before."""

    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    other: tuple[Changed, ...]
    """To or from having no target or no data."""
    title: str
    """``Since the last meeting (May 2026).`` or, without a close, ``Status since May 2026.``"""
    sentence: str
    """``Better: Customer effort and Calls abandoned. Worse: Order accuracy.``, then what was
    restated, defined in another way or told differently."""


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
    asked: str
    """``Two decisions are asked of this meeting.``; empty where none is."""
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
    texts = [(t.kpi.name, f"{t.status.short}, {t.kpi.target_phrase}") for t in tiles]
    page = columns_of(facts.scorecard.heading.paper, said.headline, caption, texts, said.word)
    asked = asked_sentence(facts.paper)
    changes, dense = _that_fit(page, (said.needs_to_know, asked), _changes(facts), said.since)
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
        grid=grid_of(facts.scorecard, facts.link, page),
        asked=asked,
        dense=dense,
    )


def _that_fit(
    page: Columns,
    besides: tuple[Sequence[Key], str],
    changes: Changes,
    since: SinceSaid | None,
) -> tuple[Changes, bool]:
    """Return *changes* with as much as there is room for, and whether all is set smaller.

    *besides* are the needs to know, and the sentence on what is asked of the meeting. Names are
    counted before anything that was restated since the last meeting is.
    """
    keys, asked = besides
    messages = [(key.lead, key.rest) for key in keys]
    board, brief = ("", "") if since is None else (since.board, since.brief)
    named_ = [_changes_sentence(changes, most) for most in MOST_NAMED]
    counted_ = _counted_changes(changes)
    for statuses, told, dense in (
        (named_[0], board, False),
        *((text, board, True) for text in (*named_, counted_)),
        (named_[-1], brief, True),
    ):
        said = replace(changes, sentence=_with_since(statuses, told, since))
        if page.holds(messages, f"{said.title} {said.sentence}", asked, dense=dense):
            return said, dense
    return replace(changes, sentence=_with_since(counted_, brief, since)), True


def _with_since(statuses: str, told: str, since: SinceSaid | None) -> str:
    """Return the changes of status, then what else is not as it was told."""
    if since is not None and not told and statuses == NO_CHANGE:
        return "No status has changed, and no number that was told."
    return f"{statuses} {told}".strip()


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


def _changes(facts: Facts) -> Changes:
    """Return which KPIs changed their status since the last close, the sentence left blank.

    Without a close it is since the period before.
    """
    paper, since = facts.paper, facts.scorecard.since_close
    summary = paper.scorecard.summary
    better: list[Changed] = []
    worse: list[Changed] = []
    other: list[Changed] = []
    for change in summary.changes if since is None else since.status_changes:
        said = Changed(
            change.kpi,
            paper.names.get(change.kpi, change.kpi),
            judgements.STATUS[change.before],
            judgements.STATUS[change.after],
        )
        {1: better, -1: worse, 0: other}[_direction(change)].append(said)
    if facts.said.since is not None:
        title = facts.said.since.title
    elif summary.before_period is None:
        return Changes((), (), (), "Status.", "There is no earlier period to compare with.")
    else:
        title = f"Status since {_before_name(paper.scorecard)}."
    return Changes(tuple(better), tuple(worse), tuple(other), title, "")


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
    return sentences(*told) if told else NO_CHANGE


def _counted_changes(changes: Changes) -> str:
    """Return the sentence where there is no room for names."""
    if changes.sentence:
        return changes.sentence
    told = [f"{len(found)} {title.lower()}" for title, found in _kinds(changes) if found]
    return sentence(f"{listed(told)}; the scorecard has each") if told else NO_CHANGE


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
