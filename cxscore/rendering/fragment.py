"""The page as a part of another: one section, whose styles, ids and fonts are its own."""

import re
from hashlib import sha256

from cxscore.rendering.brand import within_style
from cxscore.rendering.scoped_sheet import scoped_sheet

ENTRY = "fragment.html"
BOX = ".cxscore"
PAGE = "page"
"""The id of what is within the section."""
STYLE = re.compile(r"(?<=<style>)(.*?)(?=</style>)", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
NAMED = re.compile(
    r'(?<= )(id|for|headers|aria-(?:labelledby|describedby|controls|owns|details))="([^"]*)"'
)
LINK = re.compile(r'(?<= href="#)(?=[^"])')
FONT = re.compile(r'(?<= font-family=")(?=[^"])')


def set_apart(html: str) -> str:
    """Return *html*, what ``fragment.html`` has set, so that no other part of a page touches it.

    Its ids and fonts begin with its digest: two packs may stand on one page.
    """
    part = f"cx{sha256(html.encode()).hexdigest()[:8]}"
    head, end, body = html.rpartition("</style>")
    body = TAG.sub(lambda tag: _own(tag[0], part), body)
    # The element around it all is named as the digest alone.
    body = body.replace(f'id="{part}-{PAGE}"', f'id="{part}"', 1)
    return STYLE.sub(lambda css: _scoped(css[0], part), f"{head}{end}") + body


def _scoped(css: str, part: str) -> str:
    return f"\n{within_style(scoped_sheet(css, BOX, part), as_xml=False)}\n"


def _own(tag: str, part: str) -> str:
    """Return *tag* with ids, links to them and fonts of this part alone."""
    tag = NAMED.sub(lambda found: f'{found[1]}="{_prefixed(found[2], part)}"', tag)
    tag = LINK.sub(f"{part}-", tag)
    return FONT.sub(f"{part} ", tag) if tag.startswith("<svg") else tag


def _prefixed(ids: str, part: str) -> str:
    return " ".join(f"{part}-{each}" for each in ids.split())
