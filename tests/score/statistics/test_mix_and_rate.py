"""Mix and rate: examples by hand, and the laws that hold for all of them."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.score.statistics.mix_and_rate import Part, mix_and_rate, unevenness

HELPED = {"small stones": ((234, 270), (81, 87)), "large stones": ((55, 80), (192, 263))}
"""Successes of two treatments (Charig and others, 1986), the classic of Simpson's paradox."""


def part(before, now):
    """A segment of good answers of all answers in two periods; None where there are none."""
    (good_0, of_0), (good_1, of_1) = before or (0, 0), now or (0, 0)
    return Part(
        of_0, 100 * good_0 / of_0 if of_0 else None, of_1, 100 * good_1 / of_1 if of_1 else None
    )


def test_two_segments_by_hand():
    split = mix_and_rate([Part(50, 40.0, 25, 50.0), Part(50, 60.0, 75, 62.0)])
    assert (split.change, split.rate, split.mix) == (9.0, 5.0, 4.0)
    assert [(e.rate, e.mix) for e in split.effects] == [(3.75, 2.375), (1.25, 1.625)]
    assert [(e.base_share, e.share) for e in split.effects] == [(0.5, 0.25), (0.5, 0.75)]
    assert not split.simpson


def test_a_new_segment_is_all_mix():
    old, new = mix_and_rate([Part(9, 50.0, 8, 50.0), Part(0, None, 2, 100.0)]).effects
    assert (old.rate, new.rate) == (0.0, 0.0)
    assert (old.mix, new.mix) == pytest.approx((1.0, 9.0))


def test_a_vanished_segment_is_all_mix():
    old, gone = mix_and_rate([Part(8, 50.0, 9, 50.0), Part(2, 100.0, 0, None)]).effects
    assert (old.rate, gone.rate) == (0.0, 0.0)
    assert (old.mix, gone.mix) == pytest.approx((-1.0, -9.0))


def test_a_value_without_a_weight_says_nothing():
    one, two = mix_and_rate([Part(1, 10.0, 1, 20.0), Part(5, None, 0, 30.0)]).effects
    assert (one.rate, one.mix) == (10.0, 0.0)
    assert (two.rate, two.mix, two.share) == (0.0, 0.0, 0.0)


def test_growth_of_an_average_segment_is_nothing():
    split = mix_and_rate([Part(1, 50.0, 3, 50.0), Part(1, 40.0, 1, 40.0), Part(1, 60.0, 1, 60.0)])
    assert split.effects[0].mix == 0.0
    assert split.change == pytest.approx(0.0, abs=1e-12)


def test_simpsons_paradox_in_its_classic():
    split = mix_and_rate([part(*counts) for counts in HELPED.values()])
    assert split.simpson
    assert split.change == pytest.approx(78.0 - 82.571428571)
    assert split.rate > 0 > split.mix


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([part((1, 2), (2, 2))], "one segment"),
        ([part((1, 2), (2, 2)), part(None, (0, 90))], "one that was there before"),
        ([part((1, 2), (1, 2)), part((1, 9), (2, 9))], "one that did not move"),
        ([part((1, 2), (2, 2)), part((2, 9), (1, 9))], "one each way"),
        ([part((1, 2), (2, 2)), part((1, 9), (2, 9))], "all the same way"),
    ],
    ids=lambda found: found if isinstance(found, str) else "",
)
def test_no_alarm_without_the_paradox(parts, why):
    assert not mix_and_rate(parts).simpson, why


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [Part(0, None, 5, 1.0)],
        [Part(5, 1.0, 0, None)],
        [Part(5, 1.0, 5, 1.0), Part(-1, 1.0, 5, 1.0)],
    ],
    ids=["nothing", "no base before", "no base now", "a negative weight"],
)
def test_what_has_no_weights_is_not_taken_apart(parts):
    assert mix_and_rate(parts) is None


def test_unevenness():
    assert unevenness([3.0, 1.0], [3.0, 1.0]) == 0.0
    assert unevenness([4.0, 0.0], [1.0, 1.0]) == 2.0
    assert unevenness([1.0, -1.0], [0.0, 0.0]) == 0.0


counts = st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
sides = st.tuples(counts, counts)
absent = st.one_of(
    sides, st.tuples(st.none(), counts), st.tuples(counts, st.none()), st.tuples(counts, counts)
)
many = st.tuples(sides, st.lists(absent, max_size=8)).map(lambda pair: [pair[0], *pair[1]])


def whole(segments, side):
    known = [segment[side] for segment in segments if segment[side]]
    return 100 * sum(good for good, _ in known) / sum(of for _, of in known)


@given(many)
def test_rate_and_mix_add_up_to_the_change(segments):
    split = mix_and_rate([part(*segment) for segment in segments])
    change = whole(segments, 1) - whole(segments, 0)
    assert split.rate + split.mix == pytest.approx(change, abs=1e-11)
    assert split.change == pytest.approx(change, abs=1e-11)
    effects = [effect.rate for effect in split.effects] + [effect.mix for effect in split.effects]
    assert fsum(effects) == pytest.approx(change, abs=1e-11)


@given(many)
def test_the_way_back_is_the_same_with_the_other_sign(segments):
    there = mix_and_rate([part(*segment) for segment in segments])
    back = mix_and_rate([part(now, before) for before, now in segments])
    for one, other in zip(there.effects, back.effects, strict=True):
        assert one.rate == pytest.approx(-other.rate, abs=1e-11)
        assert one.mix == pytest.approx(-other.mix, abs=1e-11)
    assert there.simpson == back.simpson


@given(many, st.integers(1, 50), st.integers(1, 50))
def test_two_segments_alike_are_worth_one(segments, before, now):
    (good_0, of_0), (good_1, of_1) = segments[0]
    double = [((good_0 * before, of_0 * before), (good_1 * now, of_1 * now))]
    merged = [
        ((good_0 * (1 + before), of_0 * (1 + before)), (good_1 * (1 + now), of_1 * (1 + now)))
    ]
    apart = mix_and_rate([part(*segment) for segment in segments + double])
    together = mix_and_rate([part(*segment) for segment in merged + segments[1:]])
    assert apart.rate == pytest.approx(together.rate, abs=1e-10)
    assert apart.mix == pytest.approx(together.mix, abs=1e-10)


@given(many, st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_only_shares_of_the_weights_count(segments, before, now):
    plain = [part(*segment) for segment in segments]
    scaled = [Part(p.base_weight * before, p.base_value, p.weight * now, p.value) for p in plain]
    one, other = mix_and_rate(plain), mix_and_rate(scaled)
    assert one.rate == pytest.approx(other.rate, abs=1e-9)
    assert one.mix == pytest.approx(other.mix, abs=1e-9)
