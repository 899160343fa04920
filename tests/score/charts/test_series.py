"""A KPI period by period: gaps, partial periods, windows, breaks, and what the chart says."""

from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import ChartKind, OverTime, Polarity
from cxscore.model.kpi import Break, Ignored, TargetStep
from cxscore.model.measured import Coverage, Fact, Parts
from cxscore.model.measures import Count, Formula, Nps, Percentile, Share, Sum
from cxscore.model.verdicts import PointType, Rule, Status, Variation
from tests.score import made

STEADY = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 9.0]
IGNORED, COMMON = PointType.IGNORED, PointType.COMMON_CAUSE


def ids(scored):
    return [point.period.id for point in scored.series]


def daily(first: str, last: str) -> dict[str, tuple[Coverage, ...]]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {"k": (made.daily(start, end),)}


def test_as_many_periods_as_history_says_up_to_the_one_reported():
    defined = made.definition(made.kpi(), history=4)
    found = made.scorecard(defined, made.values("2026-06", STEADY)).kpis[0]
    assert ids(found) == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert [point.value for point in found.series] == STEADY[-4:]
    assert found.signal.points == 4


def test_periods_before_the_first_rows_are_left_out_and_gaps_stay():
    found = made.scored(made.kpi(), made.values("2026-05", [5.0, None, 6.0]))
    assert ids(found) == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert [point.value for point in found.series] == [5.0, None, 6.0, None]
    assert [point.n for point in found.series] == [None] * 4
    assert found.status is Status.NO_DATA
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE


def test_a_kpi_without_any_rows_has_one_empty_point():
    found = made.scored(made.kpi(target=(TargetStep(value=4.0),)), [])
    assert ids(found) == ["2026-06"]
    assert (found.value, found.n, found.interval, found.gap) == (None, None, None, None)
    assert found.status is Status.NO_DATA
    assert found.status_before is None


def test_nothing_is_divided_by_nothing():
    found = made.scored(made.kpi(Share("s")), made.monthly("2026-06", [Parts(0, 0.0, 0.0)]))
    assert found.value is None
    assert found.status is Status.NO_DATA
    assert not found.base_too_small


@pytest.mark.parametrize(
    ("coverage", "complete"),
    [
        (daily("2026-04-01", "2026-06-30"), [True, True, True]),
        (daily("2026-04-02", "2026-06-30"), [False, True, True]),
        (daily("2026-04-01", "2026-06-29"), [True, True, False]),
        (daily("2026-03-20", "2026-07-03"), [True, True, True]),
        ({"k": (Coverage("d", date(2026, 4, 9), date(2026, 6, 9), 3),)}, [True, True, True]),
        ({"k": (*daily("2026-04-01", "2026-06-30")["k"], *daily("2026-05-09", "2026-06-30")["k"])},
         [True, False, True]),
    ],
    ids=["whole", "starts-within", "stops-within", "beyond", "not-daily", "one-of-two-datasets"],
)  # fmt: skip
def test_a_period_is_partial_where_daily_data_starts_or_stops_within_it(coverage, complete):
    found = made.scored(made.kpi(), made.values("2026-06", [5.0, 6.0, 7.0]), coverage=coverage)
    assert [point.complete for point in found.series] == complete
    assert found.complete is complete[-1]


@pytest.mark.parametrize(
    ("as_of", "complete"),
    [(date(2026, 6, 29), False), (date(2026, 6, 30), True), (date(2026, 7, 1), True)],
)
def test_a_period_is_partial_until_it_has_ended(as_of, complete):
    card = made.scorecard(
        made.definition(made.kpi()), made.values("2026-06", [*STEADY, 99.0]), as_of=as_of
    )
    assert card.complete is complete
    assert card.kpis[0].complete is complete
    last = card.kpis[0].series[-1]
    assert last.point is (PointType.IMPROVEMENT if complete else None)
    expected = Variation.IMPROVING if complete else Variation.STEADY
    assert card.kpis[0].signal.variation is expected


