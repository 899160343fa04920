"""A style sheet that reaches one part of somebody else's page, and is not reached by theirs."""

import re
from collections.abc import Iterator, Sequence

import tinycss2

from cxscore.rendering.rewritten_sheet import (
    Change,
    Token,
    as_text,
    condition,
    rewritten,
    rules_of,
)

ROOTS = ("html", "body", "main", "root")
"""What a whole page has and a part of another has not: the part itself stands for it."""
KEPT = ("font-face", "keyframes", "property")
"""Rules of no element that stay; those of sheets of paper, and imports, do not."""
WIDTH = re.compile(r"\s*(?:and\s+)?(\((?:min|max)-width\s*:\s*)([\d.]+)(rem|em|px)\s*\)")
OF_A_WINDOW = 16
"""Pixels of a rem in a condition: that of the browser, whatever the page says."""
STRONGER = 4
"""How often the class of the box is named, to weigh more than what a page says of its sections."""
BARE = (
    "margin: 0; padding: 0; border: 0; background: none; box-shadow: none; float: none;"
    " opacity: 1; max-width: none; font-family: var(--sans)"
)
PLAIN = "letter-spacing: normal; word-spacing: normal; text-transform: none; font-style: normal"
"""What undoes the frames that a page puts around its drawings, and how it sets all its text."""
SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*([^;!}]+)")


def scoped_sheet(css: str, box: str, part: str) -> str:
    """Return *css* with every selector under the element *part* within *box*.

    What the page around it says of elements is undone; sizes do not depend on its root, and
    what depends on the width goes by that of *box*. Ids and fonts are called as *part* is.

    Args:
        css: the style sheet of a whole page.
        box: the selector of a class.
        part: an id.
    """
    rules, scope = rules_of(css), f"{box} #{part}"
    undone = (
        f"{box * STRONGER} {{ all: initial; display: block; container-type: inline-size }}\n"
        f"{scope} {{ all: initial; display: block; position: relative; --rem: 16px }}\n"
        # Drawings keep what their attributes say.
        f"{scope} :where(:not(svg, svg *)) {{ all: revert }}\n"
        f"{scope} svg {{ {BARE}; {PLAIN} }}\n"
        f"{scope} svg * {{ font-family: inherit; {PLAIN} }}\n"
    )
    return undone + rewritten(rules, _Scoped(scope, part, _families(rules)))


class _Scoped:
    """Writes the rules of a page as those of a part of another."""

    def __init__(self, scope: str, part: str, families: frozenset[str]) -> None:
        self.scope, self.part, self.families = scope, part, families

    def rule(self, rule: Token) -> str:
        selectors = list(_divided(rule.prelude))
        body = as_text(rule.content, self._value)
        size = SIZE.search(body)
        if size is not None and any(map(_is_root, selectors)):
            body += f"; --rem: {size[1].strip()}"
        return f"{', '.join(map(self._selector, selectors))} {{{body}}}"

    def holding(self, rule: Token, inner: str) -> str:
        prelude = as_text(rule.prelude).strip()
        widths = [_in_pixels(found) for found in WIDTH.finditer(prelude)]
        if rule.lower_at_keyword != "media" or not widths or "," in prelude:
            return condition(rule, inner)
        rest = WIDTH.sub("", prelude).strip() or "all"
        return f"@media {rest} {{ @container {' and '.join(widths)} {{\n{inner}\n}} }}"

    def other(self, rule: Token) -> str:
        if rule.lower_at_keyword not in KEPT or rule.content is None:
            return ""
        body = as_text(rule.content, self._value)
        return f"@{rule.at_keyword} {as_text(rule.prelude).strip()} {{{body}}}"

    def _value(self, token: Token) -> str | None:
        if token.type == "dimension" and token.lower_unit == "rem":
            return f"calc({token.representation} * var(--rem))"
        if token.type in ("ident", "string") and token.value in self.families:
            return f'"{self.part} {token.value}"'
        return None

    def _selector(self, selector: Sequence[Token]) -> str:
        named: Change = lambda token: (  # noqa: E731 (it is short, and nothing else needs it)
            f"#{self.part}-{token.value}" if token.type == "hash" else None
        )
        if not _is_root(selector):
            return f"{self.scope} {as_text(selector, named)}"
        rest = _after_root(selector)
        # html body p: both are this part.
        while rest and rest[0].type == "whitespace" and _is_root(rest[1:]):
            rest = _after_root(rest[1:])
        return f"{self.scope}{as_text(rest, named)}"


def _families(rules: Sequence[Token]) -> frozenset[str]:
    """Return the names of the fonts that *rules* bring along."""
    faces = (
        each
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
        for each in tinycss2.parse_declaration_list(rule.content or [], True, True)
    )
    return frozenset(
        token.value
        for each in faces
        if each.type == "declaration" and each.lower_name == "font-family"
        for token in each.value
        if token.type in ("ident", "string")
    )


def _divided(prelude: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the selectors of a list, without the spaces around them."""
    selector: list[Token] = []
    for token in [*prelude, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            while selector and selector[-1].type == "whitespace":
                selector.pop()
            yield selector
            selector = []
        elif selector or token.type != "whitespace":
            selector.append(token)


def _is_root(selector: Sequence[Token]) -> bool:
    at = 1 if selector and selector[0] == ":" else 0
    return at < len(selector) and selector[at].type == "ident" and selector[at].value in ROOTS


def _after_root(selector: Sequence[Token]) -> Sequence[Token]:
    return selector[2 if selector[0] == ":" else 1 :]


def _in_pixels(width: re.Match[str]) -> str:
    pixels = float(width[2]) * (1 if width[3] == "px" else OF_A_WINDOW)
    return f"{width[1]}{pixels:g}px)"
