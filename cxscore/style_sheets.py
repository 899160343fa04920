"""What a style sheet asks for outside itself, and where it does not end as it should."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
"""Functions whose texts are addresses."""
_END = "cxscore-end"
_UNREADABLE = {
    "bad-string": "a text that its line does not end",
    "bad-url": "an address that cannot be read",
}
_HELD = ("content", "arguments")
"""Where tokens keep those within them."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a style sheet, and what to do; line and column count from 1."""

    line: int
    column: int
    text: str
    hint: str = ""


def flaws_of(css: str) -> list[Flaw]:
    """Return what keeps *css*, a whole style sheet, from standing on its own after another."""
    from tinycss2 import parse_component_value_list

    found = outside_addresses(css)
    tokens = parse_component_value_list(f"{css}\n@{_END}", skip_comments=True)
    wrong = [token for token in _within(tokens) if token.type == "error"]
    for token in wrong:
        text = _UNREADABLE.get(token.kind, f"a '{token.kind}' that closes nothing")
        found.append(Flaw(token.source_line, token.source_column, f"here is {text}"))
    if not wrong:
        found += _unclosed(tokens, css)
    return sorted(found, key=lambda flaw: (flaw.line, flaw.column))


def is_embedded(address: str) -> bool:
    """Return whether *address* is one of data, or of a part of the page."""
    return address.strip().lower().startswith(("data:", "#"))


def outside_addresses(css: str, allowed: Callable[[str], bool] = is_embedded) -> list[Flaw]:
    """Return every address in *css*, a sheet or a value, that is not *allowed*."""
    from tinycss2 import parse_component_value_list

    found: list[Flaw] = []
    importing = False
    for token in _within(parse_component_value_list(css, skip_comments=True)):
        line, column = token.source_line, token.source_column
        if token.type == "at-keyword" and token.lower_value == "import":
            importing = True
            hint = "put its rules into this file"
            found.append(Flaw(line, column, "the style sheet imports another", hint))
        elif token == ";":
            importing = False
        refused = [address for address in _addresses(token) if not allowed(address)]
        for address in refused if not importing else ():
            text = f"the style sheet asks for '{shortened(address)}', which is not in it"
            if not address.strip():
                text = "the style sheet asks for an address that is empty"
            found.append(Flaw(line, column, text, "embed it, as url(data:…)"))
    return found


def shortened(address: str) -> str:
    """Return *address* on one line, cut where it is long."""
    one_line = " ".join(address.split())
    return f"{one_line[:60]}…" if len(one_line) > 60 else one_line


def _addresses(token: Any) -> list[str]:  # noqa: ANN401 (tinycss2 has no types)
    if token.type == "url":
        return [token.value]
    if token.type == "function" and token.lower_name in LOADING:
        return [inner.value for inner in token.arguments if inner.type == "string"]
    return []


def _within(tokens: Sequence[Any]) -> Iterator[Any]:
    """Yield *tokens* and all within them, however deep, in their order."""
    left = [iter(tokens)]
    while left:
        token = next(left[-1], None)
        if token is None:
            left.pop()
            continue
        yield token
        left += [iter(getattr(token, name)) for name in _HELD if hasattr(token, name)]


def _unclosed(tokens: Sequence[Any], css: str) -> list[Flaw]:
    """Return what swallows whatever comes after *css*, given the tokens of it and of an end."""
    opened = None
    while tokens:
        last = tokens[-1]
        if last.type == "at-keyword" and last.value == _END:
            if opened is None:
                return []
            text = "what begins here is never closed"
            return [Flaw(opened.source_line, opened.source_column, text, "close it")]
        opened = last
        tokens = next((getattr(last, name) for name in _HELD if hasattr(last, name)), ())
    # Nothing but a comment, or an address without quotes, hides the end itself.
    at = max(css.rfind("/*"), 0)
    line, column = css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at)
    return [Flaw(line, column, "what begins here is never closed", "close it")]

