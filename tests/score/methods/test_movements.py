"""Why a KPI moved: by which columns, against what, and where nothing is said."""

import pytest

from cxscore.model.kpi import Break
from cxscore.model.measured import Parts
from cxscore.model.measures import (
    Count,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
)
from cxscore.model.verdicts import Method, Unsaid
from cxscore.score.values.value import pooled
from tests.score import made

REGION, CHANNEL = ("region",), ("channel",)


def segmented(one, cuts, months="2026-06"):
    """The scored KPI from segments by cut, each a list of months; the whole is their sum."""
    first = next(iter(cuts.values()))
    columns = zip(*first.values(), strict=True)
    total = [pooled([p for p in month if p is not None]) for month in columns]
    found = made.monthly(months, total)
    for by, segments in cuts.items():
        for name, parts in segments.items():
            found += made.monthly(months, parts, by=by, segment=(name,))
    return made.scored(one, found)


def shares(*pairs):
    return [None if pair is None else made.share_parts(*pair) for pair in pairs]


def share(**more):
    return made.kpi(**{"measure": Share("s"), "by": (REGION,)} | more)


GREW = {
    "North": shares((200, 500), (125, 250)),
    "South": shares((300, 500), (465, 750)),
}
"""The example by hand of the arithmetic: 50 to 59 %, of which 5 are rate and 4 are mix."""


def test_a_share_is_taken_apart():
    found = segmented(share(), {REGION: GREW})
    (moved,) = found.movement
    assert (moved.base, moved.by, moved.base_period) == ("previous", REGION, "2026-05")
    assert (moved.change, moved.rate, moved.mix) == pytest.approx((9.0, 5.0, 4.0))
    assert moved.remainder == 0.0
    assert moved.significant is True
    assert moved.shown
    north, south = moved.segments
    assert (north.segment, north.rate, north.mix) == (("North",), 3.75, 2.375)
    assert (north.base_value, north.value) == (40.0, 50.0)
    assert (north.base_share, north.share) == (0.5, 0.25)
    assert (south.is_new, south.is_gone, south.base_too_small) == (False, False, False)
    assert Method.MOVEMENT not in found.unsaid


def test_both_comparisons_and_each_single_column():
    year = {
        "North": shares(*[(200, 500)] * 12, (125, 250)),
        "South": shares(*[(300, 500)] * 12, (465, 750)),
    }
    one = share(by=(REGION, CHANNEL, (*REGION, *CHANNEL)))
    found = segmented(one, {REGION: year, CHANNEL: {"App": year["North"], None: year["South"]}})
    assert [(m.base, m.by) for m in found.movement] == [
        ("previous", REGION),
        ("previous", CHANNEL),
        ("year_ago", REGION),
        ("year_ago", CHANNEL),
    ]
    assert [m.shown for m in found.movement] == [True, False, False, False], "the first of equals"
    assert found.movement[1].segments[-1].segment == (None,), "a blank is a segment"


def test_new_and_vanished_segments_have_rows_of_their_own():
    cut = {
        "East": shares((10, 20), None),
        "North": shares((200, 500), (125, 250)),
        "West": shares(None, (30, 40)),
    }
    moved = segmented(share(), {REGION: cut}).movement[0]
    gone, _, new = moved.segments
    assert (gone.is_gone, gone.rate, gone.value, gone.share) == (True, 0.0, None, 0.0)
    assert (new.is_new, new.rate, new.base_value, new.base_share) == (True, 0.0, None, 0.0)
    assert moved.rate + moved.mix == pytest.approx(moved.change, abs=1e-12)


