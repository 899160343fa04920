"""Packs by name: a closed period, a close, or a scorecard.json."""

import json
from pathlib import Path

import pytest

import cxscore
from cxscore.history.packs import told_named
from cxscore.wrong_usage import WrongUsage
from tests import closed
from tests.closed import add, build, close


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-04", "2026-05-06")
    close("2026-05", "2026-06-05")
    build("2026-06", "2026-07-06")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2026-04", "2026-04"),
        ("2026-05", "2026-05"),
        ("history/2026-04.json", "2026-04"),
        ("scorecard/scorecard.json", "2026-06"),
        ("scorecard", "2026-06"),
    ],
)
def test_what_a_name_means(name, period):
    told = told_named(cxscore.read("kpis.yaml"), name)
    assert told.period == period
    assert told.numbers["happy", (), (), period].value is not None


def test_a_copy_of_a_close_is_that_close():
    text = Path("history/2026-04.json").read_bytes()
    Path("taken-back.json").write_bytes(text.replace(b"\n", b"\r\n"))
    told = told_named(cxscore.read("kpis.yaml"), "taken-back.json")
    assert told == told_named(cxscore.read("kpis.yaml"), "2026-04")


def test_a_close_of_another_chain_is_said_to_be_one():
    Path("history/2026-05.json").rename("other.json")
    with pytest.raises(WrongUsage, match="is a close, and none of this kpis"):
        told_named(cxscore.read("kpis.yaml"), "other.json")


def test_an_earlier_close_knows_nothing_of_later_ones():
    told = told_named(cxscore.read("kpis.yaml"), "2026-04")
    assert ("happy", (), (), "2026-05") not in told.numbers


def test_of_a_period_that_was_closed_twice_the_last_close_is_meant():
    definition = cxscore.read("kpis.yaml")
    april = ("happy", (), (), "2026-04")
    first = told_named(definition, "2026-04").numbers[april].value
    add("surveys.csv", "2026-04-30,North,web,5")
    close("2026-04", "2026-07-06", "--again", "A row came late")
    told = {
        name: told_named(definition, name).numbers[april]
        for name in ("2026-04", "history/2026-04.json", "2026-05")
    }
    assert told["2026-04"].value > first
    # What was told before, and meanwhile, stays what it was.
    assert told["history/2026-04.json"].value == told["2026-05"].value == first


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("2026-6", "there is no pack '2026-6', and no such period is closed; did you mean"),
        ("nowhere", "closed are: 2026-04, 2026-05"),
    ],
)
def test_a_name_that_means_none(name, says):
    with pytest.raises(WrongUsage, match=says):
        told_named(cxscore.read("kpis.yaml"), name)


@pytest.mark.parametrize("text", ["{}", '{"period": null}', '{"period": {"id": 1}, "as_of": "x"}'])
def test_a_document_of_something_else(text):
    Path("other.json").write_text(text, encoding="utf-8")
    with pytest.raises(WrongUsage):
        told_named(cxscore.read("kpis.yaml"), "other.json")


def test_a_scorecard_that_lacks_a_part():
    document = json.loads(Path("scorecard/scorecard.json").read_text(encoding="utf-8"))
    del document["kpis"][0]["signal"]
    Path("scorecard/scorecard.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(WrongUsage, match="is no scorecard of cxscore's"):
        told_named(cxscore.read("kpis.yaml"), "scorecard")
