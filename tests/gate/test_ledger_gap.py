"""A ledger of customers that does not add up."""

from dataclasses import replace

import pytest

from cxscore import render
from cxscore.gate.asking import Asked, Misnamed, asked_of
from cxscore.gate.conditions import CONDITIONS
from cxscore.gate.judging import judge
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.paper import Paper
from tests import closed
from tests.rendering.builders import make_kpi, make_scorecard
from tests.rendering.ledgers import CUSTOMERS, make_ledger
from tests.score import made

ASKED = (Asked("ledger-gap", CONDITIONS["ledger-gap"]),)


def with_ledger(*odd):
    """A scorecard with a ledger whose periods with these ids do not add up."""
    ledger = make_ledger()
    periods = tuple(replace(each, balanced=each.name not in odd) for each in ledger.periods)
    return replace(make_scorecard([make_kpi("a", [1.0])]), ledger=replace(ledger, periods=periods))


def test_it_objects_where_a_period_does_not_add_up():
    scorecard = with_ledger("2026-05")
    (found,) = judge(scorecard, ASKED).objections
    assert (found.kpi, found.row, found.owner) == (None, None, None)
    said = objection_said(found, Paper.of(scorecard))
    assert said == "customers ledger-gap: customers do not add up in 2026-05"


def test_all_that_do_not_are_one_objection():
    scorecard = with_ledger("2026-05", "2026-06")
    (found,) = judge(scorecard, ASKED).objections
    assert objection_said(found, Paper.of(scorecard)).endswith("in 2026-05 and 2026-06")


def test_it_does_not_where_all_add_up_or_there_is_none():
    assert judge(with_ledger(), ASKED).passed
    assert judge(make_scorecard([make_kpi("a", [1.0])]), ASKED).passed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ledger-gap"], "'ledger-gap' could never object: kpis.yaml has no 'customers'"),
        (["k:ledger-gap"], "'ledger-gap' is about 'customers' as a whole, and about no KPI"),
    ],
)
def test_it_is_refused_where_it_could_never_object(words, says):
    with pytest.raises(Misnamed, match=says):
        asked_of(made.definition(made.kpi()), words)
    with pytest.raises(Misnamed):
        asked_of(replace(made.definition(made.kpi()), customers=CUSTOMERS), ["k:ledger-gap"])
    (asked,) = asked_of(replace(made.definition(), customers=CUSTOMERS), ["ledger-gap"])
    assert asked.kpis is None


def test_nobody_accepts_it_of_a_kpi(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    accepted = "{what: ledger-gap, until: 2026-12-31, reason: Old, by: ben}"
    closed.lay_out(tmp_path)
    closed.change("kpis.yaml", "target: 60", f"accepted: [{accepted}]\n    target: 60")
    result = closed.run("check")
    assert result.exit_code == 1
    assert "CX190: 'ledger-gap' is about 'customers' as a whole, and about no KPI" in result.stderr


def test_junit_has_it_as_a_failure():
    scorecard = with_ledger("2026-05")
    judged = replace(scorecard, gate=judge(scorecard, ASKED))
    text = render(judged, "junit").decode()
    assert 'name="customers"' in text
    assert "customers do not add up in 2026-05" in text
    assert 'failures="1"' in text
