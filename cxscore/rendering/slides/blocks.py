"""What a slide holds: texts, tables and pictures, each in its place below the title.

Places and sizes are in points, from the top left of the room that the title leaves.
"""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.rendering.sections.verdicts import Judgement

EMU = 12_700
"""Units of a presentation to a point."""
Cell = str | Judgement
"""A text, or a verdict, which has a sign before its word."""


@frozen
class Room:
    """How much there is below the title of a slide."""

    width: float
    height: float


@frozen
class Box:
    """Where something stands."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where what comes below may begin."""
        return self.top + self.height


@frozen
class Paragraph:
    """A paragraph: what it begins with in bold, then the rest."""

    lead: str
    text: str = ""
    size: float = 14.0
    bullet: bool = False
    faint: bool = False
    after: float = 4.0
    """What parts it from the next."""


@frozen
class Words:
    """Paragraphs in a box."""

    box: Box
    paragraphs: Sequence[Paragraph]


@frozen
class Table:
    """A native table; the first row is its head, unless that is empty."""

    box: Box
    head: Sequence[str]
    widths: Sequence[float]
    """Of the columns, in parts of the box."""
    rows: Sequence[Sequence[Cell]]
    heights: Sequence[float]
    """Of the rows, the head's first where there is one."""
    size: float
    name: str
    """What it is, for whoever hears it."""


@frozen
class Picture:
    """A picture, and what it shows in words."""

    box: Box
    png: bytes
    text: str


Block = Words | Table | Picture


@frozen
class Slide:
    """A slide; its notes are what the speaker says."""

    title: str
    blocks: Sequence[Block]
    notes: str
