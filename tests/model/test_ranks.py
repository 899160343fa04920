"""The ranks of the answers that a percentile lies between, against scipy's binomial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cxscore.model.ranks import ranks_around

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@pytest.mark.parametrize(
    ("n", "p", "expected"),
    [
        (0, 0.5, None),
        (5, 0.5, None),
        (6, 0.5, (1, 6)),
        (10, 0.5, (2, 9)),
        (100, 0.5, (40, 61)),
        (28, 0.9, None),
        (1000, 0.9, (881, 919)),
        (1000, 0.0, None),
        (1000, 1.0, None),
    ],
)
def test_at_95_per_cent(n, p, expected):
    assert ranks_around(n, p, 0.95) == expected


@given(st.integers(1, 3000), st.floats(0.01, 0.99), levels)
def test_the_ranks_are_the_closest_that_are_sure_enough(n, p, level):
    found, tail = ranks_around(n, p, level), (1 - level) / 2
    if found is None:
        assert binom.cdf(0, n, p) > tail or binom.sf(n - 1, n, p) > tail
        return
    low, high = found
    assert binom.cdf(low - 1, n, p) <= tail < binom.cdf(low, n, p)
    assert binom.sf(high - 1, n, p) <= tail < binom.sf(high - 2, n, p)
    assert binom.cdf(high - 1, n, p) - binom.cdf(low - 1, n, p) >= level - 1e-12


def test_many_answers():
    low, high = ranks_around(10_000_000, 0.9, 0.95)
    assert 8_998_100 < low < 9_000_000 < high < 9_001_900


@pytest.mark.parametrize("n", [100_000_000, 100_000_001, 10_000_000_000])
def test_ranks_of_very_many_answers_take_no_time_and_join_on(n):
    low, high = ranks_around(n, 0.9, 0.95)
    half = 1.959964 * (n * 0.9 * 0.1) ** 0.5
    assert low == pytest.approx(0.9 * n - half, abs=2)
    assert high == pytest.approx(0.9 * n + half, abs=2)
