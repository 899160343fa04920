"""From the YAML of a page, a whole definition or a part of one, to a definition that can be built.

What a part names and does not define is taken from ``kpis.yaml`` beside this module; a dataset
that no KPI of the part reads gets KPIs of its own, one a column that the part speaks of.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cxscore.definition import json_schema
from cxscore.documents import read_document
from tests.docs.fences import Fence
from website.snippets import PlainDates, fitting

Keys = dict[str, Any]
BASE = Path(__file__).with_name("kpis.yaml")
HOSTS: Mapping[str, tuple[str, ...]] = {
    "": (),
    "Kpi": ("kpis", "csat"),
    "Dataset": ("datasets", "exports"),
}
"""By the noun that a part is one of: what of the base has its keys."""
ALWAYS = ("version", "scorecard", "currency", "owners", "journey", "groups", "escalation")
"""Of the base, in every definition."""
FEW = ("csat", "nps", "fcr", "called")
"""KPIs of a part that names none, one at each moment; rows of registers may name any."""
READ_WITH = {"listening": "listening", "decision_rights": "decisions"}
"""Registers without whose rows a key shows nothing."""
MEANT_OF = {"ledger": "customers", "comments": "comments"}
"""Measures that mean nothing without a chapter."""
ENTRIES = ("datasets", "kpis")
"""Of the base, what the part names."""


def keys_of(text: str) -> Keys:
    """Return what *text* says, as the program reads it."""
    document = read_document(text.encode(), "shown")
    assert not document.problems, document.problems
    found = document.at(())
    assert isinstance(found, dict)
    return found


def company() -> Keys:
    """Return a whole definition, the base without what only some examples speak of."""
    base = keys_of(BASE.read_text(encoding="utf-8"))
    return {key: base[key] for key in base if key not in {"customers", "listening"}}


@cache
def schema() -> dict[str, Any]:
    """Return the schema of kpis.yaml, which takes half a second to make."""
    return json_schema()


def noun_of(fence: Fence) -> str:
    """Return which noun of the schema the keys of *fence* are a part of; "" for the top."""
    written = yaml.load(fence.text, PlainDates)
    nouns = [name for name, _ in fitting(written, schema())]
    assert nouns, f"no part of a definition has these keys, with such values: {[*written]}"
    known = [noun for noun in HOSTS if noun in nouns]
    assert known, f"a part of {nouns}: say in HOSTS which of the base has its keys"
    return known[0]


def completed(shown: Keys, noun: str = "") -> Keys:
    """Return the definition that *shown*, keys of *noun*, is a part of; a whole one is itself."""
    if "version" in shown:
        return shown
    base = keys_of(BASE.read_text(encoding="utf-8"))
    part = _hosted(shown, HOSTS[noun], base)
    whole = merged({key: base[key] for key in ALWAYS}, part)
    _with_own_kpis(whole, part)
    few = {name: base["kpis"][name] for name in FEW}
    whole.setdefault("kpis", base["kpis"] if "registers" in whole else few)
    for key in ("comments", "customers", "listening"):
        if key in _asked_for(whole):
            whole.setdefault(key, base[key])
    for key, register in READ_WITH.items():
        if key in part or (key in whole and key not in ALWAYS):
            whole.setdefault("registers", {}).setdefault(register, f"{register}.csv")
    return _with_named(whole, base)


def _asked_for(whole: Keys) -> set[str]:
    """Return which chapters KPIs and registers of *whole* mean nothing without."""
    found = set(whole.get("registers", ()))
    measures = {name for kpi in whole["kpis"].values() for name in kpi.get("measure") or ()}
    return found | {MEANT_OF[name] for name in measures & {*MEANT_OF}}


def _hosted(shown: Keys, host: tuple[str, ...], base: Keys) -> Keys:
    """Return *shown* at the place of the base that has such keys."""
    if not host:
        return shown
    family, name = host
    return {family: {name: base[family][name] | shown}}


def merged(below: Keys, above: Keys) -> Keys:
    """Return *below* with the keys of *above*: mappings are merged, and lists of what has an id."""
    found = dict(below)
    for key, value in above.items():
        old = below.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and key not in ENTRIES:
            found[key] = merged(old, value)
        elif key in {"journey", "groups"}:
            mine = {each["id"]: each for each in old or ()}
            found[key] = [mine.pop(each.get("id"), {}) | each for each in value] + [*mine.values()]
        else:
            found[key] = value
    return found


def _with_own_kpis(whole: Keys, part: Keys) -> None:
    """Give every dataset that the part defines, and no KPI of it reads, a KPI a column.

    One without a date is read by what it says itself, as its ``closed_loop``.
    """
    for connection in set(part.get("connections", ())) - _words(part.get("datasets", {})):
        table = {"connection": connection, "table": "cx.surveys", "date": "answered_on"}
        whole.setdefault("datasets", {})[f"of_{connection}"] = table
    read = _words(part.get("kpis", {}))
    for name, dataset in whole.get("datasets", {}).items():
        if name not in read and _dated(dataset):
            for column, measure in _measures(dataset):
                kpi = {"name": f"{column} of {name}", "owner": "amara", "dataset": name}
                kpi |= {"measure": measure, "polarity": "neutral"}
                id_ = re.sub(r"\W", "_", f"{name}_{column}")
                whole.setdefault("kpis", {})[id_] = kpi


def _dated(dataset: Keys) -> bool:
    files = [each for each in _listed(dataset.get("files")) if isinstance(each, dict)]
    return any({"date", "wide"} & set(each) for each in (dataset, *files))


def _measures(dataset: Keys) -> Iterator[tuple[str, Keys]]:
    """Yield the columns that a dataset names, each with what reads it; its rows first."""
    yield "rows", {"count": "rows"}
    named = _numbers(dataset)
    for file in _listed(dataset.get("files")):
        if isinstance(file, dict):
            named |= _numbers(file)
            named |= file.get("columns") or {}
    named |= dataset.get("columns") or {}
    for column, said in named.items():
        yield column, {"mean" if said.get("type") == "number" else "count": column}


def _numbers(read: Keys) -> Keys:
    """Return the columns that rows below each other become, which are numbers."""
    return {name: {"type": "number"} for name in (read.get("wide") or {}).get("rows", ())}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _with_named(whole: Keys, base: Keys) -> Keys:
    """Take from the base the datasets and KPIs that *whole* names, and what those name."""
    while True:
        words = _words(whole)
        lacking = [
            (family, name)
            for family in ENTRIES
            for name in base[family]
            if name in words and name not in whole.get(family, {})
        ]
        if not lacking:
            return whole
        for family, name in lacking:
            whole.setdefault(family, {})[name] = base[family][name]


def _words(value: object) -> set[str]:
    """Return every word that stands in *value*, as a key or a text."""
    if isinstance(value, dict):
        return set().union(*(_words(each) for pair in value.items() for each in pair))
    if isinstance(value, list):
        return set().union(*map(_words, value))
    return set(re.findall(r"[A-Za-z][\w.-]*", value)) if isinstance(value, str) else set()


def files_of(whole: Keys) -> set[str]:
    """Return the files of data and fonts that *whole* names, globs as they stand."""
    found = set()
    for dataset in whole.get("datasets", {}).values():
        for each in (*_listed(dataset.get("file")), *_listed(dataset.get("files"))):
            found.add(each.get("file", "") if isinstance(each, dict) else each)
    return (found | {*_listed(whole.get("scorecard", {}).get("font"))}) - {""}
