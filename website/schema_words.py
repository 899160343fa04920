"""What a part of a JSON Schema allows, in words."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Schema = dict[str, Any]
Link = Callable[[str], str | None]
"""Returns a link to the noun of this name; None where none is needed."""
TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "null": "`null`",
    "object": "mapping",
    "array": "list",
}
PLURALS = {"text": "texts", "whole number": "whole numbers", "number": "numbers"}
BOUNDS = (
    ("minimum", "from {}"),
    ("exclusiveMinimum", "more than {}"),
    ("maximum", "to {}"),
    ("exclusiveMaximum", "less than {}"),
)
MOST = 10**15
"""A bound that only keeps computers sane and is not worth a word."""


def allowed(part: Schema, schema: Schema, link: Link) -> str:
    """Return what *part* of *schema* allows, as Markdown of one line."""
    found = dict.fromkeys(_said(part, schema, link))
    return " or ".join(found) or "anything"


def _said(part: Schema, schema: Schema, link: Link) -> Iterator[str]:
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        yield link(name) or allowed(schema["$defs"][name], schema, link)
    elif "const" in part:
        yield _code(part["const"])
    elif "enum" in part:
        yield ", ".join(map(_code, part["enum"]))
    elif "anyOf" in part or "oneOf" in part:
        for choice in (*part.get("anyOf", ()), *part.get("oneOf", ())):
            if choice.keys() != {"required"}:
                yield from _said(choice, schema, link)
    else:
        yield from _of_type(part, schema, link)


def _of_type(part: Schema, schema: Schema, link: Link) -> Iterator[str]:
    kinds = part.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind == "array" and isinstance(part.get("items"), dict):
            inner = allowed(part["items"], schema, link)
            yield f"list of {PLURALS.get(inner, inner)}"
        elif kind == "object" and isinstance(part.get("additionalProperties"), dict):
            yield f"mapping of ids to {allowed(part['additionalProperties'], schema, link)}"
        elif kind == "object" and len(part.get("properties", ())) == 1:
            yield f"`{{{next(iter(part['properties']))}: …}}`"
        elif kind == "string" and part.get("format") == "date":
            yield "day"
        else:
            yield f"{TYPES[kind]}{_bounds(part) if kind in ('integer', 'number') else ''}"


def _bounds(part: Schema) -> str:
    said = [
        words.format(f"{part[key]:g}")
        for key, words in BOUNDS
        if key in part and abs(part[key]) < MOST
    ]
    return f" {' '.join(said)}" if said else ""


def _code(value: object) -> str:
    return "`null`" if value is None else f"`{value}`"


def nouns_in(part: Schema) -> Iterator[str]:
    """Yield the names of the nouns that *part* refers to, in its order."""
    if "$ref" in part:
        yield part["$ref"].removeprefix("#/$defs/")
    for key in ("anyOf", "oneOf"):
        for choice in part.get(key, ()):
            yield from nouns_in(choice)
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from nouns_in(part[key])


def objects_in(part: Schema) -> Iterator[Schema]:
    """Yield the mappings without a noun of their own that *part* may be."""
    if part.get("properties"):
        yield part
    for key in ("anyOf", "oneOf"):
        for choice in part.get(key, ()):
            yield from objects_in(choice)
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from objects_in(part[key])


def table_row(cells: Iterable[str]) -> str:
    """Return a row of a table of Markdown, whatever stands in its *cells*."""
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(escaped)} |"
