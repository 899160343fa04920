"""One row a person: what they have promised and were promised, and the last sign of them."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.agreements import Agreement, AgreementState, Keeping, ScoredAgreement
from cxscore.model.kpi import TargetStep
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Owner
from cxscore.model.registers import WHOLE, Comment
from cxscore.model.verdicts import Status, Variation
from cxscore.score.accountability.owners import needs_comment, owner_scores
from tests.score import made
from tests.scored_rows import scored_log

TODAY = date(2026, 7, 6)
ANN, BOB = Owner("ann", "Ann Field"), Owner("bob", "Bob Hay")
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


def kpi(value=30.0, owner="ann"):
    one = made.kpi(owner=owner, target=(TargetStep(value=40.0),))
    return made.scored(one, made.values("2026-06", [value]))


def scores(*rows, agreements=(), comments=(), sponsor=None, kpis=()):
    found = owner_scores(
        (ANN, BOB), kpis, scored_log(rows, TODAY), agreements, comments, TODAY, sponsor
    )
    return dict(zip(("ann", "bob"), found, strict=True))


def row(kind=LogKind.ACTION, status=LogStatus.OPEN, owner="ann", **more):
    return LogRow("r", kind, "R", owner, status, **more)


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (row(), (1, 0, 0)),
        (row(status=LogStatus.BLOCKED), (1, 0, 0)),
        (row(due=(date(2026, 7, 5),)), (1, 1, 0)),
        (row(due=(TODAY,)), (1, 0, 0)),
        (row(status=LogStatus.DONE), (0, 0, 0)),
        (row(status=LogStatus.DEFERRED), (0, 0, 0)),
        (row(LogKind.BLOCKER), (0, 0, 1)),
        (row(LogKind.BLOCKER, LogStatus.DONE), (0, 0, 0)),
        (row(LogKind.DECISION), (0, 0, 0)),
        (row(owner="bob", carried_with=("ann",)), (0, 0, 0)),
    ],
    ids=str,
)
def test_what_is_under_way_counts_for_whoever_promised_it(one, counts):
    ann = scores(one)["ann"]
    assert (ann.actions_open, ann.actions_overdue, ann.blockers_to_clear) == counts


def promise(keeping, state=AgreementState.AGREED):
    return ScoredAgreement(replace(Agreement("p", "ann", "bob", "It"), state=state), keeping)


@pytest.mark.parametrize(
    ("promises", "given", "broken"),
    [
        ([promise(Keeping.KEPT), promise(Keeping.BROKEN)], 2, 1),
        ([promise(Keeping.BROKEN, AgreementState.CONTESTED)], 1, 1),
        ([promise(Keeping.BROKEN, AgreementState.REFUSED)], 0, 0),
    ],
)
def test_promises_given_broken_and_received(promises, given, broken):
    found = scores(agreements=promises)
    assert (found["ann"].promises_given, found["ann"].promises_broken) == (given, broken)
    assert (found["bob"].promises_given, found["bob"].promises_received) == (0, given)


def said(author="", kpi="k", written=MAY):
    return Comment(kpi, "2026-04", author, written, "Rain")


@pytest.mark.parametrize(
    ("rows", "comments", "sign"),
    [
        ([], [], None),
        ([row(opened=MAY)], [], MAY),
        ([row(opened=MAY, closed=JUNE)], [], JUNE),
        ([row(owner="bob", carried_with=("ann",), opened=MAY)], [], MAY),
        ([row(owner="bob", opened=MAY)], [], None),
        ([row(opened=date(2026, 7, 7))], [], None),
        ([], [said("ann")], MAY),
        ([], [said("Ann Field")], MAY),
        ([], [said()], MAY),
        ([], [said("bob")], None),
        ([], [said(written=None)], None),
        ([], [said(kpi=WHOLE)], MAY),
        ([row(opened=JUNE)], [said("ann")], JUNE),
        # A comment is due some days after the paper: one that came then is a sign of today.
        ([], [said("ann", written=date(2026, 7, 9))], TODAY),
    ],
)
def test_the_last_sign_of_somebody(rows, comments, sign):
    found = scores(*rows, comments=comments, sponsor="ann", kpis=[kpi()])
    assert found["ann"].last_sign == sign


@pytest.mark.parametrize(
    ("status", "variation", "needed"),
    [
        (Status.OFF_TARGET, Variation.STEADY, True),
        (Status.AT_RISK, Variation.STEADY, True),
        (Status.ON_TARGET, Variation.STEADY, False),
        (Status.ON_TARGET, Variation.WORSENING, True),
        (Status.NO_TARGET, Variation.IMPROVING, False),
        (Status.NO_DATA, Variation.NO_SIGNAL_POSSIBLE, False),
    ],
)
def test_what_a_board_may_expect_a_word_on(status, variation, needed):
    one = kpi()
    one = replace(one, status=status, signal=replace(one.signal, variation=variation))
    assert needs_comment(one) is needed
