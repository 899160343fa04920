"""What can be measured of a deck: whether all lies on its slide, and texts in their boxes."""

from functools import lru_cache
from itertools import combinations
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "cxscore" / "fonts"
EMU = 12_700
LEADING = 1.2
TOLERANCE = 1.5
"""Points by which rounding may be off."""


def box_of(shape):
    """Return left, top, right and bottom of *shape* in points; of a table with all its rows."""
    left, top = shape.left / EMU, shape.top / EMU
    height = shape.height / EMU
    if shape.has_table:
        height = sum(row.height for row in shape.table.rows) / EMU
    return left, top, left + shape.width / EMU, top + height


def amiss(presentation):
    """Yield a line for everything that lies beside its slide, on something else, or is too long."""
    width, height = presentation.slide_width / EMU, presentation.slide_height / EMU
    for number, slide in enumerate(presentation.slides, 1):
        shapes = list(slide.shapes)
        for shape in shapes:
            left, top, right, bottom = box_of(shape)
            if left < 0 or top < 0 or right > width + 1 or bottom > height + 1:
                yield f"slide {number}: {shape.name} is beside it"
            yield from (f"slide {number}: {line}" for line in _too_long(shape))
        for one, other in combinations(shapes, 2):
            if _overlap(box_of(one), box_of(other)):
                yield f"slide {number}: {one.name} lies on {other.name}"


def _overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > TOLERANCE and down > TOLERANCE


def _too_long(shape):
    if shape.has_text_frame and not shape.is_placeholder:
        needed = _height(shape.text_frame, shape.width / EMU)
        if needed > shape.height / EMU + TOLERANCE:
            yield f"{shape.name} has {needed:.0f} points of text: {shape.text_frame.text[:60]!r}"
    if shape.has_table:
        table = shape.table
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                inner = (column.width - cell.margin_left - cell.margin_right) / EMU
                taken = (cell.margin_top + cell.margin_bottom) / EMU
                needed = _height(cell.text_frame, inner) + taken
                if needed > row.height / EMU + TOLERANCE:
                    yield f"a cell has {needed:.0f} points of text: {cell.text_frame.text!r}"


def _height(frame, width):
    """Return how high the text is in Inter, which is wider than what slides are shown in."""
    height = 0.0
    for paragraph in frame.paragraphs:
        runs = [run for run in paragraph.runs if run.text]
        if not runs:
            continue
        size = max(run.font.size.pt for run in runs)
        indent = int(paragraph._p.pPr.get("marL", 0)) / EMU if paragraph._p.pPr is not None else 0
        words = [(word, run) for run in runs for word in run.text.split(" ") if word]
        height += _lines(words, width - indent) * size * LEADING
        height += paragraph.space_after.pt if paragraph.space_after is not None else 0
    return height


def _lines(words, width):
    count, used = 1, 0.0
    for word, run in words:
        font = _font(round(run.font.size.pt * 4), bool(run.font.bold))
        own, gap = font.getlength(word) / 4, font.getlength(" ") / 4
        if used and used + gap + own > width:
            count, used = count + 1, own
        else:
            used += own + (gap if used else 0.0)
        count += int(used // width) if used > width else 0
        used = min(used, width)
    return count


@lru_cache(maxsize=64)
def _font(size, bold):
    name = "Inter-Bold.ttf" if bold else "Inter-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), size)
