"""A line of a terminal: pieces of text, each with what it is to stand out as."""

from collections.abc import Iterable
from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.verdicts import PointType, Status, Variation
from cxscore.rendering.terminal.signs import Signs, width


class Tone(Enum):
    """What a piece stands out as; a word beside it always says the same."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@frozen
class Piece:
    """Some text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Piece, ...]
NOTHING: Line = ()

OF_STATUS = {
    Status.ON_TARGET: Tone.GOOD,
    Status.AT_RISK: Tone.FAIR,
    Status.OFF_TARGET: Tone.BAD,
    Status.NO_DATA: Tone.FAINT,
    Status.NO_TARGET: Tone.FAINT,
}
OF_VARIATION = {Variation.IMPROVING: Tone.GOOD, Variation.WORSENING: Tone.BAD}
OF_POINT = {PointType.IMPROVEMENT: Tone.GOOD, PointType.CONCERN: Tone.BAD}


def line(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """Return a line of one piece."""
    return (Piece(text, tone),)


def text_of(found: Line) -> str:
    """Return a line without its tones."""
    return "".join(piece.text for piece in found)


def heading(text: str, signs: Signs) -> tuple[Line, Line]:
    """Return the title of a part, with an empty line before it."""
    return NOTHING, line(signs.shown(text), Tone.STRONG)


def paragraph(
    text: str, signs: Signs, room: int, first: str = "", rest: str = "", tone: Tone = Tone.PLAIN
) -> list[Line]:
    """Return *text* in lines of at most *room* columns, with what they begin with.

    A word longer than a line is cut; text without spaces, as Japanese has it, breaks anywhere.
    """
    lead, led = signs.shown(first), signs.shown(rest)
    lines = wrapped(signs.shown(text), room - width(led))
    return [line((led if at else lead) + each, tone) for at, each in enumerate(lines)]


def bullets(texts: Iterable[str], signs: Signs, room: int, indent: str = "") -> list[Line]:
    """Return a list, each text of it with a dash."""
    found: list[Line] = []
    for text in texts:
        found += paragraph(text, signs, room, f"{indent}- ", f"{indent}  ")
    return found


def wrapped(text: str, room: int) -> list[str]:
    """Return *text* in lines of at most *room* columns; [] where there is none."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrapped(part, max(room, 8))
    return lines


def _wrapped(text: str, room: int) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        joined = f"{current} {word}" if current else word
        if width(joined) <= room:
            current = joined
            continue
        if current:
            lines.append(current)
        current = word
        while width(current) > room:
            cut = _most(current, room)
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current] if current else lines


def _most(text: str, room: int) -> int:
    """Return how many characters of *text*, one at least, *room* columns hold."""
    for at in range(1, len(text)):
        if width(text[: at + 1]) > room:
            return at
    return len(text)
