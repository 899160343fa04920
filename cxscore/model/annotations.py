"""What annotations say of a field: how its value is opened, checked and limited.

They are called as pydantic's own, and are known without it: importing it takes longer than
checking a kpis.yaml, and checking asks pydantic-core alone. It understands them, but for the keys
that fields are written as, which :func:`cxscore.definition.core_schema.adapter_of` puts in.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, get_args, get_origin

if TYPE_CHECKING:
    from typing import Unpack

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class BeforeValidator:
    """A function that opens what is written before it is checked.

    Of type ``json_schema_input_type`` is what may be written; anything where nothing is said.
    """

    __slots__ = ("func", "json_schema_input_type")

    def __init__(self, func: Callable[..., Any], json_schema_input_type: Any = Any) -> None:  # noqa: ANN401 (a type)
        """Note what is said."""
        self.func, self.json_schema_input_type = func, json_schema_input_type

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Return what pydantic makes of it."""
        from pydantic import BeforeValidator as Theirs

        if self.json_schema_input_type is Any:
            return Theirs(self.func).__get_pydantic_core_schema__(source, handler)
        theirs = Theirs(self.func, json_schema_input_type=self.json_schema_input_type)
        return theirs.__get_pydantic_core_schema__(source, handler)


class AfterValidator:
    """A function that looks at what was checked."""

    __slots__ = ("func",)

    def __init__(self, func: Callable[..., Any]) -> None:
        """Note what is said."""
        self.func = func

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Return what pydantic makes of it."""
        from pydantic import AfterValidator as Theirs

        return Theirs(self.func).__get_pydantic_core_schema__(source, handler)


class Limits(TypedDict, total=False):
    """Limits of a value, by the names that pydantic-core has for them."""

    ge: float
    gt: float
    le: float
    lt: float
    min_length: int
    max_length: int
    pattern: str
    strict: bool
    allow_inf_nan: bool


class Field:
    """The limits of a value, as ``ge`` and ``min_length``, and the key that a field is written as.

    ``json_schema_extra`` is for the JSON Schema alone. A key that begins with a star is never
    written: what opens a part puts it there.
    """

    __slots__ = ("alias", "json_schema_extra", "limits")

    def __init__(
        self,
        *,
        alias: str | None = None,
        json_schema_extra: Mapping[str, Any] | None = None,
        **limits: "Unpack[Limits]",
    ) -> None:
        """Note what is said."""
        self.alias, self.json_schema_extra = alias, json_schema_extra or {}
        self.limits: Mapping[str, Any] = limits

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Add the limits to what all before it makes."""
        return {**handler(source), **self.limits}

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        """Add what is for the JSON Schema alone."""
        return {**handler(schema), **self.json_schema_extra}


def written_as(hint: object) -> str:
    """Return the key that *hint*, an annotation, gives its field; empty where it gives none."""
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each.alias for each in notes if isinstance(each, Field) and each.alias), "")
