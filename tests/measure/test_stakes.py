"""Value at stake as it is counted, in files; tables are held to the same in test_same_numbers."""

from datetime import date
from textwrap import dedent

import pytest

from cxscore.measure.statements import write_statements
from cxscore.model.stake_totals import StakeTotals, Stratum
from tests.measure.measured import define, measure, page

KEYS = "affected: late, lost: left, value: fee, alike: [plan]"
ROWS = """\
    day,plan,late,left,fee,kind,n
    2026-06-01,A,true,true,10,x,1
    2026-06-02,A,true,false,20,x,2
    2026-06-03,A,false,true,30,x,1
    2026-06-30,B,false,false,40,x,1
    2026-06-30,B,true,false,,x,1
    2026-06-30,,true,true,7.25,y,3
    2026-06-30,B,,true,50,x,1
    2026-06-30,B,true,,60,x,1
    2026-06-30,B,false,,60,x,1
    2026-05-31,B,true,true,70,x,1
"""


def counted(folder, keys=KEYS, rows=ROWS, dataset="date: day", more=""):
    stake = f"value_at_stake:\n  - {{id: s, name: S, dataset: d, {keys}}}\n{more}"
    text = page("{count: rows}", dataset) + stake
    return measure(folder, text, period="2026-06", d=dedent(rows))


def stake(*arguments, **options):
    return counted(*arguments, **options).stakes["s"]


def test_counts_the_period_by_what_makes_customers_alike(tmp_path):
    assert stake(tmp_path) == StakeTotals(
        (
            Stratum((None,), affected=1, affected_lost=1, others=0, others_lost=0, worth=7.25),
            Stratum(("A",), affected=2, affected_lost=1, others=1, others_lost=1, worth=30.0),
            Stratum(("B",), affected=1, affected_lost=0, others=1, others_lost=0, worth=0.0),
        ),
        unknown=3,  # one does not say whether it was late, two whether they left
        without_worth=1,
    )


def test_only_those_that_it_is_about(tmp_path):
    found = stake(tmp_path, f"of: kind = 'x', {KEYS}")
    assert [each.alike for each in found.strata] == [("A",), ("B",)]


def test_nobody_need_be_alike(tmp_path):
    (all_,) = stake(tmp_path, KEYS.replace("[plan]", "[]")).strata
    assert (all_.alike, all_.affected, all_.affected_lost) == ((), 4, 2)
    assert (all_.others, all_.others_lost, all_.worth) == (2, 1, 37.25)


def test_row_may_stand_for_several_customers(tmp_path):
    found = stake(tmp_path, dataset="date: day\nfrequency: n")
    assert [(each.affected, each.worth) for each in found.strata] == [
        (3, 21.75),
        (3, 50.0),
        (1, 0.0),
    ]


def test_value_may_be_an_expression(tmp_path):
    found = stake(tmp_path, KEYS.replace("value: fee", 'value: "coalesce(fee, 1) * 12"'))
    assert [each.worth for each in found.strata] == [87.0, 360.0, 12.0]
    assert found.without_worth == 0


def test_without_a_row_in_the_period_there_is_nobody(tmp_path):
    found = stake(
        tmp_path,
        rows="day,plan,late,left,fee\n2026-05-01,A,true,true,1\n2026-07-01,A,true,true,1\n",
    )
    assert found == StakeTotals(())


def test_others_are_nobody_where_all_rows_are_of_the_affected(tmp_path):
    found = counted(tmp_path, f"of: late, {KEYS}")
    (problem,) = [each for each in found.problems if each.code == "CX707"]
    assert problem.text == "value_at_stake.s: 'of' and 'affected' are the same 5 rows"


@pytest.mark.parametrize("lost", ["left", "not left"])
def test_both_sides_together_are_all(tmp_path, lost):
    found = stake(tmp_path, KEYS.replace("lost: left", f"lost: {lost}"))
    assert sum(each.affected + each.others for each in found.strata) + found.unknown == 9


def test_real_customers(tmp_path, real_data):
    keys = (
        "of: \"InternetService <> 'No'\", affected: \"TechSupport = 'No'\", "
        "lost: \"Churn = 'Yes'\", value: MonthlyCharges, alike: [Contract]"
    )
    rows = (real_data / "data" / "telco-churn.csv").read_text(encoding="utf-8")
    found = stake(tmp_path, keys, rows, "date: {fixed: 2026-06-30}\nwhere: tenure > 0")
    assert [each.alike for each in found.strata] == [
        ("Month-to-month",),
        ("One year",),
        ("Two year",),
    ]
    assert sum(each.affected for each in found.strata) == 3472
    assert found.unknown == 0


def test_tables_are_asked_for_it_in_their_own_words_and_not_where_one_kpi_is(tmp_path):
    stake = f"value_at_stake:\n  - {{id: s, name: S, dataset: d, {KEYS}}}\n"
    definition = define(tmp_path, page("{count: rows}") + stake, d=dedent(ROWS))
    whole = write_statements(definition, "postgres", date(2026, 7, 6))
    (totals,) = [each for each in whole.tables[0].statements if "totals" in each.purpose]
    assert totals.purpose.endswith("value_at_stake.s.affected, value_at_stake.s.others")
    assert '"plan"' in totals.sql
    alone = write_statements(definition, "postgres", date(2026, 7, 6), ["k"])
    assert not any("stake" in each.purpose for each in alone.tables[0].statements)
