"""Lines of the customer ledger as KPIs: over a year, and as they are defined."""

from datetime import date

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.definition_parts import Part, digests_of
from cxscore.model.registers import Written
from cxscore.score import score_kpis
from tests.measure.measured import define

ROWS = """\
    who,began,ended,fee
    a,2024-01-01,2026-02-10,5
    a,2026-04-01,2026-05-10,5
    b,2024-01-01,2026-02-10,5
    b,2026-03-01,,4
    c,2024-01-01,,3
    d,2026-02-01,2026-05-01,9
    e,2024-01-01,2024-01-01,0
    f,2026-06-02,2026-06-09,1
"""
PAGE = """\
    datasets: {{rows: {{file: rows.csv}}}}
    customers: {{dataset: rows, spells: {{customer: who, from: began, to: ended}}, value: {value}}}
    kpis:
      churn: {{name: Churn, owner: amara, polarity: lower_is_better, measure: {{ledger: churn}}}}
      grr: {{name: GRR, owner: amara, polarity: higher_is_better, measure: {{ledger: grr}}}}
      lost: {{name: Lost, owner: amara, polarity: lower_is_better, measure: {{ledger: lost}}}}
      closing: {{name: All, owner: amara, polarity: higher_is_better, measure: {{ledger: closing}}}}
"""


def scored(folder, value="fee"):
    definition = define(folder, PAGE.format(value=value), rows=ROWS)
    measured = measure_kpis(definition, date(2026, 7, 6))
    scorecard = score_kpis(definition, measured, Written(), date(2026, 7, 6))
    return {kpi.kpi.id: kpi for kpi in scorecard.kpis}


def test_a_year_is_a_cohort(tmp_path):
    found = scored(tmp_path)
    year = {id_: kpi.comparisons.fiscal_ytd.value for id_, kpi in found.items()}
    # Of a, b and c one is gone. In February two were, and a and d later: no sum of months.
    assert year["churn"] == pytest.approx(100 / 3)
    assert year["grr"] == pytest.approx(100 * (13 - 5 - 1) / 13)
    assert (year["lost"], year["closing"]) == (1, 2)
    assert found["churn"].comparisons.fiscal_ytd.n == 3


def test_units_and_intervals(tmp_path):
    found = scored(tmp_path)
    assert [found[id_].unit for id_ in ("churn", "grr", "lost")] == ["percent", "percent", "count"]
    assert found["churn"].interval.method == "wilson"
    assert found["grr"].interval is None
    assert found["churn"].n == 2


def test_who_is_a_customer_is_a_part_of_the_number(tmp_path):
    one, other = (scored(tmp_path / v, v)["churn"].defined for v in ("fee", "fee * 2"))
    assert digests_of(one)[Part.NUMBER] != digests_of(other)[Part.NUMBER]
    assert digests_of(one)[Part.JUDGEMENT] == digests_of(other)[Part.JUDGEMENT]
