"""What the documentation says is what the program does."""

import json
import re
import shlex
from functools import cache
from pathlib import Path
from typing import ClassVar

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cxscore.cli import main
from cxscore.definition import json_schema
from website.contents import chapters_of, unlisted
from website.key_parts import parts_of
from website.snippets import PlainDates, examples_in, yaml_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
COMMANDS = sorted(main.commands)
CONSOLE = {"--quiet", "--verbose", "--log-format", "--no-progress", "--color"}
SNIPPETS = [
    pytest.param(snippet, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, snippet in enumerate(yaml_of(page))
]
CODE = re.compile(r"\bCX\d{3}\b")
NOT_BY_FOLDER = {
    "CX161": "test_what_is_hostile_is_refused",
    "CX162": "test_what_is_hostile_is_refused",
    "CX170": "test_a_period_that_the_data_do_not_have_is_a_fault_of_the_data",
    "CX291": "test_there_is_no_such_table",
    "CX292": "test_a_role_that_may_write_is_told_once",
    "CX293": "test_moments_with_a_zone_need_to_know_whose_day_it_is",
    "CX294": "test_rows_that_came_meanwhile_are_noticed",
    "CX721": "test_more_comments_than_may_be_brought",
    "CX295": "test_more_totals_than_may_come_over",
    "CX296": "test_then_it_goes_on_with_one_warning",
    "CX297": "test_a_query_is_not_read_in_such_words",
    "CX602": "test_a_program_that_changed_is_a_warning_of_its_own",
    "CX263": "test_a_glob_ends_at_a_hundred_thousand_names",
    "CX171": "test_a_link_to_elsewhere_is_refused",
    "CX173": "test_a_damaged_one_is_said_and_stands_on_no_page",
    "CX174": "test_one_that_cannot_be_kept_is_said_and_the_scorecard_is_written",
}
"""Codes that no folder of files can bring about, each with the test that does."""

_schema = cache(json_schema)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no section '{heading}'"
    return found[1]


def option_rows(text: str) -> dict[str, str]:
    """Return the row of each option that a table of *text* lists, by its long name."""
    rows = re.findall(r"^\| `((?:-\w, )?--[^`]+)` \|(.*)$", text, re.MULTILINE)
    return {re.search(r"--[\w-]+", name)[0]: name + rest for name, rest in rows}


def options_of(command: str) -> dict[str, click.Option]:
    return {
        option.opts[-1]: option
        for option in main.commands[command].params
        if isinstance(option, click.Option)
    }


def shell_lines(text: str) -> list[list[str]]:
    """Return the words of every line to type, without what a listing says about it."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    lines += re.findall(r"^    ((?:cxscore|make) .*)$", text, re.MULTILINE)
    typed = [re.split(r"  +| \[| [#>&|] ?", line)[0] for line in lines]
    return [shlex.split(line) for line in typed if line]


class TestCommandLine:
    def test_every_command_has_a_section(self):
        headings = re.findall(r"^## cxscore (\w+)$", CLI, re.MULTILINE)
        assert sorted(headings) == COMMANDS

    @pytest.mark.parametrize("command", COMMANDS)
    def test_option_table_lists_the_options(self, command):
        documented = set(option_rows(section(CLI, f"cxscore {command}")))
        known = set(options_of(command))
        if "options-of-every-command" in section(CLI, f"cxscore {command}"):
            documented |= CONSOLE
        assert documented == known

    @pytest.mark.parametrize("command", COMMANDS)
    def test_option_tables_list_the_choices(self, command):
        rows = option_rows(section(CLI, f"cxscore {command}"))
        rows |= option_rows(section(CLI, "Options of every command"))
        for name, option in options_of(command).items():
            if isinstance(option.type, click.Choice):
                assert "\\|".join(option.type.choices) in rows[name]
            for short in option.opts[:-1]:
                assert f"{short}, " in rows[name]

    def test_formats_are_those_that_can_be_built(self):
        from cxscore.rendering import FORMATS

        row = option_rows(section(CLI, "cxscore build"))["--format"]
        assert ",".join(FORMATS) in row

    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_explains_every_option(self, command):
        assert main.commands[command].help
        assert all(option.help for option in options_of(command).values())

    def test_exit_codes_are_the_same_in_both_places(self):
        codes = [re.findall(r"^\| (\d) \|", text, re.MULTILINE) for text in (README, CLI)]
        assert codes[0] == codes[1] == ["0", "1", "2", "3", "4"]
        assert all("130" in text and "143" in text for text in (README, CLI))

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion_line_gives_a_script(self, shell):
        variable = re.search(rf"(_\w+)={shell}_source cxscore", CLI)
        assert variable
        result = CliRunner().invoke(main, prog_name="cxscore", env={variable[1]: f"{shell}_source"})
        # bash is asked for its version first, and may not be there.
        assert "cxscore" in result.stdout or shell == "bash"


class TestLinesShown:
    """What a page shows after a ``$`` is what the sample gives, its spaces aside."""

    SHOWN: ClassVar = [
        pytest.param(*block.split("\n", 1), id=block.partition("\n")[0])
        for page in PAGES
        for block in blocks(page.read_text(encoding="utf-8"), "text")
        if block.startswith("$ cxscore ")
    ]

    def test_there_are_some(self):
        assert len(self.SHOWN) >= 2

    @pytest.mark.parametrize(("typed", "shown"), SHOWN)
    def test_they_are_printed(self, typed, shown, monkeypatch):
        monkeypatch.chdir(ROOT)
        arguments = shlex.split(typed.removeprefix("$ cxscore "))
        result = CliRunner(env={"COLUMNS": "100", "LC_ALL": None}).invoke(main, arguments)
        assert result.exit_code == 0
        printed = [" ".join(line.split()) for line in result.stdout.splitlines()]
        for line in shown.splitlines():
            assert " ".join(line.split()) in printed


class TestContents:
    CONTENTS = ROOT / "docs" / "README.md"

    def test_every_page_is_listed(self):
        """A page that is new belongs under one of the headings of docs/README.md."""
        chapters = chapters_of(self.CONTENTS.read_text(encoding="utf-8"))
        assert not unlisted(chapters, self.CONTENTS.parent)


class TestLinesToType:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_make_targets_exist(self, page):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
        text = page.read_text(encoding="utf-8")
        asked = {line[1] for line in shell_lines(text) if line[:1] == ["make"] and len(line) > 1}
        asked |= set(re.findall(r"`make (\w+)`", text))
        assert asked <= targets

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_cxscore_lines_parse(self, page, tmp_path, monkeypatch):
        (tmp_path / "house").mkdir()  # the folder of templates that the pages speak of
        (tmp_path / "brand.pptx").touch()
        monkeypatch.chdir(tmp_path)
        for line in shell_lines(page.read_text(encoding="utf-8")):
            if Path(line[0]).name == "cxscore" and not line[1].startswith("-"):
                command = main.commands[line[1]]
                assert command.make_context(line[1], line[2:])

    def test_readme_installs_what_setup_cfg_offers(self):
        import configparser

        config = configparser.ConfigParser()
        config.read(ROOT / "setup.cfg", encoding="utf-8")
        extras = set(re.findall(r"\.\[(\w+)\]", README))
        assert extras == {"xlsx", "pptx", "dev"}
        assert extras <= set(config["options.extras_require"])

    @pytest.mark.parametrize("place", ["README.md", ".ci/run", "cxscore/rendering/pdf.py"])
    def test_pango_is_installed_by_the_same_line_everywhere(self, place):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        packages = re.search(r"^PANGO := (.*)$", makefile, re.MULTILINE)
        assert packages
        assert packages[1] in (ROOT / place).read_text(encoding="utf-8")

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_links_lead_somewhere(self, page):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), link


class TestDefinitions:
    def test_readme_twelve_lines_build(self, tmp_path, monkeypatch):
        (definition,) = blocks(README, "yaml")
        (answers,) = blocks(README, "csv")
        assert len(definition.splitlines()) == 12
        (tmp_path / "kpis.yaml").write_text(definition, encoding="utf-8")
        (tmp_path / "surveys.csv").write_text(answers, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["build", "-f", "html,json", "--as-of", "2026-07-06"])
        assert result.exit_code == 0, result.output
        written = json.loads((tmp_path / "scorecard" / "scorecard.json").read_text("utf-8"))
        (kpi,) = written["kpis"]
        assert written["period"]["id"] == "2026-06"
        assert kpi["n"] == 3
        assert kpi["value"] == pytest.approx(100 / 3)

    @pytest.mark.parametrize("snippet", SNIPPETS)
    def test_snippets_keep_to_the_schema(self, snippet):
        """Whole files are held against the schema, parts against the part they stand for."""
        schema = _schema()
        document = yaml.load(snippet, Loader=PlainDates)
        if "version" in document:
            Draft202012Validator(schema).validate(document)
            return
        parts = [schema, *schema["$defs"].values()]
        fitting = [part for part in parts if set(document) <= set(part.get("properties", ()))]
        assert fitting, f"no part of a definition has all of {', '.join(document)}"
        known = {"$defs": schema["$defs"], "properties": fitting[0]["properties"]}
        Draft202012Validator(known).validate(document)

    def test_every_key_is_explained(self):
        page = (ROOT / "docs" / "kpis-yaml.md").read_text(encoding="utf-8")
        explained = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`\n]+`", page))))
        explained |= set(re.findall(r"([a-z_]+):", "".join(blocks(page, "yaml"))))
        explained |= set(re.findall(r"^## ([a-z_]+)$", page, re.MULTILINE))
        assert not keys_of(json_schema()) - explained

    def test_every_key_has_an_example(self):
        """In a page's YAML or in the sample's kpis.yaml, both of which are held to the schema."""
        schema = json_schema()
        shown = examples_in([*PAGES, ROOT / "kpis.yaml"], ROOT, schema)
        keys = [(part.noun, key) for part in parts_of(schema).values() for key in part.keys]
        assert [each for each in keys if each not in shown] == []

    def test_schema_is_a_schema_and_accepts_the_sample(self):
        result = CliRunner().invoke(main, ["schema"])
        schema = json.loads(result.stdout)
        jsonschema.validators.validator_for(schema).check_schema(schema)
        sample = yaml.load((ROOT / "kpis.yaml").read_text(encoding="utf-8"), Loader=PlainDates)
        jsonschema.validate(sample, schema)


def keys_of(schema: object) -> set[str]:
    """Return every key that *schema* names, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(keys_of, schema))
    if not isinstance(schema, dict):
        return set()
    here = set(schema.get("properties", ()))
    return here.union(*(keys_of(part) for part in schema.values()))


