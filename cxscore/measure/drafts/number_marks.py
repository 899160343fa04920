"""Which mark parts thousands in a file and which decimals: one decision for all its columns."""

import re
from collections.abc import Iterable
from enum import Enum

from cxscore.frozen import frozen

_NUMBER = re.compile(
    r"[-+\u2212(]?[$£€¥\s]*[-+\u2212]?(?P<digits>\d[\d.,'\u2019\u00a0\u202f ]*)[\s%€$£)]*"
)
_SPACES = "\u00a0\u202f "
_APOSTROPHES = "'\u2019"


class Doubt(Enum):
    """Whether the marks tell what they are."""

    NONE = "none"
    ALL_OF_THREE = "every mark is followed by three digits"
    BOTH = "both marks part decimals"


@frozen
class NumberMarks:
    """How the numbers of a file are written."""

    decimal: str = "."
    thousands: str = ""
    doubt: Doubt = Doubt.NONE
    example: str = ""
    """A number that can be read in two ways, where there is a doubt."""


def number_marks(cells: Iterable[str], delimiter: str | None) -> NumberMarks:
    """Return how numbers are written in *cells*, those of all columns of a file.

    A mark parts decimals where it stands last and is not followed by just
    three digits, and thousands where it stands twice or before the other
    one. Where every mark is followed by three digits, a comma in a file whose
    cells are parted by commas parts thousands, for it had to be quoted; else
    nobody can tell.
    """
    decimals: set[str] = set()
    thousands: set[str] = set()
    either: dict[str, str] = {}
    for cell in cells:
        found = _NUMBER.fullmatch(cell.strip())
        if found is None:
            continue
        digits = found["digits"].strip()
        thousands |= {mark for mark in (*_SPACES, *_APOSTROPHES) if mark in digits}
        plain = re.sub(f"[{_SPACES}{_APOSTROPHES}]", "", digits)
        marks = re.findall(r"[.,]", plain)
        if not marks:
            continue
        last, behind = marks[-1], re.split(r"[.,]", plain)[-1]
        if len(set(marks)) == 2:
            thousands.add(marks[0])
            decimals.add(last)
        elif len(marks) > 1:
            thousands.add(last)
        elif len(behind) != 3 or plain.startswith("0") or len(plain) > 7:
            decimals.add(last)
        else:
            either.setdefault(last, cell.strip())
    return _decided(decimals, thousands, either, delimiter)


def _decided(
    decimals: set[str], thousands: set[str], either: dict[str, str], delimiter: str | None
) -> NumberMarks:
    spaced = " " if thousands & set(_SPACES) else "'" if thousands & set(_APOSTROPHES) else ""
    if len(decimals) == 2:
        return NumberMarks(doubt=Doubt.BOTH)
    decimal = next(iter(decimals), "")
    parting = {mark for mark in (*thousands, *either) if mark in ".,"} - {decimal}
    if decimal:
        return NumberMarks(decimal, next(iter(parting), spaced))
    if not parting:
        return NumberMarks(thousands=spaced)
    if thousands & parting or (len(parting) == 1 and "," in parting and delimiter == ","):
        mark = next(iter(thousands & parting), ",")
        return NumberMarks("," if mark == "." else ".", mark)
    mark, example = next(iter(either.items()))
    if mark == "." and delimiter == ",":
        # What has commas between its cells has points in its numbers.
        return NumberMarks()
    return NumberMarks(doubt=Doubt.ALL_OF_THREE, example=example)
