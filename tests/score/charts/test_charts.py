"""Kinds of control charts of a KPI: their lines, their signals, and where they cannot be drawn."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind, Polarity, RulePreset
from cxscore.model.dataset import Column, DataFile, Dataset
from cxscore.model.findings import Season
from cxscore.model.kpi import Break, Ignored, TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Mean, Nps, Ratio, RatioPart, Share, Sum, Value
from cxscore.model.verdicts import Capability, Method, PointType, Rule, Unsaid, Variation
from cxscore.score.charts import CHARTS
from cxscore.score.charts.limits import process_limits
from cxscore.score.charts.series import charted, points_of
from cxscore.score.statistics.laney import laney
from cxscore.score.values.readings import Readings
from cxscore.score.values.status import Targets
from tests.score import made

P, U, RUN, NONE = ChartKind.P_PRIME, ChartKind.U_PRIME, ChartKind.RUN, ChartKind.NONE
PER_1000 = Ratio(RatioPart(sum="c"), RatioPart(sum="o"), per=1000)
COUNTS = [(81, 100), (330, 400), (40, 50), (170, 200), (78, 100), (410, 500)] * 3


def shares(counts):
    return [None if pair is None else made.share_parts(*pair) for pair in counts]


def charted_counts(counts, *, chart=P, measure=None, last="2026-06", **more):
    one = made.kpi(measure or Share("s"), chart=chart, **more)
    return made.scored(one, made.monthly(last, shares(counts)))


def numbers_of(point):
    lines = point.limits
    return [x for x in (point.value, point.median) if x is not None] + (
        [lines.mean, lines.lower, lines.upper] if lines else []
    )


def test_every_kind_has_its_chart():
    assert set(CHARTS) == set(ChartKind)


def test_limits_of_a_p_prime_chart_know_each_base():
    found = charted_counts(COUNTS)
    expected = laney([COUNTS], shares=True)
    assert found.signal.chart is P
    for point, (_, base) in zip(found.series, COUNTS, strict=True):
        half = 100 * expected.half_width(base)
        assert point.limits.mean == pytest.approx(100 * expected.mean)
        assert point.limits.lower == pytest.approx(100 * expected.mean - half)
        assert point.limits.upper == pytest.approx(min(100 * expected.mean + half, 100))
    assert found.signal.limits == found.series[-1].limits
    assert Method.CHART not in found.unsaid


def test_limits_of_a_u_prime_chart_are_in_the_unit_and_not_below_zero():
    counts = [(3, 1000), (9, 2000), (0, 300), (4, 900), (11, 2500), (1, 800)]
    found = charted_counts(counts, chart=U, measure=PER_1000)
    expected = laney([counts], shares=False)
    assert found.value == 1.25
    assert [point.limits.mean for point in found.series] == pytest.approx(
        [1000 * expected.mean] * 6
    )
    assert found.series[2].limits.lower == 0
    assert found.series[2].limits.upper == pytest.approx(
        1000 * (expected.mean + expected.half_width(300))
    )


def test_an_exposure_need_not_be_whole():
    counts = [(3, 10.5), (9, 20.25), (4, 9.0), (5, 11.75)]
    found = charted_counts(counts, chart=U, measure=Ratio(RatioPart(sum="c"), RatioPart(sum="o")))
    assert (found.signal.chart, found.unsaid.get(Method.CHART)) == (U, None)


@pytest.mark.parametrize("chart", [P, U])
@pytest.mark.parametrize(
    ("measure", "parts"),
    [
        (Nps("s"), made.nps_parts(80, 10, 10)),
        (Mean("s"), made.mean_parts([4, 5, 5])),
        (Share("s"), Parts(100, 80.5, 100)),
        (Share("s"), Parts(100, 90, 140, weight_squares=9)),
        (Ratio(RatioPart(sum="c"), RatioPart(sum="o")), Parts(7, -3, 7)),
    ],
    ids=["nps", "mean", "no-whole-count", "weighted", "negative"],
)
def test_what_is_no_count_falls_back_to_xmr_and_says_so(chart, measure, parts):
    one = made.kpi(measure, chart=chart)
    less = replace(parts, numerator=parts.numerator - 2)
    found = made.scored(one, made.monthly("2026-06", [parts, less] * 4))
    assert found.signal.chart is ChartKind.XMR
    assert found.signal.limits is not None
    assert found.unsaid[Method.CHART] is Unsaid.NOT_A_COUNT


def test_more_than_the_base_is_no_share():
    counts = [(11, 10), (9, 10), (12, 10), (8, 10)]
    ratio = Ratio(RatioPart(sum="c"), RatioPart(sum="o"))
    assert charted_counts(counts, chart=P, measure=ratio).unsaid[Method.CHART]
    assert Method.CHART not in charted_counts(counts, chart=U, measure=ratio).unsaid


def test_a_gap_has_no_base_and_no_limits_and_no_moving_range_across_it():
    counts = [*COUNTS[:3], None, *COUNTS[3:6]]
    found = charted_counts(counts)
    expected = laney([COUNTS[:3], COUNTS[3:6]], shares=True)
    assert found.series[3].limits is None
    assert found.series[-1].limits.upper == pytest.approx(
        min(100, 100 * (expected.mean + expected.half_width(500)))
    )


def test_ignored_small_and_partial_periods_are_drawn_and_not_counted():
    counts = [*COUNTS[:6], (1, 60), *COUNTS[:6]]
    plain = charted_counts([*COUNTS[:6], None, *COUNTS[:6]])
    ignored = charted_counts(counts, ignore=(Ignored("2025-12", "Strike"),))
    assert ignored.series[6].point is PointType.IGNORED
    assert ignored.series[6].limits.mean == plain.series[0].limits.mean
    assert ignored.signal == plain.signal
    small = charted_counts([(a * 2, b * 2) for a, b in COUNTS[:6]] + [(1, 60)], minimum_base=90)
    assert small.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert small.series[-1].limits is not None
    partial = charted_counts([*COUNTS[:6], (1, 60)], last="2026-07")
    assert (partial.series[-1].point, partial.signal.points) == (None, 6)


def test_limits_start_again_at_a_break():
    counts = COUNTS[:6] + [(a // 2, b) for a, b in COUNTS[:6]]
    found = charted_counts(counts, breaks=(Break("2026-01", "New courier"),))
    first, second = laney([counts[:6]], True), laney([counts[6:]], True)
    means = [point.limits.mean / 100 for point in found.series]
    assert means == pytest.approx([first.mean] * 6 + [second.mean] * 6)
    assert (found.signal.points, found.signal.trial) == (6, True)


@pytest.mark.parametrize("chart", [P, U])
@pytest.mark.parametrize(
    "counts",
    [
        [(0, 50), (0, 60), (0, 70)],
        [(50, 50), (60, 60), (70, 70)],
        [(5, 50), (6, 60), (7, 70), (8, 80)],
        [(5, 50), (6, 70)],
        [(5, 50), None, (6, 70), None, (9, 80)],
        [(0, 0), (0, 0), (0, 0)],
    ],
    ids=["never", "always", "constant", "two", "apart", "all-zero-bases"],
)
def test_no_limits_and_no_signal_without_variation(counts, chart):
    found = charted_counts(counts, chart=chart)
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert (found.signal.limits, found.signal.rules) == (None, ())
    assert all(point.rules == () for point in found.series)


def test_wheeler_judges_where_it_is_asked_for():
    numbers = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0] + [10.6] * 7
    nhs = made.scored(made.kpi(), made.values("2026-06", numbers))
    other = made.scored(made.kpi(rules=RulePreset.WHEELER), made.values("2026-06", numbers))
    assert (nhs.signal.variation, other.signal.variation) == (
        Variation.IMPROVING,
        Variation.STEADY,
    )
    assert (nhs.signal.preset, other.signal.preset) == tuple(RulePreset)
    assert nhs.signal.limits == other.signal.limits


def test_screening_may_be_turned_off():
    numbers = [10.0, 11.0] * 8 + [30.0, 10.0]
    with_it = made.scored(made.kpi(), made.values("2026-06", numbers))
    without = made.scored(made.kpi(screen=False), made.values("2026-06", numbers))
    assert (with_it.signal.screened, without.signal.screened) == (True, False)
    assert with_it.signal.limits.mean == without.signal.limits.mean
    assert with_it.signal.limits.upper < without.signal.limits.upper


RUNNING = [10.0, 8.0, 11.0, 7.0, 16.0, 12.0, 8.5, 7.5, 8.0, 10.0] + [
    14.0,
    15.0,
    13.0,
    14.5,
    15.5,
] * 2


def test_a_run_chart_has_a_median_and_no_limits():
    one = made.kpi(chart=RUN, target=(TargetStep(value=4.0),))
    found = made.scored(one, made.values("2026-06", RUNNING))
    assert (found.signal.limits, found.signal.capability) == (None, None)
    assert {point.median for point in found.series} == {13.0} == {found.signal.median}
    # Two values lie on the median: the 18 others allow a run of 7, and 8 lie above it in a row.
    runs = found.signal.runs
    assert (runs.useful, runs.longest, runs.longest_max) == (18, 8, 7)
    assert found.signal.rules == (Rule.RUN,)
    assert found.signal.variation is Variation.IMPROVING
    assert found.signal.since == found.series[-10].period.id
    assert next(p.period.id for p in found.series if p.rules) == found.signal.since


def test_a_value_on_the_median_neither_makes_nor_breaks_a_run():
    numbers = (
        [1.0, 9.0, 2.0, 9.0, 1.0, 2.0, 1.0, 1.0, 5.0, 5.0, 2.0, 1.0] + [9.0] * 4 + [5.0] + [9.0] * 4
    )
    found = made.scored(made.kpi(chart=RUN), made.values("2026-06", numbers))
    assert found.signal.median == 5.0
    assert found.signal.runs.longest == 8
    assert found.signal.variation is Variation.IMPROVING
    assert found.series[-5].rules == ()
    assert found.signal.since == found.series[-9].period.id


def test_no_run_is_no_signal():
    found = made.scored(made.kpi(chart=RUN), made.values("2026-06", [1.0, 9.0, 2.0, 8.0] * 5))
    assert (found.signal.variation, found.signal.since) == (Variation.STEADY, None)
    assert found.signal.runs.longest == 1


def test_runs_start_again_at_a_break():
    numbers = [1.0, 9.0] * 5 + [2.0] * 4 + [20.0] * 8
    broken = made.kpi(chart=RUN, breaks=(Break("2025-11", "New courier"),))
    found = made.scored(broken, made.values("2026-06", numbers))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.series[0].median == 2.0


@pytest.mark.parametrize("numbers", [[5.0] * 20, [1.0, 2.0]], ids=["constant", "two"])
def test_a_run_chart_of_nothing_to_tell(numbers):
    found = made.scored(made.kpi(chart=RUN), made.values("2026-06", numbers))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.signal.median is None


def test_no_chart_no_signal():
    found = made.scored(made.kpi(chart=NONE), made.values("2026-06", RUNNING))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.signal.chart is NONE
    assert {(p.limits, p.median, p.point) for p in found.series} == {(None, None, None)}


FACTORS = {number: 1 + 0.4 * math.sin(number) for number in range(1, 13)}


def seasonal(numbers, season, **more):
    """The chart of monthly *numbers* up to June 2026 with *season* taken out."""
    one = made.kpi(**more)
    last = made.MONTHS.parse("2026-06")
    facts = made.values("2026-06", numbers)
    readings = Readings(made.definition(one), made.measured(last, facts), last.end)
    targets = Targets.of(one, lambda text: None, {})
    points = points_of(one, readings, targets, last, len(numbers))
    return charted(one, points, last, season)


def in_season(numbers):
    """Return *numbers* times the factors of the months up to June."""
    shift = 6 - len(numbers)
    return [x * FACTORS[(shift + at) % 12 + 1] for at, x in enumerate(numbers)]


SEASON = Season(detected=True, p_value=0.001, factors=FACTORS, adjusted=True)
LEVELS = [100.0, 103.0, 99.0, 101.0, 98.0, 102.0] * 5


def test_limits_follow_the_season_and_rules_do_not_see_it():
    plain = seasonal(LEVELS, None)
    found = seasonal(in_season(LEVELS), SEASON)
    assert [p.point for p in found.points] == [p.point for p in plain.points]
    assert (found.signal.adjusted, plain.signal.adjusted) == (True, False)
    limits = plain.signal.limits
    assert found.basis.mean == pytest.approx(limits.mean)
    for point, level in zip(found.points, LEVELS, strict=True):
        factor = FACTORS[point.period.number]
        assert point.adjusted == pytest.approx(level)
        assert point.limits.mean == pytest.approx(limits.mean * factor)
        assert point.limits.lower == pytest.approx(limits.lower * factor)
        assert point.limits.upper == pytest.approx(limits.upper * factor)
    assert found.signal.limits == found.points[-1].limits
    assert seasonal(in_season(LEVELS), SEASON, chart=NONE).signal.adjusted is False


def test_a_season_that_is_not_to_be_taken_out_changes_nothing():
    kept = replace(SEASON, adjusted=False)
    assert seasonal(in_season(LEVELS), kept) == seasonal(in_season(LEVELS), None)


@pytest.mark.parametrize(
    ("target", "expected"),
    [(40.0, Capability.HITS), (100.0, Capability.HIT_AND_MISS), (200.0, Capability.MISSES)],
)
def test_capability_is_that_of_the_whole_year(target, expected):
    one = made.kpi(target=(TargetStep(value=target),))
    last = made.MONTHS.parse("2026-06")
    facts = made.values("2026-06", in_season(LEVELS))
    readings = Readings(made.definition(one), made.measured(last, facts), last.end)
    targets = Targets.of(one, lambda text: None, {})
    points = points_of(one, readings, targets, last, len(LEVELS))
    assert charted(one, points, last, SEASON).signal.capability is expected


def test_the_median_of_a_run_chart_follows_the_season():
    found = seasonal(in_season(LEVELS), SEASON, chart=RUN)
    plain = seasonal(LEVELS, None, chart=RUN)
    expected = [plain.signal.median * FACTORS[p.period.number] for p in found.points]
    assert [p.median for p in found.points] == pytest.approx(expected)
    assert found.signal.runs == plain.signal.runs


BASES = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(BASES, min_size=3, max_size=30), st.sampled_from(list(RulePreset)))
def test_mirrored_shares_have_mirrored_verdicts(counts, rules):
    here = charted_counts(counts, rules=rules)
    there = charted_counts(
        [(n - x, n) for x, n in counts], rules=rules, polarity=Polarity.LOWER_IS_BETTER
    )
    # What is an improvement here is one there: both values and polarity are turned round.
    for one, other in zip(here.series, there.series, strict=True):
        assert one.rules == other.rules
        if one.rules[:1] not in ((Rule.TREND,), (Rule.NEAR_LIMIT,)):
            assert one.point is other.point


@given(
    st.sampled_from(list(ChartKind)),
    st.sampled_from(list(RulePreset)),
    st.lists(st.none() | BASES, min_size=1, max_size=60),
    st.booleans(),
)
def test_nothing_is_ever_nan_and_rules_need_lines(chart, rules, counts, screen):
    found = charted_counts(counts, chart=chart, rules=rules, screen=screen)
    for point in found.series:
        assert all(math.isfinite(number) for number in numbers_of(point))
        if point.rules:
            assert point.limits is not None or point.median is not None
        if point.limits is not None and chart is P:
            assert 0 <= point.limits.lower <= point.limits.mean <= point.limits.upper <= 100
        if Rule.OUTSIDE in point.rules:
            assert not point.limits.lower <= point.value <= point.limits.upper
    if found.signal.variation is Variation.NO_SIGNAL_POSSIBLE:
        assert found.signal.capability is None


@given(st.lists(st.integers(-30, 30).map(float), min_size=3, max_size=40))
def test_a_mirrored_run_chart_has_mirrored_verdicts(numbers):
    here = made.scored(made.kpi(chart=RUN), made.values("2026-06", numbers))
    there = made.scored(
        made.kpi(chart=RUN, polarity=Polarity.LOWER_IS_BETTER),
        made.values("2026-06", [-n for n in numbers]),
    )
    assert [p.point for p in here.series] == [p.point for p in there.series]
    assert here.signal.runs == there.signal.runs


def test_six_hundred_points():
    counts = [(800 + at * 37 % 41, 1000) for at in range(600)]
    one = made.kpi(Share("s"), chart=P)
    defined = made.definition(one, history=600)
    found = made.scorecard(defined, made.monthly("2026-06", shares(counts))).kpis[0]
    assert found.signal.points == 600
    assert found.signal.limits == Limits(*numbers_of(found.series[-1])[1:])


ZEROS = [0.0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 3, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 1, 0, 0, 1]


@pytest.mark.parametrize(
    ("numbers", "useful"),
    [
        (ZEROS, 10),
        ([0.0, 1.0] * 14 + [0.0], 14),
        ([1.0, 9.0] * 4 + [5.0], 8),
        ([1.0] * 4 + [9.0] * 5, 4),
    ],
    ids=["mostly-zero", "alternating-on-the-median", "nine-points", "nine-in-two-levels"],
)
def test_too_few_values_off_the_median_allow_no_signal(numbers, useful):
    found = made.scored(made.kpi(chart=RUN), made.values("2026-06", numbers))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert (found.signal.rules, found.signal.since) == ((), None)
    assert {point.rules for point in found.series} == {()}
    assert {point.median for point in found.series} == {found.signal.median}
    assert (found.signal.runs.useful, found.signal.points) == (useful, len(numbers))


def test_ten_values_off_the_median_are_enough():
    found = made.scored(made.kpi(chart=RUN), made.values("2026-06", [1.0, 9.0] * 5))
    assert (found.signal.variation, found.signal.runs.useful) == (Variation.STEADY, 10)


NPS_UP = [made.nps_parts(good, 1, 100 - good) for good in (99, 60, 97, 62, 99, 70)]


@pytest.mark.parametrize(
    ("measure", "parts", "ends"),
    [
        (Share("s"), shares([(99, 100), (80, 100), (99, 100), (85, 100)]), (None, 100.0)),
        (Share("s"), shares([(1, 100), (20, 100), (0, 100), (15, 100)]), (0.0, None)),
        (Nps("s"), NPS_UP, (-100.0, 100.0)),
        (Count(), [Parts(n, n) for n in (1, 0, 7, 2, 9, 0)], (0.0, None)),
        (Sum("v"), [Parts(n, n) for n in (1, 0, 7, 2, 9, 0)], (None, None)),
        (Value("v"), [made.value_parts(n) for n in (1, 0, 7, 2, 9, 0)], (None, None)),
        (PER_1000, [Parts(9, n, 90, events=True) for n in (1, 0, 7, 2, 9, 0)], (0.0, None)),
        (PER_1000, [Parts(9, n, 90) for n in (1, 0, 7, 2, 9, 0)], (None, None)),
    ],
    ids=["share-high", "share-low", "nps", "count", "sum", "value", "events", "amounts"],
)
def test_limits_end_where_values_can(measure, parts, ends):
    found = made.scored(made.kpi(measure), made.monthly("2026-06", parts))
    free = process_limits([[point.value for point in found.series]])
    low, high = ends
    expected = (
        free.lower if low is None else low,
        free.upper if high is None else high,
    )
    assert low is None or free.lower < low
    assert high is None or free.upper > high
    limits = found.signal.limits
    assert (limits.lower, limits.upper) == pytest.approx(expected)
    assert {point.limits for point in found.series} == {limits}


def test_limits_of_a_mean_end_on_the_scale_of_its_answers():
    column = Column(scale=(1.0, 5.0))
    dataset = Dataset("d", (DataFile("d.csv"),), columns={"s": column})
    defined = made.definition(made.kpi(Mean("s")), datasets={"d": dataset})
    parts = [Parts(10, 10 * v, 10, squares=10 * v * v) for v in (4.9, 3.9, 5.0, 3.8, 4.9)]
    limits = made.scorecard(defined, made.monthly("2026-06", parts)).kpis[0].signal.limits
    assert limits.upper == 5.0
    assert 1.0 < limits.lower < 3.8


@given(
    st.lists(st.integers(0, 100), min_size=3, max_size=36),
    st.sampled_from(list(RulePreset)),
)
def test_which_points_signal_does_not_depend_on_where_limits_end(counts, rules):
    bounded = charted_counts([(n, 100) for n in counts], chart=ChartKind.XMR, rules=rules)
    free = made.scored(
        made.kpi(Value("v"), rules=rules), made.values("2026-06", map(float, counts))
    )
    assert [p.point for p in bounded.series] == [p.point for p in free.series]
    assert [p.rules for p in bounded.series] == [p.rules for p in free.series]
    for point in bounded.series:
        assert point.limits is None or 0 <= point.limits.lower <= point.limits.upper <= 100


def test_values_beyond_the_bounds_of_a_share_show_that_it_has_none():
    parts = [Parts(4, x, 4.0, amounts=True) for x in (9.0, 3.0, 8.0, -2.0, 7.0)]
    found = made.scored(made.kpi(Share("v")), made.monthly("2026-06", parts))
    assert found.signal.limits.upper > 225
    assert found.signal.limits.lower < -50
