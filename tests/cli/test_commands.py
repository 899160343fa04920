"""The commands: options, exit codes, what is printed and what is written."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.problems import MissingLibrary
from tests import company

SAMPLE = Path(__file__).parents[2] / "kpis.yaml"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    company.write(tmp_path)
    return tmp_path


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


def test_build_writes_the_page_and_says_where(here):
    result = run("build")
    assert result.exit_code == 0
    assert result.stdout == f"{Path('scorecard') / 'scorecard.html'}\n"
    assert [path.name for path in (here / "scorecard").iterdir()] == ["scorecard.html"]


def test_build_warns_of_a_segment_that_no_row_has(tmp_path):
    fault = Path(__file__).parents[1] / "faults" / "cx313-no-such-segment"
    result = run("build", fault / "kpis.yaml", "-o", tmp_path, "--no-progress")
    assert result.exit_code == 0
    assert [line.partition("warning: ")[2][:30] for line in result.stderr.splitlines()] == [
        "CX313: action 'a1' is about re",
        "CX313: agreement 'p1' is about",
    ]


@pytest.mark.parametrize("formats", [["-f", "json,html"], ["-f", "json", "-f", "html"]])
def test_formats_repeat_or_stand_in_a_row_and_json_comes_last(here, formats):
    result = run("build", *formats)
    assert result.exit_code == 0
    assert [line.rpartition(".")[2] for line in result.stdout.split()] == ["html", "json"]


def test_output_is_a_file_where_its_suffix_is_the_format(here):
    assert run("build", "-f", "json", "-o", "pack/march.json").exit_code == 0
    assert json.loads((here / "pack" / "march.json").read_text())["period"]["id"] == "2026-03"
    assert not (here / "scorecard").exists()


@pytest.mark.parametrize(
    ("format_", "name", "begins"),
    [
        ("mail", "report.html", "<!doctype html>"),
        ("badge", "cx.svg", "<svg"),
        ("md", "notes.md", "# Small scorecard"),
    ],
)
def test_a_suffix_may_be_that_of_a_formats_own_file(here, format_, name, begins):
    assert run("build", "-f", format_, "-o", name).exit_code == 0
    assert (here / name).read_text(encoding="utf-8").startswith(begins)


def test_a_mail_on_standard_output_is_one_to_be_sent(here):
    result = run("build", "-q", "-f", "mail", "-o", "-")
    assert result.stdout.startswith("Subject: Small scorecard, March 2026: not judged\n")
    for format_, begins in (("md", "# Small"), ("badge", "<svg"), ("csv", "kpi,name")):
        assert run("build", "-q", "-f", format_, "-o", "-").stdout.startswith(begins)


def test_a_fragment_is_a_section(here):
    result = run("build", "-q", "--fragment", "-o", "-")
    assert result.stdout.startswith('<section class="cxscore">')
    assert run("build", "-q", "--fragment").exit_code == 0
    assert (here / "scorecard" / "scorecard.html").read_text(encoding="utf-8") == result.stdout


def test_a_dash_is_standard_output(here):
    result = run("build", "-f", "json", "-o", "-")
    assert json.loads(result.stdout)["title"] == "Small scorecard"
    assert not (here / "scorecard").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["build", "none.yaml"], "there is no none.yaml", id="no-definition"),
        pytest.param(["build", "--nonsense"], "No such option", id="option"),
        pytest.param(["build", "-f", "docx"], "not one of html, pdf, json, csv, ics", id="format"),
        pytest.param(["build", "-f", ","], "nothing is named", id="no-format"),
        pytest.param(
            ["build", "-f", "html,json", "-o", "-"], "takes one format", id="two-to-stdout"
        ),
        pytest.param(["build", "-o", "x.json"], "add -f json", id="suffix"),
        pytest.param(["build", "-o", "x.svg"], "add -f badge", id="suffix-of-a-file"),
        pytest.param(["build", "-f", "mail", "-o", "x.svg"], "add -f badge", id="other-suffix"),
        pytest.param(["build", "-f", "md", "--fragment"], "add -f html", id="fragment"),
        pytest.param(["build", "-f", "md", "--assets", "split"], "add -f html", id="split"),
        pytest.param(
            ["build", "--fragment", "--assets", "split"], "leave --assets split out", id="both"
        ),
        pytest.param(
            ["build", "--assets", "split", "-o", "-"], "name a folder with -o", id="split-piped"
        ),
        pytest.param(
            ["build", "--assets", "split", "-o", "x.html"], "name a folder with -o", id="split-file"
        ),
        pytest.param(["build", "--period", "June"], "written like 2026-10", id="period"),
        pytest.param(["build", "--kpi", "npx"], "did you mean 'nps'?", id="kpi"),
        pytest.param(["build", "--owner", "zoe"], "there is no 'zoe'", id="owner"),
        pytest.param(["build", "--group", "loyalty"], "there are: none", id="group"),
        pytest.param(["build", "--as-of", "tomorrow"], "write it like 2026-07-06", id="as-of"),
        pytest.param(["check", "none.yaml"], "cxscore init", id="check"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_way_out(here, arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in click.unstyle(result.stderr)
    assert sorted(path.name for path in here.iterdir()) == ["kpis.yaml", "surveys.csv"]


@pytest.mark.parametrize(
    ("period", "says"),
    [
        pytest.param("2026-04", "has no rows yet; the data run from 2026-01-01 to", id="after"),
        pytest.param("2025-12", "has no rows; the data run from 2026-01-01 to", id="before"),
    ],
)
def test_a_period_that_the_data_do_not_have_is_a_fault_of_the_data(here, period, says):
    result = run("build", "--period", period)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kpis.yaml: error: CX170: period {period} {says}")
    assert not (here / "scorecard").exists()


class TestWhichDefinition:
    """The file that KPIS_YAML means, and what is said where there is none."""

    def test_a_folder_means_the_definition_in_it(self, here, monkeypatch):
        monkeypatch.chdir("/")
        assert run("check", here).exit_code == 0

    @pytest.mark.parametrize("command", ["check", "build"])
    @pytest.mark.parametrize(
        ("there", "asked", "says"),
        [
            ("kpis.yml", [], "there is no kpis.yaml; kpis.yml is here: name it"),
            ("KPIS.yaml", [], "KPIS.yaml is here: name it"),
            ("kpi.yaml", [], "kpi.yaml is here: name it"),
            ("board.yaml", ["bord.yaml"], "there is no bord.yaml; board.yaml is here"),
            ("cx/kpis.yml", ["cx"], "there is no cx/kpis.yaml; cx/kpis.yml is here"),
        ],
    )
    def test_what_lies_near_is_said(self, here, command, there, asked, says):
        (here / there).parent.mkdir(exist_ok=True)
        (here / "kpis.yaml").rename(here / there)
        result = run(command, *asked)
        assert result.exit_code == 2
        assert says in click.unstyle(result.stderr)

    def test_so_is_what_lies_above(self, here, monkeypatch):
        (here / "data").mkdir()
        monkeypatch.chdir(here / "data")
        assert "../kpis.yaml is here: name it" in run("check").stderr

    def test_a_path_that_no_disk_could_hold(self, here):
        result = run("check", "a" * 5000)
        assert result.exit_code == 2
        assert "File name too long" in result.stderr


def test_check_says_that_all_is_well(here):
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "kpis.yaml: no errors, no warnings\n"
    assert run("check", "-q").output == ""


FAULTY = company.KPIS.replace("polarity", "polarty")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_fault_ends_with_1_and_writes_nothing(here, command):
    company.write(here, FAULTY)
    result = run(command)
    assert result.exit_code == 1
    assert "kpis.yaml:13:5: error: CX101: " in result.stderr
    assert "did you mean 'polarity'?" in result.stderr
    assert not (here / "scorecard").exists()


def test_an_earlier_pack_survives_a_fault(here):
    run("build")
    before = (here / "scorecard" / "scorecard.html").read_bytes()
    company.write(here, FAULTY)
    assert run("build").exit_code == 1
    assert (here / "scorecard" / "scorecard.html").read_bytes() == before


def test_check_speaks_github_and_json(here):
    company.write(here, FAULTY)
    github = run("check", "--format", "github")
    assert github.stdout.startswith("::error file=kpis.yaml,line=13,col=5,title=CX101::")
    as_json = json.loads(run("check", "--format", "json").stdout)
    assert {"path": "kpis.yaml", "line": 13, "column": 5, "code": "CX101"}.items() <= as_json[
        0
    ].items()


class TestEveryPlace:
    """``--all`` and JSON list every place; text names the command."""

    @pytest.fixture
    def faulty(self, here):
        rows = "".join(f"2026-01-{day:02},eleven\n" for day in range(1, 29)) * 30
        company.write(here, surveys=f"day,score\n{rows}")

    def test_the_first_five_and_how_many_more(self, faulty):
        lines = run("check").stderr.splitlines()
        assert lines[5] == "surveys.csv: … and 835 more CX205; to list them: cxscore check --all"
        assert len(lines) == 6

    def test_all(self, faulty):
        lines = run("check", "--all").stderr.splitlines()
        assert [line.split(":")[1] for line in lines] == [str(line) for line in range(2, 842)]

    def test_json(self, faulty):
        found = json.loads(run("check", "--format", "json").stdout)
        assert [problem["line"] for problem in found] == list(range(2, 842))
        assert {problem["more"] for problem in found} == {0}

    @pytest.mark.parametrize(
        ("keys", "rows", "code"),
        [
            pytest.param("", "2026-01-02,3,4\n", "CX213", id="broken rows"),
            pytest.param("unique: day, ", "2026-01-02,3\n", "CX221", id="repeated"),
            pytest.param("date: {year: y, month: m}, ", "", "CX202", id="dates in parts"),
        ],
    )
    def test_every_kind_of_fault(self, here, keys, rows, code):
        kpis = company.KPIS.replace("date: day", f"{keys}date: day")
        head, sound = "day,score\n", "2026-01-01,5\n"
        if "year" in keys:
            kpis = company.KPIS.replace("date: day", keys.rstrip(", "))
            head, sound, rows = "y,m,score\n", "2026,1,5\n", "2026,13,5\n"
        company.write(here, kpis, surveys=head + sound + rows * 12)
        assert len(run("check").stderr.splitlines()) == 6
        lines = run("check", "--all").stderr.splitlines()
        assert len(lines) == (11 if code == "CX221" else 12)
        assert all(f": {code}: " in line for line in lines)

    def test_values_given_twice(self, here):
        kpis = company.KPIS.replace("{nps: score}", "{value: score}")
        company.write(here, kpis, surveys="day,score\n" + "2026-01-01,5\n" * 12)
        assert len(run("check", "--all").stderr.splitlines()) == 11


def test_strict_makes_warnings_errors(here):
    company.write(here, surveys=company.ROWS + "2026-08-01,5\n")
    lax, strict = run("check"), run("check", "--strict")
    assert (lax.exit_code, strict.exit_code) == (0, 1)
    assert strict.stderr == lax.stderr.replace(": warning: ", ": error: ")
    assert "warning" not in strict.stderr
    assert run("check", "--strict", "-q").exit_code == 1


class TestWhatATerminalObeys:
    """Nothing of it reaches a terminal raw, whoever says it."""

    ESC = "\x1b]0;owned\x07\x1b[31m"

    @pytest.mark.parametrize(
        "arguments",
        [
            ["check", ESC],
            ["check", f"{ESC}/kpis.yaml"],
            ["build", "--templates", ESC],
            ["build", "--period", ESC],
            ["build", "--kpi", ESC],
            ["build", "-f", ESC],
            ["build", f"--{ESC}"],
            [ESC],
            ["build", "-o", f"/proc/{ESC}/x"],
            ["build", "-v", "-o", ESC],
            ["init", f"/proc/{ESC}"],
            ["init", "--from", ESC, "new"],
        ],
        ids=repr,
    )
    def test_arguments(self, here, arguments):
        result = run(*arguments)
        assert "\x1b" not in result.output
        assert "\x07" not in result.output
        assert "owned" in result.output

    def test_names_of_files(self, here):
        folder = here / self.ESC
        folder.mkdir()
        company.write(folder, surveys=company.ROWS.replace("2026-01-01", "x"))
        for options in ([], ["--format", "json"], ["--format", "github"], ["--log-format", "json"]):
            result = run("check", folder, *options)
            assert "\x1b" not in result.output
            assert "owned" in result.output

    def test_a_name_that_is_no_text(self, here):
        folder = Path(os.fsdecode(bytes(here) + b"/\xff\x9b31m"))
        folder.mkdir()
        company.write(folder)
        done = subprocess.run(
            [sys.executable, "-m", "cxscore", "check", folder], capture_output=True, check=False
        )
        assert done.returncode == 2
        assert rb"\udcff\udc9b31m is not UTF-8; rename it" in done.stderr


def test_an_interruption_has_a_code_of_its_own(here, monkeypatch):
    def interrupted(*args, **rest):
        raise KeyboardInterrupt

    monkeypatch.setattr("cxscore.pipeline.gather_all", interrupted)
    result = run("check")
    assert (result.exit_code, result.stderr) == (130, "cxscore: interrupted\n")


def test_problems_can_be_logged_as_json(here):
    company.write(here, FAULTY)
    result = run("build", "--log-format", "json")
    assert json.loads(result.stderr.splitlines()[0])["code"] == "CX101"


def test_verbose_says_each_step_and_json_logs_them_as_objects(here):
    assert "Rendering html" in run("build", "-v").stderr.splitlines()
    steps = run("build", "-v", "--log-format", "json").stderr.splitlines()
    said = [json.loads(line) for line in steps]
    assert ("info", "Rendering html") in [(line["level"], line["text"]) for line in said]


def test_the_environment_gives_options_too(here):
    result = run("build", CXSCORE_BUILD_PERIOD="2026-02", CXSCORE_BUILD_FORMAT="json")
    assert result.exit_code == 0
    assert (
        json.loads((here / "scorecard" / "scorecard.json").read_text())["period"]["id"] == "2026-02"
    )


def test_the_day_comes_from_the_option_then_the_definition_then_source_date_epoch(here):
    def as_of(*options, **environment):
        result = run("build", "-f", "json", "-o", "-", *options, **environment)
        return json.loads(result.stdout)["as_of"]

    epoch = {"SOURCE_DATE_EPOCH": "1777680000"}
    assert as_of("--as-of", "2026-04-30", **epoch) == "2026-04-30"
    assert as_of(**epoch) == "2026-04-10"
    company.write(here, company.KPIS.replace(", as_of: 2026-04-10", ""))
    assert as_of(**epoch) == "2026-05-02"


@pytest.mark.parametrize("epoch", ["abc", "1e9", "99999999999999999", "-5"])
def test_an_epoch_that_is_no_time_is_wrong_usage(here, epoch):
    result = run("build", SOURCE_DATE_EPOCH=epoch)
    assert result.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}', not seconds since 1970" in result.stderr


def test_an_empty_epoch_is_none(here):
    assert run("build", "-f", "json", SOURCE_DATE_EPOCH="").exit_code == 0


def test_a_suffix_may_be_in_capitals(here):
    assert run("build", "-o", "BOARD.HTML").exit_code == 0
    assert (here / "BOARD.HTML").is_file()


def test_help_keeps_its_examples_in_lines(here):
    shown = run("--help").stdout
    assert "    cxscore init demo && cd demo\n" in shown
    assert "\\b" not in shown


def test_only_what_is_chosen_is_shown(here):
    second = company.KPIS + company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "other:\n", 1)
    company.write(here, second)
    result = run("build", "-f", "json", "-o", "-", "--kpi", "other")
    assert [kpi["id"] for kpi in json.loads(result.stdout)["kpis"]] == ["other"]


def test_a_missing_library_keeps_only_its_own_format_from_being_written(here, monkeypatch):
    from cxscore.rendering import FORMATS

    def missing(pack):
        raise MissingLibrary("the PDF", "apt-get install libpango-1.0-0")

    monkeypatch.setitem(FORMATS, "pdf", replace(FORMATS["pdf"], write=missing))
    result = run("build", "-f", "pdf,html")
    assert result.exit_code == 4
    assert "apt-get install libpango-1.0-0" in result.stderr
    assert [path.name for path in (here / "scorecard").iterdir()] == ["scorecard.html"]


def test_somebody_elses_failure_ends_with_4(here):
    (here / "scorecard").write_text("a file where the folder should be")
    result = run("build")
    assert result.exit_code == 4
    assert result.stderr.startswith("cxscore: ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("build", "-f", "csv", "-o", "surveys.csv"), "surveys.csv"),
        (("build", "-f", "csv", "-o", "actions.csv"), "actions.csv"),
        (("build", "-f", "csv", "-o", "again/../linked.csv"), "linked.csv"),
        (("check", "--format", "json", "--output-file", "kpis.yaml"), "kpis.yaml"),
        (("check", "--format", "json", "--output-file", "surveys.csv"), "surveys.csv"),
    ],
)
def test_nothing_is_written_over_what_is_read(here, arguments, named):
    kpis = f"{company.KPIS}registers: {{actions: actions.csv}}\n"
    company.write(here, kpis, actions="id,kpi,title,owner,due,status\n")
    (here / "again").mkdir()
    (here / "linked.csv").symlink_to("surveys.csv")
    before = {path.name: path.read_bytes() for path in here.glob("*.*")}
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"{named} is read, and would be written over; name another place" in result.stderr
    assert {path.name: path.read_bytes() for path in here.glob("*.*")} == before


def test_a_report_is_written_over_the_one_before(here):
    for _ in range(2):
        assert run("build", "-f", "csv", "-o", "kpis.csv").exit_code == 0
        assert run("check", "--output-file", "found.txt").exit_code == 0


def test_a_bug_keeps_its_traceback(here, monkeypatch):
    monkeypatch.setattr("cxscore.pipeline.gather_all", lambda *_, **__: 1 / 0)
    assert isinstance(run("build").exception, ZeroDivisionError)


def test_colour_only_where_it_is_wanted(here):
    company.write(here, FAULTY)
    assert "\x1b[" in run("check", "--color", "always").stderr
    assert "\x1b[" not in run("check", "--color", "never").stderr
    assert "\x1b[" not in run("check", NO_COLOR="1").stderr


def test_schema_is_json(here):
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_init_writes_a_starter_that_builds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("init", "demo")
    assert result.exit_code == 0
    assert "cd demo && cxscore build" in result.stderr
    monkeypatch.chdir("demo")
    assert run("check").exit_code == 0


def test_init_begins_registers_and_leaves_those_that_are_there(here):
    (here / "registers").mkdir()
    (here / "registers" / "actions.csv").write_text("id,title,kpi,owner\n", encoding="utf-8")
    result = run("init", "--registers")
    assert result.exit_code == 0
    assert "Wrote 5 files into registers. In kpis.yaml:" in result.stderr
    assert (here / "registers" / "actions.csv").read_text(
        encoding="utf-8"
    ) == "id,title,kpi,owner\n"
    with (here / "kpis.yaml").open("a", encoding="utf-8") as file:
        file.write(result.stdout)
    checked = run("check")
    assert checked.exit_code == 0, checked.stderr


def test_init_refuses_a_folder_that_is_not_empty(here):
    result = run("init")
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert run("init", here / "kpis.yaml").exit_code == 2


def test_help_and_version_import_nothing_heavy():
    code = (
        "import sys\nfrom cxscore.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'duckdb', 'sqlglot', 'pydantic', 'yaml', 'jinja2', 'pandas'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cxscore check" in done.stdout


def test_a_run_imports_no_other_command():
    code = (
        "import sys\nfrom cxscore.cli import main\nfrom cxscore.cli.commands import COMMANDS\n"
        "try: main(['schema'])\nexcept SystemExit as end: assert end.code == 0\n"
        "sys.exit(', '.join(sorted(set(COMMANDS.values()) & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "cxscore.cli.schema_command"


def test_check_imports_neither_pandas_nor_jinja_nor_pydantic(here):
    code = (
        "import sys\nfrom cxscore.cli import main\n"
        "try: main(['check'])\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'pandas', 'jinja2', 'weasyprint', 'pydantic'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_build_of_the_sample_imports_neither_scipy_nor_matplotlib_nor_pydantic(tmp_path):
    asked = ["build", str(SAMPLE), "--format", "html,json", "--quiet", "--output", str(tmp_path)]
    code = (
        "import sys\nfrom cxscore.cli import main\n"
        f"try: main({asked!r})\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'scipy', 'matplotlib', 'pandas', 'statsmodels', 'pydantic'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "scorecard.json").is_file()


def test_on_a_terminal_what_is_being_done_is_shown_and_taken_away_again(here):
    def errors(*options):
        master, terminal = pty.openpty()
        command = [sys.executable, "-m", "cxscore", "build", "--kpi", "nobody", *options]
        done = subprocess.run(command, stderr=terminal, stdout=subprocess.DEVNULL, check=False)
        os.close(terminal)
        said = os.read(master, 100_000).decode()
        os.close(master)
        assert done.returncode == 2
        return said

    steps, _, rest = errors().rpartition("\r\x1b[K")
    assert "Measuring 1 KPI on 1 dataset …" in steps
    assert rest.startswith("Usage:")
    assert errors("--no-progress").startswith("Usage:")


@pytest.mark.parametrize("wrong", [("--period", "June"), ("--kpi", "nobody")])
def test_wrong_usage_of_a_command_shows_how_it_is_used(here, wrong):
    said = run("build", *wrong).stderr
    assert said.startswith("Usage: main build [OPTIONS] [KPIS_YAML]\n")
    assert said.count("Usage:") == 1


TABLE = """\
version: 1
scorecard: {title: T, history: 2, as_of: 2026-07-06}
owners:
  amara: {name: Amara}
