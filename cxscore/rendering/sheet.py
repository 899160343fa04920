"""The style sheet as paper needs it: without rules for screens, its colours in place.

WeasyPrint looks up every variable for every element, which takes a tenth of
the time that a paper takes; a screen's rules it reads and throws away.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^\"')]*\)|[{};]", re.DOTALL
)
"""What can hide a brace, and the braces themselves."""
FOR_SCREENS = re.compile(r"@media\s+screen\b", re.IGNORECASE)
ROOT = re.compile(r":root\Z")
SET = re.compile(r"(?:^|[{;])\s*--([\w-]+)\s*:\s*([^;{}]*)")
USED = re.compile(r"var\(\s*--([\w-]+)\s*\)")


@lru_cache(maxsize=2)
def sheet_for_paper(css: str) -> str:
    """Return *css* without what concerns screens only, with the values of its variables.

    A variable that is set in more than one place, or not in ``:root``, is left
    to the layout to find.
    """
    rules = [rule for rule in _rules(css) if not FOR_SCREENS.match(rule)]
    roots = [rule for rule in rules if ROOT.search(rule.partition("{")[0].rstrip())]
    values = dict(found for rule in roots for found in SET.findall(rule))
    everywhere = [name for rule in rules for name, _ in SET.findall(rule)]
    known = {name: text.strip() for name, text in values.items() if everywhere.count(name) == 1}
    return "\n".join(
        USED.sub(lambda use: known.get(use[1], use[0]), rule)
        for rule in rules
        if rule not in roots or len(known) < len(values)
    )


def _rules(css: str) -> Iterator[str]:
    """Return the rules of the outermost level, comments left out."""
    depth, start, rule = 0, 0, ""
    for token in TOKEN.finditer(css):
        mark = token[0]
        if mark.startswith("/*"):
            rule += css[start : token.start()]
            start = token.end()
            continue
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth == 0 and mark in ("}", ";"):
            yield (rule + css[start : token.end()]).strip()
            start, rule = token.end(), ""
    rest = (rule + css[start:]).strip()
    if rest:
        yield rest
