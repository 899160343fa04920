"""A sheet to draw on, and the SVG that it becomes: slim, and the same bytes at every run.

No prolog, metadata or ids, styles as attributes, one decimal, and a class for every colour so that
the page can recolour it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from math import isnan, nan
from typing import Literal

from cxscore.rendering.charts.house import house
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.sizes import SMALL

Point = tuple[float, float]
BREAK: Point = (nan, nan)
"""Put between two points to lift the pen."""

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
BASELINE = 0.48
"""From the middle of a line of Inter to its baseline, in sizes of the font."""
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Sheet:
    """A sheet of *width* by *height* points; places count from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._elements: list[str] = []
        """In the order in which they were asked for: a later one covers an earlier."""

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill the area that *points* go round."""
        self._elements.append(
            f'<path d="{_path(points)}z" class="f-{colour.token}" fill="{_shown(colour)}"/>'
        )

    def line(
        self,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        dashes: tuple[float, float] | None = None,
        cap: Literal["butt", "round", "square"] = "round",
    ) -> None:
        """Draw a line; a ``BREAK`` among the points interrupts it."""
        if len(points) < 2:
            return
        cap = "butt" if dashes else cap
        # What SVG does where nothing is said is left unsaid.
        said = {
            "stroke-width": _short(width) if width != 1 else "",
            "stroke-linecap": cap if cap != "butt" else "",
            "stroke-dasharray": ",".join(_short(each) for each in dashes or ()),
        }
        pen = "".join(f' {name}="{value}"' for name, value in said.items() if value)
        self._elements.append(
            f'<path d="{_path(points)}" class="s-{colour.token}" fill="none"'
            f' stroke="{_shown(colour)}"{pen}/>'
        )

    def dots(self, points: Iterable[Point], colour: Colour, size: float, square: bool) -> None:
        """Draw circles or squares *size* wide, all as one stroked path.

        Each is a line of next to no length: its caps make the shape, which
        needs neither a definition nor an id.
        """
        half = 0.1
        pieces: list[Point] = []
        for x, y in points:
            pieces += [(x - half, y), (x + half, y), BREAK]
        self.line(pieces[:-1], colour, size, cap="square" if square else "round")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: Colour,
        size: float = SMALL,
        weight: int = 400,
        anchor: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Write one line, its middle at the height *y*."""
        self._text((x, y), text, colour, size, weight, anchor)

    def side_text(self, x: float, y: float, text: str, colour: Colour, weight: int) -> None:
        """Write one line as ``text`` does; the style sheet leaves it out on a phone."""
        self._text((x, y), text, colour, SMALL, weight, css="side")

    def _text(
        self,
        place: Point,
        text: str,
        colour: Colour,
        size: float,
        weight: int,
        anchor: str = "left",
        css: str = "",
    ) -> None:
        if not text:
            return
        x, y = place
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        classes = f"f-{colour.token} {css}".strip()
        self._elements.append(
            f'<text class="{classes}" fill="{_shown(colour)}" font-size="{size}"{bold}'
            f' text-anchor="{ANCHORS[anchor]}" x="{_short(x)}" y="{_short(y + BASELINE * size)}">'
            f"{_text(text)}</text>"
        )

    def svg(self, title: str, css_class: str, style: str = "") -> str:
        """Return the drawing as an ``<svg>`` element whose alternative text is *title*."""
        size = f"{_short(self.width)} {_short(self.height)}"
        styled = f" style={_quoted(style)}" if style else ""
        return (
            f'<svg class="{css_class}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
            f' width="{_short(self.width)}pt" height="{_short(self.height)}pt" role="img"{styled}'
            f" font-family={_quoted(house().family)}><title>{_text(title)}</title>"
            f"{''.join(self._elements)}</svg>"
        )


def clean(text: str) -> str:
    """Return *text* on one line, without what an XML document must not hold."""
    return UNPRINTABLE.sub(" ", text)


def _quoted(value: str) -> str:
    """Return *value* as an attribute has it."""
    escaped = escape(value, quote=False).replace('"', "&quot;")
    return f'"{escaped}"'


def _text(text: str) -> str:
    """Return *text* as the content of an element."""
    return escape(clean(text), quote=False)


@lru_cache(maxsize=16384)
def _short(number: float) -> str:
    """Return *number* with one decimal at most; charts beside each other share half of them."""
    return f"{round(number, 1) + 0.0:g}"


def _shown(colour: Colour) -> str:
    return house().shown(colour.value)


def _path(points: Iterable[Point]) -> str:
    """Return what an SVG path is drawn by."""
    steps, pen = [], "M"
    for x, y in points:
        if isnan(x):
            pen = "M"
            continue
        steps.append(f"{pen}{_short(x)} {_short(y)}")
        pen = "L"
    return "".join(steps)
