"""What pydantic finds wrong, in plain words and at the place in kpis.yaml."""

import re
from typing import TYPE_CHECKING, Any

from cxscore.definition.examples import example
from cxscore.definition.schema import fitting, words_of
from cxscore.documents import Document, Where, spell
from cxscore.model.checked import shown
from cxscore.model.measures import FORMS
from cxscore.nearest import nearest, suggestion
from cxscore.problems import Problem

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails, PydanticCustomError

_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "finite_number": "a finite number",
    "dict_type": "a mapping of keys",
    "mapping_type": "a mapping of keys",
    "dataclass_type": "a mapping of keys",
    "tuple_type": "a list",
    "list_type": "a list",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
}


def problems_of(error: "ValidationError", base: Where, document: Document) -> list[Problem]:
    """Return the problems in *error*, raised for the part of *document* at *base*.

    A required key that is missing because it is misspelt is said once, at
    the misspelt key; what is empty has been said already. Items of a list
    that are all of the same wrong type are one fault.
    """
    details = error.errors(include_url=False)
    problems = []
    for at, item in enumerate(details):
        where = (*base, *item["loc"])
        if item["type"] == "missing" and is_said(where, document):
            continue
        if document.locate(where) in document.blanks and item["type"] != "missing":
            continue
        if item["type"] == "too_short" and any(_below(other, item) for other in details):
            continue
        if any(_same_again(item, other) for other in details[:at]):
            continue
        problem = _problem(item, where, document)
        if problem is not None:
            problems.append(problem)
    return problems


def faulty_parts(error: "ValidationError", base: Where, document: Document) -> set[Where]:
    """Return what has to go for the rest to be sound, as paths below *base*.

    A key goes with all below it, so that what is left of it is not found
    wanting in turn; only columns are told apart.
    """
    found = set()
    for item in error.errors(include_url=False):
        where = document.locate((*base, *item["loc"]))[len(base) :]
        found.add(where[:3] if where[:1] == ("columns",) else where[:1])
    return found - {()}


def own_problem(error: "PydanticCustomError", base: Where, document: Document) -> list[Problem]:
    """Return the problem of an *error* raised by ``fault``; none where it has been said."""
    problem = _own(error.context or {}, base, document)
    return [problem] if problem else []


def unknown_key(where: Where, document: Document) -> Problem:
    """Return the problem of a key that does not fit where it stands."""
    said, keys = fitting(document.locate(where[:-1]))
    name = str(where[-1])
    hint = suggestion(name, keys, "its keys are", most=8)
    return document.problem_at_key(where, "CX101", f"'{name}' is not a key of {said}", hint)


def is_said(where: Where, document: Document) -> bool:
    """Return whether it has been said why there is no key at *where*.

    It may be misspelt, or its mapping lacks what could not be merged.
    """
    owning = document.locate(where[:-1])
    if owning in document.incomplete:
        return True
    written = document.at(owning)
    keys = fitting(owning)[1]
    names = ("files", "file", "table", "query") if where[-1] == "files" else where[-1:]
    return isinstance(written, dict) and any(
        name not in keys and nearest(name, keys) in names for name in written
    )


def missing_key(where: Where, document: Document, hint: str = "") -> Problem:
    """Return the problem of a required key, the last step of *where*, that is not there."""
    owning, name = document.locate(where[:-1]), str(where[-1])
    name = "file" if name == "files" else name
    hint = hint or _what_to_add(owning, name, document)
    said = spell(owning) or document.path
    return document.problem_at_key(owning, "CX104", f"{said} has no '{name}'", hint)


def wrong_type(where: Where, document: Document, value: object, wanted: str) -> Problem:
    """Return the problem of a *value* that is not what is *wanted*."""
    found = document.locate(where)
    hint = example(found, value, wanted)
    said = spell(found) or document.path
    if found[:1] == ("connections",):
        # It may be a password that stands in the wrong place.
        return document.problem(found, "CX110", f"{said} is not {wanted}", hint)
    return document.problem(found, "CX110", f"{said} is {shown(value)}, not {wanted}", hint)


def _below(other: "ErrorDetails", item: "ErrorDetails") -> bool:
    """Return whether *other* is within *item*, whose sound items alone were counted."""
    return other is not item and other["loc"][: len(item["loc"])] == item["loc"]


def _same_again(item: "ErrorDetails", other: "ErrorDetails") -> bool:
    """Return whether *item* and *other* are items of one list, wrong in the same way."""
    return (
        item["type"] == other["type"] in _WANTED
        and item["loc"][:-1] == other["loc"][:-1]
        and isinstance(item["loc"][-1], int)
        and type(item["input"]) is type(other["input"])
    )


def _what_to_add(owning: Where, name: str, document: Document) -> str:
    """Return the words that can stand under the key *name*, where there are few."""
    if name == "p":
        return "add it, as p: 90"
    if name == "alike":
        return "name the columns in which others have to be like the affected; [] for none of them"
    if name == "measure":
        words = list(FORMS)
    elif name in ("owner", "dataset"):
        ids = document.data.get(f"{name}s")
        words = list(ids) if isinstance(ids, dict) else []
    else:
        words = words_of(fitting(owning)[1].get(name, {}))
    return f"add one of: {', '.join(words)}" if words and len(words) <= 20 else ""


def _problem(item: "ErrorDetails", where: Where, document: Document) -> Problem | None:
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    found = document.locate(where)
    said = spell(found)
    if kind == "fault":
        return _own(context, where, document)
    if kind == "unexpected_keyword_argument":
        return unknown_key(where, document)
    if kind == "missing" and isinstance(where[-1], int):
        return document.problem(found, "CX112", f"{said} has too few entries")
    if kind == "missing":
        return missing_key(where, document)
    if kind in _WANTED:
        return wrong_type(where, document, value, _WANTED[kind])
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        hint = f"it must be {words} {context[key]:g}"
        return document.problem(found, "CX112", f"{said} is {shown(value)}", hint)
    if kind == "enum":
        allowed = re.findall(r"'([^']*)'", context["expected"])
        hint = suggestion(str(value), allowed, "it must be one of")
        return document.problem(found, "CX111", f"{said} is {shown(value)}", hint)
    if kind in ("string_too_short", "too_short") and not context.get("actual_length"):
        return document.problem(found, "CX110", f"{said} is empty")
    if kind in ("too_short", "too_long"):
        wanted = context.get("min_length") or context.get("max_length")
        than = "not" if kind == "too_short" else "more than"
        says = f"{said} has {context['actual_length']} entries, {than} {wanted}"
        return document.problem(found, "CX112", says)
    return document.problem(found, "CX110", f"{said} is {shown(value)}, which does not fit here")


def _own(context: dict[str, Any], where: Where, document: Document) -> Problem | None:
    """Return the problem that a short form's opener has worded itself."""
    if not context["code"]:
        return None
    found = document.locate(where)
    there = (*found, *context["at"])
    if there in document.blanks:
        return None
    text = context["text"].replace("{}", spell(found))
    hint = context["hint"]
    if context["near"]:
        hint = suggestion(context["name"], context["near"], "it must be one of", 20) or hint
    if context["at"] and context["near"]:
        return document.problem_at_key(there, context["code"], text, hint)
    return document.problem(there, context["code"], text, hint)
