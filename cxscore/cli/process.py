"""The process around one command: its streams, its signals, its end."""

import gc
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from cxscore.cli.console import asked, failure_said
from cxscore.cli.signals import SIGNALS, Stopped
from cxscore.cli.streams import open_streams

PROBLEMS = 1
"""The exit code of what is wrong with the definition or the data."""
FAILURE = 4
"""The exit code where the system refuses: a disk, a stream, a library."""
GATE = 3
"""The exit code where the gate says no, and where packs differ."""
SELDOM = 1_000_000
"""How many objects are made before dead circles are looked for; Python's own number is 700."""

PATIENCE = 0.0005
"""Seconds that a thread waits for the interpreter; Python's own number is ten times that.

Those that hash files and ask the engine need it for a moment only, once in some milliseconds.
"""


def run(command: Callable[[], object]) -> NoReturn:
    """Run *command*, as the process's only work.

    Nearly all that a command makes lives until its end. Looking for garbage
    in it, and taking it apart piece by piece before the system takes it all
    back, cost a fifth of building the sample.
    """
    open_streams()
    gc.set_threshold(SELDOM, 20, 100)
    sys.setswitchinterval(PATIENCE)
    # It would look through every package that is installed for plugins, of which none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Numpy's threads for products of matrices, of which none is asked here, wait by spinning.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    SIGNALS.listen()
    try:
        command()
    except SystemExit as ended:
        _end(ended.code)
        raise
    except OSError as failure:  # what click says of wrong usage could not be written
        asked().say(f"cxscore: {failure_said(failure)}", "error")
        _end(FAILURE)
    finally:
        if SIGNALS.code is not None:  # the engine makes an error of its own of a signal
            asked().say(f"cxscore: {Stopped(SIGNALS.code)}", "error")
            _end(SIGNALS.code)
    raise AssertionError("click ends its commands with SystemExit")


def _end(code: str | int | None) -> None:
    """End the process now, with everything written; not where *code* is words."""
    if not (code is None or isinstance(code, int)):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # told already where it was first met
        code = code or FAILURE
    os._exit(SIGNALS.code or code or 0)
