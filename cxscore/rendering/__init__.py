"""From a scorecard to the bytes of each format; the only stage that speaks."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.rendering.pack import Pack
from cxscore.rendering.quietly import quietly

if TYPE_CHECKING:
    from cxscore.model.scorecard import Scorecard

Writer = Callable[[Pack], bytes]


@frozen
class Format:
    """A format: the file it is written to, and what writes it."""

    file_name: str
    write: Writer
    """Its module, and what that draws on, are imported when it is called."""
    loads: tuple[str, ...] = ()
    """Modules that take long to load, and can be loaded meanwhile."""


def _html(pack: Pack) -> bytes:
    from cxscore.rendering.html import render_html

    return render_html(pack)


def _pdf(pack: Pack) -> bytes:
    from cxscore.rendering.html import fill_templates
    from cxscore.rendering.pdf import render_pdf

    return render_pdf(fill_templates(pack, for_paper=True), is_xml=pack.templates is None)


def _json(pack: Pack) -> bytes:
    from cxscore.rendering.json_format import render_json

    return render_json(pack)


def _csv(pack: Pack) -> bytes:
    from cxscore.rendering.csv_format import render_csv

    return render_csv(pack)


def _ics(pack: Pack) -> bytes:
    from cxscore.rendering.ics_format import render_ics

    return render_ics(pack)


def _xlsx(pack: Pack) -> bytes:
    from cxscore.rendering.xlsx_format import render_xlsx

    return render_xlsx(pack)


def _pptx(pack: Pack) -> bytes:
    from cxscore.rendering.pptx_format import render_pptx

    return render_pptx(pack)


ENGINE = "cxscore.rendering.layout_engine"
XLSX = "cxscore.rendering.xlsx_format"
PPTX = "cxscore.rendering.pptx_format"
FORMATS: Mapping[str, Format] = {
    "html": Format("scorecard.html", _html, ("cxscore.rendering.sections",)),
    "pdf": Format("scorecard.pdf", _pdf, ("cxscore.rendering.sections", ENGINE)),
    "json": Format("scorecard.json", _json),
    "csv": Format("kpis.csv", _csv),
    "ics": Format("due.ics", _ics),
    "xlsx": Format(
        "scorecard.xlsx", _xlsx, ("cxscore.rendering.worksheets", "xlsxwriter.workbook")
    ),
    "pptx": Format("scorecard.pptx", _pptx, (PPTX, "pptx")),
}
"""The formats by the names that the command line gives them."""


def load(formats: Iterable[str]) -> None:
    """Load what *formats* draw on; what keeps it from being loaded is told when it is rendered."""
    for module in dict.fromkeys(module for name in formats for module in FORMATS[name].loads):
        with suppress(ImportError, OSError), quietly():
            import_module(module)


def render(
    scorecard: "Scorecard",
    format: str,  # noqa: A002 (the option's own name)
    templates: Path | None = None,
    files: Mapping[str, bytes] | None = None,
    pptx_template: Path | None = None,
) -> bytes:
    """Return *scorecard* in *format*, one of ``FORMATS``.

    Templates are looked up in the folder *templates* before the built-in
    ones; *files* go with it, by name; *pptx_template* gives the master of slides.
    The same scorecard gives the same bytes. Raises ValueError where there is no such format.
    """
    pack = Pack(scorecard, templates)
    pack.files, pack.pptx_template = files or {}, pptx_template
    return render_in(pack, format)


def render_in(pack: Pack, format: str) -> bytes:  # noqa: A002 (the option's own name)
    """Return *pack* in *format*, as :func:`render` does; words and charts are made once."""
    if format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; the formats are {', '.join(FORMATS)}")
    return FORMATS[format].write(pack)
