"""The master of our own slides, made of the one that python-pptx brings."""

import re
from typing import Any

from cxscore.model.outline import Heading
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.slides.blocks import EMU, Box

WIDE = 12_192_000
"""The width of a slide of 16:9 that is 7.5 inches high."""
FONT = "Arial"
"""What every machine has that shows slides, or has a font as wide as."""
TITLE = Box(46.0, 24.0, 868.0, 64.0)
"""Where the title stands on our own slides, in points."""
TITLE_SIZE = 26
LEFTOVERS = ("/thumbnail", "/printerSettings")
"""What python-pptx's own presentation has of whoever made it, by the kind of relation."""


def make_ours(presentation: Any, heading: Heading) -> None:  # noqa: ANN401 (python-pptx has no types)
    """Make of python-pptx's own presentation ours: wide, in Arial, its titles at the left."""
    package = presentation.part.package
    for rels in (package._rels, presentation.part.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(LEFTOVERS)]:
            rels.pop(key)
    stretch = WIDE / presentation.slide_width
    presentation.slide_width = WIDE
    master = presentation.slide_master
    for place in (master, *master.slide_layouts):
        for shape in place.shapes:
            if shape._element.find(".//{*}xfrm") is not None:
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
    title = next(
        each for each in master.placeholders if each.placeholder_format.type.name == "TITLE"
    )
    title.left, title.top, title.width, title.height = (
        round(each * EMU) for each in (TITLE.left, TITLE.top, TITLE.width, TITLE.height)
    )
    for foot in (each for place in (master, *master.slide_layouts) for each in place.placeholders):
        if foot.placeholder_format.type.name == "FOOTER":
            _at_the_left(foot)
    body = title._element.find("{*}txBody/{*}bodyPr")
    body.set("anchor", "b")
    for side in ("lIns", "rIns"):
        body.set(side, "0")
    style = master._element.find("{*}txStyles/{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    letters = style.find("{*}defRPr")
    letters.set("sz", str(100 * TITLE_SIZE))
    letters.set("b", "1")
    _colour(master, heading)


def _at_the_left(foot: Any) -> None:  # noqa: ANN401 (as above)
    """Put the foot below the left edge of the title, where it has a place of its own."""
    element = foot._element
    if element.find(".//{*}xfrm") is None:
        return
    foot.left, foot.width = round(TITLE.left * EMU), round(TITLE.width * EMU / 2)
    element.find("{*}txBody/{*}bodyPr").set("lIns", "0")
    style = element.find("{*}txBody/{*}lstStyle/{*}lvl1pPr")
    if style is not None:
        style.set("algn", "l")


def _colour(master: Any, heading: Heading) -> None:  # noqa: ANN401 (as above)
    """Give the theme our font, and the accent of the brand."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    accent = (heading.accent.light if heading.accent else Colour.ACCENT.value).lstrip("#").upper()
    text = theme.blob.decode()
    text = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    text = re.sub(r'(<a:accent1>\s*<a:srgbClr val=")[^"]*', rf"\g<1>{accent}", text)
    theme._blob = text.encode()
