"""The brand on the page: what the style sheet and the charts take of it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO

from cxscore.model.brand import Accent, Font
from cxscore.model.outline import Heading
from cxscore.rendering.charts.house import House
from cxscore.rendering.charts.palette import Colour

FAMILY = "Scorecard Brand"
"""What the page calls the house's font, whatever that calls itself."""
BOLD = 600
"""What is bold, in the style sheet and on charts, weighs as much at least."""
MARGINS = ("top-left", "top-right", "bottom-left", "bottom-center", "bottom-right")
"""Where paper has running heads and feet."""


def house_of(heading: Heading) -> House:
    """Return what charts are drawn with for the brand of *heading*."""
    house = House()
    return House(
        heading.accent.light if heading.accent else house.accent,
        f"'{FAMILY}',{house.family}" if heading.font else house.family,
        _widths(heading.font, 400),
        _widths(heading.font, BOLD),
    )


def _widths(faces: Sequence[Font], weight: int) -> Mapping[str, float]:
    """Return the widths of the one of *faces* that texts of *weight* are set in, if it has it."""
    nearest = min(faces, key=lambda face: abs(face.weight - weight), default=None)
    if nearest is None or (weight == BOLD and nearest.weight < BOLD):
        return {}
    return widths_of(nearest)


def branded(sheet: str, heading: Heading) -> str:
    """Return *sheet* with the rules of the brand of *heading*, and the house's own, after it."""
    parts = [sheet]
    if heading.accent is not None:
        # Icons carry their colours within their addresses, where no variable reaches.
        ours, theirs = Colour.ACCENT.value.lstrip("#"), heading.accent.light.lstrip("#")
        parts = [sheet.replace(f"%23{ours}", f"%23{theirs}"), _accent_rules(heading.accent)]
    if heading.font:
        parts.append(_font_rules())
    if heading.style is not None:
        parts.append(heading.style.css)
    return "\n".join(parts)


def _accent_rules(accent: Accent) -> str:
    dark = f":root {{ --accent: {accent.dark} }}"
    return (
        f":root {{ --accent: {accent.light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}"
    )


def _font_rules() -> str:
    margins = " ".join(f'@{place} {{ font-family: "{FAMILY}", Inter }}' for place in MARGINS)
    return (
        f':root {{ --sans: "{FAMILY}", Inter, "Helvetica Neue", Arial, sans-serif;'
        f' --serif: "{FAMILY}", "Scorecard Serif", Georgia, serif }}\n@page {{ {margins} }}'
    )


def font_face(font: Font) -> str:
    """Return the ``@font-face`` rule of *font*, with the font in it."""
    data = b64encode(font.data).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{font.weight};font-style:normal;'
        f"src:url(data:{font.mime};base64,{data})}}"
    )


def within_style(css: str, *, as_xml: bool) -> str:
    """Return *css* as the text of an element, which no text in it ends."""
    if as_xml:
        return css.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    # A backslash before a sign that needs none changes nothing within quotes.
    return css.replace("</", "<\\/")


@lru_cache(maxsize=4)
def widths_of(font: Font) -> Mapping[str, float]:
    """Return how far each letter of *font* takes the pen, in sizes of the font."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font.data), lazy=True) as opened:
        size, advances = opened["head"].unitsPerEm, opened["hmtx"].metrics
        letters = (opened.getBestCmap() or {}).items()
        return {chr(code): advances[glyph][0] / size for code, glyph in letters}
