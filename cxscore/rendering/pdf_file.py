"""The bytes of a PDF: each of its many small objects is written and compressed once."""

import hashlib
import zlib
from typing import Any, BinaryIO

import pydyf

PACKING = 6
"""How hard to compress: 9 takes twice the time for one part in a hundred."""
BINARY = "%\N{BLACK HEART}".encode()
"""Says that what follows is no text."""
FREE, PLAIN, PACKED = 0, 1, 2
"""What an entry of the table of objects is about: nothing, an object, one in the object stream."""
WIDTHS = (1, 4, 2)
"""Bytes of an entry's kind, of its place and of its place in the object stream."""


def write(
    pdf: pydyf.PDF,
    output: BinaryIO,
    version: str = "1.7",
    identifier: bytes = b"",
    compress: bool = True,
) -> None:
    """Write *pdf*, a ``pydyf.PDF``, to *output* as its own method does.

    That writes everything twice, to make of it the half of the identifier
    that changes with the content: here the bytes that are written are enough.
    """
    assert compress, "objects go into an object stream"
    pdf.add_object(pdf.info)
    written = bytearray(b"%PDF-" + version.encode() + b"\n" + BINARY + b"\n")
    entries: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []
    for each in pdf.objects:
        if each.free == "f":
            entries[each.number] = (FREE, 0, 0xFFFF)
        elif each.compressible:
            small.append((each.number, each.data))
        else:
            entries[each.number] = (PLAIN, len(written), 0)
            written += _object(each.number, _packed(each))
    number = len(pdf.objects)
    entries |= {inner: (PACKED, number, at) for at, (inner, _) in enumerate(small)}
    entries[number] = (PLAIN, len(written), 0)
    written += _object(number, _stream(*_together(small)))
    start = len(written)
    entries[number + 1] = (PLAIN, start, 0)
    table = b"".join(
        value.to_bytes(width, "big")
        for _, entry in sorted(entries.items())
        for width, value in zip(WIDTHS, entry, strict=True)
    )
    content = hashlib.md5(written, usedforsecurity=False).hexdigest().encode()
    extra = {
        "Type": "/XRef",
        "Index": pydyf.Array((0, number + 2)),
        "W": pydyf.Array(WIDTHS),
        "Size": number + 2,
        "Root": pdf.catalog.reference,
        "Info": pdf.info.reference,
        "ID": pydyf.Array((pydyf.String(identifier), pydyf.String(content))),
    }
    written += _object(number + 1, _stream(table, extra))
    written += b"startxref\n%d\n%%%%EOF\n" % start
    output.write(written)


def _together(objects: list[tuple[int, bytes]]) -> tuple[bytes, dict[str, Any]]:
    """Return *objects*, each with its number, as a stream has them, and what is said of it."""
    places, place = [], 0
    for number, data in objects:
        places.append(f"{number} {place}")
        place += len(data) + 1
    head = " ".join(places).encode()
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head) + 1}
    return b"\n".join((head, *(data for _, data in objects))), extra


def _packed(made: pydyf.Stream) -> bytes:
    """Return the stream *made*, compressed where it wants that."""
    if not made.compress:
        return bytes(made.data)
    made.compress = False
    _, _, content = made.data.partition(b"\nstream\n")
    return _stream(content.removesuffix(b"\nendstream"), made.extra)


def _stream(content: bytes, extra: dict[str, Any]) -> bytes:
    packed = zlib.compress(content, PACKING)
    about = pydyf.Dictionary({**extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((about.data, b"stream", packed, b"endstream"))


def _object(number: int, data: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, data)
