"""A ledger of customers that does not add up."""

from dataclasses import replace

from cxscore.gate.asking import Asked
from cxscore.gate.conditions import CONDITIONS
from cxscore.gate.judging import judge
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_kpi, make_scorecard
from tests.rendering.ledgers import make_ledger

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
