"""Whether what stands where a header should be is data."""

import re
from collections.abc import Sequence

_DATE = re.compile(r"\d{4}-\d\d?-\d\d?([T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}( .*)?")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?( ?%)?")
_YEARS = range(1900, 2101)


def looks_like_data(names: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether *names* are a row like the one *below* them.

    A date above a date is one, and so is a number above a number, unless it
    can be a year or one of a list of numbers that count on (answers from 0 to
    10), or a word stands above a number.
    """
    pairs = [
        (name.strip(), cell.strip())
        for name, cell in zip(names, below, strict=False)
        if cell.strip()
    ]
    if any(_DATE.fullmatch(name) and _DATE.fullmatch(cell) for name, cell in pairs):
        return True
    over_numbers = [name for name, cell in pairs if _NUMBER.fullmatch(cell)]
    if not over_numbers or not all(map(_NUMBER.fullmatch, over_numbers)):
        return False
    whole = [int(name) for name in over_numbers if name.isdecimal()]
    counting = len(whole) > 1 and whole == list(range(whole[0], whole[0] + len(whole)))
    return not counting and not (whole and all(number in _YEARS for number in whole))
