"""Why a text is not YAML, in plain words."""

import re
from dataclasses import replace

import yaml

from cxscore.frozen import frozen
from cxscore.problems import Problem


@frozen
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
    _Reason(
        "quoted scalar",
        "found unexpected",
        "the quote that opens here is never closed",
        at_start=True,
    ),
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
    _Reason("alias", "", "text cannot start with '*'", "put it in quotes", at_start=True),
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
        "put text that starts with '-' in quotes; a list begins on a line of its own",
    ),
    _Reason("", "another document", "a second document starts here; one is read"),
    _Reason("simple key", "", "this line has no ':'", at_start=True),
    _Reason("block", "", "this line is not indented like those it belongs to"),
)
ODD_SPACE = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_UNSPACED = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*):([^\s/].*)")
"""A key whose colon has no space behind it, and what it lacks it before."""


def explain(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """Return the fault of *text*, printed as *path*, for which *error* was raised."""
    assert isinstance(error, yaml.MarkedYAMLError)
    mark, start = error.problem_mark, error.context_mark
    assert mark is not None
    said, context = error.problem or "", error.context or ""
    lines = [*text.splitlines(), "", ""]
    for at in dict.fromkeys((start.line if start else mark.line, mark.line, max(mark.line - 1, 0))):
        if problem := _in_spaces(lines[at], at, path):
            return problem
    found = _typical(lines, mark, start, said, context)
    if found is not None:
        return replace(found, path=path)
    for reason in _REASONS:
        if reason.context in context and reason.problem in said:
            where = start if reason.at_start and start is not None else mark
            return _problem(path, where, reason.says, reason.hint)
    return _problem(path, mark, f"this is not YAML: {said}")


def _typical(
    lines: list[str], mark: yaml.Mark, start: yaml.Mark | None, said: str, context: str
) -> Problem | None:
    """Return the fault where its line tells more than the parser's words; None elsewhere."""
    line = lines[mark.line]
    opening = lines[start.line] if start is not None else ""
    if "cannot start any token" in said:
        return _problem(
            "", mark, f"text cannot start with '{line[mark.column]}'", "put it in quotes"
        )
    if "mapping values are not allowed" in said or "simple key" in context:
        return _colon(lines, mark, start)
    if "block mapping" in context:
        return _behind(line, mark)
    if start is not None and "quoted scalar" in context and "unexpected" not in said:
        return _escaped(opening, start, mark)
    if start is not None and "block scalar" in context:
        value = opening[start.column :].strip()
        says = f"'{value[:1]}' begins a text of several lines here"
        hint = f"put a value that starts with it in quotes: {_quoted(value)}"
        return _behind(opening, start) or _problem("", start, says, hint)
    return None


def odd_space(sign: str) -> tuple[str, str]:
    """Return what is said of *sign*, which looks like a space and is none, and what to do."""
    says = f"the invisible character U+{ord(sign):04X} stands here where a space belongs"
    return says, "delete it and type a space"


def _in_spaces(line: str, at: int, path: str) -> Problem | None:
    """Return the problem of a tab or of a space that is none in the indentation of *line*."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        hint = "YAML is indented with spaces"
        place = at + 1, indent.index("\t") + 1
        return Problem(path, *place, "CX102", "a tab indents this line", hint=hint)
    if found := re.search(rf"^[ -]*({ODD_SPACE})|:({ODD_SPACE})", line):
        says, hint = odd_space(found[1] or found[2])
        return Problem(path, at + 1, found.end(), "CX102", says, hint=hint)
    return None


def _escaped(line: str, start: yaml.Mark, mark: yaml.Mark) -> Problem:
    """Return the problem of a backslash within double quotes that escapes nothing."""
    at = line.rfind("\\", start.column, mark.column + 1)
    written = re.match(r'"([^"]*)"', line[start.column :])
    inside = written[1] if written else line[start.column + 1 :]
    says = f"a backslash in double quotes is no plain sign, and '{line[at : at + 2]}' means nothing"
    hint = f"use single quotes: '{inside}'"
    if re.search(r"\.\w{2,8}(\.gz)?$", inside):
        hint = f"in a path, write '/': {inside.replace(chr(92) * 2, '/').replace(chr(92), '/')}"
    return Problem("", mark.line + 1, at + 1, "CX102", says, hint=hint)


def _colon(lines: list[str], mark: yaml.Mark, start: yaml.Mark | None) -> Problem:
    """Return the problem of a line with a colon too many, or one too few."""
    line, before = lines[mark.line], lines[max(mark.line - 1, 0)]
    here = line if start is None else lines[start.line]
    for at, text in ((start.line if start else mark.line, here), (mark.line - 1, before)):
        if at >= 0 and (found := _UNSPACED.fullmatch(text)):
            says = "a space is missing behind this ':'"
            hint = f"write {found[1]}: {found[2]}"
            return Problem("", at + 1, found.start(2), "CX102", says, hint=hint)
    if start is not None:
        return _problem("", start, "this line has no ':'", "write it as key: value")
    key = re.match(r"\s*(?:- )*([^\s:#'\"][^:#'\"]*): +(.*:.*)", line[: mark.column + 1])
    if key:
        value = _quoted(line[key.start(2) :].rstrip())
        hint = f"put text that holds ': ' in quotes: {key[1]}: {value}"
        return _problem("", mark, "a second ':' stands in this line", hint)
    if line.strip() and _indent(line) <= _indent(before) and ":" not in before:
        says, hint = "this line has no ':'", "write it as key: value"
        return Problem("", mark.line, _indent(before) + 1, "CX102", says, hint=hint)
    says = "this line is indented further than the value above it allows"
    hint = "begin it under the first letter of the key above"
    return _problem("", mark, says, hint)


def _behind(line: str, mark: yaml.Mark) -> Problem | None:
    """Return the problem of what stands behind a value that is closed; None where nothing does."""
    before, rest = line[: mark.column], line[mark.column :].rstrip()
    if rest[:1] in ("}", "]", ")"):
        return _problem("", mark, f"the '{rest[0]}' here closes nothing", "remove it")
    quoted = re.search(r"""(?:^|[\s:])(["'])(?:(?!\1).)*\1\s*$""", before)
    if quoted is None:
        return None
    whole = before[quoted.start(1) :] + rest
    says = f"text stands behind the quote that closes before {rest[:20]}"
    around = re.search(r"[=<>]", before[quoted.start(1) :]) or whole.count(quoted[1]) == 3
    if around and whole.endswith(quoted[1]):
        return _problem("", mark, says, f"write it as {_quoted(whole[1:-1])}")
    return _problem("", mark, says, f"put the whole in quotes: {_quoted(whole)}")


def _quoted(text: str) -> str:
    """Return *text* as YAML in quotes, in those that it does not hold where there are such."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _problem(path: str, mark: yaml.Mark, says: str, hint: str = "") -> Problem:
    return Problem(path, mark.line + 1, mark.column + 1, "CX102", says, hint=hint)
