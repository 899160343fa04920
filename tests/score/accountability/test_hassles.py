"""Cases and service failures by the seven causes: shares, the year before, what is done."""

from datetime import date
from types import SimpleNamespace

import pytest
from scipy.stats import binomtest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from cxscore.calendar import Calendar, Grain
from cxscore.model.effects import Effect, Outcome
from cxscore.model.hassle_scores import Heaviest, Standing, Way
from cxscore.model.hassle_totals import HassleCount, HassleTotals
from cxscore.model.hassles import CauseColumn, Hassles
from cxscore.model.log import Cause, CauseTag, LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.verdicts import Timeliness
from cxscore.score.accountability.hassles import scored_hassles
from cxscore.score.accountability.loops import actions_by_cause

MAP = {
    "Late": CauseTag.PARTNER,
    "Lost": CauseTag.PARTNER,
    "Broken": CauseTag.PRACTICE,
    "Wrong": CauseTag.PROCESS,
}
NOW, AGO = date(2026, 6, 1), date(2025, 6, 1)
CALENDAR = Calendar(Grain.MONTH)


def row(kind, id_, outcome=None, status=LogStatus.DONE, opened=date(2026, 6, 3), **more):
    found = LogRow(id_, kind, id_, "amara", status, opened=opened, **more)
    effect = Effect(outcome=outcome) if outcome is not None else None
    return ScoredRow(found, Timeliness.DONE, False, 0, 0, effect=effect)


def failure(id_, tag=None, customers=None, **more):
    cause = None if tag is None else Cause("", tag)
    return row(LogKind.FAILURE, id_, cause=cause, customers=customers, **more)


def action(id_, tag, outcome=None, **more):
    return row(LogKind.ACTION, id_, outcome, cause=Cause("", tag), **more)


def scored(now, before=None, log=(), customers=None, partial=(), counts=None):
    """What is made of cases by cell, *now* and in the year *before*, each of one customer."""
    counted = [
        HassleCount(start, cell, n, n if customers else None, n if customers else 0)
        for start, cells in ((AGO, before or {}), (NOW, now))
        for cell, n in cells.items()
    ]
    definition = SimpleNamespace(
        hassles=Hassles("cases", CauseColumn("reason", MAP), customers), calendar=CALENDAR
    )
    measured = SimpleNamespace(
        hassles=HassleTotals(tuple(counts or counted), frozenset(partial)),
        reported=CALENDAR.parse("2026-06"),
    )
    return scored_hassles(definition, measured, log, actions_by_cause(log))


def by_cause(found):
    return {each.cause: each for each in found.causes}


class TestShares:
    def test_the_largest_first_added_up_and_what_is_not_known_last(self):
        found = scored({"Broken": 30, "Late": 40, "Lost": 20, "Other": 6, None: 4})
        assert [(each.cause, each.cases, each.cumulative) for each in found.causes[:2]] == [
            (CauseTag.PARTNER, 60, 60.0), (CauseTag.PRACTICE, 30, 90.0),
        ]  # fmt: skip
        assert (found.causes[-1].cause, found.causes[-1].cases) == (None, 10)
        assert found.causes[-1].cumulative == pytest.approx(100.0)
        assert found.unknown_share == 10.0
        assert len(found.causes) == 8

    def test_customers_who_are_nobody_leave_cases(self):
        counts = [HassleCount(NOW, "Late", 3, 0.0, 0), HassleCount(NOW, "Broken", 1, 0.0, 0)]
        found = scored({}, counts=counts, customers="hit")
        assert (found.cases, found.customers, found.causes[0].share) == (4, None, 75.0)

    def test_interval_of_a_share_is_wilsons(self):
        found = by_cause(scored({"Late": 60, "Broken": 40}))[CauseTag.PARTNER]
        low, high = proportion_confint(60, 100, method="wilson")
        assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))

    def test_cells_of_a_cause_the_most_frequent_first(self):
        found = by_cause(scored({"Lost": 20, "Late": 40, "process": 3}))
        assert found[CauseTag.PARTNER].cells == (("Late", 40), ("Lost", 20))
        assert found[CauseTag.PROCESS].cells == (("process", 3),)

    def test_causes_without_a_case_are_there_as_well(self):
        found = by_cause(scored({"Late": 2}))[CauseTag.CHANNEL]
        assert (found.cases, found.share, found.customers) == (0, 0.0, None)

    @pytest.mark.parametrize(("unknown", "too_much"), [(25, False), (26, True)])
    def test_above_a_fifth_unknown_none_is_the_largest(self, unknown, too_much):
        assert scored({"Late": 100, None: unknown}).too_much_unknown == too_much

    def test_without_a_case_in_the_year_there_is_nothing(self):
        assert scored({}, {"Late": 3}) is None


