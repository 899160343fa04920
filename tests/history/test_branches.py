"""Two branches that close the same period: what git says, and what the chain says of it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import closed
from tests.closed import add, close, run

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
NAMES = ("-c", "user.name=Ada Field", "-c", "user.email=ada@example.com")


def git(*arguments, ends=0):
    done = subprocess.run(
        ["git", *NAMES, *arguments], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == ends, done.stdout + done.stderr
    return done.stdout.splitlines()


def commit(message):
    git("add", "history", "complaints.csv")
    git("commit", "--quiet", "-m", message)


def test_the_conflict_lies_in_one_file_and_the_other_close_follows_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-04", "2026-05-05")
    git("init", "--quiet", "--initial-branch=ours", ".")
    commit("April")
    git("branch", "theirs")
    close("2026-05", "2026-06-05")
    first = Path("history/2026-05.json").read_bytes()
    commit("May, as the board was told")
    git("checkout", "--quiet", "theirs")
    add("complaints.csv", "2026-05-30")
    close("2026-05", "2026-06-05")
    commit("May, closed by somebody else as well")
    git("checkout", "--quiet", "ours")
    git("merge", "--no-edit", "theirs", ends=1)
    assert git("diff", "--name-only", "--diff-filter=U") == ["history/2026-05.json"]
    unsolved = run("check", "--no-progress")
    assert unsolved.exit_code == 1 and "history/2026-05.json" in unsolved.stderr
    git("checkout", "--ours", "history/2026-05.json")
    commit("The close that came first")
    assert Path("history/2026-05.json").read_bytes() == first
    close("2026-05", "2026-06-06", "--again", "A complaint came late")
    again = json.loads(Path("history/2026-05.2.json").read_bytes())
    assert again["previous"]["file"] == "2026-05.json"
    assert run("check", "--no-progress").exit_code == 0
