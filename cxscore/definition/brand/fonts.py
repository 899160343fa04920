"""A font: one static face, TrueType or OpenType, whose every letter can be drawn."""

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from cxscore.model.brand import Font
from cxscore.model.checked import fault
from cxscore.problems import Problem

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

CODE = "CX184"
KINDS = {b"\0\1\0\0": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf"}
_OTHERS = {
    b"wOFF": "a web font",
    b"wOF2": "a web font",
    b"ttcf": "a collection of fonts",
}
NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap", "name", "OS/2")
"""Tables without which no text can be set."""
DRAWN = [chr(code) for code in range(0x20, 0x7F)]
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    EOFError,
    MemoryError,
    NotImplementedError,  # a table of a kind that fontTools does not read
    struct.error,
)
"""What fontTools comes to, besides errors of its own, in a font that is damaged."""


def read_font(raw: bytes, path: str) -> tuple[Font, list[Problem]]:
    """Return the font *raw*, read from the file printed as *path*.

    Raises:
        PydanticCustomError: where it is no font, none that is static, or damaged.
    """
    mime = KINDS.get(raw[:4])
    if mime is None:
        other = _OTHERS.get(raw[:4], "no font")
        raise fault(CODE, f"{path} is {other}", "give one face as .ttf or .otf")
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(BytesIO(raw), lazy=True) as font:
            wrong = _wrong_with(font, len(raw))
            weight = 400 if wrong else min(max(1, font["OS/2"].usWeightClass), 1000)
    except (TTLibError, *_BROKEN) as error:
        raise fault(CODE, f"{path} is a damaged font", "take it from its source again") from error
    if wrong is not None:
        raise fault(CODE, f"{path} is {wrong[0]}", wrong[1])
    return Font(mime, weight, raw), []


def _wrong_with(font: "TTFont", size: int) -> tuple[str, str] | None:
    """Return what *font*, a file of *size* bytes, is instead, and what to do; None for nothing.

    Raises:
        TTLibError, and whatever else fontTools comes to: where it is damaged.
    """
    if "fvar" in font:
        says = "a variable font, which makes other bytes at every run"
        return says, "give a static face of it, as its Regular"
    lacking = [name for name in NEEDED if name not in font]
    if lacking or not {"glyf", "CFF "} & set(font.keys()):
        return f"a font without {', '.join(lacking) or 'outlines'}", "give one face as .ttf or .otf"
    assert font.reader is not None
    if any(part.offset + part.length > size for part in font.reader.tables.values()):
        raise EOFError("it ends too early")
    for name in NEEDED:
        font[name]  # read when it is asked for
    glyphs, letters = font.getGlyphSet(), font.getBestCmap() or {}
    known = [letters[ord(letter)] for letter in DRAWN if ord(letter) in letters]
    if not known:
        return "a font without the letters from A to z", "give a font of text"
    from fontTools.pens.boundsPen import ControlBoundsPen

    for glyph in known:
        glyphs[glyph].draw(ControlBoundsPen(glyphs))
    return None
