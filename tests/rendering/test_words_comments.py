"""What owners and the sponsor said, and what is said of a comment that is missing."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.commentary import CommentNeed, CommentRemark, CommentState
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.outline import Heading
from cxscore.model.registers import WHOLE, Comment
from cxscore.rendering.words import say
from cxscore.rendering.words.comments import commentary_advice
from tests.rendering.builders import make_kpi, make_scorecard, owner_score, page_of

KPI = make_kpi("nps", [82.4, 83.1], name="Satisfied")


def card(state=None, what=None, word=None, heading=None, unit="percent"):
    comments = (Comment("nps", "2026-06", "amara", date(2026, 7, 3), what),) if what else ()
    found = make_scorecard(
        [replace(KPI, unit=unit)], commentary=comments, heading=heading, word=word
    )
    (kpi,) = found.kpis
    return replace(found, kpis=(replace(kpi, comment_state=state or kpi.comment_state),))


def told(*arguments, **more):
    return say(card(*arguments, **more)).kpis["nps"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            CommentState(CommentNeed.DUE_BY, date(2026, 7, 10)),
            "No comment from Amara Osei on June 2026; it is due by 10 July 2026.",
        ),
        (
            CommentState(
                CommentNeed.OVERDUE,
                date(2026, 7, 1),
                (CommentRemark.CARRIED_OVER,),
                "2026-05",
            ),
            "No comment from Amara Osei on June 2026; it was due by 1 July 2026. "
            "The last is on May 2026.",
        ),
        (CommentState(), ""),
    ],
)
def test_one_that_is_missing(state, expected):
    assert told(state).comment_missing.replace(NO_BREAK, " ") == expected


@pytest.mark.parametrize(
    ("what", "flagged"),
    [
        ("82.4% are satisfied", True),
        ("It rose from 82.4% to 83.1%", False),
        ("83.1% are satisfied", False),
        ("182.4% and 82.45% are other numbers", False),
        ("82.4 are satisfied", False),
    ],
)
def test_the_number_of_another_period_is_noticed(what, flagged):
    said = told(what=what)
    assert (CommentRemark.OTHER_NUMBER in said.comment_remarks) is flagged
    expected = "82.4% was the value of May 2026; now it is 83.1%." if flagged else ""
    assert said.comment_remark == expected


def test_a_number_without_a_unit_may_be_anything():
    assert told(what="82.4 customers", unit="count").comment_remarks == ()


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        (CommentRemark.UNDATED, "Nobody says when it was written."),
        (CommentRemark.BEFORE_DATA, "It was written before the period had ended."),
        (CommentRemark.COPIED, "These are the words of May 2026."),
    ],
)
def test_what_is_to_be_known(remark, expected):
    state = CommentState(CommentNeed.WRITTEN, None, (remark,), "2026-05")
    assert told(state, what="All is well").comment_remark == expected


def test_whoever_keeps_the_comments_is_told():
    late = CommentState(CommentNeed.OVERDUE, date(2026, 7, 1))
    assert list(commentary_advice(card(late))) == [], "where nobody writes any"
    heard = replace(card(late), commentary=(Comment("other", "2026-06", what="x"),))
    assert list(commentary_advice(heard)) == [
        (
            "nps",
            None,
            "there is no comment on kpis.nps, which was due by 2026-07-01",
            "ask amara for a word",
        )
    ]


def test_what_is_amiss_with_a_comment_is_a_sentence_at_its_line():
    remarks = (CommentRemark.UNDATED, CommentRemark.BEFORE_DATA, CommentRemark.COPIED)
    found = card(CommentState(remarks=remarks, earlier="2026-05"), what="82.4% are satisfied")
    (kpi,) = found.kpis
    comment = replace(kpi.commentary, place=("commentary.csv", 7))
    found = replace(found, kpis=(replace(kpi, commentary=comment),))
    assert list(commentary_advice(found)) == [
        (
            "nps",
            ("commentary.csv", 7),
            "the comment on kpis.nps does not say when it was written, was written before the "
            "period had ended, has the words of May 2026 and names 82.4%, the value of May 2026, "
            "not 83.1%",
            "ask amara for another word",
        )
    ]


def word(*, sponsor=None, what=None, author="", written=None, commentary=True):
    heading = Heading("Scorecard", sponsor=sponsor)
    own = Comment(WHOLE, "2026-06", author, written, what) if what else None
    found = card(what="All is well" if commentary else None, word=own, heading=heading)
    return say(found).word.replace(NO_BREAK, " ")


def test_the_sponsors_word_has_a_name_and_a_day():
    said = word(sponsor="amara", what="We ask for the hub.", written=date(2026, 7, 6))
    assert said == "Amara Osei, 6 July 2026: “We ask for the hub.”"
    assert word(what="We ask for the hub.") == "“We ask for the hub.”"
    assert word(author="jonas", sponsor="amara", what="Yes.") == "Jonas Lindqvist: “Yes.”"


def test_a_long_word_is_cut_between_words():
    said = word(what="abc, " * 100)
    assert said.endswith("abc …”")
    assert len(said) < 310


def test_that_there_is_none_yet_is_said_where_comments_are_written():
    assert word(sponsor="amara") == "No word from Amara Osei yet."
    assert word(sponsor="amara", commentary=False) == ""
    assert word() == ""


def test_a_comment_that_may_still_come_is_not_missing_in_the_table():
    poor = [make_kpi(id_, [82.4, 83.1], target=95.0) for id_ in ("a", "b", "c")]
    found = make_scorecard(poor)
    first, second, third = found.kpis
    due = CommentState(CommentNeed.DUE_BY, date(2026, 7, 10))
    kpis = (replace(first, comment_state=due), replace(second, comment_state=due), third)
    owners = tuple(owner_score(score.owner, kpis) for score in found.owners)
    gaps = page_of(replace(found, kpis=kpis, owners=owners)).accountability.owners[0].owner.gaps
    assert "1 comment missing. 2 comments due by 10 July 2026." in gaps.replace(NO_BREAK, " ")
