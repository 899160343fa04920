"""Season, trend and forecast in words that agree with their numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import Polarity
from cxscore.model.kpi import Break, TargetStep
from cxscore.model.verdicts import Outlook, Unsaid
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import judgements, outlook, sentences
from cxscore.rendering.words.shown import Shown
from tests.score import made
from tests.score.methods.test_outlook import calm, noise, rising, scored, target, waving


def said(one):
    shown = Shown.of(one, Numbers())
    told = (outlook.season_sentence, outlook.trend_sentence, outlook.forecast_sentence)
    return tuple(each(one, shown).replace("\N{NO-BREAK SPACE}", " ") for each in told)


def test_a_stable_process():
    _, trend, forecast = said(scored(calm(24), target=(target(20.0),), decimals=1, unit="days"))
    assert trend == ""
    assert forecast == (
        "The target of 20.0 days for December 2026 will be missed without a change. If nothing "
        "changes, 10.0 days is expected then (95% interval 8.6 to 11.5 days); no value within its "
        "limits meets it. It takes a rise of 9.5 days in 6 months; the best in "
        "that time so far was 1.5 days."
    )


def test_an_established_trend():
    _, trend, forecast = said(scored(rising(), target=(target(62.0),), unit="points", decimals=1))
    assert re.fullmatch(
        r"Rising by 6\.0 points a year since July 2024 \(95% interval 5\.\d to 6\.\d points\)\.",
        trend,
    )
    assert forecast.startswith("On course for the target of 62.0 points for December 2026. ")
    assert "If the trend goes on, 64.5 points is expected then" in forecast


def test_a_falling_trend_and_in_doubt():
    falling = [100 - value for value in rising()]
    one = scored(falling, polarity=Polarity.LOWER_IS_BETTER, target=(target(35.5),), unit="points")
    _, trend, forecast = said(one)
    assert trend.startswith("Falling by 6")
    assert forecast.startswith("In doubt: the target of 35.5 points for December 2026. ")


def test_a_range():
    one = scored(
        calm(24),
        polarity=Polarity.IN_RANGE,
        target=(target(low=5.0, high=15.0),),
        unit="days",
        decimals=0,
    )
    assert said(one)[2].startswith("On course for the target range of 5 to 15 days for December")


def test_what_wanders_says_so():
    one = scored(calm(24), target=(target(20.0),))
    wandering = replace(one, forecast=replace(one.forecast, wanders=True))
    assert (
        "one month is much like the last, so it may leave its limits by then" in said(wandering)[2]
    )


@pytest.mark.parametrize("why", list(Unsaid), ids=lambda why: why.value)
def test_every_reason_has_its_words(why):
    one = scored([*calm(23), 30.0], target=(target(9.0),))
    assert one.forecast.verdict is Outlook.CANNOT_SAY
    told = replace(one, forecast=replace(one.forecast, because=why))
    possible = {
        Unsaid.SPECIAL_CAUSE,
        Unsaid.TOO_FEW_POINTS,
        Unsaid.NO_LIMITS,
        Unsaid.CONSTANT,
        Unsaid.ROLLING_WINDOW,
        Unsaid.NO_VALUE,
        Unsaid.PARTIAL_PERIOD,
        Unsaid.BASE_TOO_SMALL,
        Unsaid.TOO_FAR,
    }
    if why in possible:
        assert said(told)[2].startswith("Cannot say whether the target of ")


@pytest.mark.parametrize(
    ("values", "until", "best"),
    [
        (
            calm(14),
            "2028-01",
            "there are too few values to say what was ever achieved in that time",
        ),
        (
            [20.0 - place for place in range(24)],
            "2028-01",
            "it has never moved that way in that time",
        ),
        # It repeats itself every 5 months, and November is 5 months ahead.
        (calm(24), "2026-11", "it has never moved that way in that time"),
    ],
    ids=["short", "never", "not-at-all"],
)
def test_the_best_ever(values, until, best):
    steps = (target(1.0), target(60.0, until))
    assert best in said(scored(values, target=steps))[2]


def test_nothing_asked_nothing_said():
    one = scored(calm(24))
    assert said(one) == ("", "", "")
    assert outlook.outlook(one).short == ""


@pytest.mark.parametrize(
    ("values", "more", "sentence"),
    [
        (
            waving(36),
            {"seasonal": True},
            "The year has a pattern, highest in October and lowest in April: it is judged after "
            "taking out the season.",
        ),
        (
            noise(36),
            {"seasonal": True},
            "The season was not taken out: the year has no pattern that is more than chance.",
        ),
        (
            calm(20),
            {"seasonal": True},
            "The season was not taken out: that takes 24 months or more, and two whole years.",
        ),
        (calm(20), {}, ""),
        (noise(36), {}, ""),
    ],
    ids=["taken out", "none", "few", "few, unasked", "none, unasked"],
)
def test_the_season(values, more, sentence):
    assert said(scored(values, **more))[0] == sentence


def test_a_season_that_stays_in_is_compared_with_a_year_ago():
    told = said(scored(waving(36), unit="points"))[0]
    assert re.match(
        r"The year has a pattern, highest in \w+ and lowest in \w+\. "
        r"So it is compared with June 2025: [+−\d]",
        told,
    )
    below = said(scored(waving(36, at=0.0), seasonal=True))[0]
    assert below.endswith("values that are not all above 0 cannot be divided by factors.")
    apart = (Break("2025-07", "R", comparable=False),)
    one = scored(waving(48), breaks=apart)
    if one.season is not None and one.season.detected:
        assert "same period of another year" in said(one)[0]


def test_the_same_period_of_another_year_where_a_year_ago_has_no_value():
    values = waving(36)
    values[23] = None
    assert "A fair comparison is the same period of another year." in said(scored(values))[0]


@pytest.mark.parametrize(
    ("grain", "last", "name"),
    [(Grain.QUARTER, "2026-Q2", r"Q\d"), (Grain.WEEK, "2026-W20", r"week \d+")],
)
def test_seasons_by_name(grain, last, name):
    calendar = Calendar(grain)
    seasons = {Grain.QUARTER: 4, Grain.WEEK: 52}[grain]
    values = [
        value + (20 if place % seasons == 1 else 0)
        for place, value in enumerate(noise(max(28, 3 * seasons)))
    ]
    found = made.facts(calendar, last, [made.value_parts(value) for value in values])
    defined = made.definition(made.kpi(seasonal=True), calendar=calendar, history=200)
    one = made.scorecard(defined, found, last).kpis[0]
    if one.season.detected:
        assert re.search(rf"highest in {name} and lowest in {name}:", said(one)[0])


def numbers(text):
    return [
        float(each.replace("−", "-").replace(",", "")) for each in re.findall(r"[−\d.,]*\d", text)
    ]


@given(
    st.lists(st.floats(0, 100), min_size=12, max_size=30),
    st.floats(0, 100),
    st.sampled_from([Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER]),
    st.integers(0, 2),
)
@settings(max_examples=60, deadline=None)
def test_no_rounded_number_contradicts_the_verdict(values, goal, polarity, decimals):
    steps = (TargetStep(value=round(goal, 2)),)
    one = scored(values, target=steps, polarity=polarity, decimals=decimals, unit="points")
    _, trend, forecast = said(one)
    if trend:
        assert trend.startswith("Rising" if one.trend.slope_per_year > 0 else "Falling")
        assert all(number != 0 for number in numbers(trend.split(" since ")[0]))
    if one.forecast.expected is None:
        return
    written = float(re.search(r"target of ([\d.,]+) point", forecast)[1].replace(",", ""))
    low, high = numbers(re.search(r"% interval (.*?) points?\)", forecast)[1])
    better = 1 if polarity is Polarity.HIGHER_IS_BETTER else -1
    worst, best = (low, high) if better == 1 else (high, low)
    if one.forecast.verdict is Outlook.ON_COURSE:
        assert worst * better > written * better - 1e-9
    if one.forecast.verdict is Outlook.WILL_BE_MISSED:
        assert best * better < written * better + 1e-9


def test_limits_that_are_being_left_say_nothing_of_tomorrow():
    one = scored(rising(0.05, 30), target=(target(80.0),), unit="points")
    assert one.trend.established
    assert sentences.claim(one, "June 2026").endswith("missed the target")
    assert judgements.capability(one).long == (
        "Not judged: target missed in all 11 months since August 2025"
    )
