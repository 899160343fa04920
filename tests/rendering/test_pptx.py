"""scorecard.pptx: read back by python-pptx, measured, and turned into pictures by LibreOffice."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

import cxscore
from cxscore import pipeline
from cxscore.cli import main
from cxscore.model.commentary import Draft
from cxscore.model.verdicts import Status, Variation
from cxscore.problems import MissingLibrary
from cxscore.rendering import render
from cxscore.rendering.pack import Pack
from cxscore.rendering.slides.fitting import MOST_ROWS
from cxscore.wrong_usage import WrongUsage
from tests.rendering.builders import make_action, make_kpi, make_scorecard, sample, wave
from tests.rendering.papers import northwind
from tests.rendering.slides import amiss

SAMPLE = Path(__file__).resolve().parents[2] / "kpis.yaml"
LONG = "Customers in the north who would recommend us to a friend after a delivery that came late"


def opened(scorecard, template=None):
    return Presentation(io.BytesIO(render(scorecard, "pptx", pptx_template=template)))


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def tables(deck):
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def worse(card):
    return [
        scored
        for scored in card.kpis
        if scored.status is Status.OFF_TARGET or scored.signal.variation is Variation.WORSENING
    ]


@pytest.fixture(scope="module")
def scorecard():
    """The sample's, from kpis.yaml."""
    return northwind()


@pytest.fixture(scope="module")
def deck(scorecard):
    return opened(scorecard)


def crowded(count=60):
    """So many KPIs with long names, half of them off target, the others with an action."""
    kpis = [
        make_kpi(
            f"k{at}",
            wave(70 + at % 7, -0.2 if at % 2 else 0.1),
            name=f"{LONG}, {at}",
            target=90.0 if at % 2 else 60.0,
        )
        for at in range(count)
    ]
    actions = [
        make_action(f"A{at}", f"k{at}", title=f"{LONG} and {LONG.lower()} ({at})")
        for at in range(0, count, 2)
    ]
    return make_scorecard(kpis, actions=tuple(actions))


CARDS = {
    "sample": sample,
    "one KPI": lambda: make_scorecard([make_kpi("a", wave(70, 0.1), target=60.0)]),
    "no target": lambda: make_scorecard([make_kpi("a", wave(70, 0.1))]),
    "no value": lambda: make_scorecard([make_kpi("a", [None] * 12, target=60.0)]),
    "two values": lambda: make_scorecard([make_kpi("a", [None] * 10 + [3.0, 2.0], target=60.0)]),
    "sixty": crowded,
    "one long word": lambda: make_scorecard(
        [make_kpi("a", wave(70, -0.2), name="W" * 400, owner="x" * 200, target=90.0)]
    ),
}


def four_to_three(folder):
    path = folder / "four.pptx"
    Presentation().save(path)
    return path


@pytest.mark.parametrize("template", [None, four_to_three], ids=["ours", "4:3"])
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name == "sixty" else ()) for name in CARDS],
)
def test_everything_lies_on_its_slide_beside_each_other_and_is_no_longer_than_its_box(
    name, template, tmp_path
):
    deck = opened(CARDS[name](), template and template(tmp_path))
    assert list(amiss(deck)) == []
    assert len(set(titles(deck))) == len(deck.slides) and all(titles(deck))
    assert all(len(table.rows) <= MOST_ROWS == 12 for table in tables(deck))


def test_the_whole_sample_fits(deck):
    assert list(amiss(deck)) == []


def test_the_slides_come_in_their_order(scorecard, deck):
    said = Pack(scorecard).said
    wanted = [said.kpis[scored.kpi.id].claim for scored in worse(scorecard)]
    found = titles(deck)
    assert found[0] == "Customer experience scorecard, June 2026"
    assert found[1].startswith("Where the 23 KPIs stand")
    assert sorted(found[2 : 2 + len(wanted)]) == sorted(wanted)
    rest = found[2 + len(wanted) :]
    assert [title.split()[1] for title in rest] == ["actions", "decisions", "since"]
    assert rest[-1] == "Restated since May 2026 was closed"


def test_the_sentence_stands_in_the_notes(scorecard, deck):
    said = {each.claim: each.sentence for each in Pack(scorecard).said.kpis.values()}
    found = {
        slide.shapes.title.text_frame.text: slide.notes_slide.notes_text_frame.text
        for slide in deck.slides
    }
    assert all(found.values())
    told = [claim for claim in said if claim in found]
    assert len(told) == len(worse(scorecard))
    assert all(found[claim].startswith(said[claim]) for claim in told)


def test_charts_are_pictures_that_say_what_they_show(scorecard, deck):
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == len(worse(scorecard))
    said = Pack(scorecard).said.kpis
    texts = [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures]
    for scored in worse(scorecard):
        assert any(text.startswith(said[scored.kpi.id].chart_description) for text in texts)
    assert {picture.image.content_type for picture in pictures} == {"image/png"}


