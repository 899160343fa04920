"""The first slides: the conclusion, what the board needs to know, and where the KPIs stand."""

from collections.abc import Iterator, Sequence
from itertools import product

from cxscore.model.scorecard import Scorecard
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.first_page import CONTENTS, SMALL, Columns
from cxscore.rendering.sections.grid import Grid, GridCell, grid_of
from cxscore.rendering.sections.verdicts import STATUS_CSS, Judgement
from cxscore.rendering.slides.blocks import Box, Cell, Paragraph, Room, Slide, Table, Words
from cxscore.rendering.slides.fitting import (
    CELL,
    GAP,
    LEADING,
    LINE,
    PADDING_X,
    PADDING_Y,
    filling,
    height_of,
    lines_of,
)
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import sentence

LEFT = 0.63
"""The part of the width that messages have."""
SLACK = (0.0, 40.0, 80.0, 120.0)
"""Height that the grid leaves, the least with which it and what stands below it fit."""
SIZES = (15.0, 13.0, 12.0, 11.0)
"""Of names in the grid, the largest first."""


def first_slide(facts: Facts, room: Room) -> Slide:
    """Return the first page: headline, messages, how many KPIs stand how, and what changed."""
    said, head = facts.said, facts.said.masthead
    top = [
        Paragraph("", _about(facts), CELL, faint=True, after=6),
        Paragraph(said.headline, size=20, after=6),
        Paragraph("", said.word, CELL, after=6),
        Paragraph("", said.accepted, CELL, after=6),
    ]
    shown = filling([each for each in top if each.lead or each.text], room.width, 0.4 * room.height)
    height = sum(height_of(each, room.width) for each in shown)
    start = height + GAP / 2
    left = Box(0, start, LEFT * room.width, room.height - start)
    right = Box(left.width + GAP, start, room.width - left.width - GAP, room.height - start)
    messages = [
        Paragraph("What the board needs to know", size=CELL, faint=True),
        *(Paragraph(key.lead, key.rest, 14, bullet=True, after=6) for key in said.needs_to_know),
    ]
    brief = [
        messages[0],
        *(
            Paragraph(key.lead, key.brief or key.rest, 13, bullet=True, after=5)
            for key in said.needs_to_know
        ),
    ]
    fits = sum(height_of(each, left.width) for each in messages) <= left.height
    blocks = [
        Words(Box(0, 0, room.width, height), shown),
        Words(left, filling(messages if fits else brief, left.width, left.height)),
        *_standing(facts, right),
    ]
    notes = [head.draft, said.headline, said.word, said.accepted]
    notes += [f"{key.lead} {key.rest}" for key in said.needs_to_know]
    notes += [said.since.sentence] if said.since else []
    return Slide(head.document_title, blocks, "\n".join(filter(None, notes)))


def _about(facts: Facts) -> str:
    head = facts.said.masthead
    known = (head.eyebrow, head.meeting, head.purpose, head.classification, head.footer)
    parts = (head.draft, *known)
    return " · ".join(part for part in parts if part)


def _standing(facts: Facts, box: Box) -> Iterator[Table | Words]:
    """Yield how many KPIs have each status, and what is not as it was."""
    rows = list(_mix(facts.scorecard))
    taken = 0.0
    if rows:
        before = facts.scorecard.summary.before_period
        head = ["Status", "Now", "Before" if before else ""]
        heights = [LINE] * (len(rows) + 1)
        taken = sum(heights)
        place = Box(box.left, box.top, box.width, taken)
        yield Table(place, head, (0.56, 0.2, 0.24), rows, heights, CELL, "How the KPIs stand")
        taken += GAP / 2
    told = [Paragraph("", line, CELL) for line in facts.said.celebrate]
    since = facts.said.since
    if since is not None and since.board:
        told = [Paragraph(since.title, since.board, CELL), *told]
    place = Box(box.left, box.top + taken, box.width, box.height - taken)
    shown = filling(told, place.width, place.height)
    if shown:
        yield Words(place, shown)


def _mix(scorecard: Scorecard) -> Iterator[Sequence[Cell]]:
    summary = scorecard.summary
    for status in Status:
        now, before = (getattr(count, status.value) for count in (summary.now, summary.before))
        if now or (before and summary.before_period):
            word = judgements.STATUS[status]
            verdict = Judgement(STATUS_CSS[status], word, word)
            yield verdict, str(now), str(before) if summary.before_period else ""


def grid_slide(facts: Facts, room: Room) -> Slide | None:
    """Return where the KPIs stand, changing one way or steady, and hitting their target or not."""
    if not facts.by_id:
        return None
    for size, slack in product(SIZES, SLACK):
        grid = _grid(facts, room, size, slack)
        table = _table(grid, room, size)
        left_out = [Paragraph("", _left_out(grid), CELL, faint=True)] if grid.left_out else []
        top = table.box.height + GAP / 2
        below = Box(0, top, room.width, room.height - top)
        whole = not any(cell.more for row in grid.rows for cell in row.cells)
        fits = below.height >= min(sum(height_of(each, room.width) for each in left_out), 3 * LINE)
        if fits and (whole or size == SIZES[-1]):
            break
    if not grid.placed:
        return None
    shown = filling(left_out, room.width, below.height)
    return Slide(grid.title, [table, *([Words(below, shown)] if shown else [])], _told(grid))


def _grid(facts: Facts, room: Room, size: float, slack: float) -> Grid:
    """Return the grid, fitted as on paper, where text is smaller and the contents stand below."""
    scale = size / SMALL
    page = Columns(room.width / scale, (room.height - slack) / scale + CONTENTS)
    return grid_of(facts.scorecard, facts.link, page)


def _table(grid: Grid, room: Room, size: float) -> Table:
    shares = [width / 100 for width in grid.widths]
    widths = [1 - sum(shares), *shares]
    rows: list[list[Cell]] = [[row.direction, *map(_names, row.cells)] for row in grid.rows]
    heights = [
        size * LEADING + 2 * PADDING_Y,
        *(_row_height(row, widths, room.width, size) for row in rows),
    ]
    head = ["", *(column.short for column in grid.columns)]
    box = Box(0, 0, room.width, sum(heights))
    return Table(box, head, widths, rows, heights, size, grid.title)


def _row_height(row: Sequence[Cell], widths: Sequence[float], room: float, size: float) -> float:
    count = max(
        lines_of(cell if isinstance(cell, str) else "", size, width * room - 2 * PADDING_X)
        for cell, width in zip(row, widths, strict=True)
    )
    return max(2, count) * size * LEADING + 2 * PADDING_Y


def _names(cell: GridCell) -> str:
    more = [f"and {cell.more} more"] if cell.more else []
    return "\n".join([*(link.name for link in cell.kpis), *more])


def _left_out(grid: Grid) -> str:
    names = ", ".join(link.name for link in grid.left_out)
    return sentence(f"Not shown, no target or too few periods: {names}")


def _told(grid: Grid) -> str:
    """Return the grid read aloud."""
    lines = [
        f"{row.direction.short}, {column.short.lower()}: {', '.join(_names(cell).splitlines())}"
        for row in grid.rows
        for column, cell in zip(grid.columns, row.cells, strict=True)
        if cell.kpis or cell.more
    ]
    return "\n".join([grid.title, *lines])
