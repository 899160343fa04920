"""How warehouses are reached: by a variable's name, and by nothing that is secret."""

from collections.abc import Mapping

from cxscore.definition.faults import is_said, missing_key, unknown_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.connections import is_secret, is_variable

_WAYS = ("url_from", "spark")


def check_connections(findings: Findings) -> None:
    """Note connections that name no variable or two, hold what is secret, or serve nobody."""
    connections = findings.wrote("connections")
    if not isinstance(connections, dict):
        return
    used = _used(findings)
    for name, written in connections.items():
        here: Where = ("connections", name)
        before = findings.errors
        if isinstance(written, dict):
            _check_way(here, written, findings)
        if findings.errors > before:
            findings.unreachable.add(name)
        elif name not in used | findings.unreachable:
            says = f"{spell(here)} is used by no dataset"
            findings.warn(here, "CX117", says, "name it at a dataset, or remove it")


def _check_way(here: Where, written: Mapping[str, object], findings: Findings) -> None:
    secret = [key for key in written if is_secret(key)]
    for key in secret:
        where = (*here, key)
        if key == "url" and is_variable(written[key]):
            findings.problems.append(unknown_key(where, findings.document))
            continue
        says = f"{spell(where)} stands in the file, where everybody can read it"
        hint = "put the whole URL into an environment variable, and name that: url_from: CX_URL"
        findings.say_at_key(where, "CX127", says, hint)
    ways = [key for key in written if key in _WAYS]
    if len(ways) > 1:
        says = f"{spell(here)} has both '{ways[0]}' and '{ways[1]}'"
        findings.say_at_key((*here, ways[1]), "CX114", says, "keep one of them")
    where = (*here, "url_from")
    said = secret or any(is_said((*here, way), findings.document) for way in _WAYS)
    if not ways and not said and here not in findings.document.blanks:
        hint = "add it, or 'spark', with the name of an environment variable"
        findings.problems.append(missing_key(where, findings.document, hint))


def _used(findings: Findings) -> set[object]:
    """Return the ids of connections that datasets name, whether these are sound or not."""
    datasets = findings.wrote("datasets")
    parts = datasets.values() if isinstance(datasets, dict) else ()
    named = [part.get("connection") for part in parts if isinstance(part, dict)]
    return {name for name in named if isinstance(name, str)}
