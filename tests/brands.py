"""Logos and fonts for the tests of a paper's brand, made here: nothing is anybody's."""

import struct
import zlib
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="{box}">{inner}</svg>'
)
LETTERS = "".join(map(chr, range(0x20, 0x7F)))


def svg(inner='<path d="M0 0h9v9z"/>', box="0 0 120 40"):
    """Return an SVG with *inner* in it."""
    return SVG.format(inner=inner, box=box).encode()


def part(kind, content):
    """Return a part of a PNG."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png(width=8, height=4, *, depth=8, colour=2, interlaced=0, pixels=None, before=b""):
    """Return a PNG, purple all over where no *pixels* are given."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    rows = b"".join(b"\0" + b"\x7a\x1f\xa2" * width for _ in range(height))
    packed = zlib.compress(rows if pixels is None else pixels)
    start = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header)
    return start + before + part(b"IDAT", packed) + part(b"IEND", b"")


def font(*, kind="ttf", weight=400, wide=500, letters=LETTERS, variable=False):
    """Return a font whose letters are all boxes, *wide* thousandths of its size apart."""
    builder = FontBuilder(1000, isTTF=kind == "ttf")
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in letters})
    if kind == "ttf":
        pen = TTGlyphPen(None)
        _box(pen, wide)
        builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    else:
        pen = T2CharStringPen(wide, None)
        _box(pen, wide)
        builder.setupCFF("Boxes", {}, dict.fromkeys(names, pen.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (wide, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes"})
    builder.setupOS2(usWeightClass=weight, sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    out = BytesIO()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(out)
    return out.getvalue()


def _box(pen, wide):
    pen.moveTo((50, 0))
    for point in ((wide - 50, 0), (wide - 50, 700), (50, 700)):
        pen.lineTo(point)
    pen.closePath()
