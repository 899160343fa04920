"""What the nouns of kpis.yaml are checked by, made in a sixth of pydantic's time.

It is what pydantic makes of them, which a test holds, without what a JSON Schema is written from;
and types that no noun has are unknown. pydantic-core checks by it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import Enum
from functools import cache
from inspect import signature
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from cxscore.model.annotations import AfterValidator, BeforeValidator, Field, written_as

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_PLAIN: Mapping[object, str] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    bytes: "bytes",
    date: "date",
    Any: "any",
}


_LIMITED = ("str", "int", "float", "bool", "tuple", "list", "dict")
"""What has limits of its own: a function around it, as what opens a text, has none."""


def core_schema_of(hint: Any) -> dict[str, Any]:  # noqa: ANN401 (a type as annotations have it)
    """Return what pydantic-core checks a value of the type *hint* by.

    Raises:
        TypeError: where no noun has had such a type yet.
    """
    name = _PLAIN.get(hint)
    if name is not None:
        return {"type": name}
    origin = get_origin(hint)
    if origin is not None:
        return _FORMS[origin](get_args(hint))
    if issubclass(hint, Enum):
        return _alternatives(hint)
    if hasattr(hint, "__dataclass_fields__"):
        return _noun(hint)
    raise TypeError(f"no checks are known for {hint}")


def _with(parts: tuple[Any, ...]) -> dict[str, Any]:
    """Return the schema of an annotated type: each annotation is about all before it."""
    schema, source = core_schema_of(parts[0]), parts[0]
    for each in parts[1:]:
        schema = _annotated(schema, each, source)
    return schema


def _annotated(schema: dict[str, Any], each: Any, source: object) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(each, Field):
        if each.limits and schema["type"] not in _LIMITED:
            raise TypeError(f"a limit of {source} would not be looked at")
        return {**schema, **each.limits}
    if isinstance(each, BeforeValidator | AfterValidator):
        when = "before" if isinstance(each, BeforeValidator) else "after"
        function = {"type": _told(each.func), "function": each.func}
        return {"type": f"function-{when}", "function": function, "schema": schema}
    made: dict[str, Any] = each.__get_pydantic_core_schema__(source, _Inner(schema))
    return made


@cache
def _told(function: Callable[..., object]) -> str:
    """Return what pydantic-core calls a *function* that is told where it is, or is not."""
    return "with-info" if len(signature(function).parameters) > 1 else "no-info"


class _Inner:
    """Hands what is annotated to an annotation that makes a schema of its own."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __call__(self, _: object) -> dict[str, Any]:
        return self.schema

    def generate_schema(self, hint: object) -> dict[str, Any]:
        """Return the schema of another type."""
        return core_schema_of(hint)


def _one_of(parts: tuple[Any, ...]) -> dict[str, Any]:
    choices = [core_schema_of(part) for part in parts if part is not NoneType]
    schema = choices[0] if len(choices) == 1 else {"type": "union", "choices": choices}
    return {"type": "nullable", "schema": schema} if NoneType in parts else schema


def _tuple(parts: tuple[Any, ...]) -> dict[str, Any]:
    if parts[1:] == (...,):
        items, more = [core_schema_of(parts[0])], {"variadic_item_index": 0}
        return {"type": "tuple", "items_schema": items, **more}
    return {"type": "tuple", "items_schema": [*map(core_schema_of, parts)]}


def _mapping(parts: tuple[Any, ...]) -> dict[str, Any]:
    keys, values = map(core_schema_of, parts)
    return {"type": "dict", "keys_schema": keys, "values_schema": values, "strict": False}


_FORMS: Mapping[object, Callable[[tuple[Any, ...]], dict[str, Any]]] = {
    Annotated: _with,
    Union: _one_of,
    UnionType: _one_of,
    tuple: _tuple,
    list: lambda parts: {"type": "list", "items_schema": core_schema_of(parts[0])},
    Mapping: _mapping,
    Literal: lambda parts: {"type": "literal", "expected": [*parts]},
}


def _alternatives(kind: type[Enum]) -> dict[str, Any]:
    made = {"type": "enum", "cls": kind, "members": [*kind]}
    return {**made, "sub_type": "str"} if issubclass(kind, str) else made


_CONFIG = {"title": "title", "extra": "extra_fields_behavior"}


@cache
def _noun(kind: Any) -> dict[str, Any]:  # noqa: ANN401 (a dataclass)
    known = fields(kind)
    written = [_field(each) for each in known]
    arguments = {"type": "dataclass-args", "dataclass_name": kind.__name__, "fields": written}
    said = getattr(kind, "__pydantic_config__", {"title": kind.__name__})
    return {
        "type": "dataclass",
        "cls": kind,
        "schema": {**arguments, "collect_init_only": False},
        "fields": [each.name for each in known],
        "config": {_CONFIG[key]: value for key, value in said.items()},
        "post_init": hasattr(kind, "__post_init__"),
        "slots": True,
        "frozen": False,
    }


def _field(each: "dataclasses.Field[Any]") -> dict[str, Any]:
    schema = core_schema_of(each.type)
    if each.default is not MISSING:
        schema = {"type": "default", "schema": schema, "default": each.default}
    elif each.default_factory is not MISSING:
        schema = {"type": "default", "schema": schema, "default_factory": each.default_factory}
        schema["default_factory_takes_data"] = False
    made = {"type": "dataclass-field", "name": each.name, "schema": schema, "kw_only": False}
    if key := written_as(each.type):
        made["validation_alias"] = key
    return {**made, "init": True}


def adapter_of(noun: Any) -> "TypeAdapter[Any]":  # noqa: ANN401 (a type)
    """Return what pydantic makes of *noun*, with the keys that fields are written as."""
    from pydantic import TypeAdapter  # a build does without it

    made: TypeAdapter[Any] = TypeAdapter(noun)
    _name_as_written(made.core_schema)
    return made


def _name_as_written(part: Any) -> None:  # noqa: ANN401 (a schema nests anything)
    if isinstance(part, list | tuple):
        for item in part:
            _name_as_written(item)
    if not isinstance(part, dict):
        return
    if part.get("type") == "dataclass":
        hints = {each.name: each.type for each in fields(part["cls"])}
        for each in part["schema"]["fields"]:
            if key := written_as(hints[each["name"]]):
                each["validation_alias"] = key
    for inner in part.values():
        _name_as_written(inner)