class TestFailures:
    def test_failures_of_the_year_are_cases(self):
        log = [
            failure("F1", CauseTag.PARTNER),
            failure("F2"),
            failure("F3", CauseTag.PARTNER, opened=date(2025, 6, 30)),
            failure("F4", CauseTag.PARTNER, opened=date(2026, 7, 1)),
        ]
        found = scored({"Late": 10}, log=log)
        assert (found.cases, found.failures) == (12, 2)
        assert by_cause(found)[CauseTag.PARTNER].failures == 1
        assert by_cause(found)[None].cases == 1

    def test_they_tell_their_customers_and_count_as_one_where_they_do_not(self):
        log = [failure("F1", CauseTag.PARTNER, 40), failure("F2", CauseTag.PARTNER)]
        found = scored({"Late": 10, "Broken": 49}, log=log, customers="1")
        partner = by_cause(found)[CauseTag.PARTNER]
        assert (partner.customers, partner.untold, partner.share) == (50.0, 1, 51.0)
        assert (found.base, found.customers, found.untold) == (100.0, 99.0, 1)

    def test_where_cases_count_a_failure_is_one_however_many_it_hit(self):
        found = scored({"Broken": 9}, log=[failure("F1", CauseTag.PARTNER, 4000)])
        assert by_cause(found)[CauseTag.PARTNER].share == 10.0
        assert found.customers is None
        assert found.heaviest is None

    def test_many_hit_at_once_are_worth_few_cases(self):
        log = [failure("F1", CauseTag.PARTNER, 40)]
        found = scored({"Late": 10, "Broken": 50}, log=log, customers="1")
        assert found.effective == pytest.approx(100**2 / (60 + 40**2))
        low, high = proportion_confint(0.5 * found.effective, found.effective, method="wilson")
        partner = by_cause(found)[CauseTag.PARTNER]
        assert (partner.low, partner.high) == pytest.approx((100 * low, 100 * high))
        assert found.heaviest == Heaviest("F1", 40, 40.0)

    def test_rows_tell_how_unevenly_their_customers_lie(self):
        counts = [HassleCount(NOW, "Late", 3, 7.0, 29.0, untold=1)]
        found = scored({}, counts=counts, customers="hit")
        assert (found.base, found.effective) == (8.0, pytest.approx(8**2 / 30))


class TestYearBefore:
    NOW, BEFORE = {"Late": 60, "Broken": 40, "Wrong": 3}, {"Late": 30, "Broken": 42, "Wrong": 1}

    def test_cases_by_the_conditional_binomial_corrected_together(self):
        found = by_cause(scored(self.NOW, self.BEFORE))
        tests = [binomtest(60, 90, 0.5).pvalue, binomtest(40, 82, 0.5).pvalue]
        _, expected, _, _ = multipletests(tests, method="fdr_bh")
        for cause, p, q in zip((CauseTag.PARTNER, CauseTag.PRACTICE), tests, expected, strict=True):
            assert found[cause].change.p_value == pytest.approx(p)
            assert found[cause].change.q_value == pytest.approx(q)
        assert found[CauseTag.PARTNER].change.way is Way.MORE
        assert found[CauseTag.PRACTICE].change.way is None

    def test_fewer_than_five_in_both_are_not_tested(self):
        found = scored(self.NOW, self.BEFORE)
        assert by_cause(found)[CauseTag.PROCESS].change.p_value is None
        assert by_cause(found)[CauseTag.PROCESS].change.before == 1
        assert found.tested == 2

    def test_fewer_is_said_as_well(self):
        found = by_cause(scored(self.BEFORE, self.NOW))
        assert found[CauseTag.PARTNER].change.way is Way.FEWER

    def test_a_failure_of_thousands_is_one_case(self):
        log = [failure("F1", CauseTag.PARTNER, 4000)]
        found = by_cause(scored({"Late": 30}, {"Late": 30}, log, customers="1"))
        assert found[CauseTag.PARTNER].change.way is None

    def test_what_is_not_known_is_not_compared(self):
        assert by_cause(scored({None: 60}, {None: 30}))[None].change is None

    @pytest.mark.parametrize("day", [date(2024, 9, 1), date(2026, 3, 1)])
    def test_where_a_period_is_not_whole_nothing_is(self, day):
        found = scored(self.NOW, self.BEFORE, partial=[day])
        assert all(each.change is None for each in found.causes)
        assert (found.partial, found.tested) == ((f"{day:%Y-%m}",), 0)


class TestActions:
    def standing(self, *log):
        found = by_cause(scored({"Late": 3}, log=log))[CauseTag.PARTNER].actions
        return found.standing, found.worked, found.open

    def test_one_that_worked_comes_before_one_that_is_open(self):
        log = (
            action("A1", CauseTag.PARTNER, status=LogStatus.OPEN),
            action("A2", CauseTag.PARTNER, Outcome.WORKED_IN_PART),
        )
        assert self.standing(*log) == (Standing.WORKED, ("A2",), ("A1",))

    @pytest.mark.parametrize("status", [LogStatus.OPEN, LogStatus.BLOCKED])
    def test_under_way(self, status):
        assert self.standing(action("A1", CauseTag.PARTNER, status=status))[0] is Standing.OPEN

    @pytest.mark.parametrize(
        "log",
        [
            [],
            [action("A1", CauseTag.PEOPLE, Outcome.WORKED)],
            [action("A1", CauseTag.PARTNER, Outcome.NO_EFFECT_SEEN)],
            [action("A1", CauseTag.PARTNER, status=LogStatus.CANCELLED)],
        ],
    )
    def test_none(self, log):
        assert self.standing(*log) == (Standing.NONE, (), ())

    def test_an_action_has_the_cause_of_the_failure_it_is_about(self):
        of_failure = row(LogKind.ACTION, "A1", status=LogStatus.OPEN, about=("F1",))
        found = self.standing(failure("F1", CauseTag.PARTNER), of_failure)
        assert found == (Standing.OPEN, (), ("A1",))
