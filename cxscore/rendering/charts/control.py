"""The control chart: values over time, their natural limits, the target, and why limits moved.

Its plot has the same left and right edge on every chart of a width, so that
months lie below one another on a page; whatever is written beside it makes do
with the room that is left.
"""

from collections.abc import Sequence
from itertools import pairwise

from cxscore.frozen import frozen
from cxscore.rendering.charts import stops as marking
from cxscore.rendering.charts.column import Latest, draw_column
from cxscore.rendering.charts.history import Goal, History, Look, Mark, Side, Span
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import Scale, nice_ticks, scale_to, text_width
from cxscore.rendering.charts.sizes import LARGE, ON_PHONE, PANEL_WIDTH, SMALL
from cxscore.rendering.charts.svg import BREAK, Point, Sheet

WIDTH = PANEL_WIDTH
"""Of a chart in a panel of its own; of a narrower one all that is right of the plot moves in."""
LEFT, RIGHT = 40.0, WIDTH - 94.0
"""The edges of the plot."""
AXIS_ROOM = LEFT - 3.0
"""How wide a number of the axis may be, at the size that it has on a phone."""
COLUMN = RIGHT + 5.0
"""Where the latest value and the labels of the lines begin."""
BARE = 16.0
"""What a chart without labels keeps free right of its plot, for the name of the last period."""
LATEST_ON_PHONE = 40.0
"""What a phone shows of the column; more where the latest value needs it."""
HEAD, FOOT = 3.0, 14.0
"""Above the plot, and below it for the names of periods."""
MOST_LABELS = 4
"""Labels below the plot, where the steps between them allow: the eye counts on from there."""
MOST_TICKS, TICK_ROOM = 4, 13.0
"""Numbers of the axis beside the plot, and from one to the next in a low one."""
AIR = 3.0
"""From the edge of the plot to the outermost point or line: half of a point fits."""
OUTSIDE = 9.0
"""The strip above or below the plot for points that lie beyond it."""
ARROW = 2.4
"""Half the size of the arrow at such a point."""
DOT, SIGNAL, LIGHTER = 3.1, 4.2, 2.2


@frozen
class _Frame:
    """Where the plot lies on the sheet."""

    top: float
    bottom: float
    y: Scale
    step: float
    count: int
    ticks: tuple[float, ...]
    tick_texts: tuple[str, ...]
    stops: tuple[marking.Placed, ...]
    right: float
    column: float

    def x(self, place: float) -> float:
        """Return the middle of the period at *place*."""
        return _middle(place, self.step)

    def spot(self, place: int, mark: Mark) -> Point | None:
        """Return where a period's point lies; beyond the axis in the strip at the edge."""
        if mark.value is None:
            return None
        y = self.y.at(mark.value)
        if self.y.low <= mark.value <= self.y.high:
            return self.x(place), y
        return self.x(place), self.top - OUTSIDE / 2 if y < self.top else self.bottom + OUTSIDE / 2


def draw_control_chart(history: History) -> str:
    """Return the chart as SVG; a series without any value gives an empty string.

    A run chart has a centre and no band; without any lines only the values are drawn.
    """
    reach = history.reach
    if reach is None:
        return ""
    sheet = Sheet(history.width, history.height)
    frame = _frame(history, reach)
    _draw_ground(sheet, history, frame)
    _draw_standards(sheet, history.standards, frame)
    _draw_goals(sheet, history.goals, frame)
    marking.draw_stops(sheet, frame.stops, frame.bottom)
    _draw_values(sheet, history, frame)
    _draw_beyond(sheet, history, frame)
    _draw_axis(sheet, history, frame)
    _draw_sides(sheet, history, frame)
    # On a phone the labels at the side, whose numbers stand in the table
    # beside, are left out so that the plot itself can be larger.
    latest = text_width(history.latest_text, max(LARGE, ON_PHONE), bold=True)
    shown = frame.column + max(LATEST_ON_PHONE, min(latest, history.width - frame.column))
    return sheet.svg(history.description, "xmr", f"--wide:{100 * history.width / shown:.1f}%")


def fits_axis(text: str) -> bool:
    """Return whether *text* fits beside the plot as a number of its axis."""
    return text_width(text, ON_PHONE) <= AXIS_ROOM


def _frame(history: History, reach: tuple[float, float]) -> _Frame:
    """Return the frame; what stands above and below the plot takes of its height."""
    count = len(history.marks)
    moved = history.width - WIDTH
    right = history.width - BARE if history.bare else RIGHT + moved
    step = (right - LEFT) / count
    stops = marking.place_stops(history.stops, lambda place: _middle(place, step), right)
    beyond = set(history.beyond.values())
    top = HEAD + marking.ROW * marking.rows_of(stops) + (OUTSIDE if True in beyond else 0.0)
    bottom = history.height - FOOT - (OUTSIDE if False in beyond else 0.0)
    y = scale_to(reach, bottom - AIR, top + AIR, margin=0.0)
    ticks = nice_ticks(y.low, y.high, max(1, min(MOST_TICKS, int((bottom - top) / TICK_ROOM))))
    texts = history.axis(ticks)
    return _Frame(top, bottom, y, step, count, ticks, texts, stops, right, COLUMN + moved)


def _middle(place: float, step: float) -> float:
    return LEFT + (place + 0.5) * step


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
        grid += [(LEFT, y(tick)), (frame.right, y(tick)), BREAK]
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


