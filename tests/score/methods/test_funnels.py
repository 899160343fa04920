"""Funnel plots: many segments against what chance alone would do to them."""

from dataclasses import replace
from math import sqrt

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Mean, Nps, Percentile, Ratio, RatioPart, Share
from cxscore.score.methods.funnels import CURVE
from cxscore.score.values.value import pooled
from tests.score import made

REGION = ("region",)
SHARE = made.kpi(Share("s"), by=(REGION,))


def scored(segments, one=SHARE):
    whole = pooled(segments.values())
    if isinstance(one.measure, Percentile):
        whole = replace(whole, value=3.0)
    facts = made.monthly("2026-06", [whole])
    for name, parts in segments.items():
        facts += made.monthly("2026-06", [parts], by=REGION, segment=(name,))
    return made.scored(one, facts)


def shares(*good, n=100):
    return {f"S{at:02}": made.share_parts(each, n) for at, each in enumerate(good)}


CALM = (50, 52, 48, 49, 51, 50, 53, 47, 50, 51, 49)


def test_segments_within_chance_have_no_wider_limits_and_no_outlier():
    (funnel,) = scored(shares(*CALM)).funnels
    assert (funnel.by, funnel.overdispersion) == (REGION, 1.0)
    assert funnel.centre == pytest.approx(50.0)
    assert {point.outside for point in funnel.points} == {0}
    assert len(funnel.points) == 11
    assert len(funnel.curve) == CURVE
    assert (funnel.curve[0].base, funnel.curve[-1].base) == pytest.approx((50.0, 150.0))


def test_an_outlier_lies_outside_and_its_limits_are_those_of_a_binomial():
    (funnel,) = scored(shares(*CALM, 90, 10)).funnels
    outside = {point.segment[0]: point.outside for point in funnel.points if point.outside}
    assert outside == {"S11": 1, "S12": -1}
    point = funnel.points[0]
    width = 3.090232 * 100 * sqrt(0.5 * 0.5 * funnel.overdispersion / 100)
    assert (point.high - point.low) / 2 == pytest.approx(width, rel=1e-3)
    for limits in funnel.curve:
        assert limits.outer_low <= limits.low <= funnel.centre <= limits.high <= limits.outer_high


def test_where_all_vary_the_limits_are_wider():
    wide = scored(shares(20, 80, 30, 70, 25, 75, 35, 65, 40, 60, 50)).funnels[0]
    assert wide.overdispersion > 5
    assert {point.outside for point in wide.points} == {0}


def test_fewer_than_ten_to_judge_have_none():
    assert scored(shares(*CALM[:9])).funnels == ()
    small = {"tiny": made.share_parts(1, 3), "less": made.share_parts(1, 4)}
    one = replace(SHARE, minimum_base=10)
    assert scored({**shares(*CALM[:9]), **small}, one).funnels == ()


def test_small_ones_are_drawn_and_not_judged():
    found = scored(
        {**shares(*CALM), "tiny": made.share_parts(9, 9)}, replace(SHARE, minimum_base=10)
    )
    (tiny,) = [point for point in found.funnels[0].points if point.segment == ("tiny",)]
    assert (tiny.base_too_small, tiny.outside, tiny.low, tiny.high) == (True, 0, None, None)
    assert found.funnels[0].overdispersion == 1.0


def test_what_is_withheld_is_not_drawn():
    parts = {**shares(*CALM), "tiny": made.share_parts(9, 9)}
    found = scored(parts, replace(SHARE, minimum_base=10, suppress=True))
    assert len(found.funnels[0].points) == 10
    assert ("tiny",) not in {point.segment for point in found.funnels[0].points}


def test_limits_stay_within_what_is_possible():
    (funnel,) = scored(shares(*[1] * 10, 9, n=10)).funnels
    assert min(limits.outer_low for limits in funnel.curve) == 0.0
    (score,) = scored(
        {f"S{at}": made.nps_parts(9, 1, 0) for at in range(10)} | {"Z": made.nps_parts(5, 2, 3)},
        made.kpi(Nps("s"), by=(REGION,)),
    ).funnels
    assert max(limits.outer_high for limits in score.curve) == 100.0


def test_scores_and_means_have_the_spread_of_their_answers():
    nps = {f"S{at}": made.nps_parts(50 + at, 30, 20 - at) for at in range(10)}
    (funnel,) = scored(nps, made.kpi(Nps("s"), by=(REGION,))).funnels
    whole = pooled(nps.values())
    variance = (whole.promoters + whole.detractors) / 1000 - (whole.numerator / 1000) ** 2
    width = (funnel.points[0].high - funnel.points[0].low) / 2
    assert width == pytest.approx(3.090232 * 100 * sqrt(variance / 100), rel=1e-6)
    means = {f"S{at}": made.mean_parts([1.0, 2.0, 3.0, 4.0, 5.0 + at / 10]) for at in range(10)}
    (funnel,) = scored(means, made.kpi(Mean("s"), by=(REGION,))).funnels
    assert funnel.curve[0].outer_low < funnel.centre < funnel.curve[0].outer_high


def test_rates_of_events_are_poisson():
    rate = Ratio(RatioPart(count_rows=True), RatioPart(sum="orders"), per=1000.0)
    one = made.kpi(rate, by=(REGION,), polarity=Polarity.LOWER_IS_BETTER)
    parts = {f"S{at}": Parts(1000 + at, 5.0 + at % 3, 1000.0 + at, events=True) for at in range(12)}
    (funnel,) = scored(parts, one).funnels
    point = funnel.points[0]
    width = point.high - funnel.centre
    assert width == pytest.approx(3.090232 * sqrt(1000 * funnel.centre / point.base), rel=1e-6)


@pytest.mark.parametrize(
    ("one", "part"),
    [
        pytest.param(made.kpi(Count("rows")), Parts(9, 9.0), id="amounts"),
        pytest.param(made.kpi(Percentile("s", 90.0)), Parts(9, value=3.0), id="percentiles"),
        pytest.param(made.kpi(Share("s")), made.share_parts(9, 9), id="no variance"),
        pytest.param(made.kpi(Mean("s")), Parts(9, 30.0, 9.0), id="no squares"),
        pytest.param(made.kpi(Mean("s")), made.mean_parts([3.0, 3.0]), id="all alike"),
    ],
)
def test_without_a_spread_there_is_none(one, part):
    segments = {f"S{at}": part for at in range(12)}
    assert scored(segments, replace(one, by=(REGION,))).funnels == ()


def test_without_a_value_of_the_whole_there_is_none():
    facts = []
    for name, part in shares(*CALM).items():
        facts += made.monthly("2026-06", [part], by=REGION, segment=(name,))
    assert made.scored(SHARE, facts).funnels == ()
