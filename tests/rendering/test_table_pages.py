"""The scorecard's table, divided as pages of paper divide it."""

from types import SimpleNamespace

import pytest

from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.scores import ScoreGroup
from cxscore.rendering.sections.table import stretches_of
from tests.rendering.builders import make_kpi, make_scorecard, page_of, wave


def rows(count, name="On-time delivery", owner="Amara Osei"):
    """Return so many rows, as far as their height goes."""
    kpi = SimpleNamespace(name=name, period_note="", owner=owner)
    return tuple(SimpleNamespace(kpi=kpi) for _ in range(count))


def divided(*groups):
    return [(each.name, len(each.rows), each.new_page) for each in stretches_of(groups)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([10, 10], [("A", 10, False), ("B", 10, False)], id="one page"),
        pytest.param(
            [20, 15], [("A", 20, False), ("B", 7, False), ("B (continued)", 8, True)], id="goes on"
        ),
        pytest.param([26, 10], [("A", 26, False), ("B", 10, True)], id="no room for three"),
        pytest.param(
            [20, 9],
            [("A", 20, False), ("B", 6, False), ("B (continued)", 3, True)],
            id="three left",
        ),
    ],
)
def test_groups_are_divided_with_their_name_repeated(counts, expected):
    groups = [ScoreGroup(name, rows(count)) for name, count in zip("AB", counts, strict=True)]
    assert divided(*groups) == expected


def test_names_and_owners_that_wrap_take_two_lines():
    long = ScoreGroup("A", rows(20, name="On-time delivery of what was ordered in the evening"))
    assert divided(long) == [("A", 16, False), ("A (continued)", 4, True)]
    owners = ScoreGroup("A", rows(20, owner="Person10 Longsurname"))
    assert divided(owners) == divided(long)


@pytest.mark.parametrize(("count", "short"), [(1, True), (8, True), (9, False)])
def test_a_table_of_few_rows_shares_its_page(count, short):
    kpis = [make_kpi(f"k{at}", wave(50, 0, 14)) for at in range(count)]
    page = page_of(make_scorecard(kpis))
    assert page.scorecard.short is short
    html = fill_templates(Pack(make_scorecard(kpis)), for_paper=True)
    assert ('data-name="Scorecard" class="short"' in html) is short
    assert 'data-name="KPI detail" class="flow"' in html, "it begins where there is room"
