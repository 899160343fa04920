"""The adjusted interval of a net promoter score holds the score, at any level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics import nps


@given(
    st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.sampled_from([0.5, 0.8, 0.95])
)
def test_the_score_lies_within_its_interval(promoters, passives, detractors, level):
    n = promoters + passives + detractors
    if n == 0:
        return
    low, high = nps.adjusted_wald(promoters / n, detractors / n, n, level)
    assert -1 <= low <= (promoters - detractors) / n <= high <= 1


def test_at_a_low_level_it_ends_at_a_perfect_score():
    assert nps.adjusted_wald(1.0, 0.0, 30, 0.8) == (pytest.approx(0.829, abs=1e-3), 1.0)
