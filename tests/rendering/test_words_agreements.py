"""Promises in words: what is promised, how it stands, and what stands first."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Accountability
from cxscore.model.agreements import (
    Agreement,
    AgreementState,
    Edge,
    EdgeState,
    Keeping,
    ScoredAgreement,
    Threshold,
)
from cxscore.model.aim import Aim
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.outline import Owner
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.words import say
from cxscore.rendering.words.agreements import (
    agreement_said,
    gaps_said,
    in_order,
    promises_claim,
)
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.silos import crossing_said, silos_said
from cxscore.score.accountability.network import matrix_of
from tests.rendering.builders import make_kpi, make_scorecard

KPI = make_kpi("on_time", [90.0, 91.0], name="On-time delivery", target=95.0)


def paper(*agreements, **accountability):
    return Paper.of(
        make_scorecard(
            [KPI], agreements=agreements, accountability=Accountability(**accountability)
        )
    )


def scored(keeping=Keeping.BROKEN, *, state=AgreementState.AGREED, measured=True, **more):
    told = {key: more.pop(key) for key in ("kind", "due", "review", "segment") if key in more}
    agreement = Agreement(
        more.pop("id", "p1"),
        "amara",
        "jonas",
        "Parcels come on time",
        state=state,
        kpi="on_time" if measured else None,
        threshold=Threshold(95.0, at_least=True) if measured else None,
        **told,
    )
    return ScoredAgreement(agreement, keeping, **more)


def test_everything_there_is_to_say():
    one = scored(
        kind=Aim.RELIABILITY,
        segment=("region", "North"),
        review=date(2026, 7, 23),
        value=91.0,
        kept_of_12=(3, 12),
        streak=9,
        serves="on_time",
        slack=True,
    )
    said = agreement_said(one, paper(one))
    assert (said.giver, said.receiver) == ("Amara Osei", "Jonas Lindqvist")
    assert said.measure == "On-time delivery in North, at least 95.0%"
    assert (said.value, said.kept, said.kind) == ("91.0%", "3 of 12", "Reliability")
    assert said.state.long == "Broken for 9 months"
    assert said.note.replace(NO_BREAK, " ") == (
        "On-time delivery is on target without it: is it needed? To be reviewed on 23 July 2026."
    )


def test_what_is_not_measured_has_a_day():
    one = scored(Keeping.NOT_YET_DUE, measured=False, due=date(2026, 10, 31))
    said = agreement_said(one, paper(one))
    assert said.measure.replace(NO_BREAK, " ") == "by 31 October 2026"
    assert (said.value, said.kept, said.state.long) == ("–", "–", "Not yet due")


@pytest.mark.parametrize(
    ("keeping", "state", "expected"),
    [
        (Keeping.BROKEN, AgreementState.CONTESTED, "Contested, broken for 2 months"),
        (Keeping.NOT_MEASURED, AgreementState.CONTESTED, "Contested"),
        (Keeping.KEPT, AgreementState.REFUSED, "Refused"),
        (Keeping.KEPT, AgreementState.AGREED, "Kept for 2 months"),
    ],
)
def test_whether_it_is_agreed_comes_first(keeping, state, expected):
    one = scored(keeping, state=state, streak=2)
    assert agreement_said(one, paper(one)).state.long == expected


KEPT, BROKEN = scored(Keeping.KEPT), scored()


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([KEPT, KEPT, BROKEN], "Two of three promises are kept"),
        ([KEPT, KEPT], "Both promises are kept"),
        ([KEPT, KEPT, KEPT], "All three promises are kept"),
        ([BROKEN, BROKEN], "Neither of two promises is kept"),
        ([BROKEN], "The one promise that can be told is broken"),
        (
            [KEPT, BROKEN, scored(Keeping.NOT_MEASURED, state=AgreementState.CONTESTED)],
            "One of two promises is kept and one is contested",
        ),
        (
            [scored(Keeping.KEPT, serves="on_time", gap_nobody_owns=True)] * 2,
            "Both promises are kept and one gap has no owner",
        ),
        ([KEPT, KEPT, scored(Keeping.ENDED)], "Both promises are kept"),
        ([scored(Keeping.ENDED)], "The one promise has ended"),
        (
            [scored(Keeping.ENDED, state=AgreementState.CONTESTED), scored(Keeping.ENDED)],
            "All promises have ended",
        ),
        ([scored(Keeping.NOT_MEASURED)], "Whether promises are kept cannot be told yet"),
    ],
)
def test_the_conclusion(agreements, expected):
    assert promises_claim(paper(*agreements)) == expected


@pytest.mark.parametrize(("number", "word"), [(2, "Both"), (3, "All three")])
def test_a_gap_that_nobody_owns(number, word):
    found = [scored(Keeping.KEPT, serves="on_time", gap_nobody_owns=True)] * number
    assert gaps_said(paper(*found)) == (
        f"{word} promises behind On-time delivery were kept, and it is off target: "
        "nobody owns the gap.",
    )


def test_contested_and_broken_ones_come_first():
    contested = scored(Keeping.KEPT, state=AgreementState.CONTESTED, id="c")
    found = in_order([KEPT, scored(Keeping.NOT_YET_DUE, id="n"), scored(id="b"), contested])
    assert [each.agreement.id for each in found] == ["c", "b", "p1", "n"]


def edge(giver, receiver, state):
    return Edge(giver, receiver, "on_time", (), state)


def test_the_table_of_teams_counts_what_lies_between_two():
    edges = (
        edge("amara", "jonas", EdgeState.KEPT),
        edge("amara", "jonas", EdgeState.KEPT),
        edge("amara", "jonas", EdgeState.BROKEN),
        edge("jonas", "amara", EdgeState.UNPROMISED),
        edge("amara", "amara", EdgeState.SILENT),
    )
    one = paper(KEPT, edges=edges)
    amara, jonas = one.team("amara"), one.team("jonas")
    found = silos_said(one, 12, 40)
    assert found.names == (amara, jonas)
    assert found.left_out == ""
    assert found.rows == (
        (amara, (("", None), ("1 broken, 2 kept", EdgeState.BROKEN))),
        (jonas, (("", EdgeState.UNPROMISED), ("", None))),
    )


def test_how_many_kpis_need_two_teams():
    assert crossing_said(paper(crossing=(2, 3))) == "2 of 3 KPIs need two teams"
    assert crossing_said(paper(crossing=(1, 1))) == "1 of 1 KPI needs two teams"
    assert crossing_said(paper()) == ""


def sections(teams, kpis=6):
    """The accountability section of so many KPIs, whose people are of *teams*."""
    people = {"amara": "Customer", "jonas": "Operations", "priya": teams}
    owned = [
        replace(kpi, kpi=replace(kpi.kpi, contributors={"priya": "counts"}))
        for kpi in (make_kpi(f"k{at}", [1.0, 2.0]) for at in range(kpis))
    ]
    card = make_scorecard(owned)
    owners = tuple(
        replace(card.owners[0], owner=Owner(id_, id_.title(), team=team))
        for id_, team in people.items()
    )
    matrix = matrix_of(owned, {score.owner.id: score.owner for score in owners})
    card = replace(card, owners=owners, accountability=Accountability(matrix=matrix))
    return lay_out_page(card, say(card)).accountability


def test_teams_of_several_people_have_a_table_of_their_own():
    (silos,) = sections("Operations").silos
    assert silos.teams == ("Customer", "Operations")
    assert [row.roles for row in silos.rows] == [("A", "C")] * 6


def test_it_is_not_the_table_of_people_again_nor_one_of_few_rows():
    assert sections("Digital").silos == ()
    assert sections("Operations", kpis=5).silos == ()


def test_fifty_promises_are_listed_and_the_others_counted():
    card = make_scorecard([KPI], agreements=(KEPT,) * 51 + (scored(id="late"),))
    promises = lay_out_page(card, say(card)).promises
    assert (len(promises.rows), promises.others) == (50, 2)
    assert promises.rows[0].said.id == "late"
