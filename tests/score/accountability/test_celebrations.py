"""What there is to celebrate, and whom to thank."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Occasion
from cxscore.model.agreements import Agreement, Keeping, ScoredAgreement
from cxscore.model.effects import Effect, Outcome
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.told import Told, ToldEffect, ToldKpi
from cxscore.model.verdicts import Status, Timeliness, Variation
from cxscore.score.accountability.celebrations import celebrations_of
from tests.rendering.builders import make_action, make_kpi

TODAY = date(2026, 7, 6)


def kpi(id_, variation, since="2026-06", guard=None):
    scored = make_kpi(id_, [1.0, 2.0])
    signal = replace(scored.signal, variation=variation, since=since)
    noun = replace(scored.kpi, guard=guard, contributors={"priya": "the app"})
    return replace(scored, kpi=noun, signal=signal)


def told(variations=(), verdicts=()):
    kpis = {
        id_: ToldKpi(id_, "percent", 1, "amara", Status.ON_TARGET, variation, "2026-05")
        for id_, variation in variations
    }
    effects = {id_: ToldEffect(verdict) for id_, verdict in verdicts}
    return Told("2026-05", date(2026, 6, 8), "1", 36, kpis, {}, effects=effects)


def action(outcome, check_on=date(2026, 6, 30)):
    scored = make_action("A1", "nps", "Ask twice", status=LogStatus.DONE)
    return replace(scored, effect=Effect(outcome=outcome), check_on=check_on)


def promise(streak, keeping=Keeping.KEPT):
    agreement = Agreement("P1", "marek", "amara", "On the day promised", kpi="nps")
    met = date(2026, 6, 30) if streak % 12 == 0 else date(2026, 5, 31)
    rounds = streak // 12
    return ScoredAgreement(
        agreement, keeping, "2026-06", 99.0, (12, 12), streak, rounds, met if rounds else None
    )


def found(kpis=(), log=(), agreements=(), before=None):
    every = celebrations_of(kpis, log, agreements, before, TODAY, date(2026, 6, 1))
    return [(each.occasion, each.kpi, each.row, each.people) for each in every]


@pytest.mark.parametrize(
    ("variation", "since", "before", "new"),
    [
        (Variation.IMPROVING, "2026-06", None, True),
        (Variation.IMPROVING, "2026-05", None, False),
        (Variation.STEADY, "2026-06", None, False),
        (Variation.IMPROVING, "2025-12", Variation.STEADY, True),
        (Variation.IMPROVING, "2026-06", Variation.IMPROVING, False),
        (Variation.WORSENING, "2026-06", Variation.STEADY, False),
    ],
)
def test_what_got_better_since_it_was_told(variation, since, before, new):
    last = None if before is None else told([("nps", before)])
    people = ("amara", "priya")
    assert found([kpi("nps", variation, since)], before=last) == (
        [(Occasion.IMPROVEMENT, "nps", None, people)] if new else []
    )


def test_a_kpi_that_nobody_was_told_of_is_no_news():
    assert found([kpi("nps", Variation.IMPROVING)], before=told()) == []


@pytest.mark.parametrize("before", [None, told(), told(verdicts=[("A1", "too_early")])])
def test_an_action_of_which_it_is_known_now(before):
    nps = kpi("nps", Variation.STEADY)
    assert found([nps], [action(Outcome.WORKED)], before=before) == [
        (Occasion.WORKED, "nps", "A1", (action(Outcome.WORKED).row.owner,))
    ]
    for outcome in set(Outcome) - {Outcome.WORKED}:
        assert found([nps], [action(outcome)], before=before) == []


def test_what_was_told_to_have_worked_is_no_news():
    nps = kpi("nps", Variation.STEADY)
    assert found([nps], [action(Outcome.WORKED)], before=told(verdicts=[("A1", "worked")])) == []
    assert found([nps], [action(Outcome.WORKED, check_on=date(2026, 5, 31))]) == []
    assert found([nps], [action(Outcome.WORKED, check_on=date(2026, 7, 7))]) == []


@pytest.mark.parametrize(("streak", "new"), [(11, False), (12, True), (13, False), (24, True)])
def test_a_promise_is_thanked_for_once_a_round(streak, new):
    nps = kpi("nps", Variation.STEADY)
    expected = [(Occasion.PROMISE_KEPT, "nps", "P1", ("marek",))] if new else []
    assert found([nps], agreements=[promise(streak)]) == expected
    assert found([nps], agreements=[promise(streak, Keeping.BROKEN)]) == []


def test_a_promise_is_not_thanked_for_again_after_it_was_told():
    nps = kpi("nps", Variation.STEADY)
    told_in_july = replace(told(), as_of=date(2026, 7, 3))
    assert found([nps], agreements=[promise(12)], before=told_in_july) == []
    assert len(found([nps], agreements=[promise(12)], before=told())) == 1


def test_a_quarters_promise_is_thanked_for_in_one_of_three_monthly_papers():
    nps = kpi("nps", Variation.STEADY)
    kept = replace(promise(12), round_met=date(2026, 3, 31))
    assert found([nps], agreements=[kept]) == []


def test_nothing_is_celebrated_at_the_price_of_a_guard():
    better, worse = (
        kpi("nps", Variation.IMPROVING, guard="speed"),
        kpi("speed", Variation.WORSENING),
    )
    everything = {"log": [action(Outcome.WORKED)], "agreements": [promise(12)]}
    assert found([better, worse], **everything) == []
    assert len(found([better, kpi("speed", Variation.STEADY)], **everything)) == 3


def test_at_most_three():
    assert len(found([kpi(f"k{at}", Variation.IMPROVING) for at in range(5)])) == 3


def failure(id_, opened, closed=None, repeats=None):
    row = LogRow(
        id_, LogKind.FAILURE, id_, "marek", LogStatus.DONE if closed else LogStatus.OPEN,
        ("nps",), carried_with=("priya",), opened=opened, closed=closed,
    )  # fmt: skip
    return ScoredRow(row, Timeliness.DONE, False, 0, 0, repeat_of=repeats)


FIRST = failure("F1", date(2026, 3, 1), date(2026, 3, 9))
CHANGED = date(2026, 5, 20)
"""Thirty days lie between the two failures: until 19 June nothing may come back."""


@pytest.mark.parametrize(
    ("last", "before", "new"),
    [
        pytest.param(failure("F2", date(2026, 3, 31), CHANGED, "F1"), None, True, id="over"),
        pytest.param(failure("F2", date(2026, 3, 31), None, "F1"), None, False, id="no-change"),
        pytest.param(failure("F2", date(2026, 3, 31), CHANGED), None, False, id="no-repeat"),
        pytest.param(failure("F2", date(2026, 4, 25), CHANGED, "F1"), None, False, id="too-early"),
        pytest.param(
            failure("F2", date(2026, 3, 31), date(2026, 4, 20), "F1"), None, False, id="in-may"
        ),
        pytest.param(
            failure("F2", date(2026, 3, 31), CHANGED, "F1"), told(), True, id="since-the-close"
        ),
        pytest.param(
            failure("F2", date(2026, 3, 31), date(2026, 5, 2), "F1"), told(), False, id="told"
        ),
    ],
)
def test_a_change_that_ended_a_repeat(last, before, new):
    expected = [(Occasion.REPEAT_ENDED, "nps", "F2", ("marek", "priya"))]
    kpis = [kpi("nps", Variation.STEADY)]
    assert found(kpis, [FIRST, last], before=before) == (expected if new else [])


def test_of_several_repeats_the_last_counts_and_the_longest_time_between_two():
    log = [
        failure("F1", date(2026, 1, 1)),
        failure("F2", date(2026, 2, 20), date(2026, 3, 1), "F1"),
        failure("F3", date(2026, 3, 5), date(2026, 5, 10), "F2"),
    ]
    assert [row for _, _, row, _ in found([kpi("nps", Variation.STEADY)], log)] == ["F3"]
    log[1:2] = [failure("F2", date(2026, 3, 4), date(2026, 3, 5), "F1")]
    assert found([kpi("nps", Variation.STEADY)], log) == [], "62 days from the tenth of May"
