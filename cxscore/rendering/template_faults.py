"""What goes wrong in a user's templates, as problems with file and line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from cxscore.paths import printed
from cxscore.problems import Problem, Problems
from cxscore.rendering.user_templates import OverLimit
from cxscore.resources import find

READABLE = (".html", ".css")
OUR_MODULES = re.compile(r"\bcxscore(?:\.\w+)*\.(?=\w+ object\b)")
"""Where our blocks lie, which is nothing to whoever writes a template."""
OF_EXPRESSIONS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What an expression of a template can come to in Python."""


@contextmanager
def faults_told(templates: Path | None) -> Iterator[None]:
    """Raise Problems for what goes wrong within it by a fault in the folder *templates*.

    A fault in our own templates is a bug, and keeps its traceback.
    """
    if templates is None:
        yield
        return
    try:
        yield
    except UnicodeDecodeError as fault:
        found = _unreadable(templates)
        if not found:
            raise
        raise Problems(found) from fault
    except (TemplateError, OverLimit, MemoryError, *OF_EXPRESSIONS) as fault:
        problem = _problem(fault, templates)
        if problem is None:
            raise
        raise Problems([problem]) from fault


def _unreadable(templates: Path) -> list[Problem]:
    found = []
    for path in sorted(p for p in templates.rglob("*") if p.suffix in READABLE):
        raw = path.read_bytes()
        try:
            raw.decode()
        except UnicodeDecodeError as fault:
            line = raw.count(b"\n", 0, fault.start) + 1
            found.append(_at(path, line, "CX405", "the template is not UTF-8", "save it as UTF-8"))
    return found


def _problem(fault: Exception, templates: Path) -> Problem | None:
    """Return the problem that *fault* is; None where it is none of the user's."""
    if isinstance(fault, TemplateSyntaxError):
        path, line = Path(fault.filename or ""), fault.lineno
        return _at(path, line, "CX401", f"the template cannot be read: {_said(fault)}")
    place = _place(fault.__traceback__, templates)
    if place is None and isinstance(fault, TemplateError):
        # One of ours misses what a file of the user's no longer gives it.
        place = _place(fault.__traceback__, find("templates"))
    if place is None:
        return None
    match fault:
        case TemplateNotFound():
            names = ", ".join(f"'{name}'" for name in [fault.name] if name) or "of that name"
            return _at(*place, "CX402", f"there is no template {names}")
        case SecurityError():
            return _at(*place, "CX404", f"templates may not do this: {_said(fault)}")
        case UndefinedError():
            hint = "docs/templates.md lists what a page holds"
            return _at(*place, "CX403", f"the name does not exist: {_said(fault)}", hint)
        case OverLimit():
            return _at(*place, "CX172", f"the template goes too far: {fault}")
        case MemoryError():
            return _at(*place, "CX172", "the template goes too far: it takes too much memory")
        case RecursionError():
            return _at(*place, "CX406", "the template calls itself without end")
        case _:
            return _at(*place, "CX406", f"the template cannot be filled: {_said(fault)}")


def _place(trace: TracebackType | None, folder: Path) -> tuple[Path, int] | None:
    """Return the innermost place of *trace* that lies in *folder*."""
    root = folder.resolve()
    places = ((Path(frame.f_code.co_filename), line) for frame, line in walk_tb(trace))
    own = [(path, line) for path, line in places if path.resolve().is_relative_to(root)]
    return own[-1] if own else None


def _said(fault: Exception) -> str:
    """Return what Jinja says, on one line, with blocks by the names of docs/templates.md."""
    text = " ".join(str(fault.args[0] if fault.args else fault).split()).rstrip(".")
    return OUR_MODULES.sub("", text)


def _at(path: Path, line: int, code: str, text: str, hint: str = "") -> Problem:
    return Problem(printed(path), line, 0, code, text, hint=hint)
