"""Intervals and tests, against R's numbers, scipy and statsmodels."""

import json
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

from cxscore.model.measured import Parts
from cxscore.model.measures import Mean, Nps, Share, Sum, TopBox, Within
from cxscore.score.intervals import (
    effective_base,
    interval_of,
    mean_interval,
    nps_interval,
    share_interval,
)
from cxscore.score.significance import p_of_change, p_of_means, p_of_nps, p_of_shares
from tests.score import made

VECTORS = Path(__file__).parent.parent / "vectors" / "statistics.json"
STATISTICS = json.loads(VECTORS.read_text(encoding="utf-8"))
NPS_CASES = STATISTICS["nps"]["cases"]
SHARE = Share("good")


@pytest.mark.parametrize("case", STATISTICS["wilson"]["cases"], ids=lambda c: f"{c['x']}/{c['n']}")
def test_shares_have_wilsons_interval(case):
    found = share_interval(made.share_parts(case["x"], case["n"]))
    assert found is not None
    assert (found.low, found.high) == pytest.approx([100 * e for e in case["wilson"]], rel=1e-9)
    assert (found.level, found.method) == (0.95, "wilson")


@pytest.mark.parametrize("case", NPS_CASES, ids=lambda c: f"{c['pro']}-{c['pas']}-{c['det']}")
def test_nps_has_the_adjusted_wald_interval_clipped_to_100(case):
    found = nps_interval(made.nps_parts(case["pro"], case["pas"], case["det"]))
    assert found is not None
    low, high = case["adjwald_ci"]
    assert found.low == pytest.approx(max(-100, low), rel=1e-9)
    assert found.high == pytest.approx(min(100, high), rel=1e-9)
    assert found.method == "adjusted_wald"


def test_nps_difference_agrees_with_the_reference():
    one, two = (made.nps_parts(c["pro"], c["pas"], c["det"]) for c in NPS_CASES[2:4])
    assert p_of_nps(one, two) == pytest.approx(STATISTICS["nps"]["two_sample"]["p"], rel=1e-9)


@pytest.mark.parametrize(
    "case", STATISTICS["two_proportions"]["cases"], ids=lambda c: f"{c['x1']}/{c['n1']}"
)
def test_two_shares_are_compared_by_the_z_test(case):
    one = made.share_parts(case["x1"], case["n1"])
    two = made.share_parts(case["x2"], case["n2"])
    assert p_of_shares(one, two) == pytest.approx(case["p"], rel=1e-9)


counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_wilson_agrees_with_statsmodels(count):
    good, of = count
    found = share_interval(made.share_parts(good, of))
    low, high = proportion_confint(good, of, method="wilson")
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
    assert 0 <= found.low <= 100 * good / of <= found.high <= 100


@given(counts, counts)
def test_shares_agree_with_statsmodels_and_order_does_not_matter(one, two):
    found = p_of_shares(made.share_parts(*one), made.share_parts(*two))
    assert found == p_of_shares(made.share_parts(*two), made.share_parts(*one))
    if found is None:
        assert one[0] + two[0] in (0, one[1] + two[1])
        return
    _, p = proportions_ztest([one[0], two[0]], [one[1], two[1]])
    assert found == pytest.approx(p, rel=1e-9, abs=1e-300)


answers = st.lists(st.integers(0, 10).map(float), min_size=2, max_size=60)


@given(answers)
def test_means_have_students_interval(sample):
    found = mean_interval(made.mean_parts(sample))
    low, high = DescrStatsW(sample).tconfint_mean()
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-6)
    assert found.method == "t"


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@given(answers, answers)
def test_means_are_compared_by_welchs_test(one, two):
    found = p_of_means(made.mean_parts(one), made.mean_parts(two))
    if len(set(one)) == 1 and len(set(two)) == 1:
        assert found is None
        return
    assert found == pytest.approx(stats.ttest_ind(one, two, equal_var=False).pvalue, rel=1e-6)


