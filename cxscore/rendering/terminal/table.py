"""A table of text that fits a width, by leaving out what can best be spared."""

from collections.abc import Iterator, Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.rendering.terminal.lines import Line, Piece, Tone, text_of, wrapped
from cxscore.rendering.terminal.signs import Signs, padded, width

GAP = "  "
NARROWEST = 12
"""What texts that are cut keep where there is room for nothing else to go."""


@frozen
class Column:
    """A column: its heading, and a piece a row."""

    heading: str
    cells: tuple[Piece, ...]
    right: bool = False
    """Whether it ends at the same place, as numbers do."""
    goes: int = 0
    """In which order it is left out where there is no room; 0 stays."""
    narrower: "Column | None" = None
    """What stands for it before it is left out."""
    least: int = 0
    """For a column whose texts may be cut or wrapped: how wide it stays as long as others can
    go; 0 for one whose texts are kept."""
    wraps: bool = False
    """Whether its texts go on in the next line instead of being cut."""

    @property
    def widest(self) -> int:
        """What its texts take."""
        return max([width(self.heading), *(width(cell.text) for cell in self.cells)])


def fitting(columns: Sequence[Column], room: int) -> list[Column]:
    """Return what of *columns* fits, without those that go, in their order, if need be."""
    kept = [column for column in columns if any(cell.text.strip() for cell in column.cells)]
    while _least(kept) > room and any(column.goes for column in kept):
        first = min((column for column in kept if column.goes), key=lambda column: column.goes)
        at = kept.index(first)
        kept[at : at + 1] = [] if first.narrower is None else [first.narrower]
    return kept


def tabled(
    columns: Sequence[Column],
    room: int,
    signs: Signs,
    titles: Mapping[int, Sequence[Line]] | None = None,
) -> Iterator[Line]:
    """Yield a table of *columns*, none wider than *room*; *titles* stand before rows, by number.

    One column gives way, the first that has a ``least``: it is as wide as there is room for.
    """
    kept = fitting(columns, room)
    widths = _widths(kept, room)
    yield _row([Piece(column.heading, Tone.FAINT) for column in kept], kept, widths, signs)
    for at in range(max((len(column.cells) for column in kept), default=0)):
        yield from (titles or {}).get(at, ())
        yield from _rows([column.cells[at] for column in kept], kept, widths, signs)


def _least(columns: Sequence[Column]) -> int:
    widths = [min(each.widest, each.least or each.widest) for each in columns]
    return sum(widths) + len(GAP) * (len(columns) - 1)


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    widths = [column.widest for column in columns]
    for at, column in enumerate(columns):
        over = sum(widths) + len(GAP) * (len(columns) - 1) - room
        if column.least and over > 0:
            widths[at] = max(min(column.least, NARROWEST), widths[at] - over)
    return widths


def _rows(
    cells: Sequence[Piece], columns: Sequence[Column], widths: Sequence[int], signs: Signs
) -> Iterator[Line]:
    parts = [
        wrapped(cell.text, room) or [""] if column.wraps else [cell.text]
        for cell, column, room in zip(cells, columns, widths, strict=True)
    ]
    for number in range(max(map(len, parts), default=0)):
        texts = [part[number] if number < len(part) else "" for part in parts]
        pieces = [Piece(text, cell.tone) for text, cell in zip(texts, cells, strict=True)]
        yield _row(pieces, columns, widths, signs)


def _row(
    cells: Sequence[Piece], columns: Sequence[Column], widths: Sequence[int], signs: Signs
) -> Line:
    pieces: list[Piece] = []
    for cell, column, room in zip(cells, columns, widths, strict=True):
        if pieces:
            pieces.append(Piece(GAP))
        text = signs.fitted(cell.text, room)
        spaces = padded("", room - width(text))
        pieces += [Piece(spaces), Piece(text, cell.tone)][:: 1 if column.right else -1]
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return tuple(piece for piece in pieces if piece.text)


def widest(lines: Sequence[Line]) -> int:
    """Return how many columns the widest of *lines* takes."""
    return max((width(text_of(each)) for each in lines), default=0)