def test_the_partial_period_after_the_one_reported_is_drawn_and_not_counted():
    found = made.scored(made.kpi(), made.values("2026-07", [*STEADY, 99.0]))
    assert ids(found)[-2:] == ["2026-06", "2026-07"]
    after = found.series[-1]
    assert (after.value, after.complete, after.point) == (99.0, False, None)
    assert found.period is not None
    assert (found.period.id, found.value, found.signal.points) == ("2026-06", 9.0, 12)


def test_a_complete_period_after_the_one_reported_is_not_shown():
    found = made.scored(made.kpi(), made.values("2026-07", STEADY), as_of=date(2026, 8, 9))
    assert ids(found)[-1] == "2026-06"


def test_twelve_points_make_limits_that_are_no_longer_trial():
    for count in (11, 12):
        found = made.scored(made.kpi(), made.values("2026-06", STEADY[:count]))
        assert found.signal.trial is (count < 12)
        assert found.signal.points == count


def test_a_constant_series_gives_no_signal_and_no_limits():
    found = made.scored(
        made.kpi(target=(TargetStep(value=4.0),)), made.values("2026-06", [5.0] * 20)
    )
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert (found.signal.limits, found.signal.capability) == (None, None)
    assert {point.point for point in found.series} == {COMMON}
    assert {point.limits for point in found.series} == {None}


def test_two_points_give_no_signal():
    found = made.scored(made.kpi(), made.values("2026-06", [5.0, 9.0]))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert [point.point for point in found.series] == [None, None]


def test_three_points_apart_from_each_other_give_no_signal():
    found = made.scored(made.kpi(), made.values("2026-06", [5.0, None, 9.0, None, 4.0]))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.series[-1].point is None


def test_no_moving_range_across_a_gap():
    whole = made.scored(made.kpi(), made.values("2026-06", [5.0, 6.0, 5.0, 9.0, 8.0, 9.0]))
    apart = made.scored(made.kpi(), made.values("2026-06", [5.0, 6.0, 5.0, None, 9.0, 8.0, 9.0]))
    assert whole.signal.limits is not None
    assert apart.signal.limits is not None
    assert apart.signal.limits.mean == whole.signal.limits.mean
    assert apart.signal.limits.upper == pytest.approx(7.0 + 2.66)
    # The lines are drawn on through the gap.
    assert apart.series[3].limits == apart.signal.limits


def test_ignored_periods_are_drawn_and_not_counted():
    plain = made.values("2026-06", [*STEADY[:6], 99.0, *STEADY[6:]])
    one = made.kpi(ignore=(Ignored("2025-12", "Strike"),))
    found = made.scored(one, plain)
    assert found.series[6].point is IGNORED
    assert found.series[6].value == 99.0
    assert found.signal.points == 12
    assert found.signal.limits is not None
    assert found.signal.limits.mean == 10.0


def test_a_month_that_is_ignored_takes_the_quarter_it_lies_in_with_it():
    quarters = Calendar(Grain.QUARTER)
    parts = [made.value_parts(value) for value in STEADY]
    one = made.kpi(period=Grain.QUARTER, ignore=(Ignored("2025-12", "Strike"),))
    found = made.scored(one, made.facts(quarters, "2026-Q2", parts))
    assert [p.period.id for p in found.series if p.point is IGNORED] == ["2025-Q4"]


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("2025-Q4", ["2025-10", "2025-11", "2025-12"]),
        ("2025-W49", ["2025-12"]),
        ("2025-W48", ["2025-11"]),
        ("2025-W01", ["2024-12", "2025-01"]),
        ("2025-12-31", ["2025-12"]),
        ("2019", []),
    ],
)
def test_points_know_what_ignores_them(text, ignored):
    strike = Ignored(text, "Strike")
    found = made.scored(made.kpi(ignore=(strike,)), made.values("2026-06", STEADY * 2))
    assert [p.period.id for p in found.series if p.ignored == strike] == ignored
    assert [p.period.id for p in found.series if p.point is IGNORED] == ignored


