"""Shares of explained variance against R's relaimpo, and the laws they keep."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics import shapley
from cxscore.score.statistics.shapley import (
    chance_of,
    correlations,
    followers,
    percentile_interval,
    redrawn,
    shapley_shares,
)
from tests.score.swiss import COLUMNS, VALUES

VECTORS = Path(__file__).parents[2] / "vectors" / "statistics.json"
SWISS = json.loads(VECTORS.read_text(encoding="utf-8"))["key_driver_swiss"]


def sums(rows, weights=None):
    weights = weights or [1.0] * len(rows)
    size = range(len(rows[0]))
    pairs = list(zip(weights, rows, strict=True))
    return (
        sum(weights),
        [sum(w * row[i] for w, row in pairs) for i in size],
        [[sum(w * row[i] * row[j] for w, row in pairs) for j in size] for i in size],
    )


def answers(seed, rows=200, drivers=3):
    """An outcome with its drivers, the last of which is noise."""
    random = Random(seed)
    found = []
    for _ in range(rows):
        row = [random.gauss(0, 1) for _ in range(drivers)]
        outcome = sum((drivers - at - 1) * x for at, x in enumerate(row)) + random.gauss(0, 1)
        found.append([outcome, *row])
    return found


def lots_of(rows):
    return [sums(rows[at::100]) for at in range(min(100, len(rows)))]


def shares(rows, weights=None):
    return shapley_shares(correlations(sums(rows, weights)))


class TestVectors:
    def test_r2_and_lmg_are_those_of_relaimpo(self):
        r2, lmg = shares(VALUES)
        assert r2 == pytest.approx(SWISS["r2"], rel=1e-9)
        for column, share in zip(COLUMNS, lmg, strict=True):
            assert share == pytest.approx(SWISS["lmg"][column], rel=1e-9)

    def test_one_variable_has_all_of_its_squared_correlation(self):
        rows = [row[:2] for row in VALUES]
        r2, (share,) = shares(rows)
        assert r2 == pytest.approx(correlations(sums(rows))[0][1] ** 2)
        assert share == pytest.approx(r2)

    def test_chance_is_that_of_the_f_test(self):
        # R: summary(lm(Fertility ~ ., swiss)): F = 19.76 on 5 and 41 DF, p = 5.594e-10
        assert chance_of(SWISS["r2"], 5, 47) == pytest.approx(5.594e-10, rel=1e-3)

    @pytest.mark.parametrize(("r2", "n", "chance"), [(0.5, 3, None), (1.0, 30, 0.0), (0.0, 30, 1)])
    def test_chance_at_the_edges(self, r2, n, chance):
        assert chance_of(r2, 2, n) == chance


class TestLaws:
    @given(st.integers(0, 10**6), st.integers(1, 5))
    def test_shares_add_up_to_r2(self, seed, drivers):
        r2, found = shares(answers(seed, 40, drivers))
        assert sum(found) == pytest.approx(r2, abs=1e-12)
        assert all(-1e-12 <= share <= r2 + 1e-12 for share in found)

    @given(st.integers(0, 10**6), st.permutations(range(4)))
    def test_permuting_drivers_permutes_their_shares(self, seed, order):
        rows = answers(seed, 40, 4)
        _, before = shares(rows)
        _, after = shares([[row[0], *(row[1 + at] for at in order)] for row in rows])
        assert after == pytest.approx([before[at] for at in order])

    @given(st.integers(0, 10**6), st.floats(0.01, 100), st.floats(-100, 100))
    def test_the_unit_of_a_column_changes_nothing(self, seed, factor, shift):
        rows = answers(seed, 40)
        other = [[y, factor * a + shift, b, c] for y, a, b, c in rows]
        assert shares(other)[1] == pytest.approx(shares(rows)[1], rel=1e-6)

    def test_a_weight_of_two_is_a_row_twice(self):
        rows = answers(1, 30)
        weights = [1.0 + at % 2 for at in range(30)]
        twice = [row for row, weight in zip(rows, weights, strict=True) for _ in range(int(weight))]
        assert shares(rows, weights)[1] == pytest.approx(shares(twice)[1])

    def test_uncorrelated_drivers_have_their_squared_correlations(self):
        rows = [[3 * a + b, a, b] for a in (-1, 1) for b in (-1, 1)]
        assert shares(rows)[1] == pytest.approx([0.9, 0.1])


class TestWhatCannotBeUsed:
    def test_a_constant_has_no_correlations(self):
        table = correlations(sums([[y, a, 7.1] for y, a, *_ in answers(1)]))
        assert table[2] == [None, None, None]
        assert table[0][2] is None
        assert table[0][1] is not None

    def test_what_follows_from_those_before_is_named(self):
        rows = [[a, b, a + 2 * b, c, 3 * c - a] for _, a, b, c in answers(1)]
        assert followers(correlations(sums(rows))) == [2, 4]

    def test_what_nearly_follows_is_not(self):
        rows = [[a, a + 1e-4 * b] for _, a, b, _ in answers(1)]
        assert followers(correlations(sums(rows))) == []


class TestDraws:
    def test_the_same_seed_gives_the_same_draws(self):
        lots = lots_of(answers(1))
        one, other = redrawn(lots, 50, "k 2026"), redrawn(lots, 50, "k 2026")
        assert [a.tobytes() for a in one] == [b.tobytes() for b in other]
        assert redrawn(lots, 50, "k 2027")[0].tobytes() != one[0].tobytes()

    @pytest.mark.parametrize(("lots", "draws"), [(1, 3), (7, 50), (100, 40), (1000, 3)])
    def test_they_are_those_of_the_library(self, lots, draws):
        random = Random("k 2026")
        expected = [Counter(random.choices(range(lots), k=lots)) for _ in range(draws)]
        found = shapley._times_drawn(lots, draws, "k 2026")
        assert found.T.tolist() == [[each[lot] for lot in range(lots)] for each in expected]

    def test_parts_of_every_draw_add_up(self):
        parts, _, useful = redrawn(lots_of(answers(2)), 100, "k")
        assert useful.all()
        assert parts.sum(axis=0) == pytest.approx(1.0)

    def test_noise_touches_nothing_and_the_interval_holds_the_share(self):
        rows = answers(5, 600)
        r2, found = shares(rows)
        parts, together, useful = redrawn(lots_of(rows), 400, "k")
        ends = [percentile_interval(part[useful].tolist(), 0.95) for part in parts]
        assert ends[2][0] < 0.005
        assert all(
            low <= share / r2 <= high for (low, high), share in zip(ends, found, strict=True)
        )
        low, high = percentile_interval(together[2].tolist(), 0.95)
        assert low < 0 < high

    def test_lots_deliver_the_interval_that_rows_do(self):
        rows = answers(4, 2000)
        by_lot, by_row = (
            redrawn(lots, 400, "k")[0][0] for lots in (lots_of(rows), [sums([r]) for r in rows])
        )
        one, other = (percentile_interval(parts.tolist(), 0.95) for parts in (by_lot, by_row))
        assert one == pytest.approx(other, abs=0.012)

    def test_draws_in_which_nothing_varies_are_of_no_use(self):
        rows = [[1.0 if at == 7 else 0.0, float(at % 5)] for at in range(100)]
        _, _, useful = redrawn(lots_of(rows), 200, "k")
        assert 0 < useful.sum() < 200

    def test_a_column_that_is_constant_in_a_draw_goes_with_nothing_there(self):
        rows = [[float(at), 1.0 if at == 7 else 0.0, at % 2 + 0.0] for at in range(90)]
        parts, together, useful = redrawn(lots_of(rows), 200, "k")
        still = useful & (together[0] == 0)
        assert still.any()
        assert (parts[0][still] == 0).all()


@pytest.mark.parametrize(
    ("values", "level", "ends"),
    [([5.0], 0.95, (5, 5)), (range(101), 0.9, (5, 95)), ([0, 1], 0.5, (0.25, 0.75))],
)
def test_percentile_interval(values, level, ends):
    assert percentile_interval(list(values), level) == pytest.approx(ends)
