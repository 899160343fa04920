"""Events over an exposure: laws of the exact methods, also where counts are very large."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics.normal import z_of
from cxscore.score.statistics.poisson import p_of_two, rate_interval, ratio_interval

counts = st.integers(0, 10**6)
exposures = st.floats(1, 1e6)


@given(counts, counts, exposures, exposures)
def test_neither_comes_first(events_one, events_two, exposure_one, exposure_two):
    one, two = (events_one, exposure_one), (events_two, exposure_two)
    if events_one + events_two > 0:
        assert p_of_two(one, two) == pytest.approx(p_of_two(two, one), rel=1e-9)
    low, high = ratio_interval(one, two, 0.95)
    other_low, other_high = ratio_interval(two, one, 0.95)
    if high is not None:
        assert other_low == pytest.approx(1 / high, rel=1e-9)
    if other_high is not None:
        assert low == pytest.approx(1 / other_high, rel=1e-9)


@pytest.mark.parametrize("events", [10**7, 10**9, 10**12])
def test_of_very_many_events_the_methods_are_about_normal(events):
    z = z_of(0.95)
    low, high = rate_interval(events, 2.0, 0.95)
    for end, sign in ((low, -1), (high, 1)):
        assert end == pytest.approx((events + sign * z * sqrt(events)) / 2, abs=2)
    low, high = ratio_interval((events, 1.0), (events, 1.0), 0.95)
    assert low * high == pytest.approx(1, rel=1e-12)
    assert high - 1 == pytest.approx(z * sqrt(2 / events), rel=1e-3)
    more = round(events + 2 * sqrt(2 * events))
    assert p_of_two((more, 1.0), (events, 1.0)) == pytest.approx(0.0455, rel=2e-3)


@pytest.mark.parametrize("exposure", [1e-30, 1e-310])
def test_of_hardly_any_exposure(exposure):
    assert p_of_two((3, 1.0), (2, exposure)) == pytest.approx(0, abs=1e-50)
    assert p_of_two((2, exposure), (3, 1.0)) == pytest.approx(0, abs=1e-50)
    assert p_of_two((3, 1.0), (0, exposure)) == 1.0
