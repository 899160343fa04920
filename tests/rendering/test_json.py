"""scorecard.json: its schema, its order, its numbers, its bytes."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from cxscore.model.findings import Target
from cxscore.model.registers import Comment
from cxscore.problems import Problem, Severity
from cxscore.rendering import FORMATS, json_format, render
from cxscore.rendering.json_format import read_schema
from cxscore.rendering.json_log import LogRows
from cxscore.rendering.json_registers import row_json
from cxscore.rendering.words import say
from tests.rendering.builders import JUNE, make_kpi, make_scorecard, sample

# The contract's keys in the contract's order; others may stand between them.
CONTRACT = {
    "": "schema_version cxscore_version title organisation period as_of built_from summary kpis "
    "owners registers sources problems",
    "period": "id start end complete",
    "summary": "on_target at_risk off_target no_target no_data headline",
    "kpis": "id name owner contributors group journey kind unit polarity value n numerator "
    "denominator interval target at_risk_within gap status base_too_small stale comparisons signal "
    "series segments actions commentary restated sentence warnings",
    "comparisons": "previous year_ago fiscal_ytd trailing_year",
    "previous": "period value n base_period base_value base_n change change_percent significant "
    "p_value withheld_because",
    "signal": "variation capability rules mean lower upper trial since sentence",
    "interval": "low high level method",
    "series": "period complete value n numerator denominator target status point rules mean lower "
    "upper",
    "segments": "by segment value n interval status suppressed",
    "owners": "id name role team kpis on_target at_risk off_target no_data improving worsening "
    "actions_open actions_overdue commentary_missing off_target_without_action longest_off_target",
    "registers": "actions commentary",
    "sources": "dataset path sha256 rows rows_used rows_skipped rows_left_out first last stale",
}


@pytest.fixture(scope="module")
def document():
    return json.loads(render(sample(), "json"))


def as_json(scorecard):
    return render(scorecard, "json")


def check(document):
    jsonschema.Draft202012Validator(
        read_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(document)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(read_schema())


def test_the_sample_keeps_to_the_schema(document):
    check(document)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("as_of", "6 July 2026"), ("schema_version", 2), ("kpis", {}), ("period", None)],
)
def test_the_schema_refuses_what_is_wrong(document, key, wrong):
    with pytest.raises(jsonschema.ValidationError):
        check({**document, key: wrong})


def test_keys_stand_in_the_contracts_order(document):
    kpi = document["kpis"][0]
    found = {
        "": document,
        "kpis": kpi,
        "previous": kpi["comparisons"]["previous"],
        "series": kpi["series"][0],
        "segments": kpi["segments"][0],
        "owners": document["owners"][0],
        "sources": document["sources"][0],
    }
    for name, keys in CONTRACT.items():
        here = found.get(name) or document.get(name) or kpi[name]
        assert [key for key in here if key in keys.split()] == keys.split(), name


def test_kpis_stand_in_the_definitions_order(document):
    assert [kpi["id"] for kpi in document["kpis"]] == [k.kpi.id for k in sample().kpis]


def test_numbers_are_not_rounded_and_whole_ones_stay_whole():
    values = [1.0, 2.0, 1 / 3, 4]
    document = json.loads(as_json(make_scorecard([make_kpi("a", values, base=7)])))
    assert [point["value"] for point in document["kpis"][0]["series"]] == values
    assert isinstance(document["kpis"][0]["n"], int)
    assert isinstance(document["kpis"][0]["value"], int)


def test_missing_is_null():
    document = json.loads(as_json(make_scorecard([make_kpi("a", [1.0, None])])))
    kpi = document["kpis"][0]
    assert kpi["value"] is kpi["interval"] is kpi["target"] is kpi["gap"] is kpi["n"] is None
    assert kpi["signal"]["mean"] is kpi["commentary"] is kpi["restated"] is kpi["group"] is None
    assert document["organisation"] is None
    check(document)


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        as_json(make_scorecard([replace(make_kpi("a", [1.0, 2.0]), numerator=float("nan"))]))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (None, None),
        (Target(42.5), 42.5),
        (Target(low=4, high=6), {"low": 4, "high": 6}),
        (Target(high=6), {"low": None, "high": 6}),
    ],
)
def test_targets(target, told):
    scored = replace(make_kpi("a", [1.0, 2.0]), target=target, gap=None)
    document = json.loads(as_json(make_scorecard([scored])))
    assert document["kpis"][0]["target"] == told
    check(document)


def test_segments_of_a_column_are_words_and_of_a_crossing_lists(document):
    told = [(s["by"], s["segment"]) for s in document["kpis"][0]["segments"]]
    assert told == [
        ("region", "North"),
        ("region", "South"),
        ("region", None),
        (["region", "channel"], ["North", "App"]),
    ]


def test_registers_carry_what_was_derived(document):
    late = document["registers"]["actions"][0]
    assert (late["id"], late["due"], late["due_history"]) == (
        "A1",
        "2026-06-24",
        ["2026-05-01", "2026-06-24"],
    )
    assert (late["overdue"], late["days_late"], late["times_moved"]) == (True, 12, 1)
    assert late["more"] == {"Budget": "20,000"}
    assert late in document["kpis"][-1]["actions"]
    assert document["kpis"][-1]["commentary"] == document["registers"]["commentary"][0]
    assert document["registers"]["actions"][-1]["due"] is None


def test_rows_of_a_register_are_written_as_their_noun_has_them():
    @dataclass(frozen=True)
    class Judged:
        comment: Comment
        late: bool

    row = Judged(Comment("nps", "2026-06", what="Up", more={"Mood": "good"}), late=True)
    rows = LogRows(say(make_scorecard([make_kpi("a", [1.0])])))
    assert row_json(row, rows) == {
        "kpi": "nps",
        "period": "2026-06",
        "author": None,
        "written": None,
        "what": "Up",
        "why": None,
        "next": None,
        "more": {"Mood": "good"},
        "late": True,
    }


def test_problems_are_those_of_check():
    warning = Problem("calls.csv", 0, 0, "CX231", "2 days are missing", Severity.WARNING)
    scored = replace(make_kpi("a", [1.0, 2.0]), warnings=(warning,))
    document = json.loads(as_json(make_scorecard([scored], problems=(warning,))))
    assert document["problems"] == [warning.as_json()]
    assert document["problems"][0]["code"] == "CX231"
    assert document["problems"][0]["line"] is None
    assert document["kpis"][0]["warnings"] == ["calls.csv: 2 days are missing."]


def test_the_bytes():
    first, again = render(sample(), "json"), render(sample(), "json", Path("nowhere"))
    assert first == again
    assert first.endswith(b"}\n") and not first.startswith(b"\xef\xbb\xbf")
    assert first.startswith(b'{\n  "schema_version": 1,\n')
    assert "£".encode() in as_json(
        make_scorecard([make_kpi("a", [1.0, 2.0], name="£ a head", unit="currency")])
    )


def test_a_row_is_a_line(document):
    lines = as_json(sample()).decode().splitlines()
    rows = [json.loads(line.rstrip(",")) for line in lines if line.lstrip().startswith('{"period"')]
    points = document["kpis"][0]["series"]
    assert any(point["rules"] for point in points)
    assert [row for row in rows if "point" in row][: len(points)] == points


def test_only_the_period_reported_and_days_are_told(document):
    assert document["period"] == {
        "id": JUNE.id,
        "start": "2026-06-01",
        "end": "2026-06-30",
        "complete": True,
    }
    assert document["as_of"] == date(2026, 7, 6).isoformat()


def test_without_an_installed_package_the_version_is_unknown(monkeypatch):
    def missing(name):
        raise json_format.PackageNotFoundError(name)

    monkeypatch.setattr(json_format, "version", missing)
    assert json.loads(render(sample(), "json"))["cxscore_version"] == "unknown"


def test_formats_name_their_files():
    assert {name: each.file_name for name, each in FORMATS.items()} == {
        "html": "scorecard.html",
        "pdf": "scorecard.pdf",
        "json": "scorecard.json",
        "csv": "kpis.csv",
        "ics": "due.ics",
        "junit": "junit.xml",
        "md": "scorecard.md",
        "mail": "mail.html",
        "badge": "badge.svg",
        "xlsx": "scorecard.xlsx",
        "pptx": "scorecard.pptx",
    }
    with pytest.raises(ValueError, match="html, pdf, json, csv, ics, junit"):
        render(sample(), "docx")


def test_every_key_is_documented():
    text = (Path(__file__).parents[2] / "docs" / "scorecard-json.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", text)) | set(re.findall(r"\w+", "low high"))
    schema = read_schema()
    shapes = [schema, *schema["$defs"].values()]
    keys = set()
    while shapes:
        shape = shapes.pop()
        keys |= set(shape.get("properties", {}))
        shapes += shape.get("properties", {}).values()
        shapes += shape.get("anyOf", [])
        shapes += [shape["items"]] if "items" in shape else []
        documented_values = {v for v in shape.get("enum", []) if v and isinstance(v, str)}
        assert documented_values <= documented, documented_values - documented
    assert keys <= documented, keys - documented
