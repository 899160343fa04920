"""The page and its files: a style sheet and pictures beside it, for viewers that strip styles.

Jenkins shows reports under a policy that allows neither styles nor fonts nor pictures within the
page: what it needs is taken out of it.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from hashlib import sha256
from html import escape, unescape
from urllib.parse import unquote_to_bytes

from cxscore.frozen import frozen
from cxscore.rendering.charts.png import NotOurs, Picture, paint
from cxscore.rendering.rewritten_sheet import Token, as_text, condition, rewritten, rules_of

FOLDER = "scorecard_files"
SHEET = "scorecard.css"
SHARPNESS = 2
"""Pixels of a picture for each of the page: screens have so many."""
PIXEL = 4 / 3
"""Of the page, a point."""
STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
CLASS = re.compile(r'<svg class="([^"]*)"')
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
OWN_STYLE = re.compile(r' style="([^"]*)"')
OWN_CLASS = re.compile(r' class="([^"]*)"')
PICTURE = re.compile(r'(?<= src=")data:[^"]*')
ADDRESS = re.compile(r"""url\((?:"(data:[^"]*)"|'(data:[^']*)'|(data:[^)"']*))\)""")
DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=-]*)*),(.*)", re.DOTALL)
ENDS = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "font/woff2": "woff2",
    "font/ttf": "ttf",
    "font/otf": "otf",
}
FOR_PICTURES = (
    ".fig { --wide: 100% }",
    "@media screen { .trend .spk { width: 9.5rem; max-width: 100% } }",
)
"""A phone shows a picture whole, as it cannot leave out the words at its side; and a column gets
no wider for one."""
STRONGER = 6
"""How often a class is named, to weigh more than what the style sheet says; a style did."""


@frozen
class SplitPage:
    """A page without styles, and the files beside it that it asks for, by their paths."""

    html: str
    files: Mapping[str, bytes]


def split_page(html: str, font: bytes | None = None) -> SplitPage:
    """Return *html*, a whole page, with its styles and pictures in files of their own.

    What has no fixed name is named by its digest: a page never shows the chart of another pack,
    and no name of anybody's is in a path. *font* is the one that charts are set in, where it is not
    ours. A drawing that cannot be painted stays in the page.
    """
    return _Split(font).of(html)


class _Split:
    """Takes out of a page, one after the other, what is to be a file."""

    def __init__(self, font: bytes | None) -> None:
        self.font = font
        self.files: dict[str, bytes] = {}
        self.rules: dict[str, str] = {}
        """Classes by the styles that they stand for."""

    def of(self, html: str) -> SplitPage:
        sheets = STYLE.findall(html)
        link = f'<link rel="stylesheet" href="{FOLDER}/{SHEET}"/>\n'
        html = STYLE.sub("", STYLE.sub(link, html, count=1))
        html = html.replace('content="light dark"', 'content="light"')
        html = DRAWING.sub(self._picture, html)
        html = PICTURE.sub(lambda data: f"{FOLDER}/{self._file(unescape(data[0]))}", html)
        html = TAG.sub(self._without_style, html)
        sheet = ADDRESS.sub(self._address, rewritten(rules_of("\n".join(sheets)), _WithPictures()))
        rules = [f"{name * STRONGER} {{ {style} }}" for style, name in self.rules.items()]
        self.files[f"{FOLDER}/{SHEET}"] = "\n".join([sheet, *FOR_PICTURES, *rules, ""]).encode()
        return SplitPage(html, self.files)

    def _picture(self, drawing: re.Match[str]) -> str:
        try:
            picture = paint(drawing[0], SHARPNESS * PIXEL, self.font)
        except NotOurs:
            return drawing[0]
        name = self._kept("chart", "png", picture.png)
        return _shown(drawing[0], picture, f"{FOLDER}/{name}")

    def _without_style(self, tag: re.Match[str]) -> str:
        found = OWN_STYLE.search(tag[0])
        if found is None:
            return tag[0]
        style = unescape(found[1])
        name = self.rules.setdefault(style, f".own-{len(self.rules) + 1}").removeprefix(".")
        rest = OWN_STYLE.sub("", tag[0])
        if OWN_CLASS.search(rest):
            return OWN_CLASS.sub(rf' class="\1 {name}"', rest)
        return re.sub(r"(?=\s*/?>\Z)", f' class="{name}"', rest, count=1)

    def _address(self, found: re.Match[str]) -> str:
        name = self._file(found[1] or found[2] or found[3])
        return f'url("{name}")'

    def _file(self, address: str) -> str:
        """Return the name of the file that holds what *address* does; itself where none can."""
        found = DATA.fullmatch(address)
        if found is None or found[1] not in ENDS:
            return address
        content = b64decode(found[3]) if ";base64" in found[2] else unquote_to_bytes(found[3])
        return self._kept(found[1].partition("/")[0], ENDS[found[1]], content)

    def _kept(self, kind: str, end: str, content: bytes) -> str:
        name = f"{kind}-{sha256(content).hexdigest()[:16]}.{end}"
        self.files[f"{FOLDER}/{name}"] = content
        return name


class _WithPictures:
    """Writes the rules for drawings as those for pictures."""

    def rule(self, rule: Token) -> str:
        before = [None, *rule.prelude]
        pairs = zip(before, rule.prelude, strict=False)
        selector = "".join("img" if _is_drawing(*pair) else as_text(pair[1:]) for pair in pairs)
        return f"{selector.strip()} {{{as_text(rule.content)}}}"

    def holding(self, rule: Token, inner: str) -> str:
        return condition(rule, inner)

    def other(self, rule: Token) -> str:
        text: str = rule.serialize()
        return text


def _is_drawing(before: Token, token: Token) -> bool:
    """Return whether *token* of a selector is the element; a class may be called so, too."""
    return bool(token.type == "ident" and token.value == "svg" and before not in (".", ":"))


def _shown(svg: str, picture: Picture, address: str) -> str:
    """Return the element that shows *picture* where the drawing *svg* stood."""
    css = CLASS.match(svg)
    width, height = round(picture.width * PIXEL), round(picture.height * PIXEL)
    return (
        f'<img class="{css[1] if css else ""}" src="{address}" srcset="{address} {SHARPNESS}x"'
        f' alt="{escape(picture.title)}" width="{width}" height="{height}"/>'
    )
