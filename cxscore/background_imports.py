"""Modules that are loaded while the engine is at work, when the interpreter has little to do.

Loaded any earlier, they would only keep the engine from its beginning.
"""

from collections.abc import Callable
from threading import Thread

Load = Callable[[], object]

_waiting: list[Load] = []
_loading: list[Thread] = []


def ask_for(load: Load) -> None:
    """Have *load* called by a thread of its own, once the engine is at work."""
    _waiting.append(load)


def are_asked_for() -> bool:
    """Return whether anything waits to be loaded."""
    return bool(_waiting)


def begin() -> None:
    """Begin to load what was asked for: the engine is at work."""
    while _waiting:
        _loading.append(Thread(target=_waiting.pop(0)))
        _loading[-1].start()


def finish() -> None:
    """Return when everything that was asked for is loaded.

    Two threads that import parts of one package at once may each see half of it.
    """
    begin()
    while _loading:
        _loading.pop().join()
