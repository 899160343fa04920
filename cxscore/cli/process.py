"""The process around one command: it collects little garbage, and ends at once."""

import gc
import os
import sys
from typing import NoReturn

from cxscore.cli.commands import main

SELDOM = 50_000
"""How many objects are made before dead circles are looked for; Python's own number is 700."""


def run() -> NoReturn:
    """Run the command that the arguments name, as the process's only work.

    Nearly all that a command makes lives until its end. Looking for garbage
    in it, and taking it apart piece by piece before the system takes it all
    back, cost a fifth of building the sample.
    """
    gc.set_threshold(SELDOM, 20, 100)
    try:
        main()
    except SystemExit as ended:
        _end(ended.code)
        raise
    raise AssertionError("click ends its commands with SystemExit")


def _end(code: str | int | None) -> None:
    """End the process now, with everything written; not where *code* is words, or a pipe broke."""
    if not (code is None or isinstance(code, int)):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code or 0)
