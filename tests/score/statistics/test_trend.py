"""Mann and Kendall's test and the median slope, against R and by their own laws."""

import json
import random
from itertools import accumulate, combinations, pairwise
from math import isclose, isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxscore.score.statistics.mann_kendall import (
    for_autocorrelation,
    mann_kendall,
    seasonal_mann_kendall,
)
from cxscore.score.statistics.theil_sen import (
    between_slopes,
    by_season,
    level_of,
    seasonal_slopes,
    slope_of,
    slopes_of,
)

ROOT = Path(__file__).parents[2]
NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=4, max_size=30)


@pytest.fixture(scope="module")
def reference():
    return json.loads((ROOT / "vectors" / "statistics.json").read_text(encoding="utf-8"))


def placed(values):
    return list(enumerate(values))


def in_years(series, seasons):
    """Years of *seasons* places each, as months have them."""
    return by_season(series, [divmod(place, seasons) for place, _ in series])


def noise(n, alike, seed):
    chance = random.Random(seed)
    return list(accumulate((chance.gauss(0, 1) for _ in range(n)), lambda x, e: alike * x + e))


def test_the_series_that_r_tested(reference):
    known = reference["mann_kendall_nhs"]
    found = mann_kendall(known["y"])
    assert found.s == known["S"]
    assert found.variance == known["var_S"]
    for ours, theirs in (
        (found.tau, known["tau"]),
        (found.z, known["z"]),
        (found.p_value, known["p"]),
        (slope_of(placed(known["y"])), known["sen_slope"]),
    ):
        assert isclose(ours, theirs, rel_tol=1e-9)


@given(NUMBERS)
def test_tau_is_kendalls_tau_b(values):
    theirs = stats.kendalltau(range(len(values)), values).statistic
    expected = 0.0 if isnan(theirs) else theirs
    assert mann_kendall(values).tau == pytest.approx(expected, abs=1e-12)


@given(NUMBERS)
def test_the_slope_is_scipys(values):
    theirs = stats.theilslopes(values, range(len(values)))
    series = placed(values)
    assert slope_of(series) == pytest.approx(theirs.slope, abs=1e-12)
    assert level_of(series, 0.0) == pytest.approx(stats.scoreatpercentile(values, 50))


@given(NUMBERS, st.integers(-9, 9), st.integers(1, 9))
def test_shifting_and_scaling_changes_no_test(values, shift, scale):
    moved = [shift + scale * value for value in values]
    assert mann_kendall(moved) == mann_kendall(values)
    assert for_autocorrelation(placed(moved)) == pytest.approx(
        for_autocorrelation(placed(values)), rel=1e-6
    )
    assert slope_of(placed(moved)) == pytest.approx(scale * slope_of(placed(values)), abs=1e-9)


@given(NUMBERS)
def test_a_mirrored_series_has_the_mirrored_trend(values):
    mirrored = [-value for value in values]
    one, other = mann_kendall(values), mann_kendall(mirrored)
    assert (other.s, other.p_value) == (-one.s, one.p_value)
    assert slope_of(placed(mirrored)) == -slope_of(placed(values))


@given(st.lists(st.integers(-10_000, 10_000).map(float), min_size=12, max_size=30, unique=True))
def test_the_interval_leaves_out_zero_where_the_test_finds_a_trend(values):
    test = mann_kendall(values)
    low, high = between_slopes(slopes_of(placed(values)), test.variance, 1.959963984540054)
    assert low <= slope_of(placed(values)) <= high
    assert (low * high > 0) == (test.p_value < 0.05)


def test_nothing_to_tell():
    same = mann_kendall([5.0] * 8)
    assert (same.s, same.tau, same.z, same.p_value) == (0, 0.0, 0.0, 1.0)
    assert for_autocorrelation(placed([5.0] * 8)) == 1.0
    assert for_autocorrelation(placed([1.0, 3.0, 2.0])) == 1.0
    assert slope_of([(0, 1.0)]) == 0.0


@pytest.mark.parametrize("seasons", [4, 12])
def test_a_season_alone_is_no_trend(seasons):
    values = [100.0 + 10 * (place % seasons) for place in range(3 * seasons)]
    alike = in_years(placed(values), seasons)
    assert seasonal_mann_kendall(alike).s == 0
    assert set(seasonal_slopes(alike)) == {0.0}


def test_each_season_with_itself():
    values = [month * 10 + year for year in range(3) for month in range(12)]
    alike = in_years(placed([float(value) for value in values]), 12)
    test = seasonal_mann_kendall(alike)
    # Three years make 3 pairs a month, all rising, and a variance of 11/3 each.
    assert (test.s, test.variance, test.tau) == (36, pytest.approx(44.0), 1.0)
    assert seasonal_slopes(alike) == pytest.approx([1 / 12] * 36)


@given(NUMBERS, st.sampled_from([2, 4, 12]))
def test_years_of_equal_length_pair_what_is_whole_years_apart(values, seasons):
    series = placed(values)
    pairs = [(one, two) for one, two in combinations(series, 2) if not (two[0] - one[0]) % seasons]
    alike = in_years(series, seasons)
    assert seasonal_slopes(alike) == sorted((b - a) / (j - i) for (i, a), (j, b) in pairs)
    assert seasonal_mann_kendall(alike).s == sum((b > a) - (b < a) for (_, a), (_, b) in pairs)


def test_a_season_that_comes_twice_in_a_year_is_one_value():
    series = [(0, 5.0), (1, 6.0), (2, 8.0), (3, 5.5), (4, 9.0)]
    alike = by_season(series, [(2020, 1), (2020, 2), (2020, 2), (2021, 1), (2021, 2)])
    assert alike == {1: {2020: (0, 5.0), 2021: (3, 5.5)}, 2: {2020: (1.5, 7.0), 2021: (4, 9.0)}}
    assert seasonal_slopes(alike) == pytest.approx([0.5 / 3, 0.8])
    assert seasonal_mann_kendall(alike).s == 2


def test_covariances_count_from_ten_years_on():
    yearly = noise(10, 0.0, 5)
    alike = [year + month / 100 for year in yearly for month in range(4)]
    test = seasonal_mann_kendall(in_years(placed(alike), 4))
    # Four seasons that say the same are worth one of them.
    one = mann_kendall(yearly)
    assert test.s == 4 * one.s
    assert test.variance == pytest.approx(16 * one.variance)
    assert test.z == pytest.approx(one.z, rel=0.2)
    gaps = [pair for pair in placed(alike) if pair[0] not in (5, 17)]
    fewer = seasonal_mann_kendall(in_years(gaps, 4))
    assert fewer.variance == pytest.approx(test.variance, rel=0.2)


def test_values_like_their_neighbours_are_worth_fewer():
    assert for_autocorrelation(placed(noise(60, 0.8, 1))) > 2
    zigzag = [float(place % 2) + place / 100 for place in range(20)]
    assert for_autocorrelation(placed(zigzag)) == 1.0


@pytest.mark.parametrize(("alike", "most"), [(0.0, 0.06), (0.5, 0.12)], ids=["noise", "alike"])
def test_noise_is_seldom_called_a_trend(alike, most):
    found = 0
    for seed in range(300):
        series = placed(noise(36, alike, seed)[6:])
        test = mann_kendall([value for _, value in series])
        found += test.widened(for_autocorrelation(series)).p_value < 0.05
    assert found / 300 <= most


def test_what_only_rises_has_a_trend():
    values = [float(value) for value in accumulate(range(1, 13))]
    assert all(one < two for one, two in pairwise(values))
    assert mann_kendall(values).tau == 1.0
    assert mann_kendall(values).p_value < 0.001
