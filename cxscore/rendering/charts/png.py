"""A drawing as a picture in dots, for programs that show no SVG: the same bytes at every run."""

import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from cxscore.rendering.charts.svg import Point
from cxscore.rendering.faces import FACES
from cxscore.resources import find

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FAMILY = "Inter"
FINER = 2
"""How many times finer it is drawn than it is shown, which makes edges smooth."""
HANG = 2.0
"""Units below a drawing that hold what hangs over its edge: the tails of letters."""
PLACES = {"start": "ls", "middle": "ms", "end": "rs"}
"""Where a text's place lies: on its baseline, at its left, middle or right."""
_STEP = re.compile(r"([ML])(-?[\d.]+(?:e-?\d+)?) (-?[\d.]+(?:e-?\d+)?)")


def as_png(svg: str, scale: float, below: float = 0.0) -> bytes:
    """Return *svg*, as a ``Sheet`` makes it, in *scale* dots to each of its units, on white.

    So many units *below* it are shown as well. Texts are set in the program's
    own font; letters that it lacks are left out.
    """
    from PIL import Image, ImageDraw

    root = ElementTree.fromstring(svg)  # noqa: S314 (our own output)
    width, height = (float(size) * scale for size in root.attrib["viewBox"].split()[2:])
    height += below * scale
    fine = scale * FINER
    image = Image.new("RGB", (round(width * FINER), round(height * FINER)), "#ffffff")
    pen = ImageDraw.Draw(image)
    for element in root:
        match element.tag.rpartition("}")[2]:
            case "path":
                _path(pen, element.attrib, fine)
            case "text":
                _text(pen, element, fine)
    return _saved(image.resize((round(width), round(height)), Image.Resampling.BOX))


def _saved(image: "Image") -> bytes:
    from PIL.Image import Dither, Quantize

    file = io.BytesIO()
    # A drawing has few colours, and takes a third of the bytes when they are numbered.
    # The quick way to number them makes white a little darker than the paper around it.
    numbered = image.quantize(128, Quantize.FASTOCTREE, dither=Dither.NONE)
    numbered.putpalette([255 if part > 253 else part for part in numbered.getpalette() or ()])
    numbered.save(file, "png", compress_level=6)
    return file.getvalue()


def _path(pen: Any, path: dict[str, str], scale: float) -> None:  # noqa: ANN401 (Pillow's own)
    for points in _strokes(path["d"], scale):
        if path["fill"] != "none":
            pen.polygon(points, fill=path["fill"])
            continue
        colour, width = path["stroke"], float(path.get("stroke-width", 1)) * scale
        said = path.get("stroke-dasharray", "")
        dashes = [float(each) * scale for each in said.split(",") if each]
        for piece in _dashed(points, dashes) if dashes else [points]:
            pen.line(piece, fill=colour, width=max(1, round(width)), joint="curve")
        for point in (points[0], points[-1]):
            _cap(pen, point, width / 2, colour, path.get("stroke-linecap", "butt"))


def _cap(pen: Any, point: Point, half: float, colour: str, shape: str) -> None:  # noqa: ANN401 (as above)
    if shape != "butt":
        x, y = point
        box = (x - half, y - half, x + half, y + half)
        (pen.ellipse if shape == "round" else pen.rectangle)(box, fill=colour)


def _strokes(d: str, scale: float) -> Iterator[list[Point]]:
    """Yield the lines that a path is made of, each from where the pen is put down."""
    points: list[Point] = []
    for step, x, y in _STEP.findall(d):
        if step == "M" and points:
            yield points
            points = []
        points.append((float(x) * scale, float(y) * scale))
    if points:
        yield points


def _dashed(points: Sequence[Point], dashes: Sequence[float]) -> Iterator[list[Point]]:
    """Yield the dashes of a line that goes through *points*: so long on, so long off."""
    at, left = 0, dashes[0]
    piece = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        length = hypot(to_x - x, to_y - y)
        passed = 0.0
        while length - passed > left:
            passed += left
            point = (x + (to_x - x) * passed / length, y + (to_y - y) * passed / length)
            if at % 2 == 0:
                yield [*piece, point]
            piece = [point]
            at += 1
            left = dashes[at % len(dashes)]
        left -= length - passed
        piece.append((to_x, to_y))
    if at % 2 == 0 and len(piece) > 1:
        yield piece


def _text(pen: Any, text: ElementTree.Element, scale: float) -> None:  # noqa: ANN401 (as above)
    said, weight = text.attrib, int(text.attrib.get("font-weight", 400))
    font = _font(weight, round(float(said["font-size"]) * scale))
    letters = "".join(letter for letter in text.text or "" if ord(letter) in _letters(weight))
    place = float(said["x"]) * scale, float(said["y"]) * scale
    pen.text(place, letters, fill=said["fill"], font=font, anchor=PLACES[said["text-anchor"]])


@lru_cache(maxsize=64)
def _font(weight: int, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(_file(weight), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8)
def _letters(weight: int) -> frozenset[int]:
    """Return the letters that the font of *weight* has, by their numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(_file(weight), lazy=True) as opened:
        return frozenset(opened.getBestCmap() or {})


def _file(weight: int) -> str:
    weights = [face for family, face in FACES if family == FAMILY]
    nearest = min(weights, key=lambda face: abs(face - weight))
    return str(find("fonts") / f"{FACES[FAMILY, nearest]}.ttf")
