"""What customers wrote, before anybody prints it: what may tell who they are is masked."""

import re
import unicodedata
from collections.abc import Mapping

_AT = "[@＠﹫]"
_DOT = "[.．。｡]"
_PART = r"[^\s@＠﹫<>()\[\],;:\"]"
"""What stands on either side of an @: no space, and no sign that ends a word."""
_MASKS: Mapping[str, str] = {
    rf"{_PART}+\s?{_AT}\s?{_PART}+{_DOT}\w+": "[e-mail]",
    # Of a host without a dot as well: whatever is a word on both sides.
    rf"{_PART}*\w{_AT}{_PART}*\w": "[e-mail]",
    rf"(?<!\w){_AT}\w+(?:[.\-]\w+)*": "[name]",
    # Telephone and card numbers: seven figures or more, whatever stands between them.
    r"\+?\(?\d(?:[\s()./\-\u2010-\u2015]{0,3}\d){6,}": "[number]",
    # Postcodes: Britain, Ireland, Canada, the Netherlands; five figures or more elsewhere.
    r"(?i)\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b": "[postcode]",
    r"(?i)\b[a-z]\d[\dw]\s?[a-z\d]{4}\b": "[postcode]",
    r"(?i)\b[a-z]\d[a-z]\s?\d[a-z]\d\b": "[postcode]",
    r"\b\d{4}\s?[A-Z]{2}\b": "[postcode]",
    r"\d{5,}": "[number]",
}
_FOUND = {re.compile(pattern): mask for pattern, mask in _MASKS.items()}
_TURNED = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what is written after them."""


def masked(text: str) -> str:
    """Return *text* on one line, without control characters, and with what tells a person masked.

    E-mail addresses, telephone and card numbers, postcodes and names behind an @ are found by
    their form; names of people are not.
    """
    plain = " ".join("".join(_sign(sign) for sign in text).split())
    for pattern, mask in _FOUND.items():
        plain = pattern.sub(mask, plain)
    return plain


def _sign(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _TURNED or unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return sign
