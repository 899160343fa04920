"""A sheet to draw on, and the slimming of what matplotlib writes.

Only matplotlib's renderer is used, which costs a twentieth of a plot's usual
time. Its output is then rewritten: no prolog, metadata or ids, styles as attributes, one decimal,
and a class for every colour so that the page can recolour it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from math import nan
from typing import Any, Literal
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from cxscore.rendering.charts.house import house
from cxscore.rendering.charts.palette import CLASS_OF, Colour
from cxscore.rendering.charts.sizes import SMALL

Renderer = Any
"""matplotlib's, which has no types of its own."""
Point = tuple[float, float]
BREAK: Point = (nan, nan)
"""Put between two points to lift the pen."""

FLAT = IdentityTransform()
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cxscore",
    "path.simplify": False,
    "path.sketch": None,
    "text.usetex": False,
    "figure.dpi": 72.0,
    "lines.scale_dashes": False,
}
"""What would otherwise follow the user's matplotlibrc."""

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
BASELINE = 0.48
"""From the middle of a line of Inter to its baseline, in sizes of the font."""
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
SPACES = re.compile(r"\s*([A-Zz])\s*")


class Sheet:
    """A sheet of *width* by *height* points; places count from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._drawn: list[Callable[[Renderer], None]] = []
        """Drawn in the order in which they were asked for, whatever their kind."""

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill the area that *points* go round."""
        path = self._path([*points, points[0]], closed=True)

        def fill(renderer: Renderer) -> None:
            pen = renderer.new_gc()
            pen.set_linewidth(0)
            renderer.draw_path(pen, path, FLAT, to_rgba(colour.value))

        self._drawn.append(fill)

    def line(
        self,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        dashes: tuple[float, float] | None = None,
        cap: Literal["butt", "round", "projecting"] = "round",
    ) -> None:
        """Draw a line; a ``BREAK`` among the points interrupts it."""
        if len(points) < 2:
            return
        path = self._path(points)

        def stroke(renderer: Renderer) -> None:
            pen = renderer.new_gc()
            pen.set_foreground(colour.value)
            pen.set_linewidth(width)
            pen.set_joinstyle("round")
            pen.set_capstyle("butt" if dashes else cap)
            pen.set_dashes(0, list(dashes) if dashes else None)
            renderer.draw_path(pen, path, FLAT)

        self._drawn.append(stroke)

    def dots(self, points: Iterable[Point], colour: Colour, size: float, square: bool) -> None:
        """Draw circles or squares *size* wide, all as one stroked path.

        Each is a line of next to no length: its caps make the shape, which
        needs neither a definition nor an id.
        """
        half = 0.1
        pieces: list[Point] = []
        for x, y in points:
            pieces += [(x - half, y), (x + half, y), BREAK]
        self.line(pieces[:-1], colour, size, cap="projecting" if square else "round")

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
        """Write one line, its middle at the height *y*.

        It is written as it is: laying it out first, as matplotlib's own text
        does, takes a third of a chart's time and gives the same element.
        """
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
        style = f"fill: {colour.value}; font-size: {size}px; text-anchor: {ANCHORS[anchor]}"
        style += f"; font-weight: {weight}" if weight != 400 else ""
        x, y = place
        attributes = {"x": f"{x}", "y": f"{y + BASELINE * size}", "style": style, "class": css}

        def write(renderer: Renderer) -> None:
            renderer.writer.element("text", clean(text), attrib=attributes)

        self._drawn.append(write)

    def svg(self, title: str, css_class: str, style: str = "") -> str:
        """Return the drawing as an ``<svg>`` element whose alternative text is *title*."""
        size = f"{_short(self.width)} {_short(self.height)}"
        styled = f" style={quoteattr(style)}" if style else ""
        return (
            f'<svg class="{css_class}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
            f' width="{_short(self.width)}pt" height="{_short(self.height)}pt" role="img"{styled}'
            f" font-family={quoteattr(house().family)}><title>{escape(clean(title))}</title>"
            f"{''.join(_slim(self._raw()))}</svg>"
        )

    def _raw(self) -> str:
        out = StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        # Of the parts of matplotlib only the one that writes is needed: a Figure
        # brings axes and projections, which take a tenth of a second to load.
        make: Callable[..., Renderer] = RendererSVG
        renderer = make(self.width, self.height, out, image_dpi=72, metadata=nothing)
        for draw in self._drawn:
            draw(renderer)
        renderer.finalize()
        return out.getvalue()

    def _path(self, points: Sequence[Point], *, closed: bool = False) -> Path:
        return Path([(x, self.height - y) for x, y in points], closed=closed)


@contextmanager
def drawing() -> Iterator[None]:
    """Within it matplotlib draws by the program's style, whatever the user's says."""
    with mpl.rc_context(STYLE):
        yield


def clean(text: str) -> str:
    """Return *text* on one line, without what an XML document must not hold."""
    return UNPRINTABLE.sub(" ", text)


def _short(number: float) -> str:
    return f"{round(number, 1) + 0.0:g}"


def _slim(svg: str) -> Iterator[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own output)
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "path" and not element.get("clip-path"):
            yield from _slim_path(element)
        elif kind == "text":
            yield from _slim_text(element)


def _slim_path(element: ElementTree.Element) -> Iterator[str]:
    style = _style(element)
    path = SPACES.sub(r"\1", NUMBER.sub(_rounded, element.get("d", ""))).strip()
    fill, stroke = style.get("fill", "#000000"), style.get("stroke")
    yield f'<path d="{path}"'
    if stroke is None:
        yield f' class="f-{CLASS_OF[fill]}" fill="{house().shown(fill)}"/>'
        return
    yield f' class="s-{CLASS_OF[stroke]}" fill="none" stroke="{house().shown(stroke)}"'
    for name in ("stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"):
        if name in style:
            yield f' {name}="{NUMBER.sub(_rounded, style[name])}"'
    yield "/>"


def _slim_text(element: ElementTree.Element) -> Iterator[str]:
    style = _style(element)
    fill = style.get("fill", "#000000")
    weight = style.get("font-weight")
    bold = f' font-weight="{weight}"' if weight else ""
    x, y = (_short(float(element.get(axis, "0"))) for axis in "xy")
    classes = f"f-{CLASS_OF[fill]} {element.get('class', '')}".strip()
    yield (
        f'<text class="{classes}" fill="{house().shown(fill)}"'
        f' font-size="{style["font-size"][:-2]}"'
        f'{bold} text-anchor="{style["text-anchor"]}" x="{x}" y="{y}">'
        f"{escape(element.text or '')}</text>"
    )


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _rounded(match: re.Match[str]) -> str:
    return _short(float(match[0]))
