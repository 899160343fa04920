"""What the words of a command name: KPIs, and the kpis.yaml that is meant."""

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from cxscore.named_definition import ENDINGS, NAME, find_definition
from cxscore.wrong_usage import WrongUsage


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
