"""The log: actions, decisions, blockers and service failures, of whatever files they stand in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cxscore.corrections import plain_number
from cxscore.model.aim import Aim
from cxscore.model.decision_rights import amount_in
from cxscore.model.definition import Definition
from cxscore.model.log import (
    KIND_OF,
    Cause,
    CauseTag,
    FoundBy,
    LogKind,
    LogRow,
    LogStatus,
)
from cxscore.nearest import suggest_id, suggestion
from cxscore.problems import Problem
from cxscore.registers.circles import circles_in
from cxscore.registers.rows import Reader, chosen, listed_in, moments_of, segment_in
from cxscore.tables import Row, Table

KINDS: Mapping[str, LogKind | None] = {"log": None, **KIND_OF}
"""The registers whose rows make the log, and what each row is; None where a column says so."""
COLUMNS = (
    *("id", "kind", "title", "owner", "kpi", "about", "with", "opened", "due", "closed", "status"),
    *("cause", "expected", "expected_effect", "segment", "aim", "cost", "check_on", "progress"),
    *("given_up", "found_by", "customers", "learning", "change", "outcome"),
)
REQUIRED = ("id", "title", "owner")
_ALSO: Mapping[LogKind, tuple[str, ...]] = {LogKind.FAILURE: ("opened",)}
"""What rows of a kind have to say besides."""
_ABOUT_SOMETHING = (LogKind.ACTION, LogKind.BLOCKER, LogKind.FAILURE)
"""Kinds that name a KPI, or what else they are about. A decision may be about anything."""


_TAGS: Mapping[str, CauseTag] = {each.value: each for each in CauseTag}


@dataclass(slots=True)
class _Log:
    """The rows of all files so far, with the line of each."""

    definition: Definition
    problems: list[Problem]
    rows: list[LogRow] = field(default_factory=list)
    read: dict[str, tuple[Reader, Row]] = field(default_factory=dict)
    """Where each id stands, that of a row with a fault as well."""
    unsaid: set[str] = field(default_factory=set)
    """Open rows whose status is not typed."""


def read_log(
    tables: Iterable[tuple[Table, LogKind | None]], definition: Definition, problems: list[Problem]
) -> tuple[LogRow, ...]:
    """Return the sound rows of *tables*, as one log; add what is wrong with others to *problems*.

    Each table comes with the kind of its rows, or None where they say it themselves.
    """
    log = _Log(definition, problems)
    for table, kind in tables:
        _read_table(log, Reader(table, definition, problems), kind)
    rights = [right.id for right in definition.decision_rights]
    moments = moments_of(definition)
    known = dict.fromkeys((*log.read, *(moments or ()), *rights), "")
    lost = {
        id_
        for id_, (reader, row) in log.read.items()
        if _is_lost(reader, row, known, all_known=moments is not None)
    }
    sound = _without_circles(log, [row for row in log.rows if row.id not in lost])
    return tuple(_with_status(sound, log.unsaid))


def _read_table(log: _Log, reader: Reader, kind: LogKind | None) -> None:
    required = _required(reader.table, kind)
    if reader.lacks(required):
        return
    for row in reader.table.rows:
        if reader.is_total(row, required):
            continue
        before = len(log.problems)
        _note_id(log, reader, row, kind)
        found = _read(row, reader, kind)
        if found is not None and len(log.problems) == before:
            _warn(row, found, reader, log.definition)
            log.rows.append(found)
            if found.status is LogStatus.OPEN and not row["status"]:
                log.unsaid.add(found.id)


def _required(table: Table, kind: LogKind | None) -> tuple[str, ...]:
    """Return the columns that *table* cannot do without, in the order of the documentation."""
    also = {
        None: ("kind",),
        LogKind.ACTION: () if "about" in table.header else ("kpi",),
        LogKind.FAILURE: ("opened",),
    }
    return (REQUIRED[0], *also.get(kind, ()), *REQUIRED[1:])


def _note_id(log: _Log, reader: Reader, row: Row, kind: LogKind | None) -> None:
    id_ = row["id"]
    if id_ in log.read:
        first, its = log.read[id_]
        elsewhere = "" if first.table.path == reader.table.path else f" of {first.table.path}"
        hint = f"the first is on line {its.line}{elsewhere}"
        what = kind.value if kind else "row"
        reader.say(row, "id", "CX307", f"{what} '{id_}' stands here a second time", hint)
    elif id_:
        log.read[id_] = reader, row


def _read(row: Row, reader: Reader, kind: LogKind | None) -> LogRow | None:
    kind = kind or chosen(row, "kind", LogKind, reader)
    reader.blanks(row, (*REQUIRED, *_ALSO.get(kind, ())) if kind else (*REQUIRED, "kind"))
    if kind in _ABOUT_SOMETHING and not row["kpi"] and not row["about"]:
        either = ", and so is about" if "about" in reader.table.header else ""
        reader.say(row, "kpi", "CX309", f"kpi is blank{either}")
    kpis = reader.kpis_in(row)
    reader.owner(row)
    status, closed = chosen(row, "status", LogStatus, reader), reader.day(row, "closed")
    found = LogRow(
        id=row["id"],
        kind=kind or LogKind.ACTION,
        title=row["title"],
        owner=row["owner"],
        status=status or (LogStatus.DONE if closed else LogStatus.OPEN),
        kpis=kpis,
        about=listed_in(row, "about"),
        carried_with=reader.owners_in(row, "with"),
        opened=reader.day(row, "opened"),
        due=reader.days(row, "due"),
        closed=closed,
        cause=_cause(row["cause"]),
        expected_effect=row["expected"] or row["expected_effect"],
        segment=segment_in(row, kpis[:1], reader),
        aim=chosen(row, "aim", Aim, reader),
        cost=row["cost"],
        check_on=reader.day(row, "check_on"),
        progress=_progress(row, reader),
        given_up=row["given_up"],
        found_by=chosen(row, "found_by", FoundBy, reader),
        customers=_customers(row, reader),
        learning=row["learning"],
        change=row["change"],
        outcome=row["outcome"],
        more=reader.more(row, COLUMNS),
        place=(reader.table.path, row.line),
    )
    _check_days(row, found, reader)
    return found


def _cause(text: str) -> Cause | None:
    """Return the cause; where it lies stands before a colon, in one word."""
    if not text:
        return None
    tag, words = _parted(text)
    found = _TAGS.get(tag.lower())
    return Cause(words, found) if found else Cause(text)


def _parted(text: str) -> tuple[str, str]:
    """Return the word before the colon of *text*, empty where there is none, and what follows."""
    word, colon, words = text.partition(":")
    word = word.strip()
    return (word, words.lstrip()) if colon and word.isascii() and word.isalpha() else ("", text)


def _customers(row: Row, reader: Reader) -> int | None:
    text = row["customers"]
    if not text:
        return None
    number = plain_number(text) or text
    if not re.fullmatch(r"\d{1,12}", number):
        says = f"customers is '{text}', not a whole number"
        reader.say(row, "customers", "CX306", says, "write how many, as 420, or leave it blank")
        return None
    return int(number)


def _progress(row: Row, reader: Reader) -> float | None:
    text = row["progress"]
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%?", text)
    if found is None or float(found[1]) > 100:
        says = f"progress is '{text}', not a percentage from 0 to 100"
        number = plain_number(text)
        hint = f"write {number}" if number and number != text and 0 <= float(number) <= 100 else ""
        reader.say(row, "progress", "CX306", says, hint)
        return None
    return float(found[1])


def _check_days(row: Row, found: LogRow, reader: Reader) -> None:
    if found.opened and found.closed and found.closed < found.opened:
        says = f"closed on {found.closed}, before it was opened on {found.opened}"
        reader.say(row, "closed", "CX310", says)
    if found.opened and found.due and found.due[-1] < found.opened:
        says = f"due on {found.due[-1]}, before it was opened on {found.opened}"
        reader.say(row, "due", "CX310", says)


def _warn(row: Row, found: LogRow, reader: Reader, definition: Definition) -> None:
    """Note, as warnings, a status that its dates contradict, and a cause that lies nowhere."""
    says, status = "", found.status.value
    if found.status is LogStatus.DONE and found.closed is None:
        says = f"{found.kind.value} '{found.id}' is done, and 'closed' is blank"
    elif row["status"] and found.under_way and found.closed:
        says = f"{found.kind.value} '{found.id}' is {status}, and closed on {found.closed}"
    if says:
        reader.warn(row, "status", "CX311", says)
    if found.kind is LogKind.DECISION:
        _warn_of_cost(row, found, reader, definition)
    if found.cause and found.cause.tag is None and (tag := _parted(row["cause"])[0]):
        known = [each.value for each in CauseTag]
        hint = suggestion(tag.lower(), known, "where a cause lies is one of")
        reader.warn(row, "cause", "CX312", f"'{tag}' is not where a cause lies", hint)


def _warn_of_cost(row: Row, found: LogRow, reader: Reader, definition: Definition) -> None:
    """Note the cost of a decision that cannot be held against the limit of who decides."""
    open_ = found.under_way and not found.closed
    limited = {right.decider for right in definition.decision_rights}
    if not (found.cost and open_ and found.owner in limited):
        return
    currency = definition.currency
    if currency and amount_in(found.cost, currency, definition.heading.number_format) is None:
        says = f"cost is '{found.cost}', which no limit can be held against"
        reader.warn(row, "cost", "CX316", says, f"begin it with an amount in {currency}")


# -- what rows say of one another


def _is_lost(reader: Reader, row: Row, known: Mapping[str, str], *, all_known: bool) -> bool:
    """Return whether *row* is about something that is not *known*, and note it.

    Where not *all_known*, for the journey has faults, it may be about a moment of that.
    """
    unknown = [
        name
        for name in listed_in(row, "about")
        if name == row["id"] or (all_known and name not in known)
    ]
    for name in unknown:
        says = f"there is no row, stage or moment '{name}'"
        hint = suggest_id(name, known)
        if name == row["id"]:
            says, hint = f"'{name}' is about itself", ""
        reader.say(row, "about", "CX314", says, hint)
    return bool(unknown)


def _without_circles(log: _Log, rows: Sequence[LogRow]) -> list[LogRow]:
    """Return *rows* without those that are about themselves by way of others; note each circle."""
    places = {row.id: place for place, row in enumerate(rows)}
    about = {row.id: row.about for row in rows if row.about}
    lost: set[str] = set()
    for circle in circles_in(about):
        ring = sorted(circle, key=places.__getitem__)
        reader, its = log.read[ring[0]]
        says = f"'{ring[0]}' is about itself, by way of {', '.join(ring[1:])}"
        reader.say(its, "about", "CX314", says, "take one of them out")
        lost |= set(ring)
    return [row for row in rows if row.id not in lost]


def _with_status(rows: Sequence[LogRow], unsaid: set[str]) -> Iterable[LogRow]:
    """Yield *rows*, blocked where an open blocker is about one that says nothing of its status."""
    blocked = {
        name
        for row in rows
        if row.kind is LogKind.BLOCKER and row.closed is None and row.under_way
        for name in row.about
    }
    for row in rows:
        is_blocked = row.id in unsaid and row.id in blocked
        yield replace(row, status=LogStatus.BLOCKED) if is_blocked else row
