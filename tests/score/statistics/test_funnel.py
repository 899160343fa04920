"""Overdispersion and the limits of funnel plots."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics.funnel import INNER, OUTER, half_width, overdispersion
from cxscore.score.statistics.quantiles import quantile

Z_SCORES = st.lists(st.floats(-20, 20), min_size=10, max_size=60)


@given(Z_SCORES)
def test_the_spread_is_that_of_winsorised_scores(z_scores):
    low, high = np.quantile(z_scores, [0.1, 0.9])
    expected = max(1.0, float(np.mean(np.clip(z_scores, low, high) ** 2)))
    assert overdispersion(z_scores) == pytest.approx(expected)


def test_an_outlier_does_not_widen_its_own_limits():
    calm = [-1.2, -0.8, -0.5, -0.1, 0.0, 0.2, 0.4, 0.7, 1.1, 1.3, 0.3]
    assert overdispersion([*calm, 50.0]) == overdispersion([*calm, 5.0]) == 1.0


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=20), st.floats(0, 1))
def test_quantiles_are_linear_between_neighbours(numbers, share):
    assert quantile(sorted(numbers), share) == pytest.approx(np.quantile(numbers, share), abs=1e-9)


def test_limits_narrow_with_the_root_of_the_base():
    assert half_width(50.0, 1.0, 100.0, INNER) == pytest.approx(9.8, abs=0.001)
    assert half_width(50.0, 4.0, 100.0, OUTER) == pytest.approx(30.9, abs=0.01)
