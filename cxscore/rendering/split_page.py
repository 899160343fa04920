"""The page and its files: a style sheet and pictures beside it, for viewers that strip styles.

Jenkins shows reports under a policy that allows neither styles nor fonts nor pictures within the
page: what it needs is taken out of it.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape, unescape
from struct import unpack
from urllib.parse import unquote_to_bytes

from cxscore.frozen import frozen
from cxscore.rendering.charts.png import as_png
from cxscore.rendering.rewritten_sheet import Token, as_text, condition, rewritten, rules_of
from cxscore.resources import find

FOLDER = "scorecard_files"
SHEET = "scorecard.css"
OURS = frozenset(("svg", "title", "path", "text"))
"""What our drawings are made of."""
SHARPNESS = 2
"""Pixels of a picture for each of the page: screens have so many."""
PIXEL = 4 / 3
"""Of the page, a point."""
STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
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


def split_page(html: str) -> SplitPage:
    """Return *html*, a whole page, with its styles and pictures in files of their own.

    What has no fixed name is named by its digest: a page never shows the chart of another pack,
    and no name of anybody's is in a path. A drawing that cannot be painted stays in the page.
    """
    return _Split().of(html)


class _Split:
    """Takes out of a page, one after the other, what is to be a file."""

    def __init__(self) -> None:
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
        svg = drawing[0]
        if not _can_be_painted(svg):
            return svg
        png = as_png(svg, SHARPNESS * PIXEL)
        return _shown(svg, png, f"{FOLDER}/{self._kept('chart', 'png', png)}")

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


def _can_be_painted(svg: str) -> bool:
    """Return whether *svg* is a drawing of ours, and its letters are in our font."""
    elements = set(re.findall(r"<(\w+)", svg))
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return "width" in svg and elements <= OURS and _letters().issuperset(unescape("".join(words)))


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(find("fonts") / "Inter-Regular.ttf", lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap() or {}))


def _shown(svg: str, png: bytes, address: str) -> str:
    """Return the element that shows the picture *png* where the drawing *svg* stood."""
    css, title = CLASS.match(svg), TITLE.search(svg)
    # The sides of a PNG stand in its 17th to 24th byte.
    width, height = (round(side / SHARPNESS) for side in unpack(">II", png[16:24]))
    return (
        f'<img class="{css[1] if css else ""}" src="{address}" srcset="{address} {SHARPNESS}x"'
        f' alt="{escape(unescape(title[1])) if title else ""}" width="{width}" height="{height}"/>'
    )
