"""The text of a JSON document: a row a line, the same bytes for the same values."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from math import isfinite
from operator import add
from types import NoneType
from typing import Any

_OBEYED = re.compile(rb"\xc2[\x80-\x9f]")


class SharedRow(dict[str, Any]):
    """A row that stands at several places of a document, and is written once for all of them."""

    __slots__ = ("_written",)
    _written: bytes

    def written(self, margin: str) -> bytes:
        """Return it as it stands behind *margin*."""
        try:
            told = self._written
        except AttributeError:
            pieces: list[bytes] = []
            _write_mapping(self, "", pieces)
            told = self._written = b"".join(pieces)
        # Within its texts JSON has no bare line ends.
        return told.replace(b"\n", f"\n{margin}".encode())


def json_bytes(value: object) -> bytes:
    """Return *value* in JSON: a row, whose cells are plain or lists of what is plain, on one line.

    The standard library's own indenting takes three times as long.

    Args:
        value: made of mappings with texts as keys, sequences, texts, numbers, days, alternatives.

    Raises:
        TypeError: where JSON has no word for a part of it.
        ValueError: where a number is not finite.
    """
    pieces: list[bytes] = []
    _write(value, "", pieces)
    return _without_controls(b"".join(pieces))


def _without_controls(text: bytes) -> bytes:
    """Return *text* with what some terminals obey (U+007F to U+009F) escaped as JSON does it.

    What is below a space is escaped already. In UTF-8 the byte C2 always begins a letter.
    """
    if b"\x7f" in text:
        text = text.replace(b"\x7f", rb"\u007f")
    return _OBEYED.sub(lambda found: b"\\u00%02x" % found[0][1], text)


def _write(value: Any, margin: str, pieces: list[bytes]) -> None:  # noqa: ANN401 (any JSON)
    """Add *value*, whose lines but the first begin with *margin*, to *pieces*."""
    cell = _cell(value)
    if cell is not None:
        pieces.append(cell.encode())
    elif isinstance(value, SharedRow):
        pieces.append(value.written(margin))
    elif isinstance(value, dict):
        _write_mapping(value, margin, pieces)
    else:
        _write_sequence(value, margin, pieces)


def _write_mapping(value: Mapping[str, Any], margin: str, pieces: list[bytes]) -> None:
    keys = map(_KEYS.__getitem__, value)
    # Of most rows most cells are null.
    cells = ["null" if each is None else _cell(each) for each in value.values()]
    if None not in cells:
        pieces.append(f"{{{', '.join(map(add, keys, cells))}}}".encode())
        return
    within = f"{margin}  "
    told, following = f"{{\n{within}", f",\n{within}"
    # What is plain up to the next part that is none is written at once.
    plain: list[str] = []
    for key, each, cell in zip(keys, value.values(), cells, strict=True):
        if cell is not None:
            plain.append(key + cell)
        else:
            pieces.append(f"{told}{following.join((*plain, key))}".encode())
            _write(each, within, pieces)
            told = following
            plain.clear()
    end = f"{told}{following.join(plain)}" if plain else ""
    pieces.append(f"{end}\n{margin}}}".encode())


def _write_sequence(value: Sequence[Any], margin: str, pieces: list[bytes]) -> None:
    within = f"{margin}  "
    between, following = f"[\n{within}".encode(), f",\n{within}".encode()
    for each in value:
        pieces.append(between)
        _write(each, within, pieces)
        between = following
    pieces.append(f"\n{margin}]".encode())


def _cell(value: object) -> str | None:
    """Return what is plain, a list of what is plain, or empty; None for what is none of these."""
    write = _WRITERS[type(value)]
    if write is not None:
        return write(value)
    if isinstance(value, dict):
        return None if value else "{}"
    assert isinstance(value, list | tuple)
    words = []
    each: object
    for each in value:
        write = _WRITERS[type(each)]
        if write is None:
            return None
        words.append(write(each))
    return f"[{', '.join(words)}]"


def _of_alternative(value: Enum) -> str:
    return _text(str(value._value_))


def _of_day(value: date) -> str:
    return f'"{value.isoformat()}"'


def _of_number(value: float) -> str:
    return float.__repr__(value) if isfinite(value) else _encoded(value)


def _unknown(found: object) -> str:
    """Refuse what JSON has no word for."""
    raise TypeError(f"{type(found).__name__} has no place in scorecard.json")


_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_unknown).encode
_text = json.encoder.encode_basestring


class _Keys(dict[str, str]):
    """What stands before a value, by its key: of thousands of rows the keys are the same."""

    def __missing__(self, key: str) -> str:
        self[key] = f"{_text(key)}: "
        return self[key]


_KEYS = _Keys()


class _Writers(dict[type, Callable[[Any], str] | None]):
    """What writes a value, by its kind; None for mappings and sequences.

    The encoder writes the same, but is made anew for each value.
    """

    def __missing__(self, kind: type) -> Callable[[Any], str] | None:
        write: Callable[[Any], str] | None = _encoded
        if issubclass(kind, dict | list | tuple):
            write = None
        elif issubclass(kind, Enum):
            write = _of_alternative
        elif issubclass(kind, date):
            write = _of_day
        self[kind] = write
        return write


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    NoneType: lambda _: "null",
    str: _text,
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: _of_number,
}
_WRITERS = _Writers(_PLAIN)
