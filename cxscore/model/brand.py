"""How a paper wears its organisation's brand: its logo, its colour, its font, its own style."""

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic_core import PydanticKnownError

from cxscore.frozen import frozen
from cxscore.model.annotations import AfterValidator, BeforeValidator, Field
from cxscore.model.checked import fault, shape
from cxscore.model.shorthand import open_list

if TYPE_CHECKING:
    from pydantic import ValidationInfo

Path = Annotated[str, Field(min_length=1)]
MOST_FACES = 4
"""How many faces a font may have: each is part of every page."""


@frozen
class Logo:
    """A picture in SVG or PNG that asks for nothing outside itself."""

    __pydantic_config__ = shape("a logo")

    mime: str
    """``image/svg+xml`` or ``image/png``."""
    width: float
    height: float
    """Both in a unit of its own: what counts is one against the other."""
    data: bytes = field(repr=False)
    # No number depends on it, so it is not spelt out where a definition is.


@frozen
class Accent:
    """The colour of badges, small headings and notable points, as ``#7a1fa2``."""

    __pydantic_config__ = shape("an accent")

    light: str
    dark: str
    """The same hue for a dark screen."""


@frozen
class Font:
    """One static face of a font, TrueType or OpenType."""

    __pydantic_config__ = shape("a font")

    mime: str
    """``font/ttf`` or ``font/otf``."""
    weight: int
    """From 1 to 1000; 400 is regular."""
    data: bytes = field(repr=False)


@frozen
class HouseStyle:
    """Rules that come after our own style sheet, and ask for nothing outside themselves."""

    __pydantic_config__ = shape("a style sheet")

    css: str = field(repr=False)


class BrandFiles(Protocol):
    """Opens the files of a brand; handed over as the context."""

    def logo(self, path: str) -> Logo:
        """Return the picture in the file *path*."""
        ...

    def font(self, path: str) -> Font:
        """Return the font in the file *path*."""
        ...

    def style(self, path: str) -> HouseStyle:
        """Return the style sheet in the file *path*."""
        ...

    def accent(self, text: str) -> Accent:
        """Return the colour that *text* names, where it can be read on the page."""
        ...


def _opened(name: str) -> BeforeValidator:
    """Return what opens a text by the method *name* of the files at hand."""

    def open_text(value: object, info: "ValidationInfo") -> Any:  # noqa: ANN401 (each has a noun)
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        if not value:
            raise PydanticKnownError("string_too_short", {"min_length": 1})
        opener: Callable[[str], Any] = getattr(info.context, name)
        return opener(value)

    return BeforeValidator(open_text, json_schema_input_type=Path)


def _check_faces(faces: tuple[Font, ...]) -> tuple[Font, ...]:
    """Return *faces* if each has a weight of its own, and there are neither none nor too many."""
    weights = [face.weight for face in faces]
    for at, weight in enumerate(weights):
        if weight in weights[:at]:
            says = f"{{}} has two faces of the same weight, {weight}"
            raise fault("CX184", says, "give one of each, as the Regular and the Bold")
    told = {"field_type": "Value", "actual_length": len(faces)}
    if not faces:
        raise PydanticKnownError("too_short", {**told, "min_length": 1})
    if len(faces) > MOST_FACES:
        raise PydanticKnownError("too_long", {**told, "max_length": MOST_FACES})
    return faces


LogoFile = Annotated[Logo, _opened("logo")]
FontFiles = Annotated[
    tuple[Annotated[Font, _opened("font")], ...],
    BeforeValidator(open_list, json_schema_input_type=Path | list[Path]),
    AfterValidator(_check_faces),
    Field(json_schema_extra={"minItems": 1, "maxItems": MOST_FACES}),
]
StyleFile = Annotated[HouseStyle, _opened("style")]
AccentText = Annotated[Accent, _opened("accent")]
