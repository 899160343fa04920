"""The network: who promises what to whom, a line from each team on the left to one on the right."""

from enum import Enum

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.sizes import SMALL
from cxscore.rendering.charts.svg import BREAK, Sheet

ROW = 13.5
"""From one team to the next, in points."""
GAP = 5.0
"""Between a name and its lines."""
LONGEST_NAME = 26
"""Letters of a team that are written; the table has the others."""
HEAD = 3.2
"""How long an arrow's head is."""
SAMPLE = 17.0
"""How long a line of the key is."""


class TieLook(Enum):
    """How a line looks: colour, width, dashes, and the mark on its middle.

    Each differs from the others without its colour, too.
    """

    BROKEN = (Colour.BAD, 1.8, None, "cross")
    CONTESTED = (Colour.INK, 1.2, (5.0, 1.6), "")
    SILENT = (Colour.INK2, 1.2, (1.2, 2.0), "")
    KEPT = (Colour.GOOD, 1.2, None, "")
    OPEN = (Colour.INK3, 0.7, None, "dot")
    UNPROMISED = (Colour.GRID, 0.7, None, "")


@frozen
class Tie:
    """A line, from one of the givers to one of the receivers, by their places."""

    giver: int
    receiver: int
    look: TieLook


@frozen
class Network:
    """Teams that give, teams that receive, and the lines between them.

    ``key`` says what the looks stand for, in the order in which it is written.
    """

    description: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    ties: tuple[Tie, ...]
    key: tuple[tuple[TieLook, str], ...]


def draw_network(network: Network, width: float) -> str:
    """Return the drawing as SVG, *width* points wide; "" where there is no line.

    What is worst is drawn last, over the others.
    """
    if not network.ties:
        return ""
    rows = max(len(network.givers), len(network.receivers))
    key = _key_places(network.key, width)
    key_rows = 1.1 + key[-1][1] if key else 0.0
    sheet = Sheet(width, (rows + key_rows + 0.5) * ROW)
    names = [_cut(name) for name in (*network.givers, *network.receivers)]
    left = max(text_width(_cut(name), SMALL) for name in network.givers) + GAP
    right = width - max(text_width(_cut(name), SMALL) for name in network.receivers) - GAP
    ys = [ROW * (place + 0.5) for place in range(rows)]
    for place, name in enumerate(names[: len(network.givers)]):
        sheet.text(left - GAP, ys[place], name, Colour.INK, anchor="right")
    for place, name in enumerate(names[len(network.givers) :]):
        sheet.text(right + GAP, ys[place], name, Colour.INK)
    looks = list(TieLook)
    for tie in sorted(network.ties, key=lambda tie: -looks.index(tie.look)):
        _line(sheet, (left, ys[tie.giver]), (right, ys[tie.receiver]), tie.look)
    for (look, word), (x, row) in zip(network.key, key, strict=True):
        y = (rows + 1.1 + row) * ROW
        _line(sheet, (x, y), (x + SAMPLE, y), look)
        sheet.text(x + SAMPLE + 3, y, word, Colour.INK2)
    return sheet.svg(network.description, "net")


def _line(
    sheet: Sheet, start: tuple[float, float], end: tuple[float, float], look: TieLook
) -> None:
    """Draw an arrow: its line, its head, and the mark on its middle."""
    colour, width, dashes, mark = look.value
    (x, y), (to, down) = start, end
    sheet.line([start, end], colour, width, dashes=dashes)
    # The head lies along the line.
    length = ((to - x) ** 2 + (down - y) ** 2) ** 0.5
    along = (to - x) / length, (down - y) / length
    back = to - HEAD * along[0], down - HEAD * along[1]
    across = HEAD / 2 * along[1], -HEAD / 2 * along[0]
    sheet.area(
        [
            end,
            (back[0] + across[0], back[1] + across[1]),
            (back[0] - across[0], back[1] - across[1]),
        ],
        colour,
    )
    middle = (x + to) / 2, (y + down) / 2
    if mark == "cross":
        sheet.dots([middle], Colour.PAPER, 7, square=False)
        cx, cy = middle
        sheet.line(
            [(cx - 2.2, cy - 2.2), (cx + 2.2, cy + 2.2), BREAK, (cx - 2.2, cy + 2.2),
             (cx + 2.2, cy - 2.2)],
            colour, 1.5,
        )  # fmt: skip
    elif mark == "dot":
        sheet.dots([middle], colour, 3, square=False)


def _key_places(key: tuple[tuple[TieLook, str], ...], width: float) -> list[tuple[float, int]]:
    """Return where each line of the key begins, and in which row."""
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for _, word in key:
        taken = SAMPLE + 3 + text_width(word, SMALL)
        if x and x + taken > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += taken + 7
    return places


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
