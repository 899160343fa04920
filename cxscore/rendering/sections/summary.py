"""The first page: conclusion, status mix, tiles, and what changed."""

from collections.abc import Iterator
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.first_column import that_fit
from cxscore.rendering.sections.first_page import USUAL_CONTENTS, columns_of
from cxscore.rendering.sections.grid import Grid, grid_of
from cxscore.rendering.sections.scores import Link, Score
from cxscore.rendering.sections.verdicts import STATUS_CSS
from cxscore.rendering.words.grammar import capital, counted, listed, sentence, sentences
from cxscore.rendering.words.journey import journey_line
from cxscore.rendering.words.log import RowSaid
from cxscore.rendering.words.messages import Key
from cxscore.rendering.words.standing import judged, not_judged
from cxscore.rendering.words.status_changes import Changes, before_name

MIX = {
    Status.ON_TARGET: "on target",
    Status.AT_RISK: "at risk",
    Status.OFF_TARGET: "off target",
    Status.NO_TARGET: "not judged",
    Status.NO_DATA: "no data",
}
TILES, TILE_PERIODS = 5, 25


@frozen
class MixPart:
    """How many KPIs have one status."""

    css: str
    count: int
    share: int
    """In per cent of all KPIs."""
    word: str


@frozen
class Summary:
    """The first page."""

    headline: str
    word: str
    """The sponsor's own word on the period, or that there is none yet; may be empty."""
    accepted: str
    """How many breaches are accepted, until when and by whom; empty where none is."""
    mix: tuple[MixPart, ...]
    mix_caption: str
    tiles: tuple[Score, ...]
    needs_to_know: tuple[tuple[Key, str], ...]
    """Each with the anchor of its KPI; empty where it has none."""
    changes: Changes
    grid: Grid
    decisions: tuple[RowSaid, ...]
    """Those that are asked of the meeting, as many as there is room for."""
    asked: str
    """What else there is to decide and to celebrate; empty where there is neither."""
    chapters: tuple[Link, ...]
    """What the chapters come to, a line each: who was won and lost, hot spots, blind spots."""
    dense: bool
    """There is so much to say that it has to be set smaller."""


def view(facts: Facts, contents: int = USUAL_CONTENTS) -> Summary:
    """Return the first page, which lists so many sections as its *contents*."""
    said, summary = facts.said, facts.scorecard.summary
    counts = [(status, getattr(summary.now, status.value)) for status in MIX]
    caption = " ".join(filter(None, (_mix_caption(facts.scorecard), _substance(facts))))
    tiles = tuple(
        facts.score(kpi_id, TILE_PERIODS, 130, 26) for kpi_id in summary.matters_most[:TILES]
    )
    texts = [(tile.kpi.name, _standing(tile)) for tile in tiles]
    page = columns_of(
        facts.scorecard.heading.paper, said.headline, caption, texts, said.word, said.accepted
    )
    page = replace(page, contents=contents)
    chapters = tuple(_chapters(facts))
    told = that_fit(page, facts.paper, said.needs_to_know, said.since)
    return Summary(
        headline=said.headline,
        word=said.word,
        accepted=said.accepted,
        mix=tuple(
            MixPart(STATUS_CSS[status], count, round(100 * count / len(facts.by_id)), MIX[status])
            for status, count in counts
            if count
        ),
        mix_caption=caption,
        tiles=tiles,
        needs_to_know=tuple((key, facts.anchors.get(key.kpi_id or "", "")) for key in told.keys),
        changes=told.changes,
        grid=grid_of(facts.scorecard, facts.link, page, [each.name for each in chapters]),
        chapters=chapters,
        decisions=told.asked.decisions,
        asked=told.asked.besides,
        dense=told.dense,
    )


def _standing(tile: Score) -> str:
    """Return what stands below the value of a tile."""
    parts = (tile.status.short, tile.kpi.breach.short, tile.kpi.target_phrase)
    return ", ".join(filter(None, parts))


def _chapters(facts: Facts) -> Iterator[Link]:
    """Yield the lines of chapters that there are, each with the section that it leads to."""
    ledger, spots = facts.said.ledger, journey_line(facts.paper)
    if ledger is not None:
        yield Link("customers", ledger.sentence)
    if spots:
        yield Link("journey", spots)
    if facts.said.listening is not None and facts.said.listening.line:
        yield Link("listening", facts.said.listening.line)


def _substance(facts: Facts) -> str:
    """Return how far the KPIs have come; how many there are is said before it."""
    return capital(facts.said.substance.removeprefix(f"Of {len(facts.by_id)} KPIs "))


def _mix_caption(scorecard: Scorecard) -> str:
    """Return ``of 20 KPIs. In May: 7 on target, 8 at risk, 5 off target.`` or its like."""
    summary = scorecard.summary
    text = f"of {counted(len(scorecard.kpis), 'KPI')}"
    rest = not_judged(scorecard)
    if rest and len(scorecard.kpis) == 1:
        text = f"The only KPI: {rest[0].removeprefix('1 ')}"
    elif rest:
        text += f"; {listed(rest)}"
    before = summary.before
    # Since the last meeting each change of status is told.
    if scorecard.since_close or summary.before_period is None or not judged(before):
        return sentence(text)
    name = before_name(scorecard, brief=True)
    mix = f"{before.on_target} on target, {before.at_risk} at risk, {before.off_target} off target"
    return sentences(text, f"In {name}: {mix}")
