"""What people expect of any command: the log, colours, variables, completion, the version."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.cli.variables import option_variables
from tests import company

ROOT = Path(__file__).parents[2]
SHAPE = [
    *("time", "level", "code", "path", "line", "column", "row", "kpi", "text", "hint", "more"),
]
FAULTY = company.KPIS.replace("polarity", "polarty")


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    company.write(tmp_path)
    return tmp_path


class TestLog:
    """``--log-format json``: one shape of line, whatever is said."""

    def lines(self, *arguments, **environment):
        result = run(*arguments, **environment)
        found = [json.loads(line) for line in result.stderr.splitlines()]
        assert found
        for each in found:
            assert list(each) == SHAPE
            assert datetime.fromisoformat(each["time"]).utcoffset().total_seconds() == 0
        return found

    def test_steps(self, here):
        found = self.lines("build", "-v", "--log-format", "json")
        assert {(each["level"], each["code"]) for each in found} == {("info", None)}
        assert "Rendering html" in [each["text"] for each in found]

    def test_problems_name_the_kpi_they_are_about(self, here):
        company.write(here, FAULTY)
        first = self.lines("build", "--log-format", "json")[0]
        wanted = {"level": "error", "code": "CX101", "path": "kpis.yaml", "line": 13, "kpi": "nps"}
        assert wanted.items() <= first.items()

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["build", "--log-format", "json", "--period", "June"], "is not a period"),
            (["build", "--log-format=json", "--perid", "x"], "No such option '--perid'"),
            (["check", "none.yaml", "--log-format", "json"], "there is no none.yaml"),
            (["diff", "2026-01", "--log-format", "json"], "2026-01"),
        ],
    )
    def test_wrong_usage_is_a_line_too(self, here, arguments, says):
        (found,) = self.lines(*arguments)
        assert found["level"] == "error"
        assert says in found["text"]

    def test_as_the_environment_asks(self, here):
        (found,) = self.lines("build", "--kpi", "npx", CXSCORE_BUILD_LOG_FORMAT="json")
        assert "did you mean 'nps'?" in found["text"]

    def test_somebody_elses_failure(self, here):
        (here / "scorecard").write_text("a file where the folder should be")
        (found,) = self.lines("build", "--log-format", "json")
        assert (found["level"], found["text"][:9]) == ("error", "cxscore: ")

    def test_the_next_run_is_told_as_it_asks(self, here):
        run("build", "--log-format", "json", "--period", "June")
        assert run("build", "--period", "June").stderr.startswith("Usage:")


class TestColour:
    @pytest.mark.parametrize(
        ("options", "environment", "coloured"),
        [
            pytest.param([], {}, False, id="no terminal"),
            pytest.param([], {"FORCE_COLOR": "1"}, True, id="forced"),
            pytest.param([], {"FORCE_COLOR": "0"}, False, id="forced off"),
            pytest.param([], {"FORCE_COLOR": ""}, False, id="nothing forced"),
            pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
            pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="option wins"),
            pytest.param(["--color", "always"], {"NO_COLOR": "1"}, True, id="option wins again"),
        ],
    )
    def test_who_decides(self, here, options, environment, coloured):
        company.write(here, FAULTY)
        known = {"NO_COLOR": None, "FORCE_COLOR": None} | environment
        assert ("\x1b[" in run("check", *options, **known).stderr) is coloured
        company.write(here)
        assert ("\x1b[" in run("show", *options, **known).stdout) is coloured


class TestVariables:
    def test_an_unknown_one_is_said_with_the_nearest(self, here):
        result = run("check", CXSCORE_BUILD_PERIODE="2026-01")
        assert result.exit_code == 0
        assert result.stderr == (
            "the environment variable CXSCORE_BUILD_PERIODE is no option of any command; did you "
            "mean 'CXSCORE_BUILD_PERIOD'?\n"
        )
        assert run("check", "-q", CXSCORE_BUILD_PERIODE="2026-01").stderr == ""

    def test_as_a_warning_of_the_log(self, here):
        line = run("check", "--log-format", "json", CXSCORE_CHEK_STRICT="1").stderr
        assert json.loads(line)["level"] == "warning"

    @pytest.mark.parametrize(
        "name", ["CXSCORE_BUILD_PERIOD", "CXSCORE_SQL_DIALECT", "CXSCORE_TEST_X", "CX_BUILD"]
    )
    def test_known_ones_and_others_are_not(self, here, name):
        assert run("check", **{name: "2026-01"}).stderr == ""

    def test_nor_is_the_address_of_a_connection(self, here):
        text = company.KPIS.replace(
            "datasets:", "connections:\n  w: {url_from: CXSCORE_WAREHOUSE}\ndatasets:"
        )
        company.write(here, text)
        assert "CXSCORE_WAREHOUSE" not in run("check", CXSCORE_WAREHOUSE="x").stderr

    def test_options_have_the_names_that_the_documentation_says(self):
        known = set(option_variables(main))
        assert {
            "CXSCORE_CHECK_ALL", "CXSCORE_CLOSE_LIST", "CXSCORE_INIT_FROM",
            "CXSCORE_CHECK_OUTPUT_FILE", "CXSCORE_SHOW_PERIOD", "CXSCORE_EXPLAIN_BY",
        } <= known  # fmt: skip

    def test_check_all_by_its_own_name(self, here):
        company.write(here, surveys="day,score\n" + "2026-01-01,eleven\n" * 8)
        assert len(run("check", CXSCORE_CHECK_ALL="1").stderr.splitlines()) == 8


def test_the_help_is_shown_in_lines_where_nothing_is_asked():
    result = run()
    assert result.exit_code == 2
    assert "\nCommands:\n  init " in result.stderr


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option):
    assert re.fullmatch(r"cxscore \d+\.\d+\.\d+\n", run(option).stdout)


class TestCompletion:
    """click's completion, as bash runs it."""

    @pytest.fixture
    def program(self, tmp_path):
        """A program called cxscore, first on the path."""
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "cxscore"
        script.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
            "from cxscore.__main__ import start\nstart()\n"
        )
        script.chmod(0o755)
        return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}

    def completed(self, words, program):
        typed = " ".join(map(shlex.quote, words))
        script = (
            'eval "$(_CXSCORE_COMPLETE=bash_source cxscore)"\n'
            f"COMP_WORDS=({typed})\nCOMP_CWORD={len(words) - 1}\n"
            '_cxscore_completion cxscore "${COMP_WORDS[COMP_CWORD]}" ""\n'
            'printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", script],
            capture_output=True, text=True, check=True, env=program,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.stdout.split()

    @pytest.mark.parametrize(
        ("words", "wanted"),
        [
            (["cxscore", "ex"], ["explain"]),
            (["cxscore", "build", "-f", "ht"], ["html"]),
            (["cxscore", "build", "-f", "html,p"], ["html,pdf", "html,pptx"]),
            (["cxscore", "explain", "n"], ["nps"]),
            (["cxscore", "show", "nps", "ot"], ["other"]),
            (["cxscore", "build", "--kpi", "nps,"], ["nps,other"]),
            (["cxscore", "build", "--owner", "a"], ["ada"]),
            (["cxscore", "show", "--owner", ""], ["ada", "zoe"]),
            (["cxscore", "check", "--format", "j"], ["json", "jsonl", "junit"]),
            (["cxscore", "sql", "--dialect", "d"], ["duckdb", "databricks"]),
            (["cxscore", "init", "--sample", ""], ["nhs", "saas", "retail"]),
        ],
    )
    def test_formats_and_ids(self, here, program, words, wanted):
        second = company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "other:\n", 1)
        text = company.KPIS.replace("owners:", "owners:\n  zoe: {name: Zoe}") + second
        company.write(here, text)
        assert sorted(self.completed(words, program)) == sorted(wanted)

    def test_of_another_definition(self, here, program):
        (here / "cx").mkdir()
        company.write(here / "cx", company.KPIS.replace("nps:\n", "ces:\n", 1))
        words = ["cxscore", "show", "--definition", "cx", ""]
        assert self.completed(words, program) == ["ces"]

    def test_where_there_is_no_definition_nothing_is_said(self, here, program):
        (here / "kpis.yaml").unlink()
        assert self.completed(["cxscore", "explain", "n"], program) == []
