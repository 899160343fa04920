"""Segments at the period at hand, against the same target."""

import pytest

from cxscore.model.kpi import TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Nps, Share, Sum
from cxscore.model.scorecard import Status
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
    north, south, blank = found.segments
    assert [one.segment for one in found.segments] == [("North",), ("South",), (None,)]
    assert {one.by for one in found.segments} == {REGION}
    assert (north.value, north.n, north.status) == (87.5, 80, Status.ON_TARGET)
    assert (south.value, south.status, south.share_of_base) == (30.0, Status.OFF_TARGET, 0.5)
    assert south.history == (None, 50.0, 30.0)
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
    assert north.history[0] is None


def test_a_segment_of_which_nothing_can_be_said_shares_an_empty_base():
    total = made.monthly("2026-06", [Parts(0, 0.0, 0.0)])
    total += made.monthly("2026-06", [Parts(0, 0.0, 0.0)], by=REGION, segment=("North",))
    (north,) = made.scored(made.kpi(Share("s"), by=(REGION,)), total).segments
    assert (north.value, north.n, north.share_of_base) == (None, 0, None)
