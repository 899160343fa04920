"""A tally as text: what was measured, as JSON, under a seal that holds for its own data alone."""

import hmac
import re
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError, ValidationError

from cxscore.model.measured import Measured

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_HEAD = b'{"cxscore_tally": 1, "basis": "%s", "seal": "%s", "measured":\n'
_HEAD_LINE = re.compile(re.escape(_HEAD).replace(b"%s", b"([0-9a-f]{64})"))
_END = b"\n}\n"


class NotATally(Exception):  # noqa: N818 (it says what it is)
    """Text that no tally of ours has; says in words what is amiss."""


def tally_text(measured: Measured, basis: bytes) -> bytes | None:
    """Return *measured* as a JSON document that :func:`totals_in` reads for the same *basis*.

    None where it would not be read as exactly what it is.
    """
    try:
        totals = _adapter().dump_json(measured, exclude_defaults=True, warnings="error")
    except PydanticSerializationError:  # a text that is no Unicode, as a path may be
        return None
    # By their spelling: 3 and 3.0 are equal, and are not written the same on a page.
    if repr(_read(totals)) != repr(measured):
        return None
    return _HEAD % (name_in(basis), seal_of(totals, basis)) + totals + _END


def totals_in(text: bytes, basis: bytes) -> Measured | None:
    """Return what *text* holds; None where it is a tally of another *basis*.

    The seal is a digest that only *basis* makes, which stands nowhere in
    the text: who does not have the definition and the data cannot make a
    tally that is used, and what is cut short or edited by hand has no seal.

    Raises:
        NotATally: where it is none, or does not keep to the form.
    """
    head = _HEAD_LINE.match(text)
    if head is None:
        raise NotATally("it was not written by this program, or its first line was changed")
    if head[1] != name_in(basis):
        return None
    totals = text[head.end() : -len(_END)]
    is_whole = text.endswith(_END) and hmac.compare_digest(head[2], seal_of(totals, basis))
    measured = _read(totals) if is_whole else None
    if measured is None:
        raise NotATally("it was cut short or changed")
    return measured


def _read(totals: bytes) -> Measured | None:
    """Return what *totals* say, if that is all they say: JSON read strictly, and told back."""
    try:
        measured = _adapter().validate_json(totals, strict=True)
    except ValidationError:
        return None
    # A name too many, a number of another type or beyond all bounds is told back differently.
    told = _adapter().dump_json(measured, exclude_defaults=True)
    return measured if told == totals else None


def name_in(basis: bytes) -> bytes:
    """Return what tells two bases apart and gives neither away."""
    return sha256(b"name" + basis).hexdigest().encode()


def seal_of(totals: bytes, basis: bytes) -> bytes:
    """Return the digest of *totals* that only who has their *basis* can make."""
    return hmac.new(basis, totals, "sha256").hexdigest().encode()


@cache
def _adapter() -> "TypeAdapter[Measured]":
    from pydantic import TypeAdapter

    return TypeAdapter(Measured)
