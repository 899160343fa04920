"""Segments at the period at hand, against the same target."""

from dataclasses import replace

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.kpi import TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Nps, Percentile, Share, Sum
from cxscore.model.scorecard import SegmentPoint, SegmentScore
from cxscore.model.verdicts import Status
from cxscore.score.methods.significance import p_of_change
from cxscore.score.values.value import pooled
from tests.score import made

REGION = ("region",)
BOTH = ("region", "channel")


def regional(segments, one=None, **more):
    """The scored KPI with a total of 200 answers and monthly *segments* by region."""
    total = made.monthly("2026-06", [made.share_parts(120, 200)] * 3)
    for name, parts in segments.items():
        total += made.monthly("2026-06", parts, by=REGION, segment=(name,))
    one = one or made.kpi(Share("s"), by=(REGION,), target=(TargetStep(value=60.0),), **more)
    return made.scored(one, total)


def test_each_segment_has_value_base_interval_and_status():
    found = regional(
        {
            "South": [None, made.share_parts(10, 20), made.share_parts(30, 100)],
            "North": [made.share_parts(70, 80)] * 3,
            None: [None, None, made.share_parts(18, 20)],
        },
        minimum_base=30,
    )
    south, north, blank = found.segments
    assert [one.segment for one in found.segments] == [("South",), ("North",), (None,)]
    assert {one.by for one in found.segments} == {REGION}
    assert (north.value, north.n, north.status) == (87.5, 80, Status.ON_TARGET)
    assert (south.value, south.status, south.share_of_base) == (30.0, Status.OFF_TARGET, 0.5)
    assert [point.value for point in south.series] == [None, 50.0, 30.0]
    assert south.interval is not None
    assert south.interval.method == "wilson"
    assert (blank.status, blank.base_too_small) == (Status.NO_TARGET, True)


def test_a_segment_without_rows_at_hand_has_no_value():
    found = regional({"North": [made.share_parts(70, 80)] * 2 + [None]})
    (north,) = found.segments
    assert (north.value, north.n, north.interval, north.share_of_base) == (None, None, None, None)
    assert (north.status, north.base_too_small) == (Status.NO_DATA, False)


def test_a_segment_that_ended_more_than_a_year_ago_is_left_out():
    gone = [made.share_parts(1, 2)] + [None] * 12
    total = made.monthly("2026-06", [made.share_parts(120, 200)] * 13)
    total += made.monthly("2026-06", gone, by=REGION, segment=("Gone",))
    assert made.scored(made.kpi(Share("s"), by=(REGION,)), total).segments == ()


def test_a_part_of_an_amount_is_not_held_to_the_target_of_the_whole():
    amount = made.kpi(Sum("s"), by=(REGION,), target=(TargetStep(value=60.0),))
    found = regional({"North": [Parts(n=1, numerator=70.0)] * 3}, amount)
    assert [(one.value, one.status) for one in found.segments] == [(70.0, Status.NO_TARGET)]


def test_crossings_come_in_the_definitions_order():
    one = made.kpi(Nps("s"), by=(BOTH, REGION))
    parts = [made.nps_parts(5, 3, 2)]
    found = made.scored(
        one,
        [
            *made.monthly("2026-06", parts),
            *made.monthly("2026-06", parts, by=REGION, segment=("North",)),
            *made.monthly("2026-06", parts, by=BOTH, segment=("North", "web")),
            *made.monthly("2026-06", parts, by=BOTH, segment=("North", None)),
            *made.monthly("2026-06", parts, by=BOTH, segment=("East", "web")),
        ],
    )
    assert [(each.by, each.segment) for each in found.segments] == [
        (BOTH, ("East", "web")),
        (BOTH, ("North", "web")),
        (BOTH, ("North", None)),
        (REGION, ("North",)),
    ]


def test_ready_values_have_no_share_of_a_base():
    found = regional(
        {"North": [made.value_parts(1.0)] * 3},
        made.kpi(by=(REGION,)),
    )
    assert (found.segments[0].value, found.segments[0].share_of_base) == (1.0, None)


def test_segments_of_a_window_pool_its_periods():
    found = regional(
        {"North": [made.share_parts(10, 20), made.share_parts(30, 40), made.share_parts(20, 20)]},
        made.kpi(Share("s"), by=(REGION,), window=2),
    )
    (north,) = found.segments
    assert north.value == pytest.approx(100 * 50 / 60)
    assert north.share_of_base == 60 / 400
    assert north.series[0].value is None


def test_a_segment_of_which_nothing_can_be_said_shares_an_empty_base():
    total = made.monthly("2026-06", [Parts(0, 0.0, 0.0)])
    total += made.monthly("2026-06", [Parts(0, 0.0, 0.0)], by=REGION, segment=("North",))
    (north,) = made.scored(made.kpi(Share("s"), by=(REGION,)), total).segments
    assert (north.value, north.n, north.share_of_base) == (None, 0, None)


def cut(segments, one=None, **more):
    """The scored KPI whose whole is the sum of its *segments* by region, one month each."""
    whole = pooled(segments.values())
    facts = made.monthly("2026-06", [whole])
    for name, parts in segments.items():
        facts += made.monthly("2026-06", [parts], by=REGION, segment=(name,))
    return made.scored(one or made.kpi(Share("s"), by=(REGION,), **more), facts)


