"""The three functions for Python users, and the stages in their order."""

import json
from datetime import UTC, date, datetime

import pytest

import cxscore
from cxscore.pipeline import WrongUsage, day_of
from tests import company


@pytest.fixture
def path(tmp_path):
    return company.write(tmp_path)


def test_read_build_render(path):
    definition = cxscore.read(path)
    scorecard = cxscore.build(definition)
    assert scorecard.period.id == "2026-03"
    page = cxscore.render(scorecard, "html")
    assert page.startswith(b"<!doctype html>")
    assert json.loads(cxscore.render(scorecard, "json"))["kpis"][0]["id"] == "nps"
    assert cxscore.render(scorecard) == page


def test_period_and_day_can_be_given(path):
    scorecard = cxscore.build(cxscore.read(path), period="2026-02", as_of=date(2026, 3, 3))
    assert (scorecard.period.id, scorecard.as_of) == ("2026-02", date(2026, 3, 3))


def test_every_fault_of_the_definition_is_raised_at_once(tmp_path):
    path = company.write(tmp_path, company.KPIS.replace("owner: ada", "owner: adda\n    nme: x"))
    with pytest.raises(cxscore.Problems) as caught:
        cxscore.read(path)
    assert {problem.code for problem in caught.value.found} == {"CX101", "CX120"}


def test_every_fault_of_the_data_is_raised_at_once(tmp_path):
    rows = company.ROWS.replace("2026-01-04,8", "2026-01-04,eleven").replace("2026-01-07,6", "x,6")
    path = company.write(tmp_path, surveys=rows)
    with pytest.raises(cxscore.Problems) as caught:
        cxscore.build(cxscore.read(path))
    assert [(problem.line, problem.column) for problem in caught.value.found] == [(3, 12), (4, 1)]


def test_a_period_that_the_calendar_has_not(path):
    with pytest.raises(WrongUsage, match="written like 2026-10"):
        cxscore.build(cxscore.read(path), period="June")


def test_a_period_that_the_data_have_not(path):
    with pytest.raises(cxscore.Problems, match="no rows yet; the data run from 2026-01-01 to"):
        cxscore.build(cxscore.read(path), period="2031-01")


def test_there_is_no_such_format(path):
    with pytest.raises(ValueError, match="docx"):
        cxscore.render(cxscore.build(cxscore.read(path)), "docx")


def test_the_clock_is_asked_only_where_nothing_else_says_the_day(path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs((day_of(None) - datetime.now(UTC).date()).days) <= 1
    assert day_of(cxscore.read(path)) == date(2026, 4, 10)
