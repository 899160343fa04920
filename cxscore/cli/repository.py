"""Paths as the repository has them, for what is shown elsewhere than in the working directory."""

import os
from functools import lru_cache
from pathlib import Path

WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE")
"""Where GitHub, GitLab and Jenkins say that they have laid the repository."""


def from_root(path: str) -> str:
    """Return *path*, which is relative to the working directory, from the repository's root.

    The root is the folder with ``.git`` that holds it, or where there is none (a runner without
    git lays the bare files) the one that the environment names. A path outside stays as it is.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (links stay as the user wrote them)
    root = _root(whole.parent)
    return path if root is None else whole.relative_to(root).as_posix()


@lru_cache(maxsize=64)
def _root(folder: Path) -> Path | None:
    homes = (folder, *folder.parents)
    named = [Path(os.environ[name]) for name in WORKSPACES if os.environ.get(name)]
    roots = [home for home in homes if (home / ".git").exists()]
    return next(iter([*roots, *(home for home in named if home in homes)]), None)
