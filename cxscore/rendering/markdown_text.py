"""Text as GitHub's Markdown has it: what people wrote stays text, and tables that can be cut."""

import re
import unicodedata
from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.rendering.words.grammar import cut

MARKS = re.compile(r"[\\`*_\[\]<>|~$&]|(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What means something within a line: marks, formulas, and what makes a link of an address."""
BEGINS = re.compile(r"\A(\d*)([#+=.)-])")
"""What means something at the beginning of one: a title, a list, a line below a title."""
CALLS = re.compile(r"@(?=\w)|#(?=\d)")
"""What calls somebody, or refers to an issue. GitHub looks for it in what is already rendered,
where no backslash is left; a sign without a width parts it."""
JOINER = "\N{WORD JOINER}"
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of all that follows."""
LONGEST = 400
"""Letters of one text; the page has it whole."""


def as_text(text: str, most: int = LONGEST) -> str:
    """Return *text* on one line, at most so many letters of it, none of which means anything.

    It stands within a line; what begins one is for :func:`as_line`.
    """
    line = re.sub(" +", " ", "".join(map(_printed, text))).strip()
    return CALLS.sub(rf"\g<0>{JOINER}", MARKS.sub(r"\\\g<0>", cut(line, most)))


def as_line(text: str, most: int = LONGEST) -> str:
    """Return *text* as :func:`as_text` does, where it begins a line."""
    return BEGINS.sub(r"\1\\\2", as_text(text, most))


def _printed(letter: str) -> str:
    """Return *letter*, or a space for what is none: ends of lines and what controls a terminal."""
    if letter in TURNS or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
        return " "
    return letter


@frozen
class Block:
    """A part of a document: what is always said, and rows of which there may be too many."""

    lines: tuple[str, ...]
    rows: tuple[str, ...] = ()
    noun: str = "rows"
    """What the rows are, where some are left out: ``… and 12 more KPIs: see scorecard.html``."""
    last: str = ""
    """The line below the rows."""
    others: int = 0
    """How many more there are, which no document lists."""


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], noun: str = "rows", others: int = 0
) -> Block:
    """Return *rows* under their *columns*; those whose name begins with ``>`` stand right.

    So many *others* are counted.
    """
    names = [name.removeprefix(">") for name in columns]
    rules = ["---:" if name.startswith(">") else "---" for name in columns]
    return Block((_row(names), _row(rules)), tuple(map(_row, rows)), noun, others=others)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fitted(blocks: Sequence[Block], room: int, page: str) -> str:
    """Return *blocks* one below the other, as many of their rows as there is *room* for.

    What is left out is counted, and looked up on the *page*.
    """
    least = [size(_written(block, 0, page)) for block in blocks]
    text, left = "", room - sum(least)
    for block, own in zip(blocks, least, strict=True):
        fits = _fitting(block, own + left, page)
        written = _written(block, fits, page)
        left -= size(written) - own
        text += written
    return text


def _fitting(block: Block, room: int, page: str) -> int:
    """Return how many rows of *block* there is room for."""
    every = len(block.rows)
    if size(_written(block, every, page)) <= room:
        return every
    room -= size(_written(block, 0, page))
    for number, row in enumerate(block.rows):
        room -= size(row) + 1
        if room < 0:
            return number
    return every


def _written(block: Block, fits: int, page: str) -> str:
    rest = len(block.rows) - fits + block.others
    # What no document lists is not there either.
    where = f": see {page}" if fits < len(block.rows) else ""
    more = [f"\n… and {rest} more {block.noun}{where}"] if rest else []
    lines = [*block.lines, *block.rows[:fits], *more, *([block.last] if block.last else [])]
    return "".join(f"{line}\n" for line in [*lines, ""])


def size(text: str) -> int:
    """Return how long *text* is for whoever counts a letter of four bytes as two."""
    return len(text.encode("utf-16-le", "replace")) // 2
