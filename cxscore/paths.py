"""Which files a kpis.yaml may read, and how paths are printed."""

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from enum import Enum
from pathlib import Path

from cxscore.globs import MOST_NAMES, TooManyNames, fixed_part, is_glob, matches

LONGEST = 4096
"""Characters of a path; no system takes more."""
_LONGEST_NAME = 255


class Why(Enum):
    """Why a path is not read; the value is the problem's code."""

    OUTSIDE = "CX144"
    MISSING = "CX145"
    NOT_A_FILE = "CX146"
    """A folder, an address on the network, no path at all, or a name that is not UTF-8."""
    TOO_MANY = "CX263"
    """A glob that goes over too many names."""


class Refused(Exception):  # noqa: N818 (it says what happened)
    """A path that is not read: why, in words, and what to do."""

    def __init__(self, why: Why, text: str, hint: str = "") -> None:
        self.why = why
        self.text = text
        self.hint = hint
        super().__init__(f"{text}; {hint}" if hint else text)

    @property
    def code(self) -> str:
        """The code of the problem it makes."""
        return self.why.value


def resolve(text: str, folder: Path, allowed: Iterable[Path] = ()) -> list[Path]:
    """Return the files that *text*, a path or a glob, means, in order of name.

    Symbolic links and ``..`` are followed before it is decided whether a file
    may be read.

    Args:
        text: as it stands in kpis.yaml, relative to *folder*.
        folder: that of kpis.yaml, which may be read with all below it.
        allowed: other folders that may be read.

    Raises:
        Refused: where there is no such file, it is none, or it lies
            outside *folder* and *allowed*.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text):
        raise Refused(
            Why.NOT_A_FILE, f"'{text}' is an address", "save the file and give its path instead"
        )
    if not text.strip() or "\0" in text:
        raise Refused(Why.NOT_A_FILE, "the path is empty" if not text.strip() else "no path")
    if len(text) > LONGEST or max(map(len, text.split("/"))) > _LONGEST_NAME:
        raise Refused(Why.NOT_A_FILE, f"the path '{text[:40]}…' is too long for any file")
    roots = [Path(os.path.realpath(root)) for root in (folder, *allowed)]
    found = [Path(os.path.realpath(path)) for path in _matches(text, folder, roots)]
    for path in found or [Path(os.path.realpath(folder / text))]:
        _check_inside(text, path, roots)
    files = [path for path in found if path.is_file()]
    if not files and any(path.is_dir() for path in found):
        raise Refused(
            Why.NOT_A_FILE,
            f"'{text}' is a folder",
            f"name its files, as in {text.rstrip('/')}/*.csv",
        )
    if not files and any(path.exists() for path in found):
        says = f"'{text}' is a pipe or a device, no file"
        raise Refused(Why.NOT_A_FILE, says, "save its rows in a file, and give the path of that")
    if not files:
        raise Refused(Why.MISSING, f"there is no file '{text}'", _alike(text, folder, roots))
    for path in files:
        _check_name(text, path)
    return files


def _matches(text: str, folder: Path, roots: Sequence[Path]) -> list[str]:
    """Return what *text* means: itself where there is such a file, else its matches."""
    whole = os.path.join(folder, text)  # noqa: PTH118 (an absolute text stays as it is)
    if os.path.lexists(whole):
        return [whole]
    if not is_glob(text):
        return []
    start = Path(os.path.realpath(folder / fixed_part(text)))
    _check_inside(text, start, roots)
    try:
        return matches(text, folder, roots)
    except TooManyNames:
        raise Refused(
            Why.TOO_MANY,
            f"'{text}' goes over more than {MOST_NAMES:,} names".replace(",", " "),
            "name the folder that is meant, as in data/*.csv",
        ) from None


def _check_inside(text: str, path: Path, roots: Sequence[Path]) -> None:
    if any(path.is_relative_to(root) for root in roots):
        return
    parent = path if path.is_dir() else path.parent
    # Allowing the whole disk is no advice.
    if parent == Path(parent.anchor):
        raise Refused(
            Why.OUTSIDE,
            f"'{text}' starts from {parent}, outside the folder of kpis.yaml",
            "name the folder that is meant, and add --allow-path for it",
        )
    shown = str(parent) if Path(text).is_absolute() else os.path.relpath(parent)
    raise Refused(
        Why.OUTSIDE,
        f"'{text}' lies outside the folder of kpis.yaml",
        f"to read it, add --allow-path {shlex.quote(shown)}",
    )


def _check_name(text: str, path: Path) -> None:
    """Refuse a *path* that is no text: the engine knows no other names."""
    if not _is_text(str(path)):
        name = next(part for part in path.parts if not _is_text(part))
        spelt = os.fsencode(name).decode(errors="backslashreplace")
        says = f"'{text}' leads to '{spelt}', a name that is not UTF-8"
        raise Refused(Why.NOT_A_FILE, says, "rename it")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _alike(text: str, folder: Path, roots: Sequence[Path]) -> str:
    """Return a hint at how the path is meant, or at a file of nearly the same name."""
    if unexpanded := re.match(r"~|\$\{?\w+\}?|%\w+%", text):
        says = f"'{unexpanded[0]}' stands for nothing here"
        return f"{says}; write the path from the folder of kpis.yaml, as data/{Path(text).name}"
    if "\\" in text:
        return f"write / between folders: {text.replace(chr(92), '/')}"
    parts = [part.strip() for part in re.split("[,;]", text)]
    if len(parts) > 1 and all(Path(part).suffix for part in parts):
        return f"several files are a list: files: [{', '.join(parts)}]"
    straight = text.strip(" “”‘’\"'")
    if straight != text and (folder / straight).is_file():
        return f"leave the quotes and spaces around it out: {straight}"
    if is_glob(text):
        return "no name matches it"
    return _near(Path(text), folder, roots)


def _near(path: Path, folder: Path, roots: Sequence[Path]) -> str:
    """Return a hint at the path like *path* that exists, or at its first part that does not."""
    parent = Path(os.path.realpath(folder))
    meant: list[str] = []
    for at, step in enumerate(path.parts):
        if not parent.is_dir() or not any(parent.is_relative_to(root) for root in roots):
            return ""
        last = at == len(path.parts) - 1
        there = step == ".." or (parent / step).exists()
        near = step if there else _named_like(step, parent, files=last)
        if near is None:
            return "" if last else f"there is no folder '{Path(*path.parts[: at + 1])}'"
        meant.append(near)
        parent = Path(os.path.realpath(parent / near))
    return f"did you mean '{Path(*meant)}'?" if meant else ""


def _named_like(name: str, parent: Path, *, files: bool) -> str | None:
    """Return the file, or the folder, in *parent* that *name* may be meant for."""
    with os.scandir(parent) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file() == files)
    same = [known for known in names if known.lower() == name.lower()]
    alike = get_close_matches(name, names, n=1)
    stem = [known for known in names if files and Path(known).stem == Path(name).stem]
    return next(iter((*same, *alike, *stem)), None)


def printed(path: str | os.PathLike[str]) -> str:
    """Return *path* as messages show it: relative to the working directory where beneath it."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (links stay as the user wrote them)
    for here in (Path.cwd(), _as_linked()):
        if whole.is_relative_to(here) and here.parent != here:
            return whole.relative_to(here).as_posix()
    return str(whole)


@contextmanager
def blamed(path: Path) -> Iterator[None]:
    """Within it what the system refuses in the middle of *path* is said of that file.

    A disk that fails, or a server that is gone, names none.
    """
    try:
        yield
    except OSError as failure:
        if failure.errno is not None and failure.filename is None:
            failure.filename = printed(path)
        raise


def _as_linked() -> Path:
    """Return the working directory by the links that lead to it, as the shell names it.

    Whoever starts a process elsewhere may leave the name of another folder there.
    """
    here = Path.cwd()
    named = Path(os.environ.get("PWD") or here)
    try:
        return named if named.samefile(here) else here
    except OSError:
        return here
