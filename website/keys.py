"""The reference of kpis.yaml: every key with what it may be, its default and an example."""

import json
import re
from collections.abc import Mapping

from cxscore.frozen import frozen
from website.key_parts import Part, parts_of
from website.schema_words import Schema, allowed
from website.snippets import Example, inner_name

INDEX = """# Keys of kpis.yaml

Every key that the program knows, with what it may be, what holds where it is left out, and an
example. The page is made from the program's own schema (`cxscore schema`). How keys belong together
is told in [kpis.yaml](../../docs/kpis-yaml.md).

A path such as `kpis.ID.measure` says where a key stands: below `kpis`, below an id that you choose.
`[]` is an item of a list.

```{toctree}
:hidden:

{pages}
```

"""
PAGE = """# {key}

{text}

"""


@frozen
class KeyReference:
    """The pages of the keys, of a schema and of examples by noun and key."""

    schema: Schema
    examples: Mapping[tuple[str, str], Example]

    def pages(self) -> dict[str, str]:
        """Return the pages by name, ``index`` among them, as Markdown."""
        parts = parts_of(self.schema)
        found: dict[str, str] = {}
        for part in parts.values():
            if part.page not in found:
                found[part.page] = self._head(part.page)
            found[part.page] += self._section(part, parts)
        names = "\n".join(name for name in found if name != "index")
        return {name: text.replace("{pages}", names) for name, text in found.items()}

    def _head(self, page: str) -> str:
        if page == "index":
            return INDEX
        return PAGE.format(key=page, text=self._words(self.schema["properties"][page]))

    def _section(self, part: Part, parts: Mapping[str, Part]) -> str:
        keys = "\n".join(self._key(part, key, parts) for key in part.keys)
        if not part.path:
            return keys
        alone = [each.path for each in parts.values()].count(part.path) == 1
        title = f"`{part.path}`" if alone else f"`{part.path}` with `{next(iter(part.keys))}`"
        return f"({part.anchor()})=\n## {title}\n\n{plain(part.description)}\n\n{keys}\n"

    def _key(self, part: Part, key: str, parts: Mapping[str, Part]) -> str:
        value = part.keys[key]
        level = "###" if part.path else "##"
        lines = [f"({part.anchor(key)})=", f"{level} `{key}`", "", self._words(value), ""]
        lines += [self._facts(part, key, parts), ""]
        if example := self.examples.get((part.noun, key)):
            lines += ["```yaml", example.lines, "```", ""]
        return "\n".join(lines)

    def _words(self, value: Schema) -> str:
        if "description" in value or "$ref" not in value:
            return plain(value.get("description", ""))
        noun = value["$ref"].removeprefix("#/$defs/")
        return plain(self.schema["$defs"][noun].get("description", ""))

    def _facts(self, part: Part, key: str, parts: Mapping[str, Part]) -> str:
        def link(noun: str) -> str | None:
            known = parts.get(noun)
            return f"[`{known.path}`](#{known.anchor()})" if known else None

        value = part.keys[key]
        inner = parts.get(inner_name(part.noun, key))
        says = allowed(value, self.schema, link)
        if inner and "oneOf" in value:
            says = f"one of [`{inner.path}`](#{inner.anchor()})"
        found = [f"**Value:** {says}."]
        if key in part.required:
            found.append("**Required.**")
        if "default" in value:
            found.append(f"**Default:** `{written(value['default'])}`.")
        return " ".join(found)


def written(value: object) -> str:
    """Return *value* as kpis.yaml writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def plain(docstring: str) -> str:
    """Return a docstring as Markdown: its code in single marks, its names as they are."""
    return re.sub(r"``([^`]+)``", r"`\1`", docstring).replace("*named", r"\*named")
