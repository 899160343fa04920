"""The style sheet for paper, the memory of what formats share, and what is loaded ahead."""

from xml.etree import ElementTree

import pytest
import tinyhtml5

from cxscore import rendering
from cxscore.rendering import load
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.pdf import charts_as_images
from cxscore.rendering.sections import page_of
from cxscore.rendering.sheet import sheet_for_paper
from tests.rendering.builders import sample

ROOT = ":root { --ink: #000; --rule: #ccc }"


@pytest.mark.parametrize(
    ("css", "paper"),
    [
        (f"{ROOT} p {{ color: var(--ink) }}", "p { color: #000 }"),
        ("p { color: red } @media screen { p { color: blue } } b { x: y }",
         "p { color: red }\nb { x: y }"),
        ("/* { */ p { color: red /* } */ }", "p { color: red  }"),
        ("p::before { content: '}' } b { x: y }", "p::before { content: '}' }\nb { x: y }"),
        ("p { background: url(data:{}) }", "p { background: url(data:{}) }"),
        ("@import 'x'; p { x: y }", "@import 'x';\np { x: y }"),
        ("@media print { p { x: y } }", "@media print { p { x: y } }"),
        ("p { x: var(--unknown) }", "p { x: var(--unknown) }"),
        ("p { x: y } rest", "p { x: y }\nrest"),
        (f"{ROOT} .b {{ --ink: red }} p {{ color: var(--ink); border-color: var(--rule) }}",
         f"{ROOT}\n.b {{ --ink: red }}\np {{ color: var(--ink); border-color: #ccc }}"),
        (f"{ROOT} p {{ color: var(--ink) }} :root {{ --ink: red }}", "p { color: red }"),
        (f"{ROOT} p {{ color: var(--ink) }} :root {{ --ink: red; orphans: 3 }}",
         "p { color: red }\n:root { --ink: red; orphans: 3 }"),
        (":root { --a: url('data:x;y'); --b: red } p { x: var(--a) var(--b) }",
         ":root { --a: url('data:x;y'); --b: red }\np { x: var(--a) red }"),
        (":root { --a: var(--b); --b: red } p { x: var(--a) }",
         ":root { --a: red; --b: red }\np { x: var(--a) }"),
        (":root { --a: red !important } :root { --a: blue } p { x: var(--a) }",
         ":root { --a: red !important }\n:root { --a: blue }\np { x: var(--a) }"),
        (f"{ROOT} p {{ color: var(--ink, red) }}", f"{ROOT}\np {{ color: var(--ink, red) }}"),
        (f"{ROOT} html {{ --ink: red }} p {{ color: var(--ink) }}",
         f"{ROOT}\nhtml {{ --ink: red }}\np {{ color: var(--ink) }}"),
    ],
)  # fmt: skip
def test_paper_has_its_colours_in_place_and_no_screen(css, paper):
    assert sheet_for_paper(css) == paper


def shape(element):
    """Return an element with what it holds, spaces between elements aside."""
    text, tail = ((part or "").strip() for part in (element.text, element.tail))
    inner = [shape(child) for child in element if isinstance(child.tag, str)]
    return element.tag, dict(element.attrib), text, tail, inner


def test_the_paper_is_the_same_read_as_html_and_as_xml():
    html = charts_as_images(fill_templates(Pack(sample()), for_paper=True))
    as_html = tinyhtml5.parse(html, namespace_html_elements=False)
    as_xml = ElementTree.fromstring("<html" + html.partition("<html")[2])
    assert shape(as_xml) == shape(as_html)


def test_words_and_charts_are_made_once_for_all_formats():
    one, other = Pack(sample()), Pack(sample())
    page = one.once(page_of)
    assert one.once(page_of) is page
    assert one.said is one.said
    assert other.once(page_of) is not page
    assert other.once(page_of) == page


def test_what_keeps_a_library_from_being_loaded_is_told_later(monkeypatch):
    loaded = []

    def missing(module):
        loaded.append(module)
        raise OSError("no Pango")

    monkeypatch.setattr(rendering, "import_module", missing)
    load(["html", "pdf", "json"])
    names = ("html", "layout_engine", "json_format")
    assert loaded == [f"cxscore.rendering.{name}" for name in names]