def test_tables_are_native_and_have_a_head(deck):
    actions = next(t for t in tables(deck) if t.cell(0, 0).text == "Action")
    head, first, *_ = cells(actions)
    assert actions.first_row
    assert head == ["Action", "KPI", "Owner", "Due", "State", "Expected"]
    assert first[3:5] == ["15\N{NO-BREAK SPACE}May\N{NO-BREAK SPACE}2026", "■ Overdue"] or (
        "Overdue" in first[4]
    )


def test_rows_go_on_on_the_next_slide():
    card = crowded(50)
    found = [table for table in tables(opened(card)) if table.cell(0, 0).text == "Action"]
    assert len(found) > 1
    rows = [row for table in found for row in cells(table)[1:]]
    live = [action for action in card.actions if action.row.closed is None]
    assert len(rows) == len(live) == 25


def test_nothing_but_the_title_and_the_foot_is_left_of_the_layout(deck):
    for number, slide in enumerate(deck.slides, 1):
        kinds = [each.placeholder_format.type.name for each in slide.placeholders]
        assert sorted(kinds) == ["FOOTER", "SLIDE_NUMBER", "TITLE"]
        foot = next(e for e in slide.placeholders if e.placeholder_format.type.name == "FOOTER")
        assert foot.text_frame.text == "Customer experience scorecard, June 2026"
        assert slide.slide_id == 255 + number
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids), "PowerPoint repairs what has the same number twice"


