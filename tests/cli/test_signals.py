"""Signals, and kills: nothing is left, and a pack is whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from cxscore.cli.signals import Signals, Stopped
from tests import company
from tests.pango import needs_pango

KILLS = int(os.environ.get("CXSCORE_TEST_KILLS", "2"))
"""How often a build is killed; 300 times before a release."""
CXSCORE = [sys.executable, "-m", "cxscore"]
PACK = ("scorecard.html", "scorecard.json", "scorecard.pdf")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A company with an export that has to be copied to be read, and a TMPDIR of our own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    company.write(tmp_path, company.KPIS.replace("date: day", "date: day, encoding: latin-1"))
    return tmp_path


def left(here: Path) -> list[str]:
    """Return what lies in TMPDIR, and beside the pack."""
    pack = here / "scorecard"
    beside = [p.name for p in pack.iterdir()] if pack.is_dir() else []
    return [p.name for p in (here / "tmp").iterdir()] + [n for n in beside if n not in PACK]


def started(*command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*CXSCORE, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for_copy(here: Path) -> None:
    """Wait until the export has been copied to TMPDIR."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if list((here / "tmp").glob("**/*-copied.csv")):
            return
        time.sleep(0.005)
    pytest.fail("the export was never copied")


def many_rows(here: Path) -> None:
    head, *rows = company.ROWS.splitlines(keepends=True)
    (here / "surveys.csv").write_text(head + "".join(rows) * 20_000, encoding="latin-1")


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        pytest.param(signal.SIGTERM, 143, "terminated", id="TERM"),
        pytest.param(signal.SIGHUP, 143, "terminated", id="HUP"),
        pytest.param(signal.SIGINT, 130, "interrupted", id="INT"),
    ],
)
def test_a_signal_while_reading_leaves_no_copies(here, number, code, says):
    many_rows(here)
    run = started("check")
    wait_for_copy(here)
    run.send_signal(number)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (code, f"cxscore: {says}\n")
    assert left(here) == []


def test_a_signal_that_whoever_started_it_ignores_is_ignored(here):
    """As ``nohup`` does."""
    many_rows(here)
    command = ["bash", "-c", "trap '' HUP; exec \"$@\"", "-", *CXSCORE, "check", "-q"]
    run = subprocess.Popen(command)
    wait_for_copy(here)
    run.send_signal(signal.SIGHUP)
    assert run.wait(timeout=120) == 0


def test_what_a_kill_left_is_removed_by_the_next_run_and_not_by_one_beside_it(here):
    many_rows(here)
    killed, beside = started("check"), None
    wait_for_copy(here)
    killed.kill()
    killed.communicate()
    (abandoned,) = left(here)
    beside = started("check", "-q")
    until = time.monotonic() + 60
    while left(here) in ([abandoned], []) and time.monotonic() < until:
        time.sleep(0.005)
    # A third run takes away what the first left, and nothing of the second.
    small = here / "small"
    small.mkdir()
    company.write(small)
    assert subprocess.run([*CXSCORE, "check", "-q", "small"], check=False).returncode == 0
    assert abandoned not in left(here)
    assert beside.communicate(timeout=120) == ("", "")
    assert beside.returncode == 0
    assert left(here) == []


@needs_pango
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["TERM", "KILL"])
def test_at_any_moment(here, number):
    """However a build ends, the next leaves a whole pack, and nothing beside it."""
    build = ("build", "-q", "-f", "html,pdf,json", "--period")
    begun = time.monotonic()
    subprocess.run([*CXSCORE, *build, "2026-03"], check=True)
    takes = time.monotonic() - begun
    moments = random.Random(f"{number} {KILLS}")
    for turn in range(KILLS):
        run = started(*build, ("2026-02", "2026-03")[turn % 2])
        # Most of the time is spent before anything is written: the end is tried more often.
        time.sleep(takes * moments.betavariate(2, 1))
        run.send_signal(number)
        run.communicate()
        assert run.returncode in (0, 143, -number), "a signal before it listens ends it as well"
        # A run that fails clears up, too.
        after = subprocess.run([*CXSCORE, "build", "-q", "--period", "1999-01"], check=False)
        assert after.returncode == 1
        assert left(here) == []
        assert_whole(here / "scorecard")


def assert_whole(pack: Path) -> None:
    """Hold every file of *pack* to its digest in scorecard.json."""
    named = json.loads((pack / "scorecard.json").read_bytes())["pack"]
    assert named == {
        name: {"sha256": sha256((pack / name).read_bytes()).hexdigest()}
        for name in sorted(path.name for path in pack.iterdir())
        if name != "scorecard.json"
    }


class TestHeld:
    """While signals are held, nothing is stopped; afterwards it is."""

    def test_stops_what_follows(self):
        signals, done = Signals(), []
        with pytest.raises(Stopped) as stopped, signals.held():
            with signals.held():
                signals._receive(signal.SIGTERM, None)
                done.append("inner")
            done.append("outer")
        assert done == ["inner", "outer"]
        assert stopped.value.code == 143

    def test_only_the_first_counts(self):
        signals = Signals()
        with pytest.raises(Stopped):
            signals._receive(signal.SIGINT, None)
        signals._receive(signal.SIGTERM, None)
        with signals.held():
            pass
        assert signals.code == 130

    def test_what_is_done_is_not_stopped(self):
        signals = Signals()
        signals.finish()
        signals._receive(signal.SIGTERM, None)
        assert signals.code is None


def test_an_import_is_not_stopped_halfway(tmp_path):
    """It would keep its locks, and other threads wait for these without end."""
    (tmp_path / "slow_module.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGTERM)\ntime.sleep(0.2)\n"
        "print('whole')\n",
        encoding="utf-8",
    )
    code = (
        "import time\nfrom cxscore.cli.signals import SIGNALS, Stopped\nSIGNALS.listen()\n"
        "try:\n    import slow_module\n    time.sleep(30)\nexcept Stopped as s: print(s.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"},
    )
    assert (done.stdout.split(), done.stderr) == (["whole", "143"], "")
