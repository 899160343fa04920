"""How many decimals the numbers of one chart have: the KPI's own, one more where they need it."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxscore.model.chart_lines import Limits
from cxscore.model.findings import Target
from cxscore.model.verdicts import Rule, Variation
from cxscore.rendering.numbers import EQUAL_WITHIN, Numbers, rounded_to
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.signals import signal_sentence
from tests.rendering.builders import make_kpi, wave


def kpi_of(value, lower, mean, upper, target=95.0, rules=frozenset({Rule.OUTSIDE})):
    """A KPI in per cent with one decimal, beyond or within limits made up."""
    scored = make_kpi("k", [*wave(94, 0.0, 11), value], target=target)
    limits = Limits(mean=mean, lower=lower, upper=upper)
    series = (*scored.series[:-1], replace(scored.series[-1], limits=limits, rules=tuple(rules)))
    signal = replace(
        scored.signal,
        limits=limits,
        rules=frozenset(rules),
        variation=Variation.WORSENING,
        since=None,
    )
    return replace(scored, unit="percent", decimals=1, signal=signal, series=series)


def texts(scored):
    shown, limits = Shown.of(scored, Numbers()), scored.signal.limits
    lines = (limits.upper, limits.mean, limits.lower)
    value, target = shown.value(scored.value), shown.target(scored.target)
    return value, target, *(shown.limit(line) for line in lines)


@pytest.mark.parametrize(
    ("value", "lower", "expected"),
    [
        pytest.param(
            92.6, 92.605, ("92.60%", "95.0%", "97.0%", "94.8%", "92.61%"), id="one more on both"
        ),
        pytest.param(92.1, 92.6, ("92.1%", "95.0%", "97.0%", "94.8%", "92.6%"), id="none needed"),
        pytest.param(
            92.604, 92.6044, ("92.6%", "95.0%", "97.0%", "94.8%", "92.6%"), id="one is too few"
        ),
    ],
)
def test_only_the_two_that_need_telling_apart_have_one_more_decimal(value, lower, expected):
    assert texts(kpi_of(value, lower, 94.805, 97.005)) == expected


def test_what_even_that_does_not_tell_apart_is_just_below():
    near = kpi_of(92.604, 92.6044, 94.805, 97.005)
    said = signal_sentence(near, Shown.of(near, Numbers()))
    assert "June 2026 lies just below the lower limit of 92.6%" in said
    apart = kpi_of(92.6, 92.605, 94.805, 97.005)
    said = signal_sentence(apart, Shown.of(apart, Numbers()))
    assert "June 2026 lies below the lower limit of 92.61%" in said


def test_a_run_beside_a_mean_that_reads_the_same_is_just_on_its_side():
    run = kpi_of(94.8041, 92.6, 94.8044, 97.0, rules={Rule.RUN})
    said = signal_sentence(run, Shown.of(run, Numbers()))
    assert "in a row lie below the mean of 94.8%, June 2026 just" in said
    run = kpi_of(94.76, 92.6, 94.8044, 97.0, rules={Rule.RUN})
    assert texts(run)[0::3] == ("94.76%", "94.80%")


def test_the_target_beside_a_limit_is_told_apart_as_well():
    scored = kpi_of(90.0, 92.6, 94.805, 95.02)
    assert texts(scored) == ("90.0%", "95.00%", "95.02%", "94.8%", "92.6%")


def test_limits_and_mean_of_a_narrow_band_differ():
    assert texts(kpi_of(90.0, 92.58, 92.61, 92.64))[2:] == ("92.64%", "92.61%", "92.58%")


def test_a_value_whose_target_asks_for_more_decimals_takes_the_lines_along():
    scored = kpi_of(89.996, 89.9955, 91.0, 93.0, target=90.0)
    value, target, _, mean, lower = texts(scored)
    assert (value, target) == ("89.996%", "90.000%")
    assert (mean, lower) == ("91.0%", "89.996%")
    said = signal_sentence(scored, Shown.of(scored, Numbers()))
    assert "lower limit" in said


def test_a_value_with_more_decimals_than_a_limit_does_not_seem_to_lie_beyond_it():
    scored = kpi_of(89.246, 89.2464, 91.0, 93.0, target=89.95)
    value, target, _, _, lower = texts(scored)
    assert (value, target, lower) == ("89.25%", "89.95%", "89.25%")
    said = signal_sentence(scored, Shown.of(scored, Numbers()))
    assert "just below the lower limit of 89.25%" in said


NEAR = st.floats(92.0, 93.0)


@given(NEAR, NEAR, st.floats(93.0, 94.0), st.floats(94.0, 95.0), NEAR)
def test_no_two_read_the_other_way_round(value, lower, mean, upper, target):
    scored = kpi_of(value, lower, mean, upper, target=target)
    shown = Shown.of(scored, Numbers())
    known, lines = (value, target), (lower, mean, upper)
    assume(all(abs(x - y) > EQUAL_WITHIN for x in known for y in lines))

    def read(number, usual):
        decimals = shown.closer_decimals if number in shown.closer else usual
        assert decimals <= max(shown.decimals, 2), "one more than the KPI's own, or the target's"
        return rounded_to(number, decimals)

    for x in known:
        for line in (lower, upper):
            one, other = read(x, shown.decimals), read(line, shown.limit_decimals)
            assert (one <= other) if x < line else (one >= other)
            assert (one == other) == (not shown.tells_apart(x, line))
            if one == other:
                assert abs(x - line) <= 0.0101, "else one more decimal would have told them apart"


def test_a_target_range_has_as_many_decimals_as_each_end_needs():
    scored = kpi_of(6.0, 6.02, 7.0, 8.0)
    scored = replace(scored, target=Target(low=5.0, high=6.0), unit="days", decimals=1)
    shown = Shown.of(scored, Numbers())
    assert shown.target(scored.target) == "5.0 to 6.00\u00a0days"
    assert shown.brief_target(scored.target) == "5.0–6.00\u00a0d"
