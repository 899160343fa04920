"""The gallery: pictures of the sample's pages, made with the site, and its files."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cxscore.frozen import frozen

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page, ViewportSize

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDE: "ViewportSize" = {"width": 1180, "height": 900}
PHONE: "ViewportSize" = {"width": 390, "height": 844}
"""Windows that pictures are taken of, in pixels; a taller section is cut off."""
ROW = re.compile(r"^\| `\w+` \| `([\w.]+)` \| (.*) \|$", re.MULTILINE)
PATIENCE = 600_000
"""Milliseconds that a picture may take: a machine that has much to do is no fault."""
HEAD = """# Gallery

The paper of the sample company, as this version makes it: `cxscore init demo`, and `cxscore build`.
Company and people are invented. Where your screen is dark, so are the pictures: the page follows
the reader's screen.

"""


@frozen
class Picture:
    """A picture in two files, of a light and of a dark screen: ``NAME-light.jpg``."""

    name: str
    title: str
    says: str
    """What the section concludes; "" for none."""


def browser_path() -> str | None:
    """Return the path of the system's Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def take_pictures(page_file: Path, folder: Path) -> list[Picture]:
    """Write pictures of every section of a scorecard's page into *folder*, and return them.

    Without a browser there are none.
    """
    executable = browser_path()
    if executable is None:
        return []
    from playwright.sync_api import sync_playwright

    pictures: dict[str, Picture] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(PATIENCE)
        page.goto(page_file.as_uri())
        page.add_style_tag(content="nav { display: none !important }")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(WIDE)
            for picture in _sections(page, folder, scheme):
                pictures[picture.name] = picture
            page.set_viewport_size(PHONE)
            page.evaluate("scrollTo(0, 0)")
            _shot(page, folder / f"phone-{scheme}.jpg")
        browser.close()
    return [*pictures.values(), Picture("phone", "On a phone", "")]


def _sections(page: "Page", folder: Path, scheme: str) -> Iterator[Picture]:
    for section in page.locator("main section[id]").all():
        name = section.get_attribute("id") or ""
        heading = section.locator("h2[data-name]").first
        named = heading.count() > 0
        title = (heading.get_attribute("data-name") if named else None) or "First page"
        says = heading.inner_text() if named else ""
        section.evaluate("part => part.scrollIntoView()")
        _shot(page, folder / f"{name}-{scheme}.jpg", section.bounding_box())
        yield Picture(name, title, "" if says.lower() == title.lower() else says)


def _shot(page: "Page", path: Path, box: "FloatRect | None" = None) -> None:
    """Write what the window shows of *box*, the whole window where it is None."""
    if box:
        top = max(box["y"], 0)
        height = min(box["y"] + box["height"], WIDE["height"]) - top
        box = {"x": box["x"], "y": top, "width": box["width"], "height": height}
    page.screenshot(path=path, clip=box, type="jpeg", quality=85)


def picture_of_paper(pdf: Path, target: Path) -> bool:
    """Write a picture of a PDF's first page, where Poppler is there, and say whether it is."""
    poppler = shutil.which("pdftoppm")
    if poppler is None or not pdf.is_file():
        return False
    asked = [poppler, "-jpeg", "-r", "80", "-singlefile", "-l", "1", str(pdf)]
    subprocess.run([*asked, str(target.with_suffix(""))], check=True)  # noqa: S603 (no shell)
    return True


def what_files_are(page: Path) -> dict[str, str]:
    """Return what each file of a pack is for, as the table in docs/formats.md says."""
    rows = ROW.findall(page.read_text(encoding="utf-8"))
    return {
        file: re.sub(r"\]\((#|[^):#]+\.md)", lambda link: _from_top(link[1]), words)
        for file, words in rows
    }


def _from_top(target: str) -> str:
    return f"](docs/{'formats.md#' if target == '#' else target}"


def gallery_page(pictures: list[Picture], files: Mapping[str, str], *, paper: bool) -> str:
    """Return the gallery as Markdown; *files* lie in ``pack/``, each with what it is for."""
    parts = [HEAD]
    parts += [f'- <a href="pack/{file}">{file}</a>: {what}' for file, what in files.items()]
    if paper:
        alternative = "The first page of the PDF"
        parts.append(f"\n## The paper\n\n![{alternative}](pictures/paper.jpg)\n")
    if not pictures:
        parts.append("\nThis site was built where there is no Chromium, so it has no pictures.\n")
    parts += map(_picture, pictures)
    return "\n".join(parts)


def _picture(picture: Picture) -> str:
    lines = [f"\n## {picture.title}\n"]
    if picture.says:
        lines.append(f"“{picture.says}”\n")
    for scheme in SCHEMES:
        lines.append(f"```{{image}} pictures/{picture.name}-{scheme}.jpg")
        lines.append(f":alt: {picture.title}, on a {scheme} screen")
        lines.append(f":class: only-{scheme}\n```\n")
    return "\n".join(lines)