def test_of_two_that_are_ignored_the_first_is_the_reason():
    both = (Ignored("2026-05", "Flood"), Ignored("2026-Q2", "Strike"))
    found = made.scored(made.kpi(ignore=both), made.values("2026-06", STEADY))
    assert [p.ignored for p in found.series[-4:]] == [None, both[1], both[0], both[1]]


def test_points_know_the_breaks_that_fall_into_them():
    breaks = (Break("2026-Q1", "Moved"), Break("2026-01-31", "Merged"), Break("2026-04", "New"))
    found = made.scored(made.kpi(breaks=breaks), made.values("2026-06", STEADY))
    assert {p.period.id: p.breaks for p in found.series if p.breaks} == {
        "2026-01": breaks[:2],
        "2026-04": breaks[2:],
    }


def test_an_ignored_gap_stays_a_gap():
    one = made.kpi(ignore=(Ignored("2026-06", "Move"),))
    found = made.scored(one, made.values("2026-05", STEADY))
    assert found.series[-1].point is None


def test_limits_and_runs_start_again_at_a_break():
    numbers = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 20.0, 21.0, 19.0, 20.0, 21.0, 19.0]
    plain = made.scored(made.kpi(), made.values("2026-06", numbers))
    one = made.kpi(breaks=(Break("2026-01", "New courier"),))
    broken = made.scored(one, made.values("2026-06", numbers))
    assert plain.series[-1].rules != ()
    assert {point.point for point in broken.series} == {COMMON}
    assert [point.limits.mean for point in broken.series] == [10.0] * 6 + [20.0] * 6
    assert (broken.signal.points, broken.signal.trial) == (6, True)


def test_a_break_within_a_period_starts_with_that_period():
    one = made.kpi(breaks=(Break("2026-01-15", "New courier"),))
    found = made.scored(one, made.values("2026-06", STEADY))
    assert [point.limits.mean for point in found.series[5:7]] == [10.0, 10.0]
    assert found.signal.points == 6


def test_a_break_just_now_leaves_nothing_to_judge_by():
    one = made.kpi(breaks=(Break("2026-06", "New courier"),))
    found = made.scored(one, made.values("2026-06", STEADY))
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.series[-1].point is None
    assert found.series[-2].point is COMMON


def test_a_break_in_the_partial_period_leaves_the_signal_of_the_one_reported():
    one = made.kpi(breaks=(Break("2026-07", "New courier"),))
    found = made.scored(one, made.values("2026-07", [*STEADY, 50.0]))
    assert found.signal.variation is Variation.STEADY
    assert found.series[-1].limits is None


def test_too_small_a_base_is_neither_judged_nor_counted():
    one = made.kpi(Nps("s"), minimum_base=30, target=(TargetStep(value=10.0),))
    parts = [made.nps_parts(40 + i % 3, 10, 20) for i in range(12)]
    found = made.scored(one, made.monthly("2026-06", [*parts, made.nps_parts(20, 5, 4)]))
    assert found.base_too_small
    assert found.status is Status.NO_TARGET
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert found.signal.capability is None
    assert found.series[-1].point is None
    assert found.interval is not None
    assert found.gap == pytest.approx(100 * 16 / 29 - 10)


RISING = [5.0, 4.0, 5.0, 4.0, 5.0, 4.0, 5.0, 9.0, 9.5, 9.0, 9.5, 9.0, 9.5, 9.0]


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [
        (Polarity.HIGHER_IS_BETTER, Variation.IMPROVING),
        (Polarity.LOWER_IS_BETTER, Variation.WORSENING),
        (Polarity.NEUTRAL, Variation.UP),
        (Polarity.IN_RANGE, Variation.UP),
    ],
)
def test_a_signal_since_when(polarity, variation):
    found = made.scored(made.kpi(polarity=polarity), made.values("2026-06", RISING))
    assert found.signal.variation is variation
    assert found.signal.since == "2025-12"
    assert found.signal.rules == found.series[-1].rules
    assert Rule.RUN in found.signal.rules


def test_no_signal_since_nothing():
    found = made.scored(made.kpi(), made.values("2026-06", STEADY))
    assert (found.signal.variation, found.signal.since) == (Variation.STEADY, None)


