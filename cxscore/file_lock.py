"""A lock on a file, which the system lets go when its holder ends, however that ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def lock_file(path: Path, mode: int) -> int | None:
    """Return the handle of *path*, locked; None where another run has it, or had and removed it.

    A file that is made gets *mode*, whatever the umask: who may write to a
    shared folder may lock it.

    Raises:
        OSError: where there is no such folder, or its disk knows no locks.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), mode)
    if hasattr(os, "fchmod"):
        # The file of another user is locked as it is.
        with suppress(PermissionError):
            os.fchmod(handle, mode)
    held = False
    try:
        held = _lock(handle) and _is_at(handle, path)
    finally:
        if not held:
            os.close(handle)
    return handle if held else None


def _lock(handle: int) -> bool:
    """Lock the open file if no other run has it, and return whether none had."""
    if sys.platform != "win32":
        # One call: filelock takes as long to import as a kpis.yaml to parse.
        from fcntl import LOCK_EX, LOCK_NB, flock

        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except (BlockingIOError, PermissionError):  # some disks say the latter of what is locked
            return False
        return True
    from filelock import lock_descriptor

    return lock_descriptor(handle, blocking=False)


def _is_at(handle: int, path: Path) -> bool:
    """Return whether *path* is still the open file, which its last holder may have removed."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False
