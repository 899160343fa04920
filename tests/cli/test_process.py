"""The process: its code, its streams, and what becomes of them."""

import gc
import os
import signal
import subprocess
import sys

import pytest

from cxscore.cli import main, process
from cxscore.cli.signals import SIGNALS
from tests import company

CXSCORE = [sys.executable, "-m", "cxscore"]


@pytest.fixture(autouse=True)
def process_as_before():
    """What a command sets for its process is this one's again afterwards."""
    threshold, streams = gc.get_threshold(), (sys.stdout, sys.stderr)
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = [signal.getsignal(number) for number in numbers]
    yield
    SIGNALS.code, SIGNALS.done = None, False
    gc.set_threshold(*threshold)
    sys.stdout, sys.stderr = streams
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    company.write(tmp_path)
    return tmp_path


class Ended(Exception):  # noqa: N818 (it ends a test, and is no error)
    """Stands for the end of the process."""


@pytest.fixture
def ended(monkeypatch):
    codes = []

    def end(code):
        codes.append(code)
        raise Ended

    monkeypatch.setattr(os, "_exit", end)
    return codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [pytest.param(["--version"], 0, id="done"), pytest.param(["bild"], 2, id="wrong usage")],
)
def test_ends_at_once_with_the_commands_code(arguments, code, ended, monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["cxscore", *arguments])
    with pytest.raises(Ended):
        process.run(main)
    assert ended == [code]
    assert any(capfd.readouterr())


def test_words_instead_of_a_code_are_left_to_python_to_print(ended):
    with pytest.raises(SystemExit, match="a last word"):
        process.run(lambda: sys.exit("a last word"))
    assert ended == []


def test_a_signal_that_a_library_made_something_else_of_is_still_the_code(ended):
    def command():
        SIGNALS.code = 143
        sys.exit(4)

    with pytest.raises(Ended):
        process.run(command)
    assert ended[0] == 143


def test_a_bug_keeps_its_traceback():
    def bug():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        process.run(bug)


def test_everything_reaches_a_pipe_before_the_process_ends():
    done = subprocess.run([*CXSCORE, "schema"], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("}")
    assert done.stderr == ""


def shell(line: str) -> subprocess.CompletedProcess:
    """Run *line*, in which ``cxscore`` is this program; its code is that of the program."""
    program = " ".join(CXSCORE)
    line = line.replace("cxscore", program)
    return subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )


class TestNobodyReads:
    """A stream that is closed is no failure, and changes no code."""

    @pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
    @pytest.mark.parametrize("command", ["check", "build -f json -o -", "--help"])
    def test_closed(self, here, command, closed):
        done = shell(f"cxscore {command} {closed}")
        assert done.returncode == 0
        assert done.stderr == ""

    @pytest.mark.parametrize("command", ["check --kpi", "build nothing.yaml"])
    def test_closed_while_the_usage_is_wrong(self, here, command):
        assert shell(f"cxscore {command} >&- 2>&-").returncode == 2

    @pytest.mark.parametrize(
        "command", ["check --format json", "schema", "build -f html -o -", "--help", "check"]
    )
    def test_a_reader_that_has_gone(self, here, command):
        done = shell(f"(sleep 0.2; exec cxscore {command}) | true")
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_fault_is_a_fault_whoever_reads(self, here):
        company.write(here, company.KPIS.replace("polarity", "polarty"))
        for line in ("cxscore check 2>&1 | true", "cxscore check --format json | true"):
            assert shell(line).returncode == 1

    def test_files_do_not_take_the_numbers_of_closed_streams(self, here):
        """What a library prints would go into them."""
        assert shell("cxscore build -f html,json >&- 2>&-").returncode == 0
        closed = (here / "scorecard" / "scorecard.html").read_bytes()
        assert shell("cxscore build -f html,json").returncode == 0
        assert (here / "scorecard" / "scorecard.html").read_bytes() == closed

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full")  # noqa: PTH110
    @pytest.mark.parametrize("command", ["check", "build -f json -o -", "--help"])
    def test_a_disk_that_is_full_is_somebody_elses_failure(self, here, command):
        done = shell(f"cxscore {command} > /dev/full")
        assert done.returncode == 4
        assert done.stderr == "cxscore: No space left on device\n"

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full")  # noqa: PTH110
    @pytest.mark.parametrize(
        ("command", "code"), [("build --no-such", 2), ("build -f json -v", 0), ("check -v", 0)]
    )
    def test_a_log_that_takes_no_more_changes_no_code(self, here, command, code):
        assert shell(f"cxscore {command} 2> /dev/full").returncode == code


@pytest.mark.parametrize("said", [None, "3"])
def test_threads_for_products_of_matrices_are_one_unless_the_user_says_more(said):
    code = (
        "import os, sys; from cxscore.cli.process import run; "
        "run(lambda: sys.exit(print(os.environ['OPENBLAS_NUM_THREADS'])))"
    )
    known = {name: value for name, value in os.environ.items() if "OPENBLAS" not in name}
    env = known if said is None else {**known, "OPENBLAS_NUM_THREADS": said}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    assert done.stdout.strip() == (said or "1")
