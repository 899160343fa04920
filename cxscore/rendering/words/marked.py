"""What people write with marks (bold, lists, links), as HTML and without the marks."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 10_000
"""Letters of a text that is read for marks: nobody formats a longer one by hand, and
brackets in brackets would take minutes."""
_ADDRESS = re.compile(r"https?://[^/]|mailto:[^/]", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|\]\(|^\s*(?:[-*+]|\d+[.)])(?:\s|$)", re.MULTILINE)
_ENDED = tuple(".!?;:,")
_LETTER = r"[^\W_]"
_OTHER = r"[^*_\[\]\\`<>&!\x00-\x1f]"
_BOLD_ALONE = re.compile(
    r"(?!\d+[.)]|[-+\s])"
    rf"(?:(?:{_OTHER}* )?\*\*{_LETTER}(?:{_OTHER}*{_LETTER})?\*\*(?=[ .,;:?)]|$))+"
    rf"(?:{_OTHER}*[^*_\[\]\\`<>&!\s])?"
)
"""One line in which words are bold and nothing else is marked, nor could be read as such."""


def as_html(text: str) -> Markup:
    """Return *text* as HTML: its bold words, its lists, and its links that lead somewhere.

    Links lead to http, https and mailto. Everything else is shown as it was
    typed. The first paragraph has no element of its own: it goes on where it is put.
    """
    tokens = _tokens(text)
    return escape(text) if tokens is None else Markup("").join(_elements(tokens))


def plain_lines(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text* and the items of its lists, numbered where those are.

    The first goes on where it is put; it is empty where *text* begins with a list.
    """
    tokens = _tokens(text)
    if tokens is None:
        return (text,)
    found = tuple(line for line, _ in _lines(tokens))
    return found if tokens[0].type == "paragraph_open" else ("", *found)


def plain_text(text: str) -> str:
    """Return *text* without marks; the items of its lists follow each other."""
    tokens = _tokens(text)
    if tokens is None:
        return text
    found, listed = "", False
    for line, in_list in _lines(tokens):
        if listed and not found.endswith(_ENDED):
            found += ";" if in_list else "."
        found, listed = f"{found} {line}".lstrip(), in_list
    return found


def _tokens(text: str) -> "Sequence[Token] | None":
    """Return what *text* is made of; None where it has no marks."""
    if len(text) > LONGEST or not _MARKS.search(text):
        return None
    if _BOLD_ALONE.fullmatch(text):
        return _bold_parts(text)
    return _parser().parse(text)


class _Part:
    """What stands for a token of the parser, as far as it is asked here."""

    __slots__ = ("children", "content", "nesting", "type")
    hidden, info, markup, tag = False, "", "", "strong"

    def __init__(self, kind: str, nesting: int = 0, content: str = "") -> None:
        self.type, self.nesting, self.content = kind, nesting, content
        self.children: list[_Part] = []

    def attrGet(self, _: str) -> None:  # noqa: N802 (the library's name)
        """Return nothing: neither bold words nor paragraphs have attributes."""


def _bold_parts(text: str) -> "Sequence[Token]":
    """Return what the parser makes of *text*, whose words between two stars are bold.

    Importing it takes a tenth of the time that a page is written in.
    """
    inline = _Part("inline")
    for at, words in enumerate(text.split("**")):
        bold = _Part("strong_open", 1), _Part("text", content=words), _Part("strong_close", -1)
        inline.children += bold if at % 2 else bold[1:2]
    parts = [_Part("paragraph_open", 1), inline, _Part("paragraph_close", -1)]
    return cast("Sequence[Token]", parts)


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    # Most papers need none: it is loaded for the first text that has marks.
    from markdown_it import MarkdownIt

    class Narrow(MarkdownIt):
        """Markdown without anything but bold, lists and links."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
            """Return whether a link may lead to *url*; where not, it stays text."""
            return _ADDRESS.match(url) is not None

    return Narrow("zero").enable(["list", "emphasis", "link"])


def _lines(tokens: "Sequence[Token]") -> Iterator[tuple[str, bool]]:
    """Yield the words of each paragraph and item, and whether they stand in a list."""
    depth, number = 0, ""
    for token in tokens:
        if token.type.startswith("list_item"):
            depth += token.nesting
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            yield number + _words(token), depth > 0
            number = ""


def _elements(tokens: "Sequence[Token]") -> Iterator[Markup]:
    # A paragraph opens, has its words and closes.
    of_first = range(0, 3, 2) if tokens[0].type == "paragraph_open" else ()
    for place, token in enumerate(tokens):
        if token.type == "inline":
            yield from map(_within, token.children or ())
        elif not token.hidden and place not in of_first:
            yield _tag(token)


def _within(token: "Token") -> Markup:
    if token.type in ("strong_open", "strong_close", "link_close"):
        return _tag(token)
    if token.type == "link_open":
        return Markup('<a href="{}">').format(token.attrGet("href") or "")
    return escape(token.content or token.markup)


def _tag(token: "Token") -> Markup:
    if token.nesting < 0:
        return Markup("</{}>").format(token.tag)
    start = token.attrGet("start")
    more = Markup(' start="{}"').format(start) if start is not None else ""
    return Markup("<{}{}>").format(token.tag, more)


def _words(token: "Token") -> str:
    parts = (
        "" if child.type.startswith(("strong", "link")) else child.content or child.markup
        for child in token.children or ()
    )
    return "".join(parts)
