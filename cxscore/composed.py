"""Texts as they are compared: in Unicode's composed form, without signs that nobody sees."""

import unicodedata

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width spaces and joiners, byte-order mark."""

_WITHOUT = str.maketrans("", "", UNSEEN)


def composed(text: str) -> str:
    """Return *text* in its composed form (NFC), without zero-width signs and soft hyphens."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_WITHOUT))
