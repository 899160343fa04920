"""Modules that are loaded while the engine is at work, when the interpreter has little to do.

Loaded any earlier, they would only keep the engine from its beginning.
"""

from collections.abc import Callable
from threading import Thread

Load = Callable[[], object]


class _Loading(Thread):
    """A thread that loads, and keeps what goes wrong for whoever waits for it."""

    def __init__(self, load: Load) -> None:
        super().__init__()
        self.load = load
        self.fault: BaseException | None = None

    def run(self) -> None:
        """Load it."""
        try:
            self.load()
        except BaseException as fault:  # noqa: BLE001 (it is raised where the thread is awaited)
            self.fault = fault


_waiting: list[Load] = []
_loading: list[_Loading] = []


def ask_for(load: Load) -> None:
    """Have *load* called by a thread of its own, once the engine is at work."""
    _waiting.append(load)


def are_asked_for() -> bool:
    """Return whether anything waits to be loaded."""
    return bool(_waiting)


def begin() -> None:
    """Begin to load what was asked for: the engine is at work."""
    while _waiting:
        _loading.append(_Loading(_waiting.pop(0)))
        _loading[-1].start()


def finish() -> None:
    """Return when everything that was asked for is loaded.

    Two threads that import parts of one package at once may each see half of it. What went wrong
    in one of them is raised here.
    """
    begin()
    faults = []
    while _loading:
        loading = _loading.pop()
        loading.join()
        faults.append(loading.fault)
    for fault in filter(None, faults):
        raise fault


def forget() -> None:
    """Load nothing of what was asked for: the run that asked has failed, and another begins."""
    _waiting.clear()
