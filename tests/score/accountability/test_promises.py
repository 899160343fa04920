"""Sizes that are promised in words, and words that promise none."""

import pytest

from cxscore.score.accountability.promises import size_promised


@pytest.mark.parametrize(
    ("text", "unit", "size"),
    [
        ("+4", "points", 4.0),
        ("  +4 points on all contacts", "percent", 4.0),
        ("-0.3 per 1000", "", -0.3),
        ("−0.3 complaints per 1,000 orders", "", -0.3),
        ("+1,200 orders", "count", 1200.0),
        ("+ 2", "", 2.0),
        ("+2%", "percent", 2.0),
        ("+2 %", "percent", 2.0),
        ("+2% more", "points", None),
        ("+1,5", "", None),
        ("+1.2.3", "", None),
        ("4 points more", "points", None),
        ("Back above 93%, +2.5 points in total", "percent", None),
        ("£700 a month less", "currency", None),
        ("+ more of it", "", None),
        ("", "", None),
    ],
)
def test_a_size_has_its_sign_and_comes_first(text, unit, size):
    assert size_promised(text, unit) == size
