"""The presentation that slides are put into: our own, or a template of the house."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cxscore.frozen import frozen
from cxscore.model.outline import Heading
from cxscore.rendering.own_master import make_ours
from cxscore.rendering.slides.blocks import EMU, Box, Room
from cxscore.wrong_usage import WrongUsage

FURNITURE = frozenset(("DATE", "FOOTER", "SLIDE_NUMBER"))
LEAST = 0.55
"""The part of a slide's height, and of its width, that has to be left below a title."""
MARGIN, GAP = 22.0, 8.0
"""Below everything, and below the title."""
VIEWS = "/viewProps"
"""What was open when a template was saved: it may lead to slides of it."""
FOREIGN = 1.1
"""How much wider than Inter, which is wider than Arial, the font of a template may be: Verdana."""
MAIN, TEMPLATE = "presentation.main+xml", "template.main+xml"
"""What a presentation, and what a template, says of itself among the types of its parts."""


@frozen
class Deck:
    """A presentation without slides, and the layout that each slide gets."""

    presentation: Any
    layout: Any
    title: Box
    """Of the layout, in points."""
    title_size: float
    content: Box
    wider: float = 1.0
    """How many times as wide as in Inter its texts may be."""

    @property
    def room(self) -> Room:
        """What there is below the title."""
        return Room(self.content.width, self.content.height)


def open_deck(template: Path | None, heading: Heading) -> Deck:
    """Return an empty presentation: that of *template*, or our own where it is None.

    Raises:
        WrongUsage: where *template* is no presentation, or no layout of it serves.
    """
    from pptx import Presentation

    if template is None:
        presentation = Presentation()
        make_ours(presentation, heading)
    else:
        presentation = _opened(template)
    _empty(presentation)
    return _deck(presentation, template)


def check_template(template: Path) -> None:
    """Make sure that slides can be set with the master of *template*.

    Raises:
        WrongUsage: where it is no presentation, or no layout of it serves.
    """
    _deck(_opened(template), template)


def _opened(template: Path) -> Any:  # noqa: ANN401 (python-pptx has no types)
    """Return the presentation in the file *template*, which may also be a .potx."""
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError, PythonPptxError

    content = template.read_bytes()
    broken = f"{template} is no PowerPoint presentation"
    try:
        return Presentation(io.BytesIO(_as_presentation(content)))
    except (zipfile.BadZipFile, PackageNotFoundError) as error:
        old = content.startswith(b"\xd0\xcf\x11\xe0")
        why = " (it is a .ppt, or has a password; save it as .pptx)" if old else ""
        raise WrongUsage(f"{broken}{why}") from error
    except (KeyError, ValueError, AttributeError, SyntaxError, PythonPptxError) as error:
        raise WrongUsage(f"{broken}, or a damaged one; open it and save it as .pptx") from error


def _as_presentation(content: bytes) -> bytes:
    """Return *content*, which says that it is a presentation where it said it is a template."""
    types = "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        if types not in given.namelist() or TEMPLATE.encode() not in given.read(types):
            return content
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            for name in given.namelist():
                part = given.read(name)
                made.writestr(
                    name, part.replace(TEMPLATE.encode(), MAIN.encode()) if name == types else part
                )
    return file.getvalue()


def _empty(presentation: Any) -> None:  # noqa: ANN401 (as above)
    """Take away the slides that are there, and whatever leads to them."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    ids = presentation.slides._sldIdLst
    for slide in list(ids):
        presentation.part.drop_rel(slide.rId)
        ids.remove(slide)
    root = presentation.part._element
    for name in ("custShowLst", "extLst"):
        for found in root.findall(f"{{*}}{name}"):
            root.remove(found)
    for key in [k for k, rel in presentation.part.rels.items() if rel.reltype.endswith(VIEWS)]:
        presentation.part.rels.pop(key)
    # A button of a layout may lead to a slide: it would be kept, under the name of a new one.
    for part in list(presentation.part.package.iter_parts()):
        to_slides = [k for k, r in part.rels.items() if r.reltype == RELATIONSHIP_TYPE.SLIDE]
        for key in to_slides:
            part.rels.pop(key)
            for link in part._element.xpath(f"//*[@r:id='{key}']"):
                link.getparent().remove(link)


def _deck(presentation: Any, template: Path | None) -> Deck:  # noqa: ANN401 (as above)
    height = presentation.slide_height / EMU
    width = presentation.slide_width / EMU
    for layout, title in _with_title(presentation):
        box = Box(*(each / EMU for each in (title.left, title.top, title.width, title.height)))
        content = _content(layout, box, width, height)
        if content.height >= LEAST * height and content.width >= LEAST * width:
            wider = 1.0 if template is None else FOREIGN
            return Deck(presentation, layout, box, _title_size(layout, title), content, wider)
    raise WrongUsage(
        f"no layout of {template} has a title at the top with room below it; "
        "add the layout 'Title Only' to its master"
    )


def _with_title(presentation: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 (as above)
    """Yield the layouts that have a title, with it: those first that have nothing else."""
    found = []
    for master in presentation.slide_masters:
        for layout in master.slide_layouts:
            kinds = [each.placeholder_format.type.name for each in layout.placeholders]
            titles = [
                each for each in layout.placeholders if each.placeholder_format.type.name == "TITLE"
            ]
            if titles:
                others = len([kind for kind in kinds if kind not in {*FURNITURE, "TITLE"}])
                found.append((others, layout, titles[0]))
    found.sort(key=lambda each: each[0])
    yield from ((layout, title) for _, layout, title in found)


def _content(layout: Any, title: Box, width: float, height: float) -> Box:  # noqa: ANN401 (as above)
    """Return the room below *title*: as wide as it, down to what stands at the foot."""
    feet = [
        each.top / EMU
        for each in layout.placeholders
        if each.placeholder_format.type.name in FURNITURE and each.top / EMU > 0.8 * height
    ]
    top = title.bottom + GAP
    bottom = min([height - MARGIN, *(foot - GAP / 2 for foot in feet)])
    left = min(title.left, width - title.left - title.width)
    wide = width - 2 * left if title.width < LEAST * width and left > 0 else title.width
    return Box(title.left, top, wide, bottom - top)


def _title_size(layout: Any, title: Any) -> float:  # noqa: ANN401 (as above)
    """Return the size of titles in points, as layout or master say it."""
    master = layout.slide_master._element
    for place, path in (
        (title._element, "{*}txBody/{*}lstStyle/{*}lvl1pPr/{*}defRPr"),
        (master, "{*}txStyles/{*}titleStyle/{*}lvl1pPr/{*}defRPr"),
    ):
        found = place.find(path)
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    return 44.0
