"""Whether a PNG is whole: its parts, their checksums, and as many bytes as it has points."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 4_000_000
"""Points of a picture; 12 mm on paper need a hundredth of it."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Channels, and bits of each, by the type of colour (PNG, third edition, table 8)."""
PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Where the passes of an interlaced picture begin, and how far apart their points are."""


class Damaged(Exception):  # noqa: N818 (it says what it is)
    """A picture that cannot be shown; the text says why."""


def read_png(raw: bytes) -> tuple[int, int]:
    """Return the width and the height, in points, of the picture *raw*.

    Raises:
        Damaged: where it is not whole, or too large.
    """
    parts = _parts(raw)
    kind, header = next(parts, (b"", b""))
    if kind != b"IHDR" or len(header) != 13:
        raise Damaged("it does not begin with a header")
    width, height, depth, colour, packing, filters, interlaced = struct.unpack(">IIBBBBB", header)
    if not width or not height or depth not in DEPTHS.get(colour, ()) or packing or filters:
        raise Damaged("its header makes no sense")
    if width * height > LARGEST:
        raise Damaged(f"it is {width} by {height} points, more than anybody could see")
    named: dict[bytes, bytes] = {}
    packed = bytearray()
    for kind, content in parts:
        packed += content if kind == b"IDAT" else b""
        named[kind] = content
    if colour == 3 and not named.get(b"PLTE"):
        raise Damaged("it has no colours")
    if b"IEND" not in named:
        raise Damaged("it ends too early")
    passes = PASSES if interlaced else ((0, 0, 1, 1),)
    bits = depth * CHANNELS[colour]
    wanted = sum(_bytes(width, height, bits, each) for each in passes)
    if len(_unpacked(bytes(packed), wanted)) != wanted:
        raise Damaged("some of it is missing")
    return width, height


def _parts(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each part, up to the end."""
    at = len(SIGNATURE)
    while at < len(raw):
        if at + 12 > len(raw):
            raise Damaged("it ends too early")
        length, kind = struct.unpack_from(">I4s", raw, at)
        content = raw[at + 8 : at + 8 + length]
        if len(raw) < at + 12 + length:
            raise Damaged("it ends too early")
        (checksum,) = struct.unpack_from(">I", raw, at + 8 + length)
        if zlib.crc32(kind + content) != checksum:
            raise Damaged(f"its part {kind.decode('latin-1')} has a wrong checksum")
        yield kind, content
        if kind == b"IEND":
            return
        at += 12 + length


def _bytes(width: int, height: int, bits: int, one: tuple[int, int, int, int]) -> int:
    left, top, right_by, down_by = one
    columns = max(0, -(-(width - left) // right_by))
    rows = max(0, -(-(height - top) // down_by))
    return rows * (1 + -(-columns * bits // 8)) if columns else 0


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error:
        raise Damaged("its colours cannot be unpacked") from None
