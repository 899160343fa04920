"""Cold processes: how long each takes, and how much memory it holds at most."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CXSCORE = (sys.executable, "-m", "cxscore")


@dataclass(frozen=True, slots=True)
class Run:
    """One process, from start to end."""

    seconds: float
    peak_mb: float
    """The most memory it held, in units of a million bytes."""
    cpu: float
    """Seconds that the processor worked for it, whatever else ran."""


def _environment() -> dict[str, str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    # As for everybody who has installed it: nothing is compiled at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def seconds_to_first_line(command: Sequence[str | Path], cwd: Path = ROOT) -> float:
    """Return how long it took until *command* had printed a line."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    with process.stdout as said:
        line = said.readline()
        seconds = time.perf_counter() - started
        said.read()
    if process.wait() or not line.strip():
        sys.exit(f"{' '.join(map(str, command))} failed, or printed nothing")
    return seconds


def run(command: Sequence[str | Path], cwd: Path = ROOT) -> Run:
    """Return what *command* took; end the benchmark with its words where it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")
            sys.exit(f"{' '.join(map(str, command))} failed:\n{words}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 1e6, usage.ru_utime + usage.ru_stime)


def python(code: str) -> tuple[str, str, str]:
    """Return the command that runs *code*."""
    return (sys.executable, "-c", code)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same number of runs of two commands, taken in turns."""

    ours: tuple[Run, ...]
    base: tuple[Run, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of neighbours, so that a busy minute counts on both sides."""
        each = zip(self.ours, self.base, strict=True)
        return statistics.median(ours.seconds / base.seconds for ours, base in each)

    @property
    def cpu(self) -> tuple[float, float]:
        """The median of each side, in seconds of the processor."""
        ours, base = (statistics.median(r.cpu for r in runs) for runs in (self.ours, self.base))
        return ours, base

    @property
    def seconds(self) -> tuple[float, float]:
        """The median of each side."""
        ours, base = (statistics.median(r.seconds for r in runs) for runs in (self.ours, self.base))
        return ours, base


def compare(
    ours: Sequence[str | Path],
    base: Sequence[str | Path],
    times: int,
    cwd: Path = ROOT,
    base_cwd: Path | None = None,
) -> Pair:
    """Run *ours* and *base* in turns, after one run of each that is not counted."""
    runs = [(run(ours, cwd), run(base, base_cwd or cwd)) for _ in range(times + 1)][1:]
    return Pair(tuple(a for a, _ in runs), tuple(b for _, b in runs))
