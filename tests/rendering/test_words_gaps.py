"""A gap between segments, and a formula's parts, in words."""

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.kpi import TargetStep
from cxscore.model.measures import Formula, Share
from cxscore.rendering.words import say
from tests.score import made

LATE = made.kpi(Share("late"), gap_between="home_region", minimum_base=30)


def findings(card, kpi="k"):
    return say(card).kpis[kpi].findings


def by_region(**parts):
    found = [
        fact
        for region, of in parts.items()
        for fact in made.monthly("2026-06", [of], by=("home_region",), segment=(region,))
    ]
    return made.scorecard(made.definition(LATE), found)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param(
            {"North": made.share_parts(60, 100), "South": made.share_parts(20, 100)},
            "The widest gap by home region is between North (60.0%) and South (20.0%), more than "
            "chance.",
            id="two",
        ),
        pytest.param(
            {
                "North": made.share_parts(30, 100),
                "South": made.share_parts(20, 100),
                "West": made.share_parts(25, 100),
                "Isle": made.share_parts(1, 3),
            },
            "The widest gap by home region is between North (30.0%) and South (20.0%), which may "
            "be chance; 1 other with too few answers left out.",
            id="three and a small one",
        ),
        pytest.param(
            {"North": made.share_parts(30, 100)},
            "No gap: fewer than two values of home region have answers.",
            id="one",
        ),
        pytest.param(
            {"North": made.share_parts(30, 100), "Isle": made.share_parts(1, 3)},
            "No gap: fewer than two values of home region have a large enough base.",
            id="one large enough",
        ),
    ],
)
def test_a_gap(parts, said):
    assert said in findings(by_region(**parts))


@pytest.mark.parametrize(
    ("complaints", "orders", "said"),
    [
        pytest.param(
            12.0,
            1000.0,
            "Made up of Complaints (off target) and Orders; on target although Complaints is not.",
            id="a part is hidden",
        ),
        pytest.param(9.0, 1000.0, "Made up of Complaints (on target) and Orders.", id="none is"),
        pytest.param(
            12.0, 100.0, "Made up of Complaints (off target) and Orders.", id="all are off"
        ),
        pytest.param(12.0, None, "No value, because Orders has none.", id="a part has no value"),
    ],
)
def test_the_parts_of_a_formula(complaints, orders, said):
    target = (TargetStep(value=10.0),)
    lower = Polarity.LOWER_IS_BETTER
    defined = made.definition(
        made.kpi(id="complaints", name="Complaints", polarity=lower, target=target),
        made.kpi(id="orders", name="Orders"),
        made.kpi(
            Formula("complaints / orders * 100"),
            polarity=lower,
            target=(TargetStep(value=2.0),),
            dataset=None,
        ),
    )
    found = [
        *made.values("2026-06", [complaints], "complaints"),
        *made.values("2026-06", [orders], "orders"),
    ]
    card = made.scorecard(defined, found)
    assert said in findings(card)
    assert not any("Made up of" in text for text in findings(card, "orders"))
