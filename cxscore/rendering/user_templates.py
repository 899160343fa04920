"""Templates of the user's: from their folder alone, and within limits of time and memory."""

import ctypes
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cxscore.paths import printed
from cxscore.problems import Problem, Problems

MOST_SECONDS = 20.0
"""What templates may take of the processor; the sample takes a fifth of one."""
MOST_BYTES = 500_000_000
"""What templates may take of the memory besides what is in use."""
MOST_BITS = 10_000
"""A whole number with more of them is not worked out: it could take for ever."""


class OverLimit(Exception):  # noqa: N818 (it says what happened)
    """A template that takes too long or too much; the text says which."""

    def __init__(self, text: str = "") -> None:
        """Say what is too much; nothing, where another thread says that it takes too long."""
        super().__init__(
            text or f"it takes more than {MOST_SECONDS:g} seconds: a loop without end?"
        )


class UserFolder(FileSystemLoader):
    """A folder of templates that no link leads out of."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the template; raise Problems where it is a link to elsewhere."""
        # A name with '..' or a drive in it is refused by what looks it up.
        path = self._folder / template
        real = os.path.realpath(path)
        inside = Path(real).is_relative_to(os.path.realpath(self._folder))
        if path.is_file() and not inside and ".." not in Path(template).parts:
            text = f"'{template}' leads to {real}, outside the folder of templates"
            hint = "put a copy of the file into it"
            raise Problems([Problem(printed(path), 0, 0, "CX171", text, hint=hint)])
        return super().get_source(environment, template)


class Bounded(ImmutableSandboxedEnvironment):
    """The sandbox, which works out no whole number that could take for ever."""

    intercepted_binops = frozenset({"**", "*"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 (a template's own)
        """Return what *operator* makes of *left* and *right*."""
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * right if operator == "**" else left.bit_length()
            if bits + right.bit_length() > MOST_BITS:
                raise OverLimit(f"it works out a number of more than {MOST_BITS} bits")
        return super().call_binop(context, operator, left, right)


@contextmanager
def limits() -> Iterator[None]:
    """Within it, templates come to an end, and with the memory there is.

    Raises:
        OverLimit, MemoryError: from the line that goes too far.
    """
    with _memory(), _time():
        yield


@contextmanager
def _time() -> Iterator[None]:
    """Raise OverLimit in this thread, wherever it is, once it has worked for too long."""
    worker, ended = threading.get_ident(), threading.Event()

    def watch() -> None:
        end = _worked(worker) + MOST_SECONDS
        while not ended.wait(0.1):
            if _worked(worker) >= end:
                _raise_in(worker)
                # Python drops what is raised in a callback (of a weak reference, a tracer), so it
                # is raised again; not before the worker has had the time to come out of its loop.
                end = _worked(worker) + 1

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        # What was raised and has not come yet comes in here, from the first call. Taking it back
        # would leave Python 3.11 looking for it at every step, and without end under a tracer.
        ended.set()
        watcher.join()


def _worked(thread: int) -> float:
    """Return how many seconds *thread* has worked, or the time where systems cannot tell."""
    if hasattr(time, "pthread_getcpuclockid"):
        return time.clock_gettime(time.pthread_getcpuclockid(thread))
    return time.monotonic()


def _raise_in(thread: int) -> None:
    """Raise OverLimit before the next step of *thread*."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OverLimit))


@contextmanager
def _memory() -> Iterator[None]:
    """Let the process take no more than some memory besides what it has, where systems can."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + MOST_BYTES
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
