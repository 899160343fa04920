"""What a glob means, without leaving the folders that may be read."""

import fnmatch
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_NAMES = 100_000
"""Names that one glob looks at."""

_MAGIC = re.compile(r"[*?[]")
_ANY_DEPTH = "**"


class TooManyNames(Exception):  # noqa: N818 (it says what happened)
    """A glob has looked at :data:`MOST_NAMES` names and is not at its end."""


def is_glob(text: str) -> bool:
    """Return whether *text* has signs that stand for others."""
    return _MAGIC.search(text) is not None


def fixed_part(text: str) -> str:
    """Return the folder in *text*, a glob, from which its first sign for others starts."""
    parts = Path(text).parts
    return str(Path(*parts[: next(at for at, part in enumerate(parts) if is_glob(part))]))


def matches(text: str, folder: Path, roots: Sequence[Path]) -> list[str]:
    """Return the paths that the glob *text* means, in order.

    Only folders within *roots* are listed, each once, however many links or
    ``..`` lead to it.

    Args:
        text: as in kpis.yaml; ``**`` stands for folders of any depth.
        folder: where a relative *text* starts.
        roots: real paths of the folders that may be read.

    Raises:
        TooManyNames: where there are too many.
    """
    walk = _Walk(roots)
    path = Path(text)
    *folders, last = path.parts[1:] if path.is_absolute() else path.parts
    found = [path.anchor or str(folder)]
    for part in folders:
        found = walk.folders(found, part)
    return sorted(dict.fromkeys(walk.named(found, last)))


class _Walk:
    """A walk through folders, part by part of a glob."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._names = 0

    def folders(self, above: Sequence[str], part: str) -> list[str]:
        """Return the folders that *part* means in those *above*, each once."""
        if part == _ANY_DEPTH:
            return self._all_below(above)
        found: dict[str, str] = {}
        for path in self.named(above, part):
            if os.path.isdir(path):  # noqa: PTH112 (tens of thousands of paths)
                found.setdefault(os.path.realpath(path), path)
        return list(found.values())

    def named(self, above: Sequence[str], part: str) -> Iterator[str]:
        """Yield what *part* means in the folders *above*."""
        if part == _ANY_DEPTH:
            above, part = self._all_below(above), "*"
        for path in above:
            if not is_glob(part):
                whole = os.path.join(path, part)  # noqa: PTH118 (see above)
                names = [part] if os.path.lexists(whole) else []
            else:
                names = fnmatch.filter(self._listed(path), part)
                if not part.startswith("."):
                    names = [name for name in names if not name.startswith(".")]
            yield from (os.path.join(path, name) for name in sorted(names))  # noqa: PTH118

    def _all_below(self, above: Sequence[str]) -> list[str]:
        """Return *above* and all folders below, each once, in the order of a walk."""
        found: dict[str, str] = {}
        waiting = list(reversed(above))
        while waiting:
            path = waiting.pop()
            real = os.path.realpath(path)
            if real not in found and os.path.isdir(real):  # noqa: PTH112 (see above)
                found[real] = path
                waiting += reversed(list(self.named([path], "*")))
        return list(found.values())

    def _listed(self, path: str) -> list[str]:
        """Return the names in the folder *path*; none where it may not be read."""
        real = Path(os.path.realpath(path))
        if not any(real.is_relative_to(root) for root in self._roots):
            return []
        try:
            names = os.listdir(path)  # noqa: PTH208 (names, not paths)
        except OSError:
            return []
        self._names += len(names)
        if self._names > MOST_NAMES:
            raise TooManyNames
        return names
