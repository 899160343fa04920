from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.agreements import Agreement, Keeping, ScoredAgreement
from cxscore.model.aim import Aim
from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.lints import Lack, Lint
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Moment, Stage
from cxscore.model.scorecard import ScoredRow
from cxscore.model.since_close import SinceClose, TargetChange
from cxscore.model.verdicts import Status, Timeliness
from cxscore.score.accountability.lints import lints_of
from tests.rendering.builders import make_kpi

JOURNEY = (Stage("buy", "Buying", (Moment("till", "At the till"),)), Stage("after", "Afterwards"))


def kpi(id_="nps", status=Status.OFF_TARGET, **more):
    found = make_kpi(id_, [40.0, 41.0])
    return replace(found, kpi=replace(found.kpi, **more), status=status)


def action(status=LogStatus.OPEN, **more):
    more = {"opened": date(2026, 1, 1), "due": (date(2026, 9, 1),), "expected_effect": "+4"} | more
    row = LogRow("A1", LogKind.ACTION, "A", "amara", status, more.pop("kpis", ("nps",)), **more)
    return ScoredRow(row, Timeliness.ON_TRACK, False, 0, 0)


def found(lint, kpis=(), log=(), agreements=(), since=None):
    every = lints_of(list(kpis), list(log), list(agreements), JOURNEY, since)
    return [each for each in every if each.lint is lint]


class TestWithoutAction:
    def test_where_actions_are_kept_a_kpi_off_target_has_one(self):
        other = action(kpis=("csat",))
        (said,) = found(Lint.NO_ACTION, [kpi()], [other])
        assert said.kpi == "nps"

    @pytest.mark.parametrize("status", [Status.AT_RISK, Status.ON_TARGET, Status.NO_DATA])
    def test_no_other_kpi_has_to(self, status):
        assert found(Lint.NO_ACTION, [kpi(status=status)], [action(kpis=("csat",))]) == []

    def test_where_nobody_keeps_actions_it_is_said_as_well(self):
        assert [each.kpi for each in found(Lint.NO_ACTION, [kpi()])] == ["nps"]

    @pytest.mark.parametrize(("status", "said"), [(LogStatus.OPEN, 0), (LogStatus.DONE, 1)])
    def test_the_action_is_under_way(self, status, said):
        log = [action(status)]
        assert len(found(Lint.NO_ACTION, [replace(kpi(), actions=tuple(log))], log)) == said


class TestBare:
    @pytest.mark.parametrize(
        ("more", "lacks"),
        [
            ({"opened": None}, (Lack.OPENED,)),
            ({"due": ()}, (Lack.DUE,)),
            ({"expected_effect": "four points more"}, (Lack.SIZE,)),
            ({"opened": None, "due": ()}, (Lack.OPENED, Lack.DUE)),
        ],
    )
    def test_what_an_action_under_way_lacks(self, more, lacks):
        (said,) = found(Lint.BARE_ACTION, [kpi()], [action(**more)])
        assert said.lacks == lacks

    @pytest.mark.parametrize(
        "more",
        [{}, {"due": (), "status": LogStatus.DONE}, {"kpis": (), "expected_effect": ""}],
    )
    def test_others_lack_nothing(self, more):
        assert found(Lint.BARE_ACTION, [kpi()], [action(**more)]) == []


