"""Kinds of charts and sets of rules in words: panel, text alternative, table and method page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind, OverTime, Polarity, RulePreset
from cxscore.model.findings import Season
from cxscore.model.kpi import Break, Ignored, TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Mean, Share, Sum, Value
from cxscore.model.verdicts import Outlook, Rule, Unsaid, Variation
from cxscore.rendering.charts import draw_control_chart
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.plotted import history_of
from cxscore.rendering.words import judgements, say
from tests.rendering.builders import notes_in, page_of
from tests.score import made

P, U, RUN, NONE = ChartKind.P_PRIME, ChartKind.U_PRIME, ChartKind.RUN, ChartKind.NONE
WHEELER = RulePreset.WHEELER
LEVEL = [80.0, 82.0, 81.0, 79.0, 80.0, 81.0, 82.0, 79.0, 80.0, 81.0]
CROSSING = [70.0, 90.0, 71.0, 92.0, 73.0, 89.0, 70.0, 91.0]


def values(numbers, **more):
    one = made.kpi(name="Easy to use", unit="percent", **more)
    return made.scorecard(made.definition(one), made.values("2026-06", numbers))


def counts(pairs, **more):
    one = made.kpi(Share("s"), name="Easy to use", **more)
    parts = [None if pair is None else made.share_parts(*pair) for pair in pairs]
    return made.scorecard(made.definition(one), made.monthly("2026-06", parts))


def said(card):
    return say(card).kpis["k"]


def upkeep(card):
    return page_of(card).method.maintenance


def notes(card):
    return notes_in(page_of(card))


def drawn(card):
    scored = card.kpis[0]
    history = history_of(scored, said(card), say(card).numbers)
    return history, draw_control_chart(history)


@pytest.mark.parametrize(
    ("numbers", "more", "sentence"),
    [
        (
            [*LEVEL, *LEVEL, 95.0],
            {"rules": WHEELER},
            "June 2026 lies above the upper limit of 85.0%: an improvement.",
        ),
        (
            [*CROSSING, 70.0, 90.0, *[82.0] * 8],
            {"rules": WHEELER},
            "8 or more months in a row lie above the mean of 81.2%: an improvement since "
            "October 2025.",
        ),
        (
            [*LEVEL, *LEVEL, 84.0, 84.0, 84.0],
            {"rules": WHEELER},
            "3 of 4 months in a row lie nearer to the upper limit than to the mean: an "
            "improvement since March 2026.",
        ),
        (
            [*LEVEL, *LEVEL, 84.0, 84.0, 84.0],
            {"rules": WHEELER, "polarity": Polarity.LOWER_IS_BETTER},
            "3 of 4 months in a row lie nearer to the upper limit than to the mean: a "
            "worsening since March 2026.",
        ),
        (
            [*LEVEL, *LEVEL, 77.0, 77.0, 77.0],
            {"rules": WHEELER},
            "3 of 4 months in a row lie nearer to the lower limit than to the mean: a "
            "worsening since March 2026.",
        ),
        (
            [*CROSSING, *CROSSING, 60.0, *[95.0] * 9],
            {"chart": RUN},
            "9 or more months in a row lie above the median of 90.5%: an improvement since "
            "October 2025.",
        ),
        (
            [*CROSSING, *CROSSING],
            {"chart": RUN},
            "June 2026 is in no long run above or below the median of 81.0%: ordinary variation.",
        ),
        (
            [70.0, 71.0, 72.0, 73.0, 74.0, 75.0, 90.0, 91.0, 92.0, 93.0, 94.0, 95.0],
            {"chart": RUN},
            "June 2026 is in no long run above or below the median of 82.5%. But the values cross "
            "it once, and chance alone would make 3 crossings or more: over the whole chart the "
            "level has moved.",
        ),
        (
            [70.0, 71.0, 72.0, 73.0, 74.0, 90.0, 91.0, 92.0, 93.0, 94.0],
            {"chart": RUN},
            "Too early to tell whether it is changing: 10 months count; 12 are needed.",
        ),
        (
            [*CROSSING, *CROSSING, 60.0, *[95.0] * 4, 90.0, *[95.0] * 5],
            {"chart": RUN},
            "9 or more months lie on the upper side of the median of 90.0% one after another, "
            "those on it aside: an improvement since September 2025.",
        ),
        (
            [0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0],
            {"chart": RUN},
            "Change cannot be judged: too many values lie on the median.",
        ),
        (
            [0.0, 1.0] * 14 + [0.0],
            {"chart": RUN},
            "Change cannot be judged: too many values lie on the median.",
        ),
        (
            CROSSING,
            {"chart": RUN},
            "Too early to tell whether it is changing: 8 months count; 12 are needed.",
        ),
        (
            [*CROSSING, *CROSSING[:4]],
            {"chart": RUN, "breaks": (Break("2026-02", "New courier"),)},
            "Too early to tell whether it is changing: 5 months count since the limits "
            "started again; 12 are needed.",
        ),
        (
            [1.0, 1.0 + 1e-13] * 6,
            {},
            "It has been 1.0% every month.",
        ),
        (
            [*[5.0] * 6, 7.0, 8.0],
            {"breaks": (Break("2026-05", "New courier"),)},
            "Too early to tell whether it is changing: 2 months count since the limits "
            "started again; 12 are needed.",
        ),
        (
            LEVEL,
            {"chart": NONE},
            "Change cannot be judged: its definition asks for no control chart.",
        ),
    ],
    ids=[
        "limit",
        "run-of-8",
        "near",
        "near-worse",
        "near-below",
        "long-run",
        "no-run",
        "drift",
        "drift-too-early",
        "run-across-the-median",
        "on-the-median",
        "alternating-on-the-median",
        "few-for-runs",
        "few-for-runs-since-a-break",
        "level-but-for-rounding",
        "few-after-a-level",
        "none",
    ],
)
def test_the_signal_in_words(numbers, more, sentence):
    assert said(values(numbers, **more)).signal_sentence == sentence


LOW, HIGH = [(80, 100), (330, 400), (39, 50), (164, 200)], [(920, 1000), (91, 100)]


def test_a_chart_with_limits_of_each_base():
    found = said(counts([*LOW * 3, *HIGH], chart=P))
    assert "June 2026" in found.signal_sentence or "months in a row" in found.signal_sentence
    assert found.chart_description.startswith(
        "Control chart (Laney’s p′) of Easy to use, 14 months"
    )
    assert "at the latest point" in found.chart_description
    assert found.baseline == "14 months, p′ chart"
    assert len({point.upper for point in found.points}) > 3


def test_near_a_limit_that_differs_from_point_to_point():
    card = counts([(80, 100), (410, 500)] * 6 + [(86, 100), (85, 100)], chart=P)
    near = replace(
        card.kpis[0].signal, variation=Variation.IMPROVING, rules=(Rule.NEAR_LIMIT,), since=None
    )
    forced = replace(card, kpis=(replace(card.kpis[0], signal=near),))
    assert said(forced).signal_sentence == (
        "2 of 3 months in a row lie near the upper limit: an improvement."
    )


def test_a_fallback_is_said_with_its_reason():
    card = values([*LEVEL, *LEVEL], chart=U)
    assert upkeep(card)[0] == (
        "Easy to use: a u′ chart needs counts over a base, which this KPI does not have: "
        "an XmR chart is drawn instead."
    )
    told = notes(card)["Control charts"]
    assert "XmR charts instead of those asked for, which need counts: Easy to use." in told
    assert said(values([*LEVEL, *LEVEL])).findings == ()


def test_too_few_different_values_are_said():
    card = values([4.5] * 12 + [4.4] + [4.5] * 11)
    assert said(card).signal_sentence == (
        "Change cannot be judged: too few different values to tell."
    )
    assert upkeep(card)[0] == (
        "Easy to use: three quarters or more of the values are the same, too few different ones "
        "for limits: a run chart is drawn instead."
    )
    told = notes(card)["Control charts"]
    assert "since three quarters or more of the values are the same: Easy to use." in told


@pytest.mark.parametrize(
    ("numbers", "screen", "told"),
    [
        ([1.0] * 8 + [2.0] * 8, True, "the extreme ones too, where only ranges of zero would be"),
        ([1.0] * 8 + [2.0] * 8, False, "All moving ranges count, the extreme ones too."),
        ([*LEVEL, *LEVEL], True, "times their average are left out once."),
    ],
    ids=["nothing-left", "not-asked-for", "screened"],
)
def test_screening_is_said_as_it_was_done(numbers, screen, told):
    assert told in notes(values(numbers, screen=screen))["Control charts"]


def test_a_run_chart_in_its_table_and_beside_it():
    card = values([*CROSSING, *CROSSING], chart=RUN)
    found = said(card)
    assert (found.centre, found.mean, found.lower) == ("Median", "81.0%", "–")
    assert found.baseline == "16 months, run chart"
    assert {point.mean for point in found.points} == {"81.0%"}
    assert found.chart_description == (
        "Run chart of Easy to use, 16 months. Latest 91.0%, median 81.0%. "
        "Of 16 points, none beyond chance."
    )
    history, svg = drawn(card)
    assert [side.text for side in history.sides] == ["Median 81.0%"]
    assert [(span.first, span.last, span.edges) for span in history.spans] == [(0, 15, ())]
    assert "f-band" not in svg
    assert "s-limit" not in svg


def test_no_chart_is_a_plain_line():
    card = values(LEVEL, chart=NONE)
    history, svg = drawn(card)
    assert (history.spans, history.sides) == ((), ())
    assert "f-band" not in svg
    assert said(card).chart_description == (
        "Chart of Easy to use, 10 months. Latest 81.0%. Change cannot be judged: its definition "
        "asks for no control chart."
    )
    assert said(card).baseline == "–"


def test_limits_of_each_base_are_steps_that_gaps_and_breaks_interrupt():
    pairs = [*LOW, None, *LOW, *HIGH * 3]
    history, svg = drawn(counts(pairs, chart=P, breaks=(Break("2026-01", "New portal"),)))
    joined = {span.first: span.joined for span in history.spans}
    starts = [place for place, is_joined in joined.items() if not is_joined]
    assert starts == [0, 5, 9]
    assert svg.count('class="f-band"') == 3


def test_neighbours_of_one_base_are_one_step():
    history, _ = drawn(counts([(80, 100), (82, 100), (79, 100), (330, 400)], chart=P))
    assert [(span.first, span.last) for span in history.spans] == [(0, 2), (3, 3)]


def test_words_of_the_table_know_the_rules():
    rows = said(values([*LEVEL, *LEVEL, 84.0, 84.0, 84.0], rules=WHEELER)).points
    assert rows[-1].point == (
        "Better than usual: in a window of 4 with 3 nearer to a limit than to the mean"
    )
    rows = said(values([*CROSSING, 70.0, 90.0, *[82.0] * 8], rules=WHEELER)).points
    assert rows[-1].point == "Better than usual: 8 or more in a row on one side of the mean"
    rows = said(values([80.0, 79.0, *range(70, 78), 70.0, 80.0])).points
    assert rows[9].point.endswith(": 7 or more in a row that rise or fall")
    rows = said(values([*LEVEL, *LEVEL, 83.5, 83.5])).points
    assert rows[-1].point == "Better than usual: 2 of 3 near a limit"
    rows = said(values([*CROSSING, *CROSSING, 60.0, *[95.0] * 9], chart=RUN)).points
    assert rows[-1].point == "Better than usual: a long run on one side of the median"


def test_the_season_is_named_with_the_limits_that_follow_it():
    card = values([*LEVEL, *LEVEL, *[90.0] * 7])
    scored = card.kpis[0]
    points = tuple(replace(point, adjusted=point.value) for point in scored.series)
    for rules, words in (
        ((Rule.RUN,), "7 or more months in a row lie above the mean of the season"),
        ((Rule.TREND,), "7 or more months in a row, the season taken out, fall"),
        (
            (Rule.NEAR_LIMIT,),
            "2 of 3 months in a row lie near the upper limit: an improvement since December 2025.",
        ),
    ):
        signal = replace(scored.signal, adjusted=True, rules=rules)
        season = Season(True, 0.01, {1: 1.0}, adjusted=True, highest=1, lowest=2)
        one = replace(scored, signal=signal, series=points, season=season)
        found = said(replace(card, kpis=(one,)))
        assert words in found.signal_sentence
        assert "The limits follow the season." in found.signal_sentence
        assert "season taken out" in found.baseline


def method(*kpis):
    found = [
        fact
        for one in kpis
        for fact in made.monthly("2026-06", [made.share_parts(*p) for p in LOW * 4], name=one.id)
    ]
    return notes(made.scorecard(made.definition(*kpis), found))


def share(key, **more):
    return made.kpi(Share("s"), id=key, name=key, **more)


def test_the_method_page_names_what_was_used():
    told = method(
        share("A"),
        share("B", chart=P),
        share("C", chart=U, screen=False),
        share("D", chart=RUN),
        share("E", chart=NONE),
        share("F", rules=WHEELER),
    )
    charts = told["Control charts"]
    assert charts.startswith(
        "Charts, of up to 36 periods, are XmR charts, unless defined otherwise."
    )
    assert "p′ and u′ charts (Laney) pool the counts" in charts
    assert "left out once, but not for C." in charts
    assert "Run charts have a median and no limits." in charts
    assert "Without a control chart, as defined: E." in charts
    assert "Without limits" not in charts
    assert "By Wheeler’s rules (F) it is by" in told["Signals"]
    assert "longer than log2(n) + 3" in told["Signals"]


def test_the_method_page_says_no_more_than_was_used():
    only_run = method(share("D", chart=RUN))
    assert only_run["Control charts"] == (
        "Charts show up to 36 periods. Run charts have a median and no limits."
    )
    assert only_run["Signals"].startswith("On a run chart a change is signalled by a run")
    unscreened = method(share("A", screen=False, rules=WHEELER))
    assert "All moving ranges count, the extreme ones too." in unscreened["Control charts"]
    assert "(A)" not in unscreened["Signals"]
    assert unscreened["Signals"].startswith("By Wheeler’s rules a change is signalled")


def listed(weeks):
    """A calendar's file of periods of so many weeks each, from Monday, 5 January 2026."""
    ends = [sum(weeks[: at + 1]) * 7 for at in range(len(weeks))]
    start = date(2026, 1, 5)
    return Calendar(
        Grain.LISTED,
        1,
        tuple(
            Period(
                f"P{at + 1}",
                start + timedelta(end - 7 * long),
                start + timedelta(end - 1),
                Grain.LISTED,
                2026 + at // 12,
                at % 12 + 1,
            )
            for at, (end, long) in enumerate(zip(ends, weeks, strict=True))
        ),
    )


