"""A stretch of work during which nothing is garbage-collected."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Within it nothing is garbage-collected; afterwards it is as it was.

    Layout and charts make many small objects that live for a moment, or to
    the end; looking for dead circles among them takes an eighth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
