"""The chart of an action: its KPI before and after, and where it would have been without it."""

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import scale_to
from cxscore.rendering.charts.sparkline import through
from cxscore.rendering.charts.svg import Sheet

EDGE = 3.0
"""Points of paper between the values and the edge of the sheet."""


@frozen
class Kept:
    """A KPI's values around an action, None for gaps, and the band in which it would have stayed.

    ``last_before`` and ``first_after`` are places among *values*: of the last
    one before the action and the first after it. ``level`` with ``low`` and
    ``high`` is where the mean of those after would have been.
    """

    description: str
    values: tuple[float | None, ...]
    last_before: int
    first_after: int
    level: float
    low: float
    high: float


def draw_effect(kept: Kept, width: float, height: float) -> str:
    """Return the chart as SVG, *width* by *height* points; "" without any value.

    The level is drawn on from the last period before, its band below the
    periods after; the periods of the action itself are left pale.
    """
    known = [value for value in kept.values if value is not None]
    if not known:
        return ""
    sheet = Sheet(width, height)
    y = scale_to([*known, kept.low, kept.high], height - 2.5, 2.5, margin=0.02)
    step = (width - 2 * EDGE) / max(1, len(kept.values) - 1)
    spots = [
        None if value is None else (EDGE + place * step, y.at(value))
        for place, value in enumerate(kept.values)
    ]
    begun, done = (EDGE + place * step for place in (kept.last_before, kept.first_after))
    sheet.box(done, y.at(kept.high), width - EDGE / 2, y.at(kept.low), Colour.BAND)
    level = [(begun, y.at(kept.level)), (width - EDGE / 2, y.at(kept.level))]
    sheet.line(level, Colour.LIMIT, 0.8, dashes=(1.6, 1.2))
    sheet.line(through(spots[: kept.last_before + 1]), Colour.INK2, 0.9)
    sheet.line(through(spots[kept.last_before : kept.first_after + 1]), Colour.GRID, 0.9)
    sheet.line(through(spots[kept.first_after :]), Colour.ACCENT, 1.2)
    after = [spot for spot in spots[kept.first_after :] if spot is not None]
    sheet.dots(after, Colour.ACCENT, 2.2, square=False)
    return sheet.svg(kept.description, "spk")
