"""Definitions, targets, statuses, names and rows of the log that are not as they were told."""

import json
from pathlib import Path

import pytest

from cxscore.model.told import ToldKpi
from cxscore.model.verdicts import Status, Variation
from tests import closed
from tests.closed import add, build, change, close, run, since


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-05", "2026-06-05")


@pytest.mark.parametrize(
    ("before", "after", "part", "key"),
    [
        ("target: 60", "target: 70", "judgement", "target"),
        ("at_risk_within: 5", "at_risk_within: 4", "judgement", "at_risk_within"),
        ("at_least: 4", "at_least: 5", "number", "measure"),
        ("by: [region]", "by: [region]\n    where: score > 1", "number", "where"),
        ("owner: ada\n    dataset", "owner: ben\n    dataset", "people", "owner"),
        ("name: Pleased customers", "name: Happy customers", "words", "name"),
        ("by: [region]", "by: [region]\n    chart: run", "method", "chart"),
        ("channel <> 'test'", "channel <> 'trial'", "number", "surveys.rows"),
    ],
)
def test_one_key_is_one_part(before, after, part, key):
    change("kpis.yaml", before, after)
    found = [each for each in since()["definition_changed"] if each["kpi"] == "happy"]
    assert [(each["part"], [key_["key"] for key_ in each["keys"]]) for each in found] == [
        (part, [key])
    ]


def test_another_way_of_writing_the_same_is_no_change():
    change("kpis.yaml", "target: 60", "target: [{value: 60}]")
    change(
        "kpis.yaml",
        "measure: {top_box: {column: score, at_least: 4, scale: [1, 5]}}",
        "measure:\n      top_box:\n        column: score\n"
        "        at_least: 4\n        scale: [1, 5]",
    )
    assert since()["definition_changed"] == []


def test_a_column_that_a_kpi_does_not_use_is_none_of_its_definition():
    change("kpis.yaml", "date: day, where", "date: day, columns: {channel: {type: text}}, where")
    parts = {(each["kpi"], each["part"]) for each in since()["definition_changed"]}
    assert parts == {("happy", "number"), ("complaints_rate", "number")}  # where names it
    change("kpis.yaml", "columns: {channel: {type: text}}", "columns: {score: {type: number}}")
    parts = {(each["kpi"], each["part"]) for each in since()["definition_changed"]}
    assert parts == {("happy", "number")}


def test_a_target_of_closed_periods_with_its_reason():
    change(
        "kpis.yaml", "target: 60", "target: [{value: 60}, {from: 2026-03, value: 65, reason: Plan}]"
    )
    (row,) = since()["target_changed"]
    assert (row["first"], row["last"]) == ("2026-03", "2026-05")
    assert (row["before"], row["after"], row["reason"]) == (60, 65, "Plan")


def test_a_target_to_come():
    change("kpis.yaml", "target: 60", "target: [{value: 60}, {from: 2027-01, value: 65}]")
    found = since()
    (row,) = found["target_changed"]
    assert (row["first"], row["before"], row["after"], row["reason"]) == (None, 60, 65, None)
    assert (
        "target of Pleased customers to come was 60% and is 65% (no reason given)"
        in found["sentence"]
    )


def test_a_status_is_compared_with_the_one_that_was_told():
    change("kpis.yaml", "target: 60", "target: 99")
    told = build("2026-05", "2026-06-06")["kpis"][0]["status"]
    changes = since()["status_changes"]
    assert told == "off_target"
    assert [each["after"] for each in changes if each["kpi"] == "happy"] in (["off_target"], [])


