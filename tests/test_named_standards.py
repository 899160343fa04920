"""A baseline and targets by segment from kpis.yaml to the page and the JSON."""

import json

import jsonschema
import pytest

from cxscore import build, read, render
from cxscore.definition.schema import json_schema
from cxscore.documents import read_document
from cxscore.rendering.json_format import read_schema

KPIS = """\
version: 1
scorecard: {title: Customer experience, as_of: 2026-01-06}
owners:
  amara: {name: Amara Osei}
datasets:
  orders:
    file: orders.csv
    date: {column: month, format: "%Y-%m"}
kpis:
  on_time:
    name: On time
    owner: amara
    dataset: orders
    measure: {share: {that: good, of: sent}}
    by: [region]
    polarity: higher_is_better
    target: {by: region, North: 80, South: [{from: 2024-01, value: 60}, {from: 2025-06, value: 70}]}
    baseline: {from: 2024-01, to: 2024-12, reason: Before the move}
"""


@pytest.fixture
def scorecard(tmp_path):
    rows = ["month,region,good,sent"]
    for at in range(24):
        month = f"{2024 + at // 12}-{at % 12 + 1:02}"
        good = 72 + at * at % 5 + (8 if at >= 12 else 0)
        rows += [f"{month},North,{good},100", f"{month},South,{good - 15},100"]
    (tmp_path / "orders.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "kpis.yaml").write_text(KPIS, encoding="utf-8")
    return build(read(tmp_path / "kpis.yaml"))


def test_in_the_json(scorecard):
    found = json.loads(render(scorecard, "json"))
    jsonschema.validate(found, read_schema())
    (kpi,) = found["kpis"]
    assert kpi["signal"]["baseline"] == {
        "from": "2024-01",
        "to": "2024-12",
        "reason": "Before the move",
    }
    values = [point["value"] for point in kpi["series"][:12]]
    assert kpi["signal"]["mean"] == pytest.approx(sum(values) / 12)
    assert (kpi["signal"]["variation"], kpi["signal"]["since"]) == ("improving", "2025-01")
    assert (kpi["target"], kpi["status"]) == (None, "no_target")
    told = {each["segment"]: (each["target"], each["status"]) for each in kpi["segments"]}
    assert told == {"North": (80, "on_target"), "South": (70, "off_target")}
    assert {each["gap"] for each in kpi["segments"]} == {
        each["value"] - each["target"] for each in kpi["segments"]
    }


def test_on_the_page(scorecard):
    page = render(scorecard, "html").decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Limits come from 2024-01 to 2024-12 alone: Before the move." in page
    assert "From a named stretch alone, by which later points are judged: On time" in page
    assert "Held to targets of their own: 80.0% (North) and 70.0% (South)." in page
    assert "No KPI has a target, so none has a status" not in page


def test_the_schema_knows_both():
    jsonschema.validate(read_document(KPIS.encode(), "kpis.yaml").data, json_schema())
    for old, new in (("North: 80", "North: [80, 90]"), ("to: 2024-12, ", "")):
        wrong = read_document(KPIS.replace(old, new).encode(), "kpis.yaml").data
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, json_schema())
