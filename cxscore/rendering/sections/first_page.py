"""How much room the first page has for what it says, on the paper that it is set on.

Heights and widths are in points. They follow the style sheet's, whose rem is
``REM`` on paper; widths of text are on the safe side, so that lines may be
fewer than counted here, not more.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from cxscore.frozen import frozen
from cxscore.model.outline import Paper
from cxscore.rendering.charts.scale import text_width

MILLIMETRE = 72 / 25.4
REM = 9.0
SHEETS: Mapping[Paper, tuple[float, float]] = {
    Paper.A4: (297 * MILLIMETRE, 210 * MILLIMETRE),
    Paper.LETTER: (11 * 72.0, 8.5 * 72.0),
}
"""Width and height, landscape."""
SIDES, ENDS = 28 * MILLIMETRE, 24 * MILLIMETRE
"""What the margins of the first page take of its width and height."""
LEADING = 1.4
"""From line to line, in sizes of the font, where the style sheet says nothing else."""
SMALL = 0.89 * REM
"""Of all that is set smaller than the text: nothing on paper is set below 8 points."""
SET = 1.05
"""How much more of running text a line holds than its letters' widths say."""
SERIF = 1.15
"""The same of headlines and titles, whose letters are narrower than those measured: by a sixth and
more in a sentence."""
LEFT = 36.2 * REM
"""The column of messages."""
MASTHEAD, MIX = 5.3 * REM, 29.2 * REM
CONTENTS, CONTENTS_ROW, IN_ROW = 3.2 * REM, 1.45 * REM, 3
"""The title of the contents with what parts it from the grid, a row of them, and what is in one."""
USUAL_CONTENTS = 12
"""Sections that the contents list, where nobody says how many there are."""
GRID_TITLES, GRID_ROWS = 2.9 * REM, 2.1 * REM
"""The heads of the grid's columns, and the edges of its three rows."""
GRID_FIRST, GRID_EDGE = 7.6 * REM, 1.15 * REM
"""The column of directions, and what a column beside it has around its names."""
TILE_SHARE = 0.188
BOX = 1.6 * REM
"""The edges of the box of decisions, and what parts it from what is above."""


@frozen
class Columns:
    """The two columns below the tiles: what the board needs to know, and the grid."""

    width: float
    """Of the second; the first has ``LEFT`` on every paper."""
    height: float
    contents: int = USUAL_CONTENTS
    """How many sections the contents list."""

    def grid_lines(self, title: str, captions: Sequence[str]) -> int:
        """Return how many lines the names in the grid may take, its *captions* below it."""
        taken = _height(title, REM, self.width, bold=True)
        for caption in filter(None, captions):
            taken += _height(caption, SMALL, self.width) + 0.25 * REM
        contents = CONTENTS + ceil(self.contents / IN_ROW) * CONTENTS_ROW
        rest = self.height - taken - GRID_TITLES - GRID_ROWS - contents
        return max(0, int(rest / (SMALL * 1.25)))

    def cell_widths(self, wanted: Sequence[Sequence[float]]) -> list[float]:
        """Return what a name has in each column of the grid, which together have all the room.

        Of each column the widths *wanted* are that of its head, then of its names. It has
        that of its head at least; the fullest one is the first to have its longest name on a line.
        """
        room = self.width - GRID_FIRST - GRID_EDGE * len(wanted)
        widths = [each[0] for each in wanted]
        for column in sorted(range(len(wanted)), key=lambda at: -len(wanted[at])):
            left = max(0.0, room - sum(widths))
            widths[column] += min(left, max(wanted[column]) - widths[column])
        left = (room - sum(widths)) / len(wanted)
        return [width + left for width in widths]

    def shares(self, widths: Sequence[float]) -> list[float]:
        """Return the widths of the grid's columns, the first one left out, in per cent of all."""
        return [round(100 * (width + GRID_EDGE) / self.width, 1) for width in widths]

    def holds(
        self,
        messages: Sequence[tuple[str, str]],
        since: str,
        decisions: Sequence[str] = (),
        asked: str = "",
        *,
        dense: bool,
    ) -> bool:
        """Return whether the first column has room for *messages* and what changed *since*.

        A message is its sentence in bold, and what follows it. The *decisions* have a box,
        what else is *asked* a line.
        """
        size, padding = SMALL if dense else REM, 0.6 * REM
        said = sum(
            _height(f"{lead} {rest}", size, SET * (LEFT - 4.1 * REM)) + padding + 0.1 * REM
            for lead, rest in messages
        )
        after = _height(since, SMALL, SET * (LEFT - 2.2 * REM))
        after += _height(asked, SMALL, SET * (LEFT - 2.2 * REM)) + 0.3 * REM if asked else 0.0
        if decisions:
            after += sum(_height(each, SMALL, SET * (LEFT - 5.2 * REM)) for each in decisions)
            after += SMALL * LEADING + BOX
        return REM * LEADING + said + 0.5 * REM + after <= self.height


def columns_of(
    paper: Paper,
    headline: str,
    caption: str,
    tiles: Sequence[tuple[str, str]],
    word: str = "",
    accepted: str = "",
) -> Columns:
    """Return the columns below what stands above them: *headline*, *word*, mix and *tiles*.

    What is *accepted* stands below the sponsor's word.

    A tile is the name of its KPI, and what stands of its target.
    """
    width, height = SHEETS[paper][0] - SIDES, SHEETS[paper][1] - ENDS
    size = (1.45 if word else 1.75) * REM
    spoken = sum(
        lines(text, SMALL, width - MIX) * SMALL * 1.25 + 0.25 * REM
        for text in (word, accepted)
        if text
    )
    top = max(
        lines(headline, size, SERIF * (width - MIX), bold=True) * size * 1.28 + spoken,
        4.1 * REM + _height(caption, SMALL, MIX - 2.2 * REM),
    )
    above = MASTHEAD + 1.5 * REM + top + max((_tile(*tile, width) for tile in tiles), default=0.0)
    return Columns(width - LEFT, height - above)


def _tile(name: str, target: str, width: float) -> float:
    """Return the height of a tile with what parts it from the columns."""
    own = TILE_SHARE * width
    words = _height(name, SMALL, own, bold=True)
    words += _height(target, SMALL, own - 1.3 * SMALL)
    return words + 4.9 * REM + own / 5


def lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return about how many lines *text* takes."""
    count, used = 1, 0.0
    gap = text_width(" ", size)
    for word in text.split(" "):
        own = text_width(word, size, bold)
        if used and used + gap + own > width:
            count, used = count + 1, own
        else:
            used += own + (gap if used else 0.0)
        count += ceil(used / width) - 1 if used > width else 0
        used = min(used, width)
    return count


def _height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    return lines(text, size, width, bold=bold) * size * LEADING