def test_a_kpi_with_another_id_carries_its_past_on():
    change("kpis.yaml", "  happy:\n", "  pleased:\n    was: happy\n")
    for name in ("actions.csv", "decisions.csv"):
        text = Path(name).read_text("utf-8")
        Path(name).write_text(text.replace(",happy,", ",pleased,"), encoding="utf-8")
    change("surveys.csv", "2026-04-01,North,web,1", "2026-04-01,North,web,5")
    found = since()
    assert (found["new"], found["gone"], found["definition_changed"]) == ([], [], [])
    assert {row["kpi"] for row in found["restated"]} == {"pleased"}
    close("2026-06", "2026-07-06")
    again = since(as_of="2026-07-07")
    assert (again["new"], again["gone"], again["restated"]) == ([], [], [])
    change("surveys.csv", "2026-05-01,North,web", "2026-05-01,South,web")
    segments = [row for row in since(as_of="2026-07-08")["restated"] if row["by"]]
    assert {(row["kpi"], row["period"]) for row in segments} == {("pleased", "2026-05")}


NAMED = """\
  twice:
    name: Twice
    owner: ben
    measure: {formula: "happy * 2 + min(happy, 7)"}
    unit: points
    polarity: higher_is_better
    serves: happy
    guard: happy
  thrice:
    name: Thrice
    owner: ben
    measure: {formula: twice + happy}
    unit: points
    polarity: lower_is_better
registers:
"""


def _rename(new):
    """Give the KPI happy another id, wherever it stands."""
    quoted = new if new.isidentifier() else f"'{new}'"
    change("kpis.yaml", "happy * 2 + min(happy, 7)", f"{quoted} * 2 + min({quoted}, 7)")
    change("kpis.yaml", "twice + happy", f"twice + {quoted}")
    change("kpis.yaml", "serves: happy", f"serves: {new}")
    change("kpis.yaml", "guard: happy", f"guard: {new}")
    change("kpis.yaml", "  happy:\n", f"  {new}:\n    was: happy\n")
    for name in ("actions.csv", "decisions.csv"):
        text = Path(name).read_text("utf-8")
        Path(name).write_text(text.replace(",happy,", f",{new},"), encoding="utf-8")


@pytest.mark.parametrize("new", ["pleased", "well-pleased"])
def test_what_names_a_kpi_by_its_new_id_is_defined_as_it_was(new):
    change("kpis.yaml", "registers:\n", NAMED)
    close("2026-05", "2026-06-06", "--again", "With more KPIs")
    _rename(new)
    change("surveys.csv", "2026-04-01,North,web,1", "2026-04-01,North,web,5")
    found = since()
    assert found["definition_changed"] == []
    assert {row["because"] for row in found["restated"] if row["kpi"] == "twice"} == {"data"}
    narrowed = build("2026-06", "2026-07-06", "--kpi", "twice")["since_last_close"]
    assert narrowed["definition_changed"] == []


def test_a_later_pack_comes_first_and_a_renamed_kpi_is_neither_new_nor_gone():
    change("kpis.yaml", "registers:\n", NAMED)
    close("2026-05", "2026-06-06", "--again", "With more KPIs")
    build("2026-05", "2026-06-06", "-o", "old")
    _rename("pleased")
    change("surveys.csv", "2026-05-01,North,web,4", "2026-05-01,North,web,1")
    close("2026-06", "2026-07-06")
    for before, after in (("scorecard", "old"), ("2026-06", "2026-05"), ("2026-06", "old")):
        found = json.loads(run("diff", before, after, "--format", "json").stdout)
        assert (found["new"], found["gone"], found["definition_changed"]) == ([], [], [])
        wholes = {row["kpi"] for row in found["restated"] if row["by"] is None}
        assert wholes == {"happy", "twice", "thrice"}


def test_without_was_one_is_gone_and_one_is_new():
    change("kpis.yaml", "  happy:\n", "  pleased:\n")
    for name in ("actions.csv", "decisions.csv"):
        text = Path(name).read_text("utf-8")
        Path(name).write_text(text.replace(",happy,", ",pleased,"), encoding="utf-8")
    found = since()
    assert (found["new"], found["gone"]) == (["pleased"], ["happy"])
    assert "New: Pleased customers. No longer measured: Pleased customers." in found["sentence"]


