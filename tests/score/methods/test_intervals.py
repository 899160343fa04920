"""Which interval and which test each KPI has, and why it has none."""

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.kpi import Population
from cxscore.model.measured import Parts
from cxscore.model.measures import (
    Count,
    Mean,
    Nps,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    TopBox,
    Within,
)
from cxscore.model.verdicts import Method, Unsaid
from cxscore.score.methods.intervals import effective_base, interval_of, interval_or_why
from cxscore.score.methods.significance import UNTESTED, change_of, p_of_change
from tests.score import made

SHARE, NPS, MEAN = Share("good"), Nps("s"), Mean("s")
MEDIAN = Percentile("minutes", 50.0)
RATIO = Ratio(RatioPart(count_rows=True, dataset="c"), RatioPart(sum="orders"), per=1000)
PERCENT = Ratio(RatioPart(sum="late = 1"), RatioPart(sum="orders"))
RATE = Parts(90000, 426.0, 90000.0, events=True)
RANKED = Parts(40, value=6.0, rank_low=5.0, rank_high=8.5)


@pytest.mark.parametrize(
    ("measure", "parts", "method", "ends"),
    [
        (NPS, made.nps_parts(50, 30, 20), "adjusted_wald", (14.0511301787616, 44.2012970057044)),
        (NPS, made.nps_parts(5, 0, 0), "adjusted_wald", (17.491453034169, 100.0)),
        (SHARE, made.share_parts(81, 263), "wilson", (25.5288519878274, 36.62095769828)),
        (TopBox("s"), made.share_parts(0, 20), "wilson", (0.0, 16.1125158052819)),
        (Within("o", "c", days=3), made.share_parts(20, 20), "wilson", (83.8874841947181, 100.0)),
        (RATIO, RATE, "poisson", (4.29446799747886, 5.20488142996087)),
        (MEAN, made.mean_parts([1, 2, 4]), "t", (-1.461250, 6.127917)),
        (MEDIAN, RANKED, "order_statistics", (5.0, 8.5)),
    ],
    ids=["nps", "nps-clipped", "share", "nobody", "everybody", "rate", "mean", "median"],
)
def test_each_measure_has_its_method(measure, parts, method, ends):
    found = interval_of(made.kpi(measure), parts)
    assert found is not None
    assert (found.method, found.level) == (method, 0.95)
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-6)


def test_a_percentage_of_counts_is_a_share_while_it_can_be_one():
    one = made.kpi(PERCENT, unit="percent")
    parts = Parts(263, 81.0, 263.0, events=True)
    assert interval_of(one, parts) == interval_of(made.kpi(SHARE), made.share_parts(81, 263))
    assert p_of_change(one, parts, replace(parts, numerator=110.0)) == p_of_change(
        made.kpi(SHARE), made.share_parts(81, 263), made.share_parts(110, 263)
    )
    assert interval_of(one, replace(parts, numerator=300.0)).method == "poisson"
    assert interval_of(replace(one, unit="calls"), parts).method == "poisson"


@pytest.mark.parametrize(
    ("measure", "parts", "why"),
    [
        (SHARE, Parts(0, 0.0, 0.0), None),
        (SHARE, Parts(800, 120.5, 800.25), Unsaid.NOT_A_COUNT),
        (SHARE, Parts(3, 4.0, 3.0), Unsaid.NOT_A_COUNT),
        (SHARE, Parts(3, 1.0, 3.0, amounts=True), Unsaid.NOT_A_COUNT),
        (SHARE, Parts(3, 1.0, 3.0, weight_squares=3.0, amounts=True), Unsaid.NOT_A_COUNT),
        (SHARE, Parts(3, 1.0, -3.0), Unsaid.NOT_A_COUNT),
        (SHARE, Parts(3, None, 3.0), None),
        (SHARE, Parts(3, 1.0), None),
        (NPS, Parts(3, 1.0, 3.0), None),
        (NPS, Parts(0, 0.0, 0.0, promoters=0.0, detractors=0.0), None),
        (MEAN, Parts(1, 7.0, 1.0, squares=49.0), Unsaid.TOO_FEW_ANSWERS),
        (MEAN, Parts(9, 7.0, 9.0), Unsaid.NO_SPREAD),
        (MEAN, Parts(9, None, 9.0), None),
        (RATIO, Parts(60, 4.5, 60.0), None),
        (RATIO, Parts(0, 4.0, 0.0, events=True), None),
        (MEDIAN, Parts(4, value=2.0), Unsaid.TOO_FEW_ANSWERS),
        (MEDIAN, Parts(0), None),
        (Percentile("minutes", 100.0), RANKED, None),
        (Sum("s"), Parts(9, 7.0), None),
        (Count(), Parts(9, 9.0), None),
    ],
)
def test_no_interval_and_no_test_where_no_method_applies(measure, parts, why):
    one = made.kpi(measure)
    assert interval_or_why(one, parts) is why
    assert interval_of(one, parts) is None
    assert change_of(one, parts, parts) == UNTESTED


