"""The headline and the messages below it: what KPIs have in common is said of all of them."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import Kind
from cxscore.model.definition import Group
from cxscore.model.registers import Comment
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import say
from cxscore.rendering.words.headline import LONGEST_HEADLINE
from cxscore.rendering.words.period_names import since_in_common
from tests.rendering.builders import make_kpi, make_scorecard

WAVE = [50.0, 51.0, 49.0, 50.5, 49.5] * 3
QUARTERS = Calendar(Grain.QUARTER)
GROUPS = (Group("help", "Service"), Group("ship", "Fulfilment"), Group("shop", "Shopping"))


def kpi(name, since=None, *, better=False, group=None, journey=None, status="off_target", **more):
    """Return a KPI that is changing since the period of that id."""
    scored = make_kpi(name.lower().replace(" ", "_"), WAVE, name=name, target=50.0, **more)
    variation = Variation.IMPROVING if better else Variation.WORSENING
    return replace(
        scored,
        kpi=replace(scored.kpi, group=group, journey=journey),
        status=Status(status),
        signal=replace(scored.signal, variation=variation, since=since, capability=None),
    )


def quarterly(name, since, **more):
    return kpi(name, since, calendar=QUARTERS, last="2026-Q2", **more)


def steady(name, **more):
    scored = make_kpi(name.lower(), WAVE, name=name, target=50.0, **more)
    return replace(scored, status=Status.ON_TARGET)


def paper(*kpis, **more):
    order = tuple(each.kpi.id for each in kpis)
    return say(make_scorecard(kpis, groups=GROUPS, matters_most=order, **more))


@pytest.mark.parametrize(
    ("kpis", "found"),
    [
        pytest.param([], ("", 0), id="none"),
        pytest.param([kpi("A", "2025-10")], ("October 2025", 1), id="one"),
        pytest.param([kpi("A")], ("", 0), id="one without a start"),
        pytest.param([kpi("A", "2025-10"), kpi("B", "2025-10")], ("October 2025", 2), id="both"),
        pytest.param([kpi("A", "2025-10"), kpi("B", "2025-11")], ("", 0), id="one each"),
        pytest.param([kpi("A", "2025-10"), kpi("B")], ("", 0), id="half of them"),
        pytest.param(
            [kpi("A", "2025-10"), kpi("B", "2025-11"), kpi("C", "2025-10")],
            ("October 2025", 2),
            id="more than half",
        ),
        pytest.param(
            [kpi("A", "2025-10"), kpi("B", "2025-10"), quarterly("C", "2025-Q4")],
            ("October 2025", 3),
            id="months and a quarter that begins with them",
        ),
        pytest.param(
            [quarterly("A", "2025-Q4"), quarterly("B", "2025-Q4"), kpi("C", "2025-10")],
            ("Q4 2025", 3),
            id="quarters and a month",
        ),
        pytest.param(
            [kpi("A", "2025-11"), quarterly("B", "2025-Q4")], ("", 0), id="later in the quarter"
        ),
    ],
)
def test_when_most_of_them_began(kpis, found):
    assert since_in_common(kpis) == found


@pytest.mark.parametrize(
    ("kpis", "text"),
    [
        pytest.param(
            [kpi("A", "2025-10", group="help"), kpi("B", "2025-10", group="help"), steady("C")],
            "Two KPIs are getting worse, both since October 2025, in Service. "
            "2 of 3 KPIs are off target.",
            id="both, in one group",
        ),
        pytest.param(
            [
                kpi("A", "2025-10", group="help"),
                kpi("B", "2025-10", group="ship"),
                kpi("C", "2025-10", group="help"),
                quarterly("D", "2025-Q4", group="ship"),
            ],
            "Four KPIs are getting worse, all since October 2025, in Service and Fulfilment. "
            "4 of 4 KPIs are off target.",
            id="all, in two groups",
        ),
        pytest.param(
            [
                kpi("A", "2025-10", group="help"),
                kpi("B", "2025-10", group="help"),
                kpi("C", "2026-01", group="help"),
            ],
            "Three KPIs are getting worse, two since October 2025, in Service. "
            "3 of 3 KPIs are off target.",
            id="most",
        ),
        pytest.param(
            [
                kpi("A", "2025-10", group="help"),
                kpi("B", "2025-12", group="ship"),
                kpi("C", group="help"),
            ],
            "Three KPIs are getting worse: A, B and 1 other. 3 of 3 KPIs are off target.",
            id="nothing in common, a group of one",
        ),
        pytest.param(
            [kpi("A", journey="buy"), kpi("B", journey="checkout")],
            "Two KPIs are getting worse, at one stage of the journey: Buy. "
            "2 of 2 KPIs are off target.",
            id="one stage, one of them at a moment of it",
        ),
        pytest.param(
            [kpi("A", journey="buy"), kpi("B", journey="help")],
            "Two KPIs are getting worse: A and B. 2 of 2 KPIs are off target.",
            id="two stages",
        ),
        pytest.param(
            [
                kpi("A", group="help"),
                kpi("B", group="help"),
                kpi("C", better=True),
                kpi("D", better=True),
            ],
            "Two KPIs are getting worse, in Service. "
            "Two are getting better, led by C (49.5%, target 50.0%).",
            id="what improved comes second, by its first",
        ),
        pytest.param(
            [kpi("A", "2025-10"), kpi("B", better=True)],
            "A worsened to 49.5% against a target of 50.0%. "
            "B improved to 49.5% against a target of 50.0%.",
            id="one each way",
        ),
        pytest.param(
            [kpi(name, "2025-10", better=True, status="on_target", group="ship") for name in "AB"],
            "Two KPIs are getting better, both since October 2025, in Fulfilment. "
            "Both KPIs are on target.",
            id="better alone",
        ),
    ],
)
def test_what_they_have_in_common(kpis, text):
    assert paper(*kpis).headline == text


def of_kind(scored, kind):
    return replace(scored, kpi=replace(scored.kpi, kind=kind))


@pytest.mark.parametrize(
    ("improving", "leads"),
    [
        # Being off target has put A among the concerns, before B.
        ([kpi("A", better=True), kpi("B", better=True, status="on_target")], "B"),
        (
            [
                of_kind(kpi("A", better=True, status="on_target"), Kind.INPUT),
                of_kind(kpi("B", better=True, status="on_target"), Kind.OUTCOME),
                of_kind(kpi("C", better=True), Kind.OUTCOME),
            ],
            "B",
        ),
        ([kpi("A", better=True, status="at_risk"), kpi("B", better=True)], "A"),
    ],
    ids=["on target", "an outcome", "as they matter"],
)
def test_the_improvement_that_matters_most_leads(improving, leads):
    worse = [kpi("X", group="help"), kpi("Y", group="help")]
    assert f"are getting better, led by {leads} (" in paper(*worse, *improving).headline


def test_a_long_headline_says_less_of_what_they_have_in_common():
    long = " of everybody who was asked about it within a week of the last time they called us"
    long += ", and answered"
    worse = [kpi(f"{name}{long}", "2025-10") for name in "ABC"]
    better = [kpi(f"{name}{long}", better=True) for name in "XYZ"]
    assert paper(*worse, *better).headline == (
        "Three KPIs are getting worse, all since October 2025. Three KPIs are getting better."
    )
    alone = paper(kpi(f"A{long}{long}{long}"), steady("B")).headline
    assert (
        alone == f"A{long}{long}{long} worsened to 49.5% against a target of 50.0%. "
        "1 of 2 KPIs is off target."
    )
    assert len(alone) > LONGEST_HEADLINE, "a name is not cut"


def test_one_kpi_is_told_with_its_number_and_its_target():
    without = replace(kpi("A", status="no_target"), target=None)
    assert paper(without, steady("B")).headline.startswith("A worsened to 49.5%. ")
    assert paper(kpi("A", "2025-10")).headline == (
        "A stood at 49.5% in June 2026, missed the target of 50.0% and worsened."
    )


@pytest.mark.parametrize(
    ("kpis", "lead"),
    [
        ([kpi("A", "2025-10")], "A worsened in October 2025."),
        ([quarterly("A", "2025-Q4")], "A worsened in Q4 2025."),
        ([kpi("A", "2025-10", better=True)], "A improved in October 2025."),
        (
            [kpi("A", "2025-10", group="help"), kpi("B", "2025-10", group="help")],
            "A and B worsened in October 2025.",
        ),
        # What only most of them share is not said of all of them.
        (
            [
                kpi("A", "2025-10", group="help"),
                kpi("B", "2025-10", group="help"),
                kpi("C", "2026-01", group="help"),
            ],
            "A, B and C worsened.",
        ),
        ([kpi("A")], "A worsened."),
    ],
)
def test_a_message_says_when_they_changed(kpis, lead):
    assert paper(*kpis).needs_to_know[0].lead == lead


def test_facts_follow_in_the_order_of_the_names_and_owners_answer_where_nobody_wrote():
    kpis = [kpi("A", group="help"), kpi("B", group="help", owner="jonas")]
    assert paper(*kpis).needs_to_know[0].rest == (
        "49.5% against a target of 50.0%; 49.5% against 50.0%. "
        "Owners: Amara Osei and Jonas Lindqvist. No action is open for either."
    )
    same = [kpi("A", group="help"), kpi("B", group="help")]
    assert "Owner: Amara Osei. " in paper(*same).needs_to_know[0].rest
    comment = Comment("a", "2026-06", "amara", date(2026, 7, 3), "What", "The courier changed.", "")
    told = paper(*kpis, commentary=(comment,)).needs_to_know[0].rest
    assert "Amara Osei: “The courier changed.”" in told
    assert "Owner" not in told
