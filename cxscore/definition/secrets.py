"""Addresses and passwords that stand in kpis.yaml by mistake: no message repeats them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cxscore.problems import Problem

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*): ?//([^\s'\"]*)")
_PUBLIC = ("http", "https", "ftp", "s3", "gs", "file")
"""Schemes of addresses that are shown, unless a password stands in them."""
_CONNECTIONS = re.compile(
    r"^( *)['\"]?connections['\"]?\s*:.*(?:\n(?:\1[ \t}\]].*)?)*", re.MULTILINE
)
"""The lines of connections, whether they can be read or not."""
_WORDS = re.compile(r"[^\s,{}\[\]\"':]{4,}+(?!:\s)")
"""What stands there, but for keys."""
_OPEN = re.compile(r"[A-Z_][A-Z0-9_]*|\d{1,6}")
"""Words that may be repeated all the same: names of variables, numbers."""
_SECRET = re.compile(
    r"\b(?:password|passwd|pwd|pass|passphrase|secret|token|access_token|api_?key)"
    r"['\"]?\s*[:=]\s*([^\s{\[].*)",
    re.IGNORECASE,
)


def without_secrets(problems: Iterable[Problem], text: str, path: str) -> list[Problem]:
    """Return *problems* of the kpis.yaml *text*, printed as *path*, with what is secret struck out.

    YAML that cannot be read is quoted where it stands, and so is a value of
    the wrong type; a password may be either.
    """
    found = _CONNECTIONS.search(text)
    if found is None:
        return [_without(problem, ()) for problem in problems]
    first = text.count("\n", 0, found.start()) + 1
    last = first + found[0].count("\n")
    secret, words = _secrets(found[0]), _words(found[0])
    return [
        _without(problem, words + secret if _within(problem, path, first, last) else secret)
        for problem in problems
    ]


def _within(problem: Problem, path: str, first: int, last: int) -> bool:
    return problem.path == path and first <= problem.line <= last


def _secrets(text: str) -> list[str]:
    """Return what stands behind keys such as ``password``, the longest first."""
    found = set()
    for match in _SECRET.finditer(text):
        value = match[1].strip()
        found |= {value, value.strip("'\""), re.split(r"[,}\s]", value)[0].strip("'\"")}
    return sorted((part for part in found if len(part) > 2), key=len, reverse=True)


def _words(text: str) -> list[str]:
    words = set(_WORDS.findall(_ADDRESS.sub("", text)))
    return sorted((word for word in words if not _OPEN.fullmatch(word)), key=len, reverse=True)


def _without(problem: Problem, secret: Sequence[str]) -> Problem:
    text, hint = _struck(problem.text, secret), _struck(problem.hint, secret)
    return replace(problem, text=text, hint=hint)


def _struck(said: str, secret: Sequence[str]) -> str:
    """Return *said* without what is *secret*, where it stands as a word of its own."""
    said = _ADDRESS.sub(_without_login, said)
    for part in secret:
        said = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", said)
    return said


def _without_login(found: re.Match[str]) -> str:
    """Return an address as it may be shown: that of a warehouse by its scheme alone."""
    scheme, rest = found[1], found[2]
    shown = scheme.lower() in _PUBLIC and not re.search(r"[@?;…]", rest)
    return found[0] if shown else f"{scheme}://…"
