"""The PDF: the same page on paper, tagged, with bookmarks, the same bytes at every run."""

import base64
import hashlib
import logging
import re
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from cxscore.problems import MissingLibrary
from cxscore.rendering.quietly import quietly
from cxscore.uncollected import without_collection

if TYPE_CHECKING:
    from weasyprint import Document

WITH_FONTS = ("weasyprint.pdf.fonts", "weasyprint.text.fonts")
"""WeasyPrint's modules that write fonts."""
REMEDY = (
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    " (Debian, Ubuntu) or brew install pango (macOS)"
)
CHART = re.compile(
    r'<svg class="(?P<css>xmr|xmr fnl|spk|pri|wf)".*?<title>(?P<title>.*?)</title>.*?</svg>',
    re.DOTALL,
)
LABEL = "label"
"""What a text of a chart is called on paper, where one is drawn in a way of our own."""
References = dict[bytes, Any]
"""The objects of a PDF by how they refer to one another."""
PIXEL = 0.75
"""In points: what WeasyPrint counts in within a page."""
PRINTED = 4
"""The flag of an annotation that is printed with its page."""


def render_pdf(html: str, *, is_xml: bool) -> bytes:
    """Return *html*, the page for paper, as a tagged PDF (PDF/UA-1), on the sheet that it names.

    Our own templates are XML as well (*is_xml*).

    Raises MissingLibrary where Pango, which lays out the text, is not on
    the machine.
    """
    return print_page(charts_as_images(html), is_xml=is_xml)


def charts_as_images(html: str) -> str:
    """Return *html* with each chart as an image with an alternative text.

    The style sheet does not reach inside a chart on paper, so nothing is lost,
    and the layout need not look up the style of each of its lines.
    """
    return CHART.sub(_image, html)


def _image(chart: re.Match[str]) -> str:
    # The image is read by itself: its text has been escaped for that, as has the title.
    drawing = chart[0].replace("<text ", f"<{LABEL} ").replace("</text>", f"</{LABEL}>")
    data = base64.b64encode(drawing.encode()).decode()
    title = chart["title"].replace('"', "&quot;")
    source = f"data:image/svg+xml;base64,{data}"
    return f'<img class="{chart["css"]}" alt="{title}" src="{source}"/>'


def print_page(html: str, *, is_xml: bool = False) -> bytes:
    """Return *html* as a PDF; whatever it asks for, nothing but itself and our fonts is read.

    Our own templates are XML as well (*is_xml*), which is read in a tenth of
    the time and gives the same elements.
    """
    try:
        with quietly():
            # It loads WeasyPrint, which anybody else would load with all that it can do.
            import cxscore.rendering.layout_engine  # isort: skip # noqa: F401
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            from cxscore.rendering.fetcher import Fetcher
            from cxscore.rendering.kept_layouts import keep_layouts
            from cxscore.rendering.labels import enable_labels
            from cxscore.rendering.own_page import OwnPage
    except OSError as fault:  # a library of the system could not be loaded
        raise MissingLibrary("writing a PDF", REMEDY) from fault
    # Its warnings are about style rules meant for browsers; problems have a channel of their own.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    _forget_the_time()
    enable_labels(LABEL)
    keep_layouts()
    fetcher, fonts = Fetcher(), FontConfiguration()
    try:
        with without_collection():
            parsed = (
                OwnPage(html, fetcher)
                if is_xml
                else weasyprint.HTML(string=html, url_fetcher=fetcher)
            )
            document = parsed.render(pdf_variant="pdf/ua-1", font_config=fonts)
            pdf: bytes = document.write_pdf(
                finisher=lambda printed, made: finish(made, _table_names(printed)),
                pdf_variant="pdf/ua-1",
                pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
            )
    finally:
        # It removes its temporary files, which would else wait for garbage to be looked for.
        fonts.__del__()
    return pdf


@lru_cache(maxsize=1)
def _forget_the_time() -> None:
    """Let no font be stamped with the second in which it was written: each PDF would differ.

    Fonts are written by fontTools where HarfBuzz's part that does it is not
    on the machine, and where a style sheet brings them compressed.
    """
    for name in WITH_FONTS:
        module = import_module(name)
        vars(module)["TTFont"] = partial(module.TTFont, recalcTimestamp=False)


