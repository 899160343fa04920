"""The arithmetic of intervals and tests, against R's numbers, scipy and statsmodels."""

import json
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, poisson_means_test, ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from cxscore.score.statistics import means, normal, nps, poisson, proportions

ROOT = Path(__file__).parent.parent.parent
KNOWN = json.loads((ROOT / "vectors" / "statistics.json").read_text(encoding="utf-8"))
CLOSE = {"rel": 1e-9, "abs": 1e-12}
Z = normal.z_of(0.95)


def cases(name):
    found = KNOWN[name]["cases"]
    return pytest.mark.parametrize("case", found, ids=[str(at) for at in range(len(found))])


@cases("wilson")
def test_wilson(case):
    found = proportions.wilson(case["x"] / case["n"], case["n"], 0.95)
    assert found == pytest.approx(case["wilson"], **CLOSE)


@cases("two_proportions")
def test_two_proportions(case):
    one, two = (case[f"x{at}"] / case[f"n{at}"] for at in (1, 2))
    found = proportions.p_of_two((one, case["n1"]), (two, case["n2"]))
    assert found == pytest.approx(case["p"], **CLOSE)
    ends = [proportions.wilson(x, case[n], 0.95) for x, n in ((one, "n1"), (two, "n2"))]
    found = proportions.newcombe(one, ends[0], two, ends[1])
    assert found == pytest.approx(case["newcombe_hybrid_score_ci"], **CLOSE)


@cases("poisson_rate")
def test_poisson_rate(case):
    found = poisson.rate_interval(case["x"], case["exposure"], 0.95)
    assert found == pytest.approx(case["exact_ci"], **CLOSE)


@cases("poisson_ratio")
def test_poisson_ratio(case):
    one, two = (case["x1"], case["t1"]), (case["x2"], case["t2"])
    assert poisson.p_of_two(one, two) == pytest.approx(case["p"], **CLOSE)
    assert poisson.ratio_interval(one, two, 0.95) == pytest.approx(case["ci"], **CLOSE)


@cases("nps")
def test_nps(case):
    p, d, n = case["pro"] / case["n"], case["det"] / case["n"], case["n"]
    assert nps.variance(p, d) == pytest.approx(case["var"], **CLOSE)
    error = sqrt(nps.variance(p, d) / n)
    assert 100 * error == pytest.approx(case["se"], **CLOSE)
    assert 100 * Z * error == pytest.approx(case["wald_moe95"], **CLOSE)
    score, error = nps.adjusted(p, d, n)
    assert 100 * score == pytest.approx(case["adjwald_nps"], **CLOSE)
    assert 100 * Z * error == pytest.approx(case["adjwald_moe95"], **CLOSE)
    low, high = (100 * end for end in nps.adjusted_wald(p, d, n, 0.95))
    assert low == pytest.approx(max(-100, case["adjwald_ci"][0]), **CLOSE)
    assert high == pytest.approx(min(100, case["adjwald_ci"][1]), **CLOSE)


def test_two_net_promoter_scores():
    one, two = KNOWN["nps"]["cases"][2:4]
    expected = KNOWN["nps"]["two_sample"]
    variance = sum(case["var"] / case["n"] for case in (one, two))
    difference = (one["nps"] - two["nps"]) / 100
    assert 100 * difference == pytest.approx(expected["delta"], **CLOSE)
    assert 100 * sqrt(variance) == pytest.approx(expected["se"], **CLOSE)
    assert normal.p_of_difference(difference, variance) == pytest.approx(expected["p"], **CLOSE)
    ends = [100 * (difference + sign * Z * sqrt(variance)) for sign in (-1, 1)]
    assert ends == pytest.approx(expected["ci"], **CLOSE)


events = st.integers(0, 80)
exposures = st.sampled_from([1.0, 7.0, 1000.0, 0.37])
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(events, exposures, events, exposures)
def test_two_rates_agree_with_the_binomial_test(one, exposure_one, two, exposure_two):
    found = poisson.p_of_two((one, exposure_one), (two, exposure_two))
    if one + two == 0:
        assert found is None
        return
    share = exposure_one / (exposure_one + exposure_two)
    assert found == pytest.approx(binomtest(one, one + two, share).pvalue, rel=1e-9)


def test_two_rates_of_very_many_events():
    assert poisson.p_of_two((10**9, 1.0), (10**9, 1.0)) == 1.0
    assert poisson.p_of_two((0, 1.0), (10**6, 1.0)) == 0.0
    # The test that does not condition on the sum comes close with many events.
    expected = poisson_means_test(1100, 1000, 1000, 1000).pvalue
    assert poisson.p_of_two((1100, 1000.0), (1000, 1000.0)) == pytest.approx(expected, rel=0.1)


def test_a_rate_against_one_without_events_has_no_upper_end():
    low, high = poisson.ratio_interval((5, 10.0), (0, 10.0), 0.95)
    assert (low > 0, high) == (True, None)
    assert poisson.ratio_interval((0, 10.0), (5, 10.0), 0.95)[0] == 0.0


@given(shares, levels)
def test_wilson_agrees_with_statsmodels_at_any_level(share, level):
    good, of = share
    expected = proportion_confint(good, of, alpha=1 - level, method="wilson")
    assert proportions.wilson(good / of, of, level) == pytest.approx(expected, abs=1e-9)


@given(shares, shares, levels)
def test_newcombe_agrees_with_statsmodels(one, two, level):
    ends = [proportions.wilson(x / n, n, level) for x, n in (one, two)]
    found = proportions.newcombe(one[0] / one[1], ends[0], two[0] / two[1], ends[1])
    expected = confint_proportions_2indep(*one, *two, method="newcomb", alpha=1 - level)
    assert found == pytest.approx(expected, abs=1e-9)
    assert -1 - 1e-12 <= found[0] <= found[1] <= 1 + 1e-12


answers = st.lists(st.integers(0, 10).map(float), min_size=2, max_size=40)


def spread(sample):
    n = len(sample)
    return means.spread_of(sum(sample) / n, sum(x * x for x in sample) / n, n)


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@given(answers, answers, levels)
def test_welch_agrees_with_scipy(one, two, level):
    found = means.welch(spread(one), spread(two), level)
    if len(set(one)) == len(set(two)) == 1:
        assert found is None
        return
    expected = ttest_ind(one, two, equal_var=False)
    assert found[0] == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)
    ends = expected.confidence_interval(level)
    assert found[1:] == pytest.approx((ends.low, ends.high), rel=1e-6, abs=1e-9)
    if abs(found[0] - (1 - level)) > 1e-9:
        assert (found[0] < 1 - level) is not (found[1] <= 0 <= found[2])


def test_one_answer_has_no_spread():
    assert means.spread_of(3.0, 9.0, 1) is None


@pytest.mark.parametrize(
    ("n", "population", "factor"),
    [
        (100, None, 1.0),
        (100, 101, 0.1),
        (100, 100, 0.0),
        (1, 1, 0.0),
        (120, 100, 1.0),
        (400, 20780, sqrt(20380 / 20779)),
    ],
    ids=["unknown", "all-but-one", "all", "the-only-one", "more-than-there-are", "few-of-many"],
)
def test_finite_population(n, population, factor):
    assert normal.finite_factor(n, population) == pytest.approx(factor)
    low, high = normal.narrowed(0.3, (0.2, 0.5), factor)
    assert (low, high) == pytest.approx((0.3 - 0.1 * factor, 0.3 + 0.2 * factor))


def test_equal_weights_are_worth_as_many_answers():
    assert normal.effective_base(200.0, 400.0) == 100.0
