"""What must not be repeated of an address: every part of it, however it is written."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

STRUCK = "***"
_LONG = 4
"""Letters from which on half of a password is struck out within words too."""
_MOST = 400
"""Letters of an engine's own words that are passed on."""
_ENDS = re.compile(r"\s*(?:,? ?Stack trace|JVM stacktrace|\(version \d).*", re.DOTALL)
"""What engines say of their own inside, which helps nobody here."""
_DELIMITERS = r"[\s:/?#@&=;,\[\]'\"\\%+]+"
_RESOLVED = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<=[(\[])(?:[0-9a-f]*:){2,}[0-9a-f]*")
"""A host's number, which is as telling as its name."""


class Secrets:
    """The parts of one address, which are struck out of whatever is said about it."""

    def __init__(self, address: str) -> None:
        """Take *address* apart without any library: their own complaints quote what they read."""
        hidden, named = set[str](), set[str]()
        scheme, found, body = address.strip().partition("://")
        if not found:
            scheme, body = "", address
        # A password that is not percent-encoded may hold every delimiter there is.
        login, _, rest = body.rpartition("@")
        user, _, password = login.partition(":")
        named |= {user, *_pieces(user)}
        hidden |= {address.strip(), body, login, password}
        named |= set(_pieces(password))
        for part in re.split(r"[/?#&;]+", rest):
            key, said, value = part.partition("=")
            named |= {value, *_pieces(value)} if said else {key, *_pieces(key)}
        named = {way for part in named for way in _ways(part)} - {scheme}
        hidden = {way for part in hidden for way in _ways(part)}
        hidden |= {part for part in named if len(part) >= _LONG and part in password}
        patterns = [
            re.escape(part) if part in hidden else rf"(?<!\w){re.escape(part)}(?!\w)"
            for part in sorted(hidden | named, key=len, reverse=True)
        ]
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def struck(self, text: str) -> str:
        """Return *text* on one line, without any part of the address."""
        text = _ENDS.sub("", text)
        text = self._pattern.sub(STRUCK, text) if self._pattern else text
        text = " ".join(_RESOLVED.sub(STRUCK, text).split())
        return text if len(text) <= _MOST else f"{text[:_MOST]}…"


_SECRET = re.compile(r"[^=]*(pass|pwd|token|secret|key|credential)[^=]*=", re.IGNORECASE)


def place_of(address: str) -> str | None:
    """Return where *address* leads and who asks there, to tell two apart; never to be shown.

    None where that cannot be told from a password: it may hold every delimiter there is.
    """
    scheme, found, body = address.strip().partition("://")
    if not found or body.count("@") > 1:
        return None
    login, _, rest = body.rpartition("@")
    parts = [part for part in re.split(r"[?&;]", rest) if not _SECRET.match(part)]
    return repr((scheme.lower(), login.partition(":")[0], parts))


def _pieces(part: str) -> Iterator[str]:
    """Yield what a library that splits *part* at the wrong place would quote."""
    for text in {part, unquote(part), unquote_plus(part)}:
        yield from re.split(_DELIMITERS, text)
        for found in re.finditer(_DELIMITERS, text):
            yield text[: found.start()]
            yield text[found.end() :]


def _ways(part: str) -> set[str]:
    """Return the ways in which *part* may be written, none where it is empty."""
    plain = {part, unquote(part), unquote_plus(part)}
    quoted = {repr(text)[1:-1] for text in plain} | {json.dumps(text)[1:-1] for text in plain}
    doubled = {text.replace("'", "''") for text in plain} | {
        text.replace("'", "\\'").replace('"', '\\"') for text in plain
    }
    return {text for text in plain | quoted | doubled if text.strip()}
