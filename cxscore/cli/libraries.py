"""What libraries leave on the disk while they work."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from cxscore.scratch import open_scratch


@contextmanager
def temporary_files() -> Iterator[None]:
    """Within it, libraries put their temporary files where they are taken away for certain.

    The process ends too soon for them to do it themselves.
    """
    before = tempfile.tempdir
    with open_scratch() as folder:
        tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before
