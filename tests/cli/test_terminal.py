"""``show`` and ``explain``: what is printed, how wide, in which letters, and how it ends."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.rendering.terminal.signs import width
from tests import company

ROOT = Path(__file__).parents[2]
WITH_TARGET = company.KPIS + "    target: [{from: 2026-02, value: 60, reason: Board plan}]\n"


def run(*arguments, **environment):
    known = {"COLUMNS": None, "LC_ALL": None, "PYTHONIOENCODING": None} | environment
    return CliRunner(env=known).invoke(main, [str(argument) for argument in arguments])


def process(*arguments, **environment):
    """Run it as people do; return the process."""
    import os

    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LC_ALL", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "cxscore", *arguments],
        capture_output=True, check=False, env=kept | environment,
    )  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    company.write(tmp_path)
    return tmp_path


@pytest.fixture
def sample(monkeypatch):
    monkeypatch.chdir(ROOT)


class TestShow:
    @pytest.mark.parametrize("columns", [None, "80", "120"])
    def test_it_fits_columns(self, sample, golden, columns):
        result = run("show", COLUMNS=columns)
        assert (result.exit_code, result.stderr) == (0, "")
        assert max(map(width, result.stdout.splitlines())) <= int(columns or 80)
        golden(f"terminal/show-{columns or 80}.txt", result.stdout)

    def test_one_kpi(self, sample, golden):
        golden("terminal/show-fcr.txt", run("show", "fcr").stdout)

    def test_several(self, here):
        second = company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "other:\n", 1)
        company.write(here, company.KPIS + second)
        both = run("show", "other", "nps").stdout
        assert both == run("show", "other").stdout + "\n" + run("show", "nps").stdout

    def test_of_an_owner_a_group_and_another_definition(self, sample, here):
        asked = ("show", ROOT)
        only = run(*asked, "--owner", "helen").stdout
        assert ("Refunds paid" in only, "Net promoter" in only) == (True, False)
        only = run(*asked, "--group", "loyalty").stdout
        assert ("Refunds paid" in only, "Net promoter" in only) == (False, True)
        assert run("show", "--definition", ROOT, "--group", "loyalty").stdout == only
        theirs = run(*asked, "--owner", "fleetline").stdout
        assert "Account manager owns no KPI." in theirs
        due = theirs.partition("What is due\n")[2]
        assert due.startswith("- 23 July 2026: Promise to be reviewed: Parcels in the north arrive")

    def test_a_period(self, here):
        assert "February 2026" in run("show", "--period", "2026-02").stdout

    @pytest.mark.parametrize(
        "environment",
        [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}],
    )
    def test_ascii_where_the_encoding_is(self, sample, golden, environment):
        done = process("show", **environment)
        text = done.stdout.decode("ascii")
        assert done.returncode == 0
        assert r"\u" not in text
        golden("terminal/show-ascii.txt", text)

    def test_letters_where_it_has_them(self, sample):
        for environment in ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, {"LC_ALL": "C.UTF-8"}):
            assert "▁" in process("show", **environment).stdout.decode()

    def test_colours_on_words_that_say_the_same(self, sample):
        plain, painted = run("show"), run("show", "--color", "always")
        assert "\x1b[31mOff target\x1b[0m" in painted.stdout
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted.stdout) == plain.stdout

    def test_letters_that_are_wide_are_aligned(self, here):
        second = company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "b:\n", 1)
        text = company.KPIS.replace("Net promoter score", "顧客満足度", 1) + second
        company.write(here, text.replace("Ada Field", "山田 由紀子"))
        lines = run("show", COLUMNS="120").stdout.splitlines()
        rows = [line for line in lines if "山田" in line]
        assert len(rows) == 2
        assert {width(row.partition("山田")[0]) for row in rows} == {20}
        assert len({width(row) for row in rows}) == 1

    def test_nothing_of_a_name_is_obeyed(self, here):
        company.write(here, company.KPIS.replace("Net promoter score", '"N\\e[31mPS"'))
        result = run("show", "nps")
        assert "\x1b" not in result.output
        assert r"N\x1b[31mPS" in result.stdout

    @pytest.mark.parametrize(
        ("command", "first"),
        [
            (["show"], "Small scorecard\n"),
            (["show", "--owner", "ada"], "Small scorecard, Ada Field\n"),
            (["show", "nps"], "Net promoter score\n"),
            (["explain", "nps"], ""),
        ],
    )
    def test_faults_are_said_and_no_number_is_shown(self, here, command, first):
        company.write(here, surveys=company.ROWS.replace("2026-01-01", "x"))
        result = run(*command)
        assert (result.exit_code, result.stdout) == (1, first)
        assert "surveys.csv:2:1: error: CX202" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "text", "code"),
        [
            ((), "kpi: {}", 1),
            (("nqs",), None, 2),
            (("--owner", "nobody"), None, 2),
            (("--period", "1999"), None, 2),
        ],
    )
    def test_what_cannot_be_has_no_first_line(self, here, arguments, text, code):
        company.write(here, *filter(None, (text,)))
        result = run("show", *arguments)
        assert (result.exit_code, result.stdout) == (code, "")

    def test_the_first_line_is_there_before_a_file_of_data_is_opened(self, here, monkeypatch):
        def measure(*_, **__):
            raise OSError("no file is opened")

        monkeypatch.setattr("cxscore.measure.measure_kpis", measure)
        assert run("show").stdout == "Small scorecard\n"

    def test_a_reader_who_has_seen_enough_is_no_failure(self, sample):
        command = f"{sys.executable} -m cxscore show | head -1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        assert done.stdout == "Customer experience scorecard, Northwind Home\n0\n"
        assert done.stderr == ""


class TestExplain:
    def explained(self, *arguments):
        result = run("explain", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def test_every_part(self, sample, golden):
        text = self.explained("refunds")
        golden("terminal/explain-refunds.txt", text)
        titles = [
            line
            for line in text.partition("\nSELECT\n")[0].splitlines()
            if re.fullmatch(r"[A-Z][A-Za-z ]+", line)
        ]
        assert titles == [
            "Definition", "Who answers for it", "Where it comes from", "How it is worked out",
            "Interval", "Target", "Status", "Limits", "Rules met", "Comparisons",
            "Since it was told", "What it would take", "SQL",
        ]  # fmt: skip

    @pytest.mark.parametrize("kpi", ["nps", "perfect_order", "delivery_gap", "ombudsman", "trust"])
    def test_of_other_kinds(self, sample, golden, kpi):
        golden(f"terminal/explain-{kpi}.txt", self.explained(kpi).partition("\nSQL\n")[0] + "\n")

    def test_a_segment(self, sample, golden):
        text = self.explained("nps", "--by", "region=North")
        golden("terminal/explain-nps-north.txt", text.partition("\nSQL\n")[0] + "\n")
        both = self.explained("nps", "--by", "channel=Store", "--by", "region=North")
        assert "for region North and channel Store stood at" in " ".join(both.split())

    def test_it_says_what_the_json_says(self, sample):
        found = json.loads(self.explained("refunds", "--format", "json"))
        built = json.loads(run("build", "-f", "json", "-o", "-", "--kpi", "refunds").stdout)
        (kpi,) = built["kpis"]
        for key in (
            "value",
            "n",
            "numerator",
            "denominator",
            "interval",
            "gap",
            "status",
            "period",
        ):
            assert found[key] == kpi[key], key
        assert found["sentence"] == kpi["sentence"]
        assert found["comparisons"] == kpi["comparisons"]
        (source,) = [each for each in built["sources"] if each["dataset"] == "returns"]
        assert found["sources"][0]["sha256"] == source["sha256"]
        assert found["limits"]["lower"] == kpi["signal"]["lower"]
        assert (found["limits"]["from"], found["limits"]["to"]) == ("2023-07", "2026-06")
        assert (found["what_it_takes"]["answers"], found["what_it_takes"]["of"]) == (7, 102)

    def test_a_segment_says_what_the_json_says(self, sample):
        found = json.loads(self.explained("nps", "--by", "region=North", "--format", "json"))
        (kpi,) = json.loads(run("build", "-f", "json", "-o", "-", "--kpi", "nps").stdout)["kpis"]
        own = next(
            s for s in kpi["segments"] if s["segment"] == "North" or s["segment"] == ["North"]
        )
        assert (found["value"], found["n"], found["status"]) == (
            own["value"],
            own["n"],
            own["status"],
        )
        assert found["by"] == {"region": "North"}
        assert "limits" not in found

    def test_rows_left_out_by_reason(self, here):
        text = company.KPIS.replace(
            "date: day}", "date: day, where: score < 10, unique: id, on_duplicate: first}"
        ).replace("datasets:\n", "datasets:\n")
        text = text.replace("surveys.csv,", "surveys.csv, bad_rows: skip, footer: [Total],")
        head, *rows = company.ROWS.splitlines()
        lines = [f"{row},{at}" for at, row in enumerate(rows)]
        lines += ["2026-03-01,5,0", "2026-03-01,eleven,900", "2026-03-02,10,901", "Total,5,"]
        company.write(here, text, surveys="\n".join([f"{head},id", *lines]) + "\n")
        (source,) = json.loads(self.explained("nps", "--format", "json"))["sources"]
        tens = sum(row.endswith(",10") for row in rows)
        assert source["left_out"] == {
            "bad_cells": 1, "own_totals": 1, "repeated": 1, "where": tens + 1,
        }  # fmt: skip
        assert source["rows"] == len(lines)
        assert source["rows_used"] == len(rows) - tens
        told = self.explained("nps")
        assert "1 skipped for bad cells; 1 the file’s own totals;" in " ".join(told.split())

    def test_the_target_in_force_since_when_and_why(self, here):
        company.write(here, WITH_TARGET)
        assert "+60, since 1 February 2026: Board plan." in self.explained("nps")
        assert "\nTarget\nNone.\n" in self.explained("nps", "--period", "2026-01")

    def test_restatements(self, here):
        company.write(here, WITH_TARGET)
        run("build", "-f", "json")
        assert run("close", "2026-03").exit_code == 0
        company.write(here, WITH_TARGET, surveys=company.ROWS + "2026-02-20,9\n")
        told = " ".join(self.explained("nps").split())
        assert (
            "Restated: Net promoter score, February 2026 −50 → −36 (surveys.csv has 1 row more)"
            in told
        )
        found = json.loads(self.explained("nps", "--format", "json"))
        (restated,) = found["restated"]
        assert (restated["period"], restated["because"]) == ("2026-02", "data")

    def test_a_segment_that_is_withheld_tells_nothing(self, here):
        text = company.KPIS + "    by: [shop]\n    minimum_base: 5\n    suppress: true\n"
        head, *rows = company.ROWS.splitlines()
        lines = [f"{row},{'Small' if at % 5 == 0 else 'Big'}" for at, row in enumerate(rows)]
        company.write(here, text, surveys="\n".join([f"{head},shop", *lines]) + "\n")
        result = self.explained("nps", "--by", "shop=Small", "--format", "json")
        found = json.loads(result)
        assert found["suppressed"] is True
        assert [found[key] for key in ("value", "n", "numerator", "denominator")] == [None] * 4
        assert "is withheld in March 2026" in self.explained("nps", "--by", "shop=Small")

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["explain", "npx"], "KPI: there is no 'npx'; did you mean 'nps'?"),
            (["show", "npx"], "KPI: there is no 'npx'; did you mean 'nps'?"),
            (["show", "--owner", "adda"], "--owner: there is no 'adda'; did you mean 'ada'?"),
            (["explain", "nps", "--period", "2026-3"], "did you mean '2026-03'?"),
            (["show", "--period", "2026-13"], "is not a period of this calendar"),
            (["explain", "nps", "--by", "regoin=North"], "did you mean 'region'?"),
            (["explain", "nps", "--by", "region=Noth"], "did you mean 'North'?"),
            (["explain", "nps", "--by", "North"], "'North' is not column=value"),
            (
                ["explain", "nps", "--by", "region=N", "--by", "shop=1"],
                "is not cut by region with shop",
            ),
            (["explain", "other", "--by", "region=North"], "is cut by nothing"),
            (["explain"], "name one KPI"),
            (["explain", "nps", "other"], "name one KPI"),
            (["explain", "nps", "none/kpis.yaml"], "there is no none/kpis.yaml"),
            (["show", "a.yaml", "b.yaml"], "one kpis.yaml can be named"),
        ],
    )
    def test_wrong_usage_ends_with_2_and_the_nearest(self, here, arguments, says):
        second = company.KPIS.partition("kpis:\n")[2].replace("nps:\n", "other:\n", 1)
        company.write(here, f"{company.KPIS}    by: [region, shop]\n{second}")
        head, *rows = company.ROWS.splitlines()
        lines = [f"{head},region,shop", *(f"{row},North,1" for row in rows)]
        (here / "surveys.csv").write_text("\n".join(lines) + "\n")
        result = run(*arguments)
        assert result.exit_code == 2
        assert says in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize("command", [["show"], ["show", "nps"], ["explain", "nps"]])
def test_neither_charts_nor_templates_are_loaded(sample, command):
    code = (
        "import sys\nfrom cxscore.cli import main\n"
        f"try: main({command!r})\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'matplotlib', 'jinja2', 'weasyprint', 'pandas', 'scipy'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cxscore.rendering.charts" not in done.stderr