def test_a_window_pools_its_periods_and_is_not_charted():
    one = made.kpi(Nps("s"), window=3)
    parts = [made.nps_parts(p, 10, 10) for p in (80, 30, 30, 60)]
    found = made.scored(one, made.monthly("2026-06", parts))
    assert found.value == 100 * (120 - 30) / 180
    assert found.n == 180
    assert [point.value is None for point in found.series] == [True, True, False, False]
    assert found.signal.variation is Variation.NO_SIGNAL_POSSIBLE
    assert {point.limits for point in found.series} == {None}


def test_a_window_over_a_gap_is_a_gap():
    one = made.kpi(Nps("s"), window=2, ignore=(Ignored("2026-06", "Strike"),))
    parts = [made.nps_parts(80, 10, 10), None, made.nps_parts(80, 10, 10), made.nps_parts(8, 1, 1)]
    found = made.scored(one, made.monthly("2026-06", parts))
    assert [point.value is None for point in found.series] == [True, True, True, False]
    assert found.series[-1].point is IGNORED


def test_a_window_is_partial_where_a_period_in_it_is():
    one = made.kpi(Nps("s"), window=2)
    parts = [made.nps_parts(80, 10, 10)] * 4
    cut = daily("2026-03-09", "2026-06-30")
    found = made.scored(one, made.monthly("2026-06", parts), coverage=cut)
    assert [point.complete for point in found.series] == [False, False, True, True]


def test_a_window_before_the_calendar_starts_is_a_gap():
    listed = Calendar(Grain.LISTED, 1, MONTHS_OF_SPRING)
    one = made.kpi(Count(), window=2)
    parts = [Parts(5, 5.0), Parts(6, 6.0)]
    defined = made.definition(one, calendar=listed)
    found = made.scorecard(defined, made.facts(listed, "2026-05", parts), "2026-05").kpis[0]
    assert [point.value for point in found.series] == [None, 11.0]


MONTHS_OF_SPRING = made.MONTHS.up_to(made.MONTHS.parse("2026-05"), 2)


def test_windows_of_percentiles_are_asked_anew():
    one = made.kpi(Percentile("s", 50.0), window=2)
    single = made.monthly("2026-06", [Parts(9, value=4.0), Parts(9, value=6.0)])
    anew = Fact("k", (), (), date(2026, 5, 1), date(2026, 6, 30), Parts(18, value=4.5))
    assert made.scored(one, [*single, anew]).value == 4.5
    assert made.scored(one, single).value is None


def test_a_span_that_starts_before_the_rows_is_no_period():
    one = made.kpi(Percentile("s", 50.0))
    single = made.monthly("2026-06", [Parts(9, value=4.0), Parts(9, value=6.0)])
    year = Fact("k", (), (), date(2025, 7, 1), date(2026, 6, 30), Parts(18, value=4.5))
    assert ids(made.scored(one, [year, *single])) == ["2026-05", "2026-06"]


def test_a_coarser_period_is_shown_with_its_latest_that_ended():
    quarters = Calendar(Grain.QUARTER)
    parts = [made.value_parts(value) for value in (1.0, 2.0, 3.0)]
    one = made.kpi(period=Grain.QUARTER, target=(TargetStep("2026-02", 2.5),))
    found = made.scored(one, made.facts(quarters, "2026-Q2", parts), "2026-05")
    assert found.period is not None
    assert (found.grain, found.period.id, found.value) == (Grain.QUARTER, "2026-Q1", 2.0)
    # The target that begins in February counts from the second quarter.
    assert found.target is None
    assert found.status_before is Status.NO_TARGET


def test_the_quarter_under_way_is_the_partial_one():
    quarters = Calendar(Grain.QUARTER)
    parts = [made.value_parts(value) for value in (1.0, 2.0, 3.0)]
    one = made.kpi(period=Grain.QUARTER)
    found = made.scored(
        one, made.facts(quarters, "2026-Q2", parts), "2026-05", as_of=date(2026, 6, 6)
    )
    assert ids(found) == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert [point.complete for point in found.series] == [True, True, False]


