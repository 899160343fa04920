"""The documentation's site: it says what the program says, and loads nothing from elsewhere."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from playwright.sync_api import Browser

from cxscore.cli import main
from cxscore.definition import json_schema
from website import contents, registers, scorecard_json
from website.commands import commands_page
from website.key_parts import parts_of
from website.keys import KeyReference
from website.problem_codes import examples_of, problems_page
from website.schema_words import allowed
from website.snippets import examples_in, keys_used
from website.staging import SCHEMA, captioned

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def options_of(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option)]


class TestKeys:
    def test_every_noun_of_the_schema_has_a_place(self):
        schema = json_schema()
        nouns = {name for name, noun in schema["$defs"].items() if "properties" in noun}
        helpers = {"HeaderLines", "PeriodFile", "SkipUpTo", "TargetFile"}
        assert nouns - parts_of(schema).keys() <= helpers

    def test_a_key_says_what_it_may_be_and_shows_it(self):
        schema = json_schema()
        page = KeyReference(schema, examples_in([ROOT / "kpis.yaml"], ROOT, schema)).pages()["kpis"]
        window = page[page.index("### `window`") :].split("(", 1)[0]
        assert "whole number from 1 to 1000" in window
        assert "**Default:** `1`" in window
        assert "```yaml\nwindow: 3\n```" in window

    def test_links_lead_to_anchors(self):
        schema = json_schema()
        text = "".join(KeyReference(schema, {}).pages().values())
        anchors = re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(anchors)

    def test_a_key_is_found_by_where_it_stands(self):
        """``by`` is a key of KPIs, of targets and of what is accepted."""
        text = "by: [region]\ntarget: {by: region, North: 90, rest: 95}\npolarity: neutral\n"
        used = [(noun, key) for noun, key, _ in keys_used(text, json_schema())]
        assert used[0] == ("Kpi", "by")
        assert ("TargetsBySegment", "by") in used

    def test_lines_of_an_example_begin_at_the_left(self):
        text = (
            "kpis:\n  nps:\n    name: NPS\n    owner: amara\n    measure: {nps: recommend}\n"
            "    polarity: neutral\n    breaks:\n      - {from: 2025-03, reason: New}\n"
        )
        used = {key: lines for noun, key, lines in keys_used(text, json_schema()) if noun == "Kpi"}
        assert used["breaks"] == "breaks:\n  - {from: 2025-03, reason: New}"


class TestOtherReferences:
    def test_every_command_and_option(self):
        page = commands_page()
        for name, command in main.commands.items():
            part = page[page.index(f"## cxscore {name}\n") :]
            for option in options_of(command):
                assert option.opts[0] in part.partition("\n## ")[0], f"{name} {option.opts}"

    def test_every_key_of_the_scorecard(self):
        promised = json.loads(SCHEMA.read_text(encoding="utf-8"))
        page = scorecard_json.json_page(promised, {"title": "Paper"})
        assert '| `title` | Of the paper. | text | `"Paper"` |' in page
        for noun in promised["$defs"].values():
            for key in noun.get("properties", ()):
                assert f"`{key}`" in page

    def test_every_code_with_what_the_program_says(self):
        page = problems_page(DOCS / "problems.md", ROOT / "tests" / "faults")
        documented = re.findall(
            r"^\| (CX\d{3}) ", (DOCS / "problems.md").read_text("utf-8"), re.MULTILINE
        )
        assert re.findall(r"^## (CX\d{3})$", page, re.MULTILINE) == documented
        assert "error: CX104: " in examples_of(ROOT / "tests" / "faults")["CX104"]

    def test_every_column_of_a_register_has_a_meaning(self):
        """docs/kpis-yaml.md has a table of each register's columns."""
        said = registers.meanings_in((DOCS / "kpis-yaml.md").read_text(encoding="utf-8"))
        for register in registers.registers():
            assert not set(register.columns) - said[register.names[0]].keys(), register.names

    @pytest.mark.parametrize(
        ("part", "words"),
        [
            ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number from 1 to 9"),
            ({"type": "array", "items": {"type": "string"}}, "list of texts"),
            ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "number or `null`"),
            ({"type": ["string", "null"], "format": "date"}, "day or `null`"),
            ({"enum": ["low", None]}, "`low`, `null`"),
        ],
    )
    def test_what_a_value_may_be(self, part, words):
        assert allowed(part, {"$defs": {}}, lambda _: None) == words


class TestPages:
    def test_a_page_nobody_listed_is_found_all_the_same(self, tmp_path):
        (tmp_path / "README.md").write_text("## Start\n\n- [One](one.md)\n")
        for name in ("one", "two"):
            (tmp_path / f"{name}.md").write_text(f"# {name}\n")
        chapters = contents.chapters_of((tmp_path / "README.md").read_text())
        (*_, last) = contents.with_more(chapters, tmp_path)
        assert list(last.pages) == ["two.md"]

    def test_a_file_that_is_shown_has_its_name(self):
        text = captioned("```yaml title=kpis.yaml\nversion: 1\n```\n")
        assert text.startswith("```{code-block} yaml\n:caption: kpis.yaml\n\nversion: 1")


class Loaded(HTMLParser):
    """The addresses that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.addresses += [
            value or ""
            for name, value in attrs
            if name in ("src", "srcset", "data") or (name == "href" and tag == "link")
        ]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path, browser):
    """Built once, pictures and all, and looked at without a network."""
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-m", "website", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    for page in ("index", "docs/tutorial", "reference/keys/kpis", "reference/python", "gallery"):
        assert (site / f"{page}.html").is_file()
    assert (site / "pack" / "scorecard.html").is_file()
    assert len(list((site / "_images").glob("*-dark.jpg"))) > 10
    text = (site / "reference" / "python.html").read_text(encoding="utf-8")
    assert all(f'id="cxscore.{name}"' in text for name in ("read", "build", "render"))
    loads_nothing_from_elsewhere(site)
    found_on_a_phone(site, browser)


def loads_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.parent.name != "pack":
            loaded = Loaded()
            loaded.feed(page.read_text(encoding="utf-8"))
            assert loaded.addresses
            assert not [each for each in loaded.addresses if re.match(r"(\w+:)?//", each)], page
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*['\"]?(\w+:)?//", text), sheet


def found_on_a_phone(site: Path, browser: Browser) -> None:
    asked = []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(600_000)
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index", "docs/tutorial", "reference/keys/kpis", "docs/templates", "gallery"):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.goto((site / "search.html").as_uri() + "?q=at_risk_within")
    page.wait_for_selector("#search-results li a")
    page.close()
    assert all(address.startswith(("file:", "data:")) for address in asked)
