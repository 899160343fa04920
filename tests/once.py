"""What takes long to make and is only looked at: it is made once for all processes of a run."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder *name* in *shared*, which the first that asks has *make* fill.

    A test that asks may read what lies there and must change nothing.
    """
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (folder / ".made").exists():
            folder.mkdir()
            make(folder)
            (folder / ".made").touch()
    return folder
