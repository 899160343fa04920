"""Importance and performance of a KPI's drivers: which matter much, and which are done well."""

from collections.abc import Callable, Iterator, Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import Scale, nice_ticks, scale_to, shortened, text_width
from cxscore.rendering.charts.sizes import MAP_WIDTH, ON_MAP
from cxscore.rendering.charts.svg import Sheet

WIDTH, HEIGHT = MAP_WIDTH, 168.0
LEFT, RIGHT, TOP, BOTTOM = 28.0, 396.0, 16.0, 141.0
STRIP = 17.0
"""Left free above and below the points, for the names of the quarters."""
SIZE, DOT = ON_MAP, 6.0
ROW = 1.12 * SIZE
"""From one row of a name of a quarter to the next."""
CROSSED = 0.4
"""How many steps further away a name goes rather than over the line of an interval."""
LONGEST = 130.0
"""How wide a name may be."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@frozen
class Priority:
    """One driver; ``against`` where more of it goes with a lower value."""

    name: str
    importance: float
    low: float
    high: float
    performance: float
    against: bool = False
    first: bool = False
    """It is one to look at first."""


@frozen
class Priorities:
    """What the chart shows; its texts, and how axes are written."""

    description: str
    points: Sequence[Priority]
    corners: tuple[str, str, str, str]
    """The quarters in words: important and weak, important and strong, and the lesser two."""
    up: str
    across: str
    axis: Callable[[Sequence[float]], Sequence[str]]


def draw_priorities(chart: Priorities) -> str:
    """Return the chart as SVG; without points an empty string.

    Importance goes up with its interval, performance across; the quarters
    meet at the means.
    """
    if not chart.points:
        return ""
    sheet = Sheet(WIDTH, HEIGHT)
    across = scale_to([p.performance for p in chart.points], LEFT, RIGHT, 0.16)
    ends = [end for p in chart.points for end in (p.low, p.high, p.importance)]
    up = scale_to([0.0, *ends], BOTTOM - STRIP, TOP + STRIP, 0.03)
    middle = (
        across.at(sum(p.performance for p in chart.points) / len(chart.points)),
        up.at(sum(p.importance for p in chart.points) / len(chart.points)),
    )
    corners = _draw_ground(sheet, chart, middle)
    _draw_axes(sheet, chart, across, up)
    spots = [(across.at(p.performance), up.at(p.importance)) for p in chart.points]
    for point, (x, _) in zip(chart.points, spots, strict=True):
        ends_at = [(x, up.at(point.low)), (x, up.at(point.high))]
        sheet.line(ends_at, Colour.LIMIT, 1.0, cap="butt")
    for against in (False, True):
        same = [
            spot
            for point, spot in zip(chart.points, spots, strict=True)
            if point.against is against
        ]
        sheet.dots(same, Colour.ACCENT, DOT, square=against)
    _draw_names(sheet, chart.points, spots, (up, corners))
    return sheet.svg(chart.description, "pri")


def _draw_ground(sheet: Sheet, chart: Priorities, middle: tuple[float, float]) -> list[Box]:
    """Draw the quarters and their names; return the room that the names take.

    The names stand in strips of their own, or go on in a second row.
    """
    x, y = middle
    if any(chart.corners):
        sheet.box(LEFT, TOP, x, y, Colour.BAND)
    sheet.line([(x, TOP), (x, BOTTOM)], Colour.LIMIT, 0.6, dashes=(1.8, 1.2))
    sheet.line([(LEFT, y), (RIGHT, y)], Colour.LIMIT, 0.6, dashes=(1.8, 1.2))
    taken: list[Box] = []
    above, below = TOP + 0.7 * SIZE, BOTTOM - 0.7 * SIZE
    for text, height, start in zip(
        chart.corners, (above, above, below, below), (True, False, True, False), strict=True
    ):
        room = (x - LEFT if start else RIGHT - x) - 6
        rows = _wrapped(text, room)
        if any(text_width(row, SIZE) > room for row in rows):
            continue
        first = height if height == above else height - ROW * (len(rows) - 1)
        for number, row in enumerate(rows):
            middle_of_row = first + ROW * number
            if start:
                sheet.text(LEFT + 4, middle_of_row, row, Colour.INK3, SIZE)
            else:
                sheet.text(RIGHT - 3, middle_of_row, row, Colour.INK3, SIZE, anchor="right")
            begin = LEFT + 4 if start else RIGHT - 3 - text_width(row, SIZE)
            taken.append(_box(begin, middle_of_row, text_width(row, SIZE)))
    return taken


def _wrapped(text: str, room: float) -> tuple[str, ...]:
    """Return *text* in one row or in two."""
    first, rest = text, ""
    while text_width(first, SIZE) > room and " " in first:
        first, _, word = first.rpartition(" ")
        rest = f"{word} {rest}".strip()
    return (first, rest) if rest else (first,)


def _draw_axes(sheet: Sheet, chart: Priorities, across: Scale, up: Scale) -> None:
    sheet.line([(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], Colour.LINE, 0.8)
    ticks = [t for t in nice_ticks(across.low, across.high) if 0 <= t <= 100]
    for tick, text in zip(ticks, chart.axis(ticks), strict=True):
        sheet.text(across.at(tick), BOTTOM + 9, text, Colour.INK3, SIZE, anchor="center")
    ticks = [t for t in nice_ticks(up.low, up.high) if t >= 0]
    for tick, text in zip(ticks, chart.axis(ticks), strict=True):
        sheet.text(LEFT - 4, up.at(tick), text, Colour.INK3, SIZE, anchor="right")
    sheet.text(2, 7, f"↑ {chart.up}", Colour.INK2, SIZE)
    sheet.text(RIGHT, BOTTOM + 19, f"{chart.across} →", Colour.INK2, SIZE, anchor="right")


def _draw_names(
    sheet: Sheet,
    points: Sequence[Priority],
    spots: Sequence[tuple[float, float]],
    ground: tuple[Scale, Sequence[Box]],
) -> None:
    """Write the names beside their points, nothing over anything else."""
    up, corners = ground
    half = DOT / 2 + 0.5
    taken = [*corners]
    taken += [(x - half, y - half, x + half, y + half) for x, y in spots]
    whiskers = [
        (x - 0.5, up.at(point.high), x + 0.5, up.at(point.low))
        for point, (x, _) in zip(points, spots, strict=True)
    ]
    for point, spot in sorted(zip(points, spots, strict=True), key=lambda pair: pair[1][1]):
        name = shortened(point.name, SIZE, LONGEST)
        wide = text_width(name, SIZE, bold=point.first)
        free = [
            (away + CROSSED * _crossed(_box(*place, wide), whiskers), place)
            for away, place in _places(spot, wide)
            if _is_free(_box(*place, wide), taken)
        ]
        if not free:
            continue
        place = min(free, key=lambda choice: choice[0])[1]
        taken.append(_box(*place, wide))
        if _is_far(spot, place, wide):
            near = min(max(spot[0], place[0]), place[0] + wide)
            above = place[1] < spot[1]
            edge = place[1] + (SIZE / 2 if above else -SIZE / 2)
            sheet.line([spot, (near, edge)], Colour.LIMIT, 0.5)
        colour, weight = (Colour.INK, 600) if point.first else (Colour.INK2, 400)
        sheet.text(*place, name, colour, SIZE, weight)


def _places(spot: tuple[float, float], wide: float) -> Iterator[tuple[float, tuple[float, float]]]:
    """Yield places for a name, the nearest first, each after how many steps away it is.

    A place is the left end of the name, and the middle of its height.
    """
    x, y = spot
    for away in range(12):
        step = 7.0 * away
        for side in (x + 6, x - 6 - wide, x - wide / 2):
            # Above or below the point itself is a step away.
            lift = step if side != x - wide / 2 else 9 + step
            extra = 0 if side != x - wide / 2 else 0.5
            yield away + extra, (side, y - lift)
            yield away + extra, (side, y + lift)


def _box(left: float, middle: float, wide: float) -> Box:
    return left, middle - SIZE * 0.55, left + wide, middle + SIZE * 0.55


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < LEFT + 2 or right > RIGHT or top < TOP + STRIP or bottom > BOTTOM - STRIP / 2 - 1:
        return False
    return all(_is_apart(box, other) for other in taken)


def _crossed(box: Box, lines: Sequence[Box]) -> int:
    return sum(not _is_apart(box, line) for line in lines)


def _is_apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]


def _is_far(spot: tuple[float, float], place: tuple[float, float], wide: float) -> bool:
    """Return whether a line has to show which point a name belongs to."""
    beside = place[0] > spot[0] or place[0] + wide < spot[0]
    return abs(place[1] - spot[1]) > (6 if beside else 12)