def test_a_gap_has_no_interval_of_a_sample():
    one = made.kpi(SHARE, gap_between="region")
    assert interval_or_why(one, made.share_parts(3, 9)) is None


def test_why_there_is_none_reaches_the_scorecard():
    found = made.scored(made.kpi(MEAN), made.monthly("2026-06", [made.mean_parts([4.0])]))
    assert (found.value, found.interval) == (4.0, None)
    assert found.unsaid[Method.INTERVAL] is Unsaid.TOO_FEW_ANSWERS


def test_weights_count_as_so_many_equal_answers():
    weighted = Parts(4, 3.0, 5.0, weight_squares=7.0)
    assert effective_base(weighted) == pytest.approx(25 / 7)
    doubled = Parts(100, 120.0, 200.0, weight_squares=400.0)
    one = made.kpi(SHARE)
    assert interval_of(one, doubled) == interval_of(one, Parts(100, 60.0, 100.0))
    promoters = Parts(100, 60.0, 200.0, promoters=100.0, detractors=40.0, weight_squares=400.0)
    one = made.kpi(NPS)
    assert interval_of(one, promoters) == interval_of(one, made.nps_parts(50, 30, 20))
    heavy, one = Parts(3, 14.0, 6.0, squares=42.0, weight_squares=12.0), made.kpi(MEAN)
    plain = interval_of(one, made.mean_parts([1.0, 2.0, 4.0]))
    assert interval_of(one, heavy).low == pytest.approx(plain.low)


SAMPLES = [
    (SHARE, made.share_parts(30, 100), made.share_parts(45, 110)),
    (NPS, made.nps_parts(50, 30, 20), made.nps_parts(40, 30, 45)),
    (MEAN, made.mean_parts([1, 2, 4, 5, 9]), made.mean_parts([7, 8, 4, 9])),
    (MEDIAN, RANKED, RANKED),
    (RATIO, RATE, replace(RATE, numerator=480.0)),
]


@pytest.mark.parametrize(("measure", "now", "base"), SAMPLES)
def test_a_higher_level_makes_intervals_wider_and_leaves_p_values(measure, now, base):
    usual, sure = made.kpi(measure), made.kpi(measure, level=0.99)
    one, other = interval_of(usual, now), interval_of(sure, now)
    assert other.level == 0.99
    # The ranks of a median are measured at the level already.
    assert measure is MEDIAN or other.low < one.low < one.high < other.high
    found, wider = change_of(usual, now, base), change_of(sure, now, base)
    assert found.p_value == wider.p_value
    if found.low is not None:
        assert wider.low < found.low < found.high < wider.high
        assert change_of(usual, now, base, 0.99) == wider


@pytest.mark.parametrize(("measure", "now", "base"), SAMPLES[:4])
def test_a_finite_population_narrows(measure, now, base):
    free = made.kpi(measure)
    half = made.kpi(measure, population=Population(2 * now.n))
    everybody = made.kpi(measure, population=Population(now.n))
    too_few = made.kpi(measure, population=Population(now.n - 1))
    wide, narrow, none = (interval_of(each, now) for each in (free, half, everybody))
    assert wide.low < narrow.low < narrow.high < wide.high
    assert none.low == none.high
    assert narrow.low <= none.low <= narrow.high
    assert interval_of(too_few, now) == wide
    if measure is not MEDIAN:
        sure = made.kpi(measure, population=Population(2 * base.n))
        assert change_of(sure, now, base).p_value < change_of(free, now, base).p_value
        assert change_of(everybody, now, now).p_value is None


