"""The style sheet as paper needs it: without rules for screens, its colours in place.

WeasyPrint looks up every variable for every element, which takes a tenth of
the time that a paper takes; a screen's rules it reads and throws away.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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

    The last value that ``:root`` gives a variable counts. One that is set
    elsewhere too, or whose value is more than a plain one, is left to the
    layout to find.
    """
    rules = [rule for rule in _rules(css) if not FOR_SCREENS.match(rule)]
    roots = [rule for rule in rules if ROOT.search(rule.partition("{")[0].rstrip())]
    set_there = [found for rule in roots for found in SET.findall(rule)]
    everywhere = Counter(name for rule in rules for name, _ in SET.findall(rule))
    odd = {name for name, text in set_there if not _is_plain(text)}
    odd |= {name for name, _ in set_there if everywhere[name] > _count(name, set_there)}
    known = {name: text.strip() for name, text in set_there if name not in odd}
    placed = {rule: USED.sub(lambda use: known.get(use[1], use[0]), rule) for rule in rules}
    needed = bool(odd) or any("var(" in placed[rule] for rule in rules if rule not in roots)
    return "\n".join(
        placed[rule]
        for rule in rules
        if needed or rule not in roots or not _holds_variables_alone(rule)
    )


def _count(name: str, found: Sequence[tuple[str, str]]) -> int:
    return sum(1 for each, _ in found if each == name)


def _is_plain(value: str) -> bool:
    """Return whether *value* is whole, and means the same wherever it stands."""
    is_whole = value.count("(") == value.count(")") and not (value.count('"') % 2)
    return is_whole and value.count("'") % 2 == 0 and "var(" not in value and "!" not in value


def _holds_variables_alone(rule: str) -> bool:
    return not SET.sub("", rule[rule.index("{") :]).strip("{}; \n\t")


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
