"""A field of others on one line, the better on the right: where they lie, and where we do."""

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import scale_to
from cxscore.rendering.charts.svg import BREAK, Sheet

WIDTH, HEIGHT = 190.0, 18.0
EDGE = 5.0
"""From the ends of the line to the outermost dot."""
OTHER, OURS = 6.4, 7.6


@frozen
class Field:
    """What one line shows, in the KPI's unit."""

    description: str
    ours: float
    between: tuple[float, float] | None
    """The interval of ours; None where there is none."""
    others: tuple[float, ...]
    """Those that are ranked."""
    beside: tuple[float, ...] = ()
    """What is no place in the rank: a sector, or a line that must not be crossed."""
    lower_is_better: bool = False


def draw_field(field: Field) -> str:
    """Return the line as SVG: others as rings, ours as a dot on its interval, the rest as ticks."""
    sheet = Sheet(WIDTH, HEIGHT)
    every = (*field.others, *field.beside, *(field.between or ()), field.ours)
    ends = (WIDTH - EDGE, EDGE) if field.lower_is_better else (EDGE, WIDTH - EDGE)
    x, middle = scale_to(every, *ends, margin=0.0), HEIGHT / 2
    sheet.line([(0.0, middle), (WIDTH, middle)], Colour.GRID, 0.6, cap="butt")
    ticks = [
        spot
        for value in field.beside
        for spot in ((x.at(value), 2.0), (x.at(value), HEIGHT - 2.0), BREAK)
    ]
    sheet.line(ticks[:-1], Colour.INK3, 0.9, cap="butt")
    if field.between is not None:
        low, high = (x.at(end) for end in field.between)
        sheet.line([(low, middle), (high, middle)], Colour.LIMIT, 3.0, cap="butt")
    places = [(x.at(value), middle) for value in field.others]
    sheet.dots(places, Colour.POINT, OTHER, square=False)
    sheet.dots(places, Colour.PAPER, OTHER - 2.4, square=False)
    sheet.dots([(x.at(field.ours), middle)], Colour.ACCENT, OURS, square=True)
    return sheet.svg(field.description, "field")
