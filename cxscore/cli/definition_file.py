"""Which file a command's KPIS_YAML means, and what lies near where there is none."""

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from cxscore.nearest import nearest
from cxscore.wrong_usage import WrongUsage

NAME = "kpis.yaml"
ENDINGS = (".yaml", ".yml")


def find_definition(path: Path) -> Path:
    """Return the file that *path* means: a folder means the kpis.yaml in it.

    Raises:
        WrongUsage: where there is no such file; what lies near is said.
    """
    try:
        wanted = path / NAME if path.is_dir() else path
        if wanted.exists():
            str(wanted.absolute()).encode()
            return wanted
    except OSError as failure:  # a path that no disk could hold
        raise WrongUsage(f"{path} cannot be looked for: {failure.strerror}") from failure
    except UnicodeEncodeError as fault:  # the engine knows no other names
        raise WrongUsage(f"the path {path} is not UTF-8; rename it") from fault
    near = _near(wanted)
    if near is None:
        raise WrongUsage(f"there is no {wanted}; name one, or write a starter with: cxscore init")
    raise WrongUsage(f"there is no {wanted}; {near} is here: name it")


def ids_and_definition(
    words: Sequence[str], definition: Path, *, text_after: str | None = None
) -> tuple[tuple[str, ...], Path]:
    """Return the ids among *words*, and the definition: one of them may be its path.

    A path is what ends as a YAML file does, has a separator, or is a folder with a kpis.yaml;
    but behind the word *text_after* stands a text, which may have a separator, unless it is there.
    """
    free = {word for before, word in pairwise(words) if before == text_after and not _exists(word)}
    paths = [word for word in words if _is_path(word) and word not in free]
    if len(paths) > 1:
        raise WrongUsage(f"one kpis.yaml can be named, not {' and '.join(paths)}")
    if paths and definition != Path(NAME):
        raise WrongUsage(f"{paths[0]} and --definition {definition} name two; leave one out")
    ids = tuple(word for word in words if word not in paths)
    return ids, find_definition(Path(paths[0]) if paths else definition)


def _is_path(word: str) -> bool:
    if word.endswith(ENDINGS) or "/" in word or os.sep in word or word in (".", ".."):
        return True
    try:
        return (Path(word) / NAME).is_file()
    except (OSError, ValueError):
        return False


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _near(wanted: Path) -> Path | None:
    """Return the definition that may be meant: beside *wanted*, or in the folder above."""
    beside = [wanted.parent / name for name in _names(wanted.parent)]
    for other in [wanted.with_suffix(ending) for ending in ENDINGS] + beside:
        if other.stem.lower() == wanted.stem.lower() and other.is_file() and other != wanted:
            return other
    likely = nearest(wanted.name, [path.name for path in beside])
    if likely is not None:
        return wanted.parent / likely
    above = [folder / f"kpis{ending}" for folder in _above(wanted) for ending in ENDINGS]
    return next((path for path in above if path.is_file()), None)


def _above(wanted: Path) -> list[Path]:
    return [Path(".."), Path("../..")] if wanted == Path(NAME) else []


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError:
        return []
