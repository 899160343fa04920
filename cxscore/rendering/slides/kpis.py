"""A slide for each KPI off target or getting worse: its chart, its numbers, what is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.brand import house_of
from cxscore.rendering.charts import History, draw_control_chart
from cxscore.rendering.charts.control import WIDTH
from cxscore.rendering.charts.house import drawn_for
from cxscore.rendering.charts.png import HANG, as_png
from cxscore.rendering.numbers import NONE
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.verdicts import capability_of, status_of, variation_of
from cxscore.rendering.slides.blocks import (
    Block,
    Box,
    Cell,
    Paragraph,
    Picture,
    Room,
    Slide,
    Table,
    Words,
)
from cxscore.rendering.slides.fitting import (
    CELL,
    GAP,
    LEADING,
    LINE,
    PADDING_X,
    filling,
    fitted,
    height_of,
    lines_of,
)
from cxscore.rendering.words.actions import action_said
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.marked import plain_text
from cxscore.rendering.words.no_chart import no_chart

CHART = 0.64
"""The part of the width that the chart has."""
UPPER = 0.6
"""The part of the height that chart and numbers have."""
DOTS = 3.0
"""Of the picture, to a unit of the drawing: about 160 to the inch on a wide slide."""
SIZES = (14.0, 13.0, 12.0)
"""Of what the owner says, the largest first."""


def kpi_slides(facts: Facts, room: Room) -> Iterator[Slide]:
    """Yield a slide for each KPI off target or worsening, in the order of the page."""
    for row in facts.rows:
        scored = facts.by_id[row.kpi.id]
        if scored.status is Status.OFF_TARGET or scored.signal.variation is Variation.WORSENING:
            yield _slide(facts, scored, row.kpi, room)


def _slide(facts: Facts, scored: ScoredKpi, said: KpiSaid, room: Room) -> Slide:
    upper = UPPER * room.height
    marks = _marks(said, CHART * room.width)
    legend = sum(height_of(each, CHART * room.width) for each in marks)
    chart = Box(0, 0, CHART * room.width, upper - legend)
    right = Box(chart.width + GAP, 0, room.width - chart.width - GAP, upper)
    blocks: list[Block] = [_chart(facts, scored, said, chart)]
    if marks:
        blocks.append(Words(Box(0, chart.bottom, chart.width, legend), marks))
    blocks += _numbers(scored, said, right)
    lower = Box(0, upper + GAP / 2, room.width, room.height - upper - GAP / 2)
    blocks += _told(facts, scored, said, lower)
    return Slide(said.claim, blocks, _notes(said))


def _chart(facts: Facts, scored: ScoredKpi, said: KpiSaid, box: Box) -> Block:
    instead = no_chart(scored, facts.said.numbers)
    if instead:
        return Words(box, [Paragraph("", instead)])
    history: History = history_of(scored, said, facts.said.numbers)
    history = replace(history, height=box.height * WIDTH / box.width - HANG)
    with drawn_for(house_of(facts.scorecard.heading)):
        drawn = draw_control_chart(history)
    return Picture(box, as_png(drawn, DOTS, below=HANG), history.description)


def _marks(said: KpiSaid, width: float) -> list[Paragraph]:
    """Return what the signs on the chart stand for, in two lines at most."""
    text = "   ".join(f"({mark.sign}) {mark.text}" for mark in said.marks if mark.sign)
    return filling([Paragraph("", text, 10.5, faint=True)], width, 2 * 10.5 * LEADING + 4.1)


def _numbers(scored: ScoredKpi, said: KpiSaid, box: Box) -> Iterator[Block]:
    """Yield the value, large, and below it what it is held against and what is judged of it."""
    is_short = lines_of(said.value, 30, box.width, bold=True) == 1
    value = [
        Paragraph(
            fitted(said.value, 20, box.width, 2, bold=True), size=30 if is_short else 20, after=0
        ),
        Paragraph("", fitted(f"{said.period}, {said.target_phrase}", CELL, box.width, 2), CELL),
    ]
    height = sum(height_of(each, box.width) for each in value)
    yield Words(Box(box.left, 0, box.width, height), value)
    verdicts = (
        status_of(scored, said.status),
        variation_of(scored, said.variation),
        capability_of(scored, said.capability),
    )
    told: list[tuple[str, Cell]] = [
        ("Owner", said.owner),
        ("Status", verdicts[0]),
        ("Changing", verdicts[1]),
        ("Will it hit target", verdicts[2]),
        ("Gap to target", said.gap),
        (said.previous_period or "Period before", said.previous),
        (said.year_ago_period or "Year before", said.year_ago),
        ("Base", said.base.removeprefix("n = ")),
    ]
    inner = 0.5 * box.width - 2 * PADDING_X
    rows = [
        [cell if not isinstance(cell, str) else fitted(cell, CELL, inner, 1) for cell in row]
        for row in told
        if _says(row[1])
    ]
    rows = rows[: int((box.height - height) / LINE)]
    place = Box(box.left, height, box.width, LINE * len(rows))
    name = f"{said.name}: numbers"
    yield Table(place, (), (0.5, 0.5), rows, [LINE] * len(rows), CELL, name)


def _says(cell: Cell) -> bool:
    return cell not in ("", NONE) if isinstance(cell, str) else bool(cell.short)


def _told(facts: Facts, scored: ScoredKpi, said: KpiSaid, box: Box) -> Iterator[Words]:
    """Yield what its owner says and what is being done, as large as there is room for."""
    half = (box.width - GAP) / 2
    for size in SIZES:
        columns = [_comment(said, size), _actions(facts, scored, size)]
        heights = [sum(height_of(each, half) for each in column) for column in columns]
        if max(heights) <= box.height:
            break
    for at, column in enumerate(columns):
        shown = filling(column, half, box.height)
        if shown:
            yield Words(Box(at * (half + GAP), box.top, half, box.height), shown)


def _comment(said: KpiSaid, size: float) -> list[Paragraph]:
    """Return what the owner says, or that nothing is said, and what the methods found out."""
    comment = said.comment
    found = [Paragraph("", text, size) for text in said.findings]
    if comment is None:
        return [*(Paragraph("", text, size) for text in [said.comment_missing] if text), *found]
    told = (("", comment.what), ("Why:", comment.why), ("Next:", comment.next))
    words = [Paragraph(lead, plain_text(text), size) for lead, text in told if text]
    by = f"{said.owner} says ({comment.by})" if comment.by else f"{said.owner} says"
    return [Paragraph(by, size=size, faint=True), *words, *found]


def _actions(facts: Facts, scored: ScoredKpi, size: float) -> list[Paragraph]:
    known = facts.scorecard.listed_on(scored)
    live = [action_said(each, facts.paper) for each in known if each.row.under_way]
    if not live:
        return [Paragraph("No action is open", size=size, faint=True)]
    rows = []
    for each in live:
        rest = ", ".join(filter(None, (each.owner, each.due, each.timeliness.long.lower())))
        rows.append(Paragraph(f"{each.title}:", rest, size, bullet=True))
    if more := len(scored.open_actions) - len(live):
        rows.append(Paragraph(f"… and {more} more", size=size, faint=True))
    return [Paragraph("What is being done", size=size, faint=True), *rows]


def _notes(said: KpiSaid) -> str:
    marks = [f"({mark.sign}) {mark.text}" for mark in said.marks if mark.sign]
    comment = said.comment
    words: Sequence[str] = (
        () if comment is None else tuple(map(plain_text, (comment.what, comment.why, comment.next)))
    )
    return "\n".join(filter(None, (said.sentence, *said.findings, *words, *marks, *said.notices)))
