"""The colours of the charts, and the class by which the page's style sheet replaces each."""

from enum import Enum


class Colour(Enum):
    """A colour by its part on the page; the value is what paper shows.

    The style sheet has a variable of the same name for each, which is what
    turns a chart dark on a dark screen. No two share a value, because the
    class of a line is found by its colour.
    """

    INK = "#16202c"
    INK2 = "#46525f"
    INK3 = "#5f6b78"
    ACCENT = "#12436d"
    GOOD = "#0b5fa5"
    BAD = "#b93c0b"
    LINE = "#6f7c8a"
    POINT = "#566371"
    GHOST = "#75818e"
    LIMIT = "#77838f"
    GRID = "#d3dae1"
    BAND = "#e5ebf0"
    PAPER = "#ffffff"

    @property
    def token(self) -> str:
        """The name of the style sheet's variable, and the end of the class."""
        return self.name.lower()


CLASS_OF = {colour.value: colour.token for colour in Colour}
