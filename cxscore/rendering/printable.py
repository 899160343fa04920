"""Text without the letters that neither XML nor UTF-8 may hold, which files of users do."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return *text* with a space for each letter that HTML and XML must not hold."""
    return CONTROLS.sub(" ", text)
