"""Which names of encodings can be those of a file."""

import codecs

_NOT_OF_FILES = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"))
"""What Python counts as encodings of text, and no file is saved in."""


def is_encoding(name: str) -> bool:
    """Return whether a file of text can be saved in the encoding *name*."""
    try:
        b"a".decode(name, "ignore")
    except (LookupError, ValueError):
        return False
    return codecs.lookup(name).name not in _NOT_OF_FILES
