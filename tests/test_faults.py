"""Every wrong input gets its exact lines, exit 1, and nothing written."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxscore.cli import main

FAULTS = Path(__file__).parent / "faults"
CASES = sorted(path.parent for path in FAULTS.glob("*/kpis.yaml"))


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request, tmp_path, monkeypatch):
    folder = tmp_path / "case"
    shutil.copytree(request.param, folder)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments):
    return CliRunner().invoke(main, [*arguments, "--no-progress"])


def check(case):
    """Run the command that is to find the fault: ``build`` where it lies in a template."""
    ours = case / "templates"
    return run("build", "--templates", ours.name) if ours.is_dir() else run("check")


def test_says_exactly_what_is_wrong(case):
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    result = check(case)
    assert result.stderr == expected
    assert result.exit_code == (1 if ": error: " in expected else 0)


def test_build_says_the_same_and_writes_nothing_or_all(case):
    """An error keeps the scorecard from being written; a warning does not."""
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    before = sorted(case.rglob("*"))
    result = check(case) if (case / "templates").is_dir() else run("build", "-f", "json")
    if ": error: " in expected:
        assert result.stderr == expected
        assert result.exit_code == 1
        assert sorted(case.rglob("*")) == before
    else:
        assert result.exit_code == 0
        assert (case / "scorecard" / "scorecard.json").is_file()


def test_there_are_enough_of_them():
    assert len(CASES) >= 60
