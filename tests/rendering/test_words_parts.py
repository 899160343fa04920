"""The parts that words are made of: grammar, periods, measures, judgements, comparisons."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind, Polarity
from cxscore.model.findings import Comparison, FormulaPart, Target
from cxscore.model.kpi import Benchmark, Break, Ignored, Kpi
from cxscore.model.log import LogStatus
from cxscore.model.measures import (
    Count,
    Distinct,
    Formula,
    LowBox,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    TopBox,
    Value,
    Within,
)
from cxscore.model.scorecard import SegmentScore, Signal
from cxscore.model.verdicts import Capability, PointType, Rule, Status, Variation, Withheld
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import (
    actions,
    comparing,
    judgements,
    measures,
    period_names,
    periods,
    say,
    sentences,
    signals,
    verdicts,
)
from cxscore.rendering.words.grammar import be, counted, first_sentence, listed, named, sentence
from cxscore.rendering.words.kpi import kpi_said
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown
from tests.rendering.builders import AS_OF, make_action, make_kpi, make_scorecard, with_marks

GB = Numbers.of("en_GB", "GBP")
WAVE = [50.0, 51.0, 49.0, 50.5, 49.5] * 3


def plain(text):
    """Return *text* with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def period(text, grain=Grain.MONTH, first=1):
    found = Calendar(grain, first).parse(text)
    assert found is not None
    return found


def only(scored):
    return say(make_scorecard([scored])).kpis[scored.kpi.id]


def signalled(variation, capability=None, rules=(), **more):
    """Return a KPI with a signal of its own."""
    scored = make_kpi("k", WAVE, target=50.0, **more)
    signal = replace(scored.signal, variation=variation, capability=capability, rules=rules)
    return replace(scored, signal=signal)


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(items, text):
    assert listed(items) == text


def test_long_lists_are_cut_and_counted():
    assert named(["a", "b", "c"], 3) == "a, b and c"
    assert named(["a", "b", "c"], 2) == "a, b and 1 other"
    assert named(["a", "b", "c"], 1) == "a and 2 others"


def test_counts_and_their_verbs():
    assert [f"{counted(n, 'KPI')} {be(n)}" for n in (0, 1, 2)] == [
        "no KPI is", "1 KPI is", "2 KPIs are",
    ]  # fmt: skip
    assert counted(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("iPhone users stood at 4", "iPhone users stood at 4."),
        ("Why?", "Why?"),
        ("", ""),
        ("He said: “So it is.”", "He said: “So it is.”"),
        ("one (two)", "one (two)."),
    ],
)
def test_sentences_end(text, made):
    assert sentence(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("It takes 6.1 days. Two left.", "It takes 6.1 days."),
        ("Late, e.g. in May. More.", "Late, e.g. in May."),
        ("Why? Nobody knows.", "Why?"),
        ("no full stop", "no full stop."),
        ("line\nbreaks  and spaces. Two.", "line breaks and spaces."),
        ("word " * 60, "word " * 31 + "word …"),
    ],
)
def test_first_sentences(text, made):
    assert first_sentence(text) == made


@pytest.mark.parametrize(
    ("found", "name", "full", "tick"),
    [
        (period("2026-06"), "June 2026", "June 2026", "Jun ’26"),
        (
            period("2026-W41", Grain.WEEK),
            "week 41 of 2026",
            "week 41 of 2026 (5 to 11 October)",
            "W41 ’26",
        ),
        (
            period("2026-W40", Grain.WEEK),
            "week 40 of 2026",
            "week 40 of 2026 (28 September to 4 October)",
            "W40 ’26",
        ),
        (
            period("2026-W01", Grain.WEEK),
            "week 1 of 2026",
            "week 1 of 2026 (29 December 2025 to 4 January 2026)",
            "W1 ’26",
        ),
        (period("2026-Q2", Grain.QUARTER), "Q2 2026", "Q2 2026", "Q2 ’26"),
        (
            period("FY2026-Q3", Grain.QUARTER, 4),
            "FY2026 Q3",
            "FY2026 Q3 (October to December 2025)",
            "Q3 FY’26",
        ),
        (period("2026", Grain.YEAR), "2026", "2026", "2026"),
        (
            period("FY2026", Grain.YEAR, 4),
            "FY2026",
            "FY2026 (April 2025 to March 2026)",
            "FY2026",
        ),
        (
            Period("P7", date(2026, 1, 5), date(2026, 2, 1), Grain.LISTED, 2026, 7),
            "P7",
            "P7",
            "P7",
        ),
    ],
    ids=lambda x: x.id if isinstance(x, Period) else None,
)
def test_names_of_periods(found, name, full, tick):
    assert (periods.name(found), periods.full_name(found), periods.tick(found)) == (
        name,
        full,
        tick,
    )


