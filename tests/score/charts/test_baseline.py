"""Limits from a stretch that is named: where they come from, what is judged by them, until when."""

import itertools
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.choices import ChartKind
from cxscore.model.kpi import Baseline, Break, Ignored, TargetStep
from cxscore.model.measures import Share
from cxscore.model.verdicts import PointType, Rule, Variation
from cxscore.score.statistics.laney import laney
from tests.score import made

YEAR = [50.0, 53.0, 49.0, 52.0, 51.0, 48.0, 52.0, 50.0, 53.0, 49.0, 51.0, 50.0]
LATER = [55.0, 56.0, 55.0, 57.0, 55.0, 56.0, 55.0, 57.0, 56.0, 55.0, 56.0, 57.0]


def baseline(start="2023-01", end="2023-12"):
    return Baseline(start, end, "Before the move")


def scored(numbers, reported="2024-12", history=36, **more):
    one = made.kpi(**({"baseline": baseline()} | more))
    defined = made.definition(one, history=history)
    return made.scorecard(defined, made.values(reported, numbers), reported).kpis[0]


def by_hand(numbers):
    ranges = [abs(after - before) for before, after in itertools.pairwise(numbers)]
    ranges = [r for r in ranges if r <= 3.267 * fmean(ranges)]
    half = 2.66 * fmean(ranges)
    return fmean(numbers) - half, fmean(numbers), fmean(numbers) + half


def lines(limits):
    return pytest.approx((limits.lower, limits.mean, limits.upper))


def test_limits_come_from_the_stretch_alone_and_later_points_are_judged_by_it():
    found = scored(YEAR + LATER)
    assert by_hand(YEAR) == lines(found.signal.limits)
    assert {point.limits for point in found.series} == {found.signal.limits}
    assert found.signal.variation is Variation.IMPROVING
    assert found.signal.since == "2024-01"
    assert {point.point for point in found.series[12:]} == {PointType.IMPROVEMENT}
    assert all(Rule.RUN in point.rules for point in found.series[12:])
    assert {point.point for point in found.series[:12]} == {PointType.COMMON_CAUSE}
    assert (found.signal.points, found.signal.trial) == (12, False)
    assert found.signal.baseline == baseline()
    assert scored(YEAR + LATER, baseline=None).signal.limits.mean == fmean(YEAR + LATER)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_what_comes_later_never_moves_them(later):
    numbers = YEAR + later + LATER[len(later) :]
    assert scored(numbers).signal.limits == scored(YEAR + LATER).signal.limits


def test_it_may_lie_before_what_is_shown():
    numbers = YEAR + LATER + LATER
    found = scored(numbers, reported="2025-12", history=6)
    assert next(point.period.id for point in found.series) == "2025-07"
    assert by_hand(YEAR) == lines(found.signal.limits)
    assert found.signal.variation is Variation.IMPROVING


def test_points_before_it_are_drawn_and_not_judged():
    found = scored(LATER + YEAR + LATER)
    before = found.series[:12]
    assert {(point.limits, point.point, point.rules) for point in before} == {(None, None, ())}
    assert by_hand(YEAR) == lines(found.series[12].limits)


def test_a_break_ends_what_it_holds_for_and_one_before_it_is_a_process_of_its_own():
    breaks = (Break("2023-01", "New shop"), Break("2024-01", "New till"))
    found = scored(LATER + YEAR + LATER, breaks=breaks)
    for at, numbers in ((0, LATER), (12, YEAR), (24, LATER)):
        assert by_hand(numbers) == lines(found.series[at].limits)
    assert found.signal.baseline is None
    assert found.signal.variation is Variation.STEADY
    before_it = scored(YEAR + LATER + LATER, reported="2025-12", history=6, breaks=breaks)
    assert by_hand(LATER[6:]) == lines(before_it.signal.limits)