UNLIKE = "Totals of periods that differ in length, so that a longer one is higher for that alone: "


@pytest.mark.parametrize(
    ("weeks", "measure", "more", "told"),
    [
        ([4, 4, 5] * 4, Sum("v"), {}, f"{UNLIKE}Calls (28 to 35 days)."),
        ([4, 4, 5] * 4, Count(), {"chart": RUN}, f"{UNLIKE}Calls (28 to 35 days)."),
        ([4, 4, 5] * 4, Value("v"), {"over_time": OverTime.SUM}, f"{UNLIKE}Calls (28 to 35 days)."),
        ([4, 4, 5] * 4, Sum("v"), {"per_day": True}, ""),
        ([4, 4, 5] * 4, Sum("v"), {"chart": NONE}, ""),
        ([4, 4, 5] * 4, Share("v"), {}, ""),
        ([4, 4, 5] * 12, Sum("v"), {"seasonal": True}, ""),
        ([4] * 12, Sum("v"), {}, ""),
    ],
    ids=["sum", "runs", "given", "per-day", "no-chart", "share", "season-out", "alike"],
)
def test_totals_of_unlike_periods_are_named(weeks, measure, more, told):
    calendar = listed(weeks)
    days = [period.days for period in calendar.listed]
    wave = [each * (1 + at * 7 % 5 / 50) for at, each in enumerate(days)]
    parts = [Parts(9, x, 40.0, value=x) for x in wave]
    one = made.kpi(measure, name="Calls", **more)
    defined = made.definition(one, calendar=calendar)
    last = calendar.listed[-1]
    card = made.scorecard(
        defined, made.facts(calendar, last.id, parts), last.id, as_of=last.end + timedelta(9)
    )
    charts = notes(card)["Control charts"].replace("\u00a0", " ")
    assert (told in charts) if told else (UNLIKE not in charts)
    assert card.kpis[0].signal.adjusted is bool(more.get("seasonal"))


