"""scorecard.md: the paper in GitHub's Markdown, for pull requests and job summaries."""

from collections.abc import Iterator, Sequence
from datetime import date

from cxscore.model.listing import MOST
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.verdicts import Status
from cxscore.rendering.markdown_text import (
    LONGEST,
    Block,
    as_line,
    as_text,
    fitted,
    size,
    table,
)
from cxscore.rendering.numbers import NONE
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import Said, periods
from cxscore.rendering.words.actions import action_said
from cxscore.rendering.words.bars import bars, last_points
from cxscore.rendering.words.grammar import capital, sentences
from cxscore.rendering.words.journey import journey_line
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.log import decisions_asked
from cxscore.rendering.words.off_target import off_target_said, short_of_target
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segments import SegmentsSaid
from cxscore.rendering.words.since_close import NO_NUMBER
from cxscore.rendering.words.standing import by_group, claim, in_order
from cxscore.rendering.words.status_changes import changes_of, changes_sentence

ROOM = 60_000
"""Characters: a comment on GitHub holds 65 536."""
PAGE = "scorecard.html"
"""Where the rest is."""
PERIODS = 13
NAME = 120
"""Letters of a name; more would make all other columns narrow."""
COLUMNS = (
    *("KPI", "Owner", ">{period}", ">Target", ">Gap"),
    *(f"Last {PERIODS} periods", "Status", "Direction"),
)
SHORT = (
    *("KPI", "Status", "Owner", "Off target for"),
    *("Open action", "Comment", "On whose table"),
)
MOST_NAMED = 6
"""How many names of one change of status are listed."""


def render_markdown(pack: Pack) -> bytes:
    """Return scorecard.md in UTF-8: at most ``ROOM`` characters, no HTML but ``<details>``.

    Where the segments do not fit they stand on the page alone; after them the last rows of the
    tables give way.
    """
    said, paper = pack.said, Paper.of(pack.scorecard)
    blocks = list(_blocks(said, paper))
    segments = list(_segments(said, paper))
    text = fitted([*blocks, *segments], 10 * ROOM, PAGE)
    if size(text) > ROOM:
        rest = Block((f"… and the segments: see {PAGE}",))
        text = fitted([*blocks, *([rest] if segments else [])], ROOM, PAGE)
    return f"{text.rstrip()}\n".encode("utf-8", "replace")


def _blocks(said: Said, paper: Paper) -> Iterator[Block]:
    yield from _head(said, paper)
    yield from _scorecard(said, paper)
    yield from _exceptions(said, paper)
    yield from _actions(paper)
    yield from _decisions(paper)
    yield from _restated(said, paper)


def _head(said: Said, paper: Paper) -> Iterator[Block]:
    head = said.masthead
    about = (head.draft, head.eyebrow, head.meeting, head.purpose, head.footer, head.classification)
    yield Block((f"# {as_text(head.document_title, NAME)}",))
    yield Block((as_line(sentences(*about)),))
    yield Block((f"**{as_text(said.headline)}**",))
    if said.word:
        yield Block((as_line(said.word, 2 * LONGEST),))
    customers = said.ledger.sentence if said.ledger else ""
    blind = said.listening.line if said.listening else ""
    for line in filter(None, (said.accepted, customers, journey_line(paper), blind)):
        yield Block((as_line(line, 2 * LONGEST),))
    keys = said.needs_to_know
    if keys:
        told = [f"**{as_text(key.lead)}** {as_text(key.rest, 2 * LONGEST)}".strip() for key in keys]
        yield Block(("## What the board needs to know",))
        yield Block(tuple(f"{number}. {text}" for number, text in enumerate(told, 1)))
    changes = changes_of(paper, said.since)
    text = changes_sentence(changes, MOST_NAMED)
    yield Block((f"**{as_text(changes.title)}** {as_text(text, 2 * LONGEST)}",))


def _scorecard(said: Said, paper: Paper) -> Iterator[Block]:
    scorecard = paper.scorecard
    rows: list[Sequence[str]] = []
    for _, name, kpis in by_group(scorecard):
        if name:
            rows.append((f"**{as_text(name, NAME)}**", *[""] * (len(COLUMNS) - 1)))
        rows += (_row(scored, said.kpis[scored.kpi.id]) for scored in kpis)
    period = capital(periods.name(scorecard.period))
    yield Block(("## Scorecard",))
    yield Block((as_line(claim(scorecard)),))
    if rows:
        yield table([column.format(period=period) for column in COLUMNS], rows, "rows")


