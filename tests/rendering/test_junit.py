"""junit.xml: opened by another program's parser, and held against what build servers read."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from junitparser import Failure, JUnitXml, Skipped

import cxscore
from cxscore.gate.asking import asked_of
from cxscore.gate.judging import judge
from cxscore.model.verdicts import Status
from cxscore.rendering import render
from tests.rendering.builders import make_kpi, make_scorecard

SHAPES = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time"},
        set(),
        {"testcase", "properties", "system-out"},
    ),
    "testcase": (
        {"name", "classname", "time"},
        set(),
        {"properties", "failure", "error", "skipped", "system-out"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "skipped": ({"message"}, {"type"}, set()),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "system-out": (set(), set(), set()),
}
"""Of each element the attributes that are always there, those that may be, and what is in it.

That is what Jenkins' schema has (junit-10.xsd), with the properties of a case, which its plugin
for JUnit reads and pytest writes as well.
"""


@pytest.fixture(scope="module")
def definition(root):
    return cxscore.read(root / "kpis.yaml")


@pytest.fixture(scope="module")
def card(definition):
    return cxscore.build(definition)


def held_to(card, definition, *conditions):
    return replace(card, gate=judge(card, asked_of(definition, conditions)))


def cases_of(card):
    found = JUnitXml.fromstring(render(card, "junit"))
    return {(suite.name, case.name): case for suite in found for case in suite}


def failures(card):
    return {
        name: [(each.type, each.message) for each in case.result if isinstance(each, Failure)]
        for (_, name), case in cases_of(card).items()
        if any(isinstance(each, Failure) for each in case.result)
    }


def assert_shape(element):
    required, allowed, within = SHAPES[element.tag]
    assert required <= set(element.keys()) <= required | allowed, element.tag
    assert {child.tag for child in element} <= within, element.tag
    for child in element:
        assert_shape(child)


@pytest.mark.parametrize("conditions", [(), ("off-target", "overdue-action", "promise-broken")])
def test_elements_and_attributes_are_those_that_build_servers_read(card, definition, conditions):
    root = ElementTree.fromstring(render(held_to(card, definition, *conditions), "junit"))
    assert_shape(root)
    for suite in root:
        cases = suite.findall("testcase")
        failed = [case for case in cases if case.find("failure") is not None]
        skipped = [case for case in cases if case.find("skipped") is not None]
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(failed))
        assert suite.get("skipped") == str(len(skipped))
        assert {case.get("time") for case in cases} == {"0"}
    assert root.get("tests") == str(sum(int(suite.get("tests")) for suite in root))
    assert root.get("failures") == str(sum(int(suite.get("failures")) for suite in root))


def test_a_group_is_a_suite_and_a_kpi_a_case(card):
    found = cases_of(card)
    assert list(dict.fromkeys(suite for suite, _ in found)) == [
        *("Loyalty", "Service", "Digital", "Fulfilment", "Complaints")
    ]
    assert [name for _, name in found] == [kpi.kpi.id for kpi in card.kpis]
    case = found["Fulfilment", "refunds"]
    assert (case.classname, case.time) == ("fulfilment", 0)
    assert case.system_out.startswith("Refunds paid in 3 working days stood at 83.3% in June 2026")
    assert found["Complaints", "goodwill"].system_out.endswith(
        "At risk: accepted until 31\u00a0December 2026 by Amara Osei. "
        "Late parcels are made good until the courier pays for them."
    )


def test_numbers_of_a_case_are_those_of_the_json(card):
    root = ElementTree.fromstring(render(card, "junit"))

    def properties(kpi):
        (case,) = (each for each in root.iter("testcase") if each.get("name") == kpi)
        return {each.get("name"): each.get("value") for each in case.iter("property")}

    refunds = properties("refunds")
    assert list(refunds) == ["owner", "value", "target", "period"]
    assert float(refunds.pop("value")) == next(
        kpi.value for kpi in card.kpis if kpi.kpi.id == "refunds"
    )
    assert refunds == {"owner": "helen", "target": "90.0", "period": "2026-06"}
    assert properties("handling")["target"] == "at least 6.0, at most 9.0"
    assert properties("orders")["target"] == ""


def test_each_objection_of_the_gate_is_a_failure(card, definition):
    held = held_to(card, definition, "off-target", "off-target-without-action", "overdue-action")
    found = failures(held)
    assert found["refunds"] == [
        ("off-target", "refunds off-target: 83.3% against 90.0% (Helen Byrne)"),
        (
            "off-target-without-action",
            "refunds off-target-without-action: 83.3% against 90.0% (Helen Byrne)",
        ),
    ]
    assert [kind for kind, _ in found["goodwill"]] == ["overdue-action"]
    assert sum(map(len, found.values())) == len(held.gate.objections)


def test_without_a_gate_what_is_off_target_or_has_no_data_fails(card):
    assert list(failures(card)) == [
        *("fcr", "on_time", "delivery_gap", "refunds", "complaints_rate", "complaints_closed")
    ]
    nothing = make_scorecard([make_kpi("a", [1.0, None])])
    assert nothing.kpis[0].status is Status.NO_DATA
    assert [kind for kind, _ in failures(nothing)["a"]] == ["no-data"]


def test_no_data_that_nobody_objects_to_is_skipped(definition):
    nothing = make_scorecard([make_kpi("a", [1.0, None])])
    held = replace(nothing, gate=judge(nothing, asked_of(definition, ["off-target"])))
    (case,) = cases_of(held).values()
    (result,) = case.result
    assert isinstance(result, Skipped)
    assert result.message == "There are no data for June 2026."


def test_kpis_without_a_group_are_a_suite_of_the_papers_name():
    card = make_scorecard([make_kpi("a", [1.0, 2.0], group=None)])
    assert list(cases_of(card)) == [(card.heading.title, "a")]
    assert cases_of(card)[card.heading.title, "a"].classname == "scorecard"


def test_a_row_about_no_kpi_shown_is_a_case_of_the_registers(card, definition):
    log = tuple(replace(each, row=replace(each.row, kpis=())) for each in card.log)
    found = cases_of(held_to(replace(card, log=log), definition, "overdue-action"))
    rows = [name for suite, name in found if suite == "Registers"]
    assert rows == ["A02", "A06", "A08", "A10"]
    assert found["Registers", "A02"].classname == "registers"


def test_what_no_xml_can_hold_is_marked():
    named = make_kpi("a", [1.0, 2.0])
    card = make_scorecard([replace(named, kpi=replace(named.kpi, name="Bell \x07 & <b> \ud800"))])
    text = render(card, "junit").decode()
    assert "Bell \ufffd &amp; &lt;b&gt; \ufffd" in text
    ElementTree.fromstring(text)


def test_two_runs_give_the_same_bytes(card):
    assert render(card, "junit") == render(card, "junit")
