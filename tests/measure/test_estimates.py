"""Percentiles and counts of different values that the engine may estimate."""

import json
from datetime import date, timedelta

import pytest

import cxscore

PAGE = """\
version: 1
scorecard: {title: T, as_of: 2026-07-06}
owners: {amara: {name: Amara Osei}}
datasets: {contacts: {file: contacts.csv, date: day, DATASET}}
kpis:
  handling: {name: Handling, measure: {median: minutes}, polarity: lower_is_better, target: 5, KPI}
  seen: {name: Seen, measure: {distinct: customer}, polarity: higher_is_better, KPI}
  twice: {name: Twice, owner: amara, measure: {formula: seen * 2}, polarity: higher_is_better}
  rows: {name: Rows, owner: amara, dataset: contacts, measure: {count: rows}, polarity: neutral}
"""


@pytest.fixture(scope="module")
def rows():
    day = date(2026, 1, 1)
    cells = [
        f"{day + timedelta(days=at % 181)},{at * 7919 % 1500},{at * 31 % 997 / 50},1"
        for at in range(9_000)
    ]
    return "\n".join(["day,customer,minutes,times", *cells]) + "\n"


@pytest.fixture
def build(tmp_path, rows):
    (tmp_path / "contacts.csv").write_text(rows, encoding="utf-8")

    def built(kpi, dataset="missing: ['-']"):
        page = PAGE.replace("KPI", f"owner: amara, dataset: contacts, {kpi}")
        page = page.replace("DATASET", dataset)
        (tmp_path / "kpis.yaml").write_text(page, encoding="utf-8")
        scorecard = cxscore.build(cxscore.read(tmp_path))
        document = json.loads(cxscore.render(scorecard, "json"))
        return scorecard, {kpi["id"]: kpi for kpi in document["kpis"]}

    return built


def test_they_are_about_right_and_say_who_estimated_them(build):
    _, exact = build("decimals: 1")
    _, found = build("decimals: 1, approximate: true")
    assert [exact[id_]["estimate"] for id_ in exact] == [None] * 4
    assert exact["handling"]["interval"] is not None
    for id_ in ("handling", "seen", "twice"):
        assert found[id_]["value"] == pytest.approx(exact[id_]["value"], rel=0.1)
    assert found["seen"]["value"] != exact["seen"]["value"]
    assert found["handling"]["interval"] is None
    assert {id_: (found[id_]["estimate"] or {}).get("method") for id_ in found} == {
        "handling": "t-digest",
        "seen": "HyperLogLog",
        "twice": "HyperLogLog",
        "rows": None,
    }


def test_the_page_says_about(build):
    scorecard, found = build("decimals: 1, approximate: true")
    value = f"{found['handling']['value']:.1f}"
    assert f"Handling stood at about {value} in June 2026" in found["handling"]["sentence"]
    assert "the target of 5" in found["handling"]["sentence"]
    page = cxscore.render(scorecard).decode()
    assert f"≈{value}" in page
    assert "Median of minutes; estimated by DuckDB (t-digest, it states no error)" in page
    assert "≈5" not in page


def test_the_same_in_segments_and_over_several_periods(build):
    _, exact = build("by: [times], window: 3")
    _, found = build("by: [times], window: 3, approximate: true")
    for id_ in ("handling", "seen"):
        (one,), (other,) = exact[id_]["segments"], found[id_]["segments"]
        assert other["value"] == pytest.approx(one["value"], rel=0.1)
        assert other["interval"] is None


def test_rows_that_count_several_times_are_counted(build):
    """The engine's estimate knows no weights: the percentile is exact, and that is said."""
    scorecard, found = build("decimals: 1, approximate: true", "frequency: times")
    assert found["handling"]["estimate"] is None
    assert found["seen"]["estimate"] is not None
    assert [p.message for p in scorecard.problems if p.code == "CX117"] == [
        "kpis.handling.approximate has no effect: each row counts as often as it says, "
        "and it is exact"
    ]
