"""Events on the charts: one number in the whole paper, and those of all KPIs told once."""

import json
import re
from datetime import date

import pytest

from cxscore.model.kpi import TargetStep
from cxscore.model.registers import Event, Written
from cxscore.rendering import render
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import say
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import page_of
from tests.score import made

LEVEL = [10.0, 11.0, 9.0] * 5
EVENTS = (
    Event(date(2026, 2, 16), "Prices raised"),
    Event(date(2025, 11, 24), "Carlisle moves", "b"),
    Event(date(2026, 1, 5), "New courier", "a"),
    Event(date(2026, 5, 4), "Of a KPI that is not there", "z"),
    Event(date(2019, 1, 1), "Before the charts"),
)


@pytest.fixture(scope="module")
def card():
    # Short of their targets: what calls for nothing has no room for events on paper.
    high = (TargetStep(None, 20.0),)
    kpis = (
        made.kpi(id="a", name="Waiting", target=high),
        made.kpi(id="b", name="Moaning", target=high),
    )
    found = [*made.values("2026-06", LEVEL, "a"), *made.values("2026-06", LEVEL, "b")]
    return made.scorecard(made.definition(*kpis), found, written=Written(events=EVENTS))


def marks(card, key):
    return [(mark.sign, mark.label, mark.shared) for mark in say(card).kpis[key].marks]


def test_they_are_numbered_in_order_of_time_over_all_charts(card):
    assert marks(card, "a") == [("2", "New courier", False), ("3", "Prices raised", True)]
    assert marks(card, "b") == [("1", "Carlisle moves", False), ("3", "Prices raised", True)]


def test_only_what_stands_on_a_chart_has_a_number(card):
    paper = Paper.of(card)
    assert paper.event_numbers == {
        (date(2025, 11, 24), "Carlisle moves"): 1,
        (date(2026, 1, 5), "New courier"): 2,
        (date(2026, 2, 16), "Prices raised"): 3,
    }
    assert paper.sign(EVENTS[0]) == "3"


def test_those_of_all_kpis_are_told_once_a_page(card):
    (mark,) = page_of(card).events
    assert (mark.sign, mark.text.replace("\N{NO-BREAK SPACE}", " ")) == (
        "3",
        "16 February 2026: Prices raised.",
    )


@pytest.mark.parametrize(("for_paper", "times"), [(True, 1), (False, 3)])
def test_paper_lists_them_above_the_panels_and_a_screen_beside_each_chart_too(
    card, for_paper, times
):
    html = fill_templates(Pack(card), for_paper=for_paper)
    detail = re.search(r'<section id="detail".*?</section>', html, re.DOTALL)[0]
    assert detail.count("Prices raised.") == times
    assert detail.count("New courier.") == 1
    assert '<b class="m-event">3</b>' in detail.partition("<article")[0]


def test_the_json_has_the_numbers_of_the_charts(card):
    first, second = json.loads(render(card, "json"))["kpis"]
    assert [each["number"] for each in first["events"]] == [2, 3]
    assert [(each["number"], each["title"]) for each in second["events"]] == [
        (1, "Carlisle moves"),
        (3, "Prices raised"),
    ]