@pytest.mark.parametrize(
    ("found", "year"),
    [
        (period("2026-06"), "2026"),
        (period("2026-06", Grain.MONTH, 4), "FY2027"),
        (period("2026-03", Grain.MONTH, 4), "FY2026"),
        (period("FY2026-Q3", Grain.QUARTER, 4), "FY2026"),
        (period("2026-W41", Grain.WEEK), "2026"),
        (Period("P7", date(2026, 1, 5), date(2026, 2, 1), Grain.LISTED, 2026, 7), "FY2026"),
    ],
)
def test_the_year_of_a_period(found, year):
    assert periods.fiscal_year(found) == year


def test_other_periods_of_the_same_calendar():
    quarter = period("FY2026-Q3", Grain.QUARTER, 4)
    assert periods.like(quarter, "FY2025-Q3") == period("FY2025-Q3", Grain.QUARTER, 4)
    listed_one = Period("P7", date(2026, 1, 5), date(2026, 2, 1), Grain.LISTED, 2026, 7)
    assert periods.like(listed_one, "P7") is listed_one
    assert periods.like(listed_one, "P6") is None


@pytest.mark.parametrize(
    ("measure", "unit", "text"),
    [
        (
            Nps("q"),
            "points",
            "Promoters (9 to 10) less detractors (0 to 6), in points of all answers",
        ),
        (
            TopBox("q", 4, (1, 5)),
            "percent",
            "Share of answers of 4 to 5 on a scale of 1 to 5 (q)",
        ),
        (TopBox("q", 5, (1, 5)), "percent", "Share of answers of 5 on a scale of 1 to 5 (q)"),
        (TopBox("q", 4), "percent", "Share of answers of 4 or more (q)"),
        (
            TopBox("q", good=("Very likely", "Likely")),
            "percent",
            "Share of answers that are “Very likely” or “Likely” (q)",
        ),
        (Share("late = 1"), "percent", "Share of rows with late = 1"),
        (Share("answered", "offered"), "percent", "Answered, as a share of offered"),
        (Mean("effort"), "count", "Mean of effort"),
        (Mean("speed", "handled"), "seconds", "Mean of speed, weighted by handled"),
        (Mean(sum="total", count="calls"), "seconds", "Total divided by calls"),
        (
            Ratio(RatioPart(count_rows=True), RatioPart("orders", sum="orders"), 1000),
            "complaints",
            "Rows of surveys per 1,000 orders",
        ),
        (
            Ratio(RatioPart("cases", sum="upheld", where="level = 2"), RatioPart(sum="all")),
            "percent",
            "Upheld of cases where level = 2 as a share of all",
        ),
        (Ratio(RatioPart(sum="a"), RatioPart(sum="b")), "count", "A divided by b"),
        (LowBox("effort", 2), "percent", "Share of answers of 2 or less (effort)"),
        (
            LowBox("effort", 2, (1, 7)),
            "percent",
            "Share of answers of 1 to 2 on a scale of 1 to 7 (effort)",
        ),
        (
            LowBox("effort", 1, (1, 7)),
            "percent",
            "Share of answers of 1 on a scale of 1 to 7 (effort)",
        ),
        (Sum("amount"), "currency", "Sum of amount"),
        (Count(), "count", "Rows of surveys"),
        (Count("id"), "count", "Rows with id"),
        (Distinct("id"), "count", "Different values of id"),
        (Percentile("wait", 50.0), "minutes", "Median of wait"),
        (Percentile("wait", 90), "minutes", "90th percentile of wait"),
        (Percentile("wait", 1), "minutes", "1st percentile of wait"),
        (Percentile("wait", 12), "minutes", "12th percentile of wait"),
        (Percentile("wait", 99.5), "minutes", "99.5th percentile of wait"),
        (
            Within("opened", "closed", days=10),
            "percent",
            "Share of those due that got from opened to closed in 10 days",
        ),
        (
            Within("opened", "closed", hours=1),
            "percent",
            "Share of those due that got from opened to closed in 1 hour",
        ),
        (
            Within("opened", "closed", workdays=2.5),
            "percent",
            "Share of those due that got from opened to closed in 2.5 working days",
        ),
        (
            OpenAtEnd("opened", "closed"),
            "count",
            "Open at the period’s end (from opened to closed)",
        ),
        (Value("rating"), "stars", "As given in rating"),
        (Formula("a / b"), "count", "Worked out from other KPIs: a / b"),
    ],
    ids=lambda x: type(x).__name__ if not isinstance(x, str) else None,
)
def test_measures(measure, unit, text):
    kpi = Kpi("k", "K", "amara", measure, Polarity.NEUTRAL, "surveys")
    assert measures.measure(kpi, GB, "month", unit) == text


