"""The journey on the page: its claim, its map, and the line of the first page."""

from dataclasses import replace

import pytest

import cxscore
from cxscore.rendering.words.journey import journey_claim, journey_line
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import page_of


@pytest.fixture(scope="module")
def scorecard():
    return cxscore.build(cxscore.read("kpis.yaml"))


@pytest.fixture(scope="module")
def journey(scorecard):
    return page_of(scorecard).journey


def with_moments(scorecard, **changed):
    """The scorecard, its moments changed by id: their spots taken away, say."""
    moments = tuple(replace(each, **changed.get(each.id, {})) for each in scorecard.moments)
    return Paper.of(replace(scorecard, moments=moments))


QUIET = {"hot": (), "hidden": (), "signature": False}
COLD = ("doorstep", "help", "refund", "complaint")


def test_the_claim_names_where_it_hurts_and_shines(scorecard):
    assert journey_claim(Paper.of(scorecard)) == (
        "It hurts at The delivery arrives, Get help and 2 others, and at 2 more for some "
        "customers; it shines at The first weeks"
    )


@pytest.mark.parametrize(
    ("quiet", "claim"),
    [
        (COLD, "It hurts some customers at Order and Solving it online; it shines at"),
        ((*COLD, "order", "online"), "It shines at The first weeks"),
        ((*COLD, "order", "online", "welcome"), "No moment is a hot spot, and none stands out"),
        (
            ("order", "online", "welcome"),
            "It hurts at The delivery arrives, Get help and 2 others",
        ),
    ],
)
def test_what_is_not_there_is_not_said(scorecard, quiet, claim):
    paper = with_moments(scorecard, **dict.fromkeys(quiet, QUIET))
    assert journey_claim(paper).startswith(claim)


def test_the_first_page_names_all_hot_spots(scorecard):
    line = (
        "Hot spots: The delivery arrives, Get help, Waiting for the money and Making a complaint."
    )
    assert journey_line(Paper.of(scorecard)) == line
    assert line in [each.name for each in page_of(scorecard).summary.chapters]
    one = with_moments(scorecard, **dict.fromkeys(COLD[1:], QUIET))
    assert journey_line(one) == "Hot spot: The delivery arrives."


def test_nothing_is_said_where_nobody_asked(scorecard):
    heading = replace(scorecard.heading, lenses=())
    moments = tuple(replace(each, importance=None) for each in scorecard.moments)
    silent = replace(scorecard, heading=heading, moments=moments)
    page = page_of(silent)
    assert "journey" not in {each.anchor for each in page.summary.chapters}
    assert page.journey.rows == ()
    assert "journey" not in {section.anchor for section in page.sections}
    stated = replace(silent, moments=(replace(moments[0], importance=4.0), *moments[1:]))
    assert page_of(stated).journey.rows


def test_moments_stand_in_their_order_with_what_they_are(journey):
    verdicts = {row.name: row.verdict.short for row in journey.rows}
    assert list(verdicts)[:4] == ["The first weeks", "Order", "Receive", "The delivery arrives"]
    assert verdicts["The first weeks"] == "Signature"
    assert verdicts["Order"] == "Hidden"
    assert verdicts["The delivery arrives"] == "Hot spot"
    assert verdicts["Calling us"] == ""


def test_what_stands_out_is_said_of_each(journey):
    told = {row.name: row.told for row in journey.rows}
    assert told["The first weeks"] == (
        "+41 over the year, better than the benchmark of +38.",
        "Uneven by channel: Net promoter score, Store +69, Phone +33.",
    )
    assert told["Solving it online"][0] == "Mobile (41%): Self-service success 60.3% against 65.0%."
    assert told["Calling us"] == ()


def test_a_kpi_off_target_is_told_with_its_target(journey):
    (row,) = (each for each in journey.rows if each.name == "Making a complaint")
    standing = {cell.kpi.name: cell.standing for cell in row.kpis}
    assert standing["Complaints per 1,000 orders"] == "target 3.00, worsening"
    assert standing["Goodwill paid"] == "worsening"


def test_the_map_has_the_lenses_side_by_side_and_the_teams_below(journey):
    lenses, teams = journey.tables
    assert lenses.lenses == (("By region", 4), ("By channel", 5))
    assert lenses.columns[:4] == ("Midlands", "North", "Scotland", "South")
    assert (lenses.of_teams, teams.of_teams) == (False, True)
    cells = dict(lenses.rows)["The delivery arrives"]
    assert [cell and (cell.status.short, cell.value) for cell in cells[:2]] == [
        ("On target", "96.9%"),
        ("Off target", "83.1%"),
    ]
    assert cells[4:] == (None,) * 5
    # What has no target is on no map of where it hurts.
    assert "Order" not in dict(lenses.rows)
