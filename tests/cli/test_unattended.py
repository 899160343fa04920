"""A build that nobody watches: what cron, a container or a broken machine gives it, and takes."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxscore import asked_times, read
from cxscore.cli import main, output, report
from tests import company
from tests.machines import can_mount, with_mounts
from tests.pango import needs_pango
from tests.recipe import needs

CXSCORE = [sys.executable, "-m", "cxscore"]
TODAY = company.KPIS.replace(", as_of: 2026-04-10", "")
LATE = company.KPIS + (
    "  wait: {name: Wait, owner: ada, dataset: calls, "
    "measure: {mean: seconds}, polarity: lower_is_better}\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "company"
    folder.mkdir()
    monkeypatch.chdir(folder)
    company.write(folder)
    return folder


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


def built(*arguments, **environment):
    """Return the scorecard.json of a build, which goes to standard output."""
    result = run("build", "-f", "json", "-o", "-", *arguments, **environment)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


class TestToday:
    """It is the calendar's day, not the machine's."""

    @pytest.fixture
    def at(self, monkeypatch):
        """Set the clock to a moment in UTC."""

        def set_to(moment: str) -> None:
            class Clock(datetime):
                @classmethod
                def now(cls, tz=None):
                    return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(tz)

            monkeypatch.setattr(asked_times, "datetime", Clock)

        return set_to

    @pytest.mark.parametrize(
        ("zone", "day"),
        [
            ("America/New_York", "2026-03-31"),
            ("Europe/London", "2026-04-01"),
            ("Pacific/Auckland", "2026-04-01"),
            (None, "2026-04-01"),
        ],
    )
    def test_half_an_hour_into_the_first(self, here, at, monkeypatch, zone, day):
        monkeypatch.setenv("TZ", "UTC")
        company.write(here, TODAY + (f"calendar: {{timezone: {zone}}}\n" if zone else ""))
        at("2026-04-01T00:30:00")
        assert built()["as_of"] == day
        assert str(asked_times.day_of(read("kpis.yaml"))) == day

    def test_the_period_reported_follows(self, here, at):
        """In New York March has not ended."""
        at("2026-04-01T00:30:00")
        periods = []
        for zone in ("America/New_York", "UTC"):
            company.write(here, f"{TODAY}calendar: {{timezone: {zone}}}\n")
            periods.append(built()["period"]["id"])
        assert periods == ["2026-02", "2026-03"]

    def test_so_does_the_moment_of_source_date_epoch(self, here):
        company.write(here, TODAY + "calendar: {timezone: America/New_York}\n")
        epoch = int(datetime(2026, 4, 1, 0, 30, tzinfo=UTC).timestamp())
        assert built(SOURCE_DATE_EPOCH=str(epoch))["as_of"] == "2026-03-31"


@needs_pango
def test_no_environment_no_terminal_no_standard_input(here):
    """As from cron or in a container: no HOME, no USER, no PATH, no locale."""
    build = [*CXSCORE, "build", "-q", "-f", "html,pdf,json,csv,ics", "-o"]
    done = subprocess.run(
        [*build, "bare"],
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    known = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(here), "COLUMNS": "200"}
    subprocess.run([*build, "known"], env=known, check=True)
    packs = [
        {path.name: path.read_bytes() for path in Path(p).iterdir()} for p in ("bare", "known")
    ]
    assert len(packs[0]) == 5
    assert packs[0] == packs[1]


@can_mount
def test_the_working_directory_may_be_read_only(here, tmp_path):
    """Temporary files go to TMPDIR, and what is written goes to ``-o``: nothing else is touched."""
    company.write(here, company.KPIS.replace("date: day", "date: day, encoding: latin-1"))
    (tmp_path / "tmp").mkdir()
    mounts = f"mount --bind {here} {here}; mount -o remount,ro,bind {here}; cd {here}"
    refused = with_mounts(f"{mounts}; ! touch {here}/x 2>/dev/null", ["true"])
    assert subprocess.run(refused, check=False).returncode == 0, "the folder is read-only"
    build = [*CXSCORE, "build", "-f", "html,json", "-o", tmp_path / "board"]
    done = subprocess.run(
        with_mounts(mounts, build),
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "board").iterdir())) == 2
    assert list((tmp_path / "tmp").iterdir()) == []


class TestQuiet:
    """``-q`` leaves errors alone, so that mail from cron means that something is wrong."""

    def test_nothing_is_said_where_nothing_is_wrong(self, here):
        company.write(here, surveys=company.ROWS + "2026-08-01,5\n")
        assert "warning" in run("build").stderr
        assert run("build", "-q").output == ""
        assert run("check", "-q").output == ""
        assert run("build", "-q", "-v").output == ""

    @pytest.mark.parametrize(
        "command", [["init", "new"], ["init", "--registers", "own"], ["close", "--list"]], ids=repr
    )
    def test_other_commands_inform_nobody_either(self, here, command):
        assert run(*command, "-q").stderr == ""

    def test_errors_are_said(self, here):
        company.write(here, company.KPIS.replace("owner: ada", "owner: eve"))
        result = run("build", "-q")
        assert result.exit_code == 1
        assert result.stderr.startswith("kpis.yaml:10:")


@pytest.mark.skipif(not hasattr(report, "log_line"), reason="the log has no shape of its own yet")
class TestLog:
    """With ``--log-format json`` whatever is said is an object on a line of its own."""

    KEYS = frozenset(("level", "code", "path", "line", "text", "kpi"))

    def said(self, result):
        lines = [json.loads(line) for line in result.stderr.splitlines()]
        assert lines
        assert all(set(line) >= self.KEYS for line in lines)
        return lines

    def test_problems_name_their_place(self, here):
        company.write(here, surveys=company.ROWS + "2026-03-30,eleven\n")
        (line,) = self.said(run("build", "--log-format", "json"))
        assert line["text"].startswith("score is 'eleven'")
        assert (line["level"], line["code"], line["path"]) == ("error", "CX205", "surveys.csv")
        assert line["line"] == len(company.ROWS.splitlines()) + 1

    def test_steps(self, here):
        lines = self.said(run("build", "-v", "--log-format", "json"))
        assert {line["level"] for line in lines} == {"info"}

    @pytest.mark.parametrize(
        ("arguments", "code", "says"),
        [
            pytest.param(["--kpi", "npx"], 2, "did you mean 'nps'?", id="usage"),
            pytest.param(["none.yaml"], 2, "there is no none.yaml", id="no-definition"),
            pytest.param(["--period", "2027-01"], 1, "has no rows yet", id="data"),
            pytest.param(["-o", "surveys.csv/x"], 4, "Not a directory", id="system"),
            pytest.param(["--templates", "own"], 1, "scorecard.html", id="raised"),
        ],
    )
    def test_whatever_ends_the_run(self, here, arguments, code, says):
        (here / "own").mkdir()
        (here / "own" / "scorecard.html").write_text("{{ nothing.such }}")
        result = run("build", *arguments, "--log-format", "json")
        assert result.exit_code == code
        last = self.said(result)[-1]
        assert last["level"] == "error"
        assert says in last["text"] + str(last["path"])

    def test_the_next_command_has_a_log_of_its_own(self, here):
        run("build", "--kpi", "npx", "--log-format", "json")
        assert run("build", "--kpi", "npx").stderr.startswith("Usage: ")


class TestTwoRuns:
    """The second waits for the first, so long and no longer."""

    def test_it_gives_up_after_lock_timeout(self, here):
        run("build", "-f", "json")
        before = (here / "scorecard" / "scorecard.json").read_bytes()
        with output._locked(here / "scorecard", 0):
            result = run("build", "-f", "json", "--period", "2026-02", "--lock-timeout", "0.1")
        assert result.exit_code == 4
        assert "another run is writing to scorecard" in result.stderr
        assert (here / "scorecard" / "scorecard.json").read_bytes() == before

    def test_it_writes_where_the_first_ends_in_time(self, here):
        (here / "scorecard").mkdir()
        held, ended = threading.Event(), threading.Event()

        def first():
            with output._locked(here / "scorecard", 0):
                held.set()
                ended.wait(60)

        other = threading.Thread(target=first)
        other.start()
        held.wait(60)
        threading.Timer(0.2, ended.set).start()
        assert run("build", "-f", "json", "--lock-timeout", "60").exit_code == 0
        other.join()

    def test_no_timeout_is_negative(self, here):
        assert run("build", "--lock-timeout", "-1").exit_code == 2


@can_mount
class TestADiskThatFails:
    """The earlier pack stands, and the exit code is 4."""

    EARLIER = "{cxscore} build -q -f json -o {board}/pack; sha256sum {board}/pack/* > {kept}"

    def after(self, mounts, here, tmp_path, *formats):
        """Return how a build over an earlier pack ends, after *mounts*, and what lies there."""
        board, kept = tmp_path / "board", tmp_path / "kept"
        board.mkdir()
        words = " ".join(CXSCORE)
        earlier = self.EARLIER.format(cxscore=words, board=board, kept=kept)
        disk = f"mount -t tmpfs -o size=600k tmpfs {board}"
        ends = f"{words} build --period 2026-02 -f {','.join(formats)} -o {board}/pack || code=$?"
        look = f"sha256sum --check --quiet {kept}; ls -A {board}/pack; exit $code"
        script = "; ".join([disk, earlier, mounts.format(board=board), "code=0", ends, look])
        done = subprocess.run(
            with_mounts(script, ["true"]), capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr, done.stdout

    def test_a_full_disk(self, here, tmp_path):
        fill = "dd if=/dev/zero of={board}/fill bs=1k count=560 2>/dev/null"
        code, said, left = self.after(fill, here, tmp_path, "html", "json")
        assert (code, left) == (4, "scorecard.json\n")
        assert said == "cxscore: No space left on device\n"

    def test_a_disk_that_the_system_made_read_only(self, here, tmp_path):
        """As it does where the disk fails."""
        fault = "mount -o remount,ro {board}"
        code, said, left = self.after(fault, here, tmp_path, "json")
        assert (code, left) == (4, "scorecard.json\n")
        assert said.endswith(": Read-only file system\n")


@can_mount
@pytest.mark.parametrize("name", ["kpis.yaml", "surveys.csv", "actions.csv"])
def test_a_disk_that_fails_in_the_middle_of_a_file(here, name):
    """The file is named, and the earlier pack stands."""
    company.write(here, company.KPIS + "registers: {actions: actions.csv}\n")
    (here / "actions.csv").write_text("id,title,kpi,owner,opened,due\n")
    run("build", "-q", "-f", "json")
    before = (here / "scorecard" / "scorecard.json").read_bytes()
    # Nothing lies where a process begins: reading there fails as a bad disk does.
    fault = f"sleep 60 & trap 'kill $!' EXIT; mount --bind /proc/$!/mem {here / name}"
    build = f'"{sys.executable}" -m cxscore build -q -f json; exit $?'
    command = with_mounts(f"{fault}; {build}", ["true"])
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (4, f"cxscore: {name}: Input/output error\n")
    assert (here / "scorecard" / "scorecard.json").read_bytes() == before


def test_a_mount_that_is_lost(here, monkeypatch):
    """What a network disk answers whose server is gone; there is no such disk in a test."""
    run("build", "-f", "json")
    before = (here / "scorecard" / "scorecard.json").read_bytes()
    real = os.open

    def lost(path, *args, **rest):
        if str(path).startswith("scorecard"):
            raise OSError(116, "Stale file handle", str(path))
        return real(path, *args, **rest)

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", lost)
        result = run("build", "-f", "json", "--period", "2026-02")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == "cxscore: scorecard/.cxscore-lock: Stale file handle\n"
    assert (here / "scorecard" / "scorecard.json").read_bytes() == before


class TestFeedsThatDiffer:
    """The period is the latest that holds any rows; what has none yet says so."""

    @pytest.fixture
    def late(self, here):
        dataset = "  calls: {file: calls.csv, date: day, arrives_within_days: 5}\n"
        february = "".join(f"2026-{m:02}-{d:02},{d}\n" for m in (1, 2) for d in range(1, 29))
        definition = LATE.replace("kpis:\n", f"{dataset}kpis:\n", 1)
        company.write(here, definition, calls="day,seconds\n" + february)

    def test_kpis_without_rows_have_no_data_and_are_stale(self, late):
        found = built()
        assert found["period"]["id"] == "2026-03"
        shown = {kpi["id"]: (kpi["status"], kpi["stale"]) for kpi in found["kpis"]}
        assert shown == {"nps": ("no_target", False), "wait": ("no_data", True)}

    @needs("--hold", "--fail-on")
    def test_nothing_is_written_before_all_are_in(self, late, here):
        held = ("build", "-q", "-f", "json", "--fail-on", "stale-data,no-data", "--hold")
        result = run(*held)
        assert result.exit_code == 3
        assert result.stderr.startswith("gate: wait ")
        assert not (here / "scorecard").exists()
        with (here / "calls.csv").open("a", encoding="utf-8") as calls:
            calls.writelines(f"2026-03-{day:02},{day}\n" for day in range(1, 32))
        assert run(*held).exit_code == 0
        assert (here / "scorecard" / "scorecard.json").is_file()

    def test_a_period_can_be_insisted_on(self, late):
        assert built("--period", "2026-02")["kpis"][1]["status"] == "no_target"
        assert run("build", "--period", "2026-04").exit_code == 1
