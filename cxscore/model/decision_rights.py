"""Who may decide about how much, and which decisions go further."""

import re
from functools import lru_cache
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import Field
from cxscore.model.checked import shape
from cxscore.model.number_formats import CURRENCY_SIGNS, NUMBER_FORMATS, NumberFormat
from cxscore.model.shorthand import Id, Number, Words

_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


@frozen
class DecisionRight:
    """What somebody may decide alone, and who decides above that."""

    __pydantic_config__ = shape("a decision right")

    id: Id
    """What decisions name it by."""
    decision: Words
    """What it is about: Goodwill beyond policy."""
    decider: Words
    """An owner."""
    limit: Annotated[Number, Field(ge=0)]
    """The most that it may cost, in the currency."""
    above: Words
    """Who decides what costs more: deputy (the decider's), sponsor, board, or an owner."""


@frozen
class AboveLimit:
    """A decision that costs more than its decider may decide about."""

    right: str
    """The id of the right."""
    decider: str
    limit: float
    amount: float
    to: str
    """The id of an owner, or ``board``."""


@lru_cache(maxsize=4096)
def amount_in(text: str, currency: str, number_format: str) -> float | None:
    """Return the amount that *text* begins with, in *currency*; None where it begins with none.

    The currency's sign or code may stand before or after it: ``£0.4m, not yet approved`` is
    400 000, and so are ``400,000`` and ``GBP 400k``; ``€5`` is no amount of pounds. A long log
    has the same amounts over and over, and no amount most often.
    """
    written = NUMBER_FORMATS.get(number_format, NumberFormat())
    # A space of any width parts thousands where the locale's own is one.
    gap = r"[ \u00a0\u202f]" if written.group.isspace() else re.escape(written.group)
    sign = f"(?:{re.escape(CURRENCY_SIGNS.get(currency, currency))}|{currency})"
    digits = rf"\d{{1,3}}(?:{gap}\d{{2,3}})+|\d{{1,15}}"
    number = rf"(?P<whole>{digits})(?:{re.escape(written.decimal)}(?P<part>\d{{1,6}}))?"
    times = r"(?:\s?(?P<times>thousand|million|billion|bn|k|m)\b)?"
    found = re.match(
        rf"\s*(?P<before>{sign}\s*)?{number}{times}\s*(?P<behind>{sign})?(?P<rest>.*)",
        text,
        re.IGNORECASE | re.DOTALL,
    )
    # Of 3 days, 5 % or 5 € nobody knows what they cost in pounds.
    named = found is not None and (found["before"] or found["behind"])
    if found is None or not (named or re.match(r"\s*(?:$|[,;(])", found["rest"])):
        return None
    whole = re.sub(r"\D", "", found["whole"])
    size = _TIMES.get((found["times"] or "").lower(), 1.0)
    return float(f"{whole}.{found['part'] or 0}") * size
