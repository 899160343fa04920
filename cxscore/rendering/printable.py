"""Text that files of users hold, and that neither a page nor a spreadsheet may take for more."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULAS = ("=", "+", "-", "−", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def printable(text: str) -> str:
    """Return *text* with a space for each letter that HTML and XML must not hold."""
    return CONTROLS.sub(" ", text)
