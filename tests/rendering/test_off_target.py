"""The accountability table: KPIs short of their targets, and who does what about each."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.commentary import CommentNeed, CommentState
from cxscore.model.escalation import Escalation, EscalationStep
from cxscore.model.log import LogStatus
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.registers import Comment
from cxscore.model.verdicts import Status
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.words import say
from cxscore.rendering.words.off_target import off_target_said
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_action, make_kpi, make_scorecard


def short(name, lasting=1, status=Status.OFF_TARGET, **more):
    kpi = make_kpi(name, [90.0, 91.0], target=95.0, name=name.capitalize())
    return replace(kpi, status=status, periods_off_target=lasting, **more)


def page_of(kpis, actions=()):
    scorecard = make_scorecard(kpis, actions=actions)
    return lay_out_page(scorecard, say(scorecard)).accountability


def said(kpi, actions=(), **more):
    scorecard = make_scorecard([kpi], actions=actions)
    (scored,) = scorecard.kpis
    found = off_target_said(replace(scored, **more), Paper.of(scorecard))
    plain = {name: getattr(found, name).replace(NO_BREAK, " ") for name in found.__slots__}
    return replace(found, **plain)


def test_off_target_without_an_action_comes_first_then_the_longest():
    kpis = [
        short("risk", 0, Status.AT_RISK),
        short("acted", 4),
        short("longer", 9),
        short("bare", 2),
        replace(short("fine", 0), status=Status.ON_TARGET),
    ]
    actions = tuple(make_action(f"A{at}", kpi, "It") for at, kpi in enumerate(("acted", "longer")))
    rows = page_of(kpis, actions).off_target
    assert [row.link.name for row in rows] == ["Bare", "Longer", "Acted", "Risk"]
    assert [(row.acted_on, row.off_target) for row in rows] == [
        *((False, True), (True, True), (True, True), (False, False))
    ]


def test_the_action_that_is_due_first_is_named():
    actions = (
        make_action("A2", "late", "Second", (date(2026, 9, 1),)),
        make_action("A1", "late", "First", (date(2026, 8, 1),)),
        make_action("A0", "late", "Over", (date(2026, 1, 1),), LogStatus.DONE),
    )
    found = said(short("late"), actions)
    assert (found.action_id, found.action, found.action_due) == (
        *("A1", "First", "1 August, 1 more"),
    )
    assert said(short("late"), actions[2:]).action == ""


def test_an_action_past_its_day_is_said_to_be_so():
    found = said(short("late"), (make_action("A1", "late", "It", (date(2026, 6, 1),)),))
    assert found.action_due == "1 June, overdue"


def test_how_long_it_has_been_off_target():
    assert said(short("late", 9)).off_target_for == "9 months"
    assert said(short("late", 0, Status.AT_RISK)).off_target_for == "–"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"commentary": Comment("late", "2026-06", "", date(2026, 7, 3), "Word")}, "3 July"),
        ({"commentary": Comment("late", "2026-06", what="Word")}, "no day"),
        (
            {"comment_state": CommentState(CommentNeed.DUE_BY, date(2026, 7, 8))},
            "due by 8 July",
        ),
        (
            {"comment_state": CommentState(CommentNeed.OVERDUE, date(2026, 7, 8))},
            "overdue since 8 July",
        ),
        ({"comment_state": CommentState()}, "–"),
    ],
)
def test_whether_its_owner_has_said_a_word(more, expected):
    assert said(short("late"), **more).comment == expected


@pytest.mark.parametrize(
    ("escalation", "expected"),
    [
        (None, "–"),
        (Escalation("late", 9, "board", ("A04",)), "The board; A04 holds it"),
        (
            Escalation("late", 3, "jonas", following=EscalationStep(6, "board")),
            "Jonas Lindqvist; the board after 6 months",
        ),
        (
            Escalation("late", 3, "jonas", following=EscalationStep(5, "daniel")),
            "Jonas Lindqvist; Daniel Achebe after 5 months",
        ),
    ],
)
def test_whose_table_it_is_on_and_whose_next(escalation, expected):
    assert said(short("late"), escalation=escalation).escalation == expected


def test_there_is_no_table_where_nothing_is_short_of_its_target():
    assert page_of([replace(short("fine", 0), status=Status.ON_TARGET)]).off_target == ()
