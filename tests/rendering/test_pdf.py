"""The PDF: pages, tags, fonts, text, and the same bytes at every run."""

import builtins
import gc
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from cxscore.model.outline import Heading, Paper
from cxscore.problems import MissingLibrary
from cxscore.rendering import render
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.pdf import print_page
from tests import company
from tests.pango import needs_pango
from tests.rendering.builders import make_kpi, make_scorecard, sample, wave

pytestmark = [needs_pango, pytest.mark.no_cover]
"""Traced, a page takes three times as long, and other tests reach the same lines."""
RUN = """
import sys
from cxscore.rendering import render
from tests.rendering.builders import sample
sys.stdout.buffer.write(render(sample(), "pdf"))
"""


TWICE = """
import time
from hashlib import sha256
from cxscore.rendering import render
from tests.rendering.builders import make_kpi, make_scorecard, wave
scorecard = make_scorecard([make_kpi("k", wave(50, 0, 14))])
first = render(scorecard, "pdf")
time.sleep(1.1)
assert render(scorecard, "pdf") == first, "it is of the second that it was written in"
print(len(first))
"""
HIDDEN = "tests/without"
"""Has a module that hides libraries of the system."""
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written():
    return render(sample(), "pdf")


@pytest.fixture(scope="module")
def pdf(written, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "scorecard.pdf"
    path.write_bytes(written)
    with pikepdf.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(pdf):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf.filename).pages]


def tags(element, found=None, parents=()):
    """Return every tag below *element* with the kinds of its parents."""
    found = [] if found is None else found
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found.append((str(child.S)[1:], child, parents))
            tags(child, found, (*parents, str(child.S)[1:]))
    return found


@pytest.fixture(scope="module")
def tree(pdf):
    return tags(pdf.Root.StructTreeRoot)


def test_pages_running_heads_and_contents(pdf, texts):
    assert len(pdf.pages) >= 6
    assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx(
        [841.89, 595.28], abs=0.1
    )
    last = len(texts)
    for number, text in enumerate(texts, start=1):
        assert f"{number} of {last}" in text
        assert "Board confidential" in text
    assert "Customer experience scorecard, June 2026" in texts[1]
    assert "Method and definitions" in texts[-1]
    assert "Scorecard" in texts[0]
    assert "What the board needs to know" in texts[0]


def test_three_panels_or_four_stand_on_a_page(pdf):
    with pdf.open_outline() as outline:
        detail = next(item for item in outline.root if item.title == "KPI detail")
        pages = [pdf.pages.index(item.destination[0]) for item in detail.children]
    panels = Counter(pages).values()
    assert sum(panels) == len(sample().kpis)
    assert 3 <= max(panels) <= 5, "more only where two are small"
    assert len(panels) <= len(sample().kpis) // 3 + 1


def test_the_paper_says_what_it_is(pdf):
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.docinfo["/Title"] == "Customer experience scorecard, June 2026"
    assert pdf.docinfo["/Author"] == "Northwind Home"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260706"), "as_of, never the clock"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_bookmarks_lead_to_sections_and_kpis(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        detail = next(item for item in outline.root if item.title == "KPI detail")
        kpis = [item.title for item in detail.children]
    assert titles == ["Summary", "Scorecard", "KPI detail", "Segments", "Accountability",
                      "Action register", "Method and definitions"]  # fmt: skip
    assert len(kpis) == len(sample().kpis)
    assert "Net promoter score" in kpis


def test_everything_is_tagged(pdf, tree):
    assert pdf.Root.MarkInfo.Marked
    kinds = [kind for kind, *_ in tree]
    assert {"H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Figure", "Link", "L"} <= set(kinds)
    figures = [element for kind, element, _ in tree if kind == "Figure"]
    assert len(figures) == 2 * len(sample().kpis) + 5 - 2, "two KPIs have no chart to draw"
    assert all(str(figure.Alt) for figure in figures)
    for kind, _, parents in tree:
        if kind in ("TD", "TH"):
            assert parents[-1] == "TR"


def test_headers_of_tables_have_a_scope(tree):
    headers = [(element, parents) for kind, element, parents in tree if kind == "TH"]
    assert headers
    for element, parents in headers:
        assert str(element.A.Scope) == ("/Column" if "THead" in parents else "/Row")


