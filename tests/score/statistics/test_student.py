"""Student's t, against scipy.stats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxscore.score.statistics.student import quantile, tails

freedoms = st.one_of(st.floats(1, 60), st.floats(1, 1e7))


@given(st.floats(0, 60), freedoms)
def test_tails(t, freedom):
    assert tails(t, freedom) == pytest.approx(2 * stats.t.sf(t, freedom), rel=1e-9, abs=1e-60)


@pytest.mark.parametrize(("t", "expected"), [(0.0, 1.0), (1e200, 0.0), (1e-9, 1.0)])
def test_tails_at_the_ends(t, expected):
    assert tails(t, 10.0) == pytest.approx(expected, abs=1e-9)


@given(freedoms, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_quantile(freedom, level):
    assert quantile(level, freedom) == pytest.approx(
        stats.t.ppf((1 + level) / 2, freedom), rel=1e-9
    )


@given(freedoms)
def test_the_tails_beyond_the_quantile_hold_the_rest(freedom):
    assert tails(quantile(0.95, freedom), freedom) == pytest.approx(0.05, rel=1e-10)
