"""What is said in place of a chart that would show nothing."""

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.kpi import Break, Ignored, TargetStep
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import say
from cxscore.rendering.words.beyond import beyond_said
from cxscore.rendering.words.no_chart import no_chart
from tests.rendering.builders import page_of
from tests.score import made


def card_of(numbers, last="2026-06", **more):
    kpi = made.kpi(name="Breaches", **{"unit": "count", "decimals": 0, **more})
    return made.scorecard(made.definition(kpi), made.values(last, numbers))


def told(numbers, last="2026-06", **more):
    return no_chart(card_of(numbers, last, **more).kpis[0], Numbers())


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        pytest.param([None], "It has no value so far.", id="none"),
        pytest.param([12.0], "One month so far: 12 in June 2026.", id="one"),
        pytest.param(
            [41.0, 43.0], "Two months so far: 41 in May 2026 and 43 in June 2026.", id="two"
        ),
        pytest.param(
            [41.0, 41.0], "Two months so far: 41 in May 2026 and 41 in June 2026.", id="two alike"
        ),
        pytest.param(
            [41.0, None, 43.0],
            "Two months with a value: 41 in April 2026 and 43 in June 2026.",
            id="a gap",
        ),
        pytest.param([0.0] * 36, "It has been 0 every month since July 2023.", id="always 0"),
        pytest.param(
            [7.0, None, 7.0, 7.0],
            "It has been 7 in each of 3 months that have a value since March 2026.",
            id="alike with a gap",
        ),
        pytest.param([7.0, 7.0, 7.1], "", id="a chart"),
        pytest.param(
            [0.1 + 0.2, 0.3, 0.3], "It has been 0 every month since April 2026.", id="bits"
        ),
    ],
)
def test_in_place_of_a_chart(numbers, text):
    assert told(numbers) == text


def test_what_has_ended_is_told_as_ended():
    assert told([5.0, 5.0, 5.0], "2026-04").startswith("It was 5 every month from February 2026 to")
    assert told([4.0, 5.0], "2026-04").startswith("Two months with a value: 4 in March 2026 and 5")


def test_values_have_their_unit_and_the_decimals_that_their_target_asks_for():
    steps = (TargetStep(value=90.0),)
    found = told([89.96, 95.0], unit="percent", decimals=1, target=steps)
    assert found == "Two months so far: 89.96% in May 2026 and 95.0% in June 2026."


def test_other_grains_have_their_own_nouns():
    calendar = Calendar(Grain.QUARTER, 4)
    kpi = made.kpi(unit="count", decimals=0)
    facts = made.facts(calendar, "FY2027-Q1", [made.value_parts(3.0)] * 4)
    defined = made.definition(kpi, calendar=calendar)
    scored = made.scorecard(defined, facts, "FY2027-Q1").kpis[0]
    assert no_chart(scored, Numbers()) == "It has been 3 every quarter since FY2026 Q2."


def test_the_page_says_it_where_the_chart_would_be_and_keeps_the_numbers():
    card = card_of([0.0] * 12, breaks=(Break("2026-01", "New register"),))
    page = page_of(card)
    panel = page.panels[0]
    assert panel.chart == ""
    assert panel.no_chart == "It has been 0 every month since July 2025."
    assert panel.has_values
    drawn = page_of(card_of([0.0, 1.0, 2.0])).panels[0]
    assert drawn.chart.startswith("<svg")
    assert drawn.no_chart == ""
    empty = page_of(card_of([None])).panels[0]
    assert not empty.has_values


def test_what_is_ignored_counts_as_a_value_that_differs():
    values = [5.0] * 6 + [90.0] + [5.0] * 6
    assert told(values, ignore=(Ignored("2025-12", "Strike"),)) == ""


def test_points_beyond_the_axis_are_named_and_many_counted():
    points = say(card_of([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])).kpis["k"].points
    assert beyond_said(points[:0]) == ""
    assert beyond_said(points[:1]) == "January 2026 (1.0) lies beyond the axis"
    assert beyond_said(points).endswith("April 2026 (4) and 2 others lie beyond the axis")
