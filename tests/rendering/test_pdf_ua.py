"""The PDF held against PDF/UA-1 (ISO 14289-1), by the checkpoints of the Matterhorn protocol.

Each test names the checkpoint that it asks; docs/accessibility.md lists
them. What a machine cannot ask, as whether an alternative text is a good
one, is left to people.
"""

from collections import Counter
from itertools import pairwise

import pikepdf
import pytest

from cxscore.rendering import render
from tests.pango import needs_pango
from tests.rendering import papers
from tests.rendering.builders import sample

pytestmark = [needs_pango, pytest.mark.no_cover]
"""Traced, a page takes three times as long, and other tests reach the same lines."""
PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
"""The operators that leave something on a page."""
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form",
}  # fmt: skip
"""The kinds of tags of ISO 32000-1, 14.8.4."""
WITHIN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "Lbl": {"LI"},
}
"""What each of these tags may stand in."""


@pytest.fixture(
    scope="module",
    params=[
        "built",
        pytest.param("sample", marks=pytest.mark.slow),
        pytest.param("bare", marks=pytest.mark.slow),
    ],
)
def pdf(request, shared, tmp_path_factory):
    """A paper put together by hand; the sample; KPIs without targets and without data."""
    if request.param == "built":
        path = tmp_path_factory.mktemp("ua") / "a4.pdf"
        path.write_bytes(render(sample(), "pdf"))
    else:
        path = papers.written(request.param, shared) / "a4.pdf"
    with pikepdf.open(path) as opened:
        yield opened


def below(element, parent=""):
    """Yield every tag below *element* with the kind of what it stands in."""
    for child in kids(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            kind = str(child.S)[1:]
            yield kind, child, parent
            yield from below(child, kind)


def kids(element):
    found = element.get("/K", [])
    return found if isinstance(found, pikepdf.Array) else [found]


@pytest.fixture(scope="module")
def tree(pdf):
    return list(below(pdf.Root.StructTreeRoot))


@pytest.fixture(scope="module")
def painted(pdf):
    """How often each page paints, by what it paints in: a tag, an artifact or nothing."""
    found = Counter()
    for number, page in enumerate(pdf.pages, start=1):
        marks = []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    marks.append(str(operands[0]))
                case "EMC":
                    marks.pop()
                case name if name in PAINTING:
                    kind = "artifact" if "/Artifact" in marks else "tag" if marks else "nothing"
                    found[number, kind] += 1
        assert marks == [], f"page {number} ends within a mark"
    return found


def test_01_all_that_is_painted_is_tagged_or_an_artifact(painted):
    kinds = Counter()
    for (_, kind), count in painted.items():
        kinds[kind] += count
    assert kinds["nothing"] == 0
    assert kinds["tag"] > 100
    assert kinds["artifact"] > 100


def test_01_tags_and_artifacts_do_not_stand_in_one_another(pdf):
    for page in pdf.pages:
        marks = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                inner = str(operands[0]) == "/Artifact"
                assert all((outer == "/Artifact") is inner for outer in marks)
                marks.append(str(operands[0]))
            elif str(operator) == "EMC":
                marks.pop()


def test_01_what_is_tagged_hangs_in_the_tree_of_tags(pdf, tree):
    hung = {element.objgen for _, element, _ in tree}
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    for places in numbers[1::2]:
        owners = list(places) if isinstance(places, pikepdf.Array) else [places]
        assert {owner.objgen for owner in owners if owner is not None} <= hung


def test_02_tags_are_standard_ones(tree):
    assert {kind for kind, _, _ in tree} <= STANDARD


def test_06_the_metadata_name_the_standard_and_the_title(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]


def test_07_the_window_shows_the_title(pdf):
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_09_rows_cells_and_items_stand_where_they_belong(tree):
    odd = [(kind, parent) for kind, _, parent in tree if parent not in WITHIN.get(kind, {parent})]
    assert odd == []
    assert {"TR", "TH", "TD", "LI", "LBody"} <= {kind for kind, _, _ in tree}


def test_10_every_font_maps_its_letters_to_unicode(pdf):
    fonts = composite_fonts(pdf)
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font, font.BaseFont
        assert b"beginbfchar" in font.ToUnicode.read_bytes()


def test_11_the_language_is_known(pdf):
    assert str(pdf.Root.Lang) in ("en", "en-GB")


def test_13_figures_have_an_alternative_text(tree):
    figures = [element for kind, element, _ in tree if kind == "Figure"]
    assert figures
    for figure in figures:
        assert str(figure.get("/Alt", "")).strip()


def test_14_headings_begin_with_the_first_level_and_skip_none(tree):
    levels = [int(kind[1]) for kind, _, _ in tree if kind in ("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "H" not in {kind for kind, _, _ in tree}


def test_15_headers_of_tables_say_what_they_head(tree):
    headers = [element for kind, element, _ in tree if kind == "TH"]
    assert headers
    assert {str(header.A.Scope) for header in headers} <= {"/Column", "/Row"}


def test_15_the_rows_of_a_table_have_the_same_number_of_columns(tree):
    for kind, table, _ in tree:
        if kind == "Table":
            rows = [row for inner, row, _ in below(table) if inner == "TR"]
            widths = {sum(span(cell) for cell in cells(row)) for row in rows}
            assert len(widths) == 1, widths


def cells(row):
    return [
        cell for kind, cell, parent in below(row, "TR") if kind in ("TH", "TD") and parent == "TR"
    ]


def span(cell):
    attributes = cell.get("/A", {})
    owned = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return max((int(each.get("/ColSpan", 1)) for each in owned), default=1)


def test_18_running_heads_and_feet_are_artifacts_of_their_kind(pdf):
    kinds = [
        [
            str(operands[1].Subtype)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and operands[1].get("/Type") == "/Pagination"
        ]
        for page in pdf.pages
    ]
    assert "/Header" not in kinds[0], "the first page has no running head"
    for page in kinds[1:]:
        assert page[0] == "/Header"
        assert page[-1] == "/Footer"
    assert {kind for page in kinds for kind in page} == {"/Header", "/Footer"}


def test_25_and_26_there_are_no_forms_and_nothing_is_locked(pdf):
    assert "/AcroForm" not in pdf.Root
    assert not pdf.is_encrypted


def test_28_links_are_tagged_described_and_followed_in_order(pdf, tree):
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert links
    assert {str(link.Subtype) for link in links} == {"/Link"}
    assert all(str(link.get("/Contents", "")).strip() for link in links)
    assert all(str(page.Tabs) == "/S" for page in pdf.pages if "/Annots" in page)
    tagged = {
        child.Obj.objgen
        for kind, element, _ in tree
        if kind == "Link"
        for child in kids(element)
        if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == "/OBJR"
    }
    assert {link.objgen for link in links} == tagged


def test_31_every_font_is_embedded_and_is_one_of_ours(pdf):
    """One of the machine's would stand in where ours lack a letter, and differ elsewhere."""
    for font in composite_fonts(pdf):
        (inner,) = font.DescendantFonts
        assert any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
        assert str(inner.get("/CIDToGIDMap", "")) == "/Identity"
        assert str(font.Encoding) == "/Identity-H"
        name = str(font.BaseFont).partition("+")[2]
        assert name.startswith(("Inter", "Scorecard-Serif")), name


def composite_fonts(pdf):
    """Return the fonts that are used; there are no others than those of many letters."""
    fonts = [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
    ]
    return [font for font in fonts if not str(font.Subtype).startswith("/CIDFont")]
