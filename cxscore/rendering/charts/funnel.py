"""The funnel plot: many segments by their base, between limits that narrow as the base grows."""

from collections.abc import Callable, Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Look
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import (
    Scale,
    nice_ticks,
    scale_to,
    shortened,
    spread,
    text_width,
)
from cxscore.rendering.charts.sizes import FUNNEL_WIDTH, IN_FUNNEL
from cxscore.rendering.charts.svg import BREAK, Point, Sheet

WIDTH, HEIGHT = FUNNEL_WIDTH, 150.0
TOP, FOOT, RIGHT = 8.0, 26.0, 12.0
DOT, SIGNAL = 3.1, 4.2
NAMED_AT_MOST = 12
"""Outliers that are named; more would hide one another."""
LABEL = 90.0
"""The room for a name."""


@frozen
class Dot:
    """One segment; *label* is its name where it is to be written."""

    base: float
    value: float
    look: Look = Look.ORDINARY
    label: str = ""


@frozen
class Ring:
    """The limits at one base."""

    base: float
    low: float
    high: float
    outer_low: float
    outer_high: float


@frozen
class FunnelPlot:
    """What a funnel plot shows."""

    description: str
    dots: tuple[Dot, ...]
    rings: tuple[Ring, ...]
    centre: float
    centre_text: str
    base_title: str
    value_axis: Callable[[tuple[float, ...]], tuple[str, ...]]
    base_axis: Callable[[tuple[float, ...]], tuple[str, ...]]


def draw_funnel(plot: FunnelPlot) -> str:
    """Return the funnel plot as SVG."""
    sheet = Sheet(WIDTH, HEIGHT)
    values = [dot.value for dot in plot.dots] + [plot.centre]
    ends = [edge for ring in plot.rings for edge in (ring.outer_low, ring.outer_high)]
    # Of limits that open wide only as much as the segments need, twice over.
    low, high = min(values), max(values)
    reach = max(high - plot.centre, plot.centre - low) * 1.6
    kept = [min(max(edge, plot.centre - reach), plot.centre + reach) for edge in ends]
    across = scale_to([*values, *kept], 0.0, 1.0, margin=0.03)
    ticks = nice_ticks(across.low, across.high)
    texts = plot.value_axis(ticks)
    left = 8.0 + max((text_width(text, IN_FUNNEL) for text in texts), default=20.0)
    y = Scale(across.low, across.high, HEIGHT - FOOT, TOP)
    bases = [*(dot.base for dot in plot.dots), plot.rings[0].base, plot.rings[-1].base]
    x = scale_to(bases, left + 4, WIDTH - RIGHT, margin=0.02)
    _draw_ground(sheet, plot, (x, y), left, tuple(zip(ticks, texts, strict=True)))
    _draw_dots(sheet, plot.dots, (x, y))
    _draw_names(sheet, plot.dots, (x, y), left)
    return sheet.svg(plot.description, "xmr fnl")


def _draw_ground(
    sheet: Sheet,
    plot: FunnelPlot,
    scales: tuple[Scale, Scale],
    left: float,
    ticks: Sequence[tuple[float, str]],
) -> None:
    """Draw the grid with its numbers, the limits and the centre."""
    x, y = scales
    grid: list[Point] = []
    for tick, text in ticks:
        grid += [(left, y.at(tick)), (WIDTH - RIGHT, y.at(tick)), BREAK]
        sheet.text(left - 4, y.at(tick), text, Colour.INK3, IN_FUNNEL, anchor="right")
    sheet.line(grid[:-1], Colour.GRID, 0.5, cap="butt")
    for edge in ("outer_low", "outer_high"):
        sheet.line(_within(plot.rings, edge, x, y), Colour.LINE, 0.9)
    for edge in ("low", "high"):
        sheet.line(_within(plot.rings, edge, x, y), Colour.LIMIT, 0.8, dashes=(1.8, 1.2))
    middle = y.at(plot.centre)
    sheet.line([(left, middle), (WIDTH - RIGHT, middle)], Colour.INK2, 0.7, cap="butt")
    sheet.text(WIDTH - RIGHT, middle - 5, plot.centre_text, Colour.INK2, IN_FUNNEL, 600, "right")
    bases = tuple(tick for tick in nice_ticks(x.low, x.high, 5) if tick >= 0)
    for tick, text in zip(bases, plot.base_axis(bases), strict=True):
        sheet.text(x.at(tick), HEIGHT - FOOT + 9, text, Colour.INK3, IN_FUNNEL, anchor="center")
    middle_x = (left + WIDTH - RIGHT) / 2
    sheet.text(middle_x, HEIGHT - 6, plot.base_title, Colour.INK3, IN_FUNNEL, anchor="center")


def _within(rings: Sequence[Ring], edge: str, x: Scale, y: Scale) -> list[Point]:
    """Return a limit as a line, without what lies beyond the plot."""
    places = [(ring.base, getattr(ring, edge)) for ring in rings]
    return [(x.at(base), y.at(value)) for base, value in places if y.low <= value <= y.high]


def _draw_dots(sheet: Sheet, dots: Sequence[Dot], scales: tuple[Scale, Scale]) -> None:
    x, y = scales
    for look in (Look.GHOST, Look.ORDINARY, Look.NOTABLE, Look.GOOD, Look.BAD):
        places = [(x.at(dot.base), y.at(dot.value)) for dot in dots if dot.look is look]
        size = DOT if look in (Look.ORDINARY, Look.GHOST) else SIGNAL
        sheet.dots(places, look.colour, size, square=look is Look.BAD)


def _draw_names(
    sheet: Sheet, dots: Sequence[Dot], scales: tuple[Scale, Scale], left: float
) -> None:
    """Write the outliers' names beside them, apart from one another."""
    x, y = scales
    named = [dot for dot in dots if dot.label][:NAMED_AT_MOST]
    heights = spread([y.at(dot.value) for dot in named], IN_FUNNEL + 1, TOP, HEIGHT - FOOT - 2)
    for dot, height in zip(named, heights, strict=True):
        place, text = x.at(dot.base), shortened(dot.label, IN_FUNNEL, LABEL, bold=True)
        fits = place + 5 + text_width(text, IN_FUNNEL) <= WIDTH
        if fits or place - left < LABEL:
            sheet.text(place + 4.5, height, text, dot.look.colour, IN_FUNNEL, 600)
        else:
            sheet.text(place - 4.5, height, text, dot.look.colour, IN_FUNNEL, 600, "right")
