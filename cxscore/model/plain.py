"""Nouns as plain keys and values, under the names that kpis.yaml has for them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from cxscore.frozen import values_of
from cxscore.model.annotations import written_as

Plain = Any
"""What JSON has words for: texts, numbers, lists and mappings of them."""
Defined = Mapping[str, Plain]
"""What is said of a KPI, by keys of kpis.yaml; those of its datasets as ``surveys.where``."""


def plain(value: object) -> Plain:
    """Return *value* in lists and mappings; of a noun, what differs from its defaults."""
    return _BY_KIND[type(value)](value)


def digest(value: Plain) -> str:
    """Return the SHA-256 of *value*, the same however its mappings are ordered."""
    return sha256(_encoded(value).encode(errors="surrogatepass")).hexdigest()


class _ByKind(dict[type, Callable[[Any], Plain]]):
    """What makes a value plain, by its kind: a log has cells by the million, of a dozen kinds."""

    def __missing__(self, kind: type) -> Callable[[Any], Plain]:
        self[kind] = _for_kind(kind)
        return self[kind]


_BY_KIND = _ByKind()
_WORDS = frozenset((str, int, float, bool))
"""What JSON has words for."""


def _for_kind(kind: type) -> Callable[[Any], Plain]:
    if issubclass(kind, Enum):
        return lambda value: value.value
    if is_dataclass(kind):
        return _of_noun
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Mapping):
        return lambda value: {str(key): plain(each) for key, each in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [plain(each) for each in value]
    if issubclass(kind, frozenset | set):
        return lambda value: sorted(map(plain, value))
    return lambda value: value


def _of_noun(value: object) -> Plain:
    kind: Any = type(value)
    names, defaults, values = _fields(kind)
    return {
        name: each if type(each) in _WORDS else plain(each)
        for name, default, each in zip(names, defaults, values(value), strict=True)
        if each is not default and each != default
    }


_encoded = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


@cache
def _fields(
    kind: type,
) -> tuple[Sequence[str], Sequence[object], Callable[[object], Iterable[object]]]:
    """Return of a noun's fields the names in kpis.yaml, the defaults, and what returns the values.

    It is asked once a kind: a log has rows by the ten thousand.
    """
    names, known = _names(kind), fields(kind)
    values = values_of(tuple(each.name for each in known))
    return [names[each.name] for each in known], [*map(_default, known)], values


def _default(each: "Field[Any]") -> object:
    """Return what a field is where nothing is said; MISSING, which equals nothing, for none."""
    return each.default if each.default_factory is MISSING else each.default_factory()


@cache
def _names(kind: type) -> Mapping[str, str]:
    """Return what kpis.yaml calls each field of a noun."""
    known = fields(kind)
    return {each.name: (written_as(each.type) or each.name).removeprefix("*") for each in known}
