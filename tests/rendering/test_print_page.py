"""What is done for WeasyPrint to be quick changes nothing that it prints."""

import ctypes.util
import sys
from io import BytesIO

import pypdf
import pytest

from cxscore.rendering.pdf import charts_as_images, print_page
from cxscore.rendering.shared_libraries import by_file_name
from tests.pango import needs_pango

HEAD = "<html lang='en'><head><title>T</title></head><body>"


def text_of(pdf):
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


@needs_pango
def test_lists_have_their_markers_without_the_styles_of_notes():
    html = f"{HEAD}<ul><li>One</li></ul><ol><li>Two</li></ol><p>Three</p></body></html>"
    assert text_of(print_page(html, is_xml=True)) == text_of(print_page(html))
    assert "•" in text_of(print_page(html, is_xml=True))


@needs_pango
def test_styles_of_notes_are_computed_for_no_element(monkeypatch):
    from weasyprint.css import StyleFor

    from cxscore.rendering.own_page import NOTES

    computed = []
    original = StyleFor.set_computed_styles

    def count(self, element, *args, pseudo_type=None, **kwargs):
        computed.append(pseudo_type)
        return original(self, element, *args, pseudo_type=pseudo_type, **kwargs)

    monkeypatch.setattr(StyleFor, "set_computed_styles", count)
    html = f"{HEAD}<p>One</p><ul><li>Two</li></ul></body></html>"
    print_page(html, is_xml=True)
    assert computed.count("marker") == 1
    assert not NOTES & set(computed)


@needs_pango
def test_labels_stand_where_their_anchor_says(monkeypatch):
    from cxscore.rendering import labels

    drawn, original = {}, labels.draw_first_line

    def draw(stream, box, overflow, ellipsis, matrix):
        drawn.setdefault(box.text, []).append(matrix.values[4])
        return original(stream, box, overflow, ellipsis, matrix)

    monkeypatch.setattr(labels, "draw_first_line", draw)
    texts = "".join(
        f'<text fill="#000000" font-size="9" text-anchor="{anchor}" x="50" y="20">Label</text>'
        for anchor in ("start", "middle", "end")
    )
    chart = (
        '<svg class="xmr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100pt"'
        f' height="40pt" font-family="Inter"><title>T</title>{texts}</svg>'
    )
    pdf = print_page(charts_as_images(f"{HEAD}{chart}</body></html>"), is_xml=True)
    start, middle, end = drawn["Label"]
    assert start == 50
    assert start - end == pytest.approx(2 * (start - middle))
    assert start - end > 15
    # Each is one piece of text, not a letter at a time.
    assert text_of(pdf).count("Label") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are looked for")
def test_libraries_are_not_searched_for_by_other_programs():
    search = ctypes.util.find_library
    with pytest.raises(OSError, match="no such"), by_file_name():
        assert ctypes.util.find_library("c") is None
        raise OSError("no such library")
    assert ctypes.util.find_library is search


@needs_pango
@pytest.mark.parametrize("style", ["", "text-align:justify;width:60pt", "white-space:pre"])
def test_lines_are_laid_out_once(monkeypatch, style):
    from weasyprint.text.line_break import Layout

    text = "Some words that need more than one line\nwhere they stand in a narrow column."
    html = f"{HEAD}<p style='{style}'>{text}</p></body></html>"
    kept = print_page(html, is_xml=True)
    made, setup = [], Layout.setup

    def count(self, *args):
        made.append(self)
        return setup(self, *args)

    monkeypatch.setattr(Layout, "setup", count)
    assert print_page(html, is_xml=True) == kept
    again = len(made) - len({id(layout) for layout in made})
    assert bool(again) is ("justify" in style)
    assert text_of(kept).split() == text.split()
