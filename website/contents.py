"""The order of the pages: docs/README.md is the table of contents, on a forge and on the site."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cxscore.frozen import frozen

CHAPTER = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n?)*)", re.MULTILINE)
LINK = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<page>[^)#]+\.md)\)", re.MULTILINE)
LAST = "More"
"""The chapter of pages that the contents do not list."""


@frozen
class Chapter:
    """Pages that stand under one heading, with their titles by their paths from docs/."""

    title: str
    pages: Mapping[str, str]


def chapters_of(contents: str) -> list[Chapter]:
    """Return the chapters of *contents*, the text of docs/README.md."""
    return [
        Chapter(
            found["title"], {link["page"]: link["title"] for link in LINK.finditer(found["body"])}
        )
        for found in CHAPTER.finditer(contents)
    ]


def unlisted(chapters: list[Chapter], docs: Path) -> list[str]:
    """Return the pages in *docs* that no chapter has, by their paths from there."""
    known = {page for chapter in chapters for page in chapter.pages} | {"README.md"}
    there = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    return [page for page in there if page not in known]


def with_more(chapters: list[Chapter], docs: Path) -> list[Chapter]:
    """Return *chapters*, and pages that they do not list in a last one, so that all are found."""
    rest = unlisted(chapters, docs)
    return [*chapters, Chapter(LAST, dict.fromkeys(rest, ""))] if rest else chapters


def trees(chapters: list[Chapter], added: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a table of contents for Sphinx a chapter; *added* are further pages of it.

    Paths start from the folder of the pages, as Sphinx wants them: ``/docs/cli.md``.
    """
    for chapter in chapters:
        listed = [_entry(page, title) for page, title in chapter.pages.items()]
        lines = "\n".join(dict.fromkeys((*listed, *added.get(chapter.title, ()))))
        yield f"```{{toctree}}\n:hidden:\n:caption: {chapter.title}\n\n{lines}\n```\n"


def _entry(page: str, title: str) -> str:
    path = f"/{page.removeprefix('../')}" if page.startswith("../") else f"/docs/{page}"
    return f"{title} <{path}>" if title else path