class TestProblemCodes:
    def test_documented_are_those_the_program_says(self):
        said = set()
        for path in (ROOT / "cxscore").rglob("*.py"):
            said |= set(CODE.findall(path.read_text(encoding="utf-8")))
        assert said == set(documented())

    def test_table_is_in_order_and_says_what_to_do(self):
        rows = documented()
        assert list(rows) == sorted(rows)
        for severity, says, remedy in rows.values():
            assert severity in {"error", "warning", "error or warning"}
            assert says
            assert remedy

    def test_every_code_has_a_fault_folder(self):
        shown = set()
        for path in (ROOT / "tests" / "faults").glob("*/expected.txt"):
            shown |= set(CODE.findall(path.read_text(encoding="utf-8")))
        assert set(documented()) - shown == set(NOT_BY_FOLDER)


def documented() -> dict[str, tuple[str, str, str]]:
    """Return severity, meaning and remedy of every code in docs/problems.md."""
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?(CX\d{3})`? \|(.*?)\|(.*)\|(.*)\|$", text, re.MULTILINE)
    assert len(rows) == len({row[0] for row in rows}), "a code has two rows"
    return {code: (a.strip(), b.strip(), c.strip()) for code, a, b, c in rows}


class TestChangelog:
    def test_keeps_to_its_form(self):
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        assert re.search(
            r"^## \[(Unreleased|\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d)", text, re.MULTILINE
        )
        kinds = set(re.findall(r"^### (\w+)$", text, re.MULTILINE))
        assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
