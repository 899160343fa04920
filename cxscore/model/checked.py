"""How nouns are checked against what was written: which keys fit, which of several is meant."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from pydantic import ConfigDict, GetCoreSchemaHandler


def shape(said: str) -> "ConfigDict":
    """Return how a noun's keys are checked; *said* is what messages call it (``a KPI``)."""
    return {"title": said, "extra": "forbid"}


def fault(
    code: str,
    text: str,
    hint: str = "",
    at: tuple[str | int, ...] = (),
    near: tuple[str, Sequence[str]] = ("", ()),
) -> PydanticCustomError:
    """Return the error that becomes a problem of *code*; of none where it has been said.

    ``{}`` in *text* stands for the part that is wrong, as ``kpis.nps.unit``;
    *at* leads from that part to the place that is meant. *near* is a wrong
    name and the names it may have been meant for.
    """
    context = {"code": code, "text": text, "hint": hint, "at": at}
    return PydanticCustomError("fault", "fault", {**context, "name": near[0], "near": near[1]})


def shown(value: object) -> str:
    """Return *value* as a message shows it: as it is written in YAML, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"
        case float() if not math.isfinite(value):
            return ".nan" if math.isnan(value) else f"{'-' if value < 0 else ''}.inf"
        case int() | float():
            return str(value)[:40]
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
    return "empty"


# No nouns these: they are what nouns are checked with, and few, so dataclasses will do.
@dataclass(frozen=True, slots=True)
class Short:
    """A bare value stands for a mapping with this one key."""

    key: str
    bare: Any = str
    only: bool = False
    """Whether the mapping itself cannot be written."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> core_schema.CoreSchema:
        """Wrap what is not a mapping before it is checked."""
        inner = handler(source)
        bare = handler.generate_schema(self.bare)
        written = bare if self.only else core_schema.union_schema([bare, inner])
        return core_schema.no_info_before_validator_function(
            self.open, inner, json_schema_input_schema=written
        )

    def open(self, value: object) -> object:
        """Return the mapping that *value* stands for."""
        return value if isinstance(value, dict) and not self.only else {self.key: value}


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """One of several nouns; which one, the look of the value tells."""

    choices: Mapping[str, Any]
    tell: Callable[[Any], str]

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> core_schema.CoreSchema:
        """Check only the noun that the value looks like, so that one fault is one error."""
        choices = {name: handler.generate_schema(noun) for name, noun in self.choices.items()}
        return core_schema.tagged_union_schema(choices, self.tell)


@dataclass(frozen=True, slots=True, eq=False)
class OneMeasure:
    """A mapping with exactly one key, the measure's name."""

    forms: Mapping[str, Any]

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> core_schema.CoreSchema:
        """Check only the measure that is named."""
        choices = {name: self._choice(name, handler) for name in self.forms}
        union = core_schema.tagged_union_schema(choices, lambda value: next(iter(value)))
        return core_schema.no_info_before_validator_function(
            self.check, union, json_schema_input_schema=union
        )

    def _choice(self, name: str, handler: "GetCoreSchemaHandler") -> core_schema.CoreSchema:
        inner = handler.generate_schema(self.forms[name])
        written = core_schema.typed_dict_schema(
            {name: core_schema.typed_dict_field(inner, required=True)}, extra_behavior="forbid"
        )
        return core_schema.no_info_before_validator_function(
            lambda value: value[name], inner, json_schema_input_schema=written
        )

    def check(self, value: object) -> object:
        """Return *value*, a mapping of one known name."""
        names = ", ".join(self.forms)
        if isinstance(value, str) and (called := re.fullmatch(r"(\w+) ?\((.*)\)", value)):
            says = f"{{}} is '{value}', which is no mapping"
            raise fault("CX139", says, f"write {{{called[1].lower()}: {called[2] or 'rows'}}}")
        if isinstance(value, str) and value.lower() in self.forms:
            says = f"{{}} is only a name; write {{{value.lower()}: …}} with what it is of"
            raise fault("CX139", says)
        if not isinstance(value, dict) or not value:
            says = f"{{}} is {shown(value)}, not a measure"
            raise fault("CX139", says, f"write {{name: …}} with one of: {names}")
        name, *others = value
        if others:
            says = f"{{}} names {len(value)} measures: {', '.join(value)}"
            raise fault("CX139", says, "a KPI has exactly one")
        if name not in self.forms:
            near = (name, tuple(self.forms))
            raise fault("CX136", f"there is no measure '{name}'", at=(name,), near=near)
        return value
