"""due.ics: what is due from whom, a day each, for everybody's calendar."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from cxscore.model.dues import Due, DueKind
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.pack import Pack
from cxscore.rendering.words.dues import due_said
from cxscore.rendering.words.grammar import sentences
from cxscore.rendering.words.paper import Paper
from cxscore.resources import version

LONGEST = 75
"""Bytes that a line may have; what is longer goes on in the next, after a space (RFC 5545, 3.1)."""

NOTHING_DUE = (
    *("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)
"""What stands where there is no event: a calendar has one part at least (RFC 5545, 3.6).

A time zone is a part that nobody sees. An event that says that nothing is due would stand in
the calendar on a day, and have to be taken away again by hand.
"""


def render_ics(pack: Pack) -> bytes:
    """Return due.ics: an event of a whole day for everything that is due on one, as in RFC 5545.

    In a pack of one's own it holds what is due from these people. The ``UID``
    of an event is made of the row's id and stays, so that a calendar moves what
    it has; the stamp is the day of the paper, so that the same scorecard gives
    the same bytes. Who has an email address is named with it.
    """
    scorecard, paper = pack.scorecard, Paper.of(pack.scorecard)
    people = set(scorecard.people)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//cxscore//cxscore {version()}//EN"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(_name(paper))}"]
    events = [
        line
        for due in scorecard.dues
        if due.day is not None and (not people or people & set(due.people))
        for line in _event(due, due.day, paper)
    ]
    lines += [*(events or NOTHING_DUE), "END:VCALENDAR"]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _name(paper: Paper) -> str:
    people = ", ".join(paper.person(each) for each in paper.scorecard.people)
    return f"{paper.scorecard.heading.title}: {people or 'what is due'}"


def _event(due: Due, day: date, paper: Paper) -> Iterator[str]:
    said, scorecard = due_said(due, paper), paper.scorecard
    row = f"{said.id}: " if said.id else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(_uid(due, scorecard))}"
    yield f"DTSTAMP:{scorecard.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{said.task}: {said.title}')}"
    about = sentences(f"{row}{said.title}", f"KPI: {said.kpi}" if said.kpi else "", said.people)
    yield f"DESCRIPTION:{_text(about)}"
    yield f"CATEGORIES:{_text(due.kind.value)}"
    yield "TRANSP:TRANSPARENT"
    yield from _people(due, paper)
    yield "END:VEVENT"


def _people(due: Due, paper: Paper) -> Iterator[str]:
    """Yield the addresses that are known: of the sponsor, who asks, and of who has to see to it."""
    asks = paper.owners.get(paper.scorecard.heading.sponsor or "")
    if asks is not None and asks.email:
        yield f"ORGANIZER;CN={_quoted(asks.name)}:mailto:{_address(asks.email)}"
    for name in due.people:
        owner = paper.owners.get(name)
        if owner is not None and owner.email:
            yield f"ATTENDEE;CN={_quoted(owner.name)}:mailto:{_address(owner.email)}"


def _uid(due: Due, scorecard: Scorecard) -> str:
    """Return what a calendar knows the event by, in this paper and the next; of one organisation.

    Comments are due anew for every period.
    """
    heading = scorecard.heading
    where = re.sub(r"\W+", "-", (heading.organisation or heading.title).casefold()).strip("-")
    which = f"-{scorecard.period.id}" if due.kind is DueKind.COMMENT else ""
    return f"{due.id}-{due.kind.value}{which}@{where or 'cxscore'}"


def _text(text: str) -> str:
    """Return *text* as a value: what parts values is led by a backslash (RFC 5545, 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    escaped = re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")
    return _printed(escaped)


def _quoted(name: str) -> str:
    """Return *name* as a parameter, which can hold no double quote (RFC 5545, 3.2)."""
    return f'"{_printed(name).replace(chr(34), chr(39))}"'


def _address(email: str) -> str:
    return re.sub(r"\s", "", _printed(email))


def _printed(text: str) -> str:
    """Return *text* without what controls a terminal or ends a line."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))


def _folded(line: str) -> bytes:
    """Return *line* in lines of at most 75 bytes; no letter is divided."""
    rows: list[bytes] = []
    row = b""
    for letter in line:
        encoded = letter.encode()
        if len(row) + len(encoded) > LONGEST:
            rows.append(row)
            row = b" "
        row += encoded
    return b"\r\n".join([*rows, row])
