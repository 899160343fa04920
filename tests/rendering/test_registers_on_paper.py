"""The registers on paper: one table for the log, a line for each loop, and no column of nothing."""

import re
from dataclasses import replace
from html import unescape

import pytest

from cxscore.model.log import LogKind, LogStatus
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of as page_of_pack
from tests.rendering.builders import make_action, make_kpi, make_scorecard, wave
from tests.rendering.papers import northwind

KPI = make_kpi("k", wave(85, 0), target=80.0)


@pytest.fixture(scope="module")
def pack():
    return Pack(northwind())


@pytest.fixture(scope="module")
def pages(pack):
    """The page for paper, and the one for screens."""
    return [fill_templates(pack, for_paper=paper) for paper in (True, False)]


def section(page, anchor):
    return re.search(rf'<section id="{anchor}".*?</section>', page, re.DOTALL)[0]


def cells(html):
    """Return the texts of the cells of each row of a table's body."""
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    rows = re.findall(r"<tr.*?>(.*?)</tr>", body, re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", unescape(re.sub(r"<.*?>", "", cell))).strip()
            for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_the_log_is_one_table_of_what_is_asked_blocked_and_failed(pages):
    paper, screen = (section(page, "log") for page in pages)
    assert (paper.count("<table"), screen.count("<table")) == (1, 5)
    rows = cells(paper)
    assert [row[0] for row in rows] == ["D02", "D01", "B02", "B01", "F03"]
    assert rows[1][3:] == [
        "23 July 2026",
        "Asked of this meeting",
        "On-time delivery. Given up: The app's new start page, until the spring. Cost: £0.4m. "
        "Above Helen Byrne's limit of £250,000: goes to the board.",
    ]
    assert rows[2][3:5] == ["16 February 2026", "Open for 140 days"]
    assert rows[4][5] == (
        "On-time delivery, The delivery arrives; partner: a relief driver had another calendar; "
        "customers hit: 204; found by our own people. Repeats F01, after its change."
    )


@pytest.mark.parametrize(
    ("more", "about", "told"),
    [
        ({}, (), "–"),
        ({"Budget": "20,000"}, (), "Budget: 20,000."),
        ({"Budget": "20,000"}, ("A01",), "A01. Budget: 20,000."),
        ({}, ("A01",), "A01"),
    ],
)
def test_what_a_row_of_the_log_is_about(more, about, told):
    scored = make_action("D1", "k", "Title D1", status=LogStatus.OPEN)
    bare = {"kpis": (), "opened": None, "due": (), "cause": None}
    row = replace(scored.row, kind=LogKind.DECISION, about=about, more=more, **bare)
    card = make_scorecard([KPI], log=(replace(scored, row=row),))
    (found,) = cells(section(fill_templates(Pack(card), for_paper=True), "log"))
    assert (found[3], found[5]) == ("–", told)


def test_a_loop_with_customers_is_a_sentence_on_paper(pages, pack):
    line = (
        "Detractors, gone back to within 2 working days: 40 of 44 (91%, 79% to 96%); half were "
        "closed in 2 days, 9 in 10 in 4 days; won back: 19 of 37, 6 not said; open and late: 1."
    )
    (loop,) = pack.once(page_of_pack).log.loops
    assert loop.line == line
    paper, screen = pages
    assert (line in paper, line in screen) == (True, False)
    assert ("Gone back to</th>" in paper, "Gone back to</th>" in screen) == (False, True)


def test_where_an_action_stands_is_in_one_line_on_paper(pages):
    paper, screen = (section(page, "actions") for page in pages)
    stands = {row[0]: row[5] for row in cells(paper)}
    assert stands["A06"] == "Overdue by 24 days, moved once"
    assert stands["A07"] == "Slipping, moved once, last from 30 June 2026"
    assert stands["A09"] == "On track"
    told = {row[0]: row[5] for row in cells(screen)}
    assert told["A06"] == "Overdue by 24 days, due date moved once"
    assert told["A07"] == "Slipping due date moved once, last from 30 June 2026"
    assert 'class="role beside"' not in screen


def test_teams_that_only_contribute_are_in_the_drawing_alone_on_paper(pages):
    paper, screen = (section(page, "promises") for page in pages)
    assert ("·" in paper, "·" in screen) == (False, True)
    assert "Silent: off target, and who contributes has promised nothing." in paper
    assert paper.index("Silent:") < paper.rindex("</div>"), "it stands below the table"


def test_the_owners_table_has_what_stands_nowhere_else(pages):
    heads = [
        re.findall(
            r"<th scope=\"col\".*?>(.*?)</th>",
            re.search(r'<table class="ow.*?</table>', page, re.DOTALL)[0],
        )
        for page in pages
    ]
    assert set(heads[1]) - set(heads[0]) == {
        "Improving",
        "Worsening",
        "Longest off target",
        "Comments missing",
    }


def test_comments_that_are_missing_are_on_paper(pack):
    card = pack.scorecard
    first, *rest = card.owners
    late = replace(card, owners=(replace(first, commentary_missing=2), *rest))
    assert "Comments missing</th>" in section(fill_templates(Pack(late), for_paper=True), "owners")


def test_halves_of_the_matrix_are_lower_than_a_page():
    kpis = [make_kpi(f"k{at}", wave(85, 0), target=80.0) for at in range(90)]
    page = section(fill_templates(Pack(make_scorecard(kpis)), for_paper=True), "owners")
    tables = re.findall(r'<table class="mx.*?</table>', page, re.DOTALL)
    assert [table.count('scope="row"') for table in tables] == [20, 20, 20, 20, 5, 5]
