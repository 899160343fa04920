"""What a user's templates ask for outside the page, where it would be a hole, with its line."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.paths import printed
from cxscore.problems import Problem, Problems
from cxscore.style_sheets import flaws_of, is_embedded, outside_addresses, shortened

CODE = "CX407"
LOADED = {
    "href": {"link", "use", "image", "feimage", "base"},
    "xlink:href": {"use", "image", "feimage"},
    "src": {"img", "script", "source", "iframe", "embed", "audio", "video", "track", "input"},
    "srcset": {"img", "source"},
    "poster": {"video"},
    "data": {"object"},
    "background": {"body", "table", "td", "th"},
}
"""Attributes that fetch what they name, by the elements on which they do."""
LINKS = re.compile(r"#|https?:|mailto:|tel:|data:", re.IGNORECASE)
"""Where a link may lead: within the page, or to the world; a file beside it would be lost."""
EMBED = "embed it, as data:image/png;base64,…; a logo is named in kpis.yaml, scorecard: {logo: …}"
PUT_IN = "put what it holds into the page"
HOLDING = {"link", "script", "iframe", "embed", "object", "base"}
"""Elements that ask for more than a picture."""
CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*,(?=\s|$)|[^\s,]\S*)(?:(?<!,)[^,]*(?:,|$))?")
"""One address of a ``srcset`` and its size; a comma within an address ends nothing."""
DATA = re.compile(r"url\(data:[^()\s\"']*\)")


@frozen
class _Asked:
    """An attribute that asks for what is not in the page."""

    tag: str
    attribute: str
    address: str
    text: str
    hint: str


def check_addresses(html: str, templates: Path) -> None:
    """Hold *html*, set with the folder *templates*, against what a page may ask for.

    Raises:
        Problems: with each address that is neither data nor within the page.
    """
    found = dict.fromkeys(_problem(asked, templates) for asked in _asked_in(html))
    if found:
        raise Problems(found)


def check_sheet(css: str, sheet: Path) -> None:
    """Hold the style sheet *css*, the user's file *sheet*, against what a page may ask for.

    Raises:
        Problems: with each flaw; it is no template either, and none is filled in it.
    """
    path = printed(sheet)
    if tag := re.search(r"\{[%{]", css):
        line, column = (
            css.count("\n", 0, tag.start()) + 1,
            tag.start() - css.rfind("\n", 0, tag.start()),
        )
        text = f"a style sheet is no template: '{tag[0]}' is not filled"
        hint = "to add rules to ours, name your file in kpis.yaml: scorecard: {style: house.css}"
        raise Problems([Problem(path, line, column, CODE, text, hint=hint)])
    if flaws := flaws_of(css):
        raise Problems(
            Problem(path, flaw.line, flaw.column, CODE, flaw.text, hint=flaw.hint) for flaw in flaws
        )


def _asked_in(html: str) -> Iterable[_Asked]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Collects what the elements of a page ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Asked] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        for name, value in attrs:
            self.found += _asked_by(tag, name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.in_style = False

    def handle_endtag(self, tag: str) -> None:
        self.in_style = self.in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.in_style:
            # Our fonts are a million letters, which nobody need read one by one.
            for flaw in outside_addresses(DATA.sub("url(data:)", data)):
                line = data.splitlines()[flaw.line - 1][flaw.column - 1 :]
                self.found.append(_Asked("style", "", line, flaw.text, flaw.hint))


def _asked_by(tag: str, attribute: str, value: str) -> Iterator[_Asked]:
    if attribute == "style" and "(" in value:
        for flaw in outside_addresses(value):
            yield _Asked(
                tag,
                attribute,
                value,
                flaw.text.replace("the style sheet", f"<{tag} style>"),
                flaw.hint,
            )
    elif tag == "a" and attribute == "href" and not LINKS.match(value.strip()):
        text = f"<a href> leads to '{shortened(value)}', a file that is not in the page"
        yield _Asked(
            tag, attribute, value, text, "link to a part of the page as #id, or to https://…"
        )
    elif tag in LOADED.get(attribute, ()):
        for address in _addresses(attribute, value):
            if not is_embedded(address):
                text = (
                    f"<{tag} {attribute}> asks for '{shortened(address)}', which is not in the page"
                )
                if not address:
                    text = f"<{tag} {attribute}> is empty"
                yield _Asked(tag, attribute, address, text, PUT_IN if tag in HOLDING else EMBED)


def _addresses(attribute: str, value: str) -> list[str]:
    if attribute != "srcset":
        return [value.strip()]
    return [found[1].rstrip(",") for found in CANDIDATE.finditer(value)]


def _problem(asked: _Asked, templates: Path) -> Problem:
    """Return the problem of *asked*, at the line of the user's templates that it comes from.

    An address that the template writes out is found by its letters, one
    that it works out by the element and the attribute.
    """
    literal = re.escape(asked.address.strip()) if asked.address.strip() else r"(?!)"
    tag = rf"<{re.escape(asked.tag)}\b[^>]*{re.escape(asked.attribute)}"
    sources = [
        (path, path.read_text(encoding="utf-8", errors="replace"))
        for path in sorted(templates.rglob("*.html"))
    ]
    for pattern in (rf"{tag}[^>]*{literal}", literal, tag, rf"<{re.escape(asked.tag)}\b"):
        for path, source in sources:
            if found := re.search(pattern, source, re.IGNORECASE):
                start = max(found.end() - 1, 0)
                line = source.count("\n", 0, start) + 1
                return Problem(printed(path), line, 0, CODE, asked.text, hint=asked.hint)
    return Problem(printed(templates), 0, 0, CODE, asked.text, hint=asked.hint)