def test_calendar_months_of_totals_are_alike():
    card = made.scorecard(
        made.definition(made.kpi(Sum("v"))),
        made.monthly("2026-06", [Parts(9, float(x)) for x in (28, 31, 30, 29) * 4]),
    )
    assert UNLIKE not in notes(card)["Control charts"]


def test_a_mean_asked_for_as_shares():
    one = made.kpi(Mean("s"), chart=P, name="k")
    parts = [made.mean_parts([4.0, at % 3]) for at in range(14)]
    card = made.scorecard(made.definition(one), made.monthly("2026-06", parts))
    assert upkeep(card)[0].startswith("k: a p′ chart needs counts of so many out of so many")
    assert isinstance(card.kpis[0].signal.limits, Limits)
    assert isinstance(say(card).numbers, Numbers)


def test_a_run_chart_that_cannot_tell_says_so_beside_the_chart():
    found = said(values(CROSSING, chart=RUN))
    assert "Too early to tell whether it is changing: 8 months" in found.chart_description
    assert found.variation.short == "Too early"


@pytest.mark.parametrize(
    ("crossings", "least", "words"),
    [
        (0, 1, "But the values never cross it, and chance alone would make 1 crossing or more"),
        (1, 2, "But the values cross it once, and chance alone would make 2 crossings or more"),
    ],
)
def test_how_often_the_median_is_crossed(crossings, least, words):
    card = values([*CROSSING, *CROSSING], chart=RUN)
    one = card.kpis[0]
    runs = replace(one.signal.runs, crossings=crossings, crossings_min=least)
    one = replace(one, signal=replace(one.signal, runs=runs))
    assert words in said(replace(card, kpis=(one,))).signal_sentence


