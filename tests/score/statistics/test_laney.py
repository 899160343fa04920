"""Laney's p′ and u′ charts, run charts and XmR limits against the numbers of qicharts2."""

import json
from itertools import pairwise
from math import sqrt
from statistics import mean, median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxscore.score.charts.limits import TO_LIMIT, process_limits
from cxscore.score.statistics.laney import TO_SIGMA, Laney, laney
from cxscore.score.statistics.runs import fewest_crossings, longest_allowed, runs_of


@pytest.fixture(scope="module")
def shewhart(real_data):
    path = real_data / "vectors" / "shewhart.json"
    return {each["name"]: each for each in json.loads(path.read_text(encoding="utf-8"))}


def digits(number: float):
    """The reference is written with 12 or 13 digits."""
    return pytest.approx(number, rel=1e-10, abs=1e-10)


SIGMA_LIMIT = 3 / TO_SIGMA
"""2.6596, where the XmR chart has 2.66."""


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("montgomery_6_07_I", 20),
        ("montgomery_6_07_I_all40", 40),
        ("montgomery_6_07_I_all40_screened", 40),
    ],
)
def test_limits_of_single_values(shewhart, name, count):
    rows = shewhart[name]["rows"]
    limits = process_limits([[row["y"] for row in rows[:count]]], screen="screened" in name)
    assert limits is not None
    half = (limits.upper - limits.mean) * SIGMA_LIMIT / TO_LIMIT
    for row in rows:
        assert limits.mean == digits(row["cl"])
        assert limits.mean - half == digits(row["lcl"])
        assert limits.mean + half == digits(row["ucl"])


CLASSICAL = [
    ("montgomery_7_03_P", True, 1.0),
    ("montgomery_7_04_P", True, 1.0),
    ("cdi_U", False, 10000.0),
    ("montgomery_7_10_U", False, 1.0),
    ("montgomery_7_11_U", False, 50.0),
]


@pytest.mark.parametrize(("name", "shares", "times"), CLASSICAL, ids=[c[0] for c in CLASSICAL])
def test_mean_and_chance_are_those_of_p_and_u_charts(shewhart, name, shares, times):
    """A Laney chart is the classical one times σz, so with σz = 1 it is that chart."""
    rows = shewhart[name]["rows"]
    for part in sorted({row["part"] for row in rows}):
        here = [row for row in rows if row["part"] == part]
        counts = [(row["y.sum"], row["n"]) for row in here if row["include"] and row["baseline"]]
        found = laney([counts], shares)
        assert found is not None
        chance = Laney(found.mean, found.variance, 1.0)
        for row in here:
            half = chance.half_width(row["n"])
            lower, upper = max(chance.mean - half, 0.0), chance.mean + half
            assert times * chance.mean == digits(row["cl"])
            assert times * lower == digits(row["lcl"])
            assert times * (min(upper, 1.0) if shares else upper) == digits(row["ucl"])


def test_runs_and_crossings(shewhart):
    checked = 0
    for chart in shewhart.values():
        for part in sorted({row["part"] for row in chart["rows"]}):
            rows = [row for row in chart["rows"] if row["part"] == part]
            if rows[0]["cl"] is None:
                continue
            sides = [(r["y"] > r["cl"]) - (r["y"] < r["cl"]) for r in rows if r["include"]]
            found = runs_of(sides)
            told = rows[0]
            assert found.useful == told["n.useful"]
            assert found.longest == told["longest.run"]
            assert found.longest_max == told["longest.run.max"]
            assert found.crossings == told["n.crossings"]
            assert found.crossings_min == told["n.crossings.min"]
            signals = found.longest > found.longest_max or found.crossings < found.crossings_min
            assert signals == told["runs.signal"]
            checked += 1
    assert checked == 10


def test_no_values_off_the_centre_make_no_runs():
    found = runs_of([0, 0, 0])
    assert (found.useful, found.longest, found.crossings, found.crossings_min) == (0, 0, 0, 0)
    assert [longest_allowed(n) for n in (0, 1, 8, 24, 36)] == [3, 3, 6, 8, 8]
    assert [fewest_crossings(n) for n in (0, 1, 2, 10, 24)] == [0, 0, 0, 2, 8]


def test_the_fewest_crossings_are_those_below_which_chance_is_under_one_in_twenty():
    """Of 18 tosses up to 5 come in 12 616 of 262 144 ways, 4.8 %; up to 6 in 31 180, 11.9 %."""
    assert fewest_crossings(19) == 6


COUNTS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=40,
)


def by_the_book(counts, shares, screen):
    """σz as Laney writes it, in as many words."""
    centre = sum(x for x, _ in counts) / sum(n for _, n in counts)
    variance = centre * (1 - centre) if shares else centre
    z = [(x / n - centre) / sqrt(variance / n) for x, n in counts]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    kept = [r for r in ranges if r <= 3.267 * mean(ranges)] if screen else ranges
    return centre, mean(kept) / 1.128


@given(COUNTS, st.booleans(), st.booleans())
def test_sigma_z_is_the_moving_range_of_z(counts, shares, screen):
    found = laney([counts], shares, screen)
    assume(found is not None)
    centre, sigma_z = by_the_book(counts, shares, screen)
    assume(sigma_z > 0)
    assert found.mean == pytest.approx(centre)
    assert found.sigma_z == pytest.approx(sigma_z)
    variance = centre * (1 - centre) if shares else centre
    assert found.half_width(100) == pytest.approx(3 * sqrt(variance / 100) * sigma_z)


@given(COUNTS)
def test_mirrored_shares_have_mirrored_limits(counts):
    here, there = laney([counts], True), laney([[(n - x, n) for x, n in counts]], True)
    if here is None or there is None:
        assert here is there
        return
    assert there.mean == pytest.approx(1 - here.mean)
    assert there.half_width(50) == pytest.approx(here.half_width(50), rel=1e-6)


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize(
    "stretches",
    [[], [[]], [[(0, 9), (0, 8), (0, 7)]], [[(3, 9), (3, 9), (3, 9)]], [[(3, 9)], [(4, 9)]]],
    ids=["nothing", "empty", "never", "constant", "alone"],
)
def test_what_does_not_vary_has_no_limits(stretches, shares):
    assert laney(stretches, shares) is None


def test_what_always_happens_has_no_limits():
    assert laney([[(9, 9), (8, 8), (7, 7)]], shares=True) is None


def test_no_moving_range_of_z_across_stretches():
    counts = [(10, 100), (11, 100), (10, 100), (30, 100), (31, 100), (30, 100)]
    together, apart = laney([counts], True, False), laney([counts[:3], counts[3:]], True, False)
    assert together.mean == apart.mean
    assert apart.sigma_z < together.sigma_z / 2


def test_a_jump_that_is_all_that_varies_is_not_screened_away():
    counts = [(10, 100)] * 20 + [(30, 100)] * 2
    found = laney([counts], True)
    assert found.sigma_z > 0


@given(st.lists(st.integers(-9, 9).map(float), min_size=1, max_size=60))
def test_mirrored_values_have_the_same_runs(numbers):
    centre = median(numbers)
    sides = [(x > centre) - (x < centre) for x in numbers]
    assert runs_of(sides) == runs_of([-side for side in sides])
