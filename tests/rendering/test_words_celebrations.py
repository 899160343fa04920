"""Whom a board may thank, in words."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Accountability, Celebrated, Occasion
from cxscore.model.agreements import Agreement, Keeping, ScoredAgreement
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.rendering.words.celebrations import celebrations_said
from cxscore.rendering.words.log import asked_sentence
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_action, make_kpi, make_scorecard


def paper(*celebrated, asked=()):
    scored = make_kpi("nps", [1.0, 2.0], name="Net promoter score")
    scored = replace(scored, signal=replace(scored.signal, since="2026-06"))
    promise = Agreement("P1", "daniel", "amara", "Proof within two days", kpi="nps")
    scorecard = replace(
        make_scorecard([scored]),
        log=(make_action("A1", "nps", "Ask twice"),),
        agreements=(ScoredAgreement(promise, Keeping.KEPT, "2026-06", 99.0, (12, 12), 12),),
        accountability=Accountability(decisions_asked=asked, celebrate=celebrated),
    )
    return Paper.of(scorecard)


BETTER = Celebrated(Occasion.IMPROVEMENT, "nps", None, ("amara", "daniel"))
WORKED = Celebrated(Occasion.WORKED, "nps", "A1", ("daniel",))
KEPT = Celebrated(Occasion.PROMISE_KEPT, "nps", "P1", ("daniel",), periods=12)


def test_what_is_celebrated_and_who_is_thanked():
    said = [text.replace("\u00a0", " ") for text in celebrations_said(paper(BETTER, WORKED, KEPT))]
    assert said == [
        "Net promoter score is better by more than chance since June 2026: thanks to Amara Osei "
        "and Daniel Achebe.",
        "“Ask twice” worked: thanks to Daniel Achebe.",
        "“Proof within two days” has been kept for 12 months running: thanks to Daniel Achebe.",
    ]


def test_a_change_that_ended_a_repeat():
    ended = Celebrated(Occasion.REPEAT_ENDED, "nps", "F2", ("amara",))
    failure = LogRow(
        "F2", LogKind.FAILURE, "Parcels left", "amara", LogStatus.DONE, closed=date(2026, 5, 20)
    )
    told = paper(ended)
    log = (ScoredRow(failure, Timeliness.DONE, False, 0, 0),)
    (said,) = celebrations_said(replace(told, scorecard=replace(told.scorecard, log=log)))
    assert said.replace("\u00a0", " ") == (
        "Nothing like “Parcels left” has come back since the change of 20 May 2026: "
        "thanks to Amara Osei."
    )


@pytest.mark.parametrize(
    ("celebrated", "asked", "expected"),
    [
        ((), (), ""),
        ((WORKED,), (), "There is one success to celebrate."),
        ((WORKED, KEPT), (), "There are two successes to celebrate."),
        ((WORKED,), ("D1", "D2"), "There are two decisions to make and one success to celebrate."),
        ((WORKED,), ("D1",), "There is one decision to make and one success to celebrate."),
    ],
)
def test_what_the_first_page_says_of_it(celebrated, asked, expected):
    assert asked_sentence(paper(*celebrated, asked=asked)) == expected
