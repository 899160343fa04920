"""scorecard.pptx: the scorecard as slides, with native tables, charts as pictures, and notes."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from cxscore.problems import MissingLibrary
from cxscore.rendering.deck import FURNITURE, Deck, open_deck
from cxscore.rendering.pack import Pack
from cxscore.rendering.printable import printable
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.slide_blocks import put
from cxscore.rendering.slides.blocks import EMU, Room, Slide
from cxscore.rendering.slides.fitting import LEADING, fitted, lines_of
from cxscore.rendering.slides.kpis import kpi_slides
from cxscore.rendering.slides.lists import (
    action_slides,
    decision_slides,
    due_slides,
    restated_slides,
)
from cxscore.rendering.slides.measured import measured
from cxscore.rendering.slides.overview import first_slide, grid_slide
from cxscore.wrong_usage import WrongUsage

REMEDY = "pip install 'cxscore[pptx]'"
SMALLEST = 20
"""The size that titles are made smaller to, all alike, rather than cut."""
FOOT = 10
"""The size of the foot."""
INSET = 7.2
"""Between the edge of a placeholder and its text, where nothing says otherwise."""


def render_pptx(pack: Pack) -> bytes:
    """Return scorecard.pptx: the same scorecard and template give the same bytes.

    Raises:
        MissingLibrary: where python-pptx is not installed.
        WrongUsage: where the pack's template is no presentation, or has no layout that serves.
    """
    try:
        import pptx  # noqa: F401 (whether it is there)
    except ImportError as error:
        raise MissingLibrary("writing slides", REMEDY) from error
    deck = open_deck(pack.pptx_template, pack.scorecard.heading)
    with measured(deck.wider):
        slides = tuple(_told_apart(_slides(Facts(pack.scorecard, pack.said), deck.room)))
        size = min(_title_size(deck, slide.title) for slide in slides)
        for slide in slides:
            _add(deck, slide, size, pack)
    _describe(deck.presentation, pack)
    file = io.BytesIO()
    deck.presentation.save(file)
    return _without_times(file.getvalue())


def _slides(facts: Facts, room: Room) -> Iterator[Slide]:
    yield first_slide(facts, room)
    yield from due_slides(facts, room)
    grid = grid_slide(facts, room)
    if grid is not None:
        yield grid
    yield from kpi_slides(facts, room)
    yield from action_slides(facts, room)
    yield from decision_slides(facts, room)
    yield from restated_slides(facts, room)


def _told_apart(slides: Iterator[Slide]) -> Iterator[Slide]:
    """Yield *slides*, numbered where a title has been there before."""
    taken: set[str] = set()
    for slide in slides:
        title, number = slide.title, 1
        while title in taken:
            number += 1
            title = f"{slide.title} ({number})"
        taken.add(title)
        yield replace(slide, title=title)


def _add(deck: Deck, slide: Slide, size: float, pack: Pack) -> None:
    """Add *slide* with its title, what it holds, its foot and its notes."""
    from pptx.util import Pt

    made = deck.presentation.slides.add_slide(deck.layout)
    for placeholder in list(made.placeholders):
        if placeholder.placeholder_format.type.name != "TITLE":
            placeholder._element.getparent().remove(placeholder._element)
    width, most = deck.title.width - 2 * INSET, max(1, int(deck.title.height / (size * LEADING)))
    title = fitted(slide.title, size, width, most, bold=True)
    made.shapes.title.text_frame.text = printable(title)
    if size != deck.title_size:
        for run in made.shapes.title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
    for block in slide.blocks:
        put(made.shapes, block, deck.content)
    _foot(made, deck.layout, pack.said.masthead.running)
    notes = made.notes_slide.notes_text_frame
    if notes is None:
        raise WrongUsage(
            f"notes pages of {pack.pptx_template} have no text; reset its notes master"
        )
    whole = f"{slide.title}\n" if title != slide.title else ""
    notes.text = printable(whole + slide.notes)


def _title_size(deck: Deck, title: str) -> float:
    """Return the size of *title*, that of the template where it fits in that."""
    width, size = deck.title.width - 2 * INSET, deck.title_size
    while size > SMALLEST:
        height = lines_of(title, size, width, bold=True) * size * LEADING
        if height <= deck.title.height:
            break
        size -= 1
    return size


def _foot(slide: Any, layout: Any, text: str) -> None:  # noqa: ANN401 (python-pptx has no types)
    """Put the foot of the layout on *slide*: the paper's name, and the number of the slide."""
    from pptx.util import Pt

    for placeholder in layout.placeholders:
        kind = placeholder.placeholder_format.type.name
        if kind not in FURNITURE or kind == "DATE":
            continue
        element = deepcopy(placeholder._element)
        ids = [shape.shape_id for shape in slide.shapes]
        element.nvSpPr.cNvPr.set("id", str(1 + max(ids)))
        slide.shapes._spTree.append(element)
        if kind == "FOOTER":
            frame = slide.shapes[-1].text_frame
            frame.text = printable(fitted(text, FOOT, placeholder.width / EMU - 2 * INSET, 1))
            for run in frame.paragraphs[0].runs:
                run.font.size = Pt(FOOT)


def _describe(presentation: Any, pack: Pack) -> None:  # noqa: ANN401 (as above)
    """Write what the file says of itself, with the day of the paper for all its times."""
    head, about = pack.said.masthead, presentation.core_properties
    made = datetime.combine(pack.scorecard.as_of, time())
    organisation = pack.scorecard.heading.organisation
    about.title, about.subject = (
        printable(each)[:255] for each in (head.document_title, head.description)
    )
    about.author = about.last_modified_by = printable(organisation)[:255]
    about.created = about.modified = made
    about.keywords = about.comments = about.category = about.version = ""
    about.revision = 1


def _without_times(content: bytes) -> bytes:
    """Return the zip *content* with the same time for all its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(file, "w") as made:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            made.writestr(info, given.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
