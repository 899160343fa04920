"""Limits, rules and kinds of points, against NHSRplotthedots and by the method's own words."""

import json
from itertools import pairwise
from math import nextafter
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind, Polarity, RulePreset
from cxscore.model.findings import Target
from cxscore.model.kpi import TargetStep
from cxscore.model.verdicts import Capability, Method, PointType, Rule, Unsaid, Variation
from cxscore.score.charts.limits import mostly_one_value, process_limits
from cxscore.score.charts.rules import making_data_count, point_type
from cxscore.score.values.status import capability_of
from tests.score import made

VECTORS = Path(__file__).parents[2] / "vectors" / "xmr_making_data_count.json"
SERIES = json.loads(VECTORS.read_text(encoding="utf-8"))
RULES = {
    "Above UCL": Rule.OUTSIDE,
    "Below LCL": Rule.OUTSIDE,
    "7 Point Trend (Increasing)": Rule.TREND,
    "7 Point Trend (Decreasing)": Rule.TREND,
    "2 in 3 Above CL": Rule.NEAR_LIMIT,
    "2 in 3 Below CL": Rule.NEAR_LIMIT,
    "7 Points Above CL": Rule.RUN,
    "7 Points Below CL": Rule.RUN,
}
KINDS = {
    "common_cause": PointType.COMMON_CAUSE,
    "special_cause_improvement": PointType.IMPROVEMENT,
    "special_cause_concern": PointType.CONCERN,
    "special_cause_neutral_high": PointType.HIGH,
    "special_cause_neutral_low": PointType.LOW,
}
VARIATIONS = {
    "common_cause": Variation.STEADY,
    "special_cause_improvement": Variation.IMPROVING,
    "special_cause_concern": Variation.WORSENING,
    "special_cause_neutral_high": Variation.UP,
    "special_cause_neutral_low": Variation.DOWN,
}
POLARITIES = {
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "neutral": Polarity.NEUTRAL,
}
ASSURANCE = {
    "inconsistent": Capability.HIT_AND_MISS,
    "consistent_pass": Capability.HITS,
    "consistent_fail": Capability.MISSES,
    None: None,
}


def polarity_of(series) -> Polarity:
    return POLARITIES[series["params"].get("improvement_direction", "increase")]


def digits(number: float):
    """The reference is written with 12 decimals or 13 digits."""
    return pytest.approx(number, rel=1e-9, abs=1e-9)


KNOWN_DIFFERENCE = "ptd_edge_boundary_zero_mr"
"""One jump and back in a series that is otherwise constant: the reference screens the only
moving ranges that are not zero, and has limits of no width, outside which every point lies."""
AGREED = [one for one in SERIES if not one["name"].startswith(KNOWN_DIFFERENCE)]


@pytest.mark.parametrize("series", AGREED, ids=[one["name"] for one in AGREED])
def test_limits_rules_and_kinds_agree_with_the_reference(series):
    rows = series["rows"]
    numbers = [row["y"] for row in rows]
    limits = process_limits([numbers], screen=series["params"].get("screen_outliers", True))
    assert {row["rebase_group"] for row in rows} == {0}
    if rows[0]["lpl"] is None:
        assert limits is None
        return
    assert limits is not None
    verdicts = making_data_count(numbers, [limits] * len(numbers))
    for row, verdict in zip(rows, verdicts, strict=True):
        assert limits.mean == digits(row["mean"])
        assert limits.lower == digits(row["lpl"])
        assert limits.upper == digits(row["upl"])
        deciding = verdict.rules[0] if verdict.rules else None
        assert deciding is RULES.get(row["special_cause_type"])
        assert point_type(verdict.direction, polarity_of(series)) is KINDS[row["point_type"]]


SCREENED = [one for one in AGREED if one["params"].get("screen_outliers", True)]


@pytest.mark.parametrize("series", SCREENED, ids=[one["name"] for one in SCREENED])
def test_the_whole_stage_agrees_with_the_reference(series):
    rows = series["rows"]
    target = series["params"].get("target")
    one = made.kpi(
        polarity=polarity_of(series),
        target=(TargetStep(value=target),) if target is not None else None,
    )
    found = made.scored(one, made.values("2026-06", [row["y"] for row in rows]))
    assert [point.point for point in found.series] == [KINDS[row["point_type"]] for row in rows]
    icon = VARIATIONS[series["variation_icon_point_type"]]
    constant = rows[0]["lpl"] is None
    assert found.signal.variation is (Variation.NO_SIGNAL_POSSIBLE if constant else icon)
    assert found.signal.capability is ASSURANCE[series["assurance_type"]]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], None),
        ([5.0], None),
        ([5.0, 6.0], None),
        ([5.0] * 20, None),
        ([0.0] * 20, None),
        ([0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2], None),
        ([1.0, 2.0, 3.0], Limits(2.0, 2.0 - 2.66, 2.0 + 2.66)),
    ],
    ids=["none", "one", "two", "constant", "zeros", "constant-but-for-rounding", "three"],
)
def test_no_limits_for_fewer_than_three_points_or_a_constant(numbers, expected):
    assert process_limits([numbers]) == expected