def _draw_standards(sheet: Sheet, standards: Sequence[float], frame: _Frame) -> None:
    """Draw standards over the whole plot, in long dashes: they are no targets of ours."""
    for standard in standards:
        y = frame.y.at(standard)
        sheet.line([(LEFT, y), (frame.right, y)], Colour.INK3, 0.8, dashes=(5.0, 2.0))


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
    spots = [(mark, frame.spot(place, mark)) for place, mark in enumerate(history.marks)]
    full: list[Point] = []
    faint: list[Point] = []
    for (mark, spot), (following, target) in pairwise(spots):
        if spot is None or target is None:
            continue
        line = full if mark.counted and following.counted else faint
        if line and line[-1] != spot:
            line.append(BREAK)
        line += [target] if line and line[-1] == spot else [spot, target]
    sheet.line(faint, Colour.LIMIT, 0.8, dashes=(1.5, 1.5))
    sheet.line(full, Colour.LINE, 1.0)
    # Hundreds of points must not run into one another.
    smaller = min(1.0, max(0.35, frame.step / 4.5))
    beyond = history.beyond
    within = [pair for place, pair in enumerate(spots) if place not in beyond]
    for look in Look:
        places = [(mark, spot) for mark, spot in within if spot is not None and mark.look is look]
        size = smaller * (DOT if look in (Look.ORDINARY, Look.GHOST) else SIGNAL)
        square = look is Look.BAD
        sheet.dots([spot for _, spot in places], look.colour, size, square)
        open_ones = [spot for mark, spot in places if mark.hollow or look is Look.GHOST]
        sheet.dots(open_ones, Colour.PAPER, size - smaller * (SIGNAL - LIGHTER) * 0.7, square)


def _draw_beyond(sheet: Sheet, history: History, frame: _Frame) -> None:
    """Draw an arrow at each point beyond the axis, and write its value where there is room.

    The latest has its value in the column beside the plot.
    """
    lines = [(stop.x, stop.x) for stop in frame.stops]
    texts: list[tuple[float, float]] = []
    for place, above in history.beyond.items():
        mark = history.marks[place]
        spot = frame.spot(place, mark)
        assert spot is not None
        x, y = spot
        tip = -ARROW if above else ARROW
        sheet.area([(x - ARROW, y - tip), (x, y + tip), (x + ARROW, y - tip)], mark.look.colour)
        if place == history.latest or not mark.text:
            continue
        wide, away = text_width(mark.text, ON_PHONE), ARROW + 2.5
        # Across the line of a mark rather than not at all, but never across another value.
        boxes = [box for box in _beside(x, away, wide, frame.right) if _is_clear(box, texts)]
        boxes.sort(key=lambda box: not _is_clear(box, lines))
        if boxes:
            texts.append(boxes[0])
            if boxes[0][0] > x:
                sheet.text(x + away, y, mark.text, Colour.INK3)
            else:
                sheet.text(x - away, y, mark.text, Colour.INK3, anchor="right")


Stretch = tuple[float, float]
"""From the left end to the right."""


def _beside(x: float, away: float, wide: float, end: float) -> Sequence[Stretch]:
    """Return the places for a text right and left of *x* that lie within the plot."""
    places = ((x + away, x + away + wide), (x - away - wide, x - away))
    return [(left, right) for left, right in places if left >= LEFT and right <= end]


def _is_clear(box: Stretch, taken: Sequence[Stretch]) -> bool:
    return all(box[1] + 2 < left or right + 2 < box[0] for left, right in taken)


def _draw_axis(sheet: Sheet, history: History, frame: _Frame) -> None:
    for tick, text in zip(frame.ticks, frame.tick_texts, strict=True):
        y = frame.y.at(tick)
        if fits_axis(text):
            sheet.text(LEFT - 3, y, text, Colour.INK3, anchor="right")
        else:
            # It runs into the plot, on its line: cut, it would be another number.
            sheet.text(1, y - SMALL / 2, text, Colour.INK3)
    widest = max(text_width(mark.tick, ON_PHONE) for mark in history.marks) + 6.0
    fitting = [
        step
        for step in history.tick_steps
        if step * frame.step >= widest and frame.count <= step * MOST_LABELS
    ]
    longest = max(history.tick_steps)
    step = fitting[0] if fitting else longest * max(1, round(widest / frame.step / longest + 0.5))
    for place in range(history.year_starts % step, frame.count, step):
        mark = history.marks[place]
        sheet.text(frame.x(place), history.height - 5, mark.tick, Colour.INK3, anchor="center")


def _draw_sides(sheet: Sheet, history: History, frame: _Frame) -> None:
    """Write the latest value and the labels of the lines beside the plot."""
    sides: list[tuple[Side, float]] = [(side, frame.y.at(side.value)) for side in history.sides]
    latest = None
    if history.latest is not None and history.latest_text:
        mark = history.marks[history.latest]
        spot = frame.spot(history.latest, mark)
        if spot is not None:
            plain = mark.look in (Look.ORDINARY, Look.GHOST)
            colour = Colour.INK if plain else mark.look.colour
            latest = Latest(history.latest_text, spot[1], colour)
    down = (SMALL / 2 + 1, frame.bottom - 1)
    draw_column(sheet, sides, latest, (frame.column, history.width), down)
