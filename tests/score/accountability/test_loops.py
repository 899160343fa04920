from datetime import date

import pytest

from cxscore.model.accountability import CauseCount
from cxscore.model.effects import Effect, Outcome
from cxscore.model.log import Cause, CauseTag, LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.score.accountability.loops import actions_by_cause, by_cause

PARTNER, PEOPLE = Cause("", CauseTag.PARTNER), Cause("", CauseTag.PEOPLE)


def row(kind, id_, outcome=None, status=LogStatus.DONE, **more):
    found = LogRow(id_, kind, id_, "amara", status, opened=date(2026, 1, 1), **more)
    effect = Effect(outcome=outcome) if outcome is not None else None
    return ScoredRow(found, Timeliness.DONE, False, 0, 0, effect=effect)


def failure(id_, cause=None):
    return row(LogKind.FAILURE, id_, cause=cause)


def action(id_, outcome=None, **more):
    return row(LogKind.ACTION, id_, outcome, **more)


def counted(log):
    return by_cause(log, actions_by_cause(log))


def test_actions_are_counted_where_their_cause_lies_or_that_of_their_failure():
    log = [
        failure("F1", PARTNER),
        failure("F2"),
        action("A1", Outcome.WORKED, cause=PARTNER),
        action("A2", Outcome.NO_EFFECT_SEEN, about=("F1",)),
        action("A3", Outcome.WORKED_IN_PART, cause=PEOPLE, about=("F1",)),
        action("A4", about=("F2",)),
    ]
    assert counted(log) == (
        CauseCount(CauseTag.PEOPLE, failures=0, actions=1, judged=1, worked=1),
        CauseCount(CauseTag.PARTNER, failures=1, actions=2, judged=2, worked=1),
        CauseCount(None, failures=1, actions=1, judged=0, worked=0),
    )


@pytest.mark.parametrize("outcome", [Outcome.CANNOT_TELL, Outcome.TOO_EARLY, None])
def test_what_cannot_be_told_is_not_judged(outcome):
    (found,) = counted([action("A1", outcome, cause=PARTNER)])
    assert (found.actions, found.judged) == (1, 0)


def test_a_cancelled_action_is_not_counted():
    log = [failure("F1", PARTNER), action("A1", cause=PARTNER, status=LogStatus.CANCELLED)]
    assert [(each.failures, each.actions) for each in counted(log)] == [(1, 0)]


def test_where_nobody_names_a_cause_there_is_nothing_to_count():
    assert counted([failure("F1"), action("A1", Outcome.WORKED)]) == ()
