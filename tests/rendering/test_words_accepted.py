"""What of the KPIs is accepted for a time, and that a pack still waits for comments."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accepted import Accepted, last_accepted
from cxscore.model.commentary import Draft
from cxscore.model.gate import AcceptedBreach, Evidence, Gate, Objection
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.outline import Heading
from cxscore.rendering.words import say
from tests.rendering.builders import make_kpi, make_scorecard, page_of

DECEMBER, MARCH, MAY = date(2026, 12, 31), date(2027, 3, 31), date(2027, 5, 31)
KPIS = [make_kpi(id_, [1.0, 2.0], name=id_.upper()) for id_ in ("a", "b", "c", "d")]


def breach(kpi, what="off-target", until=DECEMBER, reason="New bank", by="daniel"):
    found = Objection(what, Evidence.VALUE, kpi, None, "amara", 1.0, (2.0, None, None))
    return AcceptedBreach(kpi, Accepted(what, until, reason, by), found)


def card(*breaches, **more):
    return replace(make_scorecard(KPIS, **more), gate=Gate(accepted=breaches))


def plain(text):
    return text.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("breaches", "said"),
    [
        ((), ""),
        ((breach("a"),), "1 accepted until 31 December 2026 by Daniel Achebe: A."),
        (
            (breach("a"), breach("b", "worsening")),
            "2 accepted until 31 December 2026 by Daniel Achebe: A and B.",
        ),
        (
            (breach("a"), breach("a", "worsening")),
            "2 accepted until 31 December 2026 by Daniel Achebe: A.",
        ),
        (
            tuple(breach(id_) for id_ in "abcd"),
            "4 accepted until 31 December 2026 by Daniel Achebe: A, B and 2 others.",
        ),
        (
            (breach("b", until=MARCH), breach("a")),
            "1 accepted until 31 March 2027 by Daniel Achebe: B. "
            "1 accepted until 31 December 2026 by Daniel Achebe: A.",
        ),
        (
            (breach("b", until=MARCH), breach("a"), breach("c", by="amara"), breach("d")),
            "4 accepted, the first until 31 December 2026.",
        ),
    ],
)
def test_what_is_accepted_is_counted(breaches, said):
    assert plain(say(card(*breaches)).accepted) == said


def test_the_panel_says_what_until_when_by_whom_and_why():
    told = say(card(breach("a", "off-target-without-action", reason="It waits for the bank!")))
    assert [plain(text) for text in told.kpis["a"].accepted] == [
        "Off target without action: accepted until 31 December 2026 by Daniel Achebe. "
        "It waits for the bank!"
    ]
    assert told.kpis["b"].accepted == ()


def test_page_and_paper_show_it():
    page = page_of(card(breach("a")))
    assert plain(page.summary.accepted).startswith("1 accepted until")
    assert [bool(panel.kpi.accepted) for panel in page.panels] == [True, False, False, False]


@pytest.mark.parametrize(
    ("missing", "due", "locale", "said"),
    [
        (("a", "b"), date(2026, 7, 8), "en_GB", "Draft: 2 comments are due by 8 July"),
        (("a",), date(2026, 7, 8), "en_US", "Draft: 1 comment is due by July 8"),
        (("a",), date(2027, 1, 8), "en_GB", "Draft: 1 comment is due by 8 January 2027"),
    ],
)
def test_a_draft_says_how_many_comments_may_still_come(missing, due, locale, said):
    found = card(heading=Heading("Scores", number_format=locale))
    head = say(replace(found, draft=Draft(missing, due))).masthead
    assert plain(head.draft) == said


def test_what_waits_for_nothing_is_no_draft():
    assert say(card()).masthead.draft == ""


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 7, 6), date(2027, 7, 6)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_twelve_months_ahead(day, last):
    assert last_accepted(day) == last
