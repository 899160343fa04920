"""What people write with marks: bold, lists and links are shown, and anything else is text."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from cxscore.model.registers import Comment
from cxscore.rendering import render
from cxscore.rendering.words import marked, say
from cxscore.rendering.words.marked import LONGEST, as_html, plain_lines, plain_text
from tests.rendering.builders import make_kpi, make_scorecard

HOSTILE = (
    '**"><script>alert(1)</script>** <img src=x onerror=alert(1)> ![p](javascript:alert(1)) '
    "[go](javascript:alert(1)) [d](data:text/html,x) [f](file:///etc/passwd) <b>b</b> &lt;"
)


BOLD = st.lists(
    st.sampled_from(
        [
            "**",
            " **",
            "** ",
            "a",
            "é1",
            " ",
            ".",
            ",",
            "(",
            ")",
            "-",
            "+",
            "1.",
            "'",
            "\u00a0",
            "“",
            "*",
        ]
    ),
    min_size=3,
    max_size=14,
).map("".join)


@given(before=BOLD, word=st.sampled_from(["b", "b c", "1.5", "a-b", "é", "b."]), after=BOLD)
def test_bold_words_alone_are_what_the_library_makes_of_them(before, word, after):
    for text in (f"{before} **{word}** {after}", f"**{word}**{after}", f"{before} **{word}**"):
        made = [write(text) for write in (as_html, plain_text, plain_lines)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(marked, "_BOLD_ALONE", re.compile("(?!)"))
            assert made == [write(text) for write in (as_html, plain_text, plain_lines)]


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("All of it is in **queries**, 58% of them (a **year** ago).", True),
        ("**a**", True),
        ("a **b**c", False),
        ("a** b**", False),
        ("- **a**", False),
        ("1. **a**", False),
        ("a **b**\nc", False),
        ("[a](https://x.y) **b**", False),
        ("_a_ **b**", False),
    ],
)
def test_bold_words_alone_need_no_parser(text, is_read, monkeypatch):
    asked = []
    monkeypatch.setattr(marked, "_parser", lambda: asked.append(text) or MarkdownIt("zero"))
    plain_text(text)
    assert asked == ([] if is_read else [text])


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("a **b** c", "a <strong>b</strong> c", "a b c"),
        ("*a* and snake_case_word **b**", "*a* and snake_case_word <strong>b</strong>", None),
        ("[ok](https://x.y)", '<a href="https://x.y">ok</a>', "ok"),
        ("[ok](MAILTO:a@b.c)", '<a href="MAILTO:a@b.c">ok</a>', "ok"),
        ('[a](https://x/"b)', '<a href="https://x/%22b">a</a>', "a"),
        ("[no](javascript:x)", "[no](javascript:x)", "[no](javascript:x)"),
        ("[no](java&#115;cript:x)", "[no](java&amp;#115;cript:x)", "[no](java&#115;cript:x)"),
        ("<i>a</i> & b", "&lt;i&gt;a&lt;/i&gt; &amp; b", "<i>a</i> & b"),
        ("# a\n\n> b **c**", "# a<p>&gt; b <strong>c</strong></p>", "# a > b c"),
        ("so:\n\n- a\n- b.\n\nend", "so:<ul><li>a</li><li>b.</li></ul><p>end</p>", "so: a; b. end"),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>", "a; b"),
        ("3. May\n4. June", '<ol start="3"><li>May</li><li>June</li></ol>', "3. May; 4. June"),
        ("-5 points, and 1.5", "-5 points, and 1.5", "-5 points, and 1.5"),
        ("", "", ""),
    ],
)
def test_bold_lists_and_links_are_shown_and_the_rest_is_text(text, html, plain):
    assert as_html(text) == html
    assert plain_text(text) == (plain or text.replace("**", ""))


def test_a_list_takes_a_line_an_item():
    assert plain_lines("so:\n\n- a\n- **b**") == ("so:", "a", "b")
    assert plain_lines("- a\n- b") == ("", "a", "b")
    assert plain_lines("a\n**") == ("a\n**",)


def test_what_no_hand_has_formatted_is_not_read():
    assert "<strong>" in as_html("**a** ".ljust(LONGEST, "["))
    assert "<strong>" not in as_html("**a** ".ljust(LONGEST + 1, "["))


def card(**texts):
    comment = Comment("nps", "2026-06", "amara", **texts)
    return make_scorecard([make_kpi("nps", [82.4, 83.1])], commentary=[comment])


def test_a_comment_is_shown_with_its_marks_in_the_page():
    page = render(card(what="**Up**.", next="- one\n- two"), "html").decode()
    assert "<b>What happened.</b> <strong>Up</strong>." in page
    assert "<b>Next.</b> <ul><li>one</li><li>two</li></ul>" in page


@pytest.mark.parametrize("field", ["what", "why", "next"])
def test_hostile_text_stays_text(field):
    page = render(card(**{field: HOSTILE}), "html").decode()
    shown = page.partition('<div class="said">')[2].partition("</div>")[0]
    assert shown.count("<") == len(("<b>", "</b>", "<strong>", "</strong>"))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "[go](javascript:alert(1))" in shown


def test_hostile_text_stays_text_on_paper():
    found = PdfReader(BytesIO(render(card(what=HOSTILE, why="[ok](https://x.y/)"), "pdf")))
    links = [each["/A"]["/URI"] for each in annotations(found) if "/A" in each]
    assert links == ["https://x.y/"]
    assert "<script>alert(1)</script>" in " ".join(page.extract_text() for page in found.pages)


def annotations(found):
    return [each.get_object() for page in found.pages for each in page.get("/Annots", ())]


def test_json_has_what_was_typed():
    page = render(card(what="**Up** [x](https://x.y)"), "json").decode()
    assert '"**Up** [x](https://x.y)"' in page


def test_the_sponsors_word_stands_without_marks():
    found = replace(card(), word=Comment("scorecard", "2026-06", "amara", what="**Up** by:\n\n- 1"))
    assert say(found).word == "Amara Osei: “Up by: 1”"


def test_a_text_without_marks_loads_no_parser():
    code = (
        "import sys\nfrom cxscore.rendering.words.marked import as_html\n"
        "as_html('a < b (c) - d'); assert 'markdown_it' not in sys.modules\n"
        "as_html('**a**'); assert 'markdown_it' not in sys.modules\n"
        "as_html('- a'); assert 'markdown_it' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
