"""All bytes of a file in one pass: its digest, and whether it is a sound compressed file."""

from gzip import GzipFile
from hashlib import sha256
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.early_digests import sha256_of
from cxscore.frozen import frozen
from cxscore.measure.files.encoding import DAMAGE, is_compressed, reason_of

if TYPE_CHECKING:
    from hashlib import _Hash

    from _typeshed import WriteableBuffer

_BLOCK = 1 << 18
"""Bytes that are read at once: they stay in a core's own memory while they are hashed."""


@frozen
class Digest:
    """What a look at all bytes of a file gave."""

    sha256: str
    damage: str = ""
    """Why it is no sound compressed file, in words."""


def digest(path: Path) -> Digest:
    """Return what all bytes of *path* tell; a compressed file's checksum is held to them.

    Raises:
        OSError: where the file cannot be read.
    """
    begun = sha256_of(path)
    if begun is not None:
        return Digest(begun)
    with path.open("rb", buffering=0) as stream:
        raw, damage = _Hashed(stream), ""
        # One place for all of them: to ask for memory at each took longer than to hash it.
        block = bytearray(_BLOCK)
        try:
            with GzipFile(fileobj=BufferedReader(raw)) if is_compressed(path) else raw as inside:
                while inside.readinto(block):
                    pass
        except DAMAGE as error:
            damage = reason_of(error)
    return Digest(raw.sha256.hexdigest(), damage)


class _Hashed(RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, stream: RawIOBase) -> None:
        self._stream = stream
        self.sha256: _Hash = sha256()

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        """Read into *buffer*, and hash what came."""
        size = self._stream.readinto(buffer)
        self.sha256.update(memoryview(buffer)[:size])
        return size
