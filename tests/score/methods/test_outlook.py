"""Season, trend and forecast of a KPI: what is told, and what is left unsaid and why."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.choices import ChartKind, Polarity
from cxscore.model.dataset import Column, DataFile, Dataset
from cxscore.model.kpi import Break, Ignored, TargetStep
from cxscore.model.measures import Mean, Share
from cxscore.model.verdicts import Method, Outlook, Status, Unsaid, Variation
from tests.score import made

WAVE = [0, 5, 9, 10, 9, 5, 0, -5, -9, -10, -9, -5]
LOWER, NEUTRAL = Polarity.LOWER_IS_BETTER, Polarity.NEUTRAL
CALM = (10.0, 11.0, 9.0, 10.5, 9.5)


def target(value=None, start=None, **more):
    return TargetStep(start=start, value=value, **more)


def calm(count):
    return [CALM[place % len(CALM)] for place in range(count)]


def noise(count, seed=1, spread=1.0, at=100.0):
    chance = random.Random(seed)
    return [at + chance.gauss(0, spread) for _ in range(count)]


def waving(count, seed=1, at=100.0, slope=0.0):
    return [
        value + WAVE[place % 12] + slope * place
        for place, value in enumerate(noise(count, seed, at=at))
    ]


def scored(values, reported="2026-06", calendar=None, history=60, **more):
    one = made.kpi(**more)
    defined = made.definition(one, history=history, calendar=calendar or made.MONTHS)
    found = made.values(reported, values)
    return made.scorecard(defined, found, reported).kpis[0]


# Season.


def test_a_season_is_detected_and_not_taken_out_unasked():
    found = scored(waving(36)).season
    assert found.detected and not found.adjusted and found.refused is None
    assert found.p_value < 0.001
    # The series starts in July, month 7, and is highest three months later.
    assert (found.highest, found.lowest) == (10, 4)
    assert len(found.factors) == 12
    assert sum(found.factors.values()) == pytest.approx(12)


def test_a_season_is_taken_out_where_that_is_asked_for():
    found = scored(waving(36), seasonal=True)
    assert found.season.adjusted
    assert found.signal.adjusted


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (waving(36, at=0.0), Unsaid.NOT_POSITIVE),
        (noise(36), Unsaid.NO_SEASON),
    ],
    ids=["below 0", "noise"],
)
def test_a_season_that_cannot_be_taken_out(values, why):
    found = scored(values, seasonal=True)
    assert found.season.refused is why
    assert not found.season.adjusted and not found.signal.adjusted
    assert found.season.factors == {}


@pytest.mark.parametrize(
    ("values", "more", "why"),
    [
        (waving(23), {}, Unsaid.TOO_FEW_POINTS),
        ([5.0] * 30, {}, Unsaid.CONSTANT),
        (waving(36), {"breaks": (Break("2025-01", "R", comparable=False),)}, Unsaid.TOO_FEW_POINTS),
        ([1.0 if place % 4 else None for place in range(36)], {}, Unsaid.TOO_FEW_POINTS),
    ],
    ids=["23 points", "constant", "another question", "no whole year"],
)
def test_where_no_season_can_be_told(values, more, why):
    assert scored(values, **more).unsaid[Method.SEASON] is why


def test_limits_that_start_again_do_not_end_the_season():
    broken = (Break("2025-01", "R"),)
    assert scored(waving(36), breaks=broken).season.detected


def test_ignored_periods_have_no_part_in_the_season():
    values = waving(36)
    values[20] = 900.0
    ignored = (Ignored("2025-03", "Strike"),)
    assert scored(values, ignore=ignored).season.highest == 10


def test_years_have_no_season_and_windows_none_of_their_own():
    years = Calendar(Grain.YEAR)
    defined = made.definition(made.kpi(), calendar=years, history=40)
    found = made.facts(years, "2025", [made.value_parts(v) for v in noise(30)])
    one = made.scorecard(defined, found, "2025").kpis[0]
    assert one.unsaid[Method.SEASON] is Unsaid.YEARLY
    assert one.trend is not None
    rolling = scored(waving(36), window=3)
    assert rolling.unsaid[Method.SEASON] is Unsaid.ROLLING_WINDOW
    assert rolling.unsaid[Method.TREND] is Unsaid.ROLLING_WINDOW


def weekly(count, reported):
    weeks = Calendar(Grain.WEEK)
    values = [value + (9 if place % 52 < 26 else -9) for place, value in enumerate(noise(count))]
    found = made.facts(weeks, reported, [made.value_parts(value) for value in values])
    one = made.kpi(seasonal=True, target=(target(95.0),))
    return made.scorecard(made.definition(one, calendar=weeks, history=200), found, reported)


def test_weeks_have_53_factors():
    found = weekly(120, "2026-W20").kpis[0]
    assert found.season.detected
    assert found.season.factors[53] == found.season.factors[52]
    assert found.forecast.by == "2026-W53"


@pytest.mark.parametrize("last", ["2021-W52", "2022-W20"])
def test_weeks_are_compared_with_their_like_after_a_week_53(last):
    """2020 has 53 weeks: from 2021 on no week is a multiple of 52 places from its like."""
    weeks = Calendar(Grain.WEEK)
    periods = weeks.up_to(weeks.parse(last), 5 * 52)
    chance = random.Random(5)
    each = {number: chance.uniform(50, 150) for number in range(1, 53)}
    values = [each[min(period.number, 52)] for period in periods]
    found = made.facts(weeks, last, [made.value_parts(value) for value in values])
    goals = (target(10.0), target(20.0, "2023-W10"))
    one = made.kpi(target=goals, seasonal=True)
    defined = made.definition(one, calendar=weeks, history=5 * 52)
    scored = made.scorecard(defined, found, last).kpis[0]
    assert scored.season.detected and scored.season.adjusted
    # The year alone is no trend, whichever way the weeks have moved.
    assert scored.trend.method == "seasonal_mann_kendall"
    assert (scored.trend.p_value, scored.trend.slope_per_year) == (1.0, 0.0)
    assert (scored.trend.low, scored.trend.high) == (0.0, 0.0)
    flat = [point.adjusted for point in scored.series]
    assert max(flat) == pytest.approx(min(flat), rel=0.05)
    by = {point.period.id: point for point in scored.series}
    assert by["2020-W53"].adjusted == pytest.approx(by["2020-W52"].adjusted)


def test_a_trend_over_a_week_53_is_found_under_the_season():
    weeks = Calendar(Grain.WEEK)
    periods = weeks.up_to(weeks.parse("2022-W20"), 5 * 52)
    values = [100 + 40 * (period.number % 7) + 0.1 * place for place, period in enumerate(periods)]
    found = made.facts(weeks, "2022-W20", [made.value_parts(value) for value in values])
    defined = made.definition(made.kpi(), calendar=weeks, history=5 * 52)
    trend = made.scorecard(defined, found, "2022-W20").kpis[0].trend
    assert trend.established
    assert trend.slope_per_year == pytest.approx(0.1 * 365.2425 / 7)


def test_listed_years_of_unequal_length_are_compared_by_number():
    start, periods = date(2017, 1, 1), []
    for year in range(2017, 2026):
        # Every third year has a fifth period.
        for number in range(1, 5 + (year % 3 == 0)):
            end = start + timedelta(days=72)
            name = f"{year}-P{number}"
            periods.append(Period(name, start, end, Grain.LISTED, year, number))
            start = end + timedelta(days=1)
    calendar = Calendar(Grain.LISTED, 1, tuple(periods))
    last = periods[-1].id
    level = {1: 50.0, 2: 90.0, 3: 70.0, 4: 130.0, 5: 110.0}
    found = made.facts(calendar, last, [made.value_parts(level[p.number]) for p in periods])
    defined = made.definition(made.kpi(), calendar=calendar, history=60)
    one = made.scorecard(defined, found, last).kpis[0]
    assert one.season.detected
    assert one.trend.method == "seasonal_mann_kendall"
    assert (one.trend.p_value, one.trend.slope_per_year) == (1.0, 0.0)


def listed(years, each):
    start, periods = date(2015, 1, 1), []
    for year in range(years):
        for number in range(1, each + 1):
            end = start + timedelta(days=365 // each)
            name = f"{2015 + year}-P{number}"
            periods.append(Period(name, start, end, Grain.LISTED, 2015 + year, number))
            start = end + timedelta(days=1)
    return Calendar(Grain.LISTED, 1, tuple(periods))


def test_listed_periods_have_as_many_seasons_as_their_longest_year():
    calendar = listed(10, 4)
    values = [value + (9 if place % 4 == 1 else 0) for place, value in enumerate(noise(36))]
    last = calendar.listed[35].id
    found = made.facts(calendar, last, [made.value_parts(value) for value in values])
    one = made.kpi(target=(target(90.0),))
    scorecard = made.scorecard(made.definition(one, calendar=calendar), found, last)
    assert scorecard.kpis[0].season.highest == 2
    assert scorecard.kpis[0].forecast.by == calendar.listed[39].id
    assert scorecard.kpis[0].trend.slope_per_year == pytest.approx(0, abs=2)
    yearly = Calendar(Grain.LISTED, 1, calendar.coarser(Grain.YEAR).listed)
    facts = made.facts(yearly, "FY2023", [made.value_parts(v) for v in calm(9)])
    alone = made.scorecard(made.definition(one, calendar=yearly), facts, "FY2023").kpis[0]
    assert alone.unsaid[Method.SEASON] is Unsaid.YEARLY


def test_a_season_that_was_never_seen_has_no_factor():
    calendar = listed(10, 4)
    last, end = calendar.listed[35].id, calendar.listed[-1].end
    fifth = Period("2024-P5", end + timedelta(1), end + timedelta(30), Grain.LISTED, 2024, 5)
    longer = Calendar(Grain.LISTED, 1, (*calendar.listed, fifth))
    values = [value + (9 if place % 5 == 1 else 0) for place, value in enumerate(noise(36))]
    found = made.facts(longer, last, [made.value_parts(value) for value in values])
    defined = made.definition(made.kpi(seasonal=True), calendar=longer)
    season = made.scorecard(defined, found, last).kpis[0].season
    assert not season.adjusted
    assert season.factors == {}
    assert season.refused in (Unsaid.NO_SEASON, Unsaid.TOO_FEW_POINTS)


def test_a_calendar_that_ends_has_no_date_for_the_target():
    calendar = listed(3, 12)
    last = calendar.listed[-1].id
    found = made.facts(calendar, last, [made.value_parts(value) for value in noise(36)])
    one = made.kpi(target=(target(90.0),))
    scorecard = made.scorecard(made.definition(one, calendar=calendar), found, last)
    assert scorecard.kpis[0].unsaid[Method.FORECAST] is Unsaid.CALENDAR_ENDS


# Trend.


def test_a_series_that_rises_has_an_established_trend():
    found = scored([50 + 0.5 * place for place in range(24)]).trend
    assert found.established
    assert found.slope_per_year == pytest.approx(6.0)
    assert found.low == pytest.approx(6.0) and found.high == pytest.approx(6.0)
    assert (found.points, found.first, found.last) == (24, "2024-07", "2026-06")
    assert found.method == "mann_kendall"


def test_a_season_is_no_trend_and_hides_none():
    flat, rising = scored(waving(36)).trend, scored(waving(36, slope=0.5)).trend
    assert flat.method == rising.method == "seasonal_mann_kendall"
    assert not flat.established
    assert rising.established
    assert rising.slope_per_year == pytest.approx(6, abs=1.0)


def test_values_like_their_neighbours_are_corrected_for():
    walk = [100.0]
    chance = random.Random(8)
    for _ in range(35):
        walk.append(walk[-1] * 0.9 + 10 + chance.gauss(0, 1))
    assert scored(walk).trend.method == "mann_kendall_hamed_rao"


def test_a_trend_begins_with_the_process():
    values = [*[50.0 - place for place in range(20)], *[80.0 + place for place in range(16)]]
    found = scored(values, breaks=(Break("2025-03", "R"),)).trend
    assert found.established
    assert found.slope_per_year == pytest.approx(12.0)
    assert found.points == 16
    short = scored(values, breaks=(Break("2025-08", "R"),))
    assert short.unsaid[Method.TREND] is Unsaid.TOO_FEW_POINTS


def test_a_season_with_too_short_a_process_for_it():
    found = scored(waving(40), breaks=(Break("2024-09", "R"),))
    assert found.season.detected
    assert found.trend.method != "seasonal_mann_kendall"


@pytest.mark.parametrize(
    ("values", "why"),
    [(calm(11), Unsaid.TOO_FEW_POINTS), ([5.0] * 20, Unsaid.CONSTANT)],
    ids=["11 points", "constant"],
)
def test_where_no_trend_can_be_told(values, why):
    assert scored(values).unsaid[Method.TREND] is why


def test_ties_that_leave_no_slope_are_no_trend():
    values = [*[1.0] * 18, *[2.0] * 4, 1.0, 2.0]
    found = scored(values).trend
    assert found.slope_per_year == 0
    assert not found.established


def test_what_is_ignored_has_no_part_in_the_trend():
    values = calm(20)
    values[-2] = 500.0
    assert scored(values, ignore=(Ignored("2026-05", "Strike"),)).trend.points == 19


@given(st.lists(st.integers(1, 60), min_size=12, max_size=36), st.sampled_from(Polarity))
@settings(max_examples=40, deadline=None)
def test_a_mirrored_kpi_has_the_mirrored_outlook(values, polarity):
    goal = () if polarity is Polarity.IN_RANGE else (target(30.0),)
    goal = goal or (target(low=20.0, high=40.0),)
    other = {
        Polarity.HIGHER_IS_BETTER: LOWER,
        LOWER: Polarity.HIGHER_IS_BETTER,
    }.get(polarity, polarity)
    one = scored([float(value) for value in values], polarity=polarity, target=goal)
    two = scored([60.0 - value for value in values], polarity=other, target=goal)
    if one.trend is not None:
        assert two.trend.established == one.trend.established
        assert two.trend.slope_per_year == pytest.approx(-one.trend.slope_per_year)
    if one.forecast is not None and not (one.season and one.season.detected):
        assert two.forecast.verdict is one.forecast.verdict
        assert two.forecast.because is one.forecast.because


# Forecast.


@pytest.mark.parametrize(
    ("steps", "reported", "by", "value"),
    [
        ((target(9.0),), "2026-06", "2026-12", 9.0),
        ((target(9.0),), "2025-12", "2026-12", 9.0),
        ((target(9.0), target(12.0, "2027-04")), "2026-06", "2027-04", 12.0),
        ((target(9.0), target(12.0, "2026-08-15")), "2026-06", "2026-09", 12.0),
        ((target(12.0, "2026-10"),), "2026-06", "2026-10", 12.0),
        ((target(9.0, "2026-01"), target(8.0, "2026-06-10")), "2026-06", "2026-07", 8.0),
    ],
    ids=["year", "next year", "step", "step within", "not yet", "step within at hand"],
)
def test_the_date_of_the_target(steps, reported, by, value):
    found = scored(calm(24), reported, target=steps).forecast
    assert (found.by, found.target.value) == (by, value)


def test_fiscal_years_end_elsewhere():
    found = scored(calm(24), calendar=Calendar(first_month=4), target=(target(9.0),))
    assert found.forecast.by == "2027-03"


@pytest.mark.parametrize(
    ("polarity", "goal", "verdict"),
    [
        (Polarity.HIGHER_IS_BETTER, target(5.0), Outlook.ON_COURSE),
        (Polarity.HIGHER_IS_BETTER, target(10.0), Outlook.IN_DOUBT),
        (Polarity.HIGHER_IS_BETTER, target(20.0), Outlook.WILL_BE_MISSED),
        (LOWER, target(20.0), Outlook.ON_COURSE),
        (LOWER, target(10.0), Outlook.IN_DOUBT),
        (LOWER, target(5.0), Outlook.WILL_BE_MISSED),
        (Polarity.IN_RANGE, target(low=1.0, high=20.0), Outlook.ON_COURSE),
        (Polarity.IN_RANGE, target(low=10.0, high=20.0), Outlook.IN_DOUBT),
        (Polarity.IN_RANGE, target(low=19.0, high=20.0), Outlook.WILL_BE_MISSED),
    ],
)
def test_a_stable_process_stays_within_its_limits(polarity, goal, verdict):
    one = scored(calm(24), polarity=polarity, target=(goal,))
    found = one.forecast
    assert one.signal.variation is Variation.STEADY
    assert (found.verdict, found.method) == (verdict, "limits")
    assert found.expected == pytest.approx(10.0, abs=0.1)
    assert one.signal.limits.lower < found.low < 10 < found.high < one.signal.limits.upper
    assert not found.wanders


def rising(slope=0.5, count=24):
    return [50 + slope * place + (0.3, -0.3, 0.2, -0.2, 0.0)[place % 5] for place in range(count)]


@pytest.mark.parametrize(
    ("polarity", "goal", "verdict"),
    [
        (Polarity.HIGHER_IS_BETTER, 62.0, Outlook.ON_COURSE),
        (Polarity.HIGHER_IS_BETTER, 64.5, Outlook.IN_DOUBT),
        (Polarity.HIGHER_IS_BETTER, 75.0, Outlook.WILL_BE_MISSED),
        (LOWER, 60.0, Outlook.WILL_BE_MISSED),
    ],
)
def test_an_established_trend_is_drawn_on(polarity, goal, verdict):
    found = scored(rising(), polarity=polarity, target=(target(goal),)).forecast
    assert (found.verdict, found.method) == (verdict, "trend")
    assert found.expected == pytest.approx(64.5, abs=0.5)
    assert found.low < found.expected < found.high


def test_a_trend_that_has_just_ended_is_not_drawn_on():
    one = scored([*rising(), 30.0], target=(target(64.0),))
    assert one.trend.established
    assert (one.forecast.verdict, one.forecast.because) == (
        Outlook.CANNOT_SAY,
        Unsaid.SPECIAL_CAUSE,
    )


def test_a_trend_is_drawn_on_no_further_than_it_has_lasted():
    steps = (target(60.0), target(90.0, "2029-01"))
    found = scored(rising(), target=steps).forecast
    assert (found.verdict, found.because) == (Outlook.CANNOT_SAY, Unsaid.TOO_FAR)


@pytest.mark.parametrize(
    ("values", "more", "why"),
    [
        ([*calm(23), 30.0], {}, Unsaid.SPECIAL_CAUSE),
        (calm(8), {}, Unsaid.TOO_FEW_POINTS),
        ([5.0] * 20, {}, Unsaid.CONSTANT),
        ([5.0], {}, Unsaid.NO_LIMITS),
        ([*calm(20), None], {}, Unsaid.NO_VALUE),
        (calm(20), {"window": 3}, Unsaid.ROLLING_WINDOW),
        (calm(20), {"chart": ChartKind.RUN}, Unsaid.NO_LIMITS),
        (calm(20), {"minimum_base": 30}, None),
        (calm(1), {"ignore": (Ignored("2026-06", "R"),)}, Unsaid.TOO_FEW_POINTS),
    ],
    ids=["special", "few", "constant", "one", "gap", "window", "run", "given", "ignored"],
)
def test_what_cannot_be_said(values, more, why):
    one = scored(values, target=(target(10.0),), **more)
    if why is None:
        assert one.forecast.verdict is not Outlook.CANNOT_SAY
    else:
        assert (one.forecast.verdict, one.forecast.because) == (Outlook.CANNOT_SAY, why)
        assert one.forecast.expected is None


def test_too_small_a_base_and_a_partial_period_are_not_foretold():
    parts = [made.share_parts(8, 10)] * 20
    share = Share("good")
    one = made.kpi(share, minimum_base=30, target=(target(80.0),))
    found = made.scored(one, made.monthly("2026-06", parts))
    assert found.forecast.because is Unsaid.BASE_TOO_SMALL
    plain = made.kpi(share, target=(target(80.0),))
    early = made.scored(plain, made.monthly("2026-06", parts), as_of=date(2026, 6, 20))
    assert early.forecast.because is Unsaid.PARTIAL_PERIOD


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, Unsaid.NO_TARGET),
        ({"target": (target(9.0),), "polarity": NEUTRAL}, Unsaid.NEUTRAL),
    ],
    ids=["no target", "neutral"],
)
def test_nothing_to_foretell(more, why):
    one = scored(calm(24), **more)
    assert one.forecast is None
    assert one.unsaid[Method.FORECAST] is why


def test_the_step_that_it_takes_beside_the_best_ever():
    values = calm(18)
    values[3], values[9] = 9.0, 12.0
    found = scored(values, reported="2026-06", target=(target(14.0),)).forecast
    assert found.ahead == 6
    assert found.step_required == pytest.approx(14 - values[-1])
    assert found.best_step == pytest.approx(3.0)
    assert found.rate_required == pytest.approx(2 * found.step_required)
    assert found.best_rate == pytest.approx(6.0)


def test_no_best_step_leads_across_a_break_that_ends_comparison():
    values = [calm(30)[place] - (5.0 if place < 12 else 0.0) for place in range(30)]
    across = Break("2025-01", "R", comparable=False)
    steps = [(values[at + 6] - values[at], at < 12 <= at + 6) for at in range(24)]
    within, every = max(step for step, over in steps if not over), max(step for step, _ in steps)
    assert every > within + 3
    for one, best in ((across, within), (replace(across, comparable=True), every)):
        found = scored(values, target=(target(20.0),), breaks=(one,)).forecast
        assert found.ahead == 6
        assert found.best_step == pytest.approx(best)
        assert found.best_rate == pytest.approx(2 * best)


def test_no_step_where_the_target_is_met_already():
    found = scored(calm(24), target=(target(1.0),)).forecast
    assert (found.step_required, found.rate_required, found.best_step) == (None, None, None)
    low = scored(calm(24), polarity=LOWER, target=(target(1.0),)).forecast
    assert low.step_required == pytest.approx(1 - CALM[23 % 5])
    assert low.best_step < 0


def test_a_series_shorter_than_the_way_ahead_has_no_best_step():
    found = scored(calm(14), target=(target(5.0), target(20.0, "2028-01"))).forecast
    assert found.step_required is not None
    assert found.best_step is None and found.best_rate is None


def test_the_season_goes_into_what_is_expected():
    summer, winter = (
        scored(waving(48), reported=month, target=(target(80.0, None), target(81.0, step)))
        for month, step in (("2026-06", "2026-09"), ("2026-06", "2027-03"))
    )
    # Highest three months after July, when the series starts; lowest nine months after.
    assert summer.forecast.method == winter.forecast.method == "limits"
    assert summer.forecast.expected > 105
    assert winter.forecast.expected < 95


def test_a_share_never_leaves_0_to_100():
    parts = [made.share_parts(700 + 12 * place, 1000) for place in range(24)]
    one = made.kpi(Share("good"), target=(target(99.0), target(100.0, "2027-06")))
    found = made.scored(one, made.monthly("2026-06", parts)).forecast
    assert found.high == found.expected == 100.0


def test_a_mean_never_leaves_the_scale_of_its_answers():
    parts = [
        made.mean_parts([3 + place / 13 + step for step in (-0.1, 0, 0.1)]) for place in range(24)
    ]
    columns = {"score": Column(scale=(1, 5))}
    one = made.kpi(Mean(column="score"), target=(target(4.9), target(5.0, "2027-06")))
    defined = made.definition(one, datasets={"d": Dataset("d", (DataFile("d.csv"),), columns)})
    free = made.scored(one, made.monthly("2026-06", parts)).forecast
    held = made.scorecard(defined, made.monthly("2026-06", parts)).kpis[0].forecast
    assert free.high > free.expected > 5
    assert held.high == held.expected == 5.0


def test_what_wanders_may_leave_its_limits():
    found = None
    for seed in range(40):
        chance = random.Random(seed)
        walk = [100.0]
        for _ in range(23):
            walk.append(walk[-1] + chance.gauss(0, 1))
        one = scored(walk, target=(target(60.0),))
        if one.forecast.method == "limits" and one.forecast.wanders:
            found = one
            break
    assert found is not None
    limits = found.signal.limits
    assert found.forecast.low < limits.lower or found.forecast.high > limits.upper


def test_more_certainty_asked_for_does_not_make_neighbours_alike():
    one, sure = (
        scored(noise(24, 1), target=(target(98.0),), level=level) for level in (0.95, 0.999)
    )
    assert sure.forecast.low < sure.signal.limits.lower < one.forecast.low
    assert (one.forecast.wanders, sure.forecast.wanders) == (False, False)


@given(st.floats(0.5, 0.999))
@settings(max_examples=20, deadline=None)
def test_a_higher_level_is_never_more_certain(level):
    one, more = (
        scored(noise(24, 3), target=(target(98.0),), level=each).forecast for each in (0.5, level)
    )
    assert more.low <= one.low and one.high <= more.high


def test_statuses_do_not_depend_on_it():
    assert scored(rising(), target=(target(75.0),)).status is Status.OFF_TARGET
