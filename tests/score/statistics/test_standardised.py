"""Two groups like for like, held to statsmodels and to laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from cxscore.score.statistics.standardised import Kind, excess_of, together


@st.composite
def kinds(draw):
    n, base = draw(st.integers(1, 500)), draw(st.integers(1, 500))
    return Kind(
        n, draw(st.integers(0, n)), base, draw(st.integers(0, base)), draw(st.floats(0, 1e6))
    )


MANY = st.lists(kinds(), min_size=1, max_size=6)


@given(MANY)
def test_is_the_sum_that_is_written_down(found):
    n, x, m, y, v = (
        np.array([getattr(k, f) for k in found], dtype=float)
        for f in ("n", "events", "base_n", "base_events", "weight")
    )
    p, q = x / n, y / m
    half = norm.ppf(0.975) * math.sqrt((n**2 * (p * (1 - p) / n + q * (1 - q) / m)).sum())
    excess = excess_of(found, 0.95)
    assert excess.events == pytest.approx((n * (p - q)).sum(), abs=1e-9)
    assert excess.high - excess.events == pytest.approx(half, rel=1e-9)
    assert excess.events - excess.low == pytest.approx(half, rel=1e-9)
    assert excess.weight == pytest.approx((v * (p - q)).sum(), rel=1e-9, abs=1e-6)


@given(MANY)
def test_order_makes_no_difference(found):
    one, other = excess_of(found, 0.9), excess_of(found[::-1], 0.9)
    assert one.events == pytest.approx(other.events, abs=1e-9)
    assert one.high == pytest.approx(other.high, abs=1e-9)


@given(kinds())
def test_one_kind_alone_is_crude(kind):
    assert excess_of([kind], 0.95) == excess_of([together([kind])], 0.95)


@given(MANY)
def test_groups_that_are_the_same_differ_by_nothing(found):
    same = [Kind(k.n, k.events, k.n, k.events, k.weight) for k in found]
    excess = excess_of(same, 0.95)
    assert (excess.events, excess.weight) == (0.0, 0.0)
    assert excess.low == -excess.high


@given(MANY)
def test_kinds_without_anybody_add_nothing(found):
    more = [*found, Kind(0, 0, 40, 7)]
    assert excess_of(more, 0.95) == excess_of(found, 0.95)
