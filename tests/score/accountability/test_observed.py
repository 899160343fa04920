"""The series that an effect is looked for in."""

import pytest

from cxscore.calendar import Calendar
from cxscore.model.choices import Polarity
from cxscore.score.accountability.observed import Observed, Series, difference

JANUARY, FEBRUARY, MARCH = Calendar().up_to(Calendar().parse("2026-03"), 3)


@pytest.mark.parametrize(
    ("polarity", "sign"),
    [
        (Polarity.HIGHER_IS_BETTER, 1),
        (Polarity.LOWER_IS_BETTER, -1),
        (Polarity.IN_RANGE, 0),
        (Polarity.NEUTRAL, 0),
    ],
)
def test_the_sign_is_the_way_that_is_better(polarity, sign):
    assert Series((), polarity).sign == sign


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"value": 5.0}, {"value": 3.0}, (2.0, False, True)),
        ({"value": None}, {"value": 3.0}, (None, False, True)),
        ({"value": 5.0}, {"value": None}, (None, False, True)),
        ({"value": 5.0, "restarts": True}, {"value": 5.0}, (0.0, True, True)),
        ({"value": 5.0}, {"value": 5.0, "restarts": True}, (0.0, True, True)),
        ({"value": 5.0}, {"value": 5.0, "comparable": False}, (0.0, False, False)),
    ],
)
def test_a_segment_less_the_rest(one, other, found):
    (each,) = difference([Observed(MARCH, **one)], [Observed(MARCH, **other)])
    assert (each.value, each.restarts, each.comparable) == found
    assert each.period is MARCH


def test_a_segment_and_the_rest_have_the_same_periods():
    with pytest.raises(ValueError, match="longer"):
        difference([Observed(JANUARY, 1.0)], [Observed(JANUARY, 1.0), Observed(FEBRUARY, 1.0)])


def test_only_values_that_count_are_told():
    series = Series([Observed(JANUARY, 1.0), Observed(FEBRUARY, None)], Polarity.HIGHER_IS_BETTER)
    assert series.at([0, 1]) == [1.0]
