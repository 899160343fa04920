"""In and out: what came above a line, what went below it, period by period."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Look
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.sizes import PANEL_WIDTH, SMALL
from cxscore.rendering.charts.svg import Sheet

WIDTH, HEIGHT = PANEL_WIDTH, 92.0
HEAD, FOOT = 11.0, 14.0
"""Room for the number above the latest bar, and for the periods below."""
BAR = 0.62
"""The part of its column that a bar takes."""
GAP = 10.0
"""At least so much lies between the names of two periods."""


@frozen
class Flow:
    """One period: how much came, how much went, and what they are called."""

    tick: str
    came: float
    went: float
    came_text: str = ""
    """The number above it; empty for none."""
    went_text: str = ""


def draw_in_out(description: str, flows: Sequence[Flow]) -> str:
    """Return the drawing as SVG, the latest period on the right; "" without any that moved."""
    most = max((max(flow.came, flow.went) for flow in flows), default=0.0)
    if most <= 0:
        return ""
    sheet = Sheet(WIDTH, HEIGHT)
    above = max(flow.came for flow in flows)
    below = max(flow.went for flow in flows)
    # A line of text fits below the lowest bar as well.
    unit = (HEIGHT - HEAD - FOOT - SMALL - 2) / (above + below)
    line = HEAD + above * unit
    column = WIDTH / len(flows)
    for place, flow in enumerate(flows):
        x = (place + 0.5) * column
        half = min(column * BAR / 2, 14.0)
        if flow.came:
            sheet.box(x - half, line - flow.came * unit, x + half, line, Look.GOOD.colour)
        if flow.went:
            sheet.box(x - half, line, x + half, line + flow.went * unit, Look.BAD.colour)
    for place, flow in enumerate(flows):
        x = (place + 0.5) * column
        for text, heights, way in (
            (flow.came_text, [each.came for each in flows], -1),
            (flow.went_text, [each.went for each in flows], 1),
        ):
            half = text_width(text, SMALL, bold=True) / 2
            middle = min(x, WIDTH - half)
            # The number clears the bars beside its own that it reaches over.
            under = slice(max(0, int((middle - half) / column)), int((middle + half) / column) + 1)
            y = line + way * (max(heights[under]) * unit + 5.5)
            sheet.text(middle, y, text, Colour.INK, SMALL, 600, "center")
    sheet.line([(0, line), (WIDTH, line)], Colour.INK, 0.8, cap="butt")
    _name(sheet, flows, column)
    return sheet.svg(description, "wf")


def _name(sheet: Sheet, flows: Sequence[Flow], column: float) -> None:
    """Name the periods, from the latest back, as many as there is room for."""
    free = WIDTH + GAP
    for place in range(len(flows) - 1, -1, -1):
        width = text_width(flows[place].tick, SMALL)
        x = min((place + 0.5) * column, WIDTH - width / 2)
        if x + width / 2 + GAP <= free and x - width / 2 >= 0:
            sheet.text(x, HEIGHT - 6.5, flows[place].tick, Colour.INK3, SMALL, 400, "center")
            free = x - width / 2