SHARES = {
    "North": made.share_parts(90, 100),
    "South": made.share_parts(80, 200),
    "East": made.share_parts(30, 50),
    "West": made.share_parts(10, 20),
    None: made.share_parts(5, 30),
}
TARGET = (TargetStep(value=80.0),)


def test_contributions_add_up_to_the_gap_and_the_largest_comes_first():
    found = cut(SHARES, target=TARGET)
    adds = {one.segment[0]: one.contribution for one in found.segments}
    assert sum(adds.values()) == pytest.approx(found.gap)
    assert adds["South"] == pytest.approx(200 / 400 * (40 - 80))
    assert [one.segment[0] for one in found.segments] == ["South", "East", "West", "North", None]


def test_without_a_target_the_distance_is_that_from_the_whole():
    found = cut(SHARES)
    assert sum(one.contribution for one in found.segments) == pytest.approx(0, abs=1e-9)
    assert [one.segment[0] for one in found.segments] == ["North", "South", "East", "West", None]


def test_a_range_that_is_met_has_no_distance():
    one = made.kpi(
        Share("s"),
        by=(REGION,),
        polarity=Polarity.IN_RANGE,
        target=(TargetStep(low=40.0, high=60.0),),
    )
    found = cut(SHARES, one)
    assert found.gap == 0
    assert found.segments[0].segment == ("North",)
    missed = cut(SHARES, replace(one, target=(TargetStep(low=60.0, high=70.0),)))
    assert sum(each.contribution for each in missed.segments) == pytest.approx(missed.gap)


def test_weights_count_in_contributions():
    heavy = Parts(10, numerator=30.0, denominator=60.0, weight_squares=400.0)
    light = Parts(30, numerator=30.0, denominator=40.0, weight_squares=100.0)
    found = cut({"A": heavy, "B": light}, target=TARGET)
    assert sum(one.contribution for one in found.segments) == pytest.approx(found.gap)


def test_an_amount_is_made_of_its_parts():
    one = made.kpi(Sum("s"), by=(REGION,))
    found = cut({"A": Parts(1, numerator=30.0), "B": Parts(9, numerator=70.0)}, one)
    assert [(each.segment[0], each.contribution) for each in found.segments] == [
        ("B", 70.0),
        ("A", 30.0),
    ]


def test_percentiles_are_no_sum_of_their_segments():
    one = made.kpi(Percentile("s", 50.0), by=(REGION,))
    found = cut({"A": Parts(9, value=3.0), "B": Parts(9, value=4.0)}, one)
    assert {(each.contribution, each.p_value) for each in found.segments} == {(None, None)}


def test_small_ones_come_after_and_are_not_tested():
    found = cut(SHARES, target=TARGET, minimum_base=60)
    assert [one.segment[0] for one in found.segments] == ["South", "North", "East", "West", None]
    assert [one.p_value is None for one in found.segments] == [False, False, True, True, True]


def test_each_segment_is_tested_against_all_the_others_and_corrected():
    from scipy.stats import false_discovery_control

    found = cut(SHARES)
    one = made.kpi(Share("s"))
    names = [each.segment[0] for each in found.segments]
    raw = [
        p_of_change(one, SHARES[name], pooled(p for n, p in SHARES.items() if n != name))
        for name in names
    ]
    expected = list(false_discovery_control(raw))
    assert [each.p_value for each in found.segments] == pytest.approx(expected)
    assert [each.differs for each in found.segments] == [p < 0.05 for p in expected]
    strict = cut(SHARES, level=0.999)
    assert [each.differs for each in strict.segments] == [p < 1 - 0.999 for p in expected]


def test_a_segment_alone_has_no_others():
    (only,) = cut({"North": SHARES["North"]}).segments
    assert (only.p_value, only.differs) == (None, None)


def test_what_is_withheld_says_nothing_and_comes_last_by_name():
    parts = {**SHARES, "Isle": made.share_parts(3, 7), "Coast": made.share_parts(2, 9)}
    found = cut(parts, minimum_base=10, suppress=True, target=TARGET)
    assert [one.segment[0] for one in found.segments][-3:] == ["Coast", "Isle", None]
    for one in found.segments[-3:-1]:
        assert one == SegmentScore(
            REGION,
            one.segment,
            None,
            None,
            None,
            Status.NO_TARGET,
            False,
            None,
            series=(SegmentPoint("2026-06"),),
            suppressed=True,
        )


def test_the_history_of_a_segment_leaves_out_the_periods_in_which_it_is_withheld():
    months = {
        "North": [made.share_parts(50, 100)] * 3,
        "South": [made.share_parts(5, 9), made.share_parts(20, 40), made.share_parts(20, 40)],
        "East": [made.share_parts(20, 50), made.share_parts(20, 50), made.share_parts(4, 8)],
    }
    whole = [pooled(parts) for parts in zip(*months.values(), strict=True)]
    facts = made.monthly("2026-06", whole)
    for name, parts in months.items():
        facts += made.monthly("2026-06", parts, by=REGION, segment=(name,))
    found = made.scored(made.kpi(Share("s"), by=(REGION,), minimum_base=30, suppress=True), facts)
    history = {one.segment[0]: [point.value for point in one.series] for one in found.segments}
    assert history == {
        "North": [50.0, 50.0, 50.0],
        "South": [None, 50.0, None],
        "East": [None, 40.0, None],
    }
