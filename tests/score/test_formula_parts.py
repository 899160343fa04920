"""A formula and the KPIs that it is made of."""

from cxscore.model.kpi import Polarity, TargetStep
from cxscore.model.measures import Formula
from cxscore.model.scorecard import Status, Variation
from tests.score import made

COMPLAINTS = made.kpi(
    id="complaints",
    name="Complaints",
    polarity=Polarity.LOWER_IS_BETTER,
    target=(TargetStep(value=10.0),),
)
ORDERS = made.kpi(id="orders", name="Orders")
RATE = made.kpi(
    Formula("complaints / orders * 100"),
    id="rate",
    polarity=Polarity.LOWER_IS_BETTER,
    target=(TargetStep(value=2.0),),
    dataset=None,
)


def found(complaints, orders):
    return [
        *made.values("2026-06", complaints, "complaints"),
        *made.values("2026-06", orders, "orders"),
    ]


def test_parts_stand_as_on_the_paper():
    card = made.scorecard(made.definition(COMPLAINTS, ORDERS, RATE), found([12.0], [1000.0]))
    rate = card.kpis[2]
    assert (rate.value, rate.status) == (1.2, Status.ON_TARGET)
    assert [(part.kpi, part.value, part.status) for part in rate.parts] == [
        ("complaints", 12.0, Status.OFF_TARGET),
        ("orders", 1000.0, Status.NO_TARGET),
    ]
    assert {part.variation for part in rate.parts} == {Variation.NO_SIGNAL_POSSIBLE}
    assert card.kpis[0].parts == ()


def test_parts_that_are_not_shown_are_known_all_the_same():
    card = made.scorecard(
        made.definition(COMPLAINTS, ORDERS, RATE),
        found([12.0], [1000.0]),
        chosen=frozenset({"rate"}),
    )
    assert [one.kpi.id for one in card.kpis] == ["rate"]
    assert [part.name for part in card.kpis[0].parts] == ["Complaints", "Orders"]


def test_a_gap_in_a_part_is_a_gap_in_the_whole():
    card = made.scorecard(
        made.definition(COMPLAINTS, ORDERS, RATE), found([1.0, None, 3.0], [10.0, 10.0, 10.0])
    )
    assert [point.value for point in card.kpis[2].series] == [10.0, None, 30.0]
