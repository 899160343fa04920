"""Why a text is not YAML, in plain words."""

from dataclasses import dataclass

import yaml

from cxscore.problems import Problem


@dataclass(frozen=True, slots=True)
class _Reason:
    """What the parser's own words mean to somebody who writes kpis.yaml."""

    context: str
    """Words of what the parser was doing, ..."""
    problem: str
    """... and of what it met."""
    says: str
    hint: str = ""
    at_start: bool = False
    """Whether the fault is where the thing begins, not where it was noticed."""


_REASONS = (
    _Reason("quoted scalar", "", "the quote that opens here is never closed", at_start=True),
    _Reason(
        "flow sequence",
        "",
        "the list that opens here is not closed, or lacks a comma",
        at_start=True,
    ),
    _Reason(
        "flow mapping",
        "",
        "the braces that open here are not closed, or lack a comma",
        at_start=True,
    ),
    _Reason("flow node", "", "the line ends where a value should stand"),
    _Reason(
        "",
        "mapping values are not allowed",
        "a ':' stands here where none can",
        "put text that holds ': ' in quotes, and look at the indentation",
    ),
    _Reason(
        "",
        "undefined alias",
        "this alias names no anchor",
        "put text that starts with '*' in quotes",
    ),
    _Reason(
        "",
        "sequence entries are not allowed",
        "a '-' stands here where none can",
        "look at the indentation",
    ),
    _Reason("", "another document", "a second document starts here; one is read"),
    _Reason("simple key", "", "this line has no ':'", at_start=True),
    _Reason("block", "", "this line is not indented like those it belongs to"),
)


def explain(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """Return the fault of *text*, printed as *path*, for which *error* was raised."""
    assert isinstance(error, yaml.MarkedYAMLError)
    mark, start = error.problem_mark, error.context_mark
    assert mark is not None
    said, context = error.problem or "", error.context or ""
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        place = mark.line + 1, indent.index("\t") + 1
        hint = "YAML is indented with spaces"
        return Problem(path, *place, "CX102", "a tab indents this line", hint=hint)
    if "cannot start any token" in said:
        says = f"text cannot start with '{line[mark.column]}'"
        return _problem(path, mark, says, "put it in quotes")
    for reason in _REASONS:
        if reason.context in context and reason.problem in said:
            where = start if reason.at_start and start is not None else mark
            return _problem(path, where, reason.says, reason.hint)
    return _problem(path, mark, f"this is not YAML: {said}")


def _problem(path: str, mark: yaml.Mark, says: str, hint: str = "") -> Problem:
    return Problem(path, mark.line + 1, mark.column + 1, "CX102", says, hint=hint)