def _row(scored: ScoredKpi, said: KpiSaid) -> Sequence[str]:
    name, late = as_text(said.name, NAME), " (late)" if scored.stale else ""
    note = f" ({as_text(said.period_note, NAME)}{late and ', late'})" if said.period_note else late
    status = f"**{said.status.short}**" if scored.status is Status.OFF_TARGET else said.status.short
    status += f", **{said.breach.short.lower()}**" if said.breach.short else ""
    return (
        f"{name}{note}",
        as_text(said.owner, NAME),
        as_text(said.value),
        as_text(said.target),
        as_text(said.gap),
        bars([point.value for point in last_points(scored, PERIODS)]),
        status,
        said.variation.short or NONE,
    )


def _exceptions(said: Said, paper: Paper) -> Iterator[Block]:
    short = short_of_target(paper.scorecard.kpis)
    if not short:
        return
    rows = []
    for scored in short:
        told, name = off_target_said(scored, paper), said.kpis[scored.kpi.id]
        action = (
            f"{told.action_id}: {told.action} ({told.action_due})" if told.action_id else "none"
        )
        cells = (
            *(name.name, name.status.short, told.owner, told.off_target_for),
            *(action, told.comment, told.escalation),
        )
        rows.append([as_text(cell, NAME + 80) for cell in cells])
    yield Block(("## Short of target",))
    yield table(SHORT, rows, "KPIs")


def _actions(paper: Paper) -> Iterator[Block]:
    live = [scored for scored in paper.scorecard.actions if scored.row.under_way]
    if not live:
        return
    rows = []
    for scored in sorted(live, key=_urgency)[:MOST]:
        said = action_said(scored, paper)
        cells = (said.id, said.title, said.kpi, said.owner, said.due or NONE, said.timeliness.long)
        rows.append([as_text(cell, NAME + 80) for cell in cells])
    yield Block(("## Actions",))
    head = ("No.", "Action", "KPI", "Owner", "Due", "Status")
    yield table(head, rows, "actions", others=len(live) - len(rows))


def _urgency(scored: ScoredRow) -> tuple[bool, date]:
    return not scored.overdue, scored.row.due[-1] if scored.row.due else date.max


def _decisions(paper: Paper) -> Iterator[Block]:
    asked = decisions_asked(paper, MOST)
    if not asked:
        return
    others = len(paper.scorecard.accountability.decisions_asked) - len(asked)
    cells = [(row.id, row.title, row.owner, row.due or NONE, row.words or NONE) for row in asked]
    rows = [[as_text(cell) for cell in row] for row in cells]
    yield Block(("## Decisions asked",))
    head = ("No.", "Decision", "Who decides", "Due", "What it takes")
    yield table(head, rows, "decisions", others=others)


def _restated(said: Said, paper: Paper) -> Iterator[Block]:
    """Yield what is not as it was told; statuses have been told above."""
    since = paper.scorecard.since_close
    if since is None or said.since is None:
        return
    lines = said.since.lines[len(since.status_changes) :] or (NO_NUMBER,)
    title = said.since.title.removesuffix(".")
    yield Block((f"## Restated {as_text(title[:1].lower() + title[1:])}",))
    yield Block((), tuple(f"- {as_line(line, 2 * LONGEST)}" for line in lines), "changes")


def _segments(said: Said, paper: Paper) -> Iterator[Block]:
    tables = [
        (said.kpis[scored.kpi.id].name, each)
        for scored in in_order(paper.scorecard)
        for each in said.kpis[scored.kpi.id].segments
    ]
    if not tables:
        return
    yield Block(("## Segments",))
    yield Block(("<details>",))
    for name, each in tables:
        title = each.title[:1].lower() + each.title[1:]
        yield Block((f"**{as_text(name, NAME)}** {as_text(f'{title}. {each.sentence}')}",))
        yield _segment_table(each)
    yield Block(("</details>",))


def _segment_table(told: SegmentsSaid) -> Block:
    rows = [
        [as_text(cell, NAME) for cell in (row.name, row.value, row.base, row.status.short)]
        for row in told.rows
    ]
    return table(("Segment", ">Value", ">Base", "Status"), rows, "segments")
