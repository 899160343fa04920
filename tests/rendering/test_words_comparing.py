"""Comparisons in words: why one is not made, what a test asks, and targets ahead in full."""

import re

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.kpi import TargetStep
from cxscore.model.measures import Nps, Share
from cxscore.rendering.words import say
from tests.score import made


def said(parts, history=36, **more):
    one = made.kpi(Share("s"), name="Pleased", **more)
    card = made.scorecard(made.definition(one, history=history), made.monthly("2026-06", parts))
    return say(card).kpis["k"]


def verdicts(parts, **more):
    return [row.verdict for row in said(parts, **more).comparisons]


def shares(*percents, of=100):
    return [None if each is None else made.share_parts(each, of) for each in percents]


def test_what_has_no_past_says_when_its_data_begin():
    assert verdicts(shares(60, 61, 62))[1:] == ["not compared: no data before April 2026"] * 3


def test_a_gap_is_a_gap():
    months = [60.0] * 30
    months[20] = None
    found = verdicts(shares(*months))
    assert found[3] == "not compared: a month in between has no value"
    assert not any("no data before" in text for text in found)


def test_a_series_that_is_cut_does_not_begin_with_the_data():
    months = [60.0] * 20
    months[2] = None
    assert not any("no data before" in text for text in verdicts(shares(*months), history=6))


def test_a_test_of_two_values_has_words_of_its_own():
    months = [60, 61, 59, 60, 62, 58] * 4
    rows = said(shares(*months, 60, 90, of=1000)).comparisons
    assert (rows[0].verdict, rows[0].beyond) == ("beyond sampling error", True)
    alike = said(shares(*months, 60, 61, of=1000)).comparisons
    assert (alike[0].verdict, alike[0].beyond) == ("within sampling error", False)
    assert not any("chance" in row.verdict for row in (*rows, *alike))


@pytest.mark.parametrize(
    ("measure", "step", "text"),
    [
        (Nps("n"), 44.5, "September 2026 target of +44.5"),
        (Share("s"), 54.25, "September 2026 target of 54.25%"),
        (Share("s"), 24.75, "September 2026 target of 24.75%"),
        (Share("s"), 44.0, "September 2026 target of 44.0%"),
    ],
)
def test_a_target_ahead_is_written_in_full(measure, step, text):
    one = made.kpi(
        measure, target=(TargetStep(value=40.0), TargetStep(start="2026-09", value=step))
    )
    values = [62, 66, 64, 65, 63, 61, 65] * 4
    parts = [
        made.nps_parts(value, 14, 86 - value)
        if isinstance(measure, Nps)
        else made.share_parts(value, 100)
        for value in values
    ]
    found = say(made.scorecard(made.definition(one), made.monthly("2026-06", parts))).kpis["k"]
    forecast = found.forecast_sentence.replace("\u00a0", " ")
    assert re.match(rf"(On course for the|The) {re.escape(text)}(\. | is in doubt)", forecast)


def test_warnings_stand_where_the_report_is_maintained_and_not_in_the_panel():
    from dataclasses import replace

    from cxscore.problems import Problem, Severity
    from cxscore.rendering.sections import lay_out_page

    warning = Problem(
        "calls.csv", 3, 1, "CX231", "a day is missing", Severity.WARNING, subject=("kpis", "k")
    )
    one = made.kpi(Share("s"), minimum_base=200)
    card = made.scorecard(made.definition(one), made.monthly("2026-06", shares(60, 61)))
    scored = replace(card.kpis[0], warnings=(warning,))
    card = replace(card, kpis=(scored,), problems=(warning,))
    words = say(card)
    line = "calls.csv:3:1: a day is missing"
    assert words.kpis["k"].notices == (
        "The base is too small to be judged: n = 100, fewer than the 200 needed.",
    )
    assert words.kpis["k"].warnings == (*words.kpis["k"].notices, f"{line}.")
    assert lay_out_page(card, words).method.maintenance[0] == line


def test_the_brief_words_of_a_row():
    months = [60, 61, 59, 60, 62, 58] * 4
    rows = said(shares(*months, 60, 90, of=1000)).comparisons
    assert [row.brief for row in rows] == [
        "Month before", "Year ago", "Year to date", "Trailing year",
    ]  # fmt: skip
    assert (rows[0].step, rows[0].base_bare) == ("+3.0", "6.0%")
    assert rows[0].interval.replace("\u00a0", " ") == "+0.7 to +5.3"
    days = made.kpi(unit="days", decimals=1)
    values = made.values("2026-06", [5.0, 5.0, 6.5])
    row = say(made.scorecard(made.definition(days), values)).kpis["k"].comparisons[0]
    assert (row.step, row.base_bare, row.base) == ("+1.5", "5.0", "5.0\u00a0days")
    still = say(made.scorecard(made.definition(days), made.values("2026-06", [5.0] * 3)))
    assert still.kpis["k"].comparisons[0].step == "0"


def test_what_repeats_another_comparison_is_told_once():
    """At the end of the fiscal year the year to date is the trailing year."""
    one = made.kpi(Share("s"), name="Pleased")
    parts = shares(*[60, 61, 59, 60, 62, 57, 55] * 4)
    calendar = Calendar(Grain.MONTH, 7)
    defined = made.definition(one, calendar=calendar)
    found = say(made.scorecard(defined, made.facts(calendar, "2026-06", parts))).kpis["k"]
    assert [row.brief for row in found.comparisons][2:] == ["Year to date", "Trailing year"]
    assert [row.brief for row in found.compared] == ["Month before", "Year ago", "Year to date"]
    apart = said(parts)
    assert [row.brief for row in apart.compared] == [
        "Month before", "Year ago", "Year to date", "Trailing year",
    ]  # fmt: skip


def test_equal_numbers_of_two_periods_are_two_comparisons():
    """The value of a month before is no answer to what it was a year ago."""
    found = made.values("2026-06", [36.0, *[40.0] * 10, 36.0, 45.0])
    told = say(made.scorecard(made.definition(made.kpi()), found)).kpis["k"].compared
    assert [(row.brief, row.step, row.base_bare) for row in told] == [
        ("Month before", "+9", "36"),
        ("Year ago", "+9", "36"),
    ]


def test_what_is_withheld_says_so_by_reason():
    told = said(shares(60, 61, 62))
    assert told.not_compared == (
        "Year ago, year to date and trailing year: no data before April 2026.",
    )
    assert [row.brief for row in told.compared] == ["Month before"]
    months = [60.0] * 24
    months[22] = None
    gap = said(shares(*months))
    assert gap.not_compared[0] == "Month before: May 2026 has no value."
    assert not set(gap.compared) & {row for row in gap.comparisons if row.withheld}
    assert said(shares(*[60, 61, 62, 63] * 7)).not_compared == ()
