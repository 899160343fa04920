"""Customers as an asset, in words, on the page and in scorecard.json."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from statsmodels.stats.proportion import proportion_confint

from cxscore.model.customers import Customers, Movements
from cxscore.model.ledger_totals import Heads, ReasonTotals
from cxscore.rendering import render
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.ledger import ledger_said
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_kpi, make_scorecard
from tests.rendering.ledgers import CUSTOMERS, HEADS, REASONS, make_ledger, totals

PAPER = Paper(None, Numbers.of("en_GB", "GBP"), {}, {}, {})


def said(*arguments, **more):
    return ledger_said(make_ledger(*arguments, **more), PAPER)


def scorecard(ledger=None):
    return replace(make_scorecard([make_kpi("a", [1.0, 2.0])]), ledger=ledger or make_ledger())


class TestWords:
    def test_whole_numbers_first(self):
        found = said()
        assert found.sentence == (
            "We won 1,204 customers and lost 1,377: 173 fewer, worth £8,900 less."
        )

    def test_notes_end_with_the_rates(self):
        assert said().notes == (
            "12 customers came and went within the month, and are in neither of its ends.",
            "250 of the 1,000 new customers came recommended (25%).",
            "New means: not seen since 2024-01.",
            "Of the 7,400 customers at the opening 18.6% (17.7% to 19.5%) left, and 81.4% stayed.",
            "Of the value at the opening, £402,000, 10.2% was lost with those who left, and 88.4% "
            "is left (gross retention); with what grew it is 88.8% (net retention).",
            "Of the 7,300 customers when the year began 39.4% (38.2% to 40.5%) "
            "are customers no more.",
        )

    @pytest.mark.parametrize(
        ("heads", "claim"),
        [
            (Heads(5, 0, 0, 0, 5), "We won no customer and lost none: as many as before"),
            (Heads(5, 1, 0, 0, 6), "We won 1 customer and lost none: 1 more"),
            (Heads(5, 2, 1, 1, 7), "We won 3 customers and lost 1: 2 more"),
        ],
    )
    def test_few_and_no_value(self, heads, claim):
        assert said([totals(heads=heads, worth=None)]).claim == claim

    @pytest.mark.parametrize(
        ("known", "note"),
        [
            ([totals("2026-05")], "The last month that can be told is May 2026."),
            (
                [],
                "The rows begin in 2024-01: who was a customer when the month began is not known.",
            ),
        ],
    )
    def test_a_period_that_cannot_be_told(self, known, note):
        found = said(known, reasons=())
        assert found.claim == "How many customers there were in June 2026 cannot be told"
        assert found.notes == (note,)
        assert (found.falls, found.reasons) == ((), ())

    def test_reasons_are_ranked_where_half_of_them_are_known(self):
        found = said()
        assert found.reasons_note == (
            "The reason given most is “Price”: 412 of the 1,377 lost (30%)"
        )
        rows = [(each.name, each.customers, each.share, each.range) for each in found.reasons]
        assert rows == [
            ("Price", "412", "30%", "28% to 32%"),
            ("Moved <away>", "365", "27%", "24% to 29%"),
            ("Not known", "600", "44%", ""),
        ]

    def test_reasons_are_not_ranked_where_more_than_half_are_not_known(self):
        reasons = (
            ReasonTotals(None, 700),
            ReasonTotals("Service", 400),
            ReasonTotals("Price", 277),
        )
        found = said(reasons=reasons)
        assert found.reasons_note == (
            "Why 700 of the 1,377 lost left is not known, so the reasons are not ranked"
        )
        assert [each.name for each in found.reasons] == ["Price", "Service", "Not known"]
        assert not any(each.range for each in found.reasons)

    def test_five_reasons_and_the_others_together(self):
        reasons = tuple(ReasonTotals(f"R{n}", 100 - n) for n in range(8))
        heads = Heads(7400, 0, 0, 772, 6628)
        found = said([totals(heads=heads, worth=None)], reasons=reasons)
        assert [each.name for each in found.reasons] == [
            "R0",
            "R1",
            "R2",
            "R3",
            "R4",
            "Other reasons",
        ]
        assert found.reasons[-1].customers == "282"

    def test_the_way_from_the_opening_to_the_closing(self):
        customers, value = said().falls
        assert customers.description == (
            "In customers: from 7,400 at the opening by way of new +1,000, returned +204 and "
            "lost −1,377 to 7,227 at the closing"
        )
        assert [(bar.name, bar.text) for bar in value.bars] == [
            ("Opening", "£402,000"),
            ("New", "+£30,000"),
            ("Returned", "+£6,100"),
            ("Lost", "−£41,000"),
            ("Pay more", "+£1,501"),
            ("Pay less", "−£5,501"),
            ("Closing", "£393,100"),
        ]

    def test_movements_that_do_not_add_up_are_said(self):
        wrong = replace(HEADS, closing=7230)
        customers = Customers("d", movements=Movements("o", "n", "l", "c"))
        found = said([totals(heads=wrong, worth=None)], reasons=(), customers=customers)
        assert found.notes[-1] == "The counts do not add up in 1 month: June 2026."
        assert not any(note.startswith("New means") for note in found.notes)


class TestJudged:
    def test_rates_are_of_the_opening(self):
        latest = make_ledger().latest
        assert latest.churn.value + latest.retention.value == 100
        assert (latest.churn.low, latest.churn.high) == pytest.approx(
            tuple(100 * end for end in proportion_confint(1377, 7400, method="wilson"))
        )
        assert latest.grr == pytest.approx(100 * (402000 - 41000 - 5500.5) / 402000)
        assert latest.nrr == pytest.approx(100 * (402000 - 41000 - 5500.5 + 1500.5) / 402000)

    def test_a_period_that_opens_otherwise_than_the_one_before_closed_is_not_balanced(self):
        may = totals("2026-05", Heads(7350, 900, 150, 999, 7401), None)
        before, latest = make_ledger([may, totals(worth=None)]).periods
        assert (before.balanced, latest.balanced) == (True, False)

    def test_nobody_at_the_opening_has_no_rates(self):
        ledger = make_ledger([totals(heads=Heads(0, 3, 0, 0, 3), worth=None)])
        assert ledger.latest.churn is None
        assert ledger.latest.retention is None

    def test_half_of_the_reasons_is_enough(self):
        even = (ReasonTotals("Price", 5), ReasonTotals(None, 5))
        assert make_ledger(reasons=even).ranks_reasons
        assert not make_ledger(
            reasons=(ReasonTotals("Price", 5), ReasonTotals(None, 6))
        ).ranks_reasons
        assert make_ledger(reasons=REASONS).reasons_unknown == 600
        assert make_ledger(customers=replace(CUSTOMERS, reason=None)).reasons_unknown is None


class TestPage:
    def test_has_the_two_waterfalls_and_every_number(self):
        page = render(scorecard(), "html").decode()
        (section,) = re.findall(r'<section id="customers".*?</section>', page, re.DOTALL)
        titles = re.findall(r"<title>(.*?)</title>", section)
        assert [title.split(":")[0] for title in titles] == [
            "In customers",
            "In value",
            "Customers won and lost in 2 months",
        ]
        for text in ("7,227", "18.6%", "17.7% to 19.5%", "No region", "May 2026", "£12,000"):
            assert text in section
        assert "Moved &lt;away&gt;" in section

    def test_is_off_without_customers(self):
        page = render(make_scorecard([make_kpi("a", [1.0, 2.0])]), "html").decode()
        assert 'id="customers"' not in page

    def test_paper_prints_it(self):
        assert render(scorecard(), "pdf").startswith(b"%PDF")


class TestJson:
    def test_has_the_names_that_are_promised(self):
        found = json.loads(render(scorecard(), "json"))["ledger"]
        (may, june) = found["periods"]
        assert (may["period"], june["period"]) == ("2026-05", "2026-06")
        assert june["customers"]["closing"] == 7227
        assert june["customers"]["churn"] == pytest.approx(100 * 1377 / 7400)
        assert june["value"]["shrunk"] == 5500.5
        assert (june["came_and_went"], june["balanced"]) == (12, True)
        assert [(each["by"], each["segment"]) for each in found["by"]] == [
            ("region", "North"),
            ("region", None),
        ]
        assert found["reasons"][0]["value"] == 12000
        assert found["reasons_unknown"] == 600
        assert found["year_to_date"]["customers"]["lost"] == 2873

    def test_is_null_without_customers(self):
        found = json.loads(render(make_scorecard([make_kpi("a", [1.0, 2.0])]), "json"))
        assert found["ledger"] is None


def test_value_is_told_to_the_last_digit():
    worth = totals().worth
    assert worth.closing == Decimal("393100.0")
    assert worth.difference == 0


def test_first_page_has_its_line():
    page = render(scorecard(), "html").decode()
    (line,) = re.findall(r'<p class="mixcap"><a href="#customers">(.*?)</a></p>', page)
    assert line == "We won 1,204 customers and lost 1,377: 173 fewer, worth £8,900 less."


def test_net_is_closing_less_opening_where_counts_do_not_balance():
    heads = Heads(110, 5, 0, 8, 108)
    assert said([totals(heads=heads, worth=None)]).claim.endswith("2 fewer")
    assert heads.difference == 1


@pytest.mark.parametrize(
    ("named", "note"),
    [
        ("AB", "The reasons given most are “A” and “B”: 300 of the 1,377 lost (22%) each"),
        ("ABCD", "Four reasons are given as often: 300 of the 1,377 lost (22%) each"),
    ],
)
def test_reasons_given_as_often_are_told_together(named, note):
    found = said(reasons=[ReasonTotals(each, 300) for each in named])
    assert found.reasons_note == note


def test_rows_that_stop_within_the_period_are_told():
    found = said([replace(totals(), complete=False)])
    assert found.notes[0] == (
        "The rows do not go to the end of June 2026, so its numbers are not final."
    )


def test_who_was_there_is_told_where_who_came_and_left_is_not():
    found = said([totals("2026-04")], reasons=(), closing=3)
    assert found.sentence == (
        "We had 3 customers at the end of June 2026; who came and who left cannot be told."
    )
    assert found.notes == (
        "There is no snapshot of the month before.",
        "The last month that can be told is April 2026.",
    )
