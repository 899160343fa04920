"""From a scorecard to the bytes of each format; the only stage that speaks."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.rendering.pack import Form, Pack
from cxscore.rendering.quietly import quietly

if TYPE_CHECKING:
    from cxscore.model.scorecard import Scorecard
    from cxscore.rendering.mail_format import Fill

Writer = Callable[[Pack], bytes]


@frozen
class Format:
    """A format: the file it is written to, and what writes it."""

    file_name: str
    write: Writer
    """Its module, and what that draws on, are imported when it is called."""
    loads: tuple[str, ...] = ()
    """Modules that take long to load, and can be loaded meanwhile."""
    pipe: Writer | None = None
    """What writes it to standard output, where other programs need more than the file holds."""


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


def _junit(pack: Pack) -> bytes:
    from cxscore.rendering.junit_format import render_junit

    return render_junit(pack)


def _markdown(pack: Pack) -> bytes:
    from cxscore.rendering.markdown_format import render_markdown

    return render_markdown(pack)


def _badge(pack: Pack) -> bytes:
    from cxscore.rendering.badge_format import render_badge

    return render_badge(pack)


def _mail(pack: Pack) -> bytes:
    from cxscore.rendering.mail_format import render_mail

    return render_mail(pack, _filling("mail.html", pack))


def _message(pack: Pack) -> bytes:
    from cxscore.rendering.mail_format import render_message

    return render_message(pack, _filling("mail.html", pack))


def _filling(entry: str, pack: Pack) -> "Fill":
    from cxscore.rendering.html import fill_templates

    return lambda changed: fill_templates(pack, for_paper=False, entry=entry, changed=changed)


def _xlsx(pack: Pack) -> bytes:
    from cxscore.rendering.xlsx_format import render_xlsx

    return render_xlsx(pack)


def _pptx(pack: Pack) -> bytes:
    from cxscore.rendering.pptx_format import render_pptx

    return render_pptx(pack)


PAGE = "cxscore.rendering.html"
ENGINE = "cxscore.rendering.layout_engine"
XLSX = "cxscore.rendering.xlsx_format"
PPTX = "cxscore.rendering.pptx_format"
FORMATS: Mapping[str, Format] = {
    "html": Format("scorecard.html", _html, (PAGE,)),
    "pdf": Format("scorecard.pdf", _pdf, (PAGE, ENGINE)),
    "json": Format("scorecard.json", _json, ("cxscore.rendering.json_format",)),
    "csv": Format("kpis.csv", _csv),
    "ics": Format("due.ics", _ics),
    "junit": Format("junit.xml", _junit),
    "md": Format("scorecard.md", _markdown),
    "mail": Format("mail.html", _mail, (PAGE,), pipe=_message),
    "badge": Format("badge.svg", _badge),
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
    form: Form = Form.WHOLE,
    pptx_template: Path | None = None,
) -> bytes:
    """Return *scorecard* in *format*, one of ``FORMATS``.

    Templates are looked up in the folder *templates* before the built-in
    ones; *files* go with it, by name; the HTML page has the *form*; *pptx_template*
    gives the master of slides. The same scorecard gives the same bytes.
    Raises ValueError where there is no such format.
    """
    pack = Pack(scorecard, templates, form, pptx_template)
    pack.files = files or {}
    return render_in(pack, format)


def render_in(pack: Pack, format: str, *, piped: bool = False) -> bytes:  # noqa: A002 (as above)
    """Return *pack* in *format*, as :func:`render` does; words and charts are made once.

    What is *piped* into another program may have a head that the file has not.
    """
    if format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; the formats are {', '.join(FORMATS)}")
    found = FORMATS[format]
    return (found.pipe if piped and found.pipe else found.write)(pack)
