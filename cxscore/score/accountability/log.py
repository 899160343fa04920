"""Rows of the log and whether they are late; what was said about the period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxscore.model.effects import Effect
from cxscore.model.log import UNDER_WAY, LogKind, LogRow, LogStatus
from cxscore.model.registers import Comment
from cxscore.model.scorecard import ScoredRow
from cxscore.model.told import ToldRow, row_digest
from cxscore.model.verdicts import Timeliness
from cxscore.score.accountability.learning import repeats


def log_on(log: Sequence[LogRow], as_of: date) -> tuple[LogRow, ...]:
    """Return *log* as it stood on the day *as_of*, for a paper of an earlier period.

    What was opened later is not there yet, and what was closed later is open: blocked, where a
    blocker that was open then is about it.
    """
    begun = [row for row in log if row.opened is None or row.opened <= as_of]
    reopened = {row.id for row in begun if row.closed is not None and row.closed > as_of}
    if not reopened:
        return tuple(begun)
    blocked = {
        name
        for row in begun
        if row.kind is LogKind.BLOCKER and (row.under_way or row.id in reopened)
        for name in row.about
    }
    return tuple(_reopened(row, row.id in blocked) if row.id in reopened else row for row in begun)


def _reopened(row: LogRow, blocked: bool) -> LogRow:
    status = row.status
    if status is LogStatus.DONE:
        status = LogStatus.BLOCKED if blocked else LogStatus.OPEN
    return replace(row, closed=None, status=status)


class RowScoring:
    """What follows from the days of rows, from other rows, and from what was told of them.

    A row is overdue from the day after its due date, and never once it is done, cancelled,
    deferred or refused; ``days_late`` counts from the due date in force. With it go the open
    blockers that are about it.
    """

    def __init__(self, log: Sequence[LogRow], as_of: date, told: Mapping[str, ToldRow]) -> None:
        """Take the whole *log*, and rows as they stood when a period was closed last.

        A due date that is another one since has been moved, whether anybody typed that or not.
        """
        blockers: dict[str, list[str]] = {}
        for row in log:
            if row.kind is LogKind.BLOCKER and row.under_way and row.closed is None:
                for name in row.about:
                    blockers.setdefault(name, []).append(row.id)
        self._blockers = {name: tuple(ids) for name, ids in blockers.items()}
        self._again, self._as_of, self._told = repeats(log), as_of, told
        self._named = self._blockers.keys() | self._again.keys() | told.keys()
        """Rows of which another row says something, or the last close."""

    def scored(self, row: LogRow, effect: Effect | None, check_on: date | None) -> ScoredRow:
        """Return *row* as it stands, with what came of it and the day on which that shows."""
        id_, due, under_way = row.id, row.due, row.status in UNDER_WAY
        if not under_way and id_ not in self._named:
            # Of a long log most are settled, and nothing but their days is asked.
            opened, closed = row.opened, row.closed
            days = None if opened is None or closed is None else max(0, (closed - opened).days)
            return ScoredRow(
                row, _OVER[row.status], False, 0, len(due) - 1 if due else 0, (), days, None,
                False, check_on, None, False, False, effect,
            )  # fmt: skip
        told, again = self._told.get(id_), self._again.get(id_)
        late = under_way and bool(due) and due[-1] < self._as_of
        days_late = (self._as_of - due[-1]).days if late else 0
        moved_from = _moved_from(row, told)
        times_moved = max(0, len(due) - 1) + (moved_from is not None)
        is_other = told is not None and bool(told.sha256) and told.sha256 != row_digest(row)
        # By place: of 50 000 rows names would take a third of the time.
        return ScoredRow(
            row, _timeliness(row.status, late, times_moved > 0), late, days_late, times_moved,
            self._blockers.get(id_, ()), _days_open(row, self._as_of, under_way=under_way),
            again and again[0], again is not None and again[1], check_on, moved_from, is_other,
            under_way and told is not None and told.unchanged and not is_other, effect,
        )  # fmt: skip


def _moved_from(row: LogRow, told: ToldRow | None) -> date | None:
    """Return the due date that was *told*, where another one stands there without a trace of it."""
    if told is None or told.due is None or not row.due or told.due in row.due:
        return None
    return told.due


def _days_open(row: LogRow, as_of: date, *, under_way: bool) -> int | None:
    """Return for how many days *row* was, or has been, open; None where nobody says since when."""
    until = row.closed if row.closed is not None else as_of if under_way else None
    if row.opened is None or until is None:
        return None
    return max(0, (until - row.opened).days)


def comment_on(comments: Iterable[Comment], periods: Sequence[str]) -> Comment | None:
    """Return the comment on the first of *periods* that has one; each has one at most."""
    said = {comment.period: comment for comment in comments}
    return next((said[period] for period in periods if period in said), None)


def _timeliness(status: LogStatus, overdue: bool, moved: bool) -> Timeliness:
    if status in _OVER:
        return _OVER[status]
    if overdue:
        return Timeliness.OVERDUE
    slips = moved or status is LogStatus.BLOCKED
    return Timeliness.SLIPPING if slips else Timeliness.ON_TRACK


_OVER = {
    LogStatus.DONE: Timeliness.DONE,
    LogStatus.CANCELLED: Timeliness.CANCELLED,
    LogStatus.DEFERRED: Timeliness.DEFERRED,
    LogStatus.REFUSED: Timeliness.REFUSED,
}
"""What is said of rows that are not under way."""
