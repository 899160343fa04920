"""Whatever customers and colleagues write stays text, in every format, as real readers read it."""

import csv
import email
import io
import json
import re
import shutil
import subprocess
from email import policy
from pathlib import Path

import icalendar
import openpyxl
import pptx
import pypdf
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from cxscore.cli import main
from cxscore.rendering import FORMATS
from cxscore.rendering.csv_format import FORMULAS
from cxscore.rendering.json_format import read_schema
from tests import hostile, pango

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NUMBER = re.compile(r"no(\d{3})\b")
OPENS = re.compile("^(?:" + "|".join(map(re.escape, FORMULAS)) + ")")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return folder, hostile.write(folder)


@pytest.fixture(scope="module")
def pack(company):
    """The folder with every format, the page with its files beside it, and the fragment."""
    folder, _ = company
    formats = ",".join(name for name in FORMATS if name != "pdf" or pango.is_here())
    for place, options in {
        "pack": ["-f", formats],
        "split": ["--assets", "split"],
        "part": ["--fragment"],
    }.items():
        built = run("build", folder, "-q", "-o", folder / place, *options)
        assert built.exit_code == 0, built.output
    return folder


def numbers(text):
    """Return which attacks are found in *text*."""
    return set(NUMBER.findall(text))


def flat(text):
    return " ".join(text.split())


class Visit:
    """A page as a browser opens it, and what it tried."""

    def __init__(self, browser, path):
        self.requests, self.faults = [], []
        self.page = browser.new_page()
        self.page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1 }")
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.goto(path.as_uri())
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        self.page.wait_for_load_state("networkidle")

    def asked(self, expression):
        return self.page.evaluate(expression)


@pytest.fixture
def visit(browser):
    visits = []

    def to(path):
        visits.append(Visit(browser, path))
        return visits[-1]

    yield to
    for each in visits:
        each.page.close()


ACTIVE = "script, iframe, object, embed, form"
ATTRIBUTES = """[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
    .filter(a => /^on/i.test(a.name)).map(a => a.name)"""
ADDRESSES = """[...document.querySelectorAll('[href],[src],[action],[data],[srcset]')]
    .map(e => e.getAttribute('href') || e.getAttribute('src') || '?')"""
LED = re.compile(r"^(#|data:image/(png|svg)|mailto:ada@example\.com$|scorecard_files/[\w.-]+$)")
WRITTEN = f"{hostile.HOST}/i.png"
"""What colleagues may lead to in their comments: of a picture that they want, a link is left."""


@pytest.mark.parametrize(
    "file",
    [
        "pack/scorecard.html",
        "split/scorecard.html",
        "part/scorecard.html",
        "pack/mail.html",
        "pack/badge.svg",
    ],
)
def test_a_browser_runs_nothing_and_asks_for_nothing(pack, visit, file):
    found = visit(pack / file)
    assert found.asked("window.hits") == 0
    assert found.faults == []
    assert [url for url in found.requests if not url.startswith(("file:", "data:"))] == []
    assert found.asked(f"document.querySelectorAll('{ACTIVE}').length") == 0
    assert found.asked(ATTRIBUTES) == []
    outside = {each for each in found.asked(ADDRESSES) if not LED.match(each)}
    assert outside <= {WRITTEN}
    links = found.asked(f"document.querySelectorAll('[href=\"{WRITTEN}\"]').length")
    assert links == found.asked(f"document.querySelectorAll('.said a[href=\"{WRITTEN}\"]').length")


def test_the_page_shows_what_was_written(pack, company, visit):
    shown = visit(pack / "pack/scorecard.html").asked("document.body.innerText")
    told = flat(shown)
    assert hostile.FOUR_BYTES in told
    assert hostile.FORMULA in told
    assert hostile.SCRIPT in told
    assert "{{ 7*7 }}" in told
    assert not CONTROLS.search(shown)
    shown_of = numbers(shown)
    missing = [text for text in company[1].made if not numbers(text) & shown_of]
    assert len(missing) < 99, missing


