"""Nouns as plain keys and values, under the names that kpis.yaml has for them."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

Plain = Any
"""What JSON has words for: texts, numbers, lists and mappings of them."""
Defined = Mapping[str, Plain]
"""What is said of a KPI, by keys of kpis.yaml; those of its datasets as ``surveys.where``."""


def plain(value: object) -> Plain:
    """Return *value* in lists and mappings; of a noun, what differs from its defaults."""
    if is_dataclass(value) and not isinstance(value, type):
        names = _names(type(value))
        return {
            names[each.name]: plain(getattr(value, each.name))
            for each in fields(value)
            if not _is_default(each, getattr(value, each.name))
        }
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case frozenset() | set():
            return sorted(map(plain, value))
    return value


def digest(value: Plain) -> str:
    """Return the SHA-256 of *value*, the same however its mappings are ordered."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def _is_default(each: "Field[Any]", value: object) -> bool:
    if each.default_factory is not MISSING:
        return bool(value == each.default_factory())
    return each.default is not MISSING and value == each.default


@cache
def _names(kind: type) -> Mapping[str, str]:
    """Return what kpis.yaml calls each field of a noun."""
    hints = get_type_hints(kind, include_extras=True)
    return {each.name: _alias(hints[each.name]) or each.name for each in fields(kind)}


def _alias(hint: object) -> str:
    """Return the name that *hint* gives its field; empty where it gives none."""
    if get_origin(hint) is not Annotated:
        return ""
    found = [each.alias for each in get_args(hint)[1:] if isinstance(each, FieldInfo)]
    return next((alias.removeprefix("*") for alias in found if alias), "")
