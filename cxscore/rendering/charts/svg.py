"""A sheet to draw on, and the slimming of what matplotlib writes.

matplotlib without axes costs a tenth of its usual time. Its output is then
rewritten: no prolog, metadata or ids, styles as attributes, one decimal,
and a class for every colour so that the page can recolour it.
"""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import StringIO
from math import nan
from typing import Any, Literal
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from cxscore.rendering.charts.palette import CLASS_OF, Colour
from cxscore.resources import find

Point = tuple[float, float]
BREAK: Point = (nan, nan)
"""Put between two points to lift the pen."""

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

FONT_FILES = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
SPACES = re.compile(r"\s*([A-Zz])\s*")


class Sheet:
    """A sheet of *width* by *height* points; places count from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._flat = IdentityTransform()
        self._order = 0

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        place = (left, self.height - bottom)
        self._add(
            Rectangle(place, right - left, bottom - top, facecolor=colour.value, edgecolor="none")
        )

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill the area that *points* go round."""
        corners = [(x, self.height - y) for x, y in points]
        self._add(Polygon(corners, closed=True, facecolor=colour.value, edgecolor="none"))

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
        self._add(
            Line2D(
                [x for x, _ in points],
                [self.height - y for _, y in points],
                color=colour.value,
                linewidth=width,
                linestyle=(0, dashes) if dashes else "-",
                solid_capstyle=cap,
                solid_joinstyle="round",
                dash_capstyle="butt",
                dash_joinstyle="round",
                antialiased=True,
                marker="",
            )
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
        self.line(pieces[:-1], colour, size, cap="projecting" if square else "round")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: Colour,
        size: float = 6.5,
        weight: int = 400,
        anchor: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Write one line, its middle at the height *y*."""
        written = Text(
            x,
            self.height - y,
            clean(text),
            color=colour.value,
            fontproperties=_font(weight, size),
            horizontalalignment=anchor,
            verticalalignment="center_baseline",
            parse_math=False,
            antialiased=True,
        )
        self._add(written)

    def svg(self, title: str, css_class: str, style: str = "") -> str:
        """Return the drawing as an ``<svg>`` element whose alternative text is *title*."""
        out = StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        with warnings.catch_warnings():
            # Names may hold letters that the font lacks; the browser and the PDF have others.
            warnings.filterwarnings("ignore", category=UserWarning, message="Glyph ")
            write: Callable[..., None] = FigureCanvasSVG(self._figure).print_svg
            write(out, metadata=nothing)
        size = f"{_short(self.width)} {_short(self.height)}"
        styled = f" style={quoteattr(style)}" if style else ""
        return (
            f'<svg class="{css_class}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
            f' width="{_short(self.width)}pt" height="{_short(self.height)}pt" role="img"{styled}'
            f' font-family="Inter,sans-serif"><title>{escape(clean(title))}</title>'
            f"{''.join(_slim(out.getvalue()))}</svg>"
        )

    def _add(self, artist: Artist) -> None:
        # Drawn in the order in which they were asked for, whatever their kind.
        self._order += 1
        artist.set_zorder(self._order)
        artist.set_transform(self._flat)
        self._figure.add_artist(artist)


@contextmanager
def drawing() -> Iterator[None]:
    """Within it matplotlib draws by the program's style, whatever the user's says."""
    with mpl.rc_context(STYLE):
        yield


def clean(text: str) -> str:
    """Return *text* on one line, without what an XML document must not hold."""
    return UNPRINTABLE.sub(" ", text)


@lru_cache(maxsize=32)
def _font(weight: int, size: float) -> FontProperties:
    path = find("fonts") / FONT_FILES[weight]
    return FontProperties(fname=path, size=size, weight=weight, family="sans-serif")


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
        yield f' class="f-{CLASS_OF[fill]}" fill="{fill}"/>'
        return
    yield f' class="s-{CLASS_OF[stroke]}" fill="none" stroke="{stroke}"'
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
    yield (
        f'<text class="f-{CLASS_OF[fill]}" fill="{fill}" font-size="{style["font-size"][:-2]}"'
        f'{bold} text-anchor="{style["text-anchor"]}" x="{x}" y="{y}">'
        f"{escape(element.text or '')}</text>"
    )


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _rounded(match: re.Match[str]) -> str:
    return _short(float(match[0]))
