"""What the words of a command name: KPIs, and the kpis.yaml that is meant."""

import os
from collections.abc import Sequence
from pathlib import Path

from cxscore.named_definition import ENDINGS, NAME, find_definition
from cxscore.wrong_usage import WrongUsage


def ids_and_definition(words: Sequence[str], definition: Path) -> tuple[tuple[str, ...], Path]:
    """Return the ids among *words*, and the definition: one of them may be its path.

    A path is what ends as a YAML file does, has a separator, or is a folder with a kpis.yaml.
    """
    paths = [word for word in words if _is_path(word)]
    if len(paths) > 1:
        raise WrongUsage(f"one kpis.yaml can be named, not {' and '.join(paths)}")
    if paths and definition != Path(NAME):
        raise WrongUsage(f"{paths[0]} and --definition {definition} name two; leave one out")
    ids = tuple(word for word in words if not _is_path(word))
    return ids, find_definition(Path(paths[0]) if paths else definition)


def _is_path(word: str) -> bool:
    if word.endswith(ENDINGS) or "/" in word or os.sep in word or word in (".", ".."):
        return True
    try:
        return (Path(word) / NAME).is_file()
    except (OSError, ValueError):
        return False
