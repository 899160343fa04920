"""The sets of rules, by the words of their sources, and the laws that all of them keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import RulePreset
from cxscore.model.verdicts import Rule
from cxscore.score.charts.limits import process_limits
from cxscore.score.charts.rules import PRESETS, wheeler

OUT, NEAR, RUN = Rule.OUTSIDE, Rule.NEAR_LIMIT, Rule.RUN
AROUND_ZERO = Limits(0.0, -10.0, 10.0)


def test_every_preset_has_its_rules():
    assert set(PRESETS) == set(RulePreset)


@pytest.mark.parametrize(
    ("numbers", "rules", "directions"),
    [
        ([0, 10, -10], [(), (), ()], [0, 0, 0]),
        ([0, 10.1, -10.1], [(), (OUT,), (OUT,)], [0, 1, -1]),
        ([1] * 7, [()] * 7, [0] * 7),
        ([1] * 8, [(RUN,)] * 8, [1] * 8),
        ([-1] * 9, [(RUN,)] * 9, [-1] * 9),
        ([1] * 4 + [0] + [1] * 4, [()] * 9, [0] * 9),
        ([6, 6, 1, 6], [(NEAR,)] * 4, [1] * 4),
        ([6, 6, -1, 6], [(NEAR,)] * 4, [1] * 4),
        ([5, 5, 5, 5], [()] * 4, [0] * 4),
        ([6, 6, 1, 1, 6], [()] * 5, [0] * 5),
        ([6, -6, 6, -6], [()] * 4, [0] * 4),
        ([-6, -6, 0, -6, -6], [(NEAR,)] * 5, [-1] * 5),
        ([6, 11, 1, 6], [(NEAR,), (OUT, NEAR), (NEAR,), (NEAR,)], [1] * 4),
        ([6, 6, 6, -6, -6, -6], [(NEAR,)] * 6, [1, 1, 1, -1, -1, -1]),
        ([1, 1, 1, 1, 1, 6, 6, 6], [(RUN,)] * 4 + [(NEAR, RUN)] * 4, [1] * 8),
        ([-1, 0, 1, 2, 3, 4, 5], [()] * 7, [0] * 7),
    ],
    ids=[
        "on-the-limits",
        "beyond",
        "seven-on-a-side",
        "eight-on-a-side",
        "nine-below",
        "on-the-mean",
        "three-of-four",
        "the-fourth-on-the-other-side",
        "half-way-is-not-near",
        "three-of-five",
        "two-limits",
        "two-windows",
        "beyond-counts-as-near",
        "the-nearer-limit-tells",
        "precedence",
        "no-rule-of-trends",
    ],
)
def test_wheeler(numbers, rules, directions):
    found = wheeler([float(n) for n in numbers], [AROUND_ZERO] * len(numbers))
    assert [verdict.rules for verdict in found] == rules
    assert [verdict.direction for verdict in found] == directions


SERIES = st.lists(st.integers(-40, 40).map(float), min_size=3, max_size=60)
PRESET = st.sampled_from(list(PRESETS))


def judged(preset, numbers, screen=True):
    limits = process_limits([numbers], screen)
    if limits is None:
        return None
    return [(v.rules, v.direction) for v in PRESETS[preset](numbers, [limits] * len(numbers))]


@given(PRESET, SERIES, st.booleans())
def test_a_mirrored_series_has_mirrored_verdicts(preset, numbers, screen):
    here, there = judged(preset, numbers, screen), judged(preset, [-n for n in numbers], screen)
    if here is None:
        assert there is None
        return
    # At the peak of two trends, and where windows of both sides meet, the climb comes first.
    assert [rules for rules, _ in here] == [rules for rules, _ in there]
    for (rules, one), (_, other) in zip(here, there, strict=True):
        if rules[:1] not in ((Rule.TREND,), (Rule.NEAR_LIMIT,)):
            assert one == -other


@given(PRESET, SERIES, st.integers(-1000, 1000), st.sampled_from([0.25, 0.5, 2.0, 1024.0]))
def test_shifting_and_scaling_change_no_verdict(preset, numbers, by, times):
    assert judged(preset, [times * (n + by) for n in numbers]) == judged(preset, numbers)


@given(PRESET, st.integers(3, 600), st.floats(-1e9, 1e9, allow_subnormal=False))
def test_what_is_level_but_for_rounding_gives_no_signal(preset, count, level):
    numbers = [level + (at % 3) * abs(level) * 1e-14 for at in range(count)]
    found = judged(preset, numbers)
    assert found is None or all(rules == () for rules, _ in found)
