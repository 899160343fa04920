"""The gate on the sample: which KPIs it objects to, and in which words."""

from dataclasses import replace

import pytest

import cxscore
from cxscore.gate.asking import asked_of
from cxscore.gate.conditions import CONDITIONS
from cxscore.gate.judging import judge
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.paper import Paper
from tests.rendering.papers import northwind

OFF_TARGET = ["fcr", "on_time", "delivery_gap", "refunds", "complaints_rate", "complaints_closed"]


@pytest.fixture(scope="module")
def definition(root):
    return cxscore.read(root / "kpis.yaml")


@pytest.fixture(scope="module")
def card():
    return northwind()


@pytest.fixture(scope="module")
def never_closed(definition):
    """The sample as if nothing of it had been closed."""
    return cxscore.build(replace(definition, closes="samples/nothing-is-closed-here"))


def objections(card, definition, *conditions):
    gate = judge(card, asked_of(definition, conditions))
    assert gate.conditions == conditions
    assert gate.passed is (not gate.objections)
    return gate.objections


@pytest.mark.parametrize(
    ("condition", "kpis"),
    [
        ("off-target", OFF_TARGET),
        ("newly-off-target", ["on_time", "complaints_rate"]),
        ("misses-target", ["effort", "fcr", "refunds"]),
        ("off-target-without-action", ["refunds"]),
        ("newly-worsening", []),
        ("overdue-action", ["delivery_gap", "backlog", "complaints_closed", "goodwill"]),
        ("promise-broken", ["on_time", "refunds"]),
        ("gap-nobody-owns", ["complaints_rate"]),
        ("small-base", ["ombudsman"]),
        ("restated", ["self_service"]),
        ("commentary-overdue", []),
        ("no-data", []),
        ("stale-data", []),
        ("definition-changed", []),
        ("target-changed", []),
        ("check-due", []),
        ("complaints:off-target", ["complaints_rate", "complaints_closed"]),
        ("nps:off-target", []),
    ],
)
def test_whom_a_condition_objects_to(card, definition, condition, kpis):
    assert [each.kpi for each in objections(card, definition, condition)] == kpis


@pytest.mark.parametrize(
    ("condition", "kpis"),
    [
        ("newly-off-target", ["on_time", "complaints_rate"]),
        ("off-target", OFF_TARGET),
        ("restated", []),
    ],
)
def test_without_a_close_the_paper_before_counts(never_closed, definition, condition, kpis):
    found = objections(never_closed, definition, condition)
    assert [each.kpi for each in found] == kpis


def test_before_its_day_a_missing_comment_is_not_objected_to(definition):
    owed = ("commentary-overdue", "off-target-without-commentary")
    late = cxscore.build(definition, as_of="2026-07-11", fail_on=owed).gate
    assert [(each.condition, each.kpi) for each in late.objections] == [
        (c, "refunds") for c in owed
    ]
    on_the_day = cxscore.build(definition, as_of="2026-07-10", fail_on=owed).gate
    assert on_the_day.passed


def test_one_breach_is_accepted_and_no_gate_objects_to_it(card, definition):
    (accepted,) = card.gate.accepted
    assert (accepted.kpi, accepted.accepted.what) == ("goodwill", "at-risk")
    assert "goodwill" not in [each.kpi for each in objections(card, definition, "at-risk")]


def test_lines_name_what_breaches_it_by_how_much_and_who_answers(card, definition, golden):
    found = objections(card, definition, *CONDITIONS)
    lines = [objection_said(each, Paper.of(card)) for each in found]
    assert "refunds off-target: 83.3% against 90.0% (Helen Byrne)" in lines
    golden("gate.txt", "\n".join([*lines, ""]))
