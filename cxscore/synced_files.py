"""Files and names that are on the disk when a call returns, as far as the system can tell."""

import os
from contextlib import suppress
from pathlib import Path

WINDOWS = os.name == "nt"
"""It removes no file that is open, and opens no folder."""


def write_synced(path: Path, content: bytes, mode: int) -> None:
    """Write *content* to *path*, which must be new, and give it *mode*.

    Raises:
        OSError: where the disk refuses.
    """
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def mode_of(path: Path) -> int:
    """Return the file's own mode, or that of a new file under the user's mask."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sync_names(folder: Path) -> None:
    """Bring the names in *folder* to the disk, where folders can be opened."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
