"""Reliability and innovation: what is open, done and worked, where, and what comes too soon."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from cxscore.model.agreements import (
    Agreement,
    AgreementState,
    Keeping,
    ScoredAgreement,
    Threshold,
)
from cxscore.model.aim import Aim
from cxscore.model.effects import Effect, Outcome
from cxscore.model.journey import MomentScore
from cxscore.model.lints import Lint, Linted
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Heading, Moment, Stage
from cxscore.model.portfolio import Holding, NewAtHotSpot
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.score.accountability.portfolio import portfolio_of
from tests.rendering.builders import make_kpi

JOURNEY = (
    Stage("buy", "Buying", (Moment("till", "At the till"), Moment("pay", "Paying"))),
    Stage("after", "Afterwards"),
)
RELIABILITY, INNOVATION = Aim.RELIABILITY, Aim.INNOVATION


def kpi(id_, journey=None):
    found = make_kpi(id_, [40.0, 41.0])
    return replace(found, kpi=replace(found.kpi, journey=journey))


KPIS = [kpi("nps", "till"), kpi("speed", "pay"), kpi("trust")]


def action(id_="A1", aim=INNOVATION, status=LogStatus.OPEN, kpi="nps", outcome=None, **more):
    row = LogRow(id_, LogKind.ACTION, id_, "amara", status, (kpi,) if kpi else (), aim=aim, **more)
    effect = Effect(outcome=outcome) if outcome is not None else None
    return ScoredRow(row, Timeliness.ON_TRACK, False, 0, 0, effect=effect)


def promise(id_="P1", kind=INNOVATION, keeping=Keeping.NOT_YET_DUE, serves=None, **more):
    found = Agreement(id_, "amara", "jonas", "Soon", kind=kind, **more)
    return ScoredAgreement(found, keeping, serves=serves)


def held(log=(), agreements=(), hot=("pay",), lints=(), journey=JOURNEY, currency="GBP"):
    moments = [
        MomentScore(moment.id, moment.name, stage.id, hot=("speed",) if moment.id in hot else ())
        for stage in journey
        for moment in stage.moments
    ]
    definition = SimpleNamespace(journey=journey, currency=currency, heading=Heading("Paper"))
    return portfolio_of(definition, list(log), list(agreements), KPIS, moments, list(lints))


class TestWhatCounts:
    @pytest.mark.parametrize(
        ("status", "outcome", "holding"),
        [
            (LogStatus.OPEN, None, Holding(open=1)),
            (LogStatus.BLOCKED, None, Holding(open=1)),
            (LogStatus.DONE, None, Holding(done=1)),
            (LogStatus.DONE, Outcome.WORKED, Holding(done=1, worked=1)),
            (LogStatus.DONE, Outcome.WORKED_IN_PART, Holding(done=1, worked=1)),
            (LogStatus.DONE, Outcome.TOO_EARLY, Holding(done=1)),
        ],
    )
    def test_actions(self, status, outcome, holding):
        assert held([action(status=status, outcome=outcome)]).by_aim[INNOVATION] == holding

    @pytest.mark.parametrize("status", [LogStatus.CANCELLED, LogStatus.DEFERRED, LogStatus.REFUSED])
    def test_what_is_not_done_counts_for_nothing(self, status):
        assert held([action(status=status)]) is None

    @pytest.mark.parametrize(
        ("more", "holding"),
        [
            ({}, Holding(open=1)),
            ({"keeping": Keeping.BROKEN}, Holding(open=1)),
            ({"state": AgreementState.CONTESTED}, Holding(open=1)),
            ({"keeping": Keeping.KEPT, "closed": date(2026, 6, 1)}, Holding(done=1)),
            ({"keeping": Keeping.ENDED}, Holding(done=1)),
            (
                {"keeping": Keeping.KEPT, "kpi": "nps", "threshold": Threshold(40.0, True)},
                Holding(open=1, worked=1),
            ),
        ],
    )
    def test_agreements(self, more, holding):
        assert held(agreements=[promise(**more)]).by_aim[INNOVATION] == holding

    def test_where_nobody_says_what_anything_is_for_there_is_nothing(self):
        refused = promise(state=AgreementState.REFUSED)
        assert held([action(aim=None)], [promise(kind=None), refused]) is None

    def test_actions_without_an_aim_are_counted_apart(self):
        log = [action(), action("A2", aim=None), action("A3", aim=None, status=LogStatus.CANCELLED)]
        assert held(log).without_aim == 1

    def test_costs_are_added_up_as_far_as_rows_tell(self):
        log = [
            action(aim=RELIABILITY, cost="£0.4m, not yet approved"),
            action("A2", aim=RELIABILITY, cost="£3,600 a year"),
            action("A3", aim=RELIABILITY, cost="much"),
            action("A4"),
        ]
        found = held(log).by_aim
        assert (found[RELIABILITY].cost, found[RELIABILITY].priced) == (403_600.0, 2)
        assert found[INNOVATION].cost is None
        assert held(log, currency=None).by_aim[RELIABILITY].cost is None


class TestPlaces:
    def test_in_the_order_of_the_path_each_row_at_one(self):
        log = [
            action("A1", kpi="trust"),
            action("A2", kpi="speed"),
            action("A3", kpi="speed", about=("till", "pay", "B1")),
        ]
        found = held(log, [promise("P1", RELIABILITY, serves="nps")])
        assert [(each.moment, each.hot) for each in found.moments] == [
            ("till", False), ("pay", True), (None, False),
        ]  # fmt: skip
        assert found.moments[0].by_aim == {
            RELIABILITY: Holding(open=1), INNOVATION: Holding(open=1)
        }  # fmt: skip

    def test_without_a_path_there_are_none(self):
        assert held([action()], journey=()).moments == ()


class TestNewAtHotSpots:
    def test_what_is_new_where_the_basics_fail(self):
        found = held([action(kpi="speed")], [promise("P1", serves="speed")])
        assert found.new_at_hot_spots == (
            NewAtHotSpot("A1", agreement=False, moment="pay", kpis=("speed",)),
            NewAtHotSpot("P1", agreement=True, moment="pay", kpis=("speed",)),
        )

    @pytest.mark.parametrize(
        ("log", "agreements"),
        [
            ([action(kpi="speed", aim=RELIABILITY)], []),
            ([action(kpi="nps")], []),
            ([action(kpi="speed", status=LogStatus.DONE)], []),
            ([], [promise(serves="speed", keeping=Keeping.KEPT)]),
            ([], [promise(serves="speed", kind=RELIABILITY)]),
        ],
        ids=["reliability", "elsewhere", "done", "kept", "promise of reliability"],
    )
    def test_what_is_not(self, log, agreements):
        assert held(log, agreements).new_at_hot_spots == ()

    def test_what_is_about_a_stage_is_about_its_hot_moment(self):
        (found,) = held([action(about=("buy",))]).new_at_hot_spots
        assert found.moment == "pay"

    def test_in_the_order_of_the_path(self):
        log = [action("A1", kpi="speed"), action("A2", kpi="nps")]
        found = held(log, hot=("till", "pay")).new_at_hot_spots
        assert [each.row for each in found] == ["A2", "A1"]


def test_kpis_long_on_the_same_target_are_to_stretch_or_retire():
    lints = [Linted(Lint.TOO_EASY, "nps", periods=14), Linted(Lint.NO_ACTION, "speed")]
    assert held([action()], lints=lints).stretch == ("nps",)
