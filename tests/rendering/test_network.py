"""The drawing of who promises what to whom: its lines, its looks, and what it says in words."""

from xml.etree import ElementTree

import pytest

from cxscore.model.accountability import Accountability
from cxscore.model.agreements import Agreement, Edge, EdgeState, Keeping, ScoredAgreement
from cxscore.model.outline import Owner
from cxscore.rendering import render
from cxscore.rendering.charts import Network, Tie, TieLook, draw_network
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.sections.promises import GIVERS_AT_MOST
from cxscore.rendering.words import say
from tests.rendering.builders import make_kpi, make_scorecard
from tests.rendering.builders import owner_score as score_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*ties, rows=2, key=()):
    names = tuple(f"Team {number}" for number in range(rows))
    network = Network("Who gives", names, names, tuple(ties), tuple(key))
    return ElementTree.fromstring(draw_network(network, 270))


def lines(svg):
    return [each for each in svg.iter(f"{SVG}path") if each.get("fill") == "none"]


def pens(look):
    """Return what a line of *look* is drawn with, but for its colour."""
    (svg,) = [drawn(Tie(0, 1, look))]
    found = lines(svg)
    return [(each.get("stroke-width"), each.get("stroke-dasharray")) for each in found]


def test_each_look_differs_without_its_colour():
    told = [tuple(pens(look)) for look in TieLook if look is not TieLook.UNPROMISED]
    assert len(set(told)) == len(told)
    assert pens(TieLook.SILENT)[0][1] is not None, "dashed"


def test_what_is_broken_is_crossed_and_lies_over_the_rest():
    svg = drawn(Tie(0, 0, TieLook.BROKEN), Tie(1, 1, TieLook.KEPT))
    *_, broken, halo, cross = lines(svg)
    assert broken.get("stroke") == cross.get("stroke") == Colour.BAD.value
    assert halo.get("stroke") == Colour.PAPER.value
    assert cross.get("d").count("M") == 2


def test_a_line_leads_from_the_giver_to_the_receiver():
    (line,) = lines(drawn(Tie(0, 1, TieLook.KEPT)))
    start, end = (tuple(map(float, part.split())) for part in line.get("d")[1:].split("L"))
    assert start[0] < end[0] and start[1] < end[1]


def test_the_key_goes_on_in_another_row_where_the_sheet_ends():
    key = [(look, look.name.lower()) for look in TieLook]
    short, long = (drawn(Tie(0, 0, TieLook.KEPT), key=each) for each in (key[:2], key))
    assert float(long.get("viewBox").split()[3]) > float(short.get("viewBox").split()[3])
    ends = [float(text.get("x")) for text in long.iter(f"{SVG}text")]
    assert max(ends) < 270


def test_nothing_is_drawn_where_there_is_no_line():
    assert draw_network(Network("", ("A",), ("B",), (), ()), 270) == ""


def test_a_long_name_is_cut():
    network = Network("", ("A" * 60,), ("B",), (Tie(0, 0, TieLook.KEPT),), ())
    assert f"{'A' * 25}…" in draw_network(network, 270)


def page_of(count, **more):
    """Return the promises of the page of *count* teams."""
    scorecard = card(count, **more)
    return lay_out_page(scorecard, say(scorecard)).promises


def card(count, *, to_one=False):
    """Return the scorecard of *count* teams, each promising something to the next, or to one."""
    owners = [Owner(f"o{at}", f"P{at}", team=f"Team {at}") for at in range(count)]
    states = (EdgeState.BROKEN, EdgeState.SILENT, EdgeState.KEPT)
    edges = tuple(
        Edge(f"o{at}", "o0" if to_one else f"o{(at + 1) % count}", None, (), states[at % 3])
        for at in range(count)
    )
    return make_scorecard(
        [make_kpi("a", [1.0, 2.0])],
        agreements=(ScoredAgreement(Agreement("p", "o0", "o1", "It"), Keeping.KEPT),),
        accountability=Accountability(edges=edges),
        owners=tuple(score_of(owner, []) for owner in owners),
    )


def test_the_alternative_text_names_who_stands_how_to_whom():
    title = ElementTree.fromstring(page_of(3).network).find(f"{SVG}title").text
    assert title == (
        "Who promises what to whom, by team. Broken: Team 0 to Team 1. "
        "Silent: Team 1 to Team 2. Kept: Team 2 to Team 0."
    )


@pytest.mark.parametrize(
    ("teams", "receivers", "givers", "said"),
    [
        (12, 12, 12, ""),
        (
            13,
            12,
            12,
            "12 of the 13 teams that depend on others and 12 of the 13 teams that others depend on "
            "are shown, those with most that is broken, contested or silent; the others are in "
            "scorecard.json.",
        ),
    ],
)
def test_more_teams_than_a_page_is_wide_are_left_out_and_counted(teams, receivers, givers, said):
    found = page_of(teams)
    assert (len(found.receivers), len(found.silos), found.left_out) == (receivers, givers, said)
    assert found.network
    # Each gives to the next: what is kept is left out, and not what is broken or silent.
    kept = [f"Team {(at + 1) % teams}" for at in range(2, teams, 3)]
    gone = {f"Team {at}" for at in range(teams)} - set(found.receivers)
    assert gone <= set(kept)
    assert len(gone) == teams - receivers


def test_more_teams_than_a_page_is_high_are_left_out_too():
    found = page_of(50, to_one=True)
    assert (len(found.receivers), len(found.silos)) == (1, GIVERS_AT_MOST)
    assert found.left_out.startswith("40 of the 49 teams that others depend on are shown")


def test_of_a_page_of_so_many_the_rest_is_told():
    page = render(card(13), "html").decode()
    assert "12 of the 13 teams that depend on others" in page
