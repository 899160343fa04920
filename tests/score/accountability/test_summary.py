"""The first page and the table of owners: who stands where, and what matters most."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.choices import Kind
from cxscore.model.kpi import TargetStep
from cxscore.model.log import LogStatus
from cxscore.model.registers import Comment, Written
from cxscore.model.scorecard import StatusCount
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.score.accountability.summary import concern, matters_most, win
from tests.log_rows import an_action
from tests.score import made

TARGET = (TargetStep(value=10.0),)
PLAIN = made.scored(made.kpi(target=TARGET), made.values("2026-06", [11.0, 10.0, 12.0, 11.0]))
NO_PROMISE = an_action("a0", "k", "Done", "amara", LogStatus.DONE)
PROMISE = an_action("a1", "k", "Do", "amara", LogStatus.OPEN)
LATE = replace(PROMISE, due=(date(2026, 5, 1),))


def scored(name, status=Status.ON_TARGET, variation=Variation.STEADY, **more):
    """A scored KPI with what ranking looks at."""
    kpi = replace(PLAIN.kpi, id=name, group=more.pop("group", name), kind=more.pop("kind", None))
    signal = replace(PLAIN.signal, variation=variation, capability=more.pop("capability", None))
    return replace(PLAIN, kpi=kpi, status=status, signal=signal, **more)


def acted(*actions):
    written = Written(log=actions)
    return made.scored(made.kpi(), [], written=written).actions


OFF, RISK, WORSE, BETTER = (
    Status.OFF_TARGET,
    Status.AT_RISK,
    Variation.WORSENING,
    Variation.IMPROVING,
)
RANKED = [
    scored("off_and_worse", OFF, WORSE),
    scored("off_missing", OFF, capability=Capability.MISSES),
    scored("off_long", OFF, periods_off_target=5),
    scored("off_late", OFF, actions=acted(LATE)),
    scored("off_acted", OFF, actions=acted(PROMISE)),
    scored("worse", variation=WORSE),
    scored("off_better", OFF, BETTER, actions=acted(PROMISE)),
    scored("risk", RISK),
    scored("risk_better", RISK, BETTER),
    scored("fine"),
]


def test_concerns_in_the_order_they_press():
    points = [concern(kpi) for kpi in RANKED]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == len(points)
    assert points[-2] > 0
    assert points[-1] == 0


def test_outcomes_for_customers_go_first():
    kinds = [Kind.OUTCOME, Kind.OUTPUT, Kind.INPUT]
    points = [concern(scored("a", OFF, kind=kind)) for kind in kinds]
    assert points == sorted(points, reverse=True)
    assert win(scored("a", variation=BETTER, kind=Kind.OUTCOME)) > win(
        scored("b", variation=BETTER)
    )
    assert win(scored("a")) == 0


def test_an_improvement_shows_even_where_there_are_five_concerns():
    kpis = [scored(f"off{i}", OFF) for i in range(6)] + [scored("better", variation=BETTER)]
    assert matters_most(kpis) == ("off0", "off1", "off2", "off3", "better")


def test_without_improvements_a_fifth_concern_shows():
    kpis = [scored(f"off{i}", OFF) for i in range(6)]
    assert matters_most(kpis) == tuple(f"off{i}" for i in range(5))


def test_what_is_in_order_fills_the_page_and_what_has_no_data_does_not():
    kpis = [
        scored("fine"),
        scored("outcome", kind=Kind.OUTCOME),
        scored("none", Status.NO_DATA),
        scored("off", OFF),
    ]
    assert matters_most(kpis) == ("off", "outcome", "fine")


def test_groups_take_turns():
    kpis = [
        *(scored(f"a{i}", OFF, WORSE, group="a") for i in range(4)),
        scored("b", OFF, capability=Capability.MISSES, group="b"),
        scored("c", OFF, capability=Capability.MISSES, group="c"),
    ]
    assert matters_most(kpis) == ("a0", "a1", "b", "c", "a2")


def test_nothing_to_show():
    assert matters_most([]) == ()


def company():
    """Four KPIs of two owners over two months, in June."""
    kpis = (
        made.kpi(id="on", target=TARGET, contributors={"jonas": "parts"}),
        made.kpi(id="off", target=TARGET, contributors={"amara": "care"}, owner="jonas"),
        made.kpi(id="risk", target=TARGET, at_risk_within=3),
        made.kpi(id="new", target=TARGET),
    )
    found = [
        *made.values("2026-06", [9.0, 11.0], name="on"),
        *made.values("2026-06", [8.0, 7.0], name="off"),
        *made.values("2026-06", [11.0, 8.0], name="risk"),
        *made.values("2026-06", [11.0], name="new"),
    ]
    return made.definition(*kpis), found


def test_counts_now_and_before_and_what_changed():
    summary = made.scorecard(*company()).summary
    assert summary.now == StatusCount(on_target=2, at_risk=1, off_target=1)
    assert summary.before == StatusCount(on_target=1, off_target=2)
    assert summary.before_period == "2026-05"
    assert summary.changes == (
        StatusChange("on", Status.OFF_TARGET, Status.ON_TARGET),
        StatusChange("risk", Status.ON_TARGET, Status.AT_RISK),
    )
    assert summary.matters_most == ("off", "risk", "on", "new")


def test_a_row_for_every_owner():
    actions = (
        an_action("a1", "on", "One", "jonas", LogStatus.OPEN, due=(date(2026, 7, 1),)),
        an_action("a2", "off", "Two", "jonas", LogStatus.DONE),
        an_action("a3", "on", "Three", "amara", LogStatus.CANCELLED),
    )
    said = (Comment("risk", "2026-06", what="Rain"), Comment("off", "2026-05", what="Old"))
    day = date(2026, 7, 11)
    amara, jonas = made.scorecard(*company(), written=Written(actions, said), as_of=day).owners
    assert amara.kpis == ("on", "risk", "new")
    assert (amara.on_target, amara.at_risk, amara.off_target, amara.no_data) == (2, 1, 0, 0)
    assert (amara.actions_open, amara.actions_overdue) == (0, 0)
    assert (amara.commentary_missing, amara.longest_off_target) == (0, 0)
    assert amara.contributes_to == ("off",)
    assert jonas.kpis == ("off",)
    assert (jonas.on_target, jonas.off_target) == (0, 1)
    assert (jonas.actions_open, jonas.actions_overdue) == (1, 1)
    assert (jonas.commentary_missing, jonas.off_target_without_action) == (1, 1)
    assert jonas.longest_off_target == 2
    assert jonas.contributes_to == ("on",)


def test_the_longest_time_off_target_is_that_of_one_kpi():
    kpis = [made.kpi(id=name, target=TARGET) for name in ("two", "three")]
    found = made.values("2026-06", [9.0, 8.0], name="two")
    found += made.values("2026-06", [9.0, 8.0, 7.0], name="three")
    amara = made.scorecard(made.definition(*kpis), found).owners[0]
    assert (amara.off_target, amara.longest_off_target) == (2, 3)


def test_an_owner_without_a_kpi_has_a_row_too():
    jonas = made.scorecard(made.definition(made.kpi()), []).owners[1]
    assert (jonas.kpis, jonas.no_data, jonas.longest_off_target) == ((), 0, 0)


@pytest.mark.parametrize(("status", "without"), [("open", 0), ("blocked", 0), ("done", 1)])
def test_what_is_done_does_not_help_what_is_off_target(status, without):
    one = made.kpi(target=TARGET)
    action = an_action("a", "k", "Do", "jonas", LogStatus(status))
    found = made.scorecard(
        made.definition(one), made.values("2026-06", [9.0]), written=Written((action,))
    )
    assert found.owners[0].off_target_without_action == without


def test_worsening_asks_for_a_word_and_counts():
    numbers = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 2.0]
    found = made.scorecard(made.definition(made.kpi()), made.values("2026-06", numbers))
    amara = found.owners[0]
    assert (amara.worsening, amara.improving) == (1, 0)
    assert found.kpis[0].comment_state.is_missing
