"""A style sheet written anew, rule by rule: what one means is for somebody else to say."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import tinycss2

HELD = ("media", "supports", "layer", "container")
"""Rules that hold rules."""
DARK = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)
Token = Any
"""tinycss2 has no types."""
Change = Callable[[Token], str | None]
"""What stands for a token; None for what stands there already."""


class Rewriting(Protocol):
    """What becomes of each kind of rule."""

    def rule(self, rule: Token) -> str:
        """Return the rule of some elements."""
        ...

    def holding(self, rule: Token, inner: str) -> str:
        """Return a rule that holds rules, which have been written already."""
        ...

    def other(self, rule: Token) -> str:
        """Return any other rule, such as that of a font; empty to leave it out."""
        ...


def rules_of(css: str) -> Sequence[Token]:
    """Return the rules of a style sheet, comments left out."""
    rules: Sequence[Token] = tinycss2.parse_stylesheet(css, True, True)
    return rules


def rewritten(rules: Iterable[Token], way: Rewriting) -> str:
    """Return *rules* written anew, those of dark screens left out: what is shown stays light."""
    return "\n".join(filter(None, _rewritten(rules, way)))


def _rewritten(rules: Iterable[Token], way: Rewriting) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield way.rule(rule)
        elif rule.type != "at-rule":
            continue  # a flaw, which a browser passes over as well
        elif rule.lower_at_keyword not in HELD or rule.content is None:
            yield way.other(rule)
        elif not DARK.search(as_text(rule.prelude)):
            within = tinycss2.parse_rule_list(rule.content, True, True)
            yield way.holding(rule, rewritten(within, way))


def condition(rule: Token, inner: str) -> str:
    """Return a rule that holds rules as it was, *inner* within it."""
    return f"@{rule.lower_at_keyword} {as_text(rule.prelude).strip()} {{\n{inner}\n}}"


def as_text(tokens: Iterable[Token], changed: Change = lambda _: None) -> str:
    """Return *tokens* as text, *changed* however deep they are."""
    return "".join(_token_text(token, changed) for token in tokens)


def _token_text(token: Token, changed: Change) -> str:
    new = changed(token)
    if new is not None:
        return new
    match token.type:
        case "function":
            return f"{token.name}({as_text(token.arguments, changed)})"
        case "() block":
            return f"({as_text(token.content, changed)})"
        case "[] block":
            return f"[{as_text(token.content, changed)}]"
        case "{} block":
            return f"{{{as_text(token.content, changed)}}}"
    text: str = token.serialize()
    return text
