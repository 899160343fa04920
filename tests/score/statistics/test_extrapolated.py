"""What is expected of values to come."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics.extrapolated import (
    Expected,
    Wandering,
    along_slope,
    around_mean,
    best_step,
    from_line,
    wandering,
)

SERIES = st.lists(st.integers(-50, 50).map(float), min_size=12, max_size=30)


def placed(values):
    return list(enumerate(values))


def test_without_drift_it_is_the_ordinary_interval():
    assert Wandering(4.0, 0.0).around_mean(16, 3) == pytest.approx(4 * (1 + 1 / 16))


def test_noise_has_its_variance_and_hardly_a_drift():
    chance = random.Random(3)
    found = wandering(placed([chance.gauss(0, 2) for _ in range(500)]), 20)
    assert found.noise == pytest.approx(4, rel=0.15)
    assert found.drift < 0.05


def test_a_random_walk_is_all_drift():
    chance = random.Random(4)
    walk = [0.0]
    for _ in range(2000):
        walk.append(walk[-1] + chance.gauss(0, 1))
    found = wandering(placed(walk), 5)
    # Half the mean square of a step is 1/2 a place.
    assert found.drift == pytest.approx(0.5, rel=0.1)
    assert found.noise < 0.1


def test_nothing_is_known_of_how_lonely_points_wander():
    assert wandering([(0, 1.0), (9, 2.0)], 3) == Wandering(0.0, 0.0)
    assert wandering([(0, 1.0), (1, 3.0)], 1) == Wandering(2.0, 0.0)


@given(SERIES, st.integers(1, 9))
def test_further_ahead_is_less_certain(values, ahead):
    series = placed(values)
    place = len(values) - 1 + ahead
    near, far = (around_mean(series, 0.0, at) for at in (place, place + 1))
    assert near.low >= far.low and near.high <= far.high
    near, far = (along_slope(series, 0.5, 0.1, at) for at in (place, place + 1))
    assert near.high - near.low <= far.high - far.low + 1e-9


@given(SERIES, st.integers(-9, 9))
def test_adding_a_line_moves_the_forecast_along_it(values, slope):
    tilted = [value + slope * at for at, value in enumerate(values)]
    flat, found = along_slope(placed(values), 0, 1, 40), along_slope(placed(tilted), slope, 1, 40)
    assert found.value == pytest.approx(flat.value + 40 * slope)
    assert found.high - found.low == pytest.approx(flat.high - flat.low, abs=1e-6)


def test_an_exact_line_leaves_the_error_of_its_slope_only():
    found = along_slope(placed([2.0 * at for at in range(11)]), 2.0, 0.1, 15)
    assert found.value == 30
    assert found.high - found.value == pytest.approx(0.1 * 10)


def test_what_was_taken_out_widens_it():
    series = placed([1.0, 3.0, 2.0, 1.0, 3.0, 2.0])
    plain, wider = around_mean(series, 2.0, 7), around_mean(series, 2.0, 7, 3.0)
    assert wider.high - 2 == pytest.approx(sqrt(3) * (plain.high - 2))


def test_levels_and_factors():
    one = Expected(10.0, 9.0, 12.0)
    assert one.at_level(2) == Expected(10.0, 8.0, 14.0)
    assert one.times(0.5) == Expected(5.0, 4.5, 6.0)


def test_the_best_step():
    series = [(0, 1.0), (1, 4.0), (2, 2.0), (4, 9.0)]
    assert best_step(series, 1, 1) == 3.0
    assert best_step(series, 1, -1) == -2.0
    assert best_step(series, 2, 1) == 7.0
    assert best_step(series, 2, 1, cuts=[3]) == 1.0
    assert best_step(series, 3, 1, cuts=[2]) is None
    assert best_step(series, 9, 1) is None


def test_distances_from_the_line_in_stretches():
    found = from_line([(0, 1.0), (1, 2.0), (3, 5.0)], 1.0)
    assert found == [[0.0, 0.0], [1.0]]
