"""Simple exponential smoothing, against statsmodels and by its own laws."""

import random
import warnings
from itertools import accumulate
from math import fsum, isclose

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxscore.score.statistics import exponential_smoothing
from cxscore.score.statistics.exponential_smoothing import smoothing

NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=30).map(tuple)
EASE = (
    65.472313, 66.993464, 67.973856, 68.253968, 67.5, 66.473988, 68.300654, 66.887417,
    69.354839, 67.845659, 70.418006, 70.461538, 69.902913, 68.227425, 70.9375, 69.207317,
    68.450704, 70.491803, 69.281046, 70.333333, 70.76412, 72.039474,
)  # fmt: skip
"""A series that wanders upwards."""


def wandering(n, seed):
    chance = random.Random(seed)
    return tuple(accumulate((chance.gauss(0, 1) for _ in range(n)), lambda x, e: 0.9 * x + e))


def squares(values, alpha, first):
    errors, level = [], first
    for value in values:
        errors.append(value - level)
        level += alpha * errors[-1]
    return fsum(error**2 for error in errors)


def oracle(values):
    """What statsmodels' ETS(A,N,N) finds, and the variance of its forecasts of nine periods."""
    import pandas as pd
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = ETSModel(pd.Series(values), error="add").fit(disp=False, maxiter=5000)
        ahead = fit.get_prediction(start=len(values), end=len(values) + 8)
    return fit, list(ahead.forecast_variance)


@pytest.mark.parametrize(
    "values", [EASE, *(wandering(24, seed) for seed in (1, 2, 3, 4))], ids=["ease", *"1234"]
)
def test_it_agrees_with_statsmodels(values):
    fit, _ = oracle(values)
    found = smoothing(values)
    ours = squares(values, found.alpha, found.first_level)
    assert ours <= float(fit.sse) * (1 + 1e-12)
    assert found.alpha == pytest.approx(float(fit.alpha), abs=2e-4)
    assert found.level == pytest.approx(float(fit.level.iloc[-1]), abs=2e-3)


def test_the_variance_of_one_forecast_is_that_of_statsmodels():
    """Which leaves out what is not known of the first level: next to nothing here."""
    fit, ahead = oracle(EASE)
    found = smoothing(EASE)
    for place, theirs in enumerate(ahead):
        alone = found.variance_of_mean([False] * place + [True])
        assert alone / found.variance == pytest.approx(float(theirs) / float(fit.mse), rel=5e-4)


def test_the_variance_of_a_mean_is_that_of_its_forecasts_and_of_what_they_share():
    """Written out: for k periods after a gap of g."""
    found = smoothing(EASE)
    a, n, g, k = found.alpha, found.points, 2, 12
    by_hand = g * a**2 + fsum(((1 + a * (k - j)) / k) ** 2 for j in range(1, k + 1))
    by_hand += (1 - a) ** (2 * n) / fsum((1 - a) ** (2 * i) for i in range(n))
    told = found.variance_of_mean([False] * g + [True] * k)
    assert told == pytest.approx(found.variance * by_hand, rel=1e-12)


@given(NUMBERS)
def test_no_other_alpha_and_first_level_leave_less(values):
    found = smoothing(values)
    best = squares(values, found.alpha, found.first_level)
    for alpha in (0.0, 0.005, 0.21, 0.5, 0.77, 0.995, 1.0):
        for off in (-1.0, 0.0, 1.0):
            left = squares(values, alpha, found.first_level + off)
            assert best <= left * (1 + 1e-9) + 1e-9
    nearby = [min(1, max(0, found.alpha + off)) for off in (-1e-4, 1e-4)]
    for alpha in nearby:
        assert best <= squares(values, alpha, found.first_level) * (1 + 1e-12) + 1e-9


@given(NUMBERS, st.sampled_from((-3.0, 0.5, 10.0)), st.sampled_from((-7.0, 0.0, 100.0)))
def test_another_unit_changes_nothing_but_the_unit(values, scale, shift):
    one = smoothing(values)
    other = smoothing(tuple(scale * value + shift for value in values))
    assert isclose(other.variance, scale**2 * one.variance, rel_tol=1e-6, abs_tol=1e-9)


def test_a_steady_series_is_its_mean_and_a_walk_its_last_value():
    steady = smoothing((1.0, -1.0) * 6)
    assert steady.alpha == 0 and steady.level == pytest.approx(0, abs=1e-12)
    walk = smoothing(tuple(float(n) for n in range(20)))
    assert walk.alpha == 1 and walk.level == 19


def test_a_constant_series_has_no_spread():
    found = smoothing((4.7,) * 9)
    assert (found.alpha, found.level) == (0, pytest.approx(4.7))
    assert found.variance == pytest.approx(0, abs=1e-24)


def test_two_values_are_too_few():
    with pytest.raises(ValueError, match="three values"):
        smoothing((1.0, 2.0))


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 0.1, 0.3, 1e9, 1e9 + 1]), min_size=3, max_size=24))
@example([100, 100.0000000002, 100, 100, 100.000000001, 100.000000001, 100.000000001, *[100] * 4])
@settings(max_examples=300)
def test_the_steps_with_the_least_squares_are_among_those_worked_out_with_care(values):
    found = exponential_smoothing._near_the_least(values)
    squares = [exponential_smoothing._squares(values, step) for step in range(101)]
    assert {step for step, each in enumerate(squares) if each == min(squares)} <= {*found}
