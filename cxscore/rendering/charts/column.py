"""The column beside a control chart: the latest value, and the labels of the lines around it."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Side
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import shortened, spread, text_width
from cxscore.rendering.charts.sizes import LARGE, SMALL
from cxscore.rendering.charts.svg import Sheet

ROW = 9.6
"""From one label to the next."""
BESIDE_LATEST = 10.2
"""From the latest value, which is larger, to the label next to it."""


@frozen
class Latest:
    """The latest value, which stands at the height of its point."""

    text: str
    y: float
    colour: Colour


def draw_column(
    sheet: Sheet,
    sides: Sequence[tuple[Side, float]],
    latest: Latest | None,
    across: tuple[float, float],
    down: tuple[float, float],
) -> None:
    """Write the latest value and the labels of *sides*, each as near to its height as it can be.

    The column reaches *across* from left to right and *down* from top to
    bottom. A label that is too long goes on in a second row, and ends in an
    ellipsis where even that, or the height, does not suffice.
    """
    left, room = across[0], across[1] - across[0]
    if latest is not None and text_width(latest.text, LARGE, bold=True) > room:
        # Part of a number would be another number; the panel has it in full.
        latest = None
    lines = _lines(sides, room, _most_rows(latest, *down))
    if latest is None:
        _write(sheet, lines, left, *down)
        return
    above = [line for line in lines if line[1] < latest.y]
    below = [line for line in lines if line[1] >= latest.y]
    top = down[0] + (len(above) - 1) * ROW + BESIDE_LATEST if above else down[0]
    bottom = down[1] - (len(below) - 1) * ROW - BESIDE_LATEST if below else down[1]
    y = max(top, min(latest.y, bottom))
    sheet.text(left, y, latest.text, latest.colour, LARGE, 700)
    _write(sheet, above, left, down[0], y - BESIDE_LATEST)
    _write(sheet, below, left, y + BESIDE_LATEST, down[1])


Line = tuple[str, float, bool]
"""A text, the height that it is wished at, and whether it is strong."""


def _most_rows(latest: Latest | None, top: float, bottom: float) -> int:
    taken = 0.0 if latest is None else 2 * BESIDE_LATEST - ROW
    return int((bottom - top - taken) / ROW + 1e-9) + (1 if latest is None else 0)


def _lines(sides: Sequence[tuple[Side, float]], room: float, most: int) -> list[Line]:
    """Return the rows of all labels, those of one label at the same height."""
    wrapped = [_wrapped(side, room) for side, _ in sides]
    if sum(map(len, wrapped)) > most:
        wrapped = [(shortened(side.text, SMALL, room, side.strong),) for side, _ in sides]
    return [
        (text, y, side.strong)
        for (side, y), rows in zip(sides, wrapped, strict=True)
        for text in rows
    ]


def _wrapped(side: Side, room: float) -> tuple[str, ...]:
    """Return a label in one row or in two; where one word is too wide, it is cut."""
    first, rest = side.text, ""
    while text_width(first, SMALL, side.strong) > room and " " in first:
        first, _, word = first.rpartition(" ")
        rest = f"{word} {rest}".strip()
    return tuple(shortened(row, SMALL, room, side.strong) for row in (first, rest) if row)


def _write(sheet: Sheet, lines: Sequence[Line], x: float, top: float, bottom: float) -> None:
    heights = spread([y for _, y, _ in lines], ROW, top, bottom)
    for (text, _, strong), y in zip(lines, heights, strict=True):
        sheet.side_text(x, y, text, *((Colour.INK, 600) if strong else (Colour.INK3, 400)))