@pango.needs_pango
def test_paper_has_no_actions_of_its_own(pack):
    read = pypdf.PdfReader(pack / "pack/scorecard.pdf")
    assert not {"/OpenAction", "/AA"} & set(read.root_object)
    assert "/JavaScript" not in (read.root_object.get("/Names") or {})
    for page in read.pages:
        assert "/AA" not in page
        for link in page.get("/Annots", ()):
            action = link.get_object().get("/A")
            assert action is None or action.get_object().get("/URI") == WRITTEN


@pango.needs_pango
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler) is not installed")
def test_paper_shows_what_was_written(pack):
    command = ["pdftotext", "-layout", pack / "pack/scorecard.pdf", "-"]
    text = flat(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert "<script>hit()</script>" in text
    assert hostile.FOUR_BYTES in text
    assert len(numbers(text)) > 40


def test_markdown_is_no_markup_to_whoever_draws_it(pack):
    text = (pack / "pack/scorecard.md").read_text(encoding="utf-8")
    drawn = lxml_html.fromstring(
        f"<div>{MarkdownIt('commonmark').enable('table').render(text)}</div>"
    )
    assert not drawn.xpath("//script | //img | //b[@onclick] | //iframe")
    assert not drawn.xpath("//@*[starts-with(name(), 'on')]")
    assert [href for href in drawn.xpath("//@href") if not href.startswith("#")] == []
    assert "<script>hit()</script>" in flat(drawn.text_content())
    assert not CONTROLS.search(text)


def test_no_cell_of_the_csv_begins_a_formula(pack):
    with (pack / "pack/kpis.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    words = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.e+-]*", cell)]
    assert not [cell for cell in words if OPENS.match(cell)]
    assert len(numbers(" ".join(words))) >= 7


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(pack):
    book = openpyxl.load_workbook(pack / "pack/scorecard.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    outside = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert outside == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(text.startswith("=HYPERLINK") and hostile.FOUR_BYTES in text for text in texts)
    assert not [text for text in texts if CONTROLS.search(text)]
    assert not book.defined_names


def test_no_slide_has_a_link_or_a_macro(pack):
    deck = pptx.Presentation(pack / "pack/scorecard.pptx")
    said = []
    for slide in deck.slides:
        for part in slide.part.rels.values():
            assert not part.is_external, part.target_ref
        said.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    text = flat(" ".join(said))
    assert "<script>hit()</script>" in text
    assert hostile.FOUR_BYTES in text
    assert not CONTROLS.search(text.replace("\x0b", ""))


def test_no_line_of_the_calendar_is_anybody_elses(pack):
    data = (pack / "pack/due.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    parts = [part.name for part in calendar.walk()]
    assert set(parts) == {"VCALENDAR", "VEVENT"}
    assert not [event.errors for event in calendar.walk("VEVENT") if event.errors]
    allowed = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES"}
    allowed |= {"TRANSP", "ORGANIZER", "ATTENDEE"}
    for event in calendar.walk("VEVENT"):
        assert set(event) <= allowed
    assert "<script>hit()</script>" in str(calendar.walk("VEVENT")[0]["SUMMARY"])
    assert not CONTROLS.search(data.decode().replace("\r\n", ""))


def test_reports_of_servers_are_well_formed(pack):
    root = etree.fromstring(
        (pack / "pack/junit.xml").read_bytes(), etree.XMLParser(resolve_entities=False)
    )
    assert {part.tag for part in root.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "skipped", "error"),
        *("properties", "property", "system-out", "system-err"),
    }
    assert len(numbers(etree.tostring(root, encoding="unicode"))) > 4


def test_json_has_it_as_it_was_typed(pack, company):
    text = (pack / "pack/scorecard.json").read_bytes()
    written = json.loads(text)
    assert [str(e) for e in Draft202012Validator(read_schema()).iter_errors(written)] == []
    definition = [text for text in company[1].made if hostile.ESCAPES not in text]
    assert written["title"] in definition
    assert written["kpis"][0]["name"] in definition
    assert written["registers"]["actions"][0]["title"].startswith(tuple(hostile.BEGINNINGS))
    assert not CONTROLS.search(text.decode())


def test_a_mails_head_is_its_own(company):
    folder, _ = company
    sent = run("build", folder, "-q", "-f", "mail", "-o", "-")
    found = email.message_from_string(sent.stdout, policy=policy.default)
    assert set(found.keys()) <= {
        *("Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
    }
    assert not found.defects
    assert not CONTROLS.search(found["Subject"])
    body = lxml_html.fromstring(found.get_content())
    assert not body.xpath("//script | //img | //@*[starts-with(name(), 'on')]")
    assert hostile.SCRIPT in flat(body.text_content())


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["show", "nps"],
        ["explain", "nps"],
        ["explain", "left"],
        ["explain", "nps", "--format", "json"],
        ["sql", "nps", "--dialect", "duckdb"],
        ["explain", "comments", "--sample", "9"],
        ["check", "--all"],
        ["check", "--log-format", "json"],
    ],
    ids=" ".join,
)
def test_a_terminal_obeys_nothing(company, command):
    folder, said = company
    if command[:2] == ["explain", "comments"]:
        theme = next(text for text in said.made if "<b onclick" in text and "no105" in text)
        command = ["explain", "comments", theme, *command[2:]]
    asked = ["--definition", folder / "kpis.yaml"] if command[0] != "check" else [folder]
    told = run(*command, *asked, "--color", "never", "--no-progress")
    assert told.exit_code == 0, told.output
    assert not CONTROLS.search(told.output)


