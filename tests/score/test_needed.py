"""What it would take to meet a target: that many answers do it, and one fewer does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Mean, Nps, Share
from cxscore.model.verdicts import Status
from cxscore.score.values.needed import needed_of
from cxscore.score.values.status import status_of

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER


def kpi(measure, polarity):
    return Kpi("k", "K", "ada", measure, polarity)


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.integers(0, 1000),
    st.sampled_from([HIGHER, LOWER]),
)
def test_so_many_answers_meet_it_and_one_fewer_does_not(counted, tenths, polarity):
    n, good = counted
    own, target = kpi(Share("x"), polarity), Target(tenths / 10)

    def status(x):
        return status_of(own, 100 * x / n, target, too_small=False)

    found = needed_of(own, 100 * good / n, target, good, n, n)
    if status(good) is Status.ON_TARGET:
        assert found is None
        return
    step = 1 if polarity is HIGHER else -1
    assert found.value == target.value
    assert found.step * step > 0
    assert (found.answers * step > 0, found.of) == (True, n)
    assert status(good + found.answers) is Status.ON_TARGET
    assert status(good + found.answers - step) is not Status.ON_TARGET


@pytest.mark.parametrize(
    ("measure", "polarity", "value", "target", "counted", "wanted"),
    [
        pytest.param(Share("x"), HIGHER, 83.33, Target(90.0), (85, 102, 102), 7, id="share"),
        pytest.param(Share("x"), LOWER, 30.0, Target(25.0), (30, 100, 100), -5, id="fewer"),
        pytest.param(Share("x"), HIGHER, 50.0, Target(60.0), (50, 100, 97.5), None, id="weights"),
        pytest.param(Share("x"), HIGHER, 50.0, Target(60.0), (12.5, 25, 25), None, id="amounts"),
        pytest.param(Share("x"), HIGHER, 90.0, Target(101.0), (9, 10, 10), None, id="no such"),
        pytest.param(Nps("x"), HIGHER, 35.87, Target(42.0), (33, 92, 92), 6, id="nps"),
        pytest.param(Nps("x"), HIGHER, -50.0, Target(0.0), (-5, 10, 10), 5, id="nps below 0"),
        pytest.param(Mean("x"), HIGHER, 4.0, Target(5.0), (40.0, 10, 10.0), None, id="mean"),
        pytest.param(
            Share("x"), Polarity.IN_RANGE, 30.0, Target(low=40.0, high=50.0), (3, 10, 10), 1,
            id="range",
        ),
    ],
)  # fmt: skip
def test_answers(measure, polarity, value, target, counted, wanted):
    numerator, n, denominator = counted
    found = needed_of(kpi(measure, polarity), value, target, numerator, n, denominator)
    assert found.answers == wanted


@pytest.mark.parametrize(
    ("value", "target", "polarity"),
    [(None, Target(5.0), HIGHER), (3.0, None, HIGHER), (3.0, Target(5.0), Polarity.NEUTRAL)],
)
def test_nothing_is_needed(value, target, polarity):
    assert needed_of(kpi(Share("x"), polarity), value, target, 3, 100, 100) is None
