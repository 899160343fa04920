from dataclasses import replace

import pytest

from cxscore.model.decision_rights import AboveLimit, DecisionRight, amount_in
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.outline import Owner
from cxscore.score.accountability.limits import above_limit
from tests.score import made

OWNERS = (Owner("daniel", "Daniel Achebe", deputy="jonas"), Owner("amara", "Amara Osei"))
GOODWILL = DecisionRight("goodwill", "Goodwill", "daniel", 5000.0, "board")


@pytest.mark.parametrize(
    ("text", "number_format", "amount"),
    [
        ("£5,000", "en_GB", 5000.0),
        ("£0.4m, not yet approved", "en_GB", 400_000.0),
        ("£3,600 a year", "en_GB", 3600.0),
        ("GBP 12k", "en_GB", 12_000.0),
        ("5000", "en_GB", 5000.0),
        ("5000 (once)", "en_GB", 5000.0),
        ("2 million", "en_GB", 2e6),
        ("5.000,50 £", "de_DE", 5000.5),
        ("5\u00a0000 GBP", "pl_PL", 5000.0),
        ("€5,000", "en_GB", None),
        ("5,000 €", "en_GB", None),
        ("3 days", "en_GB", None),
        ("5 % of sales", "en_GB", None),
        ("about £5,000", "en_GB", None),
        ("", "en_GB", None),
    ],
)
def test_amount_that_a_cost_begins_with(text, number_format, amount):
    assert amount_in(text, "GBP", number_format) == amount


def above(cost, *rights, currency="GBP", kind=LogKind.DECISION, **more):
    definition = made.definition(made.kpi("nps"))
    heading = replace(definition.heading, sponsor="amara")
    rights = rights or (GOODWILL,)
    definition = replace(
        definition, heading=heading, owners=OWNERS, currency=currency, decision_rights=rights
    )
    more = {"status": LogStatus.OPEN, "owner": "daniel"} | more
    return above_limit(LogRow("D1", kind, "D", cost=cost, **more), definition)


def test_what_costs_more_than_the_limit_goes_to_whom_the_right_names():
    assert above("£5,001") == AboveLimit("goodwill", "daniel", 5000.0, 5001.0, "board")


@pytest.mark.parametrize(
    ("cost", "more"),
    [
        ("£5,000", {}),
        ("", {}),
        ("a lot", {}),
        ("£9,000", {"status": LogStatus.DONE}),
        ("£9,000", {"status": LogStatus.REFUSED}),
        ("£9,000", {"owner": "amara"}),
        ("£9,000", {"kind": LogKind.ACTION}),
        ("£9,000", {"currency": None}),
    ],
)
def test_what_does_not_goes_nowhere(cost, more):
    assert above(cost, **more) is None


@pytest.mark.parametrize(("to", "person"), [("deputy", "jonas"), ("sponsor", "amara")])
def test_parts_stand_for_people(to, person):
    assert above("£9,000", replace(GOODWILL, above=to)).to == person


def test_of_several_rights_the_one_that_is_named_holds_else_the_furthest():
    hiring = DecisionRight("hiring", "Hiring", "daniel", 20_000.0, "amara")
    assert above("£9,000", GOODWILL, hiring) is None
    assert above("£9,000", GOODWILL, hiring, about=("goodwill",)).right == "goodwill"
    assert above("£30,000", GOODWILL, hiring).to == "amara"
    assert above("£9,000", GOODWILL, owner="amara", about=("goodwill",)).decider == "daniel"
