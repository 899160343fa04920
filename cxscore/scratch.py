"""A folder for what lives no longer than a run: the next run removes what a killed one left."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from cxscore.file_lock import lock_file

PREFIX = "cxscore-scratch-"
NAME = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
"""What :func:`tempfile.mkdtemp` makes of the prefix."""
LOCK = "lock"
"""The file in the folder that its run holds locked; the system lets go of it, whatever ends it."""


@contextmanager
def open_scratch(parent: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder of our own, and remove it with all that is in it.

    It lies in *parent*, among temporary files where None. Folders of runs
    that were killed are removed first; those of runs at work, and of other
    users, are left alone.
    """
    home = Path(gettempdir()) if parent is None else parent
    _remove_abandoned(home)
    folder, lock = _claim(home)
    inside = folder / "files"
    try:
        inside.mkdir()
        yield inside
    finally:
        _remove(folder, lock)


def _claim(home: Path) -> tuple[Path, int | None]:
    """Return a new folder in *home* and its lock, None where the disk knows no locks."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX, dir=home))
        try:
            lock = lock_file(folder / LOCK, 0o600)
        except FileNotFoundError:
            continue
        except OSError:
            return folder, None
        # Another run may have taken it for abandoned before it was locked.
        if lock is not None:
            return folder, lock


def _remove_abandoned(parent: Path) -> None:
    with suppress(OSError):
        for folder in [path for path in parent.iterdir() if NAME.fullmatch(path.name)]:
            lock = None
            with suppress(OSError):
                lock = lock_file(folder / LOCK, 0o600) if _is_ours(folder) else None
            if lock is not None:
                _remove(folder, lock)


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)


def _remove(folder: Path, lock: int | None) -> None:
    if lock is not None and os.name == "nt":  # an open file cannot be removed there
        os.close(lock)
        lock = None
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)
