"""What the definition of a KPI says, in five parts that can change one by one."""

from collections.abc import Mapping
from enum import Enum

from cxscore.model.formula import with_ids
from cxscore.model.plain import Defined, digest


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


def part_of(key: str) -> Part:
    """Return the part that *key* belongs to: of a dataset the number, else words if none other."""
    return Part.NUMBER if "." in key else _KEYS.get(key, Part.WORDS)


def under(ids: Mapping[str, str], defined: Defined) -> Defined:
    """Return *defined* with the KPIs that it names by other ids, the new by the old in *ids*."""
    found = {**defined}
    for key in ("serves", "guard"):
        if key in found:
            found[key] = ids.get(found[key], found[key])
    if "formula" in (found.get("measure") or {}):
        formula = found["measure"]["formula"]
        expression = with_ids(formula["expression"], ids)
        found["measure"] = {"formula": {**formula, "expression": expression}}
    if "parts" in found:
        found["parts"] = {
            ids.get(id_, id_): under(ids, part) for id_, part in found["parts"].items()
        }
    return found


def digests_of(defined: Defined) -> Mapping[Part, str]:
    """Return the SHA-256 of each part of *defined*."""
    return {
        part: digest({key: value for key, value in defined.items() if part_of(key) is part})
        for part in Part
    }


def datasets_of(defined: Defined) -> frozenset[str]:
    """Return the datasets behind a KPI, those of the parts of a formula as well."""
    names = {key.split(".")[0] for key in defined if "." in key}
    names |= {defined["dataset"]} if defined.get("dataset") else set()
    for part in (defined.get("parts") or {}).values():
        names |= datasets_of(part)
    return frozenset(names)