@pytest.mark.parametrize("form", ["github", "json", "jsonl", "junit", "gitlab", "sarif"])
def test_reports_of_problems_stay_whole(company, form):
    folder, _ = company
    told = run("check", folder, "--format", form, "--no-progress").stdout
    assert not CONTROLS.search(told)
    if form == "github":
        assert all(
            line.startswith(("::warning ", "::error ", "::notice ")) for line in told.splitlines()
        )
    elif form == "junit":
        etree.fromstring(told.encode())
    elif form == "jsonl":
        assert all(json.loads(line) for line in told.splitlines())
    else:
        json.loads(told)


@pytest.mark.usefixtures("real_data")
def test_thousands_of_real_comments_with_attacks_are_harmless(real_data, tmp_path, visit):
    """Every comment of the patients, an attack behind each, as many themes as there are."""
    source = Path(real_data) / "data/nhs-fft-comments.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7_908
    attack = f"{hostile.SCRIPT} {hostile.FORMULA} {hostile.FOUR_BYTES}{hostile.ESCAPES}"
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["day", "said", "flag"])
    for n, row in enumerate(rows):
        writer.writerow(
            [f"2026-{n % 6 + 1:02}-05", f"{row['FFT answer'][:150]} waiting {attack}", n % 2]
        )
    (tmp_path / "answers.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    (tmp_path / "kpis.yaml").write_text(
        """version: 1
scorecard: {title: Comments, as_of: 2026-07-06}
owners: {ada: {name: Ada Field}}
datasets: {answers: {file: answers.csv, date: day}}
comments:
  dataset: answers
  text: said
  themes: {words: {waiting: [wait*], script: [script]}}
  publish: flag = 1
kpis:
  waiting: {name: Waiting, owner: ada, measure: {comments: waiting}, polarity: lower_is_better}
""",
        encoding="utf-8",
    )
    formats = "html,json,csv,md,xlsx,mail"
    built = run("build", tmp_path, "-q", "-f", formats, "-o", tmp_path / "out")
    assert built.exit_code == 0, built.output
    found = visit(tmp_path / "out/scorecard.html")
    assert found.asked("window.hits") == 0
    assert found.asked("document.querySelectorAll('script,img').length") == 0
    assert hostile.FOUR_BYTES in found.asked("document.body.innerText")
    written = json.loads((tmp_path / "out/scorecard.json").read_text(encoding="utf-8"))
    assert written["comments"]["rows"] == 1_318
    assert not CONTROLS.search(json.dumps(written, ensure_ascii=False))