def test_what_else_makes_a_measure():
    kpi = Kpi(
        "k", "K", "amara", Count(), Polarity.NEUTRAL,
        where="channel = 'app'", window=3, per_day=True, period=Grain.QUARTER,
    )  # fmt: skip
    told = "Rows, where channel = 'app', a day, over 3 rolling months"
    assert measures.measure(kpi, GB, "month", "count") == told
    opened = replace(kpi, measure=OpenAtEnd("a", "b"), where=None, window=1, per_day=False)
    assert measures.measure(opened, GB, "quarter", "count") == (
        "Open at the quarter’s end (from a to b)"
    )


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (Withheld.NO_DATA, "June 2026 has no value"),
        (Withheld.NO_BASE_DATA, "May 2026 has no value"),
        (Withheld.PARTIAL_PERIOD, "June 2026 is not complete"),
        (Withheld.PARTIAL_BASE_PERIOD, "May 2026 is not complete"),
        (Withheld.MISSING_PERIODS, "a month in between has no value"),
        (Withheld.BASE_TOO_SMALL, "the base is too small"),
        (Withheld.NOT_COMPARABLE, "a break in between makes them not comparable"),
        (Withheld.NOT_POOLABLE, "no yearly figure for this KPI"),
        (Withheld.NO_SUCH_PERIOD, "the calendar has no such month"),
    ],
)
def test_why_there_is_no_comparison(why, text):
    assert comparing.withheld(why, Grain.MONTH, "June 2026", "May 2026") == f"not compared: {text}"


def test_every_reason_has_its_words():
    for why in Withheld:
        assert comparing.withheld(why, Grain.WEEK, "", "the week before")


def compared(**more):
    base = {
        "period": "2026-06", "value": 84.5, "n": 100, "base_period": "2026-05",
        "base_value": 83.0, "base_n": 100, "change": 1.5,
    }  # fmt: skip
    return Comparison(**{**base, **more})


def rows(comparison, unit="percent"):
    scored = make_kpi("k", WAVE, unit=unit)
    every = replace(
        scored.comparisons,
        previous=comparison,
        year_ago=comparison,
        fiscal_ytd=comparison,
        trailing_year=comparison,
    )
    return comparing.comparisons(replace(scored, comparisons=every), Shown.of(scored, GB), 36)


def test_the_rows_of_the_comparisons():
    told = rows(compared(significant=False))
    assert [row.label for row in told] == [
        "Previous month", "A year ago", "Fiscal year to date", "Trailing year",
    ]  # fmt: skip
    assert [row.against for row in told] == [
        "May 2026", "May 2026", "FY2027 to May 2026", "year to May 2026",
    ]  # fmt: skip
    assert plain(told[0].change) == "+1.5 points"
    assert (told[0].value, told[0].base, told[0].verdict) == (
        "84.5%",
        "83.0%",
        "within sampling error",
    )
    assert rows(compared())[0].verdict == ""
    assert rows(compared(significant=True))[0].verdict == "beyond sampling error"


def test_a_change_in_per_cent():
    assert plain(rows(compared(change_percent=1.807), "days")[0].change) == "+1.5 days (+1.8%)"
    assert plain(rows(compared(change_percent=18.07), "days")[0].change) == "+1.5 days (+18%)"
    assert plain(rows(compared(change_percent=0.001), "days")[0].change) == "+1.5 days (+0.001%)"


