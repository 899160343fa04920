"""The mappings within kpis.yaml: how each is reached from the top, and on which page it stands."""

import re
from collections import deque
from collections.abc import Iterator, Mapping

from cxscore.frozen import frozen
from website.schema_words import Schema, nouns_in, objects_in
from website.snippets import inner_name


@frozen
class Part:
    """A mapping within kpis.yaml."""

    noun: str
    """What the schema calls it; "" at the top."""
    path: str
    """The way that leads to it: ``owners.ID``, ``groups[]``."""
    description: str
    keys: Mapping[str, Schema]
    required: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The page that it stands on, that of the key at the top."""
        return re.split(r"[.\[]", self.path)[0] or "index"

    def anchor(self, key: str = "") -> str:
        """Return what a link to it names, or to a key of it."""
        words = f"{self.noun or 'top'} {key}" if key else f"keys of {self.noun}"
        return re.sub(r"[^a-z0-9]+", "-", words.lower())


def parts_of(schema: Schema) -> dict[str, Part]:
    """Return the mappings that *schema* knows, by noun, each by its shortest way, the top first."""
    top = Part("", "", schema["description"], schema["properties"], _required(schema))
    found = {"": top}
    waiting = deque(_within(top, schema))
    while waiting:
        part = waiting.popleft()
        if part.noun not in found:
            found[part.noun] = part
            waiting.extend(_within(part, schema))
    return found


def _within(part: Part, schema: Schema) -> Iterator[Part]:
    for key, value in part.keys.items():
        path = _path(part.path, key, value)
        inner: dict[str, Schema] = {}
        for each in objects_in(value):
            inner.update(each["properties"])
        if inner:
            yield Part(inner_name(part.noun, key), path, value.get("description", ""), inner)
            yield from _within(Part("", path, "", inner), schema)
        for noun in nouns_in(value):
            whole = schema["$defs"][noun]
            if "properties" in whole:
                words = whole.get("description", "")
                yield Part(noun, path, words, whole["properties"], _required(whole))


def _required(noun: Schema) -> tuple[str, ...]:
    return tuple(noun.get("required", ()))


def _path(above: str, key: str, value: Schema) -> str:
    kind = value.get("type")
    items = "[]" if kind == "array" else ""
    ids = ".ID" if kind == "object" and isinstance(value.get("additionalProperties"), dict) else ""
    return f"{above}.{key}{items}{ids}".lstrip(".")
