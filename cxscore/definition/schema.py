"""The JSON Schema of kpis.yaml, for editors, and for naming the keys that fit a place."""

import ast
import inspect
from functools import cache
from typing import Any

from cxscore.definition import layout
from cxscore.definition.core_schema import adapter_of
from cxscore.model import (
    accepted,
    asked,
    choices,
    closed_loop,
    connections,
    customer_comments,
    customers,
    dataset,
    dataset_forms,
    dates,
    decision_rights,
    definition,
    escalation,
    hassles,
    kpi,
    listening,
    measures,
    moment_told,
    outline,
    registers,
    shorthand,
    stakes,
)

Schema = dict[str, Any]
ADDRESS = "https://json-schema.org/draft/2020-12/schema"
NAME = "urn:cxscore:schema:kpis.yaml:1"
"""What other schemas can name it by; it is no address: the program prints it."""


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of kpis.yaml with every key described."""
    schema = _schema()
    nouns = {"Page": schema, **schema["$defs"]}
    for name, words in _descriptions().items():
        for key, text in words.items():
            if key in nouns.get(name, {}).get("properties", {}):
                nouns[name]["properties"][key]["description"] = text
    for choice in nouns["Kpi"]["properties"]["measure"]["oneOf"]:
        for name, part in choice["properties"].items():
            part["description"] = MEDIAN if name == "median" else _caption(measures.NAMES[name])
    for name, written in DEFAULTS.items():
        for key, value in written.items():
            nouns[name]["properties"][key]["default"] = value
    for name, keys in NONE_WRITTEN.items():
        for key in keys:
            nouns[name]["properties"][key].pop("default", None)
    return {"$schema": ADDRESS, "$id": NAME, **schema}


def _schema() -> Schema:
    schema = adapter_of(layout.Page).json_schema()
    found = schema["$defs"]
    reading = found.pop("Reading")["properties"]
    for name in ("Dataset", "DataFile"):
        found[name]["properties"].update(reading)
    whole = found["Dataset"]
    path = "One path or pattern, from the folder of kpis.yaml; or {file: …} with more about it."
    whole["properties"]["file"] = {
        "description": path,
        "anyOf": [{"type": "string"}, {"$ref": "#/$defs/DataFile"}],
    }
    whole["properties"]["files"] = {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "minItems": 1, "items": whole["properties"]["file"]},
        ]
    }
    whole["required"].remove("files")
    whole["oneOf"] = [{"required": [key]} for key in ("file", "files", "table", "query")]
    whole["dependentRequired"] = {"table": ["connection"], "query": ["connection"]}
    found["Connection"]["oneOf"] = [{"required": [key]} for key in ("url_from", "spark")]
    schema["required"].remove("owners")
    schema["anyOf"] = [{"required": [key]} for key in ("owners", "owners_file")]
    by_segment = found["TargetsBySegment"]
    by_segment["additionalProperties"] = by_segment["properties"]["*named"]["additionalProperties"]
    _tidy(schema)
    return schema


DEFAULTS: dict[str, dict[str, object]] = {
    "CalendarKeys": {"fiscal_year_starts": "january"},
    "Connection": {"timeout": "300 s"},
    "Dataset": {
        "bad_rows": "error",
        "delimiter": ",",
        "encoding": "utf-8",
        "decimal": ".",
        "skip_after_header": 0,
    },
}
"""What holds where a key is left out, as it would be written, where the nouns have another form."""
MEDIAN = "The exact median of an expression."
"""What is said of a measure that has no noun of its own."""
NONE_WRITTEN = {"Page": ("calendar",), "RatioPart": ("count",)}
"""Keys whose default is that they are left out."""
EMPTY: tuple[object, ...] = (None, "", [], {})
"""Defaults that say no more than that a key may be left out."""


def _tidy(part: Any) -> None:  # noqa: ANN401 (a schema nests anything)
    """Remove what users do not write: inner keys, nulls, empty defaults, made-up titles."""
    if isinstance(part, list):
        for item in part:
            _tidy(item)
    if not isinstance(part, dict):
        return
    properties = part.get("properties", {})
    for key in [key for key in properties if key.startswith("*")]:
        del properties[key]
    if "required" in part:
        part["required"] = [key for key in part["required"] if not key.startswith("*")]
    for key, inner in properties.items():
        if isinstance(inner, dict):
            inner.pop("title", None)
            if inner.get("default") in EMPTY:
                inner.pop("default", None)
            _drop_null(properties, key)
    for inner in part.values():
        _tidy(inner)


def _drop_null(properties: Schema, key: str) -> None:
    choices = properties[key].get("anyOf", [])
    kept = [choice for choice in choices if choice != {"type": "null"}]
    if len(kept) == len(choices):
        return
    rest = {name: value for name, value in properties[key].items() if name != "anyOf"}
    properties[key] = {**rest, **(kept[0] if len(kept) == 1 else {"anyOf": kept})}


def _descriptions() -> dict[str, dict[str, str]]:
    """Return the docstrings below the attributes, by noun and key."""
    found: dict[str, dict[str, str]] = {}
    modules = (layout, definition, outline, connections, dataset, dates, choices, kpi, measures)
    more = (
        accepted,
        asked,
        closed_loop,
        customer_comments,
        customers,
        decision_rights,
        escalation,
        hassles,
        listening,
        moment_told,
        registers,
        stakes,
    )
    for module in (*modules, *more, shorthand, dataset_forms):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = _attribute_docstrings(node)
    found["Dataset"] = {**found["Reading"], **found["Dataset"]}
    found["DataFile"] = {**found["Reading"], **found["DataFile"]}
    return found


def _attribute_docstrings(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute, after in zip(node.body, node.body[1:], strict=False):
        match attribute, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(text))):
                found[_alias(attribute) or name] = " ".join(text.split())
    return found


def _caption(noun: type) -> str:
    return (inspect.getdoc(noun) or "").partition("\n")[0]


def _alias(attribute: ast.stmt) -> str | None:
    """Return the key that kpis.yaml uses for an attribute, where it is another."""
    for node in ast.walk(attribute):
        match node:
            case ast.keyword(arg="alias", value=ast.Constant(str(alias))):
                return alias
    return None


@cache
def _known() -> Schema:
    return _schema()


def fitting(where: tuple[str | int, ...]) -> tuple[str, dict[str, Schema]]:
    """Return what the part at *where* is called, and the keys that fit there."""
    parts = [_known()]
    for step in where:
        parts = [inner for part in parts for inner in _below(part, step)]
    nouns = [noun for part in parts for noun in _nouns(part)]
    said = next((noun["title"] for noun in nouns if "title" in noun), "this part")
    keys: dict[str, Schema] = {}
    for noun in nouns:
        keys.update(noun["properties"])
    return said, keys


def words_of(part: Schema) -> list[str]:
    """Return the words that can stand where *part* describes."""
    return [word for choice in _choices(part) for word in choice.get("enum", ())]


def _below(part: Schema, step: str | int) -> list[Schema]:
    found = []
    for choice in _choices(part):
        if isinstance(step, int):
            found += [choice["items"]] if isinstance(choice.get("items"), dict) else []
        elif step in choice.get("properties", {}):
            found.append(choice["properties"][step])
        elif isinstance(choice.get("additionalProperties"), dict):
            found.append(choice["additionalProperties"])
    return found


def _nouns(part: Schema) -> list[Schema]:
    return [choice for choice in _choices(part) if "properties" in choice]


def _choices(part: Schema) -> list[Schema]:
    """Return the alternatives that *part* allows, references followed."""
    if "$ref" in part:
        return _choices(_known()["$defs"][part["$ref"].rpartition("/")[2]])
    inner = [*part.get("anyOf", ()), *part.get("oneOf", ())]
    inner = [choice for choice in inner if set(choice) != {"required"}]
    return [choice for alternative in inner for choice in _choices(alternative)] or [part]
