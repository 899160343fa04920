"""A definition given as keys from Python: faults say the key instead of a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from os import PathLike, fspath
from pathlib import Path

from cxscore.definition.examined import Examined, examine_text
from cxscore.documents import read_document, spell
from cxscore.problems import Problem

PATH = "the definition"
"""Stands for the file's name in problems."""


def examine_keys(keys: Mapping[str, object], allowed: Iterable[Path] = ()) -> Examined:
    """Return what *keys* define as a kpis.yaml with the same keys in the working directory would.

    Raises:
        TypeError, ValueError: where they hold what no YAML could.
    """
    # JSON is YAML; written over many lines, each line has one key.
    text = json.dumps(keys, ensure_ascii=False, indent=1, default=_plain)
    document = read_document(text.encode(), PATH)
    places = document.values | document.keys
    key_on = {line: spell(where) for where, (line, _) in places.items()}
    examined = examine_text(text.encode(), PATH, Path.cwd(), allowed)
    problems = tuple(_without_line(problem, key_on) for problem in examined.problems)
    definition = examined.definition
    if definition is not None:
        origin = replace(definition.origin, places=dict.fromkeys(definition.origin.places, (0, 0)))
        warnings = tuple(_without_line(problem, key_on) for problem in definition.warnings)
        definition = replace(definition, origin=origin, warnings=warnings)
    return Examined(definition, problems)


def _without_line(problem: Problem, key_on: Mapping[int, str]) -> Problem:
    if problem.path != PATH or not problem.line:
        return problem
    key = key_on.get(problem.line, "")
    text = f"{key}: {problem.text}" if key else problem.text
    return replace(problem, line=0, column=0, text=text)


def _plain(value: object) -> object:
    """Return what stands for *value* in YAML."""
    match value:
        case datetime():
            raise TypeError(f"a definition holds days, not times: {value!r}")
        case date():
            return value.isoformat()
        case PathLike():
            return fspath(value)
        case Decimal():
            return float(value)
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"a definition holds text, numbers, lists and mappings: {value!r}")
