"""The control chart: values over time, their natural limits, the target, and why limits moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cxscore.rendering.charts import stops as marking
from cxscore.rendering.charts.history import Goal, History, Look, Side, Span
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import Scale, nice_ticks, scale_to, spread, text_width
from cxscore.rendering.charts.svg import BREAK, Point, Sheet, drawing

WIDTH = 426.0
SMALL, LARGE = 6.5, 8.5
"""Sizes of the labels in points."""
ROW = 8.0
"""From one small label beside the chart to the next."""
FOOT = 17.0
DOT, SIGNAL, LIGHTER = 3.1, 4.2, 2.2


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the plot lies on the sheet."""

    left: float
    right: float
    top: float
    bottom: float
    y: Scale
    step: float
    count: int
    ticks: tuple[float, ...]
    tick_texts: tuple[str, ...]
    stops: tuple[marking.Placed, ...]

    def x(self, place: float) -> float:
        """Return the middle of the period at *place*."""
        return self.left + (place + 0.5) * self.step


def draw_control_chart(history: History) -> str:
    """Return the chart as SVG; a series without any value gives an empty string.

    A run chart has a centre and no band; without any lines only the values are drawn.
    """
    if all(mark.value is None for mark in history.marks):
        return ""
    with drawing():
        sheet = Sheet(WIDTH, history.height)
        frame = _frame(history)
        _draw_ground(sheet, history, frame)
        _draw_goals(sheet, history.goals, frame)
        marking.draw_stops(sheet, frame.stops, frame.bottom)
        _draw_values(sheet, history, frame)
        _draw_axis(sheet, history, frame)
        used = _draw_sides(sheet, history, frame)
        # On a phone the labels at the side, whose numbers stand in the table
        # beside, are cut off so that the plot itself can be larger.
        return sheet.svg(history.description, "xmr", f"--wide:{100 * WIDTH / used:.1f}%")


def _frame(history: History) -> _Frame:
    """Return the frame; the widths come first, since the marks above it need them."""
    values = [mark.value for mark in history.marks if mark.value is not None]
    values += [line for span in history.spans for line in (span.mean, *span.edges)]
    values += [edge for goal in history.goals for edge in goal.edges]
    scale = scale_to(values, 0.0, 1.0)
    ticks = nice_ticks(scale.low, scale.high)
    texts = history.axis(ticks)
    left = max(26.0, 6.0 + max((text_width(text, marking.ON_PHONE) for text in texts), default=0.0))
    right = WIDTH - _latest_width(history) - _sides_width(history)
    count = len(history.marks)
    step = (right - left) / count
    stops = marking.place_stops(history.stops, lambda place: left + (place + 0.5) * step, right)
    top, bottom = 6.0 + marking.ROW * marking.rows_of(stops), history.height - FOOT
    y = Scale(scale.low, scale.high, bottom, top)
    return _Frame(left, right, top, bottom, y, step, count, ticks, texts, stops)


def _latest_width(history: History) -> float:
    return max(12.0, text_width(history.latest_text, LARGE, bold=True) + 8.0)


def _sides_width(history: History) -> float:
    return max((text_width(side.text, SMALL, side.strong) for side in history.sides), default=0.0)


def _draw_ground(sheet: Sheet, history: History, frame: _Frame) -> None:
    """Draw what lies behind the values: bands, grid, limits and means."""
    y = frame.y.at
    stretches = _joined(history.spans)
    for spans in stretches:
        lower, upper = _steps(spans, frame, 0), _steps(spans, frame, -1)
        if lower:
            sheet.area([*lower, *reversed(upper)], Colour.BAND)
    grid: list[Point] = []
    for tick in frame.ticks:
        grid += [(frame.left, y(tick)), (frame.right, y(tick)), BREAK]
    sheet.line(grid[:-1], Colour.GRID, 0.5, cap="butt")
    for spans in stretches:
        limits = [*_steps(spans, frame, 0), BREAK, *_steps(spans, frame, -1)]
        sheet.line(limits if spans[0].edges else [], Colour.LIMIT, 0.6, dashes=(1.8, 1.2))
        sheet.line(_steps(spans, frame), Colour.LINE, 0.9, cap="butt")


