"""Problems as lines: for people, for GitHub's annotations, for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import click

from cxscore.problems import SHOWN_PER_FILE, Problem, Severity, distinct_lines, grouped

LIST_ALL = "cxscore check --all"
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def text_lines(found: Iterable[Problem], *, every: bool = False) -> Iterator[str]:
    """Yield a line a problem, and unless *every* is asked for a count of those past the fifth.

    They are counted by file and code.
    """
    kept: list[Problem] = []
    more: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for problem in distinct_lines(found):
        kind = problem.path, problem.code
        seen[kind] += 1
        more[kind] += problem.more
        if seen[kind] > SHOWN_PER_FILE and not every:
            more[kind] += 1
            continue
        last[kind] = len(kept)
        kept.append(problem)
    for index, problem in enumerate(kept):
        yield _line(problem)
        kind = problem.path, problem.code
        if more[kind] and last[kind] == index:
            where = visible(problem.path)
            how = "" if every else f"; to list them: {LIST_ALL}"
            yield f"{where}: … and {grouped(more[kind])} more {problem.code}{how}"


def github_lines(found: Iterable[Problem]) -> Iterator[str]:
    """Yield GitHub's workflow commands, which show as annotations in a pull request."""
    for problem in distinct_lines(found):
        place = f"file={_property(problem.path)}"
        if problem.line:
            place += f",line={problem.line}"
        if problem.column:
            place += f",col={problem.column}"
        message = problem.message if not problem.row else f"row {problem.row}: {problem.message}"
        yield f"::{problem.severity.value} {place},title={problem.code}::{_data(message)}"


def json_lines(found: Iterable[Problem]) -> Iterator[str]:
    """Yield one JSON object a problem."""
    for problem in distinct_lines(found):
        yield visible_json(json.dumps(problem.as_json(), ensure_ascii=False))


def log_lines(found: Iterable[Problem]) -> Iterator[str]:
    """Yield a line of the log a problem, as :func:`log_line` has it."""
    for problem in distinct_lines(found):
        about = problem.subject
        yield log_line(
            problem.text,
            problem.severity.value,
            code=problem.code,
            path=problem.path,
            line=problem.line or None,
            column=problem.column or None,
            row=problem.row or None,
            hint=problem.hint or None,
            more=problem.more,
            kpi=about[1] if about is not None and about[0] == "kpis" else None,
        )


def log_line(text: str, level: str, **known: str | int | None) -> str:
    """Return a line of the log: a JSON object that has the same keys whatever it is about.

    What does not apply is null. The time is UTC's.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    blank = dict.fromkeys(("code", "path", "line", "column", "row", "kpi"))
    end = {"text": text, "hint": None, "more": 0}
    line = {"time": now, "level": level, **blank, **end} | known
    return visible_json(json.dumps(line, ensure_ascii=False))


def visible(text: str) -> str:
    """Return *text* with what a terminal would obey shown instead: a file may hold anything."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def visible_json(text: str) -> str:
    """Return JSON with what a terminal would obey, or no encoding has, escaped as JSON does it.

    Line ends stay; JSON has none within a text.
    """
    return "".join(
        sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in text
    )


def visible_sql(text: str) -> str:
    """Return SQL with what a terminal would obey shown instead; its lines and spaces stay."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t\u00a0" else visible(sign) for sign in text
    )


def _line(problem: Problem) -> str:
    severity = click.style(problem.severity.value, fg=COLOURS[problem.severity], bold=True)
    place = click.style(visible(problem.place), bold=True)
    return f"{place}: {severity}: {problem.code}: {visible(problem.message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
