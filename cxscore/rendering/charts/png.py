"""A chart as a PNG picture, for readers that show no drawings: the SVG of a sheet, painted."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cxscore.frozen import frozen
from cxscore.rendering.charts.svg import Point
from cxscore.resources import find

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SVG = "{http://www.w3.org/2000/svg}"
FINER = 3
"""Each pixel is the average of so many by so many: what is drawn has no jagged edges."""
STEP = re.compile(r"([ML])(-?[\d.]+(?:e-?\d+)?) (-?[\d.]+(?:e-?\d+)?)|(z)")
FACES = {400: "Inter-Regular", 600: "Inter-SemiBold", 700: "Inter-Bold"}
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
OURS = ("svg", "title", "path", "text")


class NotOurs(ValueError):  # noqa: N818 (it says what the drawing is)
    """A drawing that no sheet of ours has made, or letters that our font has not."""


@frozen
class Picture:
    """A painted chart."""

    png: bytes
    title: str
    """Its alternative text."""
    width: float
    height: float
    """In points, as the drawing has them."""


def paint(svg: str, scale: float, font: bytes | None = None) -> Picture:
    """Return *svg*, one of a ``Sheet``, as a picture of so many pixels a point, on white.

    *font* are the bytes of a font for its text; ours where None. The same drawing gives the
    same bytes.

    Raises:
        NotOurs: where it holds what a sheet does not, or letters that the font lacks.
    """
    from PIL import Image, ImageDraw

    try:
        root = ET.fromstring(svg)  # noqa: S314 (a drawing of a sheet; others are refused)
        width, height = (
            float(root.attrib[side].removesuffix("pt")) for side in ("width", "height")
        )
    except (ET.ParseError, KeyError, ValueError) as fault:
        raise NotOurs("it is no drawing of a sheet") from fault
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = Image.new("RGB", (size[0] * FINER, size[1] * FINER), "white")
    painter = _Painter(ImageDraw.Draw(canvas), scale * FINER, font)
    for element in root:
        painter.paint(element)
    out = BytesIO()
    canvas.reduce(FINER).save(out, "PNG", optimize=False, compress_level=9)
    return Picture(out.getvalue(), root.findtext(f"{SVG}title", ""), width, height)


class _Painter:
    """Paints elements one over the other, so many pixels a point."""

    def __init__(self, draw: "ImageDraw", scale: float, font: bytes | None) -> None:
        self.draw, self.scale, self.font = draw, scale, font

    def paint(self, element: ET.Element) -> None:
        name = element.tag.removeprefix(SVG)
        if name not in OURS or len(element):
            raise NotOurs(f"a sheet has no <{name}>")
        if name == "path":
            self._path(element.attrib)
        elif name == "text":
            self._text(element.attrib, element.text or "")

    def _path(self, pen: dict[str, str]) -> None:
        for points, closed in _strokes(pen["d"]):
            places = [(x * self.scale, y * self.scale) for x, y in points]
            if closed:
                self.draw.polygon(places, fill=pen["fill"])
                continue
            width = float(pen.get("stroke-width", 1)) * self.scale
            cap, dashes = pen.get("stroke-linecap", "butt"), pen.get("stroke-dasharray")
            lengths = [float(each) * self.scale for each in dashes.split(",")] if dashes else []
            for line in _dashed(places, lengths) if lengths else [places]:
                self._line(line, pen["stroke"], width, cap)

    def _line(self, points: Sequence[Point], colour: str, width: float, cap: str) -> None:
        # A dot is a line of next to no length: its caps make its shape.
        if cap == "butt" or dist(points[0], points[-1]) > width / 4:
            self.draw.line(points, fill=colour, width=max(1, round(width)), joint="curve")
        half = width / 2
        for x, y in (points[0], points[-1]):
            box = (x - half, y - half, x + half, y + half)
            if cap == "round":
                self.draw.ellipse(box, fill=colour)
            elif cap == "square":
                self.draw.rectangle(box, fill=colour)

    def _text(self, pen: dict[str, str], text: str) -> None:
        weight = int(pen.get("font-weight", 400))
        if self.font is None and not _letters(weight).issuperset(text):
            raise NotOurs("our font lacks some of its letters")
        font = _face(self.font, weight, float(pen["font-size"]) * self.scale)
        place = (float(pen["x"]) * self.scale, float(pen["y"]) * self.scale)
        self.draw.text(place, text, pen["fill"], font, anchor=ANCHORS[pen["text-anchor"]])


def _strokes(path: str) -> Iterator[tuple[list[Point], bool]]:
    """Yield the lines of a path, and whether they go round an area."""
    points: list[Point] = []
    for step in STEP.finditer(path):
        if step[4]:
            yield points, True
            points = []
            continue
        if step[1] == "M" and points:
            yield points, False
            points = []
        points.append((float(step[2]), float(step[3])))
    if points:
        yield points, False


def _dashed(points: Sequence[Point], lengths: Sequence[float]) -> Iterator[list[Point]]:
    """Yield the dashes of a line, whose *lengths* and those of the gaps take turns."""
    at, left, line = 0, lengths[0], [points[0]]
    for start, end in pairwise(points):
        here, rest = start, dist(start, end)
        while rest > left:
            share = left / rest
            here = (here[0] + (end[0] - here[0]) * share, here[1] + (end[1] - here[1]) * share)
            rest -= left
            if at % 2 == 0:
                yield [*line, here]
            at += 1
            left, line = lengths[at % len(lengths)], [here]
        left -= rest
        line.append(end)
    if at % 2 == 0 and len(line) > 1:
        yield line


@lru_cache(maxsize=32)
def _face(font: bytes | None, weight: int, size: float) -> "FreeTypeFont":
    from PIL import ImageFont

    source = BytesIO(font) if font is not None else str(_file(weight))
    return ImageFont.truetype(source, size, layout_engine=ImageFont.Layout.BASIC)


def _file(weight: int) -> Path:
    nearest = min(FACES, key=lambda known: abs(known - weight))
    return find("fonts") / f"{FACES[nearest]}.ttf"


@lru_cache(maxsize=4)
def _letters(weight: int) -> frozenset[str]:
    """Return the letters that our font has."""
    from fontTools.ttLib import TTFont

    with TTFont(_file(weight), lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap() or {}))
