"""What the HTML page is to be, and the files that it has beside it."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from cxscore.rendering.pack import Form
from cxscore.wrong_usage import WrongUsage

FOLDER, PAGE = "scorecard_files", "scorecard.html"
OURS = re.compile(r"scorecard\.css|(?:chart|image|font)-[0-9a-f]{16}\.(?:png|svg|woff2|ttf|otf)")
"""What files beside a page are called; any other is somebody else's, and stays."""


def page_form(paths: Mapping[str, Path | None], *, fragment: bool, assets: str) -> Form:
    """Return what the HTML page is to be, where formats go to *paths*; None is standard output.

    Raises:
        WrongUsage: where no page is asked for, or what is asked for contradicts itself.
    """
    split = assets == "split"
    option = "--fragment" if fragment else "--assets split"
    if not fragment and not split:
        return Form.WHOLE
    if "html" not in paths:
        raise WrongUsage(f"{option} is for the HTML page; add -f html")
    if fragment and split:
        raise WrongUsage("--fragment has its styles and charts within it; leave --assets split out")
    page = paths["html"]
    if split and (page is None or page.name != PAGE):
        raise WrongUsage("--assets split writes files beside the page; name a folder with -o")
    return Form.FRAGMENT if fragment else Form.SPLIT


def outdated_beside(folder: Path, written: Collection[Path]) -> list[Path]:
    """Return the files that an earlier page had beside it in *folder*, and are not *written*."""
    found = sorted((folder / FOLDER).glob("*"))
    return [p for p in found if OURS.fullmatch(p.name) and p not in written and not p.is_dir()]