def test_a_comparison_that_is_not_made_says_why():
    gone = compared(withheld_because=Withheld.PARTIAL_PERIOD, change=None, base_value=None)
    row = rows(gone)[0]
    assert (row.withheld, row.change) == (True, "")
    assert row.verdict == "not compared: June 2026 is not complete"
    unknown = compared(
        withheld_because=Withheld.NO_BASE_DATA, base_period=None, base_value=None, change=None
    )
    assert [row.verdict for row in rows(unknown)] == [
        "not compared: the month before has no value",
        "not compared: the month a year ago has no value",
        "not compared: last year to date has no value",
        "not compared: the year before has no value",
    ]
    silent = rows(compared(change=None))[0]
    assert (silent.withheld, silent.verdict) == (True, "not compared")


def test_periods_outside_the_series_are_named_too():
    scored = make_kpi("k", [1.0, 2.0])
    assert period_names.name_of(scored, "2020-06") == "June 2020"
    assert period_names.name_of(scored, "P7") == "P7"
    assert period_names.name_of(scored, None) == ""
    assert period_names.name_of(replace(scored, series=()), "2020-06") == "2020-06"


@pytest.mark.parametrize(
    ("variation", "capability", "status", "claim"),
    [
        ("improving", "misses", "off_target", "K improved but missed the target"),
        ("worsening", "hits", "on_target", "K worsened but met the target"),
        (
            "worsening",
            "misses",
            "at_risk",
            "K worsened and missed the target, within its margin",
        ),
        (
            "steady",
            "hits",
            "on_target",
            "K held steady and met the target, as it should every month",
        ),
        (
            "steady",
            "hit_and_miss",
            "on_target",
            "K held steady and met the target, as in 9 of the last 15 months",
        ),
        (
            "steady",
            "misses",
            "off_target",
            "K held steady and missed the target, which its limits do not reach",
        ),
        (
            "steady",
            "hit_and_miss",
            "at_risk",
            "K held steady and missed the target, within its margin, as in 6 of the last 15 months",
        ),
        ("steady", None, "off_target", "K held steady and missed the target"),
        ("down", None, "off_target", "K fell and missed the target"),
        ("up", None, "no_target", "K rose"),
    ],
)
def test_claims(variation, capability, status, claim):
    found = Capability(capability) if capability else None
    scored = replace(signalled(Variation(variation), found), status=Status(status))
    assert sentences.claim(scored, "June 2026") == claim


@pytest.mark.parametrize(
    ("values", "status", "claim"),
    [
        ([2.0] * 15, "on_target", "K met the target"),
        ([2.0] * 15, "no_target", "K has no target"),
        (
            [1.0, 2.0],
            "on_target",
            "K met the target; too early to tell whether it is changing",
        ),
        ([1.0, 2.0], "no_target", "K: too early to tell whether it is changing"),
    ],
)
def test_claims_without_a_signal(values, status, claim):
    scored = replace(all_alike(values), status=Status(status))
    scored = replace(scored, signal=Signal(Variation.NO_SIGNAL_POSSIBLE))
    assert sentences.claim(scored, "June 2026") == claim


def test_too_small_a_base_is_not_judged():
    said = only(make_kpi("k", WAVE, target=40.0, base=12, minimum_base=30))
    assert said.claim == "K: too small a base to judge"
    assert said.status.short == "Small base"
    assert said.sentence == (
        "K stood at 49.5% in June 2026: not judged, because the base is too small "
        "(n = 12, fewer than the 30 needed)."
    )
    assert said.warnings == (
        "The base is too small to be judged: n = 12, fewer than the 30 needed.",
    )
    assert said.points[-1].status == "Small base"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (None, "–"),
        (Target(90.0), "90.0%"),
        (Target(low=4.0), "at least 4.0%"),
        (Target(high=6.0), "at most 6.0%"),
        (Target(), "–"),
        (Target(90.25), "90.25%"),
    ],
)
def test_targets(target, text):
    scored = replace(make_kpi("k", WAVE), target=target)
    shown = Shown.of(scored, GB)
    assert shown.target(target) == shown.brief_target(target) == text


def test_a_range_of_days_names_its_unit_once():
    target = Target(low=4.0, high=6.0)
    shown = Shown.of(make_kpi("k", WAVE, unit="days"), GB)
    assert plain(shown.target(target)) == "4.0 to 6.0 days"
    assert plain(shown.brief_target(target)) == "4.0–6.0 d"
    assert shown.bare_target(target) == "4.0 to 6.0"


