"""The waterfall: from a value to the next by way of what each segment added."""

from collections.abc import Sequence
from itertools import pairwise

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Look
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import Scale, scale_to, shortened
from cxscore.rendering.charts.sizes import PANEL_WIDTH, SMALL
from cxscore.rendering.charts.svg import BREAK, Point, Sheet

WIDTH, HEIGHT = PANEL_WIDTH, 50.0
HEAD, FOOT = 11.0, 12.5
"""Room for the numbers above the highest bar, and for the names below."""
BAR = 0.52
"""The part of its column that a bar takes."""
THINNEST = 0.8
"""How high a bar is that adds next to nothing."""


@frozen
class Step:
    """One column: from one level to another, or one level where both are the same value."""

    name: str
    text: str
    """The number above it."""
    start: float
    end: float
    look: Look = Look.ORDINARY
    is_level: bool = False
    """The value before or after: a line, for a bar would have to begin at zero."""


@frozen
class Waterfall:
    """What a waterfall shows, from left to right; each step starts where the last one ended."""

    description: str
    steps: tuple[Step, ...]


def draw_waterfall(waterfall: Waterfall) -> str:
    """Return the waterfall as SVG; "" without steps."""
    steps = waterfall.steps
    if not steps:
        return ""
    sheet = Sheet(WIDTH, HEIGHT)
    levels = [level for step in steps for level in (step.start, step.end)]
    y = scale_to(levels, HEIGHT - FOOT, HEAD, margin=0.0)
    column = WIDTH / len(steps)
    _draw_joints(sheet, steps, y, column)
    for place, step in enumerate(steps):
        _draw_step(sheet, step, y, (place + 0.5) * column, column)
    return sheet.svg(waterfall.description, "wf")


def _draw_joints(sheet: Sheet, steps: Sequence[Step], y: Scale, column: float) -> None:
    """Join where a step ends to the next, so that the eye finds the way."""
    joints: list[Point] = []
    for place, (step, _) in enumerate(pairwise(steps)):
        ends = (place + 0.5 + BAR / 2, place + 1.5 - BAR / 2)
        joints += [(end * column, y.at(step.end)) for end in ends]
        joints.append(BREAK)
    sheet.line(joints[:-1], Colour.LIMIT, 0.6, cap="butt")


def _draw_step(sheet: Sheet, step: Step, y: Scale, x: float, column: float) -> None:
    half = column * BAR / 2
    top, bottom = sorted((y.at(step.start), y.at(step.end)))
    if step.is_level:
        sheet.line([(x - half, top), (x + half, top)], Colour.INK, 1.6, cap="butt")
    else:
        thin = max(0.0, THINNEST - (bottom - top)) / 2
        sheet.box(x - half, top - thin, x + half, bottom + thin, step.look.colour)
    weight = 600 if step.is_level else 400
    sheet.text(x, top - 5.5, step.text, Colour.INK, SMALL, weight, "center")
    name = shortened(step.name, SMALL, column - 3)
    sheet.text(x, HEIGHT - 6.5, name, Colour.INK3, SMALL, weight, "center")
