"""The binomial distribution, against sums of its chances in whole numbers."""

from fractions import Fraction
from math import comb, inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxscore.special_functions.binomial import binomial_tails, log_chance


@pytest.mark.parametrize("p", [0.5, 0.1, 0.987, 1e-6])
@pytest.mark.parametrize("n", [1, 2, 30, 450])
def test_the_tails_are_sums(n, p):
    exact = Fraction(p)
    chances = [comb(n, k) * exact**k * (1 - exact) ** (n - k) for k in range(n + 1)]
    below = Fraction(0)
    for k, chance in enumerate(chances):
        below += chance
        expected = float(below), float(1 - below)
        assert binomial_tails(k, n, p) == pytest.approx(expected, rel=1e-12, abs=1e-300)
        if chance > Fraction(1, 10**300):
            assert log_chance(k, n, p) == pytest.approx(log(chance), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("k", "p", "expected"),
    [
        (-1, 0.5, (0.0, 1.0)),
        (7, 0.5, (1.0, 0.0)),
        (9, 0.5, (1.0, 0.0)),
        (3, 0.0, (1.0, 0.0)),
        (3, 1.0, (0.0, 1.0)),
    ],
)
def test_the_ends(k, p, expected):
    assert binomial_tails(k, 7, p) == expected


def test_what_is_certain_and_what_cannot_be():
    assert [log_chance(k, 7, 0.0) for k in (0, 1, 7)] == [0.0, -inf, -inf]
    assert [log_chance(k, 7, 1.0) for k in (0, 6, 7)] == [-inf, -inf, 0.0]


@given(st.integers(1, 10**5), st.floats(0, 1), st.floats(0.01, 0.99))
def test_of_any_number_as_scipy(n, part, p):
    k = round(n * part)
    assert log_chance(k, n, p) == pytest.approx(stats.binom.logpmf(k, n, p), rel=1e-9, abs=1e-9)


def test_chances_of_a_thousand_million_keep_their_digits():
    n = 10**9
    # The chance of one more is this many times as large, whatever they are.
    for k in (400_000_000, 499_999_999, 500_100_000):
        step = log_chance(k + 1, n, 0.5) - log_chance(k, n, 0.5)
        assert step == pytest.approx(log((n - k) / (k + 1)), abs=1e-7 if k < 450_000_000 else 1e-10)