class TestTooEasy:
    def series(self, periods, targets=(40.0,), polarity=Polarity.HIGHER_IS_BETTER, unit="points"):
        scored = make_kpi("nps", [41.0] * periods)
        step = -(-periods // len(targets))
        points = [
            replace(point, status=Status.ON_TARGET, target=Target(targets[at // step]))
            for at, point in enumerate(scored.series)
        ]
        return replace(
            scored,
            kpi=replace(scored.kpi, polarity=polarity),
            unit=unit,
            series=tuple(points),
            target=points[-1].target,
        )

    @pytest.mark.parametrize(("periods", "said"), [(11, []), (12, [12]), (20, [20])])
    def test_twelve_periods_running(self, periods, said):
        told = found(Lint.TOO_EASY, [self.series(periods)])
        assert [each.periods for each in told] == said

    def test_one_period_at_risk_begins_anew(self):
        scored = self.series(13)
        points = list(scored.series)
        points[5] = replace(points[5], status=Status.AT_RISK)
        assert found(Lint.TOO_EASY, [replace(scored, series=tuple(points))]) == []

    def test_a_target_that_was_raised_has_been_stretched(self):
        assert found(Lint.TOO_EASY, [self.series(20, targets=(40.0, 41.0))]) == []

    @pytest.mark.parametrize(
        ("target", "polarity", "unit", "said"),
        [
            (0.0, Polarity.LOWER_IS_BETTER, "count", 0),
            (0.0, Polarity.HIGHER_IS_BETTER, "points", 1),
            (100.0, Polarity.HIGHER_IS_BETTER, "percent", 0),
            (100.0, Polarity.HIGHER_IS_BETTER, "points", 1),
        ],
    )
    def test_the_best_that_there_can_be_is_not_stretched(self, target, polarity, unit, said):
        scored = self.series(12, (target,), polarity, unit)
        assert len(found(Lint.TOO_EASY, [scored])) == said

    def test_a_guard_is_there_to_be_kept(self):
        assert found(Lint.TOO_EASY, [self.series(12), kpi("csat", guard="nps")]) == []


class TestNew:
    def promise(self, **more):
        made = {"kind": Aim.INNOVATION, "kpi": "nps"} | more
        return ScoredAgreement(
            Agreement("P1", "ben", "ada", "A robot", **made), Keeping.NOT_YET_DUE
        )

    def at(self, *log, moment="till", status=Status.OFF_TARGET, agreements=()):
        told = found(
            Lint.NEW_WHERE_BASICS_FAIL, [kpi(status=status, journey=moment)], log, agreements
        )
        return [(each.row, each.moment) for each in told]

    def test_an_action_is_where_its_kpi_is_or_what_it_is_about(self):
        assert self.at(action(aim=Aim.INNOVATION)) == [("A1", "till")]
        about = action(aim=Aim.INNOVATION, kpis=(), about=("buy",))
        assert self.at(about) == [("A1", "buy")]
        elsewhere = action(aim=Aim.INNOVATION, kpis=(), about=("after",))
        assert self.at(elsewhere) == []

    @pytest.mark.parametrize(
        "more",
        [
            {"aim": Aim.RELIABILITY},
            {"aim": None},
            {"aim": Aim.INNOVATION, "status": LogStatus.DONE},
        ],
    )
    def test_what_is_not_new_or_not_under_way_is_left_alone(self, more):
        assert self.at(action(**more)) == []

    def test_where_the_target_is_met_something_new_may_begin(self):
        assert self.at(action(aim=Aim.INNOVATION), status=Status.AT_RISK) == []

    def test_a_promise_is_where_the_kpi_is_that_it_is_for(self):
        assert self.at(agreements=[self.promise()]) == [("P1", "till")]
        assert self.at(agreements=[self.promise(kind=Aim.RELIABILITY)]) == []
        served = replace(self.promise(kpi=None), serves="nps")
        assert self.at(agreements=[served]) == [("P1", "till")]

    def test_a_promise_is_told_at_its_own_line(self):
        promise = self.promise(place=("agreements.csv", 4))
        at_till = kpi(status=Status.OFF_TARGET, journey="till")
        (said,) = found(Lint.NEW_WHERE_BASICS_FAIL, [at_till], agreements=[promise])
        assert said.place == ("agreements.csv", 4)


@pytest.mark.parametrize(("reason", "said"), [("", ["nps"]), ("Board plan", [])])
def test_a_target_that_was_told_and_is_another_one_has_a_reason(reason, said):
    change = TargetChange(
        "nps", "2026-05", "2026-05", (40.0, None, None), (38.0, None, None), reason
    )
    since = SinceClose("2026-05", date(2026, 6, 8), "", "", target_changed=(change,))
    assert [each.kpi for each in found(Lint.TARGET_MOVED, [kpi()], since=since)] == said
