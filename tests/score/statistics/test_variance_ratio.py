"""The F distribution, against scipy."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from cxscore.score.statistics.variance_ratio import tail

freedoms = st.one_of(st.integers(1, 40), st.floats(1, 1e6))


@given(st.floats(0, 50), freedoms, freedoms)
def test_the_tail(ratio, above, below):
    expected = float(special.fdtrc(above, below, ratio))
    assert tail(ratio, above, below) == pytest.approx(expected, rel=1e-8, abs=1e-280)


@pytest.mark.parametrize(("ratio", "expected"), [(0.0, 1.0), (inf, 0.0), (1e308, 0.0)])
def test_the_ends(ratio, expected):
    assert tail(ratio, 3, 20) == expected