connections:
  warehouse: {url_from: CX_WAREHOUSE_URL}
datasets:
  contacts: {connection: warehouse, table: cx.contacts, date: day}
kpis:
  nps: {name: N, owner: amara, dataset: contacts, polarity: neutral, measure: {nps: recommend}}
"""


class TestSql:
    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("CX_WAREHOUSE_URL", raising=False)
        (tmp_path / "kpis.yaml").write_text(TABLE, encoding="utf-8")

    def test_prints_what_is_asked_without_an_address(self):
        result = run("sql", "--dialect", "snowflake")
        assert result.exit_code == 0, result.output
        assert "-- contacts: totals by day, of nps\n-- nps: N\nSELECT\n" in result.stdout
        assert "-- contacts: recommend is taken for a number" in result.stdout
        assert "BITOR_AGG" in result.stdout
        assert not result.stderr

    def test_takes_its_options_from_the_environment(self):
        assert "SET TIME ZONE" in run("sql", CXSCORE_SQL_DIALECT="postgres").stdout

    def test_dialects_that_are_not_known_are_refused(self):
        result = run("sql", "--dialect", "oracle")
        assert result.exit_code == 2
        assert "'oracle' is not one of postgres, clickhouse, spark, duckdb, snow" in result.stderr
        assert run("sql").exit_code == 2

    def test_files_are_written_as_tables_of_their_rows(self, tmp_path):
        company.write(tmp_path)
        (tmp_path / "surveys.csv").unlink()
        result = run("sql", "--dialect", "duckdb")
        assert result.exit_code == 0
        assert '"surveys" stands for a table of their rows' in " ".join(
            result.stdout.replace("--", "").split()
        )
        assert "-- nps: Net promoter score\nSELECT\n" in result.stdout
        assert "No dataset is a table" in result.stderr

    def test_of_the_kpis_that_are_named(self, tmp_path):
        company.write(tmp_path)
        second = company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "other:\n", 1)
        company.write(tmp_path, company.KPIS + second)
        assert ", of nps, other\n" in run("sql", "--dialect", "spark").stdout
        result = run("sql", "other", "--dialect", "spark")
        assert ", of other\n" in result.stdout
        assert run("sql", "other", tmp_path, "--dialect", "spark").stdout == result.stdout
        wrong = run("sql", "othre", "--dialect", "spark")
        assert wrong.exit_code == 2
        assert "did you mean 'other'?" in wrong.stderr

    def test_says_what_is_wrong(self, tmp_path):
        text = TABLE.replace("nps: recommend", "nps: recommend, oops: 1")
        (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
        result = run("sql", "--dialect", "postgres")
        assert result.exit_code == 1
        assert "oops" in result.stderr

    def test_dialects_are_completed(self):
        (option,) = (p for p in main.commands["sql"].params if p.name == "dialect")
        context = click.Context(main.commands["sql"])
        found = option.shell_complete(context, "s")
        assert [item.value for item in found] == ["spark", "snowflake"]
