"""Drawings as pictures in dots: what the page shows, for programs that show no SVG."""

import io
from math import dist

import numpy as np
import pytest
from PIL import Image

from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.png import as_png
from cxscore.rendering.charts.svg import BREAK, Sheet


def painted(sheet, scale=2.0):
    return Image.open(io.BytesIO(as_png(sheet.svg("A drawing", "x"), scale))).convert("RGB")


def rgb(colour):
    return tuple(int(colour.value[at : at + 2], 16) for at in (1, 3, 5))


def near(picture, x, y, colour):
    """Return whether the dot at a place of the sheet has about that colour."""
    return dist(picture.getpixel((round(2 * x), round(2 * y))), rgb(colour)) < 12


def test_it_has_as_many_dots_as_are_asked_for():
    sheet = Sheet(60, 40)
    assert painted(sheet, 2.0).size == (120, 80)
    assert painted(sheet, 3.0).size == (180, 120)
    more = as_png(sheet.svg("A drawing", "x"), 2.0, below=5)
    assert Image.open(io.BytesIO(more)).size == (120, 90)


def test_areas_and_lines_lie_where_they_are_drawn_and_later_ones_cover_earlier():
    sheet = Sheet(60, 40)
    sheet.box(10, 10, 50, 30, Colour.BAND)
    sheet.line([(0, 20), (60, 20)], Colour.BAD, 4)
    picture = painted(sheet)
    assert near(picture, 30, 12, Colour.BAND) and near(picture, 30, 20, Colour.BAD)
    assert near(picture, 5, 12, Colour.PAPER) and near(picture, 30, 35, Colour.PAPER)


def test_the_ground_is_white():
    sheet = Sheet(60, 40)
    sheet.text(5, 20, "Target 95.0%", Colour.ACCENT, 9, weight=600)
    assert painted(sheet).getpixel((1, 1)) == (255, 255, 255)


def test_a_break_lifts_the_pen():
    sheet = Sheet(60, 40)
    sheet.line([(0, 20), (20, 20), BREAK, (40, 20), (60, 20)], Colour.INK, 4)
    picture = painted(sheet)
    assert [near(picture, x, 20, Colour.INK) for x in (10, 30, 50)] == [True, False, True]


def test_a_dashed_line_is_off_as_long_as_it_says():
    sheet = Sheet(60, 40)
    sheet.line([(0, 20), (15, 20), (60, 20)], Colour.INK, 4, dashes=(10, 5))
    picture = painted(sheet)
    on = [near(picture, x, 20, Colour.INK) for x in (5, 12, 20, 27, 35, 42)]
    assert on == [True, False] * 3


@pytest.mark.parametrize(("square", "corner"), [(True, Colour.GOOD), (False, Colour.PAPER)])
def test_points_are_circles_or_squares(square, corner):
    sheet = Sheet(60, 40)
    sheet.dots([(30, 20)], Colour.GOOD, 20, square)
    picture = painted(sheet)
    assert near(picture, 30, 20, Colour.GOOD) and near(picture, 22, 12, corner)


def test_text_stands_at_its_side_and_letters_without_a_shape_leave_no_box():
    def inked(anchor, text):
        sheet = Sheet(60, 40)
        sheet.text(30, 20, text, Colour.INK, 10, anchor=anchor)
        _, found = np.nonzero(np.asarray(painted(sheet).convert("L")) < 100)
        return (found.min() / 2, found.max() / 2) if found.size else None

    left, right = inked("left", "May"), inked("right", "May")
    assert 30 <= left[0] < left[1] < 55 and 5 < right[0] < right[1] <= 30
    assert inked("left", "\N{CJK UNIFIED IDEOGRAPH-5BA2}") is None
    assert inked("left", "Ma\N{CJK UNIFIED IDEOGRAPH-5BA2}y") == left


def test_the_same_drawing_gives_the_same_bytes():
    sheet = Sheet(60, 40)
    sheet.text(5, 20, "Target 95.0%", Colour.ACCENT, 9, weight=600)
    svg = sheet.svg("A drawing", "x")
    assert as_png(svg, 2.0) == as_png(svg, 2.0)