@pytest.mark.parametrize(
    ("unit", "low", "text", "brief"),
    [
        ("percent", 4.0, "4.0% to 6.0%", "4.0–6.0%"),
        ("currency", 4.0, "£4.0 to £6.0", "£4.0–£6.0"),
        ("stars", -4.0, "−4.0 to 6.0 stars", "−4.0 to 6.0"),
    ],
)
def test_a_range_is_shorter_in_a_column(unit, low, text, brief):
    target = Target(low=low, high=6.0)
    shown = Shown.of(make_kpi("k", WAVE, unit=unit), GB)
    assert plain(shown.target(target)) == text
    assert plain(shown.brief_target(target)) == brief


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "K stood at 5.0% in June 2026, within the target range of 4.0% to 6.0%: on target."),
        (
            6.5,
            "K stood at 6.5% in June 2026, 0.5 points above the target range of 4.0% to 6.0%: "
            "off target.",
        ),
    ],
)
def test_ranges_in_a_sentence(value, text):
    scored = make_kpi(
        "k", [*WAVE[:-1], value], polarity=Polarity.IN_RANGE, target=Target(low=4.0, high=6.0)
    )
    assert plain(only(scored).sentence).startswith(text)


def test_level_with_the_target():
    scored = make_kpi("k", [*WAVE[:-1], 50.0], target=50.0)
    assert only(scored).sentence.startswith(
        "K stood at 50.0% in June 2026, level with the target of 50.0%: on target."
    )
    assert only(scored).gap == "0.0"


@pytest.mark.parametrize(
    ("rule", "value", "text"),
    [
        (Rule.OUTSIDE, 60.0, "June 2026 lies above the upper limit of 52.0%"),
        (Rule.OUTSIDE, 40.0, "June 2026 lies below the lower limit of 48.0%"),
        (Rule.TREND, 51.0, "7 or more months in a row rise"),
        (Rule.TREND, 50.4, "7 or more months in a row fall"),
        (Rule.NEAR_LIMIT, 51.9, "2 of 3 months in a row lie near the upper limit of 52.0%"),
        (Rule.RUN, 49.0, "7 or more months in a row lie below the mean of 50.0%"),
        (None, 51.0, "June 2026 meets a rule of the control chart"),
    ],
)
def test_the_rule_that_is_met(rule, value, text):
    scored = make_kpi("k", [*WAVE[:-1], value])
    signal = Signal(
        Variation.IMPROVING, None, (rule,) if rule else (), Limits(50.0, 48.0, 52.0), points=15
    )
    scored = replace(scored, signal=replace(signal, since="2026-06"))
    shown = Shown.of(scored, GB)
    assert signals.signal_sentence(scored, shown) == f"{text}: an improvement."
    lasting = replace(scored, signal=replace(signal, since="2026-01"))
    assert signals.signal_sentence(lasting, shown).endswith(": an improvement since January 2026.")


@pytest.mark.parametrize(
    ("variation", "capability", "status", "text"),
    [
        (
            "steady",
            "hits",
            "on_target",
            "At this level the target of 50.0% should be met every month; "
            "it was met in 9 of the last 15 months.",
        ),
        (
            "steady",
            "hit_and_miss",
            "on_target",
            "The target of 50.0% was met in 9 of the last 15 months; the limits reach above it.",
        ),
        (
            "steady",
            "misses",
            "off_target",
            "Without a change the target of 50.0% will be missed; "
            "it was met in 9 of the last 15 months.",
        ),
        (
            "improving",
            "hit_and_miss",
            "on_target",
            "The limits so far, 46.7% to 53.3%, take in the target of 50.0%.",
        ),
        ("improving", "misses", "on_target", "lie on the bad side of the target of 50.0%."),
        ("worsening", "hits", "off_target", "lie on the good side of the target of 50.0%."),
        # A value that does not count may stand against what the limits say.
        ("steady", "misses", "on_target", "lie on the bad side of the target of 50.0%."),
        ("steady", "hits", "off_target", "lie on the good side of the target of 50.0%."),
    ],
)
def test_what_the_limits_mean_for_the_target(variation, capability, status, text):
    scored = signalled(Variation(variation), Capability(capability))
    scored = replace(scored, status=Status(status))
    assert signals.signal_sentence(scored, Shown.of(scored, GB)).endswith(text)


@pytest.mark.parametrize(
    ("capability", "steady", "moving"),
    [
        ("hits", "expected to meet it every month", "by its limits so far"),
        ("hit_and_miss", "the target lies within its limits", "by its limits so far"),
        ("misses", "will miss it without a change", "by its limits so far"),
    ],
)
def test_capability(capability, steady, moving):
    found = Capability(capability)
    words = [
        verdicts.capability(signalled(variation, found))
        for variation in (Variation.STEADY, Variation.WORSENING)
    ]
    short = judgements.CAPABILITY[found]
    assert [word.long for word in words] == [f"{short}: {steady}", f"{short}: {moving}"]
    assert {word.short for word in words} == {short}


