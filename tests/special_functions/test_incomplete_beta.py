"""The incomplete beta function against mpmath's numbers, scipy and its own laws."""

import json
from itertools import pairwise
from math import exp, isnan, log, nan, sqrt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special

from cxscore.special_functions.incomplete_beta import incomplete_beta, inverse_beta
from cxscore.special_functions.tail_integral import LARGE

VECTORS = Path(__file__).parents[1] / "vectors" / "special_functions.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["incomplete_beta"]["cases"]
TINY = 1e-300

parameters = st.floats(-3, 9).map(lambda power: 10**power)
small_chances = st.floats(-290, -0.302).map(lambda power: 10**power)


def at_odds(odds):
    """Return x and 1 − x, the smaller with all its digits."""
    return odds / (1 + odds), 1 / (1 + odds)


def away(a, b, errors):
    """Return x and 1 − x that are so many standard errors of the logit from the middle."""
    logit = log(a / b) + errors * sqrt(1 / a + 1 / b)
    return at_odds(exp(min(max(logit, -600), 600)))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['a']}-{case['b']}-{case['x']}" for case in CASES]
)
def test_it_has_twelve_digits(case):
    found = incomplete_beta(case["a"], case["b"], case["x"], case["rest"])
    assert found == pytest.approx((case["below"], case["above"]), rel=1e-12, abs=0)


@pytest.mark.parametrize("a", [0.05, 0.5, 1, 2.5, 17, 144, 201, 3000, 1e5])
@pytest.mark.parametrize("b", [0.05, 0.5, 1, 8, 199, 1e4])
def test_it_is_scipys(a, b):
    for at in range(-40, 41):
        x, rest = away(a, b, at / 4)
        # scipy is asked from the side that has the digits.
        if x <= rest:
            expected = special.betainc(a, b, x), special.betaincc(a, b, x)
        else:
            expected = special.betaincc(b, a, rest), special.betainc(b, a, rest)
        assert incomplete_beta(a, b, x, rest) == pytest.approx(expected, rel=1e-11, abs=TINY)


@given(parameters, parameters, st.floats(-40, 40))
def test_both_parts_make_one_and_change_places(a, b, errors):
    x, rest = away(a, b, errors)
    below, above = incomplete_beta(a, b, x, rest)
    assert below + above == pytest.approx(1, abs=1e-15)
    assert min(below, above) >= 0
    assert incomplete_beta(b, a, rest, x) == pytest.approx((above, below), rel=1e-11, abs=TINY)


@given(parameters, parameters, st.lists(st.floats(-12, 12), min_size=2, max_size=6, unique=True))
def test_it_rises(a, b, places):
    found = [incomplete_beta(a, b, *away(a, b, at)) for at in sorted(places)]
    for one, two in pairwise(found):
        assert one[0] <= two[0] * (1 + 1e-11)
        assert one[1] >= two[1] * (1 - 1e-11)


@given(st.floats(0.01, 500), st.floats(0.01, 500), st.floats(1e-6, 1 - 1e-6))
def test_the_next_parameter_is_one_step_away(a, b, x):
    """Iₓ(a, b) = x·Iₓ(a − 1, b) + (1 − x)·Iₓ(a, b − 1) (DLMF 8.17.17)."""
    rest = 1 - x
    whole = incomplete_beta(a + 1, b + 1, x, rest)
    left, right = incomplete_beta(a, b + 1, x, rest), incomplete_beta(a + 1, b, x, rest)
    for side in (0, 1):
        assert whole[side] == pytest.approx(x * left[side] + rest * right[side], abs=1e-13)


@pytest.mark.parametrize("x", [0.393, 0.4, 0.407])
def test_where_one_way_ends_the_next_begins(x):
    before, after = (
        incomplete_beta(LARGE * part, LARGE * 1.5, x, 1 - x) for part in (1 - 1e-15, 1 + 1e-15)
    )
    assert after == pytest.approx(before, rel=1e-12)


@given(parameters, parameters, small_chances)
def test_inverses_lead_back(a, b, p):
    x, rest = inverse_beta(a, b, p)
    assume(min(x, rest) > 1e-290)
    assert x + rest == pytest.approx(1, abs=1e-15)
    # A rounding of x is as much as this of the chance.
    exact = 1e-11 + 4e-14 * sqrt(1 / (1 / a + 1 / b))
    assert incomplete_beta(a, b, x, rest)[0] == pytest.approx(p, rel=exact, abs=0)


@given(parameters, parameters, st.floats(0.5, 1 - 1e-6))
def test_inverses_beyond_the_middle_lead_back(a, b, p):
    x, rest = inverse_beta(a, b, p)
    assume(min(x, rest) > 1e-290)
    exact = 1e-10 + 4e-14 * sqrt(1 / (1 / a + 1 / b))
    assert incomplete_beta(a, b, x, rest)[1] == pytest.approx(1 - p, rel=exact, abs=0)


@given(st.floats(0.5, 1e6), st.floats(0.5, 1e6), st.floats(1e-6, 1 - 1e-6))
def test_inverses_are_scipys(a, b, p):
    expected = special.betaincinv(a, b, p)
    assert inverse_beta(a, b, p)[0] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(
    "bad",
    [
        (0.0, 1.0, 0.5),
        (1.0, -1.0, 0.5),
        (1e101, 1.0, 0.5),
        (1.0, 1e101, 0.5),
        (1.0, 1.0, -0.5),
        (1.0, 1.0, 1.5),
        (1.0, 1.0, nan),
    ],
)
def test_undefined(bad):
    a, b, x = bad
    assert all(isnan(part) for part in incomplete_beta(a, b, x, 1 - x))
    assert all(isnan(part) for part in inverse_beta(*bad))


def test_the_ends():
    assert incomplete_beta(3, 2, 0.0, 1.0) == (0.0, 1.0)
    assert incomplete_beta(3, 2, 1.0, 0.0) == (1.0, 0.0)
    assert inverse_beta(3, 2, 0.0) == (0.0, 1.0)
    assert inverse_beta(3, 2, 1.0) == (1.0, 0.0)
    assert inverse_beta(1e-3, 1, 1e-10) == (0.0, 1.0)
    assert inverse_beta(1, 1e-3, 1 - 1e-10) == (1.0, 0.0)
