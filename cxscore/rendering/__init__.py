"""From a scorecard to the bytes of each format; the only stage that speaks."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from cxscore.model.scorecard import Scorecard
from cxscore.rendering.quietly import quietly

Pack = Mapping[str, bytes]
"""The files that go together, by name."""
Writer = Callable[..., bytes]
"""Takes a scorecard, the templates' folder and, where the format names it, the pack."""


class Format(NamedTuple):
    """A format: the file it is written to, and the function that writes it."""

    file_name: str
    module: str
    function: str
    loads: tuple[str, ...] = ()
    """Modules that take long to load, and can be loaded meanwhile."""
    names_pack: bool = False
    """Whether the file names the others that go with it."""

    def writer(self) -> Writer:
        """Return the function; its module, and what it draws on, are imported only now."""
        found = getattr(import_module(f"cxscore.rendering.{self.module}"), self.function)
        return cast(Writer, found)


FORMATS: Mapping[str, Format] = {
    "html": Format("scorecard.html", "html", "render_html", ("cxscore.rendering.layout",)),
    "pdf": Format("scorecard.pdf", "pdf", "render_pdf", ("cxscore.rendering.layout", "weasyprint")),
    "json": Format("scorecard.json", "json_format", "render_json", names_pack=True),
}
"""The formats by the names that the command line gives them."""


def load(formats: Iterable[str]) -> None:
    """Load what *formats* draw on; what keeps it from being loaded is told when it is rendered."""
    for module in dict.fromkeys(module for name in formats for module in FORMATS[name].loads):
        with suppress(ImportError, OSError), quietly():
            import_module(module)


def render(
    scorecard: Scorecard,
    format: str,  # noqa: A002 (the option's own name)
    templates: Path | None = None,
    pack: Pack | None = None,
) -> bytes:
    """Return *scorecard* in *format*, one of ``FORMATS``.

    Templates are looked up in the folder *templates* before the built-in
    ones; *pack* is what goes with it. The same scorecard gives the same
    bytes. Raises ValueError where there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; the formats are {', '.join(FORMATS)}")
    known = FORMATS[format]
    more = [pack or {}] if known.names_pack else []
    return known.writer()(scorecard, templates, *more)