def test_a_population_from_a_column_and_that_of_a_year():
    one = made.kpi(SHARE, population=Population(column="customers"))
    parts = [replace(made.share_parts(30, 100), population=p) for p in (400.0, 500.0)]
    number = made.kpi(SHARE, population=Population(400))
    assert interval_of(one, parts[0]) == interval_of(number, parts[0])
    assert interval_of(one, made.share_parts(30, 100)) == interval_of(
        made.kpi(SHARE), made.share_parts(30, 100)
    )
    window = replace(one, window=2)
    found = made.scored(window, made.monthly("2026-06", parts))
    both = replace(made.share_parts(60, 200), population=500.0)
    assert found.interval == interval_of(one, both)
    rate = made.kpi(RATIO, population=Population(90000))
    assert interval_of(rate, RATE) == interval_of(made.kpi(RATIO), RATE)


def test_unanimous_answers_vary_too_little_to_test():
    one = made.kpi(NPS)
    assert change_of(one, made.nps_parts(5, 0, 0), made.nps_parts(9, 0, 0)) == UNTESTED
    one = made.kpi(MEAN)
    assert change_of(one, made.mean_parts([7.1] * 50), made.mean_parts([7.2] * 50)) == UNTESTED
    assert interval_of(one, made.mean_parts([7.1] * 50)).low == pytest.approx(7.1, rel=1e-12)
    found = change_of(made.kpi(SHARE), made.share_parts(9, 9), made.share_parts(5, 5))
    assert found.p_value is None
    assert found.low < 0 < found.high


def test_the_change_and_its_test_reach_the_comparison():
    parts = [made.nps_parts(1268, 935, 447), made.nps_parts(1436, 968, 342)]
    compared = made.scored(made.kpi(NPS), made.monthly("2026-06", parts)).comparisons.previous
    assert compared.p_value == pytest.approx(6.51335300139166e-06, rel=1e-9)
    assert (compared.change_low, compared.change_high) == pytest.approx(
        (5.00798049547271, 12.7092892210274), rel=1e-9
    )
    assert compared.significant is True
    strict = made.scored(made.kpi(NPS, level=0.999), made.monthly("2026-06", parts))
    assert strict.comparisons.previous.significant is True
    shares = [made.share_parts(90, 1000), made.share_parts(120, 1000)]
    for level, expected in ((0.95, True), (0.99, False)):
        one = made.kpi(SHARE, level=level)
        found = made.scored(one, made.monthly("2026-06", shares)).comparisons.previous
        assert found.significant is expected
        assert (found.change_low > 0) is expected


def test_rates_are_tested_without_an_interval_of_their_difference():
    one = made.kpi(RATIO)
    rates = [Parts(783, 23.0, 783.0, events=True), Parts(800, 11.0, 800.0, events=True)]
    found = made.scored(one, made.monthly("2026-06", rates)).comparisons.previous
    assert found.p_value == pytest.approx(0.0391921331418252, rel=1e-9)
    assert (found.significant, found.change_low, found.change_high) == (True, None, None)
    nothing = replace(rates[0], numerator=0.0)
    assert interval_of(one, nothing).low == 0.0
    assert change_of(one, nothing, nothing).p_value is None


counts = st.integers(0, 300)
weights = st.one_of(st.none(), st.floats(1e-9, 1e9))
sizes = st.one_of(st.none(), st.integers(1, 2000).map(float))


@given(counts, counts, counts, weights, sizes, st.sampled_from([0.5, 0.95, 0.999]))
def test_nothing_is_ever_not_a_number(promoters, passives, detractors, squares, size, level):
    parts = replace(
        made.nps_parts(promoters, passives, detractors), weight_squares=squares, population=size
    )
    parts = replace(parts, squares=float(promoters), events=True)
    for measure in (NPS, SHARE, MEAN, RATIO):
        one = made.kpi(measure, level=level, population=Population(column="c"))
        found = interval_of(one, parts)
        if found is not None:
            assert isfinite(found.low) and isfinite(found.high) and found.low <= found.high
        change = change_of(one, parts, made.nps_parts(3, 2, 1))
        for number in (change.p_value, change.low, change.high):
            assert number is None or isfinite(number)