def test_an_ignored_value_is_not_what_the_signal_is_about():
    scored = make_kpi("k", [*WAVE, 70.0], baseline=15)
    signal = replace(scored.signal, variation=Variation.STEADY, rules=())
    scored = with_marks(replace(scored, signal=signal), ignore=(Ignored("2026-06", "Strike"),))
    said = only(scored)
    assert said.signal_sentence.startswith(
        "June 2026 is not counted: Strike. May 2026 lies within the limits of "
    )
    assert {point.note for point in said.points} == {"", "not counted: Strike"}


def test_a_value_of_a_month_not_complete_is_not_what_the_signal_is_about():
    scored = make_kpi("k", [*WAVE, 70.0], baseline=15)
    last = replace(scored.series[-1], point=None, rules=(), complete=False)
    signal = replace(scored.signal, variation=Variation.STEADY, rules=())
    scored = replace(scored, series=(*scored.series[:-1], last), signal=signal, complete=False)
    said = only(scored)
    assert said.signal_sentence.startswith("June 2026 is not complete. May 2026 lies within ")
    assert said.points[-1].note == "not complete"
    assert said.warnings == ("June 2026 is not complete.",)


def test_no_point_no_sentence():
    scored = make_kpi("k", WAVE)
    series = tuple(replace(p, point=None) for p in scored.series)
    assert signals.signal_sentence(replace(scored, series=series), Shown.of(scored, GB)) == ""


def test_no_rule_outside_the_limits_is_ordinary_variation():
    scored = make_kpi("k", WAVE)
    signal = replace(scored.signal, limits=Limits(60.0, 59.0, 61.0))
    said = signals.signal_sentence(replace(scored, signal=signal), Shown.of(scored, GB))
    assert said == "June 2026 meets no rule: ordinary variation."


def all_alike(values):
    """Return a KPI whose values score found all alike: ordinary points without limits."""
    scored = make_kpi("k", values)
    common = PointType.COMMON_CAUSE
    return replace(
        scored, series=tuple(replace(p, point=common, limits=None) for p in scored.series)
    )


@pytest.mark.parametrize(
    ("scored", "why"),
    [
        (make_kpi("k", [None]), "there are no data"),
        (make_kpi("k", [1.0, 2.0, None]), "the latest month has no value"),
        (all_alike([2.0] * 5), "every value is the same"),
        # Level within the rounding of sums, as score has it.
        (all_alike([1.0, 1.0 + 1e-13] * 3), "every value is the same"),
        (make_kpi("k", [1.0, None, 2.0, None, 3.0]), "too few months stand next to each other"),
        (make_kpi("k", [1.0, 2.0], base=3, minimum_base=9), "the base is too small"),
    ],
)
def test_why_no_signal_is_possible(scored, why):
    scored = replace(scored, signal=Signal(Variation.NO_SIGNAL_POSSIBLE))
    assert judgements.no_signal(scored) == why
    assert verdicts.variation(scored).long == f"Change cannot be judged: {why}"


def test_a_rolling_window_is_not_charted():
    scored = make_kpi("k", WAVE)
    scored = replace(scored, kpi=replace(scored.kpi, window=3))
    assert judgements.no_signal(scored) == "a rolling window is not control-charted"


def test_a_formula_of_rolling_windows_is_told_like_them():
    scored = make_kpi("k", WAVE)
    plain = Signal(Variation.NO_SIGNAL_POSSIBLE, chart=ChartKind.NONE)
    scored = replace(scored, signal=plain)
    assert judgements.no_signal(scored) == "a rolling window is not control-charted"
    scored = replace(scored, kpi=replace(scored.kpi, chart=ChartKind.NONE))
    assert judgements.no_signal(scored) == "its definition asks for no control chart"


