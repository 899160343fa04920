"""The grid of direction and capability on the first page."""

from collections.abc import Callable, Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.model.verdicts import Capability, Variation
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.sections.first_page import SMALL, Columns, lines
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.sections.verdicts import CAPABILITY_CSS, VARIATION_CSS, Judgement
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import counted, listed

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
MOST_NAMED = 2
"""KPIs without a place that paper names; more are counted."""
ICON = 1.4
"""What the icon of a head takes, in sizes of its text."""


@frozen
class GridCell:
    """The KPIs with one direction and one capability; ``more`` are not named."""

    css: str
    kpis: tuple[Link, ...]
    more: int


@frozen
class GridRow:
    """One direction."""

    direction: Judgement
    cells: tuple[GridCell, ...]


@frozen
class Grid:
    """Variation × capability; ``left_out`` are the KPIs that lack one of them."""

    title: str
    columns: tuple[Judgement, ...]
    rows: tuple[GridRow, ...]
    widths: tuple[float, ...]
    """Of the columns, in per cent of the grid's; what is left is the column of directions."""
    left_out: tuple[Link, ...]
    placed: int
    """How many KPIs have a place in it."""
    printed: str = ""
    """What paper says of the others; empty where there are none."""


def grid_of(
    scorecard: Scorecard, link: Callable[[str], Link], page: Columns, below: Sequence[str] = ()
) -> Grid:
    """Return the grid, each cell with as many names as it has room for on the first page.

    *link* gives the link to a KPI by its id; *below* is what stands below the grid besides.
    """
    cells: dict[tuple[Variation, Capability | None], list[Link]] = {}
    left_out = []
    for kpi in scorecard.kpis:
        direction, to = kpi.signal.variation, link(kpi.kpi.id)
        placed = direction in DIRECTIONS and kpi.signal.capability is not None
        if placed and not judgements.too_early(kpi):
            cells.setdefault((direction, judgements.judged_capability(kpi)), []).append(to)
        else:
            left_out.append(to)
    columns = dict(CAPABILITIES)
    if any(capability is None for _, capability in cells):
        columns[None] = judgements.NOT_JUDGED
    title = _title(scorecard)
    caption = _caption(left_out)
    room = page.grid_lines(title, (caption, *below))
    links = [[cells.get((d, c), []) for c in columns] for d in DIRECTIONS]
    names = [[link.name for row in links for link in row[across]] for across in range(len(columns))]
    widths = page.cell_widths(
        [
            [
                text_width(word, SMALL, bold=True) + ICON * SMALL,
                *(text_width(n, SMALL) for n in told),
            ]
            for word, told in zip(columns.values(), names, strict=True)
        ]
    )
    most = _most_in_cells(links, room, widths)
    return Grid(
        title=title,
        columns=tuple(
            Judgement(CAPABILITY_CSS[capability] if capability else "none", word, word)
            for capability, word in columns.items()
        ),
        rows=tuple(
            GridRow(
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
        widths=tuple(page.shares(widths)),
        left_out=tuple(left_out),
        placed=len(scorecard.kpis) - len(left_out),
        printed=caption,
    )


def _most_in_cells(
    rows: Sequence[Sequence[Sequence[Link]]], room: int, widths: Sequence[float]
) -> list[int]:
    """Return how many names a cell of each row may hold so that all have *room* lines at most.

    The row that takes most gives way first.
    """
    most = [room] * len(rows)

    def taken(row: int) -> int:
        cells = zip(rows[row], widths, strict=True)
        return max(2, *(_lines(cell, most[row], width) for cell, width in cells))

    while sum(map(taken, range(len(rows)))) > room:
        longest = max((row for row, names in enumerate(most) if names > 2), key=taken, default=None)
        if longest is None:
            break
        most[longest] -= 1
    return most


def _lines(links: Sequence[Link], most: int, width: float) -> int:
    """Return how many lines a cell has on paper when it names no more than *most*."""
    shown, more = _shown(links, most)
    return sum(lines(link.name, SMALL, width) for link in shown) + bool(more)


def _shown(links: Sequence[Link], most: int) -> tuple[Sequence[Link], int]:
    """Return the names that a cell has room for, and how many it has not."""
    shown = links if len(links) <= most else links[: most - 1]
    return shown, len(links) - len(shown)


def _corner(down: int, capability: Capability | None) -> str:
    """Return "g" towards improving and hitting, "b" towards worsening and missing."""
    across = 1 if capability is None else list(CAPABILITIES).index(capability)
    corner = (1 - down) + (1 - across)
    return "g" if corner >= 1 else "b" if corner <= -1 else ""


def _cell(links: Sequence[Link], most: int, css: str) -> GridCell:
    shown, more = _shown(links, most)
    return GridCell(css, tuple(shown), more)


def _caption(left_out: Sequence[Link]) -> str:
    """Return what paper says below the grid; empty where all KPIs have a place in it."""
    if not left_out:
        return ""
    names = listed([link.name for link in left_out])
    them = names if len(left_out) <= MOST_NAMED else str(len(left_out))
    return f"Not shown, no target or too few periods: {them}."


def _title(scorecard: Scorecard) -> str:
    if len(scorecard.kpis) == 1:
        return "Where the KPI stands: is it changing, and will it hit target?"
    them = counted(len(scorecard.kpis), "KPI")
    return f"Where the {them} stand: are they changing, and will they hit target?"
