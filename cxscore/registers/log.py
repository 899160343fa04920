"""The log: actions, decisions, blockers and service failures, of whatever files they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from cxscore.model.decision_rights import amount_in
from cxscore.model.definition import Definition
from cxscore.model.log import KIND_OF, CauseTag, LogKind, LogRow, LogStatus
from cxscore.nearest import suggest_id, suggestion
from cxscore.problems import Problem
from cxscore.registers.circles import circles_in
from cxscore.registers.log_cells import COLUMNS, REQUIRED, LogLines, cause_parted, read_row
from cxscore.registers.rows import Reader, listed_in, moments_of
from cxscore.tables import Row, Table

__all__ = ["COLUMNS", "KINDS", "REQUIRED", "read_log"]

KINDS: Mapping[str, LogKind | None] = {"log": None, **KIND_OF}
"""The registers whose rows make the log, and what each row is; None where a column says so."""


@dataclass(slots=True)
class _Log:
    """The rows of all files so far, with the line of each."""

    definition: Definition
    problems: list[Problem]
    rows: list[LogRow] = field(default_factory=list)
    read: dict[str, tuple[Reader, int]] = field(default_factory=dict)
    """In which table, and as which row of it, each id stands; that of a faulty row as well."""
    about: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each of these is about, where it is about anything."""
    unsaid: set[str] = field(default_factory=set)
    """Open rows whose status is not typed."""

    def note(self, id_: str, reader: Reader, at: int, about: tuple[str, ...]) -> None:
        """Note where the row *id_* stands, and what it is about."""
        self.read[id_] = reader, at
        if about:
            self.about[id_] = about

    def note_all(self, rows: Sequence[LogRow], reader: Reader, at: int) -> None:
        """Note the same of *rows*, which stand one below the other from *at* on."""
        self.read.update([(row.id, (reader, place)) for place, row in enumerate(rows, at)])
        self.about.update([(row.id, row.about) for row in rows if row.about])

    def row(self, id_: str) -> tuple[Reader, Row]:
        """Return the row *id_*, cell by cell."""
        reader, at = self.read[id_]
        return reader, reader.table.rows[at]


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
        for id_, about in log.about.items()
        if _is_lost(log, id_, about, known, all_known=moments is not None)
    }
    sound = _without_circles(log, [row for row in log.rows if row.id not in lost])
    return tuple(_with_status(sound, log.unsaid))


def _read_table(log: _Log, reader: Reader, kind: LogKind | None) -> None:
    required = _required(reader.table, kind)
    if reader.lacks(required):
        return
    at = 0
    for part in LogLines(reader, kind):
        if _are_new(part, log):
            log.note_all(part, reader, at)
            _take(log, reader, part, at)
        else:
            for place, sound in enumerate(part, at):
                found = _read_one(log, reader, place, kind, sound, required)
                _take(log, reader, [found] if found is not None else [], place)
        at += len(part)


def _read_one(
    log: _Log,
    reader: Reader,
    at: int,
    kind: LogKind | None,
    sound: LogRow | None,
    required: Sequence[str],
) -> LogRow | None:
    """Return the row *at* its place: as it was read where it is *sound* and new, else alone."""
    if sound is None or sound.id in log.read:
        return _read_alone(log, reader, at, kind, required)
    log.note(sound.id, reader, at, sound.about)
    return sound


def _are_new(part: Sequence[LogRow | None], log: _Log) -> TypeGuard[Sequence[LogRow]]:
    """Return whether all of *part* are sound, under ids that nothing has had before."""
    ids = {row.id for row in part if row is not None}
    return len(ids) == len(part) and log.read.keys().isdisjoint(ids)


def _take(log: _Log, reader: Reader, found: Sequence[LogRow], at: int) -> None:
    """Add the rows *found* to *log*, the first of which is row *at* of the table; warn of some."""
    header, lines = reader.table.header, reader.table.lines
    status = header.index("status") if "status" in header else None
    for place, row in enumerate(found, at):
        if _may_be_remarkable(row):
            _warn(reader.table.rows[place], row, reader, log.definition)
        if row.status is LogStatus.OPEN and (status is None or not lines[place].texts[status]):
            log.unsaid.add(row.id)
    log.rows += found


def _read_alone(
    log: _Log, reader: Reader, at: int, kind: LogKind | None, required: Sequence[str]
) -> LogRow | None:
    """Return a row about which something is odd; None where it is wrong, which is noted."""
    row, before = reader.table.rows[at], len(log.problems)
    if reader.is_total(row, required):
        return None
    id_ = row["id"]
    if id_ in log.read:
        first, its = log.row(id_)
        elsewhere = "" if first.table.path == reader.table.path else f" of {first.table.path}"
        hint = f"the first is on line {its.line}{elsewhere}"
        what = kind.value if kind else "row"
        reader.say(row, "id", "CX307", f"{what} '{id_}' stands here a second time", hint)
    elif id_:
        log.note(id_, reader, at, listed_in(row, "about"))
    found = read_row(row, reader, kind)
    return found if len(log.problems) == before else None


def _required(table: Table, kind: LogKind | None) -> tuple[str, ...]:
    """Return the columns that *table* cannot do without, in the order of the documentation."""
    also = {
        None: ("kind",),
        LogKind.ACTION: () if "about" in table.header else ("kpi",),
        LogKind.FAILURE: ("opened",),
    }
    return (REQUIRED[0], *also.get(kind, ()), *REQUIRED[1:])


def _may_be_remarkable(found: LogRow) -> bool:
    """Return whether there may be anything to warn of; of most rows there is not."""
    done = found.status is LogStatus.DONE
    return (
        done is (found.closed is None)
        or found.kind is LogKind.DECISION
        or (found.cause is not None and found.cause.tag is None)
    )


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
    if found.cause and found.cause.tag is None and (tag := cause_parted(row["cause"])[0]):
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


def _is_lost(
    log: _Log, id_: str, about: Sequence[str], known: Mapping[str, str], *, all_known: bool
) -> bool:
    """Return whether the row *id_* is *about* something that is not *known*, and note it.

    Where not *all_known*, for the journey has faults, it may be about a moment of that.
    """
    unknown = [name for name in about if name == id_ or (all_known and name not in known)]
    for name in unknown:
        says = f"there is no row, stage or moment '{name}'"
        hint = suggest_id(name, known)
        if name == id_:
            says, hint = f"'{name}' is about itself", ""
        reader, row = log.row(id_)
        reader.say(row, "about", "CX314", says, hint)
    return bool(unknown)


def _without_circles(log: _Log, rows: Sequence[LogRow]) -> list[LogRow]:
    """Return *rows* without those that are about themselves by way of others; note each circle."""
    about = {row.id: row.about for row in rows if row.about}
    circles = list(circles_in(about))
    if not circles:
        return list(rows)
    places = {row.id: place for place, row in enumerate(rows)}
    lost: set[str] = set()
    for circle in circles:
        ring = sorted(circle, key=places.__getitem__)
        reader, its = log.row(ring[0])
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