@pytest.mark.parametrize(
    ("small", "where"),
    [((True, False), "Trust"), ((True, True), "Trust and Ease"), ((), "a KPI of its formula")],
)
def test_a_formula_names_the_parts_whose_base_is_too_small(small, where):
    scored = make_kpi("k", WAVE, base=None)
    parts = tuple(
        FormulaPart(name, name, 1.0, Status.NO_TARGET, Variation.STEADY, base_too_small=is_small)
        for name, is_small in zip(("Trust", "Ease"), small, strict=False)
    )
    said = only(replace(scored, n=None, base_too_small=True, parts=parts))
    assert said.status.long == f"Not judged: too small a base in {where}"
    assert f"not judged, because of too small a base in {where}." in said.sentence
    assert f"It is not judged: too small a base in {where}." in said.warnings
    assert "None" not in repr(said).replace("=None", "")


def test_too_few_months_since_the_limits_started_again():
    scored = make_kpi("k", WAVE)
    series = (*scored.series[:-2], *(replace(p, limits=None) for p in scored.series[-2:]))
    scored = replace(scored, series=series, signal=Signal(Variation.NO_SIGNAL_POSSIBLE))
    scored = with_marks(scored, (Break("2026-05", "New courier"),))
    assert judgements.no_signal(scored) == (
        "fewer than 3 months count since the limits started again"
    )


@pytest.mark.parametrize(
    ("action", "short", "long"),
    [
        (make_action("a", "k", "t"), "On track", "On track"),
        (make_action("a", "k", "t", ()), "On track", "On track, no due date"),
        (
            make_action("a", "k", "t", (date(2026, 7, 5),)),
            "Overdue",
            "Overdue by 1 day",
        ),
        (
            make_action("a", "k", "t", (date(2026, 5, 1), date(2026, 6, 1), date(2026, 9, 1))),
            "Slipping",
            "Slipping, due date moved twice",
        ),
        (
            make_action("a", "k", "t", tuple(date(2026, m, 1) for m in (5, 6, 8, 9))),
            "Slipping",
            "Slipping, due date moved 3 times",
        ),
        (make_action("a", "k", "t", (), LogStatus.DONE), "Done", "Done"),
        (make_action("a", "k", "t", (), LogStatus.CANCELLED), "Cancelled", "Cancelled"),
    ],
)
def test_where_an_action_stands(action, short, long):
    word = actions.timeliness(action)
    assert (word.short, word.long) == (short, long)


def test_breaks_that_cannot_be_compared_across_say_so():
    apart = Break("2026-05-15", "New survey", comparable=False)
    marks = only(with_marks(make_kpi("k", WAVE), (apart,))).marks
    assert [(m.id, m.label, m.kind, m.sign) for m in marks] == [
        ("2026-05", "New survey", "break", "A")
    ]
    assert marks[0].text.endswith("New survey. Values before and after cannot be compared.")


def test_marks_are_lettered_from_the_left_however_many():
    scored = make_kpi("k", WAVE)
    ignored = tuple(Ignored(point.period.id, "Strike") for point in scored.series[:3])
    many = tuple(Break(scored.series[3].period.id, f"No. {at}") for at in range(25))
    marks = only(with_marks(scored, many, ignored)).marks
    assert [(m.sign, m.kind) for m in marks[:4]] == [
        ("A", "ignored"),
        ("B", "ignored"),
        ("C", "ignored"),
        ("D", "break"),
    ]
    assert [m.sign for m in marks[25:]] == ["Z", "AA", "AB"]


@pytest.mark.parametrize(
    ("period", "values", "at", "text"),
    [
        ("2026-Q2", WAVE, "2026-04", "April to June 2026 are not counted: Strike."),
        ("FY2026-Q3", WAVE, "2025-10", "October to December 2025 are not counted: "),
        ("2025", WAVE, "2025-04", "April to December 2025 are not counted: Strike."),
        ("FY2026", WAVE, "2025-04", "April 2025 to March 2026 are not counted: Strike."),
        ("2026-05-31", WAVE, "2026-05", "May 2026 is not counted: Strike."),
        ("2026-Q2", [*WAVE, None, 50.0, 3.0], "2026-05", "May to June 2026 are not "),
        ("2026-Q2", [*WAVE, None], "2026-04", "April to May 2026 are not counted: "),
        ("2026-06", [*WAVE, None], None, None),
    ],
    ids=["quarter", "fiscal", "year", "years", "day", "gap first", "gap last", "gap"],
)
def test_an_ignored_span_is_marked_once_and_noted_at_each_month(period, values, at, text):
    said = only(with_marks(make_kpi("k", values), ignore=(Ignored(period, "Strike"),)))
    assert [mark.id for mark in said.marks] == ([at] if at else [])
    assert all(mark.text.startswith(text) for mark in said.marks)
    noted = [point.id for point in said.points if point.note == "not counted: Strike"]
    assert noted[:1] == ([at] if at else [])