def test_a_run_chart_has_no_limits_to_start_again():
    card = values(
        [*CROSSING, *CROSSING, 60.0, *[95.0] * 9], chart=RUN, target=(TargetStep(value=97.0),)
    )
    one = card.kpis[0]
    told = replace(one.forecast, verdict=Outlook.CANNOT_SAY, because=Unsaid.SPECIAL_CAUSE)
    found = said(replace(card, kpis=(replace(one, forecast=told),)))
    assert found.forecast_sentence == "No forecast: it changed in October 2025."


@pytest.mark.parametrize(
    ("measure", "history", "told"),
    [
        (Share("s"), 24, ""),
        (Share("s"), 12, "Years are compared without December 2024."),
        (
            Count(),
            24,
            "Years are compared without December 2024 and December 2025, which would have no like.",
        ),
    ],
    ids=["rate", "rate, before the chart", "total"],
)
def test_what_a_year_leaves_out_is_said_where_no_mark_says_it(measure, history, told):
    parts = [made.share_parts(50 + at % 3, 100) for at in range(24)]
    one = made.kpi(measure, ignore=(Ignored("2024-12", "Strike"),))
    card = made.scorecard(made.definition(one), made.monthly("2026-06", parts))
    card = replace(card, kpis=tuple(replace(k, series=k.series[-history:]) for k in card.kpis))
    found = say(card).kpis["k"].findings
    years = [text for text in found if text.startswith("Years are")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in years] == ([told] if told else [])


