"""Whether the first line is a header or data already."""

import pytest

from cxscore.measure.files.headless import looks_like_data


@pytest.mark.parametrize(
    ("names", "is_data"),
    [
        pytest.param(("1899", "7"), True, id="before-the-years"),
        pytest.param(("1900",), False, id="first-year"),
        pytest.param(("2100",), False, id="last-year"),
        pytest.param(("2101",), True, id="after-the-years"),
        pytest.param(("1900", "7"), True, id="a-year-and-a-number"),
        pytest.param(("1900", "2100"), False, id="years"),
        pytest.param(("0", "1", "2"), False, id="answers-that-count-on"),
        pytest.param(("0", "1", "3"), True, id="numbers-that-do-not"),
        pytest.param(("score", "7"), False, id="a-word-above-a-number"),
    ],
)
def test_a_year_above_numbers_may_be_a_header(names, is_data):
    assert looks_like_data(names, ["5"] * len(names)) is is_data
