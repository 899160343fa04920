"""P-values corrected for how many there were, against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics.many import benjamini_hochberg

PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(PROBABILITIES)
def test_they_are_scipys(p_values):
    from scipy.stats import false_discovery_control

    assert benjamini_hochberg(p_values) == pytest.approx(
        list(false_discovery_control(p_values)), rel=1e-9
    )


@given(PROBABILITIES)
def test_the_order_is_kept_and_none_gets_smaller(p_values):
    corrected = benjamini_hochberg(p_values)
    assert all(after >= before for before, after in zip(p_values, corrected, strict=True))
    assert all(after <= 1 for after in corrected)
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    assert [corrected[at] for at in ranked] == sorted(corrected)


def test_one_is_left_as_it_is_and_none_gives_none():
    assert benjamini_hochberg([0.04]) == (0.04,)
    assert benjamini_hochberg([]) == ()
