"""Whose table a KPI has come to, how far all have come, and who is silent, in words."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Accountability
from cxscore.model.escalation import Escalation
from cxscore.model.registers import Comment
from cxscore.model.substance import Rung
from cxscore.rendering.words import say
from cxscore.rendering.words.escalation import escalated_said, silent_owners
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_kpi, make_scorecard

HEARD = (Comment("nps", "2026-06", "amara", date(2026, 7, 3), "Late parcels"),)


def card(*found, counts=(), heard=HEARD):
    kpis = [
        replace(make_kpi(name, [90.0, 91.0], target=95.0), escalation=escalation)
        for name, escalation in zip(("nps", "ease"), (*found, None, None), strict=False)
    ]
    substance = dict(zip(Rung, counts, strict=False))
    return make_scorecard(
        kpis, commentary=heard, accountability=Accountability(substance=substance)
    )


BOARD = Escalation("nps", 9, "board", ("A04",))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (BOARD, "For the board: off target for 9 months; A04 holds it."),
        (
            replace(BOARD, held_by=("A04", "A05")),
            "For the board: off target for 9 months; A04 and A05 hold it.",
        ),
        (Escalation("nps", 3, "jonas"), "For Jonas Lindqvist: off target for 3 months."),
        (None, ""),
    ],
)
def test_whose_table(found, expected):
    assert say(card(found)).kpis["nps"].escalation == expected


def test_those_of_an_owner_are_told_together():
    found = card(BOARD, Escalation("ease", 7, "board"))
    assert list(escalated_said(found.kpis, Paper.of(found))) == [
        "For the board: Nps (A04 holds it) and Ease"
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 1, 1, 0, 0), "Of 2 KPIs 1 is measured, 1 owned, 0 acted on, 0 proven."),
        ((2, 2, 2, 2, 1), "Of 2 KPIs 2 are measured, 2 owned, 2 acted on, 1 proven."),
    ],
)
def test_how_far_they_have_come(counts, expected):
    assert say(card(counts=counts)).substance == expected
    assert say(card(counts=counts, heard=())).substance == "", "where nothing is written"


@pytest.mark.parametrize(
    ("sign", "silent"), [(date(2026, 4, 7), False), (date(2026, 4, 6), True), (None, True)]
)
def test_who_is_silent_for_90_days(sign, silent):
    found = card()
    found = replace(found, owners=(replace(found.owners[0], off_target=1, last_sign=sign),))
    told = list(silent_owners(replace(found, as_of=date(2026, 7, 6))))
    since = f"since {sign}" if sign else "at all"
    expected = f"owner 'amara' has 1 KPI short of target, and no sign {since}"
    assert [text for _, text, _ in told] == ([expected] if silent else [])