def test_a_span_ignored_within_another_is_told_apart():
    both = (Ignored("2026-05", "Flood"), Ignored("2026-Q2", "Strike"))
    marks = only(with_marks(make_kpi("k", WAVE), ignore=both)).marks
    assert [(mark.id, mark.sign, mark.label) for mark in marks] == [
        ("2026-04", "A", "Strike"),
        ("2026-05", "B", "Flood"),
    ]


def test_weeks_that_are_ignored_are_told_from_the_first_to_the_last():
    weeks = Calendar(Grain.WEEK)
    scored = make_kpi("k", WAVE, calendar=weeks, last="2026-W26")
    (mark,) = only(with_marks(scored, ignore=(Ignored("2026-05", "Strike"),))).marks
    assert mark.text == ("Week 18 of 2026 to week 22 of 2026 are not counted: Strike.")


def test_rows_left_out_are_noted():
    scored = make_kpi("k", WAVE)
    first = replace(scored.series[0], left_out=1, unknown=2)
    said = only(replace(scored, series=(first, *scored.series[1:])))
    assert (
        said.points[0].note == "1 row left out, lacking a part; 2 rows left out, a blank compared"
    )


def test_a_kpi_without_any_period():
    nothing = Comparison(withheld_because=Withheld.NO_SUCH_PERIOD)
    scored = make_kpi("k", [None])
    scored = replace(scored, period=None, series=(), grain=Grain.QUARTER, stale=True)
    every = replace(scored.comparisons, previous=nothing)
    said = only(replace(scored, comparisons=every))
    assert (said.period, said.span, said.claim) == (
        "June 2026", "quarterly", "K: no data for June 2026",
    )  # fmt: skip
    assert said.warnings == ("The data are late.", "There are no data for June 2026.")
    assert said.comparisons[0].verdict == "not compared: the calendar has no such quarter"


def test_a_single_period():
    assert only(make_kpi("k", [1.0])).span == "monthly, June 2026"


def test_segments_of_all_kinds():
    def row(name, value, status=Status.NO_TARGET, share=0.5, **more):
        return SegmentScore(("r",), (name,), value, 10, None, status, False, share, **more)

    scored = make_kpi("k", WAVE, target=90.0, within=1.0)
    level = replace(scored, segments=(row("A", 5.0), row("B", 5.0)))
    assert only(level).segments[0].sentence == "All stand at 5.0%."
    alone = replace(scored, segments=(row("A", 5.0), row("B", None, Status.NO_DATA)))
    assert only(alone).segments[0].sentence == ""
    assert only(alone).segments[0].rows[1].value == "–"
    tiny = replace(scored, segments=(row("A", 89.96, Status.AT_RISK, 0.001), row("B", 1.0)))
    first, second = only(tiny).segments[0].rows
    assert (first.value, first.status.short, first.share) == ("89.96%", "At risk", "<1%")
    assert second.share == "50%"
    unknown = replace(scored, segments=(replace(row("A", 1.0), share_of_base=None, n=None),))
    assert only(unknown).segments[0].rows[0].share == only(unknown).segments[0].rows[0].base == ""


def test_benchmarks_and_journeys():
    scored = make_kpi("k", WAVE)
    kpi = replace(scored.kpi, benchmark=Benchmark(38.25, "Index"), journey="help")
    said = only(replace(scored, kpi=kpi))
    assert (said.benchmark, said.journey) == ("38.25%, Index", "Get help")
    lost = only(replace(scored, kpi=replace(kpi, journey="elsewhere")))
    assert lost.journey == ""


def test_somebody_who_is_no_owner_is_named_as_written():
    scored = make_kpi("k", WAVE, owner="nobody")
    paper = Paper.of(make_scorecard([scored]))
    said = kpi_said(scored, paper)
    assert (said.owner, said.owner_role) == ("nobody", "")
    assert paper.scorecard.as_of == AS_OF


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("answered_in_60s", "answered in 60s"),
        ("outcome in ('Partly_upheld') and a_b", "outcome in ('Partly_upheld') and a b"),
        ("answers that are “very_good” (q_1)", "answers that are “very_good” (q 1)"),
    ],
)
def test_columns_are_spelt_as_words_and_quotes_stay(text, words):
    assert measures.spelt(text) == words
