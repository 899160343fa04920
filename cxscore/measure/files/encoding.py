"""Text out of bytes: encodings, byte-order marks, compressed files, line ends."""

import codecs
import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO, TextIO, cast

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading a damaged compressed file raises."""

BLOCK = 1 << 20
"""Characters copied at a time."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def reason_of(error: Exception) -> str:
    """Return in words why a compressed file cannot be read; *error* is one of DAMAGE."""
    if isinstance(error, EOFError):
        return "it ends too early"
    return "it is no gzip file, or a damaged one"


def encoding_of(path: Path, declared: str | None) -> str:
    """Return the encoding that *path* is read in: its byte-order mark's, *declared*, or UTF-8.

    Raises:
        OSError: where the file cannot be read; BadGzipFile and EOFError where
            it is compressed and damaged.
    """
    with open_bytes(path) as stream:
        start = stream.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    return declared or "utf-8"


def lacks_mark(path: Path, encoding: str) -> bool:
    """Return whether *encoding* needs a byte-order mark, and *path* does not start with one."""
    if codecs.lookup(encoding).name not in {"utf-16", "utf-32"}:
        return False
    with open_bytes(path) as stream:
        start = stream.read(4)
    return bool(start) and not any(start.startswith(mark) for mark, _ in _MARKS)


def is_gzip(path: Path) -> bool:
    """Return whether *path* is compressed, and its name does not say so."""
    with open_bytes(path) as stream:
        return stream.read(2) == b"\x1f\x8b"


def is_narrow(path: Path, encoding: str) -> bool:
    """Return whether *path* cannot be UTF-16 or UTF-32, which *encoding* is.

    The delimiters and line ends of such a file have bytes that are zero.
    """
    if not _is_wide(encoding):
        return False
    with open_bytes(path) as stream:
        start = stream.read(BLOCK)
    return bool(start) and b"\0" not in start


def is_utf8(encoding: str) -> bool:
    """Return whether DuckDB reads text of this encoding as it is."""
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}


def is_compressed(path: Path) -> bool:
    """Return whether *path* is a gzip file, by its name."""
    return path.name.lower().endswith(".gz")


def open_bytes(path: Path) -> BinaryIO:
    """Open *path* for reading, decompressed."""
    if is_compressed(path):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def open_text(path: Path, encoding: str, newline: str | None = "") -> TextIO:
    """Open *path* as text; bytes that mean nothing come as lone surrogates.

    With *newline* "" lines keep their ends, with None all become line feeds.
    """
    name = codecs.lookup(encoding).name
    if name == "utf-8":
        name = "utf-8-sig"
    errors = "surrogateescape" if is_utf8(name) else _MARK
    stream = open_bytes(path)
    return io.TextIOWrapper(stream, name, errors, newline)


def transcode(path: Path, encoding: str, target: Path, first_line: int) -> None:
    """Write *path*, from *first_line* on, to *target* as UTF-8 with line feeds.

    Bytes that mean nothing are written as one that is not UTF-8 either, so
    that they are found where, and only where, their column is read.
    """
    with (
        open_text(path, encoding, newline=None) as source,
        target.open("w", encoding="utf-8", errors=_NO_BYTE, newline="") as copy,
    ):
        for _ in range(first_line - 1):
            source.readline()
        while block := source.read(BLOCK):
            copy.write(block)


def _is_wide(encoding: str) -> bool:
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Return one mark for bytes that mean nothing together, some of which may be ASCII."""
    assert isinstance(error, UnicodeDecodeError)
    return chr(0xDC00 + error.object[error.start]), error.end


def _no_byte(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return b"\xff" * (error.end - error.start), error.end


_MARK, _NO_BYTE = "cxscore-mark", "cxscore-no-byte"
codecs.register_error(_MARK, _mark)
codecs.register_error(_NO_BYTE, _no_byte)
