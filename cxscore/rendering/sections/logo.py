"""The logo at the top right of the first page."""

from base64 import b64encode

from cxscore.frozen import frozen
from cxscore.model.outline import Heading

TALLEST, WIDEST = 12.0, 40.0
"""Millimetres on paper; wider, it would take the title's room."""


@frozen
class Logo:
    """A picture within the page; sizes in millimetres."""

    source: str
    """The picture as a ``data:`` address."""
    alt: str
    """Whose it is."""
    width: float
    height: float


def logo_of(heading: Heading) -> Logo | None:
    """Return the logo that *heading* names, as large as there is room for; None for none."""
    logo = heading.logo
    if logo is None:
        return None
    size = min(TALLEST / logo.height, WIDEST / logo.width)
    source = f"data:{logo.mime};base64,{b64encode(logo.data).decode()}"
    width, height = round(logo.width * size, 2), round(logo.height * size, 2)
    return Logo(source, heading.organisation or heading.title, width, height)
