"""Paths as a CI system places them: from the root of the repository, not from where one stands."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cxscore.problems import Problem, distinct_lines

OF_THE_CHECKOUT = ("CI_PROJECT_DIR", "GITHUB_WORKSPACE", "WORKSPACE")
"""Variables by which GitLab, GitHub and Jenkins say where the checkout is."""


def from_the_root(found: Iterable[Problem]) -> list[Problem]:
    """Return *found*, those that stand for one fault once, with paths from the root."""
    return [replace(each, path=path_from_the_root(each.path)) for each in distinct_lines(found)]


def path_from_the_root(path: str) -> str:
    """Return *path*, as it is printed, from the root of the repository, parted by slashes.

    What lies outside of it stays as it is: no system could place that.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (links stay: a system knows their names)
    root = repository_root()
    if whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    return Path(path).as_posix()


def repository_root() -> Path:
    """Return the folder with ``.git`` that the working directory lies in.

    Else the checkout that the environment names, else the working directory.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            return folder
    for name in OF_THE_CHECKOUT:
        named = os.environ.get(name, "")
        if named and here.is_relative_to(named):
            return Path(named)
    return here
