"""What is said of customers' comments."""

import pytest

import cxscore
from cxscore.rendering.words import say
from tests import said
from tests.said import many, row


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Return what is said of these rows."""
    monkeypatch.chdir(tmp_path)

    def tell(rows, **comments):
        said.write(tmp_path, rows)
        definition = cxscore.read(said.page(**comments))
        return say(cxscore.build(definition, as_of="2026-02-05")).comments

    return tell


def test_what_rose_and_what_fell(told):
    before, now = (
        many("2025-12-10", 200, waiting=20, kind=90),
        many("2026-01-10", 200, waiting=60, kind=30),
    )
    found = told(before + now)
    assert found.claim == "More customers speak of waiting, fewer speak of kind"
    assert found.sentence == (
        "200 respondents said something in January 2026: 30.0% (24.1% to 36.7%) named waiting, the "
        "most. waiting (from 10.0% to 30.0%) rose, and kind (from 45.0% to 15.0%) fell since "
        "December 2025; 2 themes were tested."
    )
    assert [(each.name, each.previous.way) for each in found.themes] == [
        ("waiting", "rose"),
        ("kind", "fell"),
    ]


def test_what_it_would_have_been_with_the_earlier_mix(told):
    before = many("2025-12-10", 300, waiting=30) + many(
        "2025-12-10", 100, waiting=60, branch="South"
    )
    now = many("2026-01-10", 100, waiting=10) + many("2026-01-10", 300, waiting=180, branch="South")
    found = told(before + now, by=["branch"])
    assert (
        "waiting would have been 22.5% with the mix of branch of December 2025." in found.sentence
    )


def test_nothing_beyond_chance(told):
    found = told(many("2025-12-10", 50, waiting=10) + many("2026-01-10", 50, waiting=11))
    assert (
        "None of 1 theme tested rose or fell beyond chance since December 2025." in found.sentence
    )
    assert found.claim == "waiting is what customers speak of most"


def test_a_small_base_has_counts_and_no_shares(told):
    found = told(many("2026-01-10", 12, waiting=4), minimum_base=30)
    assert found.sentence == (
        "12 respondents said something in January 2026, fewer than 30, so that there are no "
        "shares. waiting was named most, by 4."
    )
    assert (found.themes[0].share, found.none.share) == ("–", "–")


def test_something_new(told):
    months = [f"2025-{month:02}-10" for month in range(1, 13)]
    rows = [line for day in months for line in many(day, 10, kind=2)]
    found = told(rows + many("2026-01-10", 10, waiting=4, kind=2))
    assert "New, named by nobody in the year before: waiting (4)." in found.sentence
    assert {each.name: each.note for each in found.themes} == {"waiting": "new", "kind": ""}


def test_without_consent_it_says_why_nobody_is_quoted(told):
    found = told([row("2026-01-05", f"p{n}") for n in range(9)])
    assert found.notes[-1] == (
        "No words of customers are printed: of none is it said that they may be."
    )


def test_rows_without_a_name_are_told(told):
    found = told([row("2026-01-05", "") for _ in range(9)])
    assert found.notes[0] == "9 rows without a respondent; each counts as one."
    assert found.base == "9 of 9 respondents said something, in 9 of 9 rows; each counts once."


@pytest.mark.parametrize(
    ("least", "says"),
    [
        (5, "25.0% (10.2% to 49.5%) named each of kind and waiting, the most."),
        (30, "kind and waiting were named most, by 4 each."),
    ],
)
def test_those_that_tie_are_all_named(told, least, says):
    found = told(many("2026-01-10", 16, waiting=4, kind=4), minimum_base=least)
    assert found.claim == "waiting and kind are what customers speak of most"
    assert says.replace("kind and waiting", "waiting and kind") in found.sentence


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (20, 31, "December 2025 is partial, and not compared."),
        (1, 9, "January 2026 is partial, and not compared."),
        (20, 9, "January 2026 and December 2025 are partial, and not compared."),
    ],
)
def test_partial_periods_are_not_compared(told, first, last, says):
    """Days have rows, which begin or stop within a period."""
    days = [f"2025-12-{day:02}" for day in range(first, 32)]
    rows = [line for day in days for line in many(day, 10, kind=9)]
    days = [f"2026-01-{day:02}" for day in range(1, last + 1)]
    rows += [line for day in days for line in many(day, 10, waiting=9)]
    found = told(rows)
    assert says in found.sentence
    assert "rose" not in found.sentence
    assert {each.previous.text for each in found.themes} == {"–"}
    assert found.claim == "waiting is what customers speak of most"


def test_whole_periods_of_daily_rows_are_compared(told):
    days = [f"2025-12-{day:02}" for day in range(1, 32)]
    rows = [line for day in days for line in many(day, 10, kind=9)]
    days = [f"2026-01-{day:02}" for day in range(1, 32)]
    found = told(rows + [line for day in days for line in many(day, 10, waiting=9)])
    assert found.claim == "More customers speak of waiting, fewer speak of kind"
    assert "partial" not in found.sentence


def test_a_period_under_way_is_not_compared(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = many("2025-12-10", 50, kind=40) + many("2026-01-10", 50, waiting=40)
    said.write(tmp_path, rows)
    card = cxscore.build(cxscore.read(said.page()), period="2026-01", as_of="2026-01-20")
    assert "January 2026 is partial, and not compared." in say(card).comments.sentence
