"""The pattern of the year, against R and by its laws."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxscore.score.statistics.seasonal import (
    centred_average,
    level_over_time,
    p_of_season,
    ranks_of,
    seasonal_factors,
    seasonal_parts,
)

ROOT = Path(__file__).parents[2]
MONTHS = [place % 12 + 1 for place in range(36)]


@pytest.fixture(scope="module")
def reference():
    return json.loads((ROOT / "vectors" / "statistics.json").read_text(encoding="utf-8"))


def test_level_and_parts_are_those_of_r(reference):
    known = reference["decompose_nhs"]
    values = reference["mann_kendall_nhs"]["y"]
    level = centred_average(values, 12)
    for ours, theirs in zip(level, known["trend"], strict=True):
        assert ours is None if theirs == "NA" else ours == pytest.approx(theirs, rel=1e-9)
    parts = seasonal_parts(values, MONTHS, level)
    assert list(parts.values()) == pytest.approx(known["figure"], rel=1e-9)


def test_factors_have_the_shape_of_stl(reference):
    values = reference["stl_nhs"]["y"]
    theirs = reference["stl_nhs"]["seasonal"][:12]
    level = level_over_time(values, 12)
    factors = list(seasonal_factors(values, MONTHS, level).values())
    ours = [sum(values) / 36 * (factor - 1) for factor in factors]
    assert stats.pearsonr(ours, theirs).statistic > 0.99
    assert all(a * b > 0 for a, b in zip(ours, theirs, strict=True))


@given(st.lists(st.floats(0.5, 2), min_size=4, max_size=4))
def test_factors_are_found_again_in_a_level_series(shape):
    mean = sum(shape) / 4
    values = [100 * shape[place % 4] / mean for place in range(24)]
    numbers = [place % 4 for place in range(24)]
    factors = seasonal_factors(values, numbers, level_over_time(values, 4))
    assert list(factors.values()) == pytest.approx([each / mean for each in shape])
    assert sum(factors.values()) == pytest.approx(4)


def test_an_odd_number_of_seasons_and_gaps():
    values = [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, None, 2.0, 3.0]
    level = centred_average(values, 3)
    assert level == [None, 2.0, 2.0, 2.0, 2.0, None, None, None, None]
    assert level_over_time(values, 3) == [2.0] * 9
    assert level_over_time([1.0, None, 2.0], 3) is None
    assert centred_average([4.0, 5.0], 1) == [4.0, 5.0]


def test_the_level_goes_on_along_its_slope():
    values = [float(place) for place in range(24)]
    assert level_over_time(values, 12) == pytest.approx(values)


def test_the_level_goes_on_from_the_nearest_period():
    # The slopes between the three are 0, 1.5 and 3.
    assert level_over_time([0.0, 0.0, 3.0, None], 1) == [0.0, 0.0, 3.0, 4.5]


@given(st.lists(st.integers(0, 20), min_size=12, max_size=36))
def test_the_test_orders_series_as_kruskal_and_wallis_do(values):
    numbers = [place % 3 for place in range(len(values))]
    p_value = p_of_season([float(value) for value in values], numbers)
    assert 0 <= p_value <= 1
    if len(set(values)) > 1:
        groups = [values[season::3] for season in range(3)]
        h = stats.kruskal(*groups).statistic
        n = len(values)
        f = (h / 2) / ((n - 1 - h) / (n - 3)) if n - 1 - h > 1e-9 else float("inf")
        assert p_value == pytest.approx(stats.f.sf(f, 2, n - 3), abs=1e-9)


def test_nothing_to_test():
    assert p_of_season([1.0, 1.0, 1.0, 1.0], [1, 2, 1, 2]) == 1.0
    assert p_of_season([1.0, 2.0], [1, 2]) == 1.0
    assert p_of_season([1.0, 2.0], [1, 1]) == 1.0
    assert p_of_season([1.0, 1.0, 2.0, 2.0], [1, 1, 2, 2]) == 0.0
    assert ranks_of([3.0, 1.0, 3.0]) == [2.5, 1.0, 2.5]


def test_noise_is_seldom_called_a_season():
    found = 0
    for seed in range(200):
        chance = random.Random(seed)
        values = [100 + chance.gauss(0, 5) for _ in range(36)]
        level = level_over_time(values, 12)
        rest = [value - there for value, there in zip(values, level, strict=True)]
        found += p_of_season(rest, MONTHS) < 0.01
    assert found <= 8
