"""What is level: rounding of binary fractions, and never whole units of a large number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.charts.limits import constant
from cxscore.score.charts.rules.verdicts import step, tolerance_of
from cxscore.score.statistics.rounding import boundary_within, level_within


@pytest.mark.parametrize(
    ("size", "boundary", "level"),
    [(0.0, 1e-9, 0.0), (1e-6, 1e-9, 1e-18), (40.0, 1e-9, 4e-11), (5e5, 1e-9, 1e-9)],
)
def test_small_numbers_are_level_within_a_billionth(size, boundary, level):
    assert boundary_within(size) == boundary
    assert level_within(size) == pytest.approx(level)


@given(st.floats(1, 1e15))
def test_a_thousandth_of_a_billion_is_never_lost(size):
    assert boundary_within(size) <= max(1e-9, 2e-15 * size)
    assert level_within(-size) == level_within(size) <= boundary_within(size)


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=30))
def test_what_is_summed_in_another_order_stays_on_its_boundary(numbers):
    largest = max(abs(number) for number in numbers) * len(numbers)
    forth, back = sum(numbers), sum(reversed(numbers))
    assert abs(forth - back) <= 4 * boundary_within(largest)


def test_four_units_of_five_billions_are_no_rounding():
    assert not constant([5e9, 5e9 - 4, 5e9])
    assert constant([3 * 1.1e9, 3.3e9])
    assert step(5e12, 5e12 - 4, tolerance_of([5e12])) == -1
    assert step(0.3, 0.1 + 0.2, tolerance_of([0.3])) == 0