def test_told_differently_is_read_from_the_chart_of_now():
    from dataclasses import replace
    from datetime import date

    from cxscore.model.told import Told, ToldNumber
    from cxscore.model.verdicts import PointType
    from cxscore.score.since_close.comparing import compare

    kpi = ToldKpi(
        "Calls",
        "percent",
        1,
        "ada",
        Status.ON_TARGET,
        Variation.WORSENING,
        "2026-05",
        periods=("2026-05",),
    )
    number = {("calls", (), (), "2026-05"): ToldNumber(80.0, 10, point=PointType.CONCERN)}
    before = Told("2026-05", date(2026, 6, 5), "1", 12, {"calls": kpi}, number)
    assert compare(before, before).told_differently == ()
    for point, variation in (
        (PointType.COMMON_CAUSE, Variation.STEADY),
        (PointType.IMPROVEMENT, Variation.IMPROVING),
        (PointType.HIGH, Variation.UP),
        (None, Variation.NO_SIGNAL_POSSIBLE),
    ):
        now = {key: replace(told, point=point) for key, told in number.items()}
        (row,) = compare(before, replace(before, numbers=now)).told_differently
        assert (row.before, row.after) == (Variation.WORSENING, variation)
    ignored = {key: replace(told, point=PointType.IGNORED) for key, told in number.items()}
    assert compare(before, replace(before, numbers=ignored)).told_differently == ()


class TestLog:
    def test_a_due_date_that_was_moved_in_silence_counts(self):
        change("actions.csv", "2026-08-31", "2026-10-31")
        document = build("2026-06", "2026-07-06")
        (moved,) = document["since_last_close"]["moved"]
        assert (moved["row"], moved["before"], moved["after"]) == ("A1", "2026-08-31", "2026-10-31")
        row = document["registers"]["actions"][0]
        assert (row["times_moved"], row["moved_from"]) == (1, "2026-08-31")
        assert row["timeliness"] == "slipping"

    def test_one_that_somebody_typed_counts_once(self):
        change("actions.csv", "2026-08-31", "2026-08-31>2026-10-31")
        row = build("2026-06", "2026-07-06")["registers"]["actions"][0]
        assert (row["times_moved"], row["moved_from"]) == (1, None)

    def test_stale_is_what_nobody_touched_over_two_closes(self):
        close("2026-06", "2026-07-06")
        rows = build("2026-06", "2026-07-07")["registers"]["actions"]
        assert [row["stale"] for row in rows] == [True, True]
        path = Path("actions.csv")
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
        rows = build("2026-06", "2026-07-07")["registers"]["actions"]
        assert [row["stale"] for row in rows] == [True, True]
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        change("actions.csv", "Shorter letters", "Much shorter letters")
        rows = build("2026-06", "2026-07-07")["registers"]["actions"]
        assert [row["stale"] for row in rows] == [True, False]

    def test_a_row_that_is_not_as_the_last_close_had_it_is_a_sign_of_its_owner(self):
        before = {
            each["id"]: each["last_sign"] for each in build("2026-06", "2026-07-06")["owners"]
        }
        change("actions.csv", "Shorter letters", "Much shorter letters")
        document = build("2026-06", "2026-07-06")
        (owner,) = [
            row["owner"]
            for row in document["registers"]["actions"]
            if row["title"] == "Much shorter letters"
        ]
        after = {each["id"]: each["last_sign"] for each in document["owners"]}
        assert after == before | {owner: "2026-07-06"} != before

    def test_one_close_makes_nothing_stale(self):
        rows = build("2026-06", "2026-07-06")["registers"]["actions"]
        assert [row["stale"] for row in rows] == [False, False]

    def test_matters_arising_are_decisions_of_the_last_meeting(self):
        add("decisions.csv", "D2,New,ben,happy,2026-06-20,2026-08-01,")
        found = build("2026-06", "2026-07-06")["accountability"]
        assert found["matters_arising"] == ["D1"]
        change("decisions.csv", "2026-06-20,", "2026-06-20,2026-06-18")
        found = build("2026-06", "2026-07-06")["accountability"]
        assert found["matters_arising"] == ["D1"]
