"""Season, trend and forecast in words that agree with their numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import Polarity
from cxscore.model.kpi import TargetStep
from cxscore.model.verdicts import Outlook, Unsaid
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import outlook, say, sentences, verdicts
from cxscore.rendering.words.shown import Shown
from tests.score import made
from tests.score.methods.test_outlook import calm, noise, rising, scored, target, waving


def said(one):
    shown = Shown.of(one, Numbers())
    told = (
        outlook.season_sentence(one),
        outlook.trend_sentence(one, shown),
        outlook.forecast_sentence(one, shown),
    )
    return tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in told)


def test_a_stable_process():
    _, trend, forecast = said(scored(calm(24), target=(target(20.0),), decimals=1, unit="days"))
    assert trend == ""
    assert forecast == (
        "The December 2026 target of 20.0 days will be missed without a change. If nothing "
        "changes, expect 10.0 days (8.6 to 11.5 days). It needs a rise of 9.5 days in 6 months; "
        "its best so far is 1.5."
    )


def test_an_established_trend():
    _, trend, forecast = said(scored(rising(), target=(target(62.0),), unit="points", decimals=1))
    assert re.fullmatch(
        r"It has risen by 6\.0 points a year since July 2024 \(5\.\d to 6\.\d\)\.",
        trend,
    )
    assert forecast.startswith("On course for the December 2026 target of 62.0 points. ")
    assert "If the trend goes on, expect 64.5 points (" in forecast


def test_a_falling_trend_and_in_doubt():
    falling = [100 - value for value in rising()]
    one = scored(falling, polarity=Polarity.LOWER_IS_BETTER, target=(target(35.5),), unit="points")
    _, trend, forecast = said(one)
    assert trend.startswith("It has fallen by 6")
    assert forecast.startswith("The December 2026 target of 35.5 points is in doubt. ")


def test_a_range():
    one = scored(
        calm(24),
        polarity=Polarity.IN_RANGE,
        target=(target(low=5.0, high=15.0),),
        unit="days",
        decimals=0,
    )
    assert said(one)[2].startswith("On course for the December 2026 target range of 5 to 15 days. ")


def test_what_wanders_says_so():
    one = scored(calm(24), target=(target(20.0),))
    wandering = replace(one, forecast=replace(one.forecast, wanders=True))
    assert "; one month is much like the last, so it may leave its limits. " in said(wandering)[2]


def brief(one):
    return outlook.outlook_brief(one, Shown.of(one, Numbers())).replace("\N{NO-BREAK SPACE}", " ")


class TestInALine:
    """For paper: the verdict and what is expected, with one condition."""

    def test_without_a_trend(self):
        one = scored(calm(24), target=(target(20.0),), decimals=1, unit="days")
        assert brief(one) == (
            "The December 2026 target of 20.0 days will be missed if nothing changes: 10.0 days "
            "(8.6 to 11.5 days)."
        )

    def test_with_one(self):
        one = scored(rising(), target=(target(62.0),), unit="points", decimals=1)
        told = brief(one)
        assert told.startswith(
            "On course for the December 2026 target of 62.0 points: 64.5 points ("
        )
        assert told.endswith(") if the trend goes on.")

    def test_in_doubt(self):
        falling = [100 - value for value in rising()]
        one = scored(
            falling, polarity=Polarity.LOWER_IS_BETTER, target=(target(35.5),), unit="points"
        )
        assert brief(one).startswith("The December 2026 target of 35.5 points is in doubt: ")

    def test_what_wanders_is_expected_without_a_condition(self):
        one = scored(calm(24), target=(target(20.0),), decimals=1, unit="days")
        wandering = replace(one, forecast=replace(one.forecast, wanders=True))
        assert brief(wandering).endswith(
            "will be missed without a change: 10.0 days (8.6 to 11.5 days)."
        )

    def test_what_cannot_be_told_is_not(self):
        one = scored([*calm(23), 30.0], target=(target(9.0),))
        assert one.forecast.verdict is Outlook.CANNOT_SAY
        assert brief(one) == ""
        assert brief(replace(one, forecast=None)) == ""


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
        assert re.fullmatch(r"No forecast: [^.]{10,60}\.", said(told)[2])


@pytest.mark.parametrize(
    ("values", "until", "best"),
    [
        (calm(14), "2028-01", "months"),
        (
            [20.0 - place for place in range(24)],
            "2028-01",
            "months, and has never moved that way in that time",
        ),
        # It repeats itself every 5 months, and November is 5 months ahead.
        (calm(24), "2026-11", "5 months, and has never moved that way in that time"),
    ],
    ids=["short", "never", "not-at-all"],
)
def test_the_best_ever(values, until, best):
    steps = (target(1.0), target(60.0, until))
    forecast = said(scored(values, target=steps))[2]
    assert "It needs a rise of " in forecast
    assert forecast.endswith(f" {best}.")


def test_a_step_that_cannot_be_worked_out_from_what_is_printed_is_not_said():
    steps = (target(1.0), target(200.0, "2026-12"))
    seasonal = scored(waving(36), target=steps, seasonal=True)
    assert seasonal.forecast.step_required is not None
    assert "It needs" not in said(seasonal)[2]
    stays_in = scored(waving(36), target=steps)
    assert stays_in.season.detected
    assert not stays_in.signal.adjusted
    assert "It needs" not in said(stays_in)[2]
    assert "It needs" in said(scored(calm(24), target=steps))[2]


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
            "Each year it is highest in October and lowest in April; it is judged with the season "
            "taken out.",
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


def test_a_season_that_stays_in_is_named_and_no_more():
    told = said(scored(waving(36), unit="points"))[0]
    assert told == "Each year it is highest in October and lowest in April."
    below = said(scored(waving(36, at=0.0), seasonal=True))[0]
    assert below.endswith("values that are not all above 0 cannot be divided by factors.")


def test_a_forecast_that_cannot_be_made_is_no_finding_of_a_panel():
    card = made.scorecard(
        made.definition(made.kpi(target=(target(9.0),))),
        made.values("2026-06", [*calm(23), 30.0]),
    )
    kpi = say(card).kpis["k"]
    assert card.kpis[0].forecast.because is Unsaid.SPECIAL_CAUSE
    assert kpi.forecast_sentence == "No forecast: it changed in June 2026."
    assert not any("forecast" in text for text in kpi.findings)
    assert kpi.outlook.short == ""
    calmer = made.scorecard(
        made.definition(made.kpi(target=(target(9.0),))), made.values("2026-06", calm(24))
    )
    known = say(calmer).kpis["k"]
    assert known.forecast_sentence in known.findings
    assert known.outlook.short in outlook.VERDICTS.values()


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
        assert re.search(rf"highest in {name} and lowest in {name};", said(one)[0])


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
        assert trend.startswith(
            "It has risen by" if one.trend.slope_per_year > 0 else "It has fallen by"
        )
        assert all(number != 0 for number in numbers(trend.split(" since ")[0]))
    if one.forecast.expected is None:
        return
    written = float(re.search(r"target of ([\d.,]+) point", forecast)[1].replace(",", ""))
    low, high = numbers(re.search(r"xpect [^(]*\((.*?) points?\)", forecast)[1])
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
    assert verdicts.capability(one).long == (
        "Not judged: target missed in all 11 months since August 2025"
    )
