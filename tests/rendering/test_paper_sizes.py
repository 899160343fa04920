"""Each size of paper, from a first scorecard to a heavy one: pages hold what they are given.

Measured in the PDF by ``pdftotext``, as boxes of words, and on the screen by
the browser.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pypdf
import pytest

from cxscore.model.outline import Paper
from tests.pango import needs_pango
from tests.rendering import papers

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]
"""The papers take minutes to make, and other tests reach the same lines."""
SHEETS = {Paper.A4: (841.9, 595.3), Paper.LETTER: (792, 612)}
HEAD, FOOT = 45.4, 36.9
"""The margins of a page, in points."""
UNSEEN = 2.0
"""Less high than this are names of tables, which are there for screen readers alone."""
TOUCHING = 0.22
"""How much of its height a word may have in common with the word above: lines set close."""
EMPTY = 0.34
"""About a third."""
FOLLOWING = 75.0
"""Points from the top of a title to the foot of a table's first row, at the least."""
LEFT_OVER = 0.25
"""Of a page of panels: another one has no room there."""
ON_PAPER = [
    pytest.param(name, paper, id=f"{name}-{paper.value}")
    for name in papers.PAPERS
    for paper in Paper
]
ON_ONE_PAGE = {(name, paper) for name in ("twelve", "bare") for paper in Paper}
"""Where the scorecard has its room below the summary, on the first page."""
SHORT = {"twelve", "bare", "few"}
"""Papers of few KPIs, whose sections share pages."""


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    words: Sequence[Word]

    @property
    def body(self):
        """The words that are neither a running head nor a foot."""
        return [
            word
            for word in self.words
            if word.top > HEAD - 12 and word.bottom < self.height - FOOT + 2
        ]

    @property
    def empty(self):
        """What is left free below, as a part of what a page can hold."""
        lowest = max(word.bottom for word in self.body)
        return (self.height - FOOT - lowest) / (self.height - FOOT - HEAD)

    @property
    def text(self):
        return " ".join(word.text for word in self.words)


@pytest.fixture(scope="module")
def sheets(shared):
    """Return a function that gives the pages of a paper, each with its words."""
    if not (program := shutil.which("pdftotext")):
        if os.environ.get("CXSCORE_TEST_BROWSER") == "required":
            pytest.fail("pdftotext is promised here and is missing")
        pytest.skip("pdftotext (poppler-utils) is not installed")
    read = {}

    def pages_of(name, paper):
        pdf = papers.written(name, shared) / f"{paper.value}.pdf"
        if pdf not in read:
            run = subprocess.run([program, "-bbox", pdf, "-"], capture_output=True, check=True)
            read[pdf] = [_sheet(page) for page in _pages(run.stdout)]
        return read[pdf]

    return pages_of


def _letters(pages):
    return sum(len("".join(page.text.split())) for page in pages)


def _pages(xml):
    return ElementTree.fromstring(xml).iter("{http://www.w3.org/1999/xhtml}page")