def test_weights_count_as_so_many_equal_answers():
    weighted = Parts(4, 3.0, 5.0, weight_squares=7.0)
    assert effective_base(weighted) == pytest.approx(25 / 7)
    equal = Parts(100, 60.0, 100.0)
    doubled = Parts(100, 120.0, 200.0, weight_squares=400.0)
    assert share_interval(doubled) == share_interval(equal)
    promoters = Parts(100, 60.0, 200.0, promoters=100.0, detractors=40.0, weight_squares=400.0)
    assert nps_interval(promoters) == nps_interval(made.nps_parts(50, 30, 20))
    sample = [1.0, 2.0, 4.0]
    heavy = Parts(3, 14.0, 6.0, squares=42.0, weight_squares=12.0)
    assert mean_interval(heavy).low == pytest.approx(mean_interval(made.mean_parts(sample)).low)


@pytest.mark.parametrize(
    ("measure", "parts"),
    [
        (SHARE, Parts(0, 0.0, 0.0)),
        (SHARE, Parts(3, 120.5, 800.25)),
        (SHARE, Parts(3, None, 3.0)),
        (SHARE, Parts(3, 4.0, 3.0)),
        (SHARE, Parts(3, 1.0, -3.0)),
        (SHARE, Parts(3, 1.0)),
        (Nps("s"), Parts(3, 1.0, 3.0)),
        (Nps("s"), Parts(0, 0.0, 0.0, promoters=0.0, detractors=0.0)),
        (Mean("s"), Parts(1, 7.0, 1.0, squares=49.0)),
        (Mean("s"), Parts(9, 7.0, 9.0)),
        (Mean(sum="s", count="c"), Parts(2, 7.0, 900.0)),
        (Sum("s"), Parts(9, 7.0)),
    ],
    ids=[
        "nothing-asked",
        "money",
        "no-numerator",
        "more-than-all",
        "negative",
        "no-denominator",
        "nps-without-counts",
        "nps-of-nobody",
        "one-answer",
        "no-squares",
        "ready-sums",
        "a-sum",
    ],
)
def test_no_interval_and_no_test_where_no_method_applies(measure, parts):
    one = made.kpi(measure)
    assert interval_of(one, parts) is None
    if parts.numerator != 4.0:
        assert p_of_change(one, parts, parts) is None


@pytest.mark.parametrize(
    ("measure", "parts", "method"),
    [
        (Nps("s"), made.nps_parts(5, 3, 2), "adjusted_wald"),
        (TopBox("s"), made.share_parts(5, 9), "wilson"),
        (Within("o", "c", days=3), made.share_parts(5, 9), "wilson"),
        (Mean("s"), made.mean_parts([1, 2, 4]), "t"),
    ],
)
def test_each_measure_has_its_method(measure, parts, method):
    one = made.kpi(measure)
    found = interval_of(one, parts)
    assert found is not None
    assert found.method == method
    assert p_of_change(one, parts, parts) == pytest.approx(1.0)


def test_means_that_differ_only_by_rounding_do_not_vary():
    one, two = made.mean_parts([7.1] * 50), made.mean_parts([7.2] * 50)
    assert p_of_means(one, two) is None
    assert mean_interval(one).low == pytest.approx(7.1, rel=1e-12)


def test_unanimous_answers_vary_too_little_to_test():
    everybody = made.nps_parts(5, 0, 0)
    assert p_of_nps(everybody, made.nps_parts(9, 0, 0)) is None
    assert nps_interval(everybody).high == 100.0


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_promoters_interval_is_the_detractors_mirrored(promoters, passives, detractors):
    if promoters + passives + detractors == 0:
        return
    one = nps_interval(made.nps_parts(promoters, passives, detractors))
    other = nps_interval(made.nps_parts(detractors, passives, promoters))
    assert one.low == pytest.approx(-other.high)
    assert one.high == pytest.approx(-other.low)


def test_more_answers_make_the_interval_narrower():
    few, many = (
        nps_interval(made.nps_parts(50, 30, 20)),
        nps_interval(made.nps_parts(800, 480, 320)),
    )
    assert (many.high - many.low) < (few.high - few.low) / sqrt(15)
