"""badge.svg: a count, a colour that can be read on, and words for who cannot see it."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from cxscore.calendar import Grain
from cxscore.model.choices import Polarity
from cxscore.rendering import render
from cxscore.rendering.badge_format import LABEL, NEUTRAL, OFF, ON, WATCH
from tests.rendering.builders import make_kpi, make_scorecard, wave
from tests.rendering.papers import northwind

SVG = "{http://www.w3.org/2000/svg}"


def read(card):
    return ET.fromstring(render(card, "badge").decode())


def said(root):
    return root.find(f"{SVG}title").text


def colour(root):
    return root.find(f"{SVG}rect").get("fill")


def cards(*statuses):
    """Return a scorecard whose KPIs stand at, just short of, and far from their target."""
    values = {"on": 60.0, "watch": 49.0, "off": 20.0, "none": 50.0}
    return make_scorecard(
        [
            make_kpi(
                f"k{at}",
                [*wave(50, 0, 12), values[status]],
                target=None if status == "none" else 50,
                within=2,
                polarity=Polarity.HIGHER_IS_BETTER,
            )
            for at, status in enumerate(statuses)
        ]
    )


def test_the_sample():
    root = read(northwind())
    assert said(root) == "CX 10 of 21 on target, June 2026"
    assert [text.text for text in root.iter(f"{SVG}text")] == ["CX", "10 of 21 on target"]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")


@pytest.mark.parametrize(
    ("statuses", "count", "ground"),
    [
        (("on", "on", "none"), "2 of 2 on target", ON),
        (("on", "watch"), "1 of 2 on target", WATCH),
        (("on", "watch", "off"), "1 of 3 on target", OFF),
        (("none",), "not judged", NEUTRAL),
        ((), "no KPI", NEUTRAL),
    ],
)
def test_count_and_colour(statuses, count, ground):
    root = read(cards(*statuses))
    assert said(root) == f"CX {count}, June 2026"
    assert colour(root) == ground


def test_late_data_are_said_and_have_no_colour():
    card = cards("on", "off")
    late = replace(card, kpis=(card.kpis[0], replace(card.kpis[1], stale=True)))
    assert said(read(late)) == "CX 1 of 2 on target, data late, June 2026"
    assert colour(read(late)) == NEUTRAL


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", [LABEL, ON, WATCH, OFF, NEUTRAL])
def test_white_can_be_read_on_it(ground):
    assert 1.05 / (luminance(ground) + 0.05) > 5


def test_it_is_as_wide_as_its_letters(browser):
    page = browser.new_page()
    page.set_content(render(northwind(), "badge").decode())
    boxes = page.evaluate(
        "[...document.querySelectorAll('text')].map(t => { const b = t.getBBox();"
        " t.removeAttribute('textLength'); const own = t.getComputedTextLength();"
        " return [b.x, b.x + b.width, b.width, own] })"
    )
    svg = page.evaluate("document.querySelector('svg').getBBox().width")
    page.close()
    (start, _, *_), (_, end, *_) = boxes
    assert start >= 5
    assert svg - end >= 5
    # Where the font is another one, its letters are set a little closer or wider.
    for *_, width, own in boxes:
        assert width == pytest.approx(own, rel=0.12)


def test_a_period_of_ones_own_is_text():
    card = cards("on")
    period = replace(card.period, grain=Grain.LISTED, id='<b>&"\x07')
    root = read(replace(card, period=period))
    assert not list(root.find(f"{SVG}title"))
    assert not re.search("[\x00-\x08]", render(replace(card, period=period), "badge").decode())
