"""Targets by segment: which one holds, for whom, and from when."""

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.kpi import TargetsBySegment, TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Share, Sum
from cxscore.model.verdicts import Status
from tests.score import made

REGION, CROSSED, CHANNEL = ("region",), ("region", "channel"), ("channel",)
ON, RISK, OFF, NONE = Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET, Status.NO_TARGET
GOOD = {"North": 91, "South": 94, None: 96}


def step(value, start=None):
    return TargetStep(start=start, value=value)


def targets(**more):
    named = {"North": (step(90.0),)}
    return TargetsBySegment("region", **({"rest": (step(95.0),), "named": named} | more))


def scores(target, measure=None, by=(REGION,), reported="2026-06", **more):
    one = made.kpi(measure or Share("s"), by=by, target=target, **more)
    parts = {name: made.share_parts(good, 100) for name, good in GOOD.items()}
    found = made.monthly(reported, [made.share_parts(sum(GOOD.values()), 300)])
    for name, own in parts.items():
        found += made.monthly(reported, [own], by=REGION, segment=(name,))
        found += made.monthly(reported, [own], by=CROSSED, segment=(name, "App"))
        found += made.monthly(reported, [own], by=CHANNEL, segment=(f"{name}-app",))
    return made.scored(one, found, reported)


def held(scored, by=REGION):
    return {s.segment[0]: (s.target, s.status) for s in scored.segments if s.by == by}


def test_each_is_held_to_its_own_and_the_others_to_the_rest():
    found = scores(targets())
    assert held(found) == {
        "North": (Target(90.0), ON),
        "South": (Target(95.0), OFF),
        None: (Target(95.0), ON),
    }
    assert {s.segment[0]: s.gap for s in found.segments} == {"North": 1.0, "South": -1.0, None: 1.0}
    assert (found.target, found.status) == (None, NONE)


def test_the_whole_has_a_target_of_its_own():
    found = scores(targets(whole=(step(99.0),)), at_risk_within=2)
    assert (found.target, found.status) == (Target(99.0), OFF)
    assert held(found)["South"] == (Target(95.0), RISK)


@pytest.mark.parametrize(
    ("whole", "expected"), [((step(93.5),), (Target(93.5), ON)), (None, (None, NONE))]
)
def test_without_a_rest_the_target_of_the_whole_holds(whole, expected):
    found = scores(targets(rest=None, whole=whole))
    assert held(found)["South"] == expected
    assert held(found)["North"] == (Target(90.0), ON)


def test_a_crossing_goes_by_the_column_and_another_cut_by_the_whole():
    found = scores(targets(whole=(step(92.0),)), by=(REGION, CROSSED, CHANNEL))
    assert held(found, CROSSED) == held(found, REGION)
    assert held(found, CHANNEL)["North-app"] == (Target(92.0), OFF)


@pytest.mark.parametrize(
    ("reported", "expected"), [("2026-03", Target(88.0)), ("2026-04", Target(92.0))]
)
def test_dated_targets_hold_from_their_day(reported, expected):
    named = {"North": (step(88.0), step(92.0, "2026-04"))}
    found = scores(targets(named=named), reported=reported)
    assert held(found)["North"][0] == expected


def test_one_that_is_not_in_force_yet_is_none():
    named = {"North": (step(90.0, "2026-07"),)}
    found = scores(targets(named=named, whole=(step(10.0),)))
    assert held(found)["North"] == (None, NONE)


@pytest.mark.parametrize("measure", [Sum("v"), Count()], ids=["sum", "count"])
def test_amounts_have_their_own_targets_and_never_that_of_the_whole(measure):
    found = scores(targets(rest=None, whole=(step(300.0),)), measure, (REGION, CROSSED))
    assert held(found) == {"North": (Target(90.0), ON), "South": (None, NONE), None: (None, NONE)}
    assert held(found, CROSSED)["North"] == (None, NONE)


def test_a_small_segment_is_not_judged_by_its_own_target_either():
    one = made.kpi(Share("s"), by=(REGION,), target=targets(), minimum_base=30)
    found = made.monthly("2026-06", [Parts(110, 100.0, 110.0)])
    found += made.monthly("2026-06", [Parts(10, 5.0, 10.0)], by=REGION, segment=("North",))
    found += made.monthly("2026-06", [Parts(100, 95.0, 100.0)], by=REGION, segment=("South",))
    assert held(made.scored(one, found)) == {
        "North": (Target(90.0), NONE),
        "South": (Target(95.0), ON),
    }


def test_lower_is_better_for_segments_too():
    found = scores(targets(), polarity=Polarity.LOWER_IS_BETTER)
    assert {name: status for name, (_, status) in held(found).items()} == {
        "North": OFF,
        "South": ON,
        None: OFF,
    }
