"""How panels are dealt out to pages, and how high their charts become."""

from itertools import pairwise

import pytest

from cxscore.model.outline import Heading, Paper
from cxscore.rendering.charts.sizes import PANEL_PRINTED, PANEL_WIDTH
from cxscore.rendering.sections.first_page import MILLIMETRE, SHEETS
from cxscore.rendering.sections.panel_heights import (
    ENDS,
    LEAST,
    MOST,
    SPARE,
    Needed,
    chart_heights,
    part_of,
)
from cxscore.rendering.sections.panels import ON_SCREEN
from tests.rendering.builders import make_kpi, make_scorecard, page_of, wave

ORDINARY = Needed(above=40.0, beside=60.0, below=20.0, chart=1.0)
WORDY = Needed(above=40.0, beside=300.0, below=20.0, chart=1.0)
BARE = Needed(above=40.0, beside=60.0, below=20.0, chart=0.0)


def pages(heights):
    """Return how many charts in a row have the same height."""
    counts = [1]
    for one, other in pairwise(heights):
        if one == other:
            counts[-1] += 1
        else:
            counts.append(1)
    return counts


def test_a_chart_takes_what_its_page_leaves_over():
    low = Needed(above=20.0, beside=60.0, below=20.0, chart=1.0)
    for paper in Paper:
        heights = chart_heights([low] * 3, "Band: natural limits.", paper)
        printed = sum(low.at(height) for height in heights)
        # Above them are the heading of the section and a legend of a line.
        room = SHEETS[paper][1] - ENDS - 2 * 1.4 * 8.01 - 4.5 - SPARE
        assert room - 3 < printed <= room


def test_the_height_of_a_panel_is_that_of_its_highest_column():
    assert ORDINARY.at(100) == pytest.approx(40 + 100 * PANEL_PRINTED / PANEL_WIDTH + 20)
    assert WORDY.at(100) == WORDY.at(LEAST) == 340
    assert BARE.at(MOST) == 100


def test_the_lowest_charts_are_as_high_as_can_be():
    """Four panels in two pages are two and two, not three and one."""
    heights = chart_heights([ORDINARY] * 4, "", Paper.A4)
    assert heights == [MOST] * 4


def test_no_more_pages_than_panels_need():
    heights = chart_heights([ORDINARY] * 6, "", Paper.A4)
    assert pages(heights) == [3, 3]
    assert min(heights) >= LEAST


def test_a_panel_higher_than_a_page_has_one():
    giant = Needed(above=600.0, beside=0.0, below=0.0, chart=1.0)
    heights = chart_heights([ORDINARY, giant, ORDINARY], "", Paper.A4)
    assert heights == [MOST, LEAST, MOST]


def test_no_page_is_left_with_room_for_the_next_panel():
    """Else the layout would put it there, and all that follow elsewhere."""
    small = Needed(above=10.0, beside=14.0, below=0.0, chart=0.0)
    panels = [ORDINARY, ORDINARY, small, ORDINARY, ORDINARY]
    heights = chart_heights(panels, "", Paper.A4)
    assert heights[0] == heights[1] == heights[2] < heights[3] == heights[4] == MOST


def test_a_chart_above_a_waterfall_is_lower():
    assert part_of(Needed(0, 0, 0, 0.84), 150) == pytest.approx(126)
    assert part_of(BARE, 150) == 150


def test_limits_that_span_the_lowest_chart_are_two_centimetres_apart():
    signs, head, axis, air = 13.0, 3.0, 14.0, 6.0
    band = (LEAST - signs - head - axis - air) * PANEL_PRINTED / PANEL_WIDTH
    assert band >= 20 * MILLIMETRE


@pytest.mark.parametrize("paper", list(Paper))
def test_charts_are_drawn_as_high_as_their_page_has_room_for(paper):
    kpis = [make_kpi(f"k{at}", wave(50, 0, 14), target=99.0) for at in range(13)]
    page = page_of(make_scorecard(kpis, heading=Heading("T", paper=paper)))
    drawn = [
        float(panel.chart.split('viewBox="0 0 342 ')[1].split('"')[0]) for panel in page.panels
    ]
    assert pages(drawn) == [3, 4, 6], "four on the second page, else three"
    assert LEAST < min(drawn) < max(drawn) < MOST


def test_a_short_paper_has_charts_of_the_least_height():
    """Its panels begin wherever the table ends."""
    page = page_of(make_scorecard([make_kpi("k", wave(50, 0, 14), target=99.0)]))
    assert f"342 {LEAST:g}" in page.panels[0].chart


def test_a_screen_has_higher_charts():
    page = page_of(make_scorecard([make_kpi("k", wave(50, 0, 14), target=99.0)]))
    assert f"342 {ON_SCREEN:g}" in page.panels[0].tall
    kpis = [make_kpi(f"k{at}", wave(50, 0, 14), target=99.0) for at in range(13)]
    roomy = page_of(make_scorecard(kpis)).panels[0]
    assert roomy.tall == roomy.chart