def test_the_column_that_tells_most_is_shown_and_the_paradox_first():
    alike = {"App": shares((250, 500), (295, 500)), "Web": shares((250, 500), (295, 500))}
    found = segmented(share(by=(CHANNEL, REGION)), {CHANNEL: alike, REGION: GREW})
    assert [(m.by, m.shown) for m in found.movement] == [(CHANNEL, False), (REGION, True)]
    assert found.movement[0].explains == pytest.approx(0.0)

    stones = {"small": shares((2340, 2700), (810, 870)), "large": shares((550, 800), (1920, 2630))}
    loud = {"App": shares((2890, 3000), (30, 3000)), "Web": shares((0, 500), (2700, 500 * 6))}
    loud["Web"] = shares((0, 500), (2700, 500))
    found = segmented(share(by=(CHANNEL, REGION)), {CHANNEL: loud, REGION: stones})
    assert [(m.by, m.simpson, m.shown) for m in found.movement] == [
        (CHANNEL, False, False),
        (REGION, True, True),
    ]


def test_nothing_is_shown_of_what_may_be_chance():
    cut = {"North": shares((4, 10), (5, 10)), "South": shares((6, 10), (6, 10))}
    (moved,) = segmented(share(), {REGION: cut}).movement
    assert moved.significant is False
    assert not moved.shown


def test_a_year_ago_is_shown_where_only_that_is_more_than_chance():
    north = shares(*[(200, 500)] + [(290, 500)] * 11 + [(300, 500)])
    south = shares(*[(200, 500)] * 13)
    found = segmented(share(), {REGION: {"North": north, "South": south}})
    assert [(m.base, m.shown) for m in found.movement] == [("previous", False), ("year_ago", True)]


def test_weights_of_a_survey_count():
    def weighted(good, of, n):
        return Parts(n, good, of, weight_squares=of)

    cut = {
        "North": [weighted(20.0, 50.0, 10), weighted(12.5, 25.0, 90)],
        "South": [weighted(30.0, 50.0, 90), weighted(46.5, 75.0, 10)],
    }
    moved = segmented(share(), {REGION: cut}).movement[0]
    assert (moved.rate, moved.mix) == pytest.approx((5.0, 4.0))


@pytest.mark.parametrize(
    ("measure", "parts", "change"),
    [
        (Nps("s"), [made.nps_parts(5, 3, 2), made.nps_parts(6, 3, 1)], 20.0),
        (Mean("v"), [made.mean_parts([1, 2, 3]), made.mean_parts([2, 3, 4])], 1.0),
        (
            Ratio(RatioPart(sum="a"), RatioPart(sum="b"), per=1000),
            [Parts(100, 5.0, 100.0), Parts(100, 7.0, 100.0)],
            20.0,
        ),
    ],
    ids=["nps", "mean", "ratio"],
)
def test_every_weighted_mean_is_taken_apart(measure, parts, change):
    cut = {"North": parts, "South": [parts[0], parts[0]]}
    moved = segmented(made.kpi(measure, by=(REGION,)), {REGION: cut}).movement[0]
    assert moved.segments[0].rate == pytest.approx(change / 2)
    assert moved.segments[1].rate == moved.mix == 0.0


@pytest.mark.parametrize("measure", [Sum("v"), Count(), OpenAtEnd("a", "b")], ids=str)
def test_a_sum_has_contributions_and_no_mix(measure):
    cut = {
        "North": [Parts(5, 50.0), Parts(5, 30.0)],
        "South": [Parts(5, 10.0), Parts(5, 40.0)],
        "West": [None, Parts(1, 2.0)],
    }
    moved = segmented(made.kpi(measure, by=(REGION,)), {REGION: cut}).movement[0]
    assert [each.rate for each in moved.segments] == [-20.0, 30.0, 2.0]
    assert (moved.change, moved.rate, moved.mix, moved.remainder) == (12.0, 12.0, 0.0, 0.0)
    assert moved.segments[2].is_new
    assert not moved.simpson
    # Of 60 before, and of 72 now.
    assert [each.base_share for each in moved.segments] == [50 / 60, 10 / 60, 0.0]
    assert [each.share for each in moved.segments] == [30 / 72, 40 / 72, 2 / 72]


