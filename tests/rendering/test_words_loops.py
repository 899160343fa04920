from dataclasses import replace

import pytest

from cxscore.model.closed_loop import ClosedLoop, Limit, ScoredLoop
from cxscore.model.loop_totals import LoopTotals
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.loops import loop_said
from cxscore.rendering.words.paper import Paper

TOTALS = LoopTotals(
    due=38, in_time=31, closed=35, recovered=12, told=30, median=1.0, ninetieth=4.2, not_yet_due=2
)
LOOP = ScoredLoop("lost_customers", ClosedLoop("o", "c", Limit(workdays=2.0)), TOTALS, (66.6, 90.8))
PAPER = Paper(None, Numbers.of("en_GB", "GBP"), {}, {}, {})


def said(loop=LOOP, **totals):
    return loop_said(replace(loop, totals=replace(loop.totals, **totals)), PAPER)


def test_each_number_says_of_what_it_is():
    found = said()
    assert found.sentence == (
        "Lost customers: 31 of 38 closed within 2 working days (82%, 67% to 91%)."
    )
    assert (found.days, found.recovered) == ("1 day; 4.2 days", "12 of 30, 5 not said")
    assert (found.late, found.waiting) == ("3", "2")


def test_those_that_say_whether_a_customer_was_won_back():
    assert said(told=35).recovered == "12 of 35"
    assert said(recovered=0, told=0).recovered == "35 not said"
    assert said(recovered=None, told=0).recovered == ""


def test_what_is_not_known_is_empty():
    found = loop_said(
        replace(
            LOOP,
            interval=None,
            totals=LoopTotals(0, 0, 0, None, 0, None, None),
        ),
        PAPER,
    )
    assert (found.days, found.recovered, found.in_time) == ("", "", "0 of 0")


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(days=1.0), "1 day"),
        (Limit(hours=36.0), "36 hours"),
        (Limit(days=2.5), "2.5 days"),
        (Limit(workdays=1.0), "1 working day"),
    ],
)
def test_limits_in_words(limit, words):
    assert loop_said(replace(LOOP, loop=ClosedLoop("o", "c", limit)), PAPER).limit == words
