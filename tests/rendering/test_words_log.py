"""Decisions, blockers and service failures in words, and their section."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Accountability, FailureSummary
from cxscore.model.decision_rights import AboveLimit
from cxscore.model.log import Cause, CauseTag, FoundBy, LogKind, LogRow, LogStatus
from cxscore.model.outline import Heading
from cxscore.model.verdicts import Timeliness
from cxscore.rendering.sections.log import MOST
from tests.rendering.builders import AS_OF, make_kpi, make_scorecard, page_of
from tests.scored_rows import scored_log

MEETING = Heading("Customer experience", meeting=date(2026, 7, 23))


def row(id_, kind, status=LogStatus.OPEN, **more):
    return LogRow(id_, kind, f"Title {id_}", more.pop("owner", "daniel"), status, **more)


def page(*rows, heading=None, **more):
    scorecard = make_scorecard(
        [make_kpi("nps", [40.0, 41.0], name="Net promoter score")],
        heading=heading,
        actions=scored_log(rows, AS_OF),
        accountability=Accountability(**more),
    )
    return page_of(scorecard)


def failures(by_staff, told):
    return FailureSummary(told, told, by_staff, None, 0, told, None)


BLOCKER = {"kind": LogKind.BLOCKER, "opened": date(2026, 6, 6)}


@pytest.mark.parametrize(
    ("rows", "more", "claim"),
    [
        (
            [row("d", LogKind.DECISION)],
            {"decisions_asked": ("d",)},
            "One decision is to be made.",
        ),
        (
            [row("d", LogKind.DECISION)],
            {"decisions_asked": ("d", "e"), "heading": MEETING},
            "Two decisions are asked of this meeting.",
        ),
        ([row("b", **BLOCKER)], {}, "One blocker is open, for 30 days."),
        ([row("b", LogKind.BLOCKER, opened=AS_OF)], {}, "One blocker is open, since today."),
        (
            [row("b", LogKind.BLOCKER, opened=AS_OF), row("c", LogKind.BLOCKER)],
            {},
            "Two blockers are open, the oldest since today.",
        ),
        ([row("b", LogKind.BLOCKER)], {}, "One blocker is open."),
        (
            [row("b", **BLOCKER), row("c", LogKind.BLOCKER, opened=AS_OF)],
            {},
            "Two blockers are open, the oldest for 30 days.",
        ),
        (
            [row("b", **BLOCKER, status=LogStatus.DONE), row("f", LogKind.FAILURE)],
            {"failures": failures(1, 1)},
            "Our own people found the failure.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": failures(0, 1)},
            "Others found the failure.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": replace(failures(0, 1), count=2)},
            "Others found the one failure whose finder is known.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": replace(failures(1, 2), count=3)},
            "Our own people found one of two failures whose finder is known.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": failures(1, 3)},
            "Our own people found one of three failures.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": failures(0, 2)},
            "Our own people found none of two failures.",
        ),
        (
            [row("f", LogKind.FAILURE)],
            {"failures": failures(13, 18)},
            "Our own people found 13 of 18 failures.",
        ),
        ([row("d", LogKind.DECISION)], {}, "Nothing needs a decision."),
    ],
)
def test_the_claim_says_what_is_asked_what_is_in_the_way_and_who_found_failures(rows, more, claim):
    assert page(*rows, **more).log.claim == claim


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (row("x", LogKind.DECISION), ("Open", "Open")),
        (
            row("x", LogKind.DECISION, due=(date(2026, 7, 1),)),
            ("Overdue", "Overdue by 5 days"),
        ),
        (
            row("x", LogKind.DECISION, LogStatus.DONE, opened=AS_OF, closed=AS_OF),
            ("Decided", "Decided on the same day"),
        ),
        (row("x", LogKind.DECISION, LogStatus.DEFERRED), ("Deferred", "Deferred")),
        (row("x", LogKind.BLOCKER, opened=date(2026, 7, 5)), ("Open", "Open for 1 day")),
        (row("x", LogKind.BLOCKER, LogStatus.DONE), ("Cleared", "Cleared")),
        (row("x", LogKind.FAILURE, LogStatus.DONE), ("Changed", "Changed")),
    ],
)
def test_the_state_of_a_row(written, state):
    log = page(written).log
    (line,) = (*log.decisions, *log.blockers, *log.failures)
    assert (line.state.short, line.state.long) == state


def test_a_failure_in_words():
    first = row(
        "f1",
        LogKind.FAILURE,
        LogStatus.DONE,
        kpis=("nps",),
        about=("checkout", "a1"),
        opened=date(2026, 5, 5),
        closed=date(2026, 5, 20),
        cause=Cause("nobody had told the courier", CauseTag.PARTNER),
        found_by=FoundBy.CUSTOMER,
        customers=12345,
        learning="It plans by its own calendar",
        change="One calendar",
        outcome="None since!",
        carried_with=("amara",),
        more={"Ticket": "T1", "Blank": ""},
    )
    again = row(
        "f2",
        LogKind.FAILURE,
        kpis=("nps",),
        opened=date(2026, 6, 1),
        cause=Cause("a relief driver", CauseTag.PARTNER),
        given_up="Sunday",
        cost="£5",
    )
    action = row("a1", LogKind.ACTION, kpis=("nps",))
    open_, closed = page(first, again, action).log.failures
    assert (open_.row.id, closed.row.id) == ("f2", "f1"), "what is open comes first"
    said = closed.row
    assert said.about == "Net promoter score, Checking out, Title a1"
    assert said.owner == "Daniel Achebe and Amara Osei"
    assert said.cause == "partner: nobody had told the courier"
    assert (said.found_by, said.customers) == ("a customer", "12,345")
    assert said.words == "It plans by its own calendar. Changed: One calendar. None since!"
    assert said.more == (("Ticket", "T1"),)
    assert closed.state.long == "Changed after 15 days"
    assert open_.row.words == "Repeats f1, after its change. Given up: Sunday. Cost: £5."


def test_only_the_latest_of_very_many_are_listed():
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + at) for at in range(MOST + 3)]
    rows = [
        row(f"d{at}", LogKind.DECISION, LogStatus.DONE, opened=day) for at, day in enumerate(days)
    ]
    log = page(*rows).log
    assert len(log.decisions) == MOST
    assert log.decisions[0].row.id == f"d{MOST + 2}"
    assert log.others == 3


def test_actions_alone_make_no_section():
    built = page(row("a", LogKind.ACTION, kpis=("nps",)))
    assert "log" not in [section.anchor for section in built.sections]
    assert (
        built.actions.rows[0].status.short
        == Timeliness.ON_TRACK.value.replace("_", " ").capitalize()
    )


@pytest.mark.parametrize(("to", "goes"), [("board", "the board"), ("amara", "Amara Osei")])
def test_decision_above_its_deciders_limit_says_where_it_goes(to, goes):
    above = AboveLimit("goodwill", "daniel", 5000.0, 9000.0, to)
    (scored,) = scored_log([row("d", LogKind.DECISION, cost="£9,000")], AS_OF)
    scorecard = make_scorecard(
        [make_kpi("nps", [40.0, 41.0])], actions=(replace(scored, above_limit=above),)
    )
    (line,) = page_of(scorecard).log.decisions
    assert line.row.words == (
        f"Cost: £9,000. Above Daniel Achebe's limit of £5,000: goes to {goes}."
    )