def test_running_heads_are_artifacts(pdf):
    page = pdf.pages[1]
    marks = [
        (str(operands[0]), str(operator))
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) in ("BDC", "BMC")
    ]
    assert marks[-1] == ("/Artifact", "BDC")
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    used = [parent for parent in parents if parent is not None]
    assert used
    assert len(used) < len(parents)


def test_links_are_printed_and_lead_within(pdf):
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert len(links) > 30
    assert all(link.F == 4 for link in links)
    assert all("/A" not in link or "/URI" not in link.A for link in links)


def test_fonts_are_embedded(pdf):
    fonts = {}
    for made in pdf.objects:
        if isinstance(made, pikepdf.Dictionary) and made.get("/Type") == "/FontDescriptor":
            fonts[str(made.FontName).partition("+")[2]] = any(
                key in made for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
    assert all(fonts.values())
    assert any("Inter" in name for name in fonts)
    assert any("Scorecard" in name for name in fonts)


def test_a_fresh_process_writes_the_same_bytes(written):
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert run.stdout == written


@pytest.mark.parametrize("lacking", ["nothing", "harfbuzz-subset"])
def test_with_and_without_harfbuzz_subset_the_time_has_no_say(lacking, tmp_path):
    """Without it fonts are written by another library; no warning is an error, nothing is left."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", TWICE],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": HIDDEN, "CXSCORE_TEST_WITHOUT": lacking, "TMPDIR": str(tmp_path)},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lacking", ["pango", "pangoft2", "fontconfig", "gobject", "harfbuzz"])
def test_on_a_machine_that_lacks_a_library_the_other_formats_are_written(lacking, tmp_path):
    company.write(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "cxscore", "build", "-f", "html,pdf,json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": f"{ROOT / HIDDEN}:{ROOT}", "CXSCORE_TEST_WITHOUT": lacking},
    )
    assert run.returncode == 4
    assert run.stdout.splitlines() == ["scorecard/scorecard.html", "scorecard/scorecard.json"]
    assert run.stderr.splitlines()[-1].startswith("cxscore: writing a PDF needs a library")
    assert "apt-get install libpango" in run.stderr


def test_nothing_is_left_where_the_home_cannot_be_written(tmp_path):
    """Not by the fonts, whose library says nothing either."""
    company.write(tmp_path)
    (tmp_path / "tmp").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "cxscore", "build", "-f", "html,pdf"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": "/proc/none", "TMPDIR": str(tmp_path / "tmp")},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_space_before_a_span_stands_within_it():
    """Where all of a text but a space at its end fits a line, the line ends after one word."""
    html = fill_templates(Pack(sample()), for_paper=True)
    assert '<span class="muted"> ' in html
    assert (
        re.findall(r"[^\s>][^<]* <span class=\"(?:muted|role|note)(?: beside)?\">[^<]*<", html)
        == []
    )


def test_letter_is_an_option():
    heading = Heading("Scorecard", paper=Paper.LETTER)
    written = render(make_scorecard([make_kpi("k", wave(50, 0, 14))], heading=heading), "pdf")
    with pikepdf.open(BytesIO(written)) as opened:
        assert [float(side) for side in opened.pages[0].mediabox[2:]] == [792, 612]
        assert len(opened.pages) <= 4, "short sections share pages"


def test_nothing_but_data_is_fetched(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    html = (
        f'<html lang="en"><title>t</title><link rel="stylesheet" href="{secret.as_uri()}">'
        f'<style>@import url("{secret.as_uri()}");</style>'
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><h1>Text</h1>'
    )
    path = tmp_path / "out.pdf"
    path.write_bytes(print_page(html))
    assert "SECRET" not in pypdf.PdfReader(path).pages[0].extract_text()


def test_without_pango_the_remedy_is_said(monkeypatch):
    load = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return load(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingLibrary, match="apt-get install libpango"):
        print_page("<html lang=en><title>t</title>")


@pytest.mark.parametrize("on", [True, False])
def test_garbage_collection_is_left_as_it_was(on):
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        print_page("<html lang=en><title>t</title><p>x</p>")
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_a_table_longer_than_a_page_repeats_its_head(tmp_path):
    kpis = [make_kpi(f"k{at}", wave(50, 0, 3), name=f"KPI number {at}") for at in range(45)]
    scorecard = replace(make_scorecard(kpis), log=())
    path = tmp_path / "long.pdf"
    path.write_bytes(render(scorecard, "pdf"))
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    assert sum("Last 13 periods" in page for page in pages) >= 2
