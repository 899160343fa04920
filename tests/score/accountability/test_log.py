"""Actions against the day of the paper, and the comment on a period."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.log import LogKind, LogStatus
from cxscore.model.registers import Comment
from cxscore.model.verdicts import Timeliness
from cxscore.score.accountability.log import comment_on, log_on
from tests.log_rows import an_action
from tests.scored_rows import scored_log

TODAY = date(2026, 7, 6)
OPEN, BLOCKED = LogStatus.OPEN, LogStatus.BLOCKED
DONE, CANCELLED = LogStatus.DONE, LogStatus.CANCELLED
MAY, DAY_BEFORE, LATER = date(2026, 5, 1), date(2026, 7, 5), date(2026, 8, 1)


@pytest.mark.parametrize(
    ("status", "due", "expected"),
    [
        (OPEN, (), (Timeliness.ON_TRACK, False, 0, 0)),
        (OPEN, (LATER,), (Timeliness.ON_TRACK, False, 0, 0)),
        (OPEN, (TODAY,), (Timeliness.ON_TRACK, False, 0, 0)),
        (OPEN, (DAY_BEFORE,), (Timeliness.OVERDUE, True, 1, 0)),
        (OPEN, (MAY, LATER), (Timeliness.SLIPPING, False, 0, 1)),
        (OPEN, (MAY, TODAY, DAY_BEFORE), (Timeliness.OVERDUE, True, 1, 2)),
        (BLOCKED, (), (Timeliness.SLIPPING, False, 0, 0)),
        (BLOCKED, (LATER,), (Timeliness.SLIPPING, False, 0, 0)),
        (BLOCKED, (MAY,), (Timeliness.OVERDUE, True, 66, 0)),
        (DONE, (MAY,), (Timeliness.DONE, False, 0, 0)),
        (CANCELLED, (MAY, DAY_BEFORE), (Timeliness.CANCELLED, False, 0, 1)),
        (LogStatus.DEFERRED, (MAY,), (Timeliness.DEFERRED, False, 0, 0)),
        (LogStatus.REFUSED, (MAY,), (Timeliness.REFUSED, False, 0, 0)),
    ],
)
def test_an_action_is_late_after_its_due_date(status, due, expected):
    (found,) = scored_log([an_action("a1", "k", "Do it", "amara", status, due=due)], TODAY)
    assert (found.timeliness, found.overdue, found.days_late, found.times_moved) == expected


def comment(what, period="2026-06", written=None):
    return Comment("k", period, what=what, written=written)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ([], None),
        ([comment("old", "2026-05")], None),
        ([comment("month"), comment("quarter", "2026-Q2")], "quarter"),
        ([comment("month")], "month"),
    ],
)
def test_the_comment_on_the_period_at_hand_goes_before_that_on_the_one_reported(comments, expected):
    found = comment_on(comments, ("2026-Q2", "2026-06"))
    assert (found.what if found else None) == expected


def test_a_paper_of_an_earlier_day_has_the_log_as_it_stood_then():
    done = an_action("a1", "k", "Do it", "amara", DONE, opened=MAY, closed=LATER)
    rows = [
        done,
        replace(done, id="a2", closed=TODAY),
        replace(done, id="a3", status=CANCELLED),
        an_action("a4", "k", "Not begun", "amara", OPEN, opened=LATER),
        an_action("a5", "k", "No day", "amara", OPEN),
        replace(done, id="a6"),
        replace(done, id="b1", kind=LogKind.BLOCKER, about=("a6",)),
        replace(done, id="b2", kind=LogKind.BLOCKER, about=("a1",), closed=TODAY),
    ]
    found = {row.id: (row.status, row.closed) for row in log_on(rows, TODAY)}
    assert found == {
        "a1": (OPEN, None),
        "a2": (DONE, TODAY),
        "a3": (CANCELLED, None),
        "a5": (OPEN, None),
        "a6": (BLOCKED, None),
        "b1": (OPEN, None),
        "b2": (DONE, TODAY),
    }
    assert log_on(rows, LATER) == tuple(rows)
