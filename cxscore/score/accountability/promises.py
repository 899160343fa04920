"""The size of the effect that an action promises, read from its owner's words."""

import re
from functools import lru_cache

_SIZE = re.compile(
    r"(?P<sign>[+\N{MINUS SIGN}-])\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?P<percent>\s?%)?(?![\d.,]*\d)"
)


@lru_cache(maxsize=4096)
def size_promised(text: str, unit: str) -> float | None:
    """Return the signed number that *text* begins with, in the KPI's *unit*; None without one.

    ``+4``, ``-0.3 per 1000``. A change in per cent is a size only where the
    KPI is in per cent, and then is in points of it; words alone promise no
    size, and a number without a sign may be where the KPI is to stand. Of a long log few
    promise what no other does.
    """
    found = _SIZE.match(text.strip())
    if found is None or (found["percent"] and unit != "percent"):
        return None
    number = float(found["whole"].replace(",", "") + (found["part"] or ""))
    return number if found["sign"] == "+" else -number
