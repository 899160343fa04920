"""The YAML that pages show: which key of a definition each line is an example of."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import yaml

from cxscore.frozen import frozen

Schema = dict[str, Any]
Used = tuple[str, str, str]
"""A noun, a key of it, and the lines that give it a value."""
FENCED = re.compile(r"^```yaml\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINES = 10
"""Line ends that an example may have before another is looked for."""
MAPPED = (yaml.MappingNode, yaml.SequenceNode)


class PlainDates(yaml.SafeLoader):
    """YAML 1.2 as far as the pages need it: a date is text, and so is ``on``."""

    yaml_implicit_resolvers: ClassVar = {
        letter: [
            (tag, pattern)
            for tag, pattern in found
            if not tag.endswith("timestamp") and not (tag.endswith("bool") and letter in "oOyYnN")
        ]
        for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@frozen
class Example:
    """The lines that give a key its value, and the page they stand on."""

    place: str
    """The noun of the schema that has the key; "" for the top of kpis.yaml."""
    key: str
    lines: str
    page: str


def yaml_of(page: Path) -> list[str]:
    """Return the YAML that *page* shows; all of it where it is a YAML file."""
    text = page.read_text(encoding="utf-8")
    return [text] if page.suffix == ".yaml" else FENCED.findall(text)


def examples_in(
    pages: Iterable[Path], root: Path, schema: Schema
) -> dict[tuple[str, str], Example]:
    """Return an example of each key that *pages* use, by noun and key: the first that is short.

    Parts of a definition are read as the noun that has all of their keys.
    """
    found: dict[tuple[str, str], Example] = {}
    for page in pages:
        for text in yaml_of(page):
            for place, key, lines in keys_used(text, schema):
                example = Example(place, key, lines, page.relative_to(root).as_posix())
                known = found.setdefault((place, key), example)
                if known.lines.count("\n") > LINES > lines.count("\n"):
                    found[place, key] = example
    return found


def keys_used(text: str, schema: Schema) -> Iterator[Used]:
    """Yield noun, key and lines of each key of the definition, or part of one, in *text*."""
    node = yaml.compose(text, PlainDates)
    if not isinstance(node, yaml.MappingNode):
        return
    written = yaml.load(text, PlainDates)  # noqa: S506 (a safe loader)
    for name, part in fitting(written, schema)[:1]:
        yield from _keys(node, part, _Text(text, schema), name)


def fitting(written: dict[str, Any], schema: Schema) -> list[tuple[str, Schema]]:
    """Return the nouns of *schema* that *written* may be a part of, with their names.

    One that requires no more than is written comes before others.
    """
    nouns = [("", schema), *schema["$defs"].items()]
    held = [
        (name, noun)
        for name, noun in nouns
        if set(written) <= set(noun.get("properties", ())) and _holds(written, noun, schema)
    ]
    return sorted(held, key=lambda each: not set(each[1].get("required", ())) <= set(written))


def _holds(written: object, part: Schema, schema: Schema) -> bool:
    """Say whether the values are what *part* allows; what is not written may come elsewhere."""
    values = {key: part[key] for key in ("properties",) if key in part} or part
    whole = {**values, "$defs": schema["$defs"]}
    return bool(jsonschema.Draft202012Validator(whole).is_valid(written))


@frozen
class _Text:
    text: str
    schema: Schema

    def lines(self, key: yaml.Node, value: yaml.Node) -> str:
        """Return what stands from *key* to the end of *value*, moved to the left."""
        start = key.start_mark.index - key.start_mark.column
        found = self.text[start : value.end_mark.index]
        before, rest = found[: key.start_mark.column], found[key.start_mark.column :]
        margin = " " * len(before)
        kept = [line.removeprefix(margin) for line in rest.rstrip().splitlines()]
        return "\n".join(_without_remark_lines(kept))

    def value(self, node: yaml.Node) -> object:
        """Return what *node* stands for."""
        return _Constructed(self.text).read(node)


def _without_remark_lines(lines: list[str]) -> list[str]:
    while len(lines) > 1 and lines[-1].lstrip().startswith("#"):
        lines.pop()
    return lines


class _Constructed(PlainDates):
    def read(self, node: yaml.Node) -> object:
        return self.construct_object(node, deep=True)


def _below(node: yaml.Node, part: Schema, text: _Text, name: str = "") -> Iterator[Used]:
    """Yield the keys at and below *node*, which is written where *part*, of *name*, says."""
    for noun, choice in _choices(part, node, text, name):
        if isinstance(node, yaml.MappingNode):
            yield from _keys(node, choice, text, noun)
        elif isinstance(choice.get("items"), dict):
            for item in node.value:
                yield from _below(item, choice["items"], text, name)


def _keys(node: yaml.MappingNode, part: Schema, text: _Text, noun: str) -> Iterator[Used]:
    known = part.get("properties", {})
    for key, value in node.value:
        if key.value in known:
            yield noun, key.value, text.lines(key, value)
            yield from _below(value, known[key.value], text, inner_name(noun, key.value))
        elif isinstance(part.get("additionalProperties"), dict):
            yield from _below(value, part["additionalProperties"], text)


def inner_name(noun: str, key: str) -> str:
    """Return what a part without a noun of its own is called, below *key* of *noun*."""
    return f"{noun}.{key}".lstrip(".")


def _choices(part: Schema, node: yaml.Node, text: _Text, name: str) -> Iterator[tuple[str, Schema]]:
    """Yield the alternatives of *part* that *node* may be, each with its noun's name."""
    if not isinstance(node, MAPPED):
        return
    if "$ref" in part:
        noun = part["$ref"].removeprefix("#/$defs/")
        yield from _choices(text.schema["$defs"][noun], node, text, noun)
        return
    if "properties" in part or not {"anyOf", "oneOf"} & set(part):
        yield name, part
        return
    for choice in (*part.get("anyOf", ()), *part.get("oneOf", ())):
        if _may_be(choice, node, text):
            yield from _choices(choice, node, text, name)


def _may_be(choice: Schema, node: yaml.Node, text: _Text) -> bool:
    whole = {**choice, "$defs": text.schema["$defs"]}
    return bool(jsonschema.Draft202012Validator(whole).is_valid(text.value(node)))
