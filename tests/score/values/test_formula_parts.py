"""A formula and the KPIs that it is made of."""

from dataclasses import replace

import pytest

from cxscore.model.choices import ChartKind, OverTime, Polarity
from cxscore.model.kpi import TargetStep
from cxscore.model.measures import Formula, Share
from cxscore.model.verdicts import Method, Status, Unsaid, Variation, Withheld
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


def rolling_formula(levels):
    """Return two nested formulas over KPIs, the first of which rolls."""
    month = made.kpi(Share("s"), id="month", window=2, over_time=OverTime.POOL)
    half = made.kpi(Formula("month / 2"), id="half", dataset=None)
    double = made.kpi(Formula("half * 4"), id="double", dataset=None)
    more = [replace(one, target=(TargetStep(value=90.0),)) for one in (half, double)]
    parts = [made.share_parts(level, 100) for level in levels]
    return made.scorecard(
        made.definition(month, *more), made.monthly("2026-06", parts, name="month")
    )


def test_a_formula_of_rolling_windows_is_neither_charted_nor_tested_nor_foretold():
    card = rolling_formula([50.0 + at % 5 + at for at in range(30)])
    for found in card.kpis:
        assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
        assert (found.signal.chart, found.signal.limits) == (ChartKind.NONE, None)
        assert {point.limits for point in found.series} == {None}
        assert (found.trend, found.season, found.proposal) == (None, None, None)
        assert found.unsaid[Method.TREND] is Unsaid.ROLLING_WINDOW
        assert found.unsaid[Method.SEASON] is Unsaid.ROLLING_WINDOW
    assert [one.forecast.because for one in card.kpis[1:]] == [Unsaid.ROLLING_WINDOW] * 2


SMALL = made.kpi(Share("s"), id="small", name="Small", minimum_base=30)
TWICE = made.kpi(Formula("small * 2"), id="twice", dataset=None, target=(TargetStep(value=10.0),))
AGAIN = replace(TWICE, id="again", measure=Formula("twice + orders"))


def on_bases(bases, twice=TWICE):
    parts = [made.share_parts(base / 2, base) for base in bases]
    return made.scorecard(
        made.definition(SMALL, twice, AGAIN, ORDERS),
        [
            *made.monthly("2026-06", parts, name="small"),
            *made.values("2026-06", [5.0] * len(bases), "orders"),
        ],
    ).kpis


def test_a_formula_is_not_judged_where_the_base_of_a_part_is_too_small():
    _, twice, again, _ = on_bases([30, 40, 29])
    for found in (twice, again):
        assert [point.base_too_small for point in found.series] == [False, False, True]
        assert (found.base_too_small, found.status, found.n) == (True, Status.NO_TARGET, None)
        assert found.value is not None
        assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
        assert found.comparisons.previous.withheld_because is Withheld.BASE_TOO_SMALL
    assert [part.base_too_small for part in twice.parts] == [True]
    assert [(p.kpi, p.base_too_small) for p in again.parts] == [("orders", False), ("twice", True)]


def test_a_formula_counts_where_the_bases_are_large_enough():
    _, twice, *_ = on_bases([29, 30])
    assert (twice.base_too_small, twice.status) == (False, Status.ON_TARGET)
    assert not twice.parts[0].base_too_small
    assert twice.comparisons.previous.withheld_because is Withheld.BASE_TOO_SMALL


@pytest.mark.parametrize(
    ("over_time", "withheld"),
    [(OverTime.POOL, None), (OverTime.SUM, Withheld.BASE_TOO_SMALL)],
    ids=["the base of a year", "a sum of months too small"],
)
def test_a_longer_span_has_a_base_of_its_own(over_time, withheld):
    _, twice, *_ = on_bases([10] * 24, replace(TWICE, over_time=over_time))
    assert twice.base_too_small
    assert twice.comparisons.trailing_year.withheld_because is withheld
