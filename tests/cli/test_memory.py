"""``cxscore diff``: what of a pack is not as another told it, in three forms."""

import json
from pathlib import Path

import pytest

from tests import closed
from tests.closed import add, build, change, close, run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-05", "2026-06-05")
    add("complaints.csv", "2026-04-30")
    change("actions.csv", "2026-07-31", "2026-09-30")
    change(
        "kpis.yaml", "target: 60", "target: [{value: 60}, {from: 2026-05, value: 62, reason: Plan}]"
    )
    build("2026-06", "2026-07-06")


LINES = [
    "Restated: Complaints, April 2026 15.00 → 17.50 per 100 (complaints.csv has 1 row more).",
    "The target of Pleased customers for May 2026 was 60% and is 62% (Plan).",
    "“Shorter letters” was due on 31 July 2026 and is due on 30 September 2026.",
]


@pytest.mark.parametrize("before", ["2026-05", "history/2026-05.json", "./history/2026-05.json"])
@pytest.mark.parametrize("after", [(), ("scorecard",), ("scorecard/scorecard.json",)])
def test_a_pack_is_named_in_several_ways(before, after):
    result = run("diff", before, *after)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-3:] == LINES


def test_two_closes():
    assert run("close", "2026-06").exit_code == 0
    result = run("diff", "2026-05", "2026-06")
    assert LINES[0] in result.stdout
    back = run("diff", "2026-06", "2026-05").stdout
    assert "April 2026 15.00 → 17.50 → 15.00 per 100 (complaints.csv has 1 row less)" in back


def test_markdown_is_a_list_under_a_heading():
    lines = run("diff", "2026-05", "--format", "md").stdout.splitlines()
    assert lines[:2] == ["## Since the last meeting (May 2026)", ""]
    assert all(line.startswith("- ") for line in lines[2:])
    assert len(lines) == 2 + len(run("diff", "2026-05").stdout.splitlines())


def test_json_is_what_the_scorecard_has():
    found = json.loads(run("diff", "2026-05", "--format", "json").stdout)
    pack = json.loads(Path("scorecard/scorecard.json").read_text("utf-8"))
    assert found == pack["since_last_close"]


def test_exit_code():
    assert run("diff", "2026-05", "--exit-code").exit_code == 3
    assert run("diff", "2026-05", "2026-05", "--exit-code").exit_code == 0
    same = run("diff", "scorecard", "scorecard", "--exit-code")
    assert (same.exit_code, same.stdout) == (0, "Nothing is otherwise than it was told.\n")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("2026-06",), "there is no pack '2026-06', and no such period is closed"),
        (("2026-04",), "did you mean '2026-05'?"),
        (("2026-05", "elsewhere"), "there is no pack 'elsewhere'"),
        (("surveys.csv",), "surveys.csv is not JSON"),
    ],
)
def test_what_is_no_pack(names, said):
    result = run("diff", *names)
    assert result.exit_code == 2
    assert said in result.stderr
