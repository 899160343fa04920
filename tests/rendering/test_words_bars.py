"""A KPI's last periods as a line of letters, and the KPIs of a paper by group."""

import pytest

from cxscore.model.outline import Group
from cxscore.rendering.words.bars import GAP, HEIGHTS, bars, last_points
from cxscore.rendering.words.standing import by_group
from tests.rendering.builders import make_kpi, make_scorecard, wave


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([], ""),
        ([None, None], ""),
        ([1.0], "▅"),
        ([3.0, 3.0, None], "▅▅·"),
        ([0.0, 1.0], "▁█"),
        ([*map(float, range(8))], HEIGHTS),
        ([-1e308, 0.0, 1e308], "▁▅█"),
        ([0.0, None, -5.0, 5.0], f"▅{GAP}▁█"),
    ],
)
def test_bars(values, drawn):
    assert bars(values) == drawn


def test_the_last_is_the_period_at_hand():
    scored = make_kpi("k", wave(50, 0, 36))
    assert [point.period.id for point in last_points(scored, 2)] == ["2026-05", "2026-06"]
    assert len(last_points(scored, 99)) == 36


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ((), [("", ["a", "b", "c"])]),
        (("g",), [("G", ["b"]), ("Other", ["a", "c"])]),
        (("h", "g"), [("H", ["a"]), ("G", ["b"]), ("Other", ["c"])]),
        (("none",), [("", ["a", "b", "c"])]),
    ],
)
def test_groups(groups, found):
    kpis = [make_kpi(k, [1.0], group=g) for k, g in (("a", "h"), ("b", "g"), ("c", None))]
    card = make_scorecard(kpis, groups=tuple(Group(each, each.upper()) for each in groups))
    told = [(name, [k.kpi.id for k in kpis]) for _, name, kpis in by_group(card)]
    assert told == found
