"""Whether texts fit: how high they are, what of them is shown, and how rows divide into slides."""

from collections.abc import Iterator, Sequence
from math import ceil

from cxscore.rendering.sections.first_page import lines
from cxscore.rendering.slides.blocks import Box, Cell, Paragraph, Room, Table

LEADING = 1.22
"""From line to line, in sizes of the font."""
SAFE = 0.98
"""How much of a box a line may fill."""
PADDING_X, PADDING_Y = 6.0, 4.0
"""Between the edge of a cell and its text, at each side."""
BULLET = 14.0
"""What a paragraph with a bullet is set in by."""
MOST_ROWS = 12
"""Rows of a table on one slide, its head among them."""
MOST_LINES = (12, 7, 4)
"""Lines that a text in a table may take, the most with which all rows fit one slide; else the
fewest."""
CELL = 12.0
"""The size of texts in tables."""
LINE = CELL * LEADING + 2 * PADDING_Y
"""The height of a row with a line of text."""
GAP = 18.0
"""Between what stands beside or below each other."""


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return about how many lines *text* takes, rather more than fewer; none for an empty one."""
    every = text.split("\n") if text else []
    return sum(lines(line, size, max(width * SAFE, size), bold=bold) for line in every)


def fitted(text: str, size: float, width: float, most: int, *, bold: bool = False) -> str:
    """Return *text* in *most* lines at most: what is more gives way to an ellipsis."""
    if most < 1:
        return ""
    if lines_of(text, size, width, bold=bold) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines_of(_cut(text, middle), size, width, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return _cut(text, low)


def _cut(text: str, at: int) -> str:
    """Return the first letters of *text*, whole words where there are some, and an ellipsis."""
    kept = text[:at]
    whole = kept.rpartition(" ")[0] if not text[at : at + 1].isspace() else kept
    return f"{(whole or kept).rstrip(' ,.;:')} …"


def height_of(paragraph: Paragraph, width: float) -> float:
    """Return how high *paragraph* is, with what parts it from the next."""
    inner = width - (BULLET if paragraph.bullet else 0.0)
    text = f"{paragraph.lead} {paragraph.text}".strip()
    count = lines_of(text, paragraph.size, inner, bold=bool(paragraph.lead))
    return count * paragraph.size * LEADING + paragraph.after if count else 0.0


def filling(paragraphs: Sequence[Paragraph], width: float, height: float) -> list[Paragraph]:
    """Return as many of *paragraphs* as there is room for, the last cut where it must be."""
    shown, left = [], height
    for paragraph in paragraphs:
        wanted = height_of(paragraph, width)
        if wanted <= left:
            shown.append(paragraph)
            left -= wanted
            continue
        cut = _shortened(paragraph, width, left)
        return [*shown, cut] if cut else shown
    return shown


def _shortened(paragraph: Paragraph, width: float, height: float) -> Paragraph | None:
    inner = width - (BULLET if paragraph.bullet else 0.0)
    most = int(height / (paragraph.size * LEADING))
    whole = f"{paragraph.lead} {paragraph.text}".strip()
    text = fitted(whole, paragraph.size, inner, most, bold=bool(paragraph.lead))
    if not text or (paragraph.text and not text.startswith(paragraph.lead)):
        return None
    rest = text.removeprefix(paragraph.lead).strip() if paragraph.text else ""
    lead = paragraph.lead if paragraph.text else text
    return Paragraph(lead, rest, paragraph.size, paragraph.bullet, paragraph.faint, paragraph.after)


def tables_of(
    name: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    room: Room,
    top: float = 0.0,
) -> Iterator[Table]:
    """Yield the tables, one a slide, that *rows* take in *room* from *top* on."""
    inner = [width * room.width - 2 * PADDING_X for width in widths]
    for most in MOST_LINES:
        short = [_short(row, inner, most) for row in rows]
        height = room.height - top - _height(head, inner, bold=True)
        pages = list(_pages(short, inner, height, MOST_ROWS - 1))
        if len(pages) == 1:
            break
    else:
        even = list(_pages(short, inner, height, ceil(len(rows) / max(1, len(pages)))))
        pages = even if len(even) == len(pages) else pages
    for page in pages:
        yield _table(name, head, widths, page, room, top)


def _pages(
    rows: Sequence[Sequence[Cell]], widths: Sequence[float], height: float, most: int
) -> Iterator[Sequence[Sequence[Cell]]]:
    """Yield the *rows* of each slide, *most* at most, whose *height* is that below the head."""
    page: list[Sequence[Cell]] = []
    left = height
    for row in rows:
        taken = _height(row, widths)
        if page and (len(page) == most or taken > left):
            yield page
            page, left = [], height
        page.append(row)
        left -= taken
    if page:
        yield page


def _table(
    name: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    room: Room,
    top: float,
) -> Table:
    inner = [width * room.width - 2 * PADDING_X for width in widths]
    heights = [_height(head, inner, bold=True), *(_height(row, inner) for row in rows)]
    box = Box(0.0, top, room.width, sum(heights))
    return Table(box, head, widths, rows, heights, CELL, name)


def _short(row: Sequence[Cell], widths: Sequence[float], most: int) -> list[Cell]:
    return [
        fitted(cell, CELL, width, most) if isinstance(cell, str) else cell
        for cell, width in zip(row, widths, strict=True)
    ]


def _height(cells: Sequence[Cell], widths: Sequence[float], *, bold: bool = False) -> float:
    """Return how high a row of *cells* is."""
    count = max(
        lines_of(shown(cell), CELL, width, bold=bold)
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(1, count) * CELL * LEADING + 2 * PADDING_Y


def shown(cell: Cell) -> str:
    """Return *cell* as it reads, with room for the sign of a verdict."""
    return cell if isinstance(cell, str) else f"W {cell.short}"
