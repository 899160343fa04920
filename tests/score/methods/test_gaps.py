"""How far the highest and the lowest segment are apart."""

import pytest

from cxscore.model.measures import Nps, Share, Value
from cxscore.model.verdicts import Method, Status, Unsaid
from tests.score import made

SHARE = made.kpi(Share("late"), gap_between="region", minimum_base=30)


def regions(last="2026-06", **shares):
    return [
        fact
        for region, parts in shares.items()
        for fact in made.monthly(last, parts, by=("region",), segment=(region,))
    ]


def test_the_value_is_the_distance_of_the_ends():
    found = regions(
        North=[made.share_parts(10, 100), made.share_parts(30, 100)],
        South=[made.share_parts(20, 100), made.share_parts(10, 200)],
        West=[made.share_parts(15, 100), made.share_parts(20, 100)],
    )
    one = made.scored(SHARE, found)
    assert one.value == pytest.approx(25.0)
    assert one.n == 100
    assert [point.value for point in one.series] == pytest.approx([10.0, 25.0])
    gap = one.gap_ends
    assert (gap.highest.segment, gap.highest.value) == (("North",), pytest.approx(30.0))
    assert (gap.lowest.segment, gap.lowest.value) == (("South",), pytest.approx(5.0))
    assert (gap.segments, gap.left_out) == (3, 0)


def test_the_p_value_is_corrected_for_all_pairs():
    parts = {name: [made.share_parts(good, 100)] for name, good in (("A", 50), ("B", 36))}
    two = made.scored(SHARE, regions(**parts)).gap_ends
    three = made.scored(SHARE, regions(**parts, C=[made.share_parts(40, 100)])).gap_ends
    assert two.p_value == pytest.approx(0.0455, abs=1e-4)
    assert two.significant is True
    assert three.p_value == pytest.approx(3 * two.p_value)
    assert three.significant is False


def test_small_and_blank_segments_are_no_ends():
    found = regions(
        North=[made.share_parts(10, 100)],
        South=[made.share_parts(20, 100)],
        Isle=[made.share_parts(29, 29)],
    )
    found += made.monthly("2026-06", [made.share_parts(90, 100)], by=("region",), segment=(None,))
    gap = made.scored(SHARE, found).gap_ends
    assert gap.highest.segment == ("South",)
    assert gap.left_out == 1


@pytest.mark.parametrize(
    ("shares", "why"),
    [
        pytest.param({"North": [made.share_parts(1, 100)]}, Unsaid.ONE_SEGMENT, id="one"),
        pytest.param(
            {"North": [made.share_parts(1, 100)], "South": [made.share_parts(1, 10)]},
            Unsaid.BASE_TOO_SMALL,
            id="one large enough",
        ),
    ],
)
def test_fewer_than_two_segments_have_no_gap(shares, why):
    one = made.scored(SHARE, regions(**shares))
    assert (one.value, one.status, one.gap_ends) == (None, Status.NO_DATA, None)
    assert one.unsaid[Method.GAP] is why


def test_a_gap_over_a_year_is_of_the_pooled_segments():
    months = 12
    north = [made.share_parts(10 + month, 100) for month in range(months)]
    south = [made.share_parts(40 - month, 100) for month in range(months)]
    one = made.scored(SHARE, regions(North=north, South=south))
    total = sum(40 - m for m in range(months)) - sum(10 + m for m in range(months))
    assert one.comparisons.fiscal_ytd.value is not None
    year = one.comparisons.trailing_year
    assert year.value == pytest.approx(total / months)


def test_given_values_need_no_total():
    kpi = made.kpi(Value("v"), gap_between="region")
    found = [
        *made.monthly("2026-06", [made.value_parts(5.0)], by=("region",), segment=("A",)),
        *made.monthly("2026-06", [made.value_parts(9.0)], by=("region",), segment=("B",)),
    ]
    one = made.scored(kpi, found)
    assert one.value == 4.0
    assert one.gap_ends.p_value is None


def test_another_kpi_has_no_gap():
    one = made.scored(made.kpi(Nps("score")), made.monthly("2026-06", [made.nps_parts(5, 3, 2)]))
    assert one.gap_ends is None
    assert Method.GAP not in one.unsaid


@pytest.mark.parametrize(
    ("measure", "high", "low", "most"),
    [
        (Share("late"), made.share_parts(30, 30), made.share_parts(0, 30), 100.0),
        (Nps("score"), made.nps_parts(29, 1, 0), made.nps_parts(0, 1, 29), 200.0),
    ],
    ids=["share", "nps"],
)
def test_the_interval_is_no_wider_than_a_gap_can_be(measure, high, low, most):
    one = made.kpi(measure, gap_between="region")
    interval = made.scored(one, regions(North=[high], South=[low])).gap_ends.interval
    assert 0 <= interval.low < interval.high <= most
