"""The marks of a control chart: where they stand above the plot, and how they look.

Every mark has a sign in a circle and a line down through the plot; what
the sign stands for is written in full below the chart. A label that is
short is written beside its sign as well. A further kind of mark needs a
member of ``StopKind`` and a line in ``LINES``.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Stop, StopKind
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.sizes import ON_PHONE, SMALL
from cxscore.rendering.charts.svg import Sheet

CIRCLE, ROW, GAP = 11.5, 13.0, 2.5
"""The width of a sign's circle, from one row to the next, and the air around."""
MOST_ROWS = 4
LINES: dict[StopKind, tuple[Colour, tuple[float, float] | None]] = {
    StopKind.BREAK: (Colour.INK2, None),
    StopKind.IGNORED: (Colour.INK2, (0.8, 1.6)),
    StopKind.EVENT: (Colour.ACCENT, (2.4, 1.6)),
}
"""The colour of the circle, and the dashes of the line."""


@frozen
class Placed:
    """A mark at its place: ``end`` is where its circle, or its label, ends."""

    stop: Stop
    x: float
    row: int
    end: float

    @property
    def y(self) -> float:
        """The middle of the sign, counted from the top of the sheet."""
        return CIRCLE / 2 + 0.5 + ROW * self.row

    @property
    def labelled(self) -> bool:
        """Whether the label stands beside the sign."""
        return self.end > self.x + CIRCLE


def place_stops(
    stops: Sequence[Stop], x: Callable[[float], float], right: float
) -> tuple[Placed, ...]:
    """Return the marks from left to right, in as few rows as keep their signs apart.

    *x* gives the middle of a period by its place. Labels end before *right*;
    those without room in the row of their sign are left to the list below
    the chart: a row for them would be taken from the plot.
    """
    inner = sorted(stops, key=lambda stop: (stop.where, stop.sign))
    signs = _in_rows(inner, x)
    placed: list[Placed] = []
    nearest: list[float | None] = [None] * MOST_ROWS
    # From the right, so that of each row but the next sign to the right is looked at.
    for _, alike in groupby(reversed(signs), key=lambda sign: sign.x):
        here = list(alike)
        placed += [_with_label(sign, right, nearest) for sign in here]
        for sign in here:
            nearest[sign.row] = sign.x
    return tuple(reversed(placed))


def rows_of(placed: Sequence[Placed]) -> int:
    """Return how many rows the marks take."""
    return 1 + max((each.row for each in placed), default=-1)


def draw_stops(sheet: Sheet, placed: Sequence[Placed], bottom: float) -> None:
    """Draw the lines down to *bottom*, and over them the signs and labels."""
    for each in placed:
        _, dashes = LINES[each.stop.kind]
        sheet.line([(each.x, each.y), (each.x, bottom + 3)], Colour.LIMIT, 0.7, dashes=dashes)
    for each in placed:
        colour, _ = LINES[each.stop.kind]
        sheet.dots([(each.x, each.y)], colour, CIRCLE, square=False)
        sheet.text(each.x, each.y, each.stop.sign, Colour.PAPER, SMALL, 600, "center")
        if each.labelled:
            sheet.text(each.x + CIRCLE / 2 + GAP, each.y, each.stop.label, Colour.INK2)


def _in_rows(stops: Sequence[Stop], x: Callable[[float], float]) -> tuple[Placed, ...]:
    """Return the signs of *stops* placed, without labels."""
    ends = [-1e9] * MOST_ROWS
    placed = []
    for stop in stops:
        place = x(stop.where)
        row = _free_row(ends, place)
        placed.append(Placed(stop, place, row, place + CIRCLE / 2))
        ends[row] = placed[-1].end
    return tuple(placed)


def _with_label(sign: Placed, right: float, next_ones: Sequence[float | None]) -> Placed:
    """Return *sign* with its label, if that ends before *right* and the next sign or its line.

    *next_ones* are the places of the next signs to the right, row by row.
    """
    end = sign.end + GAP + text_width(sign.stop.label, ON_PHONE)
    walls = [
        place - (CIRCLE / 2 if row == sign.row else 0) - 1
        for row, place in enumerate(next_ones[: sign.row + 1])
        if place is not None
    ]
    fits = sign.stop.label and end <= min([right, *walls])
    return replace(sign, end=end) if fits else sign


def _free_row(ends: Sequence[float], x: float) -> int:
    """Return the first row with room at *x* whose line down meets nothing below it."""
    for row, end in enumerate(ends):
        if end <= x - CIRCLE / 2 - 1 and all(lower <= x - 1 for lower in ends[row + 1 :]):
            return row
    return len(ends) - 1