@pytest.mark.parametrize("direction", ["increase", "decrease", "neutral"])
def test_the_one_known_difference_from_the_reference(direction):
    name = f"{KNOWN_DIFFERENCE}_{direction}"
    (series,) = [one for one in SERIES if one["name"] == name]
    rows = series["rows"]
    numbers = [row["y"] for row in rows]
    assert all(row["lpl"] == row["upl"] for row in rows)
    assert "common_cause" not in {row["point_type"] for row in rows}
    limits = process_limits([numbers])
    assert limits is not None
    assert limits.upper - limits.mean == pytest.approx(2.66 * 2 / 11)
    one = made.kpi(polarity=polarity_of(series))
    found = made.scored(one, made.values("2026-06", numbers))
    assert {point.point for point in found.series} == {PointType.COMMON_CAUSE}


def rare(count, *places):
    return [0.0 + (at in places) for at in range(count)]


@pytest.mark.parametrize(
    "numbers",
    [
        [4.5] * 12 + [4.4] + [4.5] * 11,
        rare(36, 35),
        rare(36, 3, 17, 30),
        rare(24, 0),
        [100 * 45 / 50, 100 * 18 / 20, 100 * 9 / 10] * 8 + [88.0] + [90.0] * 3,
    ],
    ids=["dip-a-year-ago", "first-breach", "rare-events", "only-at-the-start", "shares"],
)
@pytest.mark.parametrize("rules", list(RulePreset))
@pytest.mark.parametrize("screen", [True, False])
def test_too_few_different_values_are_no_signal(numbers, rules, screen):
    one = made.kpi(rules=rules, screen=screen, target=(TargetStep(value=4.5),))
    found = made.scored(one, made.values("2026-06", numbers))
    signal = found.signal
    assert signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert (signal.chart, signal.limits, signal.capability) == (ChartKind.RUN, None, None)
    assert signal.median == pytest.approx(sorted(numbers)[len(numbers) // 2])
    assert found.unsaid[Method.CHART] is Unsaid.FEW_DIFFERENT_VALUES
    assert {point.point for point in found.series} == {PointType.COMMON_CAUSE}


@given(st.lists(st.sampled_from([4.4, 4.5, 4.6]), min_size=3, max_size=36))
def test_limits_are_never_of_no_width(numbers):
    limits = process_limits([numbers])
    assert limits is None or limits.lower < limits.mean < limits.upper
    assert (limits is None) == (len(set(numbers)) == 1)


@pytest.mark.parametrize(
    ("numbers", "screened"),
    [([1.0] * 8 + [2.0] * 8, False), ([1.0, 2.0] * 6 + [9.0] * 6, True)],
    ids=["nothing-would-be-left", "one-jump-of-many"],
)
def test_where_screening_would_leave_zeros_nothing_is_screened(numbers, screened):
    found = made.scored(made.kpi(), made.values("2026-06", numbers))
    limits = found.signal.limits
    assert found.signal.screened is screened
    assert limits is not None
    ranges = [abs(b - a) for a, b in pairwise(numbers)]
    kept = [r for r in ranges if r <= 3.267 * fmean(ranges)] if screened else ranges
    assert limits.upper - limits.mean == pytest.approx(2.66 * fmean(kept))


def test_stretches_that_do_not_move_within_have_no_limits():
    assert process_limits([[1.0, 1.0], [2.0, 2.0]]) is None


def test_rounding_is_that_of_the_largest_value_and_gives_no_limits():
    numbers = [0.0, *[1e6, nextafter(1e6, 2e6)] * 5]
    limits = process_limits([numbers])
    assert limits is not None
    # The step alone is a moving range, of 10: what is kept without it is rounding.
    assert limits.upper - limits.mean == pytest.approx(2.66 * 1e6 / 10)


@pytest.mark.parametrize(
    ("count", "mostly"), [(1, True), (2, False), (3, False)], ids=["quarter", "half", "more"]
)
def test_three_quarters_of_equal_values_are_the_edge(count, mostly):
    assert mostly_one_value([5.0] * (4 - count) + [6.0, 7.0, 8.0][:count]) is mostly
    assert not mostly_one_value([])


def test_no_moving_range_is_taken_across_stretches():
    together = process_limits([[1.0, 2.0, 1.0, 9.0, 10.0, 9.0]])
    apart = process_limits([[1.0, 2.0, 1.0], [9.0, 10.0, 9.0]])
    assert together is not None
    assert apart is not None
    assert apart.mean == together.mean
    assert apart.upper - apart.mean == pytest.approx(2.66)
    assert process_limits([[1.0], [2.0], [3.0]]) is None


def test_every_rule_that_holds_is_listed_the_deciding_one_first():
    numbers = [5.0, 4.0, 5.0, 4.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    limits = process_limits([numbers])
    assert limits is not None
    last = making_data_count(numbers, [limits] * len(numbers))[-1]
    assert last.rules == (Rule.OUTSIDE, Rule.TREND)
    assert last.direction == 1


def test_two_of_the_first_three_points_near_a_limit_are_a_signal():
    verdicts = making_data_count([7.0, 8.0, 1.0], [Limits(0.0, -10.0, 10.0)] * 3)
    assert [verdict.rules for verdict in verdicts] == [(Rule.NEAR_LIMIT,), (Rule.NEAR_LIMIT,), ()]


def test_at_a_peak_of_two_trends_the_point_belongs_to_the_climb():
    numbers = [float(n) for n in (1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1)]
    verdicts = making_data_count(numbers, [Limits(4.0, -10.0, 18.0)] * 13)
    assert [verdict.direction for verdict in verdicts] == [1] * 7 + [-1] * 6


limits_and_values = st.lists(
    st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3)), min_size=3, max_size=40
)


@given(limits_and_values, st.integers(-1000, 1000))
def test_shifting_a_series_shifts_its_limits(numbers, by):
    before, after = process_limits([numbers]), process_limits([[n + by for n in numbers]])
    if before is None or after is None:
        assert before == after
        return
    near = {"rel": 1e-9, "abs": 1e-6}
    assert after.mean == pytest.approx(before.mean + by, **near)
    assert after.lower == pytest.approx(before.lower + by, **near)
    assert after.upper == pytest.approx(before.upper + by, **near)


@given(st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=40))
def test_a_mirrored_series_has_mirrored_signals(numbers):
    limits = process_limits([numbers])
    mirrored = process_limits([[-n for n in numbers]])
    if limits is None or mirrored is None:
        assert limits == mirrored
        return
    here = making_data_count(numbers, [limits] * len(numbers))
    there = making_data_count([-n for n in numbers], [mirrored] * len(numbers))
    for one, other in zip(here, there, strict=True):
        assert one.rules == other.rules
        higher = point_type(one.direction, Polarity.HIGHER_IS_BETTER)
        assert higher is point_type(other.direction, Polarity.LOWER_IS_BETTER)


