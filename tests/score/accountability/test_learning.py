"""What follows from the log: decisions asked, work that is shared, what failures teach."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.log import Cause, CauseTag, FoundBy, LogKind, LogRow, LogStatus
from cxscore.model.outline import Owner
from cxscore.score.accountability.learning import accountability_of, repeats
from tests.score import made
from tests.scored_rows import scored_log

TODAY = date(2026, 7, 6)
PARTNER = Cause("a relief driver", CauseTag.PARTNER)


def row(id_, kind=LogKind.FAILURE, status=LogStatus.OPEN, **more):
    return LogRow(id_, kind, id_, more.pop("owner", "amara"), status, **more)


def found(*rows, meeting=None, owners=None):
    definition = made.definition(made.kpi("nps"))
    heading = replace(definition.heading, meeting=meeting)
    definition = replace(definition, heading=heading, owners=owners or definition.owners)
    return accountability_of(scored_log(rows, TODAY), definition, TODAY)


def decision(id_, due, status=LogStatus.OPEN):
    return row(id_, LogKind.DECISION, status, due=(due,) if due else ())


@pytest.mark.parametrize(
    ("meeting", "asked"),
    [
        (date(2026, 7, 23), ("late", "on the day")),
        (date(2026, 7, 22), ("late",)),
        (None, ("late", "on the day", "later")),
    ],
)
def test_decisions_are_asked_of_the_meeting_by_which_they_are_due(meeting, asked):
    rows = [
        decision("late", date(2026, 6, 1)),
        decision("on the day", date(2026, 7, 23)),
        decision("later", date(2026, 9, 1)),
        decision("never", None),
        decision("done", date(2026, 6, 1), LogStatus.DONE),
        decision("refused", date(2026, 6, 1), LogStatus.REFUSED),
        row("no decision", LogKind.ACTION, due=(date(2026, 6, 1),)),
    ]
    assert found(*rows, meeting=meeting).decisions_asked == asked


def test_actions_that_two_teams_carry_are_counted():
    owners = (
        Owner("amara", "Amara", team="Customer"),
        Owner("ana", "Ana", team="Customer"),
        Owner("jonas", "Jonas", team="Operations"),
        Owner("one", "One"),
    )
    rows = [
        row("alone", LogKind.ACTION),
        row("same team", LogKind.ACTION, carried_with=("ana",)),
        row("two teams", LogKind.ACTION, carried_with=("ana", "jonas")),
        row("no team", LogKind.ACTION, carried_with=("one",)),
        row("a decision", LogKind.DECISION, carried_with=("jonas",)),
    ]
    assert found(*rows, owners=owners).carried_together == (2, 4)


def test_failures_taken_together():
    by = [FoundBy.STAFF] * 13 + [FoundBy.CUSTOMER] * 5 + [None]
    opened = date(2026, 1, 1)
    rows = [row(f"f{at}", found_by=who, opened=opened) for at, who in enumerate(by)]
    rows[0] = replace(rows[0], customers=40, cause=PARTNER, closed=date(2026, 1, 11))
    rows[1] = replace(rows[1], customers=0, cause=Cause("nobody knows"), closed=date(2026, 1, 4))
    failures = found(*rows).failures
    assert (failures.count, failures.told, failures.by_staff) == (19, 18, 13)
    # Wilson's interval, of 13 in 18: statsmodels gives 49.1273 to 87.5002 %.
    assert failures.interval[0] == pytest.approx(0.491273, abs=5e-7)
    assert failures.interval[1] == pytest.approx(0.875002, abs=5e-7)
    assert (failures.customers, failures.without_customers) == (40, 17)
    assert failures.days_to_learn == 6.5
    assert dict(failures.by_cause) == {CauseTag.PARTNER: 1, None: 18}


def test_without_failures_there_is_nothing_to_take_together():
    assert found(row("a", LogKind.ACTION)).failures is None
    nobody = found(row("f", opened=TODAY)).failures
    assert (nobody.interval, nobody.days_to_learn) == (None, None)


def failure(id_, opened, **more):
    more = {"kpis": ("nps",), "cause": PARTNER, **more}
    return row(id_, opened=opened, **more)


MAY = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ({}, ("f1", False)),
        ({"closed": date(2026, 5, 31)}, ("f1", True)),
        ({"closed": date(2026, 6, 1)}, ("f1", False)),
        ({"kpis": (), "about": ("doorstep",)}, ("f1", False)),
        ({"kpis": ("csat",)}, None),
        ({"cause": Cause("a relief driver", CauseTag.PEOPLE)}, None),
        ({"cause": Cause("a relief driver")}, None),
        ({"cause": None}, None),
        ({"opened": date(2025, 5, 31)}, ("f1", False)),
        ({"opened": date(2025, 5, 30)}, None),
        ({"opened": date(2026, 6, 1)}, None),
    ],
)
def test_a_failure_repeats_one_of_the_year_before(before, again):
    first = failure("f1", **{"opened": MAY, **before})
    second = failure("f2", date(2026, 6, 1), about=("doorstep",))
    # Whatever stands first in the file.
    for rows in ([first, second], [second, first]):
        assert repeats(rows) == ({} if again is None else {"f2": again})


def test_it_repeats_the_latest_of_several():
    rows = [failure(f"f{at}", date(2026, at, 1)) for at in (4, 2, 3)]
    assert repeats(rows) == {"f3": ("f2", False), "f4": ("f3", False)}


def test_rows_know_what_blocks_them_and_for_how_long_they_have_been_open():
    rows = [
        row("a1", LogKind.ACTION, LogStatus.BLOCKED, opened=MAY),
        row("a2", LogKind.ACTION, LogStatus.DONE, opened=MAY, closed=date(2026, 5, 7)),
        row("a3", LogKind.ACTION, LogStatus.CANCELLED, opened=MAY),
        row("b1", LogKind.BLOCKER, about=("a1", "a2"), opened=date(2026, 8, 1)),
        row("b2", LogKind.BLOCKER, about=("a1",)),
        row("b3", LogKind.BLOCKER, about=("a1",), closed=MAY),
        row("b4", LogKind.BLOCKER, LogStatus.CANCELLED, about=("a1",)),
    ]
    scored = {each.row.id: each for each in scored_log(rows, TODAY)}
    assert {id_: each.blocked_by for id_, each in scored.items() if each.blocked_by} == {
        "a1": ("b1", "b2"),
        "a2": ("b1",),
    }
    days = {id_: each.days_open for id_, each in scored.items()}
    assert days == {"a1": 62, "a2": 2, "a3": None, "b1": 0, "b2": None, "b3": None, "b4": None}
