"""What lets customers down, and reliability and innovation, in words."""

from dataclasses import replace

import pytest

from cxscore.model.aim import Aim
from cxscore.model.hassle_scores import (
    CauseActions,
    CauseChange,
    Heaviest,
    ScoredCause,
    ScoredHassles,
    Way,
)
from cxscore.model.log import CauseTag
from cxscore.model.outline import Stage
from cxscore.model.portfolio import Holding, MomentHoldings, NewAtHotSpot, Portfolio
from cxscore.rendering.words.hassles import hassles_said
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.portfolio import portfolio_said
from tests.rendering.builders import make_kpi, make_scorecard

CARD = make_scorecard([make_kpi("nps", [40.0, 41.0])])


def cause(tag, cases, share, **more):
    return ScoredCause(tag, cases, 0, None, 0, share, share - 5, share + 5, share, **more)


PARTNER = cause(CauseTag.PARTNER, 60, 60.0, actions=CauseActions(open=("A1",)))
PEOPLE = cause(CauseTag.PEOPLE, 40, 40.0)
UNKNOWN = cause(None, 30, 23.0)


def said(*causes, unknown=0.0, **more):
    found = ScoredHassles(
        "complaints", "2025-07", "2026-06", ("2024-07", "2025-06"), cases=100, failures=0,
        customers=None, untold=0, base=100, effective=100, unknown_share=unknown, causes=causes,
        tested=0,
    )  # fmt: skip
    return hassles_said(Paper.of(replace(CARD, hassles=replace(found, **more))))


class TestHassles:
    def test_the_largest_in_cases(self):
        found = said(PARTNER, PEOPLE)
        assert found.claim == "Partners brought about the most cases, 60% of all"
        assert found.sentence == (
            "From July 2025 to June 2026 100 cases in complaints were counted. "
            "About people nothing is under way, and nothing is known to have worked."
        )

    def test_the_largest_in_customers(self):
        found = said(PARTNER, PEOPLE, customers=200.0, base=200.0, failures=1)
        assert found.claim == "Partners let down the most customers, 60% of all"
        assert "99 cases in complaints and 1 service failure let down 200 customers." in (
            found.sentence
        )

    def test_way_beyond_chance(self):
        change = CauseChange(90, 0.001, 0.002, Way.FEWER)
        found = said(replace(PARTNER, change=change), PEOPLE, tested=2)
        assert found.claim.endswith(", in fewer cases than the year before")
        assert "Cases by partners fell from 90 the year before to 60." in found.sentence
        assert (found.rows[0].before, found.rows[0].way) == ("90", "fewer")
        assert found.notes == ("Cases are held against those of the year before, of 2 causes.",)

    @pytest.mark.parametrize("unknown", [20.0, 20.1])
    def test_above_a_fifth_unknown_no_cause_is_called_the_largest(self, unknown):
        claim = said(PARTNER, UNKNOWN, unknown=unknown).claim
        assert ("Partners" in claim) == (unknown == 20.0)
        assert ("nobody knows the cause" in claim) == (unknown > 20.0)

    def test_what_is_not_known_is_the_last_row_and_in_no_order(self):
        row = said(PARTNER, UNKNOWN, unknown=23.0).rows[-1]
        assert (row.name, row.cumulative, row.actions, row.before) == ("Not known", "–", "–", "–")

    def test_what_a_cause_is_made_of(self):
        cells = (("Late", 30), ("Lost", 10), (None, 9), ("Gone", 6), ("Other", 5))
        row = said(replace(PARTNER, cells=cells, failures=2)).rows[0]
        assert row.of == "Late 30, Lost 10, blank 9, others 11, 2 service failures"

    def test_a_failure_on_which_shares_hang_is_named(self):
        found = said(PARTNER, heaviest=Heaviest("F1", 1612, 22.9))
        assert found.notes == ("One failure hit 1,612 customers, 23% of all: “F1”.",)

    def test_periods_that_are_not_whole_are_said(self):
        found = said(PARTNER, partial=("2025-01", "2025-02", "2025-03", "2025-04"))
        assert found.notes == (
            "Not held against the year before, as rows are lacking in 2025-01, 2025-02, "
            "2025-03 and 1 other.",
        )

    def test_causes_without_a_case_have_no_row(self):
        found = said(PARTNER, cause(CauseTag.CHANNEL, 0, 0.0))
        assert [row.name for row in found.rows] == ["Partner"]
        assert found.notes == ("No case lies with channels.",)

    def test_without_hassles_nothing_is_said(self):
        assert hassles_said(Paper.of(CARD)) is None


NONE, SOME = Holding(), Holding(2, 1, 1, 403_600.0, 1)


def portfolio(reliability=SOME, innovation=NONE, **more):
    by_aim = {Aim.RELIABILITY: reliability, Aim.INNOVATION: innovation}
    moments = (MomentHoldings("help", True, by_aim), MomentHoldings(None, False, by_aim))
    found = replace(Portfolio(by_aim, moments, (), (), 0), **more)
    card = replace(CARD, portfolio=found, journey=(Stage("help", "Get help"),))
    return portfolio_said(Paper.of(card))


class TestPortfolio:
    def test_how_much_is_for_reliability(self):
        found = portfolio(innovation=Holding(open=1))
        assert found.claim == "3 of 4 actions and promises are for reliability"
        assert found.sentence == ""
        assert portfolio(Holding(1), NONE).claim == "1 of 1 action or promise is for reliability"

    def test_new_where_the_basics_fail(self):
        new = NewAtHotSpot("A1", agreement=False, moment="help", kpis=("nps",))
        found = portfolio(new_at_hot_spots=(new, new, new))
        assert found.claim == "We are building something new where the basics fail: Get help"
        assert found.sentence.startswith("“A1” is being made at Get help, where Nps is off target.")
        assert found.sentence.endswith("1 more at hot spots.")
        assert [row.new_at_hot_spot for row in found.rows] == [False, True, False]

    def test_rows(self):
        found = portfolio()
        assert [row.name for row in found.rows] == ["All", "Get help", "Not at a moment"]
        assert (found.rows[0].reliability.cost, found.rows[0].innovation.open) == ("£403,600", "–")

    def test_notes(self):
        found = portfolio(without_aim=2, stretch=("nps",))
        assert found.stretch == "Nps."
        assert found.notes == ("Costs as 1 of 3 tell them.", "Left out: 2 actions without an aim.")

    def test_without_an_aim_nothing_is_said(self):
        assert portfolio_said(Paper.of(CARD)) is None
