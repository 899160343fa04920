"""The room on the first page: what is told gives way before the page overflows."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.accountability import Accountability, Celebrated, Occasion
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Heading, Paper
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Status
from cxscore.rendering.sections.first_column import brief_from, without_one
from cxscore.rendering.sections.first_page import Columns, columns_of, lines
from cxscore.rendering.words.messages import Key
from tests.rendering.builders import AS_OF, make_kpi, make_scorecard, page_of, wave
from tests.scored_rows import scored_log


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        pytest.param("", 100, 1, id="nothing"),
        pytest.param("one two", 100, 1, id="one line"),
        pytest.param("one two three four five", 60, 3, id="words"),
        pytest.param("x" * 40, 60, 4, id="one long word"),
    ],
)
def test_lines_of_a_text(text, width, count):
    assert lines(text, 10, width) == count


def test_letter_is_narrower_and_higher():
    a4, letter = (columns_of(paper, "Short", "of 3 KPIs.", ()) for paper in Paper)
    assert letter.width == pytest.approx(a4.width - 49.9, abs=0.1)
    assert letter.height == pytest.approx(a4.height + 16.7, abs=0.1)
    assert sum(letter.shares(letter.cell_widths([[40], [40]]))) < 100
    assert sum(letter.cell_widths([[40], [40]])) < sum(a4.cell_widths([[40], [40]]))


def test_names_of_the_fullest_column_have_a_line_each_while_there_is_room():
    page = Columns(400, 300)
    few, most = [50, 300], [50, 90, 110, 100]
    narrow, wide = page.cell_widths([few, most])
    assert wide == 110
    assert narrow > 50
    alike = page.cell_widths([[60, 70], [60, 70]])
    assert alike[0] == alike[1] > 70
    heads = page.cell_widths([[50, 500], [60, 500], [70]])
    assert all(width >= head for width, head in zip(heads, (50, 60, 70), strict=True))


def test_what_is_asked_of_the_meeting_takes_a_line():
    messages = [("A sentence.", "And what comes after it.")]
    height = next(
        high for high in range(40, 400) if Columns(400, high).holds(messages, "S", dense=False)
    )
    asked = "Two decisions are asked of this meeting."
    assert not Columns(400, height).holds(messages, "S", (), asked, dense=False)
    assert Columns(400, height + 15).holds(messages, "S", (), asked, dense=False)
    one, two = ["Approve £0.4m. Amara Osei, 23 July 2026"], ["Approve £0.4m.", "Note the delay."]
    assert not Columns(400, height + 20).holds(messages, "S", one, dense=False)
    assert Columns(400, height + 40).holds(messages, "S", one, dense=False)
    assert not Columns(400, height + 40).holds(messages, "S", two, dense=False)


def test_a_longer_headline_leaves_less():
    short, long = (columns_of(Paper.A4, text, "", ()) for text in ("Short", "So much to say " * 12))
    assert long.height < short.height
    assert long.grid_lines("Title", ()) < short.grid_lines("Title", ())


def test_the_sponsors_word_is_counted_for():
    headline = "So much to say " * 12
    lengths = ("", "A word.", "A word and more. " * 20)
    heights = [columns_of(Paper.A4, headline, "", (), word).height for word in lengths]
    assert heights[1] - heights[2] == pytest.approx(2 * 8.01 * 1.25, abs=0.01), "two lines more"


def test_what_is_set_smaller_takes_less_room():
    messages = [("A sentence in bold.", "And the facts that come after it, at some length.")] * 5
    height = next(
        high
        for high in range(40, 400)
        if Columns(400, high).holds(messages, "Status since May.", dense=True)
    )
    assert not Columns(400, height).holds(messages, "Status since May.", dense=False)
    assert Columns(400, 2 * height).holds(messages, "Status since May.", dense=False)


def changed(number, paper=Paper.A4):
    """Return the summary of a paper on which *number* of 60 KPIs became worse."""
    kpis = [
        make_kpi(f"k{at}", wave(50, 0, 14), name=f"What a customer thinks of point {at}", target=90)
        for at in range(60)
    ]
    scorecard = make_scorecard(kpis, heading=Heading("T", paper=paper))
    worse = tuple(
        StatusChange(f"k{at}", Status.ON_TARGET, Status.OFF_TARGET) for at in range(number)
    )
    better = tuple(
        StatusChange(f"k{at}", Status.OFF_TARGET, Status.AT_RISK) for at in range(number, 60)
    )
    summary = replace(scorecard.summary, changes=(*worse, *better), before_period="2026-05")
    return page_of(replace(scorecard, summary=summary)).summary


def test_changes_are_named_where_there_is_room_and_counted_where_there_is_none(monkeypatch):
    sentence = changed(13).changes.sentence
    assert "Worse: What a customer thinks of point 0" in sentence
    monkeypatch.setattr(Columns, "holds", lambda *_, **__: False)
    assert changed(13).changes.sentence == "47 better and 13 worse; the scorecard has each."
    monkeypatch.setattr(
        Columns, "holds", lambda _, __, since, *___, dense: dense and len(since) < 400
    )
    fewer = changed(13)
    assert fewer.dense
    assert len(fewer.changes.sentence) < len(sentence)
    assert "point 13" in fewer.changes.sentence


def asked_for(number):
    """Return a paper on which so many decisions are asked, and one success is to be celebrated."""
    day = (date(2026, 7, 23),)
    rows = [
        LogRow(f"d{at}", LogKind.DECISION, f"Matter {at}", "amara", LogStatus.OPEN, due=day)
        for at in range(number)
    ]
    won = Celebrated(Occasion.IMPROVEMENT, "k0", None, ("amara",))
    asked = Accountability(decisions_asked=tuple(row.id for row in rows), celebrate=(won,))
    kpis = [make_kpi(f"k{at}", wave(50, 0, 14), target=90) for at in range(5)]
    actions = scored_log(rows, AS_OF)
    return page_of(make_scorecard(kpis, actions=actions, accountability=asked)).summary


def test_decisions_are_told_with_who_decides_and_by_when():
    summary = asked_for(2)
    assert [(each.title, each.due) for each in summary.decisions] == [
        ("Matter 0", "23\u00a0July 2026"),
        ("Matter 1", "23\u00a0July 2026"),
    ]
    assert {each.owner for each in summary.decisions} == {"Amara Osei"}
    assert summary.asked == "One success to celebrate."
    many = asked_for(5)
    assert len(many.decisions) == 3
    assert many.asked == "Two more decisions and one success to celebrate."
    assert asked_for(0).decisions == ()


def test_decisions_are_counted_where_there_is_no_room(monkeypatch):
    monkeypatch.setattr(Columns, "holds", lambda *_, **__: False)
    summary = asked_for(2)
    assert summary.decisions == ()
    assert summary.asked == "There are two decisions to make and one success to celebrate."


def test_of_as_many_messages_the_larger_letters_are_tried_first(monkeypatch):
    tried = []

    def holds(_, messages, *__, dense):
        tried.append(("small" if dense else "large", len(messages)))

    monkeypatch.setattr(Columns, "holds", holds)
    asked_for(2)
    assert list(dict.fromkeys(tried)) == [("large", 5), ("small", 5), ("large", 4), ("small", 4)]


def test_when_a_decision_is_due_is_said_but_of_the_meetings_day():
    day, later = date(2026, 7, 23), date(2026, 7, 30)
    rows = [
        LogRow(f"d{at}", LogKind.DECISION, f"Matter {at}", "amara", LogStatus.OPEN, due=(due,))
        for at, due in enumerate((day, later))
    ]
    asked = Accountability(decisions_asked=("d0", "d1"))
    card = make_scorecard(
        [make_kpi("k0", wave(50, 0, 14), target=90)],
        heading=Heading("T", meeting=day),
        actions=scored_log(rows, AS_OF),
        accountability=asked,
    )
    assert [each.due for each in page_of(card).summary.decisions] == ["", "30\u00a0July 2026"]


def test_a_longer_list_of_contents_leaves_less_to_the_grid():
    short, long = (Columns(440, 300, contents) for contents in (12, 19))
    assert short.grid_lines("Title", ()) - long.grid_lines("Title", ()) == 4
    assert Columns(440, 300, 12).grid_lines("T", ()) == Columns(440, 300, 10).grid_lines("T", ())


def test_the_owners_words_give_way_from_the_last_message_on():
    said = Key("A worsened.", "50%. Ann: “Why.”", "a", "50%. Owner: Ann.")
    won = Key("B improved.", "60%. Bob: “Why.”", "b", "60%. Owner: Bob.", is_win=True)
    first, *rest = brief_from([said, won], 1)
    assert (first, [each.rest for each in rest]) == (said, ["60%. Owner: Bob."])
    full = [said] * 4 + [won]
    assert without_one(full) == [*full[:3], won]
    assert without_one([said, said, said, won, won])[-2:] == [said, won]
    assert without_one([said, won]) == [said, won]
