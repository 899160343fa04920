"""What customers value: the drivers that exist as one page, beside what customers stated."""

import json
import re
from dataclasses import replace

from cxscore.model.outline import Moment, Stage
from cxscore.rendering import render
from cxscore.score.methods.valued import valued_by_customers
from tests.rendering.builders import make_scorecard
from tests.score.methods.test_valued import scored

STAGES = (
    Stage(
        "way",
        "Way",
        tuple(
            Moment(name, name.title(), stated, drivers=(name,))
            for name, stated in (("a", 2.0), ("b", 3.0), ("c", 5.0))
        ),
    ),
)


def named(scored_kpi):
    columns = tuple(item.column for item in scored_kpi.drivers.items)
    return replace(scored_kpi, kpi=replace(scored_kpi.kpi, drivers=columns))


def scorecard(*kpis, stages=STAGES):
    kpis = tuple(map(named, kpis))
    made = make_scorecard(kpis)
    heading = replace(made.heading, importance_from="Panel, 212 customers")
    valued = valued_by_customers(kpis, stages)
    return replace(made, heading=heading, journey=stages, valued=valued)


def section(found):
    text = render(found, "html").decode()
    return re.search(r'<section id="drivers".*?</section>', text, re.DOTALL)[0]


ONE = scored("csat", a=0.5, b=0.3, c=0.2)
TWO = scored("nps", a=0.6, d=0.4)


def test_stated_stands_beside_derived_and_disagreement_is_said():
    found = section(scorecard(ONE))
    assert "What customers value" in found
    assert found.count("<table") == 1
    assert ">2.0</td>" in found and ">5.0</td>" in found
    assert "by customers, from 1 to 5 (Panel, 212 customers)" in found
    assert "A comes third by what customers say, and first by what goes with Csat." in found
    assert "C comes first by what customers say, and third by what goes with Csat." in found


def test_several_kpis_are_one_table():
    found = section(scorecard(ONE, TWO))
    assert found.count("<table") == 1
    assert found.count('<tr><th scope="row">') == 5
    assert found.count(">first</td>") == 2


def test_the_table_is_cut_and_says_so():
    many = [scored(f"k{n}", a=0.4, b=0.3, c=0.2, d=0.1) for n in range(4)]
    found = section(scorecard(*many))
    assert found.count('<tr><th scope="row">') == 12
    assert "And 4 more in scorecard.json." in found
    assert "differ as much" in found


def test_without_stated_importance_nothing_is_said_of_it():
    found = section(scorecard(ONE, stages=()))
    assert "Stated" not in found


def test_json_has_both():
    found = json.loads(render(scorecard(ONE), "json"))["what_customers_value"]
    first = found["drivers"][0]
    assert (first["kpi"], first["column"], first["importance"]) == ("csat", "a", 0.5)
    assert (first["moment"], first["stated"], first["disagrees"]) == ("a", 2.0, True)
    assert found["importance_from"] == "Panel, 212 customers"
    assert found["sentence"].startswith("To look at first: a for Csat. A comes third")


def test_without_drivers_there_is_none():
    found = json.loads(render(make_scorecard([replace(ONE, drivers=None)]), "json"))
    assert found["what_customers_value"] is None
