"""Loading libraries that would print, or warn, what is no concern of users."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from threading import Lock

_LOADING = Lock()


@contextmanager
def quietly() -> Iterator[None]:
    """Within it nothing that is imported prints or warns; one thread at a time.

    Threads share standard output and the filters of warnings: two that
    change them and change them back would leave them changed.
    """
    with _LOADING, redirect_stdout(StringIO()), warnings.catch_warnings(action="ignore"):
        yield