def _joined(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the stretches of spans that are steps of the same lines."""
    stretches: list[list[Span]] = []
    for span in spans:
        if not (span.joined and stretches):
            stretches.append([])
        stretches[-1].append(span)
    return stretches


def _steps(spans: Sequence[Span], frame: _Frame, edge: int | None = None) -> list[Point]:
    """Return the mean over *spans* or, with *edge*, the lower (0) or upper (-1) limit."""
    line: list[Point] = []
    for span in spans:
        if edge is not None and not span.edges:
            continue
        height = frame.y.at(span.mean if edge is None else span.edges[edge])
        ends = [(frame.x(span.first - 0.5), height), (frame.x(span.last + 0.5), height)]
        # A level line needs no corner where it stays level.
        line[-1:] = ends[1:] if line and line[-1] == ends[0] else [*line[-1:], *ends]
    return line


def _draw_goals(sheet: Sheet, goals: Sequence[Goal], frame: _Frame) -> None:
    """Draw the targets; where one follows another without a pause, as a step."""
    runs: dict[int, list[Point]] = {}
    for before, goal in pairwise((Goal(-2, -2, ()), *goals)):
        steps = goal.first == before.last + 1 and len(goal.edges) == len(before.edges)
        for number, edge in enumerate(goal.edges):
            line = runs.setdefault(number, [])
            if line and not steps:
                line.append(BREAK)
            line.append((frame.x(goal.first - 0.5), frame.y.at(edge)))
            line.append((frame.x(goal.last + 0.5), frame.y.at(edge)))
    for line in runs.values():
        sheet.line(line, Colour.INK, 1.0, dashes=(1.2, 1.6))


def _draw_values(sheet: Sheet, history: History, frame: _Frame) -> None:
    spots = [
        (mark, None if mark.value is None else (frame.x(place), frame.y.at(mark.value)))
        for place, mark in enumerate(history.marks)
    ]
    full: list[Point] = []
    faint: list[Point] = []
    for (mark, spot), (following, target) in pairwise(spots):
        if spot is None or target is None:
            continue
        line = full if mark.joined and following.joined else faint
        if line and line[-1] != spot:
            line.append(BREAK)
        line += [target] if line and line[-1] == spot else [spot, target]
    sheet.line(faint, Colour.LIMIT, 0.8, dashes=(1.5, 1.5))
    sheet.line(full, Colour.LINE, 1.0)
    # Hundreds of points must not run into one another.
    smaller = min(1.0, max(0.35, frame.step / 4.5))
    for look in Look:
        places = [(mark, spot) for mark, spot in spots if spot is not None and mark.look is look]
        size = smaller * (DOT if look in (Look.ORDINARY, Look.GHOST) else SIGNAL)
        square = look is Look.BAD
        sheet.dots([spot for _, spot in places], look.colour, size, square)
        open_ones = [spot for mark, spot in places if mark.hollow or look is Look.GHOST]
        sheet.dots(open_ones, Colour.PAPER, size - smaller * (SIGNAL - LIGHTER) * 0.7, square)


def _draw_axis(sheet: Sheet, history: History, frame: _Frame) -> None:
    for tick, text in zip(frame.ticks, frame.tick_texts, strict=True):
        sheet.text(frame.left - 4, frame.y.at(tick), text, Colour.INK3, anchor="right")
    widest = max(text_width(mark.tick, marking.ON_PHONE) for mark in history.marks) + 6.0
    fitting = [step for step in history.tick_steps if step * frame.step >= widest]
    longest = max(history.tick_steps)
    step = fitting[0] if fitting else longest * max(1, round(widest / frame.step / longest + 0.5))
    for place in range(history.year_starts % step, frame.count, step):
        mark = history.marks[place]
        sheet.text(frame.x(place), history.height - 6, mark.tick, Colour.INK3, anchor="center")


def _draw_sides(sheet: Sheet, history: History, frame: _Frame) -> float:
    """Write the labels at the right; return where the plot with its latest value ends."""
    used = frame.right + 4.0
    latest = None if history.latest is None else history.marks[history.latest]
    if latest is not None and latest.value is not None:
        plain = latest.look in (Look.ORDINARY, Look.GHOST)
        colour = Colour.INK if plain else latest.look.colour
        place = (frame.right + 2, frame.y.at(latest.value))
        sheet.text(*place, history.latest_text, colour, LARGE, 700)
        used = frame.right + _latest_width(history)
    start = WIDTH - _sides_width(history)
    wished = [frame.y.at(side.value) for side in history.sides]
    heights = spread(wished, ROW, SMALL, history.height - SMALL)
    for side, height in zip(history.sides, heights, strict=True):
        _write_side(sheet, side, start, height)
    return used


def _write_side(sheet: Sheet, side: Side, x: float, y: float) -> None:
    if side.strong:
        sheet.text(x, y, side.text, Colour.INK, weight=600)
    else:
        sheet.text(x, y, side.text, Colour.INK3)
