"""Whose table a KPI comes to, what holds it, and how far the KPIs have come."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.escalation import Escalation, EscalationStep
from cxscore.model.kpi import TargetStep
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Owner
from cxscore.model.registers import WHOLE, Comment, Written
from cxscore.model.substance import Rung
from cxscore.model.verdicts import Capability, Variation
from cxscore.score.accountability.escalation import escalation_of
from tests.score import made

STEPS = (EscalationStep(6, "board"), EscalationStep(2, "deputy"), EscalationStep(3, "sponsor"))
TODAY = date(2026, 7, 6)
AMARA = Owner("amara", "Amara Osei", deputy="jonas")


def card(values, *actions, target=50.0, comments=(), sponsor="helen", **kpi):
    one = made.kpi(id="nps", target=(TargetStep(value=target),), **kpi)
    written = Written(log=tuple(actions), commentary=tuple(comments))
    defined = made.definition(one, escalation=STEPS)
    defined = replace(defined, heading=replace(defined.heading, sponsor=sponsor))
    return made.scorecard(defined, made.values("2026-06", values, "nps"), written=written)


def scored(values, *actions, **more):
    return card(values, *actions, **more).kpis[0]


def off(count, *, variation=Variation.WORSENING, capability=None, actions=()):
    """A KPI that has been off target for so many periods."""
    kpi = scored([10.0, 90.0])
    signal = replace(kpi.signal, variation=variation, capability=capability)
    return replace(kpi, periods_off_target=count, signal=signal, actions=tuple(actions))


def come_to(kpi, owner=AMARA, sponsor="helen"):
    return escalation_of(kpi, STEPS, owner, sponsor, TODAY)


@pytest.mark.parametrize(
    ("count", "to", "following"),
    [(2, "jonas", STEPS[2]), (3, "helen", STEPS[0]), (5, "helen", STEPS[0]), (6, "board", None)],
)
def test_it_comes_to_the_last_step_that_is_reached(count, to, following):
    assert come_to(off(count)) == Escalation("nps", count, to, (), following)


def test_it_comes_to_nobody_before_the_first():
    assert come_to(off(1)) is None


@pytest.mark.parametrize(
    ("more", "there"),
    [
        ({"variation": Variation.STEADY}, False),
        ({"variation": Variation.STEADY, "capability": Capability.MISSES}, True),
        ({"variation": Variation.STEADY, "capability": Capability.HIT_AND_MISS}, False),
    ],
)
def test_what_may_be_chance_comes_to_nobody(more, there):
    assert (come_to(off(6, **more)) is not None) is there
    assert come_to(off(7, **more)) is not None, "seven in a row are hardly chance"


def test_a_step_without_its_person_is_passed_over():
    found = come_to(off(3), owner=replace(AMARA, deputy=None), sponsor="amara")
    assert found is None, "no deputy, and the sponsor is the owner"


def action(id_="a1", **more):
    row = LogRow(id_, LogKind.ACTION, "Call back", "amara", LogStatus.OPEN, ("nps",))
    return replace(row, **{"due": (date(2026, 8, 1),), **more})


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ({}, True),
        ({"due": ()}, False),
        ({"due": (date(2026, 7, 5),)}, False),
        ({"check_on": date(2026, 7, 6)}, False),
        ({"check_on": date(2026, 7, 7)}, True),
        ({"status": LogStatus.DEFERRED}, False),
    ],
)
def test_what_holds_a_step(more, holds):
    held = scored([10.0] * 8, action(**more)).escalation
    assert held.held_by == (("a1",) if holds else ())


def test_a_kpi_may_have_its_own_steps_or_none():
    assert scored([10.0] * 8).escalation.to == "board"
    own = scored([10.0] * 8, escalation=(EscalationStep(8, "jonas"),))
    assert own.escalation.to == "jonas"
    assert scored([10.0] * 8, escalation=()).escalation is None


def said(period="2026-06"):
    return Comment("nps", period, "amara", date(2026, 7, 3), "Late parcels")


@pytest.mark.parametrize(
    ("values", "more", "rung"),
    [
        ([60.0, None], {}, Rung.DEFINED),
        ([10.0, 60.0, 10.0], {}, Rung.MEASURED),
        ([10.0, 60.0, 10.0], {"comments": [said()]}, Rung.OWNED),
        ([60.0, 10.0, 60.0, 10.0], {"comments": [said("2026-04")]}, Rung.OWNED),
        ([60.0, 10.0, 60.0, 10.0], {"comments": [said("2026-03")]}, Rung.MEASURED),
        ([10.0, 10.0, 60.0], {}, Rung.ACTED_ON),
        ([60.0, 61.0, 60.0, 61.0, 60.0, 61.0], {}, Rung.PROVEN),
    ],
)
def test_how_far_a_kpi_has_come(values, more, rung):
    found = card(values, **more)
    assert found.kpis[0].rung is rung
    assert found.accountability.substance[rung] == 1
    assert sum(found.accountability.substance.values()) == list(Rung).index(rung) + 1


def test_an_action_under_way_counts_unless_it_is_late():
    comments = [said()]
    assert scored([60.0, 10.0], action(), comments=comments).rung is Rung.ACTED_ON
    late = action(due=(date(2026, 7, 1),))
    assert scored([60.0, 10.0], late, comments=comments).rung is Rung.OWNED


def test_signs_of_life_are_comments_and_days_of_rows():
    comment = replace(said(), author="", written=date(2026, 5, 1))
    opened = action(opened=date(2026, 5, 2), closed=date(2026, 7, 7), carried_with=("jonas",))
    amara, jonas = card([10.0], opened, comments=[comment]).owners
    assert amara.last_sign == date(2026, 5, 2), "what lies ahead is none"
    assert jonas.last_sign == date(2026, 5, 2)
    assert card([10.0], comments=[comment]).owners[0].last_sign == date(2026, 5, 1)
    assert card([10.0]).owners[0].last_sign is None


@pytest.mark.parametrize(("who", "kpi"), [("Amara Osei", "nps"), ("amara", "nps"), ("", WHOLE)])
def test_who_signs_with_a_name_or_not_at_all_is_known(who, kpi):
    comment = replace(said(), author=who, kpi=kpi, written=date(2026, 7, 8))
    amara, jonas = card([10.0], comments=[comment], sponsor="amara").owners
    assert amara.last_sign == date(2026, 7, 6), (
        "one that came after the day of the paper is of today"
    )
    assert jonas.last_sign is None


@pytest.mark.parametrize(("often", "percent"), [(0.3, 18.9), (0.5, 58.4)])
def test_three_in_a_row_happen_by_chance(root, often, percent):
    """The figures that the documentation gives for why a count alone does not escalate."""
    running = [1.0, 0.0, 0.0]
    for _ in range(12):
        running = [sum(running) * (1 - often), running[0] * often, running[1] * often]
    assert 100 * (1 - sum(running)) == pytest.approx(percent, abs=0.06)
    words = (root / "docs/methods.md").read_text(encoding="utf-8")
    assert f"{percent:.0f} %" in words
