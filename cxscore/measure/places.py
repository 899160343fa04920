"""Where a cell stands in the file that a person would open."""

from cxscore.frozen import frozen

LONGEST = 40
"""Letters of a cell that are printed."""

UNREADABLE = "\ufffd"
"""Stands for a byte that means nothing in the file's encoding."""


@frozen
class Place:
    """A cell's line and column, and what is in it.

    ``line`` and ``column`` are physical and count from 1 (characters);
    ``row`` is used instead for Excel, where row 1 is the sheet's first, and for
    Parquet, where it is the first below the names.
    """

    line: int = 0
    column: int = 0
    row: int = 0
    text: str = ""


def readable(text: str) -> str:
    """Return *text* with undecodable bytes replaced, so that it can be printed."""
    return "".join(UNREADABLE if is_mark(letter) else letter for letter in text)


def is_mark(letter: str) -> bool:
    """Return whether *letter* stands for a byte that could not be decoded."""
    return "\ud800" <= letter <= "\udfff"


def first_mark(text: str) -> int:
    """Return the position of the first undecodable byte in *text*, or -1."""
    if text.isascii():
        return -1
    return next((at for at, letter in enumerate(text) if is_mark(letter)), -1)


def shown(text: str) -> str:
    """Return *text* on one line, cut where it is long, with what cannot be seen spelt out."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    plain = readable(cut)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in plain)
