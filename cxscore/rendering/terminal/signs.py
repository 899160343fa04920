"""What a terminal's encoding can show, and how many columns a text takes there."""

import unicodedata
from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.problems import visible

BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = "_.:-=+*#"
"""The same eight heights where there is nothing but ASCII: the more ink, the higher."""
SPACES = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "))
_MEANS = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "′": "'",
    "≈": "~",
    "≥": ">=",
    "≤": "<=",
    "±": "+/-",
    "×": "x",
    "·": "-",
    "→": "->",
    "£": "GBP ",
    "€": "EUR ",
    "¥": "JPY ",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "œ": "oe",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "ð": "d",
    "þ": "th",
}
"""What stands for a sign that an encoding has not; accents are left out, anything else is ``?``."""
UNKNOWN = "?"


@frozen
class Signs:
    """The signs of one encoding."""

    encoding: str = "utf-8"

    def shown(self, text: str) -> str:
        """Return *text* as it can be printed; what a terminal would obey is spelt out.

        Line ends stay: they part paragraphs.
        """
        parts = text.translate(SPACES).split("\n")
        return "\n".join(self._encodable(visible(part)) for part in parts)

    def name(self, name: str, id_: str) -> str:
        """Return *name*, or the id where the encoding lacks most of its letters."""
        said = self.shown(name)
        lost = said.count(UNKNOWN) - name.count(UNKNOWN)
        return self.shown(id_) if lost > len(name) / 2 else said

    def bars(self, values: Sequence[float | None]) -> str:
        """Return a sign a value, as high as it is among them; a space for none."""
        signs = BARS if self._has(BARS) else PLAIN_BARS
        known = [value for value in values if value is not None]
        low, high = min(known, default=0.0), max(known, default=0.0)
        steps = len(signs) - 1

        def sign(value: float | None) -> str:
            if value is None:
                return " "
            # Halved first: the whole range may be more than a float can hold.
            part = (value / 2 - low / 2) / (high / 2 - low / 2) if high / 2 > low / 2 else 0.5
            return signs[round(part * steps)]

        return "".join(map(sign, values))

    def fitted(self, text: str, room: int) -> str:
        """Return *text*, cut with an ellipsis where it takes more than *room* columns."""
        if width(text) <= room:
            return text
        end = self.shown("…")
        while text and width(text) + width(end) > room:
            text = text[:-1]
        return text.rstrip() + end

    def _has(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _encodable(self, text: str) -> str:
        if self._has(text):
            return text
        return "".join(sign if self._has(sign) else self._instead(sign) for sign in text)

    def _instead(self, sign: str) -> str:
        bare = _MEANS.get(sign) or "".join(
            part for part in unicodedata.normalize("NFKD", sign) if self._has(part)
        )
        return bare or ("" if unicodedata.combining(sign) else UNKNOWN)


def width(text: str) -> int:
    """Return how many columns *text* takes: two for a wide letter, none for a mark on another."""
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def padded(text: str, room: int, *, right: bool = False) -> str:
    """Return *text* with spaces to fill *room* columns."""
    spaces = " " * max(0, room - width(text))
    return spaces + text if right else text + spaces
