"""Formulas and scripts in every register: they are text in each format, and nothing runs."""

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
from markdown_it import MarkdownIt
from pptx import Presentation
from pypdf import PdfReader

import cxscore
from cxscore.pipeline import build, read
from cxscore.rendering import FORMATS

MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)][:18]
SCRIPT = (
    "\"'><script>hit=1</script><img src=x onerror=hit=1><svg onload=hit=1></svg>"
    "<a href=javascript:hit=1>a</a> [go](javascript:hit=1) [d](data:text/html,x) **b** "
    "</title></style></textarea>--><iframe srcdoc='<script>parent.hit=1</script>'></iframe>"
)
FORMULAS = (
    *('=HYPERLINK("http://e.vil";"a")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"),
    *("−1+1", "@SUM(A1:A9)", "\t=1+1", "\r=1+1"),
)
ENDED = "a\r\nBEGIN:VALARM\r\nACTION:EMAIL\r\nEND:VALARM\r\n| b |\r\n\r\n# c"
ALL = (SCRIPT, *FORMULAS, ENDED)
NAMED = SCRIPT.replace("\\", "")


def rows(header, *cells):
    file = io.StringIO()
    csv.writer(file).writerows([header, *cells])
    return file.getvalue()


def log():
    header = (
        *("id", "kind", "title", "owner", "kpi", "about", "with", "opened", "due", "closed"),
        *("cause", "expected", "cost", "given_up", "found_by", "learning", "change", "outcome"),
        NAMED,
    )
    for at, text in enumerate(ALL):
        for kind in ("action", "decision", "blocker", "failure"):
            for closed in ("", "2026-02-10"):
                id_ = f"{kind[0]}{at}{'c' if closed else ''}"
                yield dict(
                    zip(
                        header,
                        (
                            *(id_, kind, text, "ada", "low", "", "ben", "2026-01-05", "2026-07-10"),
                            *(closed, f"people: {text}", f"+4 {text}", text, text, "staff", text),
                            *(text, text, text),
                        ),
                        strict=True,
                    )
                )


@pytest.fixture(scope="module")
def scorecard(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    values = [[f"{month}-01", 80 + at % 5, -0.3 - at % 3] for at, month in enumerate(MONTHS)]
    (folder / "v.csv").write_text(rows(["month", "high", "low"], *values))
    every = list(log())
    (folder / "log.csv").write_bytes(rows(list(every[0]), *(r.values() for r in every)).encode())
    promised = [
        (f"p{at}", "ben", "ada", text, "low", 5, "agreed", text) for at, text in enumerate(ALL)
    ]
    header = ("id", "giver", "receiver", "promise", "kpi", "threshold", "state", "note")
    (folder / "agreements.csv").write_bytes(rows(header, *promised).encode())
    said = [
        ("low", month, "ada", f"{month}-28", *[text] * 3)
        for month, text in zip(MONTHS[::-1], ALL, strict=False)
    ]
    said += [("scorecard", "2026-06", NAMED, "2026-07-02", SCRIPT, SCRIPT, SCRIPT)]
    said += [("high", "2026-06", "ada", "2026-07-02", FORMULAS[0], ENDED, SCRIPT)]
    header = ("kpi", "period", "author", "written", "what", "why", "next")
    (folder / "commentary.csv").write_bytes(rows(header, *said).encode())
    happened = [(f"2026-0{1 + at % 6}-15", text, "low") for at, text in enumerate(ALL)]
    (folder / "events.csv").write_bytes(rows(("date", "title", "kpi"), *happened).encode())
    people = [("ada", SCRIPT, FORMULAS[0], FORMULAS[1]), ("ben", FORMULAS[2], SCRIPT, SCRIPT)]
    (folder / "people.csv").write_bytes(rows(("id", "name", "role", "team"), *people).encode())
    text = json.dumps(SCRIPT)
    (folder / "kpis.yaml").write_text(
        f"""\
version: 1
scorecard:
  {{title: {text}, organisation: {text}, as_of: 2026-07-06, meeting: 2026-07-23, sponsor: ada}}
currency: GBP
owners_file: people.csv
decision_rights: [{{id: r, decision: {text}, decider: ada, limit: 5, above: board}}]
registers:
  log: log.csv
  agreements: agreements.csv
  commentary: commentary.csv
  events: events.csv
datasets:
  v: {{file: v.csv, date: month}}
kpis:
  low:
    name: {text}
    owner: ada
    contributors: {{ben: {text}}}
    dataset: v
    measure: {{value: low}}
    polarity: higher_is_better
    unit: points
    target: 10
    objective: {text}
    risk: {text}
    standard: {{value: 12, source: {text}, kind: own}}
    verified: {{by: {text}, on: 2026-03-31, level: assured}}
  high:
    {{name: {json.dumps(FORMULAS[0])}, owner: ben, dataset: v, measure: {{value: high}},
     polarity: higher_is_better, unit: points, target: 50, serves: low}}
"""
    )
    return build(read(folder / "kpis.yaml"))


@pytest.fixture(scope="module")
def made(scorecard):
    """What makes a format, each once."""
    found = {}

    def make(name):
        if name not in found:
            found[name] = cxscore.render(scorecard, name)
        return found[name]

    return make


class Read(HTMLParser):
    """Elements and attributes of a page, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.links, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


LOOKED_AT = ("html", "pdf", "json", "md", "csv", "xlsx", "pptx", "mail", "ics", "junit", "badge")


def test_no_format_is_forgotten():
    assert set(LOOKED_AT) == set(FORMATS)


@pytest.mark.parametrize("name", ["html", "mail"])
def test_a_page_has_no_element_of_what_was_written(made, name):
    page = Read(made(name).decode())
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "textarea", "object", "embed", "base", "form"}
    for tag, attributes in page.elements:
        assert not [each for each in attributes if each.startswith("on") or each == "srcdoc"], tag
        for key in ("href", "src"):
            assert (attributes.get(key) or "#").startswith(("#", "data:image/", "data:font/")), tag
    assert "<script>hit=1</script>" in page.text
    assert FORMULAS[0] in page.text


def test_nothing_runs_in_a_browser(made, browser):
    page = browser.new_page()
    asked, spoken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    page.set_content(made("html").decode(), wait_until="load")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("document.querySelectorAll('a').forEach(each => each.click())")
    page.evaluate(
        "document.querySelectorAll('*').forEach(each => ['mouseover', 'focus', 'error', 'load']"
        ".forEach(kind => each.dispatchEvent(new Event(kind))))"
    )
    assert page.evaluate("typeof hit") == "undefined"
    assert page.evaluate("document.querySelectorAll('script, iframe, img[src=x]').length") == 0
    assert [url for url in asked if not url.startswith("data:")] == []
    assert spoken == []
    shown = page.evaluate("document.body.textContent")
    assert "<script>hit=1</script>" in shown
    page.close()


def test_json_has_what_was_typed(made):
    document = json.loads(made("json"))
    titles = {row["id"]: row["title"] for row in document["registers"]["log"]}
    assert titles["a0"] == SCRIPT
    assert [titles[f"a{1 + at}"] for at in range(len(FORMULAS))] == [
        text.strip() for text in FORMULAS
    ]
    value = document["kpis"][0]["value"]
    assert isinstance(value, float) and value < 0


def test_markdown_has_no_element_and_leads_nowhere(made):
    text = made("md").decode()
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    every = [inner for token in tokens for inner in (token, *(token.children or ()))]
    elements = [token.content for token in every if token.type in ("html_inline", "html_block")]
    assert not [each for each in elements if "details" not in each and "summary" not in each]
    links = [token.attrs for token in every if token.type in ("link_open", "image")]
    assert not links


def test_csv_has_no_cell_that_a_spreadsheet_would_work_out(made):
    table = list(csv.DictReader(io.StringIO(made("csv").decode())))
    texts = ("kpi", "name", "owner", "group", "by", "segment", "unit")
    assert not [r[name] for r in table for name in texts if r[name].startswith(tuple("=+-−@\t\r"))]
    assert {row["name"] for row in table} == {SCRIPT, f"'{FORMULAS[0]}"}
    assert {row["value"] for row in table if row["kpi"] == "low"} == {"-0.3", "-1.3", "-2.3"}


def test_a_workbook_has_no_formula_and_leads_nowhere(made):
    with zipfile.ZipFile(io.BytesIO(made("xlsx"))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content and b"<f " not in content, name
            assert b"hyperlink" not in content and b'TargetMode="External"' not in content, name
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {cell.value: cell for cell in cells if cell.data_type == "s"}
    for text in FORMULAS:
        # Whoever edits the cell finds it quoted: it stays text.
        assert texts[text.strip()].quotePrefix
    assert not texts["Open"].quotePrefix
    numbers = [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None]
    assert {-0.3, -1.3, -2.3} <= set(numbers)


def test_slides_lead_nowhere_and_run_nothing(made):
    with zipfile.ZipFile(io.BytesIO(made("pptx"))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
                content = archive.read(name).decode()
                assert 'TargetMode="External"' not in content, name
                assert "hlinkClick" not in content, name
            assert not name.endswith((".bin", ".vml")), name
    slides = Presentation(io.BytesIO(made("pptx"))).slides
    texts = [s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame]
    assert any("<script>hit=1</script>" in text for text in texts)


def test_a_calendar_has_no_line_of_its_own(made):
    calendar = icalendar.Calendar.from_ical(made("ics"))
    events = calendar.walk("VEVENT")
    assert events and not calendar.walk("VALARM")
    lines = made("ics").decode().replace("\r\n ", "").split("\r\n")
    known = ("BEGIN:V", "END:V", "UID:", "DTSTAMP:", "DTSTART;", "DTEND;", "SUMMARY:", "ORGANIZER")
    known += ("DESCRIPTION:", "CATEGORIES:", "TRANSP:", "ATTENDEE", "VERSION:", "PRODID:")
    known += ("CALSCALE:", "X-WR-CALNAME:")
    assert not [line for line in lines if line and not line.startswith(known)]
    assert any("BEGIN:VALARM" in str(event["SUMMARY"]) for event in events)


def test_a_document_runs_nothing_and_leads_nowhere(made):
    found = PdfReader(io.BytesIO(made("pdf")))
    assert "/OpenAction" not in found.trailer["/Root"]
    assert "/JavaScript" not in found.trailer["/Root"].get("/Names", {})
    for page in found.pages:
        for each in page.get("/Annots", ()):
            action = each.get_object().get("/A")
            assert action is None or action["/S"] == "/GoTo"
    assert b"/JavaScript" not in made("pdf") and b"/Launch" not in made("pdf")
    assert "<script>hit=1</script>" in " ".join(page.extract_text() for page in found.pages)


@pytest.mark.parametrize("name", ["junit", "badge"])
def test_xml_has_no_element_of_what_was_written(made, name):
    tags = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(made(name)).iter()}
    assert not tags & {"script", "img", "a", "iframe", "foreignObject"}
