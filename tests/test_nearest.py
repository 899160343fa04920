"""Hints at the name that was meant."""

import pytest

from cxscore.nearest import nearest, suggest_id, suggestion


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("polarty", ["polarity", "period"], "polarity"),
        ("NPS", ["nps", "csat"], "nps"),
        ("Owner", ["owner"], "owner"),
        ("chart", ["target", "journey"], None),
        ("x", [], None),
    ],
)
def test_nearest(name, names, found):
    assert nearest(name, names) == found


def test_lists_what_there_is_where_nothing_comes_near():
    assert suggestion("x", ["open", "done"], "it must be one of") == "it must be one of: open, done"
    assert suggestion("x", ["open", "done"], "it must be one of", most=1) == ""
    assert suggestion("opne", ["open", "done"]) == "did you mean 'open'?"


def test_a_name_on_the_page_leads_to_its_id():
    people = {"amara": "Amara Osei", "jonas": "Jonas Lindqvist"}
    assert suggest_id("amara osei", people) == "did you mean 'amara'?"
    assert suggest_id("zed", people) == "there are: amara, jonas"
    assert suggest_id("zed", {"amara": ""}) == "there is: amara"
