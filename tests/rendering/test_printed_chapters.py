"""What paper has of the chapters: what stands out, the rest counted or named in a line."""

import re
from dataclasses import replace
from functools import lru_cache

import pytest

from cxscore.model.benchmarks import Unplaced
from cxscore.model.listening_scores import Grade
from cxscore.rendering.html import fill_templates
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.comments import QUOTED
from cxscore.rendering.sections.ledger import MOST_SEGMENTS, PRINTED
from cxscore.rendering.words.benchmarks import aside_said
from tests.rendering import papers
from tests.rendering.builders import make_kpi, make_scorecard, page_of
from tests.rendering.ledgers import NORTH, REASONS, make_ledger, totals


def sections(card, anchor):
    """Return a section on paper, and on a screen, without what a printed page hides."""
    pages = (fill_templates(Pack(card), for_paper=paper) for paper in (True, False))
    return [found(page, anchor) for page in pages]


def found(page, anchor):
    match = re.search(rf'<section id="{anchor}".*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", match[0]) if match else ""


@lru_cache(maxsize=1)
def sheets():
    """Return the sample on paper, and on a screen."""
    return tuple(fill_templates(Pack(papers.northwind()), for_paper=it) for it in (True, False))


def sample(anchor):
    return [found(page, anchor) for page in sheets()]


def names(html, most=None):
    """Return the names of the rows of all tables."""
    return re.findall(r'<th scope="row">(.*?)(?: <|</th>)', html)[:most]


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        ("customers", "Of the 2,299 customers at the opening 2.3%"),
        ("customers", "with what grew it is 97.7% (net retention)"),
        ("customers", "The reason given most is “Deliveries late”"),
        ("customers", "January 2026"),
        ("comments", "Waiting on the phone"),
        ("comments", "−7.4 to +10.2"),
        ("comments", "respondents said something, in 189 of 210 rows"),
        ("journey", "Perfect orders"),
        ("journey", "Uneven by channel: Net promoter score, Store +69, Phone +33."),
        ("drivers", "raises it"),
        ("listening", "Answers against contacts"),
        ("listening", "In the 12 months before it was 32.3%: no change beyond chance"),
        ("listening", "52,040"),
        ("hassles", "Cases by partners rose from 357 the year before to 623"),
        ("hassles", "No case lies with channels"),
        ("value", "Crude"),
        ("portfolio", "Solving it online"),
        ("summary", "Reportable data breaches"),
    ],
)
def test_a_screen_has_what_paper_leaves_out(anchor, text):
    paper, screen = sample(anchor)
    assert text in screen
    assert text not in paper


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        ("comments", "3 more themes are in scorecard.json."),
        ("journey", "Without a verdict: Receive, Calling us and Have it put right."),
        ("listening", "Phone is under-heard: 5.7% (3.9% to 8.4%) of answers, 51% of contacts."),
        ("listening", "Heard by two kinds of source or more: The first weeks, Order, "),
        ("others", "Without a rank: Customer satisfaction 83.4% (Home retail 81.5%); "),
        ("portfolio", "3 more places are in scorecard.json."),
        ("summary", "Not shown, no target or too few periods: 4."),
    ],
)
def test_paper_counts_or_names_the_rest(anchor, text):
    paper, screen = sample(anchor)
    assert text in paper
    assert text not in screen


class TestCustomers:
    def test_a_table_of_the_latest_periods_and_of_the_segments(self):
        paper, screen = sample("customers")
        latest = ["June 2026", "May 2026", "April 2026"]
        assert names(paper, PRINTED + 4) == [*latest, "South", "North", "Midlands", "Scotland"]
        assert names(screen).index("South") > 12
        assert paper.count("<table") == 2
        assert "Opening</th>" not in paper

    @pytest.mark.parametrize(("number", "more"), [(MOST_SEGMENTS, ""), (MOST_SEGMENTS + 2, "2")])
    def test_most_segments_are_counted(self, number, more):
        segments = [
            totals(heads=replace(NORTH, opening=NORTH.opening - at), by=("region",), segment=(at,))
            for at in range(number)
        ]
        segments = [replace(each, segment=(f"R{each.segment[0]}",)) for each in segments]
        ledger = make_ledger((totals("2026-05"), totals(), *segments))
        card = replace(make_scorecard([make_kpi("a", [1.0, 2.0])]), ledger=ledger)
        paper, screen = sections(card, "customers")
        assert len([name for name in names(paper) if name.startswith("R")]) == MOST_SEGMENTS
        assert len([name for name in names(screen) if name.startswith("R")]) == number
        assert ("and 2 more in scorecard.json" in paper) is bool(more)

    def test_why_reasons_are_not_ranked_is_said(self):
        reasons = [replace(each, customers=1200) for each in REASONS if not each.reason]
        card = make_scorecard([make_kpi("a", [1.0, 2.0])])
        paper, _ = sections(replace(card, ledger=make_ledger(reasons=tuple(reasons))), "customers")
        assert "so the reasons are not ranked." in paper


