"""``build --fail-on`` and ``--hold``: exit codes, what is printed, what is written."""

import json
from pathlib import Path

import pytest

from tests import closed
from tests.closed import change, run

LINE = "gate: happy off-target: 40.0% against 70.0% (Ada Field)"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    change("kpis.yaml", "target: 60", "target: 70")
    change("kpis.yaml", "kpis:\n", "groups: [{id: people, name: People}]\nkpis:\n")
    change("kpis.yaml", "owner: ada\n", "owner: ada\n    group: people\n")


def build(*more):
    return run("build", "-f", "json", "--as-of", "2026-07-06", *more)


def pack():
    return json.loads(Path("scorecard/scorecard.json").read_text("utf-8"))


def gate_in_the_definition(text):
    change("kpis.yaml", "version: 1\n", f"version: 1\nfail_on: {text}\n")


def test_the_pack_is_written_first_and_the_gate_says_no():
    result = build("--fail-on", "off-target")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == LINE
    assert result.stdout.splitlines() == ["scorecard/scorecard.json"]
    assert pack()["gate"]["objections"][0]["sentence"] == LINE.removeprefix("gate: ")


def test_quietly_nothing_but_the_gate_is_said():
    result = build("-q", "--fail-on", "off-target")
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", f"{LINE}\n")


def test_a_gate_that_has_nothing_to_object_to_says_nothing():
    result = build("-q", "--fail-on", "no-data,small-base")
    assert (result.exit_code, result.output) == (0, "")
    assert pack()["gate"] | {"accepted": []} == {
        "conditions": ["no-data", "small-base"], "passed": True, "held": False,
        "objections": [], "accepted": [],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["[off-target]", "off-target", "[people:off-target]"])
def test_the_gate_of_the_definition(text):
    gate_in_the_definition(text)
    result = build("-q")
    assert (result.exit_code, result.stderr) == (3, f"{LINE}\n")


def test_the_option_replaces_the_definition():
    gate_in_the_definition("[off-target]")
    assert build("-q", "--fail-on", "no-data").exit_code == 0
    assert pack()["gate"]["conditions"] == ["no-data"]
    assert build("-q", "--fail-on", "none").exit_code == 0
    assert pack()["gate"]["conditions"] == []


def test_a_gate_that_the_definition_switches_off_is_none():
    gate_in_the_definition("none")
    assert build("-q").exit_code == 0
    assert pack()["gate"]["conditions"] == []


def test_the_environment_may_ask_as_well(monkeypatch):
    monkeypatch.setenv("CXSCORE_BUILD_FAIL_ON", "off-target,no-data")
    assert build("-q").exit_code == 3


def test_it_is_asked_of_a_kpi_or_of_a_group():
    assert build("-q", "--fail-on", "complaints_rate:off-target").exit_code == 0
    assert build("-q", "--fail-on", "happy:off-target").exit_code == 3
    assert build("-q", "--fail-on", "people:off-target").exit_code == 3


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("of-target", "there is no condition 'of-target'; did you mean 'off-target'?"),
        ("hapy:off-target", "there is no KPI and no group 'hapy'; did you mean 'happy'?"),
        ("peple:no-data", "there is no KPI and no group 'peple'; did you mean 'people'?"),
        ("listening-gap", "'listening-gap' could never object: kpis.yaml has no 'listening'"),
        ("none,off-target", "'none' switches the gate off; leave the other conditions out"),
    ],
)
def test_what_nobody_knows_is_wrong_usage_with_the_nearest(asked, says):
    result = build("--fail-on", asked)
    assert result.exit_code == 2
    assert f"Error: --fail-on: {says}" in result.stderr
    assert not Path("scorecard").exists()


def test_an_id_that_a_kpi_and_a_group_share_is_wrong_usage():
    change("kpis.yaml", "id: people", "id: happy")
    change("kpis.yaml", "group: people", "group: happy")
    assert build("-q", "--fail-on", "off-target").exit_code == 3
    result = build("--fail-on", "happy:off-target")
    assert result.exit_code == 2
    assert "'happy' is the id of a KPI and of a group" in result.stderr


class TestHold:
    def test_nothing_is_written_and_the_earlier_pack_stays(self):
        assert build("-q").exit_code == 0
        before = Path("scorecard/scorecard.json").read_bytes()
        result = build("--hold", "--fail-on", "off-target", "-f", "html")
        assert result.exit_code == 3
        assert result.stderr.splitlines()[-2:] == [LINE, "Nothing was written: the pack is held."]
        assert result.stdout == ""
        assert [path.name for path in Path("scorecard").iterdir()] == ["scorecard.json"]
        assert Path("scorecard/scorecard.json").read_bytes() == before

    def test_quietly_the_objections_are_all(self):
        result = build("-q", "--hold", "--fail-on", "off-target")
        assert (result.exit_code, result.output) == (3, f"{LINE}\n")
        assert not Path("scorecard").exists()

    def test_standard_output_gets_nothing_either(self):
        result = build("-q", "--hold", "--fail-on", "off-target", "-o", "-")
        assert (result.exit_code, result.stdout) == (3, "")

    def test_a_pack_that_passes_is_written(self):
        assert build("-q", "--hold", "--fail-on", "no-data").exit_code == 0
        assert pack()["gate"]["held"] is False

    def test_without_any_gate_nothing_could_ever_be_held(self):
        result = build("--hold")
        assert result.exit_code == 2
        assert "--hold goes with a gate: fail_on in kpis.yaml, or --fail-on" in result.stderr
        gate_in_the_definition("[no-data]")
        assert build("-q", "--hold").exit_code == 0
        assert build("-q", "--hold", "--fail-on", "none").exit_code == 0


def test_as_json_a_line_is_an_object():
    result = build("-q", "--log-format", "json", "--fail-on", "off-target")
    said = json.loads(result.stderr)
    assert (said["level"], said["text"]) == ("error", LINE)


def test_a_narrowed_pack_is_asked_for_what_it_shows():
    assert build("-q", "--fail-on", "happy:off-target", "--kpi", "complaints_rate").exit_code == 0
    assert build("-q", "--fail-on", "happy:off-target", "--owner", "ada").exit_code == 3


def test_a_missing_library_weighs_more_than_the_gate(monkeypatch):
    from cxscore.problems import MissingLibrary
    from cxscore.rendering import FORMATS, Format

    def missing(_):
        raise MissingLibrary("a PDF", "apt-get install pango")

    monkeypatch.setitem(FORMATS, "pdf", Format("scorecard.pdf", missing))
    result = build("-q", "-f", "pdf", "--fail-on", "off-target")
    assert result.exit_code == 4
    assert LINE in result.stderr.splitlines()


def test_a_file_named_by_its_suffix():
    assert build("-q", "-f", "junit").exit_code == 0
    assert run("build", "-q", "-f", "junit", "-o", "report.xml").exit_code == 0
    assert Path("report.xml").read_bytes().startswith(b"<?xml")


def test_check_says_what_is_wrong_with_the_gate_and_asks_nothing_of_it():
    gate_in_the_definition("[off-target]")
    assert run("check").exit_code == 0
    change("kpis.yaml", "fail_on: [off-target]", "fail_on: [nothappy:off-target]")
    result = run("check")
    assert result.exit_code == 1
    assert "kpis.yaml:2:11: error: CX190: there is no KPI and no group 'nothappy'" in result.stderr
