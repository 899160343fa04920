"""The types that Arrow notes beside a Parquet file's own, of which durations are wanted alone.

Parquet has no durations: they are written as whole numbers, and what these
count stands in the schema that Arrow keeps as metadata, a flatbuffer
(https://arrow.apache.org/docs/format/Columnar.html, Schema.fbs).
"""

import base64
import binascii
import struct
from collections.abc import Iterator, Mapping

_CONTINUED = b"\xff\xff\xff\xff"
_DURATION = 18
"""The number of the type among Schema.fbs's, and below the places of fields in its tables."""
_HEADER, _FIELDS, _NAME, _TYPE_TYPE, _TYPE, _UNIT = 2, 1, 0, 2, 3, 0
_A_SECOND = (1, 1_000, 1_000_000, 1_000_000_000)
_MILLISECONDS = 1


def durations(schema: bytes) -> Mapping[str, int]:
    """Return the columns that are durations, and how many of their units make a second.

    Args:
        schema: the metadata ``ARROW:schema``, in base 64. What cannot be read
            has no durations that anybody could tell.
    """
    try:
        raw = base64.b64decode(schema, validate=False)
        start = 8 if raw.startswith(_CONTINUED) else 4
        return dict(_durations(_Table.root(raw[start:])))
    except (binascii.Error, struct.error, IndexError, UnicodeDecodeError):
        return {}


def _durations(message: "_Table") -> Iterator[tuple[str, int]]:
    for field in message.table(_HEADER).tables(_FIELDS):
        if field.number(_TYPE_TYPE, "B", 0) == _DURATION:
            unit = field.table(_TYPE).number(_UNIT, "h", _MILLISECONDS)
            yield field.text(_NAME), _A_SECOND[unit]


class _Table:
    """A table of a flatbuffer: fields by their place, absent where the default holds."""

    def __init__(self, raw: bytes, at: int) -> None:
        self._raw, self._at = raw, at
        self._fields = at - self._read("<i", at)

    @classmethod
    def root(cls, raw: bytes) -> "_Table":
        return cls(raw, struct.unpack_from("<I", raw)[0])

    def number(self, place: int, form: str, default: int) -> int:
        at = self._place(place)
        return default if at is None else self._read(f"<{form}", at)

    def table(self, place: int) -> "_Table":
        return _Table(self._raw, self._follow(place))

    def text(self, place: int) -> str:
        at = self._follow(place)
        return self._raw[at + 4 : at + 4 + self._read("<I", at)].decode()

    def tables(self, place: int) -> Iterator["_Table"]:
        at = self._follow(place)
        for item in range(at + 4, at + 4 + 4 * self._read("<I", at), 4):
            yield _Table(self._raw, item + self._read("<I", item))

    def _place(self, place: int) -> int | None:
        """Return where the field number *place* stands; None where it is absent."""
        slot = 4 + 2 * place
        if slot >= self._read("<H", self._fields):
            return None
        offset = self._read("<H", self._fields + slot)
        return self._at + offset if offset else None

    def _follow(self, place: int) -> int:
        """Return where what field number *place* points at stands."""
        at = self._place(place)
        if at is None:
            raise IndexError(place)
        return at + self._read("<I", at)

    def _read(self, form: str, at: int) -> int:
        value: int = struct.unpack_from(form, self._raw, at)[0]
        return value
