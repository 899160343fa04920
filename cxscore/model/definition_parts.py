"""What the definition of a KPI says, in five parts that can change one by one."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from cxscore.model.dataset import Dataset
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.plain import Plain, digest, plain

Defined = Mapping[str, Plain]
"""What is said of a KPI, by keys of kpis.yaml; those of its datasets as ``surveys.where``."""


class Part(Enum):
    """A part of a KPI's definition."""

    NUMBER = "number"
    """What is counted, of which rows: a change makes another number of it."""
    JUDGEMENT = "judgement"
    """What it is held to."""
    METHOD = "method"
    """How its control chart is drawn."""
    PEOPLE = "people"
    WORDS = "words"


_KEYS: Mapping[str, Part] = {
    **dict.fromkeys(
        ("dataset", "date", "measure", "where", "period", "window", "per_day", "unit", "parts"),
        Part.NUMBER,
    ),
    **dict.fromkeys(("over_time", "gap_between"), Part.NUMBER),
    **dict.fromkeys(("target", "at_risk_within", "polarity", "minimum_base"), Part.JUDGEMENT),
    **dict.fromkeys(("chart", "rules", "breaks", "ignore", "seasonal", "baseline"), Part.METHOD),
    **dict.fromkeys(("screen", "level", "population", "drivers", "by", "suppress"), Part.METHOD),
    **dict.fromkeys(("owner", "contributors", "steward", "target_setter", "since"), Part.PEOPLE),
}
_OF_NO_PART = ("id", "was")
_LIES = ("id", "connection", "table", "query", "arrives_within_days", "settled_after", "columns")
"""Keys of a dataset that say where its rows lie and when they come; columns are told apart."""


def part_of(key: str) -> Part:
    """Return the part that *key* belongs to: of a dataset the number, else words if none other."""
    return Part.NUMBER if "." in key else _KEYS.get(key, Part.WORDS)


def digests_of(defined: Defined) -> Mapping[Part, str]:
    """Return the SHA-256 of each part of *defined*."""
    return {
        part: digest({key: value for key, value in defined.items() if part_of(key) is part})
        for part in Part
    }


def defined_of(kpi: Kpi, definition: Definition) -> Defined:
    """Return what *definition* says of *kpi*, with what it says of the rows behind it."""
    found: dict[str, Any] = {
        key: value for key, value in plain(kpi).items() if key not in _OF_NO_PART
    }
    found["measure"] = {kpi.measure_name: plain(kpi.measure)}
    if kpi.formula is not None:
        found["parts"] = {part.id: _number(part, definition) for part in _parts(kpi, definition)}
    for id_ in sorted(kpi.datasets):
        if id_ in definition.datasets:
            found |= dict(_of_dataset(definition.datasets[id_], found))
    return found


def datasets_of(defined: Defined) -> frozenset[str]:
    """Return the datasets behind a KPI, those of the parts of a formula as well."""
    names = {key.split(".")[0] for key in defined if "." in key}
    names |= {defined["dataset"]} if defined.get("dataset") else set()
    for part in (defined.get("parts") or {}).values():
        names |= datasets_of(part)
    return frozenset(names)


def _parts(kpi: Kpi, definition: Definition) -> Iterator[Kpi]:
    words = set(re.findall(r"\w+", kpi.formula or ""))
    yield from (part for part in definition.kpis if part.id in words and part.id != kpi.id)


def _number(kpi: Kpi, definition: Definition) -> Defined:
    found = defined_of(kpi, definition)
    return {key: value for key, value in found.items() if part_of(key) is Part.NUMBER}


def _of_dataset(dataset: Dataset, kpi: Defined) -> Iterator[tuple[str, Plain]]:
    """Yield what is said of the rows of *dataset*, of its columns those that *kpi* names."""
    said: dict[str, Any] = {
        key: value for key, value in plain(dataset).items() if key not in (*_LIES, "files")
    }
    named = str((kpi.get("measure"), kpi.get("where"), kpi.get("date"), kpi.get("by"), said))
    named += str(kpi.get("gap_between"))
    words = set(re.findall(r"\w+", named))
    yield f"{dataset.id}.rows", said
    columns = {name: plain(each) for name, each in dataset.columns.items() if name in words}
    if columns:
        yield f"{dataset.id}.columns", columns
    for file in dataset.files:
        own = {key: value for key, value in plain(file).items() if key not in ("file", "columns")}
        own |= {name: plain(each) for name, each in file.columns.items() if name in words}
        if own:
            yield f"{dataset.id}.{file.path}", own
