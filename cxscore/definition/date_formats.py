"""Date formats in strftime's letters: held to those that both readers of dates know."""

import re

EXAMPLE = "write it like %d/%m/%Y"

_PARTS = {
    "Y": "year",
    "y": "year",
    "G": "year",
    "m": "month",
    "b": "month",
    "B": "month",
    "h": "month",
    "d": "day",
    "j": "day of the year",
    "H": "hour",
    "I": "hour",
    "p": "half of the day",
    "M": "minute",
    "S": "second",
    "f": "part of a second",
    "g": "part of a second",
    "n": "part of a second",
    "z": "offset",
    "Z": "time zone",
    "a": "weekday",
    "A": "weekday",
}
"""What each letter stands for; those of one part cannot stand together."""
_WHOLE = {"x": {"year", "month", "day"}, "T": {"hour", "minute", "second"}}
_WHOLE["X"] = _WHOLE["T"]
_LETTER = re.compile(r"%(-?)(.?)", re.DOTALL)


def format_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the date format *text*, and what to do; None where nothing is.

    A date needs its year at least: without a month it is the first of the
    year, without a day the first of the month.
    """
    seen: set[str] = set()
    for found in _LETTER.finditer(text):
        letter = found[2]
        if letter == "%" and not found[1]:
            continue
        parts = _WHOLE.get(letter) or ({_PARTS[letter]} if letter in _PARTS else set())
        if not letter:
            return f"'{text}' ends in a % with no letter", EXAMPLE
        if not parts:
            return f"'{text}' has {found[0]}, which no date is read by", EXAMPLE
        if parts & seen:
            return f"'{text}' has the {min(parts & seen)} twice", EXAMPLE
        seen |= parts
    if not seen:
        return f"'{text}' is not a date format", EXAMPLE
    if "year" not in seen:
        return f"'{text}' has no year", "add %Y, or %y for two digits"
    return None
