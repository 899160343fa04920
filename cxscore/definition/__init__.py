"""Reads kpis.yaml into a definition, and says everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxscore.definition.examined import Examined

Ahead = Callable[[object, Path, Iterable[Path]], None]


def examine(path: Path, allowed: Iterable[Path] = (), ahead: Ahead = lambda *_: None) -> "Examined":
    """Return what *path*, a kpis.yaml, defines, and its faults.

    Args:
        path: of the definition.
        allowed: folders besides its own that files may be read from.
        ahead: is handed what the page says before anything of it is checked, its folder, and
            *allowed*: what checks it has not been loaded then, which takes a while.

    Raises:
        OSError: where *path* cannot be read.
    """
    from cxscore.documents import read_document
    from cxscore.paths import blamed, printed

    with blamed(path):
        raw = path.read_bytes()
    document, folder = read_document(raw, printed(path)), path.absolute().parent
    ahead(document.data, folder, allowed)
    from cxscore.definition.examined import examine_document

    return examine_document(document, raw, folder, allowed)


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
