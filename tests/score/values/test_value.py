"""Values, units and decimals from statistics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.measured import Parts
from cxscore.model.measures import (
    Count,
    Distinct,
    Formula,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    TopBox,
    Value,
    Within,
)
from cxscore.score.values.value import (
    clipped,
    decimals_of,
    pooled,
    possible,
    rest_of,
    unit_of,
    value_of,
)
from tests.score import made

ORDERS = RatioPart(count_rows=True)
RATIO = Ratio(ORDERS, ORDERS)


@pytest.mark.parametrize(
    ("one", "parts", "expected"),
    [
        (made.kpi(Nps("s")), Parts(200, 50.0, 200.0), 25.0),
        (made.kpi(TopBox("s")), Parts(200, 50.0, 200.0), 25.0),
        (made.kpi(Share("s")), Parts(200, 0.0, 200.0), 0.0),
        (made.kpi(Within("o", "c", days=3)), Parts(8, 7.0, 8.0), 87.5),
        (made.kpi(Mean("s")), Parts(4, 10.0, 4.0), 2.5),
        (made.kpi(RATIO), Parts(4, 10.0, 4.0), 2.5),
        (made.kpi(RATIO, unit="percent"), Parts(4, 10.0, 4.0), 250.0),
        (made.kpi(Ratio(ORDERS, ORDERS, per=1000)), Parts(4, 10.0, 4.0), 2500.0),
        (made.kpi(Ratio(ORDERS, ORDERS, per=1), unit="percent"), Parts(4, 10.0, 4.0), 2.5),
        (made.kpi(Sum("s")), Parts(4, 60.0), 60.0),
        (made.kpi(Count()), Parts(4, 4.0), 4.0),
        (made.kpi(Count(), per_day=True), Parts(4, 60.0), 2.0),
        (made.kpi(Sum("s"), per_day=True), Parts(4), None),
        (made.kpi(Distinct("s")), Parts(4, value=3.0), 3.0),
        (made.kpi(Percentile("s", 50.0)), Parts(4, value=0.0), 0.0),
        (made.kpi(Value("s")), Parts(1, value=-3.5), -3.5),
        (made.kpi(OpenAtEnd("o", "c")), Parts(4, 4.0), 4.0),
        (made.kpi(Nps("s")), Parts(0, 0.0, 0.0), None),
        (made.kpi(RATIO), Parts(0, 5.0, 0.0), None),
        (made.kpi(RATIO), Parts(0, 5.0), None),
        (made.kpi(Mean("s")), Parts(0, None, 4.0), None),
    ],
)
def test_a_value_is_divided_last(one, parts, expected):
    assert value_of(one, parts, days=30) == expected


samples = st.lists(st.integers(0, 1000).map(float), min_size=2, max_size=30)


@given(samples, st.integers(1, 29))
def test_pooling_halves_gives_the_whole(sample, at):
    one, two = sample[: at % len(sample)], sample[at % len(sample) :]
    whole = pooled([made.mean_parts(one), made.mean_parts(two)])
    assert whole == made.mean_parts(sample)


@given(st.lists(samples, min_size=1, max_size=5), st.randoms())
def test_the_order_of_pooling_changes_nothing(groups, shuffle):
    parts = [made.mean_parts(group) for group in groups]
    again = list(parts)
    shuffle.shuffle(again)
    assert pooled(parts) == pooled(again)


def test_what_one_part_lacks_the_whole_lacks():
    whole = pooled([Parts(3, 1.0, 3.0, left_out=2), Parts(4, 2.0, None, value=7.0, unknown=1)])
    assert whole == Parts(7, 3.0, None, left_out=2, unknown=1)


@pytest.mark.parametrize(
    ("one", "unit"),
    [
        (made.kpi(Nps("s")), "points"),
        (made.kpi(Share("s")), "percent"),
        (made.kpi(Within("o", "c", days=1)), "percent"),
        (made.kpi(Count()), "count"),
        (made.kpi(Distinct("s")), "count"),
        (made.kpi(Count(), per_day=True), ""),
        (made.kpi(Mean("s")), ""),
        (made.kpi(Formula("a / b")), ""),
        (made.kpi(Mean("s"), unit="minutes"), "minutes"),
    ],
)
def test_the_unit_is_as_defined_or_what_the_measure_gives(one, unit):
    assert unit_of(one) == unit


@pytest.mark.parametrize(
    ("one", "values", "decimals"),
    [
        (made.kpi(Nps("s")), [41.25], 0),
        (made.kpi(Share("s")), [41.25], 1),
        (made.kpi(Count()), [41.0], 0),
        (made.kpi(decimals=3), [41.0], 3),
        (made.kpi(), [], 0),
        (made.kpi(), [3.0, 4.0], 0),
        (made.kpi(), [1234.5], 0),
        (made.kpi(), [-99.5], 1),
        (made.kpi(), [9.95, 0.001], 2),
        (made.kpi(), [0.25], 3),
        (made.kpi(), [0.025], 4),
        (made.kpi(), [0.00025], 4),
    ],
)
def test_decimals_are_as_defined_or_show_three_figures(one, values, decimals):
    assert decimals_of(one, values) == decimals


FIVE = (1.0, 5.0)
AMOUNTS = Ratio(RatioPart(sum="profit"), RatioPart(sum="orders"))


@pytest.mark.parametrize(
    ("measure", "bounds", "gap"),
    [
        (Nps("s"), (-100, 100), (0, 200)),
        (TopBox("s"), (0, 100), (0, 100)),
        (Share("s"), (0, 100), (0, 100)),
        (Within("o", "c", days=3), (0, 100), (0, 100)),
        (Count(), (0, None), (0, None)),
        (Distinct("s"), (0, None), (0, None)),
        (OpenAtEnd("o", "c"), (0, None), (0, None)),
        (RATIO, (0, None), (0, None)),
        (AMOUNTS, (None, None), (0, None)),
        (Sum("s"), (None, None), (0, None)),
        (Mean("s"), (None, None), (0, None)),
        (Percentile("s", 50.0), (None, None), (0, None)),
        (Value("s"), (None, None), (0, None)),
        (Formula("a - b"), (None, None), (0, None)),
    ],
    ids=lambda case: type(case).__name__ if not isinstance(case, tuple) else "",
)
def test_what_a_value_can_be(measure, bounds, gap):
    assert possible(made.kpi(measure)) == bounds
    assert possible(made.kpi(measure, gap_between="region")) == gap


def test_more_is_known_of_what_is_counted_and_of_a_scale():
    assert possible(made.kpi(AMOUNTS), Parts(9, 3.0, 9.0, events=True)) == (0, None)
    assert possible(made.kpi(AMOUNTS), Parts(9, 3.0, 9.0)) == (None, None)
    for measure in (Mean("s"), Percentile("s", 90.0), Value("s")):
        assert possible(made.kpi(measure), scale=FIVE) == FIVE
        assert possible(made.kpi(measure, gap_between="region"), scale=FIVE) == (0, 4)
    assert possible(made.kpi(Sum("s")), scale=FIVE) == (0, None)
    assert possible(made.kpi(Sum("s")), scale=(-1.0, 4.0)) == (None, None)


@given(st.floats(allow_nan=False), st.none() | st.floats(-9, 0), st.none() | st.floats(0, 9))
def test_what_is_clipped_is_possible(number, low, high):
    found = clipped(number, (low, high))
    assert (low is None or found >= low) and (high is None or found <= high)
    assert found in (number, low, high)


def test_a_whole_with_amounts_in_it_is_of_amounts():
    counts, amounts = Parts(3, 1.0, 3.0, events=True), Parts(3, 1.0, 3.0, amounts=True)
    assert [pooled([counts, each]).amounts for each in (counts, amounts)] == [False, True]
    assert [rest_of(each, counts).amounts for each in (counts, amounts)] == [False, True]