def test_what_is_in_no_segment_is_told():
    found = made.monthly("2026-06", [made.share_parts(50, 100), made.share_parts(80, 100)])
    for name, good in {"North": 50, "South": 60}.items():
        parts = [made.share_parts(25, 50), made.share_parts(good / 2, 50)]
        found += made.monthly("2026-06", parts, by=REGION, segment=(name,))
    moved = made.scored(share(), found).movement[0]
    assert moved.rate == pytest.approx(5.0)
    assert moved.remainder == pytest.approx(25.0)
    assert moved.rate + moved.mix + moved.remainder == pytest.approx(moved.change)


def test_a_segment_without_a_denominator_is_no_row():
    cut = GREW | {"East": shares((0, 0), (0, 0))}
    moved = segmented(share(), {REGION: cut}).movement[0]
    assert [each.segment for each in moved.segments] == [("North",), ("South",)]


def test_small_bases_are_marked():
    cut = GREW | {"East": shares((10, 20), (60, 100))}
    moved = segmented(share(minimum_base=30), {REGION: cut}).movement[0]
    assert [each.base_too_small for each in moved.segments] == [True, False, False]


def test_withheld_segments_stand_together():
    cut = GREW | {
        "East": shares((10, 20), (60, 100)),
        "West": shares((50, 100), (10, 20)),
        "Wales": shares((251, 501), (261, 502)),
    }
    moved = segmented(share(minimum_base=30, suppress=True), {REGION: cut}).movement[0]
    assert [each.segment for each in moved.segments[:-1]] == [("North",), ("South",), ("Wales",)]
    others = moved.segments[-1]
    assert others.withheld == 2
    assert others.base_too_small
    assert (others.base_value, others.value) == pytest.approx((50.0, 100 * 70 / 120))
    assert moved.rate + moved.mix == pytest.approx(moved.change, abs=1e-12)


def test_one_withheld_segment_alone_leaves_the_column_out():
    found = made.monthly("2026-06", shares((203, 505), (125, 250)))
    found += made.monthly("2026-06", shares((3, 5), (4, 6)), by=REGION, segment=("South",))
    scored = made.scored(share(minimum_base=30, suppress=True), found)
    assert scored.unsaid[Method.MOVEMENT] is Unsaid.BASE_TOO_SMALL


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"by": ()}, Unsaid.NO_SEGMENTS),
        ({"by": ((*REGION, *CHANNEL),)}, Unsaid.NO_SEGMENTS),
        ({"measure": Percentile("v", 50)}, Unsaid.NOT_ADDITIVE),
        ({"window": 2}, Unsaid.ROLLING_WINDOW),
        ({"minimum_base": 5000}, Unsaid.BASE_TOO_SMALL),
        ({"breaks": (Break("2026-06", "New", comparable=False),)}, Unsaid.NOT_COMPARABLE),
    ],
    ids=["no columns", "crossings only", "percentile", "window", "small", "break"],
)
def test_where_nothing_is_said_it_says_why(more, why):
    found = segmented(share(**more), {REGION: GREW})
    assert found.movement == ()
    assert found.unsaid[Method.MOVEMENT] is why


def test_one_segment_or_none_before_is_nothing_to_take_apart():
    alone = segmented(share(), {REGION: {"North": GREW["North"]}})
    assert alone.unsaid[Method.MOVEMENT] is Unsaid.ONE_SEGMENT
    first = segmented(share(), {REGION: {name: parts[-1:] for name, parts in GREW.items()}})
    assert first.unsaid[Method.MOVEMENT] is Unsaid.NO_BASE


def test_negative_weights_are_not_taken_apart():
    measure = Ratio(RatioPart(sum="a"), RatioPart(sum="b"))
    cut = {
        "North": [Parts(10, 5.0, 10.0), Parts(10, 7.0, 10.0)],
        "South": [Parts(10, 5.0, -2.0), Parts(10, 7.0, 10.0)],
    }
    found = segmented(made.kpi(measure, by=(REGION,)), {REGION: cut})
    assert found.unsaid[Method.MOVEMENT] is Unsaid.NOT_ADDITIVE
