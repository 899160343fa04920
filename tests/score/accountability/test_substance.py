"""How far a KPI has come: the highest rung that it has reached with all below it."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.effects import Effect, Outcome
from cxscore.model.kpi import TargetStep
from cxscore.model.log import LogStatus
from cxscore.model.registers import Comment
from cxscore.model.substance import Rung
from cxscore.model.verdicts import Capability
from cxscore.score.accountability.substance import reached_by, rung_of
from tests.log_rows import an_action
from tests.score import made
from tests.scored_rows import scored_log

TODAY = date(2026, 7, 6)
ON, OFF = 50.0, 30.0
TARGET = (TargetStep(value=40.0),)


def scored(value, target=TARGET, actions=(), capability=None, effect=None):
    """Return a KPI of six months, the last of them of that *value*."""
    found = made.scored(
        made.kpi(target=target),
        made.values("2026-06", [OFF if value is None else value] * 5 + [value]),
    )
    rows = tuple(replace(each, effect=effect) for each in scored_log(actions, TODAY))
    signal = replace(found.signal, capability=capability)
    return replace(found, actions=rows, signal=signal)


def action(status=LogStatus.OPEN, due=date(2026, 8, 1)):
    return an_action("a", "k", "Do it", "jonas", status, due=(due,))


def comments(*periods):
    return [Comment("k", period, what="Rain") for period in periods]


SAID = comments("2026-06")
WORKED = Effect(Outcome.WORKED)


@pytest.mark.parametrize(
    ("kpi", "said", "rung"),
    [
        (scored(None), SAID, Rung.DEFINED),
        (scored(ON, target=None), [], Rung.MEASURED),
        (scored(OFF), [], Rung.MEASURED),
        (scored(OFF), comments("2026-03"), Rung.MEASURED),
        # One of the last three periods will do, and one to come will not.
        (scored(OFF), comments("2026-04"), Rung.OWNED),
        (scored(OFF), comments("2026-07"), Rung.MEASURED),
        (scored(ON), [], Rung.ACTED_ON),
        (scored(OFF), SAID, Rung.OWNED),
        (scored(OFF, actions=[action()]), SAID, Rung.ACTED_ON),
        (scored(OFF, actions=[action(LogStatus.BLOCKED)]), SAID, Rung.ACTED_ON),
        (scored(OFF, actions=[action(due=date(2026, 7, 5))]), SAID, Rung.OWNED),
        (scored(OFF, actions=[action(LogStatus.DONE)]), SAID, Rung.OWNED),
        (scored(ON, capability=Capability.HITS), [], Rung.PROVEN),
        (scored(ON, capability=Capability.HIT_AND_MISS), [], Rung.ACTED_ON),
        (scored(ON, actions=[action()], effect=WORKED), [], Rung.PROVEN),
        (scored(ON, actions=[action()], effect=Effect(Outcome.WORKED_IN_PART)), [], Rung.ACTED_ON),
        # A rung counts only with all below it.
        (scored(OFF, capability=Capability.HITS), SAID, Rung.OWNED),
        (scored(OFF, actions=[action()], effect=WORKED), [], Rung.MEASURED),
    ],
)
def test_the_rung(kpi, said, rung):
    assert rung_of(kpi, said) is rung


def test_a_comment_that_is_there_is_one():
    kpi = replace(scored(OFF), commentary=SAID[0])
    assert rung_of(kpi, []) is Rung.OWNED


def test_those_on_a_rung_have_reached_all_below_it():
    rungs = (Rung.DEFINED, Rung.OWNED, Rung.OWNED, Rung.PROVEN)
    kpis = [replace(scored(ON), rung=rung) for rung in rungs]
    assert reached_by(kpis) == {
        Rung.DEFINED: 4,
        Rung.MEASURED: 3,
        Rung.OWNED: 3,
        Rung.ACTED_ON: 1,
        Rung.PROVEN: 1,
    }
