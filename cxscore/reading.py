"""From a kpis.yaml, or a mapping of its keys, to what it defines."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.named_definition import find_definition
from cxscore.problems import Problems, has_errors

if TYPE_CHECKING:
    from cxscore.model.definition import Definition


def read(
    source: str | os.PathLike[str] | Mapping[str, object],
    *,
    allow: Sequence[str | Path] = (),
) -> "Definition":
    """Return what *source* defines: a kpis.yaml, the folder of one, or a mapping of its keys.

    Files outside its folder, which is the working directory for a mapping,
    are read only below the folders *allow*.

    Raises:
        Problems: with every fault of the definition.
        WrongUsage: where there is no such file; what lies near is said.
        TypeError: where a mapping holds what no kpis.yaml could.
    """
    from cxscore.definition import examine, examine_keys

    allowed = tuple(Path(folder) for folder in allow)
    if isinstance(source, Mapping):
        examined = examine_keys(source, allowed)
    else:
        examined = examine(find_definition(Path(source)), allowed)
    if examined.definition is None or has_errors(examined.problems):
        raise Problems(examined.problems)
    return examined.definition