def test_ignored_periods_within_it_do_not_count():
    strike = [*YEAR[:5], 5.0, *YEAR[6:]]
    found = scored(strike + LATER, ignore=(Ignored("2023-06", "Strike"),))
    ranges = [abs(b - a) for part in (YEAR[:5], YEAR[6:]) for a, b in itertools.pairwise(part)]
    assert found.signal.limits.mean == pytest.approx(fmean(YEAR[:5] + YEAR[6:]))
    assert found.signal.limits.upper == pytest.approx(
        fmean(YEAR[:5] + YEAR[6:]) + 2.66 * fmean(ranges)
    )
    assert (found.signal.points, found.signal.trial) == (11, True)


def test_its_moving_ranges_are_screened_like_any_others():
    jump = [*YEAR[:6], 80.0, *YEAR[7:]]
    screened, plain = scored(jump + LATER), scored(jump + LATER, screen=False)
    assert by_hand(jump) == lines(screened.signal.limits)
    assert plain.signal.limits.upper > screened.signal.limits.upper


@pytest.mark.parametrize(
    ("start", "end"), [("2023-01", "2023-02"), ("2020-01", "2020-12"), ("2030-01", "2030-12")]
)
def test_without_three_values_there_are_no_limits(start, end):
    found = scored(YEAR + LATER, baseline=baseline(start, end))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert {point.limits for point in found.series} == {None}


def test_a_run_chart_has_its_median():
    found = scored(YEAR + LATER, chart=ChartKind.RUN)
    assert found.signal.median == median(YEAR)
    assert found.signal.variation is Variation.IMPROVING
    assert scored(YEAR + LATER, chart=ChartKind.RUN, baseline=None).signal.median == median(
        YEAR + LATER
    )


def test_a_p_prime_chart_has_its_mean_and_spread_at_each_base():
    counts = [(int(v * n / 100), n) for v, n in zip(YEAR + LATER, [100, 80, 120] * 8, strict=True)]
    parts = [made.share_parts(*pair) for pair in counts]
    one = made.kpi(Share("s"), chart=ChartKind.P_PRIME, baseline=baseline())
    found = made.scored(one, made.monthly("2024-12", parts), "2024-12")
    expected = laney([counts[:12]], shares=True)
    for point, (_, base) in zip(found.series, counts, strict=True):
        assert point.limits.mean == pytest.approx(100 * expected.mean)
        assert point.limits.lower == pytest.approx(
            100 * expected.mean - 100 * expected.half_width(base)
        )


def test_quarters_have_the_whole_ones_of_it():
    numbers = [50.0, 53.0, 49.0, 52.0] + [60.0] * 4
    quarters = made.MONTHS.coarser(__import__("cxscore.calendar").calendar.Grain.QUARTER)
    parts = [made.value_parts(n) for n in numbers]
    one = made.kpi(baseline=baseline("2023-02", "2024-02"))
    defined = made.definition(one, calendar=quarters)
    found = made.scorecard(defined, made.facts(quarters, "2024-Q4", parts), "2024-Q4").kpis[0]
    assert by_hand(numbers[1:4]) == lines(found.signal.limits)


def test_the_season_is_taken_out_of_it_too():
    wave = [10.0, 20.0, 30.0, 20.0, 10.0, 0.0, -10.0, -20.0, -30.0, -20.0, -10.0, 0.0]
    level = [100 + at * at % 7 for at in range(36)]
    numbers = [float(v + wave[at % 12]) for at, v in enumerate(level)]
    found = scored(numbers, reported="2025-12", seasonal=True)
    assert found.season.adjusted
    first = [point.adjusted for point in found.series[:12]]
    factor = found.season.factors[found.period.number]
    expected = tuple(factor * each for each in by_hand(first))
    assert expected == lines(found.signal.limits)


def test_a_forecast_of_a_stable_process_goes_by_its_limits():
    found = scored(YEAR + YEAR[5:] + YEAR[:5], target=(TargetStep(value=40.0),))
    assert found.forecast.method == "limits"
    assert found.forecast.expected == pytest.approx(fmean(YEAR))
