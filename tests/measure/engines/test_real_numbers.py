"""Worked numbers of real data, from rows that stay in an engine: stakes, and ranks among others."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.model.scorecard import Rank
from cxscore.pipeline import gather, score
from cxscore.score.methods.stakes import stakes_of
from tests.score.methods.test_benchmarks import HEAD, of_sites
from tests.score.methods.test_stakes import PAGE, hold_worked_numbers
from tests.servers import load

TELCO = {
    "day": "date", "tenure": "integer", "InternetService": "text", "TechSupport": "text",
    "PaymentMethod": "text", "Contract": "text", "Churn": "text", "MonthlyCharges": "decimal",
}  # fmt: skip
SEEN = {
    "period": "date", "org_code": "text", "type": "text", "attendances": "integer",
    "breaches": "integer",
}  # fmt: skip
KINDS = {"date": date.fromisoformat, "integer": lambda text: int(float(text)), "decimal": Decimal}


@pytest.fixture
def of_table(server, real_data, tmp_path, monkeypatch):
    """Return a definition whose one dataset is a table of a file of the real data."""

    def loaded(text, name, columns, also=()):
        (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "rows.csv").write_text(f"{','.join(columns)}\n", encoding="utf-8")
        with (real_data / "data" / name).open(encoding="utf-8") as file:
            cells = [dict(also) | row for row in csv.DictReader(file)]
        rows = [[KINDS.get(kind, str)(row[c]) for c, kind in columns.items()] for row in cells]
        table = load(server, "real", columns, rows)
        monkeypatch.setenv(server.variable, server.url)
        definition = examine(tmp_path / "kpis.yaml").definition
        ((id_, dataset),) = definition.datasets.items()
        file = replace(dataset.files[0], path=table)
        dataset = replace(dataset, connection="warehouse", table=table, files=(file,))
        return replace(
            definition, datasets={id_: dataset}, connections={"warehouse": server.connection}
        )

    return loaded


def test_what_is_at_stake(of_table):
    text = PAGE.replace("*lost", "\"Churn = 'Yes'\"")
    text = text.replace("telco-churn.csv, date: {fixed: 2026-06-30}", "rows.csv, date: day")
    definition = of_table(text, "telco-churn.csv", TELCO, {"day": "2026-06-30"}.items())
    hold_worked_numbers(stakes_of(definition, measure_kpis(definition, date(2026, 7, 6))))


@of_sites
def test_a_rank_among_emergency_departments(
    of_table, real_data, tmp_path, site, value, rank, low, high, quartile
):
    with (real_data / "data" / "nhs-ae-attendances.csv").open(encoding="utf-8") as file:
        march = [
            (row["org_code"], float(row["attendances"]), float(row["breaches"]))
            for row in csv.DictReader(file)
            if row["type"] == "1" and row["period"] == "2019-03-01"
        ]
    others = [
        f"within,{code},{100 - 100 * late / seen!r},{seen:.0f},2019-03,NHS England,competitor,,"
        for code, seen, late in march
    ]
    (tmp_path / "b.csv").write_text("\n".join([HEAD, *others, ""]), encoding="utf-8")
    text = f"""\
version: 1
scorecard: {{title: Emergency, as_of: 2019-04-15, organisation: {site}}}
owners: {{ada: {{name: Ada Field}}}}
datasets:
  seen: {{file: rows.csv, date: period}}
kpis:
  within:
    name: Seen within 4 hours
    owner: ada
    dataset: seen
    where: org_code = '{site}' and type = '1'
    measure: {{share: {{that: attendances - breaches, of: attendances}}}}
    polarity: higher_is_better
registers: {{benchmarks: b.csv}}
"""
    definition = of_table(text, "nhs-ae-attendances.csv", SEEN)
    period = definition.calendar.parse("2019-03")
    found = score(gather(definition, date(2019, 4, 15), period=period), date(2019, 4, 15)).kpis[0]
    assert found.value == pytest.approx(value, abs=5e-5)
    assert found.rank == Rank(rank, 134, low, high, quartile, "2019-03")