def _table_names(document: "Document") -> list[str]:
    """Return the captions of tables in their order on the pages, once for each page of a table."""
    boxes = (
        box for page in document.pages for box in page._page_box.descendants(placeholders=True)
    )
    tables = (box.element for box in boxes if box.is_table_wrapper and box.element_tag == "table")
    captions = (table.find("caption") for table in tables)
    return ["" if caption is None else "".join(caption.itertext()) for caption in captions]


class Entry(Protocol):
    """An object of a PDF; most are dictionaries."""

    reference: bytes


class Made(Protocol):
    """A PDF that is about to be written."""

    objects: list[Entry]
    catalog: dict[str, Any]


def finish(pdf: Made, table_names: Sequence[str]) -> None:
    """Complete the tags of *pdf*.

    Tables get the names that nobody sees and their headers a scope, links are
    printed, and the running heads and feet, which WeasyPrint tags but hangs
    nowhere, become artifacts, as PDF/UA wants them.
    """
    by_reference: References = {made.reference: made for made in pdf.objects}
    elements = [by_reference[made.reference] for made in pdf.objects if _is(made, "/StructElem")]
    import pydyf

    tables = [element for element in elements if element["S"] == "/Table"]
    for table, name in zip(tables, table_names, strict=True):
        table["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(name)})
    for element in elements:
        if element["S"] == "/TH":
            element["A"]["Scope"] = _scope(element, by_reference)
    for made in pdf.objects:
        if _is(made, "/Annot") and by_reference[made.reference].get("Subtype") == "/Link":
            by_reference[made.reference]["F"] = PRINTED
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    hung = _reached(root, by_reference)
    loose = [
        by_reference[made.reference]
        for made in pdf.objects
        if _is(made, "/StructElem") and made.reference not in hung
    ]
    _make_artifacts(loose, by_reference, by_reference[root["ParentTree"]]["Nums"])


def _is(made: Entry, kind: str) -> bool:
    return isinstance(made, dict) and made.get("Type") == kind


def _scope(header: dict[str, Any], by_reference: References) -> str:
    row = by_reference[header["P"]]
    return "/Column" if by_reference[row["P"]]["S"] == "/THead" else "/Row"


def _reached(root: dict[str, Any], by_reference: References) -> set[bytes]:
    """Return the references of everything that hangs in the tree of tags."""
    found: set[bytes] = set()
    left = [root]
    while left:
        for child in left.pop().get("K", ()):
            # Besides other elements a tag holds the numbers of its content.
            if isinstance(child, bytes) and child not in found:
                found.add(child)
                left.append(by_reference[child])
    return found


def _make_artifacts(loose: list[dict[str, Any]], by_reference: References, nums: list[Any]) -> None:
    """Turn what is marked as *loose* elements' content into artifacts."""
    marks: dict[bytes, set[int]] = {}
    for element in loose:
        numbers = {kid for kid in element["K"] if isinstance(kid, int)}
        marks.setdefault(element["Pg"], set()).update(numbers)
    for page_reference, numbers in marks.items():
        page = by_reference[page_reference]
        _rename(by_reference[page["Contents"]].stream, numbers, page["MediaBox"][3])
        parents = nums[2 * page["StructParents"] + 1]
        for number in numbers:
            parents[number] = "null"


def _rename(stream: list[Any], numbers: set[int], height: float) -> None:
    """Make artifacts of the marked content with *numbers*: a tag, its properties, an operator.

    On a page so many points high what stands in its upper half is a running head.
    """
    for place, operator in enumerate(stream):
        if operator == b"BDC" and stream[place - 1].get("MCID") in numbers:
            kind = b"Header" if _down(stream, place) * PIXEL < height / 2 else b"Footer"
            stream[place - 2] = b"/Artifact"
            stream[place - 1] = b"<</Type /Pagination /Subtype /" + kind + b">>"


def _down(stream: list[Any], place: int) -> float:
    """Return how far from the top the text after *place* stands, in pixels."""
    matrices = (step for step in stream[place:] if isinstance(step, bytes))
    matrix = next(step for step in matrices if step.endswith((b" Tm", b"EMC")))
    return float(matrix.split()[5]) if matrix.endswith(b"Tm") else 0.0
