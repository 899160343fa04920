"""The fenced blocks of the pages: what each is, and where it stands."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
GONE_THROUGH = {
    ROOT / "docs" / "tutorial.md",
    *(ROOT / "docs" / "how-to").glob("*.md"),
}
"""Pages that tests/test_guides.py goes through as a reader does, block by block."""
_BLOCK = re.compile(
    r"^(?P<margin> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=margin)```$", re.MULTILINE | re.DOTALL
)
_TITLE = re.compile(r"title=(\S+)")


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page."""

    page: Path
    line: int
    """Of the page, that of the opening fence."""
    language: str
    title: str
    """The file that it shows; "" where it is none."""
    text: str

    @property
    def id(self) -> str:
        """Where it stands, as ``kpis-yaml:31``."""
        return f"{self.page.stem}:{self.line}"


def fences(*languages: str) -> list[Fence]:
    """Return the blocks in *languages* of all pages that nothing else goes through."""
    pages = [page for page in PAGES if page not in GONE_THROUGH]
    return [each for page in pages for each in fences_of(page) if each.language in languages]


def fences_of(page: Path) -> list[Fence]:
    """Return the fenced blocks of *page*, in their order."""
    text = page.read_text(encoding="utf-8")
    return [_fence(page, text, found) for found in _BLOCK.finditer(text)]


def _fence(page: Path, text: str, found: re.Match[str]) -> Fence:
    title = _TITLE.search(found["info"])
    margin = found["margin"]
    lines = found["text"].splitlines(keepends=True)
    return Fence(
        page,
        text[: found.start()].count("\n") + 1,
        (found["info"].split() or [""])[0],
        title[1] if title else "",
        "".join(line.removeprefix(margin) for line in lines),
    )
