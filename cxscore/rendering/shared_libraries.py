"""Opening shared libraries by the names of their files, without a search by other programs."""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_file_name() -> Iterator[None]:
    """Within it a shared library is opened only by its file's name, ``libpango-1.0.so.0``.

    WeasyPrint tries names without an ending first, and on Linux Python looks
    for each of those with ldconfig, gcc and ld: 54 processes and a third of a
    second for what the loader knows. Where it does not know them, OSError is
    raised as it would be without the library.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
