"""The value at stake, in words and on the page: goes with, not caused by."""

import json
import re
from dataclasses import replace

import pytest

from cxscore.model.stake_totals import StakeTotals, Stratum
from cxscore.model.stakes import Stake
from cxscore.rendering import render
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.stakes import stakes_said
from cxscore.score.methods.stakes import stake_of
from tests.rendering.builders import JUNE, make_kpi, make_scorecard


def judged(*strata, id_="s", name="Late parcels", alike=("region",), **more):
    stake = Stake(id_, name, "d", "late", "left", "fee", alike, kpi=more.pop("kpi", None))
    rows = (Stratum((str(at),), *each) for at, each in enumerate(strata))
    return stake_of(stake, StakeTotals(tuple(rows), **more))


BAD = (400, 160, 1000, 200, 8000.0)
CHANCE = (100, 11, 100, 10, 500.0)
GOOD = (400, 40, 1000, 300, 8000.0)


def scorecard(*stakes):
    made = make_scorecard([make_kpi("a", [1.0, 2.0])])
    return replace(made, currency="GBP", value_at_stake=stakes, period=JUNE)


def said(*stakes):
    found = scorecard(*stakes)
    return stakes_said(Paper(found, Numbers.of("en_GB", "GBP"), {}, {}, {}))


class TestWords:
    def test_more_are_lost_than_of_others_alike(self):
        found = said(judged(BAD))
        assert found.claim == "“Late parcels” goes with 80 more customers lost, worth £1,600"
        assert found.lead.startswith("Goes with, not caused by: ")
        assert "In June 2026" in found.lead
        (row,) = found.stakes
        assert (row.affected, row.others, row.more) == ("400", "1,000", "+80")
        assert (row.range, row.worth, row.crude) == ("58 to 102", "£1,600", "+80")
        assert row.note == "Alike by region, 1 kind of customers."
        assert row.sentence == (
            "Late parcels: 80 more customers lost (58 to 102) of the 400 affected than of others "
            "alike by region, worth £1,600; goes with, not caused by."
        )

    def test_what_may_be_chance_has_no_money(self):
        found = said(judged(CHANCE))
        assert found.claim == "No difference beyond chance"
        (row,) = found.stakes
        assert (row.more, row.range, row.worth) == ("+1.0", "−7.5 to 9.5", "–")
        assert row.note.endswith("No difference beyond chance.")
        assert "£" not in json.dumps([row.note, row.sentence, found.claim])
        assert row.sentence == (
            "Late parcels: no difference beyond chance, +1.0 lost (−7.5 to 9.5) of the 100 "
            "affected than of others alike by region."
        )

    def test_fewer_are_lost(self):
        found = said(judged(GOOD))
        assert found.claim == "“Late parcels” goes with 80 fewer customers lost, worth £1,600"
        (row,) = found.stakes
        assert (row.more, row.range, row.worth) == ("−80", "−96 to −64", "−£1,600")
        assert "80 fewer customers lost (64 to 96)" in row.sentence

    def test_crude_is_called_so(self):
        found = said(judged(BAD, alike=()))
        assert found.claim.endswith("worth £1,600 (crude)")
        assert found.stakes[0].note == "Crude: held against all others, alike or not."
        assert "than of all others, which is crude" in found.stakes[0].sentence

    def test_what_is_left_out_is_counted(self):
        found = said(judged(BAD, (20, 3, 0, 0, 10.0), unknown=4, without_worth=2))
        assert found.stakes[0].note == (
            "Alike by region, 1 kind of customers. 20 affected have no others like them and are "
            "left out. 4 rows are left open by a blank, and left out. What 2 of the affected are "
            "worth is not known."
        )

    def test_of_nobody_whose_worth_is_known_there_is_no_money(self):
        found = said(judged(BAD, without_worth=400))
        assert found.claim == "“Late parcels” goes with 80 more customers lost"
        assert found.stakes[0].worth == "–"

    def test_an_end_beyond_zero_is_not_written_as_zero(self):
        found = judged(BAD)
        found = replace(found, lost_more=30.0, low=0.004, high=60.0)
        assert said(found).stakes[0].range == "0.004 to 60.000"

    @pytest.mark.parametrize(
        ("strata", "why"),
        [
            ([], "there is no customer that it is about"),
            ([(0, 0, 50, 5, 0.0)], "it happened to none of the 50 customers"),
            ([(1500, 5, 0, 0, 9.0)], "it happened to all of the 1,500 customers"),
            ([(1, 1, 50, 5, 9.0)], "1 affected is too few: it takes 30"),
            ([(50, 5, 12, 1, 9.0)], "12 others are too few: it takes 30"),
            (
                [BAD, (100, 10, 0, 0, 9.0)],
                "100 of the 500 affected have no others alike by region",
            ),
        ],
    )
    def test_why_it_cannot_be_told(self, strata, why):
        found = said(judged(*strata))
        (row,) = found.stakes
        assert found.claim == "What is at stake cannot be told"
        assert row.note == f"Cannot be told: {why}."
        assert row.sentence == f"Late parcels: what goes with it cannot be told, for {why}."
        assert (row.more, row.range, row.worth, row.crude) == ("–",) * 4

    def test_worst_comes_first_and_nothing_is_added_up(self):
        found = said(
            judged((5, 0, 50, 1, 1.0), id_="few"),
            judged(CHANCE, id_="chance"),
            judged(BAD, id_="crude", alike=()),
            judged((400, 120, 1000, 200, 8000.0), id_="less"),
            judged(BAD, id_="bad"),
        )
        assert [row.id for row in found.stakes] == ["few", "chance", "crude", "less", "bad"]
        assert [row.id for row in found.shown] == ["bad", "less", "crude", "chance", "few"]
        assert found.note == "They are not added up: the same customers may be in several."
        assert said(judged(BAD)).note == ""


def page(*stakes, format_="html"):
    return render(scorecard(*stakes), format_).decode()


class TestPage:
    def test_without_the_key_there_is_none(self):
        assert 'id="value"' not in page()
        assert json.loads(page(format_="json"))["value_at_stake"] == []

    def test_leads_to_the_kpi_and_cuts_the_table(self):
        every = [judged(BAD, id_=f"s{n}", name=f"Thing {n}", kpi="a") for n in range(8)]
        found = page(*every)
        assert found.count("+80</b>") == 6
        assert "And 2 more in scorecard.json." in found
        assert "Goes with, not caused by" in found
        assert re.search(r'Thing 0 <span class="role"><a href="#[^"]*a">', found)

    def test_names_are_text(self):
        found = page(judged(BAD, name="<script>alert(1)</script>"))
        assert "<script>alert" not in found
        assert "&lt;script&gt;alert" in found

    def test_json_has_all_of_them_in_order(self):
        chance, bad = judged(CHANCE, id_="chance"), judged(BAD, id_="bad", kpi="a")
        found = json.loads(page(chance, bad, format_="json"))["value_at_stake"]
        assert [each["id"] for each in found] == ["chance", "bad"]
        assert found[1]["lost_more"] == pytest.approx(80)
        assert found[1]["value"] == pytest.approx(1600)
        assert (found[1]["kpi"], found[1]["alike"], found[1]["untold"]) == ("a", ["region"], None)
        assert (found[0]["beyond_chance"], found[1]["beyond_chance"]) == (False, True)
