"""Targets in force, status and gap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.kpi import TargetColumn, TargetStep
from cxscore.model.verdicts import Capability, Status
from cxscore.score.values.status import (
    Targets,
    capability_of,
    gap_of,
    shortfall,
    status_of,
    too_small,
)
from tests.score import made

HIGH, LOW = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
ON, RISK, OFF, NONE = Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET, Status.NO_TARGET
FORTY, BAND = Target(40.0), Target(low=10.0, high=20.0)


@pytest.mark.parametrize(
    ("polarity", "value", "target", "within", "expected"),
    [
        (HIGH, 40.0, FORTY, 3, ON),
        (HIGH, 40.0 - 1e-10, FORTY, 3, ON),
        (HIGH, 40.0 - 1e-6, FORTY, 3, RISK),
        (HIGH, 37.0, FORTY, 3, RISK),
        (HIGH, 37.0 - 1e-10, FORTY, 3, RISK),
        (HIGH, 36.9, FORTY, 3, OFF),
        (HIGH, 39.9, FORTY, 0, OFF),
        (HIGH, 0.1 + 0.2, Target(0.3), 0, ON),
        (HIGH, 4_999_999_996.0, Target(5e9), 0, OFF),
        (HIGH, 4_999_999_999.99, Target(5e9), 0, OFF),
        (HIGH, 5e9, Target(5e9), 0, ON),
        (HIGH, 4_999_999_996.0, Target(5e9), 4, RISK),
        (HIGH, 4_999_999_995.0, Target(5e9), 4, OFF),
        (LOW, 5_000_000_004.0, Target(5e9), 0, OFF),
        (HIGH, 3 * 1.1e9, Target(3.3e9), 0, ON),
        (HIGH, 1e9 * (0.1 + 0.2), Target(3e8), 0, ON),
        (LOW, 40.0, FORTY, 3, ON),
        (LOW, 43.0, FORTY, 3, RISK),
        (LOW, 43.1, FORTY, 3, OFF),
        (LOW, 0.1 + 0.2, Target(0.3), 0, ON),
        (LOW, 0.0, FORTY, 3, ON),
        (Polarity.IN_RANGE, 10.0, BAND, 2, ON),
        (Polarity.IN_RANGE, 20.0, BAND, 2, ON),
        (Polarity.IN_RANGE, 8.0, BAND, 2, RISK),
        (Polarity.IN_RANGE, 22.0, BAND, 2, RISK),
        (Polarity.IN_RANGE, 7.9, BAND, 2, OFF),
        (Polarity.IN_RANGE, 22.1, BAND, 2, OFF),
        (Polarity.IN_RANGE, 9.0, Target(low=10.0), 0, OFF),
        (Polarity.IN_RANGE, 900.0, Target(low=10.0), 0, ON),
        (Polarity.IN_RANGE, 10.0, Target(10.0), 0, ON),
        (Polarity.IN_RANGE, 11.0, Target(10.0), 0, OFF),
        (HIGH, 9.0, BAND, 0, OFF),
        (HIGH, 90.0, BAND, 0, ON),
        (LOW, 90.0, BAND, 0, OFF),
        (Polarity.NEUTRAL, 9.0, FORTY, 0, NONE),
        (HIGH, 9.0, None, 0, NONE),
        (HIGH, None, FORTY, 0, Status.NO_DATA),
        (HIGH, None, None, 0, Status.NO_DATA),
    ],
)
def test_status(polarity, value, target, within, expected):
    one = made.kpi(polarity=polarity, at_risk_within=within)
    assert status_of(one, value, target, too_small=False) is expected


def test_capability_is_as_exact_as_status():
    limits = Limits(4.6e9, 4e9, 4_999_999_996.0)
    assert capability_of(made.kpi(), limits, Target(5e9)) is Capability.MISSES
    assert capability_of(made.kpi(), limits, Target(limits.upper)) is Capability.HIT_AND_MISS


def test_too_small_a_base_has_no_status():
    one = made.kpi(minimum_base=30)
    assert status_of(one, 50.0, FORTY, too_small=True) is NONE
    assert [too_small(one, n) for n in (29, 30, None)] == [True, False, False]


numbers = st.floats(-1e6, 1e6)


@given(numbers, numbers, st.floats(0, 1e3))
def test_reversing_polarity_mirrors_status(value, target, within):
    up, down = (made.kpi(polarity=p, at_risk_within=within) for p in (HIGH, LOW))
    mirrored = status_of(down, -value, Target(-target), too_small=False)
    assert status_of(up, value, Target(target), too_small=False) is mirrored


@given(numbers, numbers)
def test_a_gain_one_way_is_a_loss_the_other(value, target):
    one, other = shortfall(HIGH, value, Target(target)), shortfall(LOW, value, Target(target))
    assert one is not None
    assert other is not None
    assert one == -other


@pytest.mark.parametrize(
    ("value", "target", "gap"),
    [
        (37.0, FORTY, -3.0),
        (43.0, FORTY, 3.0),
        (8.0, BAND, -2.0),
        (15.0, BAND, 0.0),
        (23.0, BAND, 3.0),
        (9.0, Target(high=20.0), 0.0),
        (9.0, Target(low=2.0), 0.0),
        (None, FORTY, None),
        (9.0, None, None),
    ],
)
def test_gap(value, target, gap):
    assert gap_of(value, target) == gap


def month(text):
    found = made.MONTHS.parse(text)
    assert found is not None
    return found


STEPS = (
    TargetStep("2026-04", 42.0, reason="Plan"),
    TargetStep("2025-04", 40.0),
    TargetStep("2026-05-15", 43.0),
)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025-03", None),
        ("2025-04", Target(40.0)),
        ("2026-03", Target(40.0)),
        ("2026-04", Target(42.0, reason="Plan")),
        ("2026-05", Target(42.0, reason="Plan")),
        ("2026-06", Target(43.0)),
    ],
)
def test_the_target_in_force_is_that_of_the_first_day(period, expected):
    targets = Targets.of(made.kpi(target=STEPS), made.MONTHS.span, {})
    assert targets.in_force(month(period)) == expected


def test_a_target_without_a_date_was_always_in_force():
    targets = Targets.of(made.kpi(target=(TargetStep(low=1.0, high=2.0),)), made.MONTHS.span, {})
    assert targets.in_force(month("1999-01")) == Target(low=1.0, high=2.0)


def test_a_target_that_no_day_can_be_found_for_is_never_in_force():
    targets = Targets.of(made.kpi(target=(TargetStep("soon", 1.0),)), made.MONTHS.span, {})
    assert targets.in_force(month("2026-01")) is None


def test_a_target_column_holds_one_value_a_period():
    one = made.kpi(target=TargetColumn("plan"))
    targets = Targets.of(one, made.MONTHS.span, {date(2026, 6, 1): 41.0})
    assert targets.in_force(month("2026-06")) == Target(41.0)
    assert targets.in_force(month("2026-05")) is None
    assert Targets.of(made.kpi(), made.MONTHS.span, {}).in_force(month("2026-05")) is None
