"""What a KPI is for and held to, in words."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.choices import Assurance, StandardKind
from cxscore.model.kpi import Standard, Verified
from cxscore.model.number_formats import NO_BREAK
from cxscore.rendering.words import say
from tests.rendering.builders import make_kpi, make_scorecard


def said_of(**keys):
    scored, other = make_kpi("a", [1.0, 2.0]), make_kpi("b", [1.0, 2.0])
    scored = replace(scored, kpi=replace(scored.kpi, **keys))
    return say(make_scorecard([scored, other])).kpis["a"]


def answers(**keys):
    return said_of(**keys).answers.replace(NO_BREAK, " ")


def test_nothing_is_said_where_nothing_is_given():
    assert answers() == ""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"standard": Standard(95.5, "NHS Constitution", StandardKind.REGULATOR)},
            "Standard: 95.5%, NHS Constitution",
        ),
        ({"serves": "b"}, "Serves B"),
        ({"guard": "gone"}, "Not at the price of gone"),
        ({"objective": "Customers stay", "risk": "R7"}, "Objective: Customers stay. Risk: R7"),
        ({"since": date(2025, 4, 1)}, "Amara Osei has answered for it since 1 April 2025"),
        ({"since": date(2027, 4, 1)}, "Amara Osei answers for it from 1 April 2027"),
        (
            {"verified": Verified("internal audit", date(2026, 3, 31), Assurance.LIMITED)},
            "Internal audit on 31 March 2026: the number is assured with limits",
        ),
        (
            {"verified": Verified("Internal audit", date(2025, 3, 31))},
            "Internal audit on 31 March 2025, more than a year ago: the number is assured",
        ),
    ],
)
def test_what_is_said(keys, expected):
    assert expected in answers(**keys)


def test_paper_has_what_it_is_for_and_not_who_keeps_it():
    found = said_of(
        serves="b",
        target_setter="daniel",
        steward="jonas",
        since=date(2025, 4, 1),
        verified=Verified("Internal audit", date(2026, 3, 31)),
    )
    assert found.answers_brief == "Serves B"
    assert found.answers.count(". ") == 4


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(Verified("Audit", date(2025, 3, 31)), id="old"),
        pytest.param(Verified("Audit", date(2026, 3, 31), Assurance.LIMITED), id="with limits"),
        pytest.param(Verified("Audit", date(2026, 3, 31), Assurance.NONE), id="not assured"),
    ],
)
def test_paper_says_where_a_number_is_in_doubt(found):
    assert said_of(verified=found).answers_brief.startswith("Audit on 31")
