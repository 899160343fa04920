"""A log sorted once: what is in which of its parts, and that other rows take the place of some."""

from dataclasses import replace

from cxscore.model.dues import Due, DueKind, Dues
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.model.verdicts import Timeliness


def scored(id_, kind=LogKind.ACTION, status=LogStatus.OPEN, about=()):
    row = LogRow(id_, kind, "Title", "amara", status, about=about)
    return ScoredRow(row, Timeliness.ON_TRACK, overdue=False, days_late=0, times_moved=0)


A, B, C, D = (
    scored("A", status=LogStatus.DONE),
    scored("B", LogKind.BLOCKER, about=("A", "checkout")),
    scored("C", status=LogStatus.BLOCKED),
    scored("D", LogKind.DECISION, LogStatus.DEFERRED),
)


def test_parts_are_in_the_order_of_the_log():
    log = SortedLog([A, B, C, D])
    assert log == (A, B, C, D)
    assert {kind: [*rows] for kind, rows in log.of_kind.items()} == {
        LogKind.ACTION: [A, C],
        LogKind.DECISION: [D],
        LogKind.BLOCKER: [B],
        LogKind.FAILURE: [],
    }
    assert [each for rows in log.live.values() for each in rows] == [C, B]
    assert log.statuses[LogKind.ACTION] == {LogStatus.DONE: 1, LogStatus.BLOCKED: 1}
    assert log.places == {"A": 0, "B": 1, "C": 2, "D": 3}
    assert log.about == {"A", "checkout"}


def test_a_log_is_sorted_once():
    log = SortedLog([A, B])
    assert SortedLog.of(log) is log
    assert SortedLog.of([A, B]) == log


def test_others_take_the_place_of_rows_in_all_parts():
    log, late = SortedLog([A, B, C, D]), replace(C, overdue=True, days_late=3)
    told = log.told({id(C): late})
    assert [*told] == [A, B, late, D]
    assert told.of_kind[LogKind.ACTION] == [A, late]
    assert told.live[LogKind.ACTION] == [late]
    assert log[2] is C
    assert log.of_kind[LogKind.ACTION] == [A, C]


def test_a_row_that_is_not_in_the_log_changes_nothing():
    log, copy = SortedLog([A, C]), replace(C)
    assert log.told({id(copy): replace(C, overdue=True)}) is log
    assert log.told({id(B): replace(B, overdue=True)}) is log
    assert log.told({}) is log


def test_what_is_due_is_worked_out_once_and_when_it_is_asked_for():
    asked = []
    due = Due(DueKind.ACTION, "A", ("amara",))
    dues = Dues(lambda: asked.append(1) or (due,))
    assert not asked
    assert [*dues] == [due]
    assert (len(dues), dues[0], dues[:1]) == (1, due, (due,))
    assert dues == (due,)
    assert dues != ()
    assert hash(dues) == hash((due,))
    assert asked == [1]
