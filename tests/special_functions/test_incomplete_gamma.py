"""The incomplete gamma function against mpmath's numbers, scipy and its own laws."""

import json
from itertools import pairwise
from math import inf, isnan, nan, sqrt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special

from cxscore.special_functions.incomplete_gamma import (
    incomplete_gamma,
    inverse_lower_gamma,
    inverse_upper_gamma,
)
from cxscore.special_functions.tail_integral import LARGE

VECTORS = Path(__file__).parents[1] / "vectors" / "special_functions.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["incomplete_gamma"]["cases"]
TINY = 1e-300

parameters = st.floats(-3, 9).map(lambda power: 10**power)
small_chances = st.floats(-290, -0.302).map(lambda power: 10**power)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['a']}-{case['x']}" for case in CASES])
def test_it_has_twelve_digits(case):
    found = incomplete_gamma(case["a"], case["x"])
    assert found == pytest.approx((case["below"], case["above"]), rel=1e-12, abs=0)


@pytest.mark.parametrize("a", [1e-3, 0.05, 0.5, 1, 2.5, 17, 144, 199, 201, 3000, 1e5])
def test_it_is_scipys(a):
    # Beyond, scipy has fewer digits: three of P(1e7, 1e7 − 12·√1e7).
    for at in range(-60, 61):
        x = a + at / 5 * sqrt(a)
        if x > 0:
            expected = special.gammainc(a, x), special.gammaincc(a, x)
            assert incomplete_gamma(a, x) == pytest.approx(expected, rel=2e-11, abs=TINY)


@given(parameters, st.floats(-300, 300))
def test_both_parts_make_one(a, power):
    below, above = incomplete_gamma(a, a * 10 ** (power / 100))
    assert below + above == pytest.approx(1, abs=1e-15)
    assert below >= 0
    assert above >= 0


@given(parameters, st.lists(st.floats(-12, 12), min_size=2, max_size=6, unique=True))
def test_it_rises(a, places):
    found = [incomplete_gamma(a, max(a + at * sqrt(a), 0.0)) for at in sorted(places)]
    for one, two in pairwise(found):
        assert one[0] <= two[0] * (1 + 1e-12)
        assert one[1] >= two[1] * (1 - 1e-12)


@pytest.mark.parametrize(("a", "x"), [(87.5, 88.5), (LARGE, 9900.0), (LARGE, 10100.0), (3e4, 3e4)])
def test_where_one_way_ends_the_next_begins(a, x):
    just = 1 - 1e-15
    before, after = incomplete_gamma(a * just, x * just), incomplete_gamma(a / just, x / just)
    assert after == pytest.approx(before, rel=1e-12)


@given(parameters, st.floats(0, 1e6))
def test_the_next_parameter_is_one_step_away(a, x):
    """Q(a + 1, x) = Q(a, x) + xᵃ·e⁻ˣ/Γ(a + 1) (DLMF 8.8.6), where that is no difference."""
    assume(x > 0 and a < 100)
    step = incomplete_gamma(a + 1, x)[1] - incomplete_gamma(a, x)[1]
    exact = special.xlogy(a, x) - x - special.gammaln(a + 1)
    assert step == pytest.approx(float(special.expm1(exact)) + 1, abs=1e-13)


@given(parameters, small_chances)
def test_inverses_lead_back(a, p):
    low = inverse_lower_gamma(a, p)
    assume(low > 1e-290)
    assert incomplete_gamma(a, low)[0] == pytest.approx(p, rel=1e-11 + 1e-15 * a**0.5 * 40, abs=0)


@given(parameters, small_chances)
def test_upper_inverses_lead_back(a, p):
    high = inverse_upper_gamma(a, p)
    assume(high > 1e-290)
    assert incomplete_gamma(a, high)[1] == pytest.approx(p, rel=1e-11 + 1e-15 * a**0.5 * 40, abs=0)


@given(st.floats(0.05, 1e5), st.floats(1e-6, 1 - 1e-6))
def test_inverses_are_scipys(a, p):
    expected = special.gammaincinv(a, p)
    assume(expected > 1e-290)
    assert inverse_lower_gamma(a, p) == pytest.approx(expected, rel=1e-10)
    assert inverse_upper_gamma(a, p) == pytest.approx(special.gammainccinv(a, p), rel=1e-10)


@pytest.mark.parametrize(
    "bad", [(0.0, 1.0), (-1.0, 1.0), (1e101, 1.0), (inf, 1.0), (1.0, -1.0), (nan, 1.0), (1.0, nan)]
)
def test_undefined(bad):
    assert all(isnan(part) for part in incomplete_gamma(*bad))
    assert isnan(inverse_lower_gamma(*bad))
    assert isnan(inverse_upper_gamma(*bad))


def test_the_ends():
    assert incomplete_gamma(3, 0.0) == (0.0, 1.0)
    assert incomplete_gamma(3, inf) == (1.0, 0.0)
    assert (inverse_lower_gamma(3, 0.0), inverse_lower_gamma(3, 1.0)) == (0.0, inf)
    assert (inverse_upper_gamma(3, 0.0), inverse_upper_gamma(3, 1.0)) == (inf, 0.0)
    assert inverse_lower_gamma(1e-3, 1e-10) == 0.0
    assert isnan(inverse_lower_gamma(3, 1.5))