def _sheet(page):
    words = [
        Word(*(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
        for word in page
    ]
    seen = [word for word in words if word.bottom - word.top > UNSEEN]
    return Sheet(float(page.get("width")), float(page.get("height")), seen)


def sections_of(shared, name, paper):
    """Return the page, from 0, on which each section begins, by its name."""
    reader = pypdf.PdfReader(papers.written(name, shared) / f"{paper.value}.pdf")
    return {
        entry.title: reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list)
    }


def titles_of(shared, name, paper):
    """Return the page, from 0, of each section's title, and how far below its edge it stands."""
    reader = pypdf.PdfReader(papers.written(name, shared) / f"{paper.value}.pdf")
    height = SHEETS[paper][1]
    return {
        entry.title: (reader.get_destination_page_number(entry), height - float(entry["/Top"]))
        for entry in reader.outline
        if not isinstance(entry, list)
    }


def overlapping(words):
    """Return the pairs of words whose boxes have more in common than lines set close do."""
    found = []
    words = sorted(words, key=lambda word: word.left)
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            if other.left >= one.right - 0.5:
                break
            common = min(one.bottom, other.bottom) - max(one.top, other.top)
            across = min(one.right, other.right) - other.left
            height = min(one.bottom - one.top, other.bottom - other.top)
            if across > 0.5 and common > TOUCHING * height:
                found.append((one.text, other.text))
    return found


@needs_pango
@pytest.mark.parametrize(("name", "paper"), ON_PAPER)
class TestPaper:
    def test_the_sheet_is_the_one_asked_for(self, sheets, name, paper):
        for sheet in sheets(name, paper):
            assert (sheet.width, sheet.height) == pytest.approx(SHEETS[paper], abs=0.1)

    def test_no_word_leaves_the_page(self, sheets, name, paper):
        outside = [
            (number, word.text)
            for number, sheet in enumerate(sheets(name, paper), start=1)
            for word in sheet.words
            if word.left < 36
            or word.right > sheet.width - 36
            or word.top < 10
            or word.bottom > sheet.height - 10
        ]
        assert outside == []

    def test_no_word_lies_on_another(self, sheets, name, paper):
        found = [
            (number, *pair)
            for number, sheet in enumerate(sheets(name, paper), start=1)
            for pair in overlapping(sheet.words)
        ]
        assert found == []

    def test_the_first_page_is_one_page(self, sheets, shared, name, paper):
        assert sections_of(shared, name, paper)["Scorecard"] == int(
            (name, paper) not in ON_ONE_PAGE
        )
        contents = [word for word in sheets(name, paper)[0].body if word.text == "Contents"]
        assert len(contents) == 1

    def test_the_key_of_the_scorecard_is_on_a_page_of_its_table(self, sheets, name, paper):
        pages = sheets(name, paper)
        (sheet,) = (sheet for sheet in pages if "Dotted line:" in sheet.text)
        key = min(word.top for word in sheet.body if word.text in ("Direction:", "Dotted"))
        head = min((w for w in sheet.body if w.text == "Status"), key=lambda word: word.top)
        statuses = [
            word
            for word in sheet.body
            if head.bottom < word.top < word.bottom < key and abs(word.left - head.left) < 20
        ]
        assert statuses

    def test_no_title_stands_alone_at_the_foot_of_a_page(self, sheets, shared, name, paper):
        """A table's head and a row, or as much of something else, follow it there."""
        pages = sheets(name, paper)
        following = {
            title: max(word.bottom for word in pages[at].body) - below
            for title, (at, below) in titles_of(shared, name, paper).items()
        }
        assert {title for title, points in following.items() if points < FOLLOWING} == set()

    def test_pages_are_filled(self, sheets, shared, name, paper):
        """But for the last page of a section."""
        pages = sheets(name, paper)
        starts = sorted({*sections_of(shared, name, paper).values(), len(pages)})
        within = [at for start, end in pairwise(starts) for at in range(start, end - 1)]
        free = {at + 1: round(pages[at].empty, 2) for at in within if pages[at].empty > EMPTY}
        assert free == {}

    def test_a_director_turns_18_pages_at_most_and_reads_less_than_40_000_letters(
        self, sheets, shared, name, paper
    ):
        """The sample, with all of its chapters and registers."""
        if name == "sample":
            pages = sheets(name, paper)
            assert len(pages) <= 18
            assert 30_000 < _letters(pages) < 40_000

    def test_the_chapters_of_the_sample_share_five_pages(self, sheets, shared, name, paper):
        if name != "sample":
            return
        at = sections_of(shared, name, paper)
        assert at["Reliability and innovation"] - at["Customers"] < 5
        together = [
            ("Customers", "What customers say"),
            ("What customers value", "Listening"),
            ("Against others and the law", "What lets customers down"),
            ("Value at stake", "Reliability and innovation"),
        ]
        assert [(at[one], at[other]) for one, other in together if at[one] != at[other]] == []

    def test_pages_of_panels_are_full(self, sheets, shared, name, paper):
        if name in SHORT:
            return
        sections = sections_of(shared, name, paper)
        first = sections["KPI detail"]
        end = min(page for page in sections.values() if page > first)
        pages = sheets(name, paper)[first : end - 1]
        assert len(pages) >= 4
        assert [round(page.empty, 2) for page in pages if page.empty > LEFT_OVER] == []

    def test_panels_begin_where_there_is_room(self, sheets, shared, name, paper):
        """Below the section before, where that leaves enough for the heading and a panel."""
        first = sections_of(shared, name, paper)["KPI detail"]
        pages = sheets(name, paper)
        top = min(pages[first].body, key=lambda word: (round(word.top), word.left))
        if top.text == "KPI":
            assert pages[first - 1].empty < EMPTY

    def test_no_page_of_a_short_paper_is_nearly_empty(self, sheets, name, paper):
        if name not in SHORT:
            return
        pages = sheets(name, paper)
        assert {
            at: sheet.empty for at, sheet in enumerate(pages, start=1) if sheet.empty > 0.7
        } == {}

    def test_counts_are_english(self, sheets, name, paper):
        text = " ".join(sheet.text for sheet in sheets(name, paper))
        assert not re.search(
            r"\b1 KPIs\b|\bAll 2 KPIs\b|\b(?:[02-9]|[1-9]\d\d?) KPI\b(?! detail)", text
        )


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", papers.PAPERS)
def test_on_a_screen_no_text_leaves_its_section_and_none_lies_on_another(left_open, name, width):
    words = left_open(name, width).evaluate(WORDS)
    boxes = [Word(*box) for box in words]
    assert len(boxes) > 100
    assert [word for word in boxes if word.left < 0 or word.right > width] == []
    found = []
    # Only near neighbours can lie on one another, and a page has tens of thousands of words.
    strips = {}
    for word in boxes:
        strips.setdefault(int(word.top // 200), []).append(word)
    for strip in strips.values():
        found += overlapping(strip)
    assert found == []


WORDS = """() => {
  const found = [], main = document.querySelector('main');
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('.hid, svg, thead') || !parent.checkVisibility()) continue;
    for (const match of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      for (const box of range.getClientRects())
        if (box.width > 0.5) found.push([box.left, box.top, box.right, box.bottom, match[0]]);
    }
  }
  return found;
}"""
"""The boxes of the words that can be seen; a heading that is hidden on a phone cannot."""
