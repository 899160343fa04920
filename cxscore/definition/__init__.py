"""Reads kpis.yaml into a definition, and says everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxscore.definition.examined import Examined


def examine(path: Path, allowed: Iterable[Path] = ()) -> "Examined":
    """Return what *path*, a kpis.yaml, defines, and its faults.

    Args:
        path: of the definition.
        allowed: folders besides its own that files may be read from.

    Raises:
        OSError: where *path* cannot be read.
    """
    from cxscore.definition.examined import examine as examine_file

    return examine_file(path, allowed)


def examine_keys(keys: Mapping[str, object], allowed: Iterable[Path] = ()) -> "Examined":
    """Return what *keys*, those of a kpis.yaml, define, and their faults.

    Raises:
        TypeError, ValueError: where they hold what no YAML could.
    """
    from cxscore.definition.keys import examine_keys as examine_mapping

    return examine_mapping(keys, allowed)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of kpis.yaml, for editors."""
    from cxscore.definition.gate_rules import with_conditions
    from cxscore.definition.schema import json_schema as schema

    return with_conditions(schema())