def test_before_the_first_of_its_periods_a_kpi_has_none():
    listed = Calendar(Grain.LISTED, 1, MONTHS_OF_SPRING)
    defined = made.definition(made.kpi(period=Grain.YEAR), calendar=listed)
    found = made.scorecard(defined, made.facts(listed, "2026-04", [made.value_parts(1)]), "2026-04")
    one = found.kpis[0]
    assert (one.period, one.value, one.series, one.status) == (None, None, (), Status.NO_DATA)
    assert one.status_before is None


def test_after_the_last_listed_period_the_last_is_at_hand():
    listed = Calendar(Grain.LISTED, 1, MONTHS_OF_SPRING)
    defined = made.definition(made.kpi(), calendar=listed)
    found = made.scorecard(defined, made.facts(listed, "2026-05", [made.value_parts(1)]), "2026-05")
    assert found.kpis[0].value == 1.0
    assert ids(found.kpis[0]) == ["2026-05"]


def formula(expression: str, *others, **more):
    """The scored KPI ``f`` over *others* and what is known of it."""
    one = made.kpi(Formula(expression), id="f", dataset=None, **more)
    return made.definition(one, *others)


COMPLAINTS = made.kpi(Count(), id="complaints")
ORDERS = made.kpi(Sum("o"), id="orders")


def counted(name, last, numbers):
    return made.monthly(
        last, [None if n is None else Parts(n, float(n)) for n in numbers], name=name
    )


def test_a_formula_is_worked_out_period_by_period():
    defined = formula("complaints / orders * 1000", COMPLAINTS, ORDERS)
    found = [
        *counted("complaints", "2026-06", [5, 6, None, 8]),
        *counted("orders", "2026-06", [1000, 0, 1000]),
    ]
    one = made.scorecard(defined, found).kpis[0]
    assert ids(one) == ["2026-04", "2026-05", "2026-06"]
    assert [point.value for point in one.series] == [6.0, None, 8.0]
    assert one.n is None


def test_a_formula_is_partial_where_a_part_is():
    defined = formula("complaints + orders", COMPLAINTS, ORDERS)
    found = [
        *counted("complaints", "2026-06", [5, 6]),
        *counted("orders", "2026-06", [10, 10]),
    ]
    cut = {"orders": daily("2026-05-01", "2026-06-20")["k"]}
    one = made.scorecard(defined, found, coverage=cut).kpis[0]
    assert [point.complete for point in one.series] == [True, False]


def test_a_formula_without_data_for_a_part_has_no_value():
    defined = formula("complaints / orders", COMPLAINTS, ORDERS)
    one = made.scorecard(defined, counted("orders", "2026-06", [5, 6])).kpis[0]
    assert ids(one) == ["2026-06"]
    assert one.status is Status.NO_DATA


def test_formulas_see_kpis_that_are_not_shown():
    defined = formula("complaints + orders", COMPLAINTS, ORDERS)
    found = [*counted("complaints", "2026-06", [5]), *counted("orders", "2026-06", [10])]
    card = made.scorecard(defined, found, chosen=frozenset({"f"}))
    assert [(one.kpi.id, one.value) for one in card.kpis] == [("f", 15.0)]


def test_a_quarterly_formula_takes_its_months_together():
    defined = formula("complaints / 10", COMPLAINTS, period=Grain.QUARTER)
    one = made.scorecard(defined, counted("complaints", "2026-06", [1, 2, 3, 4, 5, 6])).kpis[0]
    assert [point.value for point in one.series] == [0.6, 1.5]


def test_a_formula_over_longer_periods_than_its_own_has_no_value():
    quarterly = made.kpi(Count(), id="complaints", period=Grain.QUARTER)
    facts = made.facts(Calendar(Grain.QUARTER), "2026-Q2", [Parts(3, 3.0)], name="complaints")
    one = made.scorecard(formula("complaints / 10", quarterly), facts).kpis[0]
    assert one.value is None


