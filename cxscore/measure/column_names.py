"""Columns found by their names in a header."""

from collections.abc import Sequence


def place_of(name: str, header: Sequence[str]) -> int | None:
    """Return the place, from 0, of the one column called *name*; None for none, or several.

    Names are matched exactly, else without the spaces around them.
    """
    if header.count(name) == 1:
        return header.index(name)
    trimmed = [known.strip() for known in header]
    return trimmed.index(name.strip()) if trimmed.count(name.strip()) == 1 else None
