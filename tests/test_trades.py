"""The small samples of other trades: as made by their script, without a fault, in every format."""

import json
import re
from pathlib import Path

import pypdf
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import cxscore
from cxscore.cli import main
from cxscore.cli.starter import TRADES
from cxscore.rendering import FORMATS
from cxscore.rendering.json_format import read_schema
from tests import pango
from tests.samples import make_trades

ROOT = Path(__file__).parents[1]
HOME = ROOT / "trades"
STORY = {
    # KPI: status before and now, variation
    "nhs": {
        "four_hours": ("on_target", "on_target", "improving"),
        "friends_and_family": ("at_risk", "at_risk", "steady"),
        "complaints_rate": ("off_target", "off_target", "worsening"),
    },
    "saas": {
        "churn": ("off_target", "off_target", "worsening"),
        "easy": ("on_target", "on_target", "steady"),
        "first_response": ("on_target", "on_target", "steady"),
    },
    "retail": {
        "satisfaction": ("on_target", "at_risk", "steady"),
        "on_time": ("off_target", "off_target", "worsening"),
        "returns": ("on_target", "on_target", "steady"),
    },
}
MOST_PAGES = 5


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(params=TRADES)
def trade(request, tmp_path, monkeypatch):
    """The name of a trade whose sample a newcomer has just begun in an empty folder."""
    monkeypatch.chdir(tmp_path)
    begun = run("init", "--sample", request.param)
    assert begun.exit_code == 0, begun.stderr
    assert begun.stderr == "Wrote kpis.yaml. Next: cxscore build\n"
    return request.param


def test_there_is_a_folder_a_trade():
    assert {path.name for path in HOME.iterdir()} == set(TRADES) == set(make_trades.TRADES)
    assert set(STORY) == set(TRADES)


def test_script_makes_the_files_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["make_trades", str(tmp_path)])
    make_trades.main()
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    kept = {path.relative_to(HOME): path.read_bytes() for path in HOME.glob("*/data/*")}
    assert made == kept


@pytest.mark.parametrize("name", TRADES)
def test_it_is_small_and_its_data_name_nobody(name):
    definition = yaml.safe_load((HOME / name / "kpis.yaml").read_text(encoding="utf-8"))
    data = {path: path.read_bytes() for path in (HOME / name / "data").iterdir()}
    assert sum(map(len, data.values())) < 150_000
    family = "|".join(owner["name"].split()[-1] for owner in definition["owners"].values())
    for path, content in data.items():
        assert not re.search(rf"@|\b({family})\b", content.decode()), path
    assert len(definition["kpis"]) == 3
    assert all(len(kpi["description"]) > 30 for kpi in definition["kpis"].values())


def test_init_copies_the_whole_of_it_and_the_schema(trade, tmp_path):
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    there = {str(path.relative_to(HOME / trade)) for path in (HOME / trade).rglob("*.*")}
    assert written == there | {"kpis.schema.json"}


def test_nothing_is_wrong_with_it(trade):
    checked = run("check", "--strict", "--no-progress")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == "kpis.yaml: no errors, no warnings\n"


def test_it_builds_to_every_format(trade, tmp_path):
    """And its paper has no page that is not needed."""
    formats = [name for name in FORMATS if name != "pdf" or pango.is_here()]
    built = run("build", "--no-progress", "-f", ",".join(formats))
    assert (built.exit_code, built.stderr) == (0, "")
    pack = tmp_path / "scorecard"
    written = json.loads((pack / "scorecard.json").read_text(encoding="utf-8"))
    assert [str(e) for e in Draft202012Validator(read_schema()).iter_errors(written)] == []
    assert written["problems"] == []
    assert len([*pack.iterdir()]) >= len(formats)
    if "pdf" in formats:
        assert len(pypdf.PdfReader(pack / "scorecard.pdf").pages) <= MOST_PAGES


def test_its_story_is_told(trade, tmp_path):
    scorecard = cxscore.build(cxscore.read(tmp_path / "kpis.yaml"))
    found = {
        each.kpi.id: (
            each.status_before.value,
            each.status.value,
            each.signal.variation.value,
        )
        for each in scorecard.kpis
    }
    assert found == STORY[trade]
    # Who owns a KPI that is not well says so, and does something about it.
    for each in scorecard.kpis:
        if each.status.value != "on_target":
            assert each.actions, each.kpi.id
            assert each.commentary is not None, each.kpi.id
    assert not [action.row.id for action in scorecard.actions if action.overdue]


def test_each_has_the_calendar_of_its_trade():
    said = {name: yaml.safe_load((HOME / name / "kpis.yaml").read_text()) for name in TRADES}
    assert said["nhs"]["calendar"] == {"period": "month", "fiscal_year_starts": "april"}
    assert said["saas"]["calendar"]["timezone"] == "America/New_York"
    periods = cxscore.read(HOME / "retail/kpis.yaml").calendar.listed
    weeks = [period.days // 7 for period in periods]
    assert weeks == [4, 4, 5] * (len(weeks) // 3)
    assert "customers" in said["saas"]


@pytest.mark.parametrize("other", [("--from", "export.csv"), ("--registers",)])
def test_a_sample_is_no_draft(tmp_path, monkeypatch, other):
    monkeypatch.chdir(tmp_path)
    refused = run("init", "--sample", "nhs", *other)
    assert refused.exit_code == 2
    assert f"--sample goes without {other[0]}" in refused.stderr
    assert not [*tmp_path.iterdir()]


def test_a_trade_that_there_is_not_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = run("init", "--sample", "bank")
    assert refused.exit_code == 2
    assert "'bank' is not one of nhs, saas, retail" in refused.stderr


def test_help_names_them():
    shown = " ".join(run("init", "--help").stdout.split())
    assert "nhs, saas or retail" in shown