def test_a_pack_of_ones_own_begins_with_what_is_due(tmp_path):
    path = tmp_path / "s.pptx"
    arguments = ["build", str(SAMPLE), "-q", "-f", "pptx", "-o", str(path), "--owner", "fleetline"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    deck = Presentation(path)
    assert titles(deck)[1] == "What is due from Account manager"
    assert list(amiss(deck)) == []


def test_a_draft_and_what_is_accepted_are_said_on_the_first_slide(scorecard):
    waiting = replace(scorecard, draft=Draft(("nps", "csat"), date(2026, 7, 10)))
    first = opened(waiting).slides[0]
    texts = [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    words = " ".join(texts).replace("\xa0", " ")
    assert "Draft: 2 comments are due by 10 July" in words
    assert "1 accepted until 31 December 2026 by Amara Osei: Goodwill paid." in words
    assert list(amiss(opened(waiting))) == []


class TestSameBytes:
    def test_of_the_same_scorecard(self, monkeypatch):
        first = render(sample(), "pptx")
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        assert render(sample(), "pptx") == first

    def test_no_time_but_the_papers_stands_in_it(self):
        with zipfile.ZipFile(io.BytesIO(render(sample(), "pptx"))) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
            assert not any("thumbnail" in n or "printer" in n for n in archive.namelist())
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{sample().as_of}T00:00:00Z"}
        assert "Canny" not in core and "python-pptx" not in core


class TestTemplates:
    def write(self, folder, change=lambda deck: None, name="brand.pptx"):
        deck = Presentation()
        change(deck)
        deck.save(folder / name)
        return folder / name

    def rewritten(self, path, part, content):
        """Write another content for a part of the file at *path*."""
        with zipfile.ZipFile(path) as given:
            parts = {name: given.read(name) for name in given.namelist()}
        with zipfile.ZipFile(path, "w") as made:
            for name, found in (parts | {part: content(parts[part])}).items():
                made.writestr(name, found)
        return path

    def test_the_master_is_that_of_the_template_and_its_slides_are_gone(self, tmp_path):
        def branded(deck):
            deck.slide_width, deck.slide_height = 10_080_000, 7_560_000
            deck.slide_master.name = "House"
            for _ in range(3):
                deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "Sample"

        path = self.write(tmp_path, branded)
        content = render(sample(), "pptx", pptx_template=path)
        deck = Presentation(io.BytesIO(content))
        assert (deck.slide_width, deck.slide_master.name) == (10_080_000, "House")
        assert "Sample" not in titles(deck)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [n for n in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+.xml", n)]
        assert len(names) == len(deck.slides)
        assert list(amiss(deck)) == []

    def test_a_button_of_a_layout_that_leads_to_a_slide_leads_nowhere_then(self, tmp_path):
        def linked(deck):
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            layout = next(each for each in deck.slide_layouts if each.name == "Title Only")
            key = layout.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
            button = layout.placeholders[0]._element.nvSpPr.cNvPr
            button.append(parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{key}"/>'))

        content = render(sample(), "pptx", pptx_template=self.write(tmp_path, linked))
        deck = Presentation(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            assert not any(b"hlinkClick" in archive.read(n) for n in names if "slideLayout" in n)
        assert len(set(names)) == len(names)
        assert sum(name.startswith("ppt/slides/slide") for name in names) == len(deck.slides)

    def test_a_potx_serves_as_well(self, tmp_path):
        path = self.rewritten(
            self.write(tmp_path),
            "[Content_Types].xml",
            lambda types: types.replace(b"presentation.main+xml", b"template.main+xml"),
        )
        assert len(opened(sample(), path).slides) == len(opened(sample()).slides)

    def test_a_layout_with_more_than_a_title_serves_where_there_is_no_other(self, tmp_path):
        def one_layout(deck):
            for layout in list(deck.slide_layouts):
                if layout.name != "Title and Content":
                    deck.slide_layouts.remove(layout)

        deck = opened(sample(), self.write(tmp_path, one_layout))
        kinds = {each.placeholder_format.type.name for s in deck.slides for each in s.placeholders}
        assert kinds == {"TITLE", "FOOTER", "SLIDE_NUMBER"}

    def test_a_template_without_a_title_is_refused(self, tmp_path):
        def untitled(deck):
            for layout in list(deck.slide_layouts):
                if layout.name != "Blank":
                    deck.slide_layouts.remove(layout)

        with pytest.raises(WrongUsage, match="add the layout 'Title Only' to its master"):
            opened(sample(), self.write(tmp_path, untitled))

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            pytest.param(lambda whole: b"", "is no PowerPoint presentation", id="empty"),
            pytest.param(lambda whole: whole[:9000], "is no PowerPoint presentation", id="cut"),
            pytest.param(
                lambda whole: b"\xd0\xcf\x11\xe0" + bytes(900), "save it as .pptx", id="ppt"
            ),
        ],
    )
    def test_what_is_no_presentation_is_refused(self, content, says, tmp_path):
        path = self.write(tmp_path)
        path.write_bytes(content(path.read_bytes()))
        with pytest.raises(WrongUsage, match=says):
            opened(sample(), path)

    def test_a_workbook_and_a_damaged_part_are_refused(self, tmp_path):
        path = tmp_path / "book.pptx"
        path.write_bytes(render(sample(), "xlsx"))
        with pytest.raises(WrongUsage, match="or a damaged one"):
            opened(sample(), path)
        part = "ppt/slideMasters/slideMaster1.xml"
        path = self.rewritten(self.write(tmp_path), part, lambda xml: xml[:300])
        with pytest.raises(WrongUsage, match="or a damaged one"):
            opened(sample(), path)

    def test_on_the_command_line_it_is_wrong_usage_before_anything_is_read(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(pipeline, "gather_all", None)
        (tmp_path / "brand.pptx").write_text("no", encoding="utf-8")
        arguments = ["-f", "pptx", "-o", str(tmp_path / "out"), "--pptx-template"]
        for more in (str(tmp_path / "brand.pptx"), str(tmp_path / "none.pptx")):
            result = CliRunner().invoke(main, ["build", str(SAMPLE), "-q", *arguments, more])
            assert result.exit_code == 2, result.output
        assert not (tmp_path / "out").exists()
        arguments = ["-f", "html", "--pptx-template", str(tmp_path / "brand.pptx")]
        result = CliRunner().invoke(main, ["build", str(SAMPLE), "-q", *arguments])
        assert (result.exit_code, "goes with -f pptx" in result.stderr) == (2, True)

    def test_from_python_it_is_a_path(self, tmp_path):
        assert cxscore.render(sample(), "pptx", pptx_template=str(self.write(tmp_path)))
        with pytest.raises(WrongUsage, match="there is no file"):
            cxscore.render(sample(), "pptx", pptx_template="none.pptx")


def test_titles_that_are_the_same_are_told_apart():
    kpis = [make_kpi(key, wave(70, -0.3), name="Trust", target=90.0) for key in ("a", "b")]
    deck = opened(make_scorecard(kpis))
    assert [t for t in titles(deck) if t.endswith("(2)")]


def test_text_that_xml_must_not_hold_does_not_spoil_the_file():
    card = make_scorecard([make_kpi("a", wave(70, -0.3), name="Tr\x00ust \x1b\ud800", target=90.0)])
    assert any("Tr ust" in title for title in titles(opened(card)))


def test_without_the_library_the_line_is_said_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'cxscore\[pptx\]'"):
        render(sample(), "pptx")


@pytest.mark.parametrize(("format_", "module"), [("pptx", "pptx"), ("xlsx", "xlsxwriter.workbook")])
def test_on_the_command_line_the_other_formats_are_written_all_the_same(
    format_, module, monkeypatch, tmp_path
):
    monkeypatch.setitem(sys.modules, module, None)
    arguments = ["build", str(SAMPLE), "-q", "-f", f"json,{format_}", "-o", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, [p.name for p in tmp_path.iterdir()]) == (4, ["scorecard.json"])
    assert f"run: pip install 'cxscore[{format_}]'" in result.stderr


def test_libreoffice_makes_a_page_of_each_slide(deck, scorecard, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    import pypdf

    path = tmp_path / "s.pptx"
    path.write_bytes(render(replace(scorecard), "pptx"))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "repair" not in done.stderr.lower(), done.stderr
    pages = pypdf.PdfReader(tmp_path / "s.pdf").pages
    assert len(pages) == len(deck.slides)
    for page, title in zip(pages, titles(deck), strict=True):
        assert title.split()[0] in page.extract_text()
