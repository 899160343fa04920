"""Who is heard, in words, on the page and in scorecard.json."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import cxscore
from cxscore.model.listening_scores import Grade
from cxscore.rendering.words.journey import journey_claim, journey_line
from cxscore.rendering.words.listening import listening_said
from cxscore.rendering.words.paper import Paper
from tests import listeners

ANSWERS = "2026-06-03,9,Till,App\n" * 3
ROOT = Path(__file__).parents[2]
TALKS = "panel,paying,Video,2026-06-05,2,Nobody <sees> the total before they pay\n"


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def of(answers=ANSWERS, contacts="2026-06-20,Phone\n", talks=TALKS, more=None, **keys):
        listeners.write(tmp_path, answers, contacts, talks)
        registers = {"registers": {"listening": "talks.csv"}}
        page = listeners.page({**registers, **(more or {})}, **keys)
        return cxscore.build(cxscore.read(page), period="2026-06", as_of="2026-07-06")

    return of


def said(scorecard):
    return listening_said(Paper.of(scorecard))


class TestWords:
    def test_blind_spots_by_name_and_by_number(self, built):
        found = said(built(contacts="2024-06-20,Phone\n"))
        assert found.claim == "Nobody listens at The call; too few are heard at Paying"
        assert found.line == "Two blind spots among three moments."

    def test_no_blind_spot(self, built):
        found = said(built(minimum_base=1))
        assert found.line == ""
        assert found.claim == (
            "No moment is a blind spot; one kind of source alone tells of Checking out, Paying "
            "and 1 other"
        )
        sources = [
            {"id": f"{kind}{at}", "kind": kind, "dataset": "answers", "moment": moment}
            for kind in ("survey", "contacts")
            for at, moment in enumerate(("checkout", "paying", "call"))
        ]
        every = said(built(talks="", minimum_base=1, sources=sources))
        assert every.claim == "Customers are heard at every moment, by more than one kind of source"

    def test_an_under_heard_channel(self, built):
        found = said(
            built("2026-06-03,9,Till,App\n" * 50, "2026-06-20,Phone\n" * 5 + "2026-06-20,App\n" * 5)
        )
        assert (
            "Phone is under-heard: 0.0% (0.0% to 7.1%) of answers, 50% of contacts."
            in found.sentence
        )
        assert [(each.name, each.note) for each in found.shares] == [
            ("App", ""),
            ("Phone", "Under-heard"),
        ]

    def test_rows_about_no_moment(self, built):
        found = said(built("2026-06-03,9,Till,App\n2026-06-03,9,Elsewhere,App\n"))
        assert "1 of the 2 in Relationship survey is about no moment." in found.notes

    def test_what_was_learned(self, built):
        (found,) = said(built()).learned
        assert found.text == "Nobody <sees> the total before they pay."
        assert found.about == "Paying: 2 people, Panel, 5 June 2026".replace("5 June", "5\xa0June")


class TestAsked:
    @pytest.fixture
    def asked(self, tmp_path, built):
        def of(now, before, **keys):
            (tmp_path / "invited.csv").write_text("period,invited\n2026-05,200\n2026-06,200\n")
            page = listeners.page()
            page["datasets"]["answers"]["asked"] = {"invited": "invited.csv", **keys}
            rows = "2026-06-03,9,Till,App\n" * now + "2026-05-03,9,Till,App\n" * before
            return built(rows, more={"datasets": page["datasets"]})

        return of

    def test_the_method_statement(self, asked):
        (found,) = said(asked(30, 32, population=8120, weighting="age and area", excluded=41)).asked
        assert found.name == "Relationship survey"
        assert found.statement == (
            "200 were asked in June 2026, and 30 answered: 15.0% (10.7% to 20.6%). In May 2026 it "
            "was 16.0%: no change beyond chance. Margin of a share: ±17.9 points at most (95%), "
            "among 8,120 who could be asked. Weighted by age and area. Left out: 41."
        )
        assert found.fall == ""

    def test_how_they_answered(self, asked):
        (found,) = said(asked(30, 32, mode="touchpoint")).asked
        assert "How they answered: Till 100%." in found.statement

    def test_a_fall_stands_beside_every_kpi_of_the_dataset_and_of_no_other(self, asked):
        document = json.loads(cxscore.render(asked(30, 60), "json"))
        kpis = {kpi["id"]: kpi["warnings"] for kpi in document["kpis"]}
        fall = "Fewer of those asked answer: 15.0%, after 30.0% in May 2026."
        assert fall in kpis["nps"]
        assert fall not in kpis["handled"]
        assert fall in document["listening"]["sentence"]
        assert document["listening"]["asked"][0]["fell"] is True

    def test_no_fall_is_told_where_it_may_be_chance(self, asked):
        assert "Fewer of those asked" not in cxscore.render(asked(30, 34), "json").decode()

    def test_more_answers_than_invitations(self, asked):
        (found,) = said(asked(201, 1)).asked
        assert found.statement.startswith(
            "201 answered in June 2026 and 200 were asked: no rate can be told."
        )

    def test_it_stands_alone_without_listening(self, asked, tmp_path):
        asked(30, 60)
        page = listeners.page()
        page["datasets"]["answers"]["asked"] = {"invited": "invited.csv"}
        del page["listening"]
        found = cxscore.build(cxscore.read(page), period="2026-06", as_of="2026-07-06")
        assert said(found).claim == "Who was asked in Answers"
        document = json.loads(cxscore.render(found, "json"))["listening"]
        assert (document["matrix"], document["blind_spots"]) == ([], [])
        assert document["asked"][0]["rate"] == 15
        assert "200 were asked in June 2026" in cxscore.render(found, "html").decode()


def test_json(built):
    document = json.loads(cxscore.render(built(), "json"))
    found = document["listening"]
    assert {"matrix", "grades", "under_heard", "asked", "blind_spots"} <= found.keys()
    assert found["matrix"][0] == {
        "moment": "checkout",
        "kind": "survey",
        "n": 3,
        "last": "2026-06-03",
        "people": None,
    }
    assert found["grades"][0] == {
        "moment": "checkout",
        "grade": "one_kind",
        "n": 3,
        "last": "2026-06-03",
    }
    assert found["blind_spots"] == ["paying", "call"]
    assert document["registers"]["listening"][0]["moments"] == ["paying"]


def test_page(built):
    html = cxscore.render(built(), "html").decode()
    assert '<section id="listening"' in html
    assert "Nobody &lt;sees&gt; the total before they pay." in html
    line = re.search(r'<a href="#listening">([^<]*blind[^<]*)</a>', html)
    assert line[1] == "Two blind spots among three moments."
    assert "Two blind spots among three moments." in cxscore.render(built(), "md").decode()


def test_on_a_phone_channels_and_teams_are_told_apart(built):
    html = cxscore.render(built(contacts="2026-06-20,\n" * 3), "html").decode()
    assert {"Channel: Not told", "Team: Not told"} <= set(re.findall(r'data-label="([^"]+)"', html))


def test_nothing_where_nobody_asks_for_it(built, tmp_path):
    built()
    page = listeners.page()
    del page["listening"]
    found = cxscore.build(cxscore.read(page), period="2026-06", as_of="2026-07-06")
    assert found.listening is None
    assert '<section id="listening"' not in cxscore.render(found, "html").decode()
    assert json.loads(cxscore.render(found, "json"))["listening"] is None


def test_a_claim_that_rests_on_one_source_is_marked(monkeypatch):
    monkeypatch.chdir(ROOT)
    found = cxscore.build(cxscore.read("kpis.yaml"))
    moments = tuple(
        replace(each, grade=Grade.ONE_KIND) if each.id in ("doorstep", "order") else each
        for each in found.listening.moments
    )
    marked = replace(found, listening=replace(found.listening, moments=moments))
    claim = journey_claim(Paper.of(marked))
    assert claim.startswith("It hurts at The delivery arrives (one source), Get help and 2 others")
    assert journey_line(Paper.of(marked)).startswith("Hot spots: The delivery arrives (one source)")
    assert ">one source<" in cxscore.render(marked, "html").decode()
