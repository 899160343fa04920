"""A whole pack or the earlier one: how finished files reach the disk."""

import contextlib
import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from cxscore.cli.signals import SIGNALS
from cxscore.file_lock import lock_file
from cxscore.frozen import frozen
from cxscore.synced_files import WINDOWS, mode_of, sync_names, write_synced

LOCK_SECONDS = 60.0
"""How long a run waits for another one to finish writing."""
LOCK = ".cxscore-lock"
PREFIX = ".cxscore-writing-"
STAGE = re.compile(rf"{re.escape(PREFIX)}[a-z0-9_]{{8}}")


class Busy(OSError):  # noqa: N818 (it names the state of the folder)
    """Another run is writing to the same folder."""


def write_pack(
    files: Mapping[Path, bytes],
    *,
    folder: Path | None = None,
    patience: float = LOCK_SECONDS,
    check: Callable[[], None] = lambda: None,
    outdated: Callable[[], Collection[Path]] = tuple,
) -> None:
    """Write each of *files*, given in the order in which they are to appear.

    Every byte is on the disk, beside the real files, before the first name
    changes. Where one of the names cannot be changed, those that were are
    changed back, so that what was there before stays whole whatever fails.
    Of a run that was killed meanwhile, the next puts back what it changed.

    Args:
        files: path to content.
        folder: what they all lie in, or in folders of; that of the first where it is not named.
        patience: seconds to wait for another run.
        check: raises where they are not to be written after all; asked when no other run writes.
        outdated: gives files of an earlier pack, in the same folder, that this one has not: they
            go when it comes, with folders that are empty then; asked when no other run writes.

    Raises:
        Busy: where another run holds the folder for longer than *patience*.
        OSError: where the disk refuses.
    """
    folder = folder or next(iter(files)).parent
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(folder, patience), SIGNALS.held():
            _clear(folder)
            check()
            gone = [_name(path, folder) for path in outdated()]
            stage = _Stage(Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder)), folder)
            _put_in_place({_name(path, folder): files[path] for path in files}, gone, stage)
    except BaseException:  # a signal, too, leaves no folder that was not there
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _put_in_place(files: Mapping[str, bytes], gone: Collection[str], stage: "_Stage") -> None:
    try:
        stage.fill(files, gone)
        SIGNALS.heed()  # the last moment to turn back
        stage.move(files, gone)
        SIGNALS.finish()
    finally:
        # What cannot be put back now stays, for the next run to put back.
        stage.undo()
        stage.remove()
        for home in _homes([*files, *gone]):
            with contextlib.suppress(FileNotFoundError):  # it is empty, and gone
                sync_names(stage.folder / home)


def clear_up(folder: Path) -> None:
    """Undo in *folder* what a run that was killed left half done, unless another is writing."""
    with contextlib.suppress(OSError):
        names = [path.name for path in folder.iterdir()]
        if LOCK in names or any(map(STAGE.fullmatch, names)):
            with _locked(folder, 0.0):
                _clear(folder)


def _clear(folder: Path) -> None:
    """Undo what is half done in *folder*, which is ours: whoever began it is dead."""
    for path in [path for path in folder.iterdir() if STAGE.fullmatch(path.name)]:
        with contextlib.suppress(PermissionError):  # another user's: theirs to undo
            stage = _Stage(path, folder)
            stage.undo()
            stage.remove()


@frozen
class _Stage:
    """A pack on its way, in a folder beside the real files.

    What lies in it says how far it is: ``new`` holds the files that are not
    in place yet, ``old`` those that they replace and those that go, ``none``
    an empty file for each that replaces nothing.
    """

    path: Path
    folder: Path

    def fill(self, contents: Mapping[str, bytes], gone: Collection[str]) -> None:
        """Bring everything to the disk that is needed to go on, and to go back."""
        for part in ("new", "old", "none"):
            for home in _homes([*contents, *gone]):
                (self.path / part / home).mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            write_synced(self.path / "new" / name, content, mode_of(self.folder / name))
        for name in (*contents, *gone):
            self._keep(name)
        for home in _homes(contents):
            (self.folder / home).mkdir(parents=True, exist_ok=True)
        for part in ("new", "old", "none"):
            for home in _homes([*contents, *gone]):
                sync_names(self.path / part / home)
        sync_names(self.path)

    def _keep(self, name: str) -> None:
        there = self.folder / name
        if there.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(there))
        if not os.path.lexists(there):
            (self.path / "none" / name).touch()
            return
        kept = self.path / "old" / name
        try:
            os.link(there, kept, follow_symlinks=False)
        except (OSError, NotImplementedError):  # not every disk has links, or lets us make one
            shutil.copy2(there, kept, follow_symlinks=False)

    def move(self, names: Iterable[str], gone: Iterable[str]) -> None:
        """Take away what goes, then put the new files in place, in this order."""
        for name in gone:
            (self.folder / name).unlink()
        for name in names:
            (self.path / "new" / name).replace(self.folder / name)

    def undo(self) -> None:
        """Put back what was there, where some files are in place and others are not."""
        old, none, new = (self._names(part) for part in ("old", "none", "new"))
        if not new:
            return
        for name in old - new:
            self._put_back(name)
        for name in none - new:
            (self.folder / name).unlink(missing_ok=True)

    def _put_back(self, name: str) -> None:
        kept, there = self.path / "old" / name, self.folder / name
        try:
            kept.replace(there)
        except OSError:  # a disk that refuses new names may still take the content
            shutil.copy2(kept, there, follow_symlinks=False)

    def _names(self, part: str) -> set[str]:
        return {
            _name(Path(home, name), self.path / part)
            for home, _, names in os.walk(self.path / part)
            for name in names
        }

    def remove(self) -> None:
        """Take it away; the new files last, for without these nothing is ever undone."""
        homes = _homes(self._names("old") | self._names("none"))
        for part in ("old", "none", "."):
            shutil.rmtree(self.path / part, ignore_errors=True)
        for home in sorted(homes, key=len, reverse=True):  # what is within comes first
            if home != ".":
                with contextlib.suppress(OSError):  # it is not empty
                    (self.folder / home).rmdir()


def _homes(names: Iterable[str]) -> set[str]:
    """Return the folders that *names* lie in, all the way up."""
    return {home.as_posix() for name in names for home in Path(name).parents}


@contextlib.contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold *folder* for this run alone; the lock goes with the process, whatever ends it."""
    path = folder / LOCK
    end = time.monotonic() + patience
    while (handle := lock_file(path, 0o666)) is None:
        if time.monotonic() >= end:
            raise Busy(f"another run is writing to {folder}; try again when it is done")
        time.sleep(0.05)
    try:
        yield
    finally:
        with SIGNALS.held():
            _unlock(path, handle)


def _unlock(path: Path, handle: int) -> None:
    """Let go of the lock and leave nothing behind."""
    if not WINDOWS:
        path.unlink(missing_ok=True)
    os.close(handle)
    if WINDOWS:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
