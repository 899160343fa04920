"""What is said of intervals: their level, their methods, and why there is none."""

import pytest

from cxscore.model.kpi import Population
from cxscore.model.measured import Parts
from cxscore.model.measures import Mean, Nps, Percentile, Share
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of
from tests.rendering.builders import notes_in
from tests.score import made

NPS, MEAN, SHARE = Nps("s"), Mean("s"), Share("s")
SCORES = [made.nps_parts(1268, 935, 447), made.nps_parts(1436, 968, 342)]
SHARES = [made.share_parts(90, 1000), made.share_parts(120, 1000)]


def said(parts, measure, **more):
    one = made.kpi(measure, **more)
    scorecard = made.scorecard(made.definition(one), made.monthly("2026-06", parts))
    return Pack(scorecard)


def note(found, title):
    return notes_in(found.once(page_of)).get(title, "")


@pytest.mark.parametrize(
    ("level", "told", "between"),
    [(0.95, "95%", "+37 to +42"), (0.9, "90%", "+38 to +42"), (0.999, "99.9%", "+35 to +44")],
)
def test_the_level_is_said_wherever_there_is_an_interval(level, told, between):
    found = said(SCORES, NPS, level=level)
    assert found.said.kpis["k"].interval == f"{between} ({told})"
    assert found.said.kpis["k"].level == told
    assert f"have {told} intervals: adjusted Wald for net promoter scores" in note(
        found, "Intervals"
    )


@pytest.mark.parametrize(
    ("level", "odds"),
    [
        (0.95, "in fewer than 1 case in 20."),
        (0.99, "in fewer than 1 case in 100."),
        (0.85, "in fewer than 15 cases in 100."),
    ],
)
def test_more_than_chance_follows_the_level(level, odds):
    assert odds in note(said(SHARES, SHARE, level=level), "Comparisons")


def test_two_levels_are_both_said():
    kpis = made.kpi(SHARE), made.kpi(SHARE, id="l", level=0.99)
    facts = [*made.monthly("2026-06", SHARES), *made.monthly("2026-06", SHARES, name="l")]
    found = Pack(made.scorecard(made.definition(*kpis), facts))
    assert "1 case in 20 or fewer than 1 case in 100. Which of them" in note(found, "Comparisons")
    assert "have 95% and 99% intervals" in note(found, "Intervals")


def test_where_a_change_lies():
    found = said(SCORES, NPS).said.kpis["k"].comparisons[0]
    assert (found.change, found.verdict) == ("+9\xa0points", "beyond sampling error")
    assert (found.interval, found.beyond) == ("+5\xa0to\xa0+13", True)
    found = said(SHARES, SHARE, level=0.99).said.kpis["k"].comparisons[0]
    assert (found.verdict, found.beyond) == ("within sampling error", False)
    assert found.interval == "−0.5\xa0to\xa0+6.6"


def test_an_interval_that_says_the_opposite_of_the_test_is_kept_back():
    # Both tests are right at their own edge: z is just significant, Newcombe's interval holds 0.
    parts = [made.share_parts(0, 4), made.share_parts(4, 7)]
    for level in [at / 1000 for at in range(800, 990)]:
        scored = made.scored(made.kpi(SHARE, level=level), made.monthly("2026-06", parts))
        compared = scored.comparisons.previous
        if compared.significant is (compared.change_low <= 0):
            break
    else:
        raise AssertionError("the two never differ")
    compared = said(parts, SHARE, level=level).said.kpis["k"].comparisons[0]
    assert compared.verdict in ("beyond sampling error", "within sampling error")
    assert compared.interval == ""


@pytest.mark.parametrize(
    ("measure", "parts", "told"),
    [
        (MEAN, made.mean_parts([4.0]), "No interval: 1 answer is too few for one at 95%."),
        (
            Percentile("v", 50.0),
            Parts(5, value=3.0),
            "No interval: 5 answers are too few for one at 95%.",
        ),
        (
            Mean(sum="a", count="b"),
            Parts(5, 7.0, 5.0),
            "No interval: the source gives averages only.",
        ),
        (
            SHARE,
            Parts(800, 7.5, 800.25),
            "No interval: this is a share of amounts, not of answers.",
        ),
    ],
    ids=["one-answer", "few-for-a-median", "added-up", "amounts"],
)
def test_why_there_is_no_interval(measure, parts, told):
    found = said([parts], measure)
    assert found.said.kpis["k"].interval == ""
    assert told in found.said.kpis["k"].findings
    assert note(found, "Intervals") == ""


def test_medians_are_ranked_and_their_changes_not_tested():
    parts = Parts(40, value=6.0, rank_low=5.0, rank_high=8.5)
    found = said([parts, parts], Percentile("v", 50.0))
    assert "by rank for medians" in note(found, "Intervals")
    assert "Changes of medians and percentiles are not tested: K." in note(found, "Comparisons")


def test_a_finite_population_is_named():
    found = said(SCORES, NPS, population=Population(5000))
    assert "Narrower, for a finite population: K." in note(found, "Intervals")
