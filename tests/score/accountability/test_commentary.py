"""Whether what owners say is there, in time, and about the period at hand."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.commentary import CommentNeed, CommentRemark
from cxscore.model.kpi import TargetStep
from cxscore.model.registers import WHOLE, Comment, Written
from cxscore.rendering import render
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of
from tests.score import made


def card(*comments, target=50.0, as_of=date(2026, 7, 6), within=10):
    one = made.kpi(id="nps", target=(TargetStep(value=target),))
    defined = made.definition(one)
    defined = replace(defined, heading=replace(defined.heading, commentary_within_days=within))
    found = made.values("2026-06", [40.0, 41.0], "nps")
    return made.scorecard(defined, found, written=Written(commentary=comments), as_of=as_of)


def state(*comments, **more):
    return card(*comments, **more).kpis[0].comment_state


def said(period, written="2026-07-03", what="Late parcels", kpi="nps"):
    return Comment(kpi, period, "amara", written and date.fromisoformat(written), what)


@pytest.mark.parametrize(
    ("as_of", "need"),
    [("2026-07-08", CommentNeed.DUE_BY), ("2026-07-09", CommentNeed.OVERDUE)],
)
def test_it_is_overdue_from_the_day_after_it_was_due(as_of, need):
    found = state(as_of=date.fromisoformat(as_of), within=8)
    assert (found.need, found.due) == (need, date(2026, 7, 8))
    assert found.is_missing


def test_it_is_not_needed_where_all_is_well():
    found = state(target=40.0)
    assert (found.need, found.is_missing) == (CommentNeed.NOT_NEEDED, False)


def test_one_on_an_earlier_period_is_not_one_on_this():
    found = state(said("2026-05"), said("2026-07"))
    assert (found.need, found.remarks) == (CommentNeed.DUE_BY, (CommentRemark.CARRIED_OVER,))
    assert found.earlier == "2026-05"


@pytest.mark.parametrize(
    ("comments", "remarks"),
    [
        ([said("2026-06")], ()),
        ([said("2026-06", None)], (CommentRemark.UNDATED,)),
        ([said("2026-06", "2026-06-30")], (CommentRemark.BEFORE_DATA,)),
        ([said("2026-06", "2026-07-01")], ()),
        ([said("2026-05"), said("2026-06", what="late  PARCELS ")], (CommentRemark.COPIED,)),
        ([said("2026-05"), said("2026-06", what="Late parcels again")], ()),
        ([said("2026-06"), said("2026-07")], ()),
    ],
)
def test_what_is_to_be_known_of_one_that_is_there(comments, remarks):
    found = state(*comments)
    assert (found.need, found.remarks) == (CommentNeed.WRITTEN, remarks)


def test_of_several_that_say_the_same_the_latest_period_is_named():
    june, may, march = said("2026-06"), said("2026-05"), said("2026-03")
    for order in ((june, may, march), (march, may, june), (may, june, march)):
        assert state(*order).earlier == "2026-05"


def test_what_may_still_come_in_time_is_not_missing():
    early, late = card(within=10), card(within=5)
    assert [found.owners[0].commentary_missing for found in (early, late)] == [0, 1]
    for found, missing in ((early, 0), (late, 1)):
        told = json.loads(render(found, "json"))["owners"][0]
        assert (told["commentary_missing"], told["commentary_overdue"]) == (missing, missing)
        row = page_of(Pack(found)).accountability.owners[0]
        assert row.commentary_missing == missing
        assert ("1 comment missing" in row.owner.gaps) is bool(missing)
        assert ("1 comment due by" in row.owner.gaps) is not bool(missing)


def test_the_sponsors_word_is_that_on_the_period_reported():
    word = said("2026-06", kpi=WHOLE)
    found = card(said("2026-05", kpi=WHOLE), word)
    assert found.word == word
    assert word in found.commentary
    assert card(said("2026-05", kpi=WHOLE)).word is None