class TestComments:
    def test_the_most_named_and_what_moved(self):
        paper, screen = sample("comments")
        told = ["Quick delivery", "Helpful staff", "Late delivery", "Price and value", "The app"]
        assert names(paper) == [*told, "Evening delivery", "No theme"]
        assert len(names(screen)) == 10

    def test_what_nobody_named_is_among_those_that_paper_counts(self):
        card = papers.northwind()
        silent = replace(card.comments.themes[-1], id="Drones", count=0, rare=True)
        comments = replace(card.comments, themes=(*card.comments.themes, silent))
        paper, screen = sections(replace(card, comments=comments), "comments")
        assert "4 more themes are in scorecard.json." in paper
        assert "Named by nobody in a year: Drones." in screen

    def test_an_interval_only_of_what_moved(self):
        paper, _ = sample("comments")
        intervals = re.findall(r'<td data-label="Since [^"]*">[^<]*<span[^>]*>([^<]*)', paper)
        assert intervals == ["+12.1 to +24.3", "+1.2 to +9.9"]

    def test_a_comment_each_of_what_moved_and_of_the_most_named(self):
        paper, screen = sample("comments")
        assert re.findall(r"<figcaption>(.*?)</", paper) == [
            "Quick delivery",
            "Late delivery",
            "Evening delivery",
        ]
        assert paper.count("<blockquote") == QUOTED
        assert screen.count("<blockquote") > 2 * QUOTED


class TestJourney:
    def test_the_kpi_of_most_cells_is_named_once(self):
        paper, screen = sample("journey")
        assert paper.count('<span class="role">Net promoter score</span>') == 1
        assert screen.count('<span class="role">Net promoter score<') > 5
        row = re.search(r'<th scope="row">Get help <span class="role">Customer.*?</tr>', paper)[0]
        assert row.count("Customer satisfaction") == 1
        assert row.count("Handling time") == 2

    def test_where_nothing_stands_out_there_is_a_line_and_no_table(self):
        card = papers.northwind()
        quiet = {"hot": (), "hidden": (), "signature": False, "uneven": ()}
        moments = tuple(replace(each, **quiet) for each in card.moments)
        paper, screen = sections(replace(card, moments=moments), "journey")
        assert 'class="ar jn' not in paper
        assert "Without a verdict: The first weeks, Order, " in paper
        assert 'class="ar jn' in screen


class TestListening:
    def test_rows_of_those_that_are_not_heard_well_with_their_sources(self):
        paper, screen = sample("listening")
        few = ["Receive", "Calling us", "Solving it online", "Have it put right"]
        assert names(paper) == [*few, "Making a complaint"]
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', paper)
        assert heads[3:-1] == ["Surveys", "Complaints", "Behaviour"]
        assert "Research</th>" in screen

    def test_where_all_are_heard_there_is_no_table(self):
        card = papers.northwind()
        moments = tuple(replace(m, grade=Grade.HEARD) for m in card.listening.moments)
        listening = replace(card.listening, moments=moments)
        paper, screen = sections(replace(card, listening=listening), "listening")
        assert "Heard by two kinds" not in paper
        assert 'class="ar hd' not in paper
        assert 'class="ar hd' in screen


def test_why_a_kpi_has_no_rank_is_said():
    card = papers.northwind()
    (kpi,) = (each for each in card.kpis if each.kpi.id == "csat")
    told = replace(kpi, unplaced=Unplaced.SMALL_BASE)
    assert aside_said([told], Numbers.of("en_GB", "GBP"), 4) == (
        "Without a rank: Customer satisfaction 83.4% (too small a base; Home retail 81.5%)."
    )
    assert aside_said([], Numbers.of("en_GB", "GBP"), 4) == ""


def test_hot_spots_and_what_is_new_have_a_row_of_the_portfolio():
    paper, screen = sample("portfolio")
    hot = ["The delivery arrives", "Get help", "Waiting for the money", "Making a complaint"]
    assert names(paper) == ["All", "The first weeks", *hot]
    assert len(names(screen)) == 9


def test_the_messages_of_the_samples_first_page_are_set_in_large():
    assert not page_of(papers.northwind()).summary.dense
