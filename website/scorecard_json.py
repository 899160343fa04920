"""The reference of scorecard.json: every key of its schema, with a value of the sample."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cxscore.frozen import frozen
from website.schema_words import Schema, allowed, objects_in, table_row

HEAD = """# Keys of scorecard.json

Every key that a `scorecard.json` of this version has, made from its schema; the values are the
sample company's. What the keys mean together is told in
[scorecard.json](../docs/scorecard-json.md).

"""
COLUMNS = "| key | what it is | value | in the sample |\n|---|---|---|---|\n"
LONGEST = 40
"""Signs of a value that is shown."""


def json_page(schema: Schema, sample: Mapping[str, Any]) -> str:
    """Return the page of a scorecard's keys, as Markdown; *sample* is a scorecard.json, read."""
    page = _Page(schema, _samples(schema, sample))
    parts = [HEAD, page.table("", schema)]
    for name, noun in schema["$defs"].items():
        parts += [f"(json-{_slug(name)})=", f"## {name}", "", noun.get("description", ""), ""]
        keys = noun.get("properties")
        parts.append(page.table(name, noun) if keys else f"{allowed(noun, schema, _link)}.\n")
    return "\n".join(parts)


Samples = dict[tuple[str, str], object]


def _samples(schema: Schema, sample: Mapping[str, Any]) -> Samples:
    """Return a value of each key, by noun and key: the first that is not empty."""
    found: Samples = {}
    _note(found, schema, "", schema, sample)
    return found


def _note(found: Samples, schema: Schema, noun: str, part: Schema, value: object) -> None:
    if "$ref" in part:
        noun = part["$ref"].removeprefix("#/$defs/")
        part = schema["$defs"][noun]
    for choice in (*part.get("anyOf", ()), *part.get("oneOf", ())):
        _note(found, schema, noun, choice, value)
    if isinstance(value, list) and isinstance(part.get("items"), dict):
        for item in value:
            _note(found, schema, noun, part["items"], item)
    if isinstance(value, dict):
        known, others = part.get("properties", {}), part.get("additionalProperties")
        for key, inner in value.items():
            if key in known:
                if not _short(found.get((noun, key))):
                    found[noun, key] = inner
                _note(found, schema, f"{noun}.{key}", known[key], inner)
            elif isinstance(others, dict):
                _note(found, schema, noun, others, inner)


@frozen
class _Page:
    schema: Schema
    samples: Samples

    def table(self, noun: str, part: Schema) -> str:
        """Return a table of the keys of *part*, and of what is within it and has no name."""
        return COLUMNS + "".join(f"{row}\n" for row in self._rows(noun, "", part))

    def _rows(self, noun: str, path: str, part: Schema) -> Iterator[str]:
        for key, value in part.get("properties", {}).items():
            name = f"{path}.{key}".lstrip(".")
            sample = _short(self.samples.get((noun, key)))
            means = allowed(value, self.schema, _link)
            yield table_row([f"`{name}`", value.get("description", ""), means, sample])
            for inner in objects_in(value):
                yield from self._rows(f"{noun}.{key}", name, inner)


def _link(noun: str) -> str:
    return f"[{noun}](#json-{_slug(noun)})"


def _slug(noun: str) -> str:
    return noun.replace("_", "-").lower()


def _short(value: object) -> str:
    if value in (None, [], {}, "") or isinstance(value, (dict, list)):
        return ""
    text = json.dumps(value, ensure_ascii=False).replace("`", "'")
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"
