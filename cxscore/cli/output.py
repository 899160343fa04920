"""Whole files or none: how a finished pack reaches the disk."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no flock; two runs are then kept apart by nobody
    fcntl = None  # type: ignore[assignment]

LOCK_SECONDS = 60.0
"""How long a run waits for another one to finish writing."""


class Busy(OSError):  # noqa: N818 (it names the state of the folder)
    """Another run is writing to the same folder."""


def write_pack(files: Mapping[Path, bytes], *, patience: float = LOCK_SECONDS) -> None:
    """Write each of *files*, given in the order in which they are to appear.

    Every byte is on the disk, in temporary files beside the real ones,
    before the first name changes. What was there before stays whole
    whatever fails.

    Args:
        files: path to content; all in one folder.
        patience: seconds to wait for another run.

    Raises:
        Busy: where another run holds the folder for longer than *patience*.
        OSError: where the disk refuses.
    """
    folder = next(iter(files)).parent
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder, patience), contextlib.ExitStack() as stack:
        ready = [(_beside(path, content, stack), path) for path, content in files.items()]
        for temporary, path in ready:
            temporary.replace(path)
        _sync(folder)


def _beside(path: Path, content: bytes, stack: contextlib.ExitStack) -> Path:
    """Write *content* to a temporary file beside *path*, down to the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    stack.callback(temporary.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(_mode(path))
    return temporary


def _mode(path: Path) -> int:
    """Return the file's own mode, or that of a new file under the user's mask."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(folder: Path) -> None:
    """Bring the new names themselves to the disk, where folders can be opened."""
    if fcntl is None:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold *folder* for this run alone; the lock goes with the process, whatever ends it."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _wait(handle, folder, patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise Busy(
                    f"another run is writing to {folder}; try again when it is done"
                ) from None
            time.sleep(0.05)
        else:
            return