def test_a_quarterly_formula_over_ready_values_has_no_value_unless_told_how():
    found = made.values("2026-06", [1.0, 2.0, 3.0], name="ready")
    for how, expected in ((None, None), (OverTime.LAST, 6.0), (OverTime.SUM, 12.0)):
        ready = made.kpi(id="ready", over_time=how)
        defined = formula("ready * 2", ready, period=Grain.QUARTER)
        assert made.scorecard(defined, found).kpis[0].value == expected


def test_off_target_for_so_long():
    one = made.kpi(target=(TargetStep(value=10.0),))
    found = made.scored(one, made.values("2026-06", [9.0, 9.0, 9.0, 11.0, 9.0, 9.0]))
    assert (found.periods_off_target, found.longest_off_target) == (2, 3)
    assert found.status_before is Status.OFF_TARGET


def test_rows_left_out_are_told_by_period():
    parts = [Parts(3, 1.0, 3.0, left_out=2, unknown=1)]
    point = made.scored(made.kpi(Share("s")), made.monthly("2026-06", parts)).series[0]
    assert (point.numerator, point.denominator, point.left_out, point.unknown) == (1.0, 3.0, 2, 1)


BEYOND = 30.0
"""Far above the limits of ``STEADY``."""


@pytest.mark.parametrize(
    ("numbers", "left"),
    [
        (STEADY * 2, None),
        ([*STEADY, *STEADY, BEYOND], None),
        ([*STEADY, *STEADY, BEYOND, BEYOND + 1], None),
        ([*STEADY, *STEADY, BEYOND, BEYOND + 1, BEYOND], "2026-04"),
        # The run has ended: the level may be what it was.
        ([*STEADY, *STEADY, BEYOND, BEYOND + 1, BEYOND, 10.0], None),
        # Within the limits, and yet seven on one side of the mean.
        ([*STEADY, *STEADY, *[10.9, 10.8] * 4], "2025-11"),
    ],
)
def test_limits_are_left_where_a_change_has_lasted(numbers, left):
    found = made.scored(made.kpi(), made.values("2026-06", numbers))
    assert found.signal.limits_left_since == left


def test_a_break_restarts_limits_that_were_left():
    numbers = [*STEADY, *STEADY, *[value + 20 for value in STEADY[:8]]]
    left = made.scored(made.kpi(), made.values("2026-06", numbers))
    restarted = made.scored(
        made.kpi(breaks=(Break("2025-11", "New courier"),)), made.values("2026-06", numbers)
    )
    assert left.signal.limits_left_since == "2025-11"
    assert restarted.signal.limits_left_since is None


def test_capability_stays_what_the_limits_say_when_they_are_left():
    target = (TargetStep(value=15.0),)
    numbers = [*STEADY, *STEADY, *[value + 20 for value in STEADY[:8]]]
    found = made.scored(made.kpi(target=target), made.values("2026-06", numbers))
    assert found.signal.capability is not None
    assert found.signal.limits_left_since == "2025-11"


def test_a_run_chart_has_no_limits_to_leave():
    numbers = [1.0, 9.0] * 6 + [20.0] * 12
    found = made.scored(made.kpi(chart=ChartKind.RUN), made.values("2026-06", numbers))
    assert found.signal.since is not None
    assert found.signal.limits_left_since is None


@pytest.mark.parametrize(
    ("as_of", "there"), [("2026-06-29", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_the_period_after_the_one_reported_stays_hollow_up_to_its_last_day(as_of, there):
    found = made.values("2026-06", STEADY)
    one = made.scored(made.kpi(), found, "2026-05", as_of=date.fromisoformat(as_of))
    assert (ids(one)[-1] == "2026-06") is there
    assert one.series[-1].complete is not there


@pytest.mark.parametrize(("last", "there"), [("2026-06-12", True), ("2026-06-30", False)])
def test_the_period_after_stays_hollow_until_its_rows_are_there(last, there):
    found, as_of = made.values("2026-06", STEADY), date(2026, 7, 20)
    covered = daily("2025-07-01", last)
    one = made.scored(made.kpi(), found, "2026-05", as_of=as_of, coverage=covered)
    assert (ids(one)[-1] == "2026-06") is there
    assert one.series[-1].complete is not there
