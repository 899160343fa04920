"""The first page: conclusion, status mix, tiles, and the grid of direction and capability."""

import math
from collections.abc import Mapping, Sequence

from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.rendering import page
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.sections.facts import Facts, Link
from cxscore.rendering.sections.verdicts import CAPABILITY_CSS, STATUS_CSS, VARIATION_CSS, Judgement
from cxscore.rendering.words import judgements

DIRECTIONS = {
    Variation.IMPROVING: "Improving",
    Variation.STEADY: "Steady",
    Variation.WORSENING: "Worsening",
}
CAPABILITIES: Mapping[Capability | None, str] = {
    Capability.HITS: "Hits target",
    Capability.HIT_AND_MISS: "Hit and miss",
    Capability.MISSES: "Misses target",
}
MIX = {
    Status.ON_TARGET: "on target",
    Status.AT_RISK: "at risk",
    Status.OFF_TARGET: "off target",
    Status.NO_TARGET: "not judged",
    Status.NO_DATA: "no data",
}
TILES, TILE_PERIODS = 5, 25
GRID_LINES = 18
"""How many lines the grid may have before the first page overflows."""
GRID_WIDTH = 330.0
"""What the names have in the grid on paper, in points, where they are set in 7.5 points."""
MESSAGE_LETTERS = 850
"""How much the board can be told in letters of the usual size before the page overflows."""


def summary_of(facts: Facts) -> page.Summary:
    """Return the first page."""
    said, summary = facts.said, facts.scorecard.summary
    counts = [(status, getattr(summary.now, status.value)) for status in MIX]
    return page.Summary(
        headline=said.headline,
        mix=tuple(
            page.MixPart(
                STATUS_CSS[status], count, round(100 * count / len(facts.by_id)), MIX[status]
            )
            for status, count in counts
            if count
        ),
        mix_caption=said.mix_caption,
        tiles=tuple(
            facts.score(kpi_id, TILE_PERIODS, 130, 26) for kpi_id in summary.matters_most[:TILES]
        ),
        needs_to_know=tuple(
            (key, facts.anchors.get(key.kpi_id or "", "")) for key in said.needs_to_know
        ),
        changes=said.changes,
        grid=_grid(facts),
        dense=sum(len(key.lead) + len(key.rest) for key in said.needs_to_know)
        + len(said.changes.sentence)
        > MESSAGE_LETTERS,
    )


def _grid(facts: Facts) -> page.Grid:
    cells: dict[tuple[Variation, Capability | None], list[Link]] = {}
    left_out = []
    for kpi in facts.scorecard.kpis:
        direction, link = kpi.signal.variation, facts.link(kpi.kpi.id)
        placed = direction in DIRECTIONS and kpi.signal.capability is not None
        if placed and not judgements.too_early(kpi):
            cells.setdefault((direction, judgements.judged_capability(kpi)), []).append(link)
        else:
            left_out.append(link)
    columns = dict(CAPABILITIES)
    if any(capability is None for _, capability in cells):
        columns[None] = judgements.NOT_JUDGED
    room = GRID_LINES - math.ceil(min(6, len(left_out)) / 3)
    links = [[cells.get((d, c), []) for c in columns] for d in DIRECTIONS]
    most = _most_in_cells(links, room, GRID_WIDTH / len(columns))
    return page.Grid(
        title=facts.said.grid_title,
        columns=tuple(
            Judgement(CAPABILITY_CSS[capability] if capability else "none", word, word)
            for capability, word in columns.items()
        ),
        rows=tuple(
            page.GridRow(
                Judgement(VARIATION_CSS[direction], word, word),
                tuple(
                    _cell(
                        cells.get((direction, capability), []),
                        most[down],
                        _corner(down, capability),
                    )
                    for capability in columns
                ),
            )
            for down, (direction, word) in enumerate(DIRECTIONS.items())
        ),
        left_out=tuple(left_out),
        placed=len(facts.scorecard.kpis) - len(left_out),
    )


def _most_in_cells(rows: Sequence[Sequence[Sequence[Link]]], room: int, width: float) -> list[int]:
    """Return how many names a cell of each row may hold so that all have *room* lines at most.

    The row that takes most gives way first.
    """
    most = [room] * len(rows)

    def lines(row: int) -> int:
        return max(2, *(_lines(cell, most[row], width) for cell in rows[row]))

    while sum(map(lines, range(len(rows)))) > room:
        longest = max((row for row, names in enumerate(most) if names > 2), key=lines, default=None)
        if longest is None:
            break
        most[longest] -= 1
    return most


def _lines(links: Sequence[Link], most: int, width: float) -> int:
    """Return how many lines a cell has on paper when it names no more than *most*."""
    shown, more = _shown(links, most)
    return sum(math.ceil(text_width(link.name, 7.5) / width) for link in shown) + bool(more)


def _shown(links: Sequence[Link], most: int) -> tuple[Sequence[Link], int]:
    """Return the names that a cell has room for, and how many it has not."""
    shown = links if len(links) <= most else links[: most - 1]
    return shown, len(links) - len(shown)


def _corner(down: int, capability: Capability | None) -> str:
    """Return "g" towards improving and hitting, "b" towards worsening and missing."""
    across = 1 if capability is None else list(CAPABILITIES).index(capability)
    corner = (1 - down) + (1 - across)
    return "g" if corner >= 1 else "b" if corner <= -1 else ""


def _cell(links: Sequence[Link], most: int, css: str) -> page.GridCell:
    shown, more = _shown(links, most)
    return page.GridCell(css, tuple(shown), more)
