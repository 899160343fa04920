"""What a style sheet asks for outside itself, and where it does not end as it should."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cxscore.frozen import frozen

LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
"""Functions whose texts are addresses."""
_END = "cxscore-end"
_UNREADABLE = {
    "bad-string": "a text that its line does not end",
    "bad-url": "an address that cannot be read",
}
_HELD = ("content", "arguments")
"""Where tokens keep those within them."""


@frozen
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
    wrong = [part for part in _within(tokens) if part.type == "error"]
    for part in wrong:
        text = _UNREADABLE.get(part.kind, f"a '{part.kind}' that closes nothing")
        found.append(Flaw(part.source_line, part.source_column, f"here is {text}"))
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
    for part in _within(parse_component_value_list(css, skip_comments=True)):
        line, column = part.source_line, part.source_column
        if part.type == "at-keyword" and part.lower_value == "import":
            importing = True
            hint = "put its rules into this file"
            found.append(Flaw(line, column, "the style sheet imports another", hint))
        elif part == ";":
            importing = False
        refused = [address for address in _addresses(part) if not allowed(address)]
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


def _addresses(part: Any) -> list[str]:  # noqa: ANN401 (tinycss2 has no types)
    if part.type == "url":
        return [part.value]
    if part.type == "function" and part.lower_name in LOADING:
        return [inner.value for inner in part.arguments if inner.type == "string"]
    return []


def _within(tokens: Sequence[Any]) -> Iterator[Any]:
    """Yield *tokens* and all within them, however deep, in their order."""
    left = [iter(tokens)]
    while left:
        part = next(left[-1], None)
        if part is None:
            left.pop()
            continue
        yield part
        left += [iter(getattr(part, name)) for name in _HELD if hasattr(part, name)]


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