def test_a_gain_one_way_is_a_loss_the_other():
    for direction in (-1, 1):
        kinds = {
            point_type(direction, Polarity.HIGHER_IS_BETTER),
            point_type(direction, Polarity.LOWER_IS_BETTER),
        }
        assert kinds == {PointType.IMPROVEMENT, PointType.CONCERN}
        assert point_type(direction, Polarity.IN_RANGE) is point_type(direction, Polarity.NEUTRAL)


AROUND_TEN = Limits(10.0, 8.0, 12.0)


@pytest.mark.parametrize(
    ("polarity", "target", "expected"),
    [
        (Polarity.HIGHER_IS_BETTER, Target(7.9), Capability.HITS),
        (Polarity.HIGHER_IS_BETTER, Target(8.0), Capability.HIT_AND_MISS),
        (Polarity.HIGHER_IS_BETTER, Target(10.0), Capability.HIT_AND_MISS),
        (Polarity.HIGHER_IS_BETTER, Target(12.0), Capability.HIT_AND_MISS),
        (Polarity.HIGHER_IS_BETTER, Target(12.1), Capability.MISSES),
        (Polarity.LOWER_IS_BETTER, Target(12.1), Capability.HITS),
        (Polarity.LOWER_IS_BETTER, Target(12.0), Capability.HIT_AND_MISS),
        (Polarity.LOWER_IS_BETTER, Target(8.0), Capability.HIT_AND_MISS),
        (Polarity.LOWER_IS_BETTER, Target(7.9), Capability.MISSES),
        (Polarity.IN_RANGE, Target(low=7.0, high=13.0), Capability.HITS),
        (Polarity.IN_RANGE, Target(low=8.0, high=13.0), Capability.HIT_AND_MISS),
        (Polarity.IN_RANGE, Target(low=9.0, high=11.0), Capability.HIT_AND_MISS),
        (Polarity.IN_RANGE, Target(low=12.5, high=13.0), Capability.MISSES),
        (Polarity.IN_RANGE, Target(low=1.0, high=7.5), Capability.MISSES),
        (Polarity.IN_RANGE, Target(low=7.0), Capability.HITS),
        (Polarity.NEUTRAL, Target(7.0), None),
        (Polarity.HIGHER_IS_BETTER, None, None),
    ],
)
def test_capability(polarity, target, expected):
    assert capability_of(made.kpi(polarity=polarity), AROUND_TEN, target) is expected


def test_no_limits_no_capability():
    assert capability_of(made.kpi(), None, Target(7.0)) is None