def test_a_comparison_with_an_ignored_month_says_why_there_is_none():
    parts = [made.share_parts(50 + at % 3, 100) for at in range(24)]
    one = made.kpi(Share("s"), ignore=(Ignored("2026-05", "Strike"),))
    found = say(made.scorecard(made.definition(one), made.monthly("2026-06", parts))).kpis["k"]
    assert found.comparisons[0].withheld
    assert found.comparisons[0].verdict.replace("\N{NO-BREAK SPACE}", " ") == (
        "not compared: May 2026 is not counted"
    )


def test_none_counts_and_two_count():
    """The verb goes with the number: a first month that is not complete does not count yet."""
    (one,) = values([80.0, 81.0]).kpis
    none = replace(one, series=tuple(replace(p, complete=False) for p in one.series))
    none = replace(none, signal=replace(none.signal, points=0))
    assert judgements.few(none).startswith("no month counts")
    assert judgements.few(one).startswith("2 months count;")


@pytest.mark.parametrize(
    ("numbers", "more", "sentence"),
    [
        ([0.0] * 24, {}, "It has been 0.0% every month."),
        ([100.0] * 14, {"decimals": 0}, "It has been 100% every month."),
        (
            [*[5.0] * 6, *[7.0] * 6],
            {"breaks": (Break("2026-01", "New courier"),)},
            "It has been 7.0% every month since the limits started again.",
        ),
        # The value at hand does not count: it is not what it has been.
        (
            [*[5.0] * 14, 9.0],
            {"ignore": (Ignored("2026-06", "Strike"),)},
            "It has been 5.0% every month.",
        ),
    ],
    ids=["zero", "all", "since-a-break", "another-that-does-not-count"],
)
def test_what_has_always_been_the_same_is_said_with_its_value(numbers, more, sentence):
    found = said(values(numbers, **{"decimals": 1, **more}))
    assert found.signal_sentence == sentence
    assert found.variation.short == "Cannot tell"
    assert found.variation.long.startswith("Change cannot be judged: every value is the same")
    assert sentence in found.chart_description


def test_a_season_taken_out_of_equal_values_is_not_called_a_value():
    one = values([5.0] * 24).kpis[0]
    assert judgements.is_constant(one)
    assert not judgements.is_constant(replace(one, signal=replace(one.signal, adjusted=True)))


@pytest.mark.parametrize(
    ("grain", "last", "more", "rhythm"),
    [
        (Grain.MONTH, "2026-06", {}, ""),
        (Grain.MONTH, "2026-06", {"window": 3}, "over 3 months"),
        (Grain.QUARTER, "2026-Q2", {"period": Grain.QUARTER}, "quarterly"),
        (
            Grain.QUARTER,
            "2026-Q2",
            {"period": Grain.QUARTER, "window": 4},
            "quarterly, over 4 quarters",
        ),
    ],
    ids=["like-the-paper", "window", "quarters", "both"],
)
def test_a_rhythm_of_its_own_is_said(grain, last, more, rhythm):
    one = made.kpi(Share("s"), **more)
    facts = made.facts(Calendar(grain), last, [made.share_parts(50 + at, 100) for at in range(8)])
    assert say(made.scorecard(made.definition(one), facts)).kpis["k"].rhythm == rhythm
