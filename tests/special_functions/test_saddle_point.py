"""What densities are made of, against exact fractions and scipy."""

from fractions import Fraction
from math import factorial, log, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.special_functions.saddle_point import deviance, over_log, stirling_error


@pytest.mark.parametrize("n", [1, 2, 9, 10, 11, 40, 150])
def test_the_error_of_stirlings_formula(n):
    formula = (n + 0.5) * log(n) - n + log(2 * pi) / 2
    assert stirling_error(n) == pytest.approx(log(factorial(n)) - formula, abs=1e-12)
    assert 1 / (12 * n + 1) < stirling_error(n) < 1 / (12 * n)  # Robbins, 1955


@given(st.floats(0.05, 20))
def test_it_falls_without_a_step(a):
    assert stirling_error(a) > stirling_error(a + 1e-3)
    assert stirling_error(a + 1e-12) == pytest.approx(stirling_error(a), abs=1e-10)


@given(st.floats(-0.2, 0.2))
def test_what_is_over_a_logarithm_keeps_its_digits(v):
    exact, power = Fraction(0), Fraction(v)
    for k in range(2, 30):
        power *= -Fraction(v)
        exact -= power / k
    assert over_log(v) == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.parametrize("v", [-0.5, 1.0])
def test_its_two_forms_meet(v):
    assert over_log(v * (1 - 1e-15)) == pytest.approx(over_log(v * (1 + 1e-15)), rel=1e-13)


@given(st.floats(0.01, 1e9), st.floats(0.1, 10))
def test_deviance(observed, times):
    expected = observed * times
    found = deviance(observed, expected, observed - expected)
    plain = observed * log(observed / expected) + expected - observed
    assert found == pytest.approx(plain, rel=1e-9, abs=1e-14 * expected)
    assert found >= 0
