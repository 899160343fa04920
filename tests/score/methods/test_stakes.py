"""Value at stake, judged: held to the worked numbers, and to what must not be told."""

from datetime import date

import pytest

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.model.stake_totals import StakeTotals, Stratum
from cxscore.model.stakes import Stake
from cxscore.model.value_at_stake import Untold
from cxscore.score.methods.stakes import stake_of, stakes_of

STAKE = Stake("s", "S", "d", "late", "left", "fee", ("plan",))


def judged(*strata, stake=STAKE, **more):
    rows = (Stratum((str(at),), *each) for at, each in enumerate(strata))
    return stake_of(stake, StakeTotals(tuple(rows), **more))


def test_of_others_alike():
    # 40 of 100 against 20 of 100, and 10 of 100 against 30 of 300 of another kind: 20 and none.
    found = judged((100, 40, 100, 20, 1000.0), (100, 10, 300, 30, 500.0))
    assert (found.affected, found.affected_lost, found.others, found.others_lost) == (
        200,
        50,
        400,
        50,
    )
    assert found.lost_more == pytest.approx(20.0)
    assert found.value == pytest.approx(1000 * 0.2)
    assert found.crude_lost_more == pytest.approx(200 * (0.25 - 0.125))
    assert found.crude_value == pytest.approx(1500 * 0.125)
    assert (found.left_out, found.strata, found.untold, found.beyond_chance) == (0, 2, None, True)


def test_those_without_others_are_left_out_and_counted():
    found = judged((100, 40, 100, 20, 1000.0), (10, 10, 0, 0, 99.0))
    assert (found.left_out, found.strata) == (10, 1)
    assert found.lost_more == pytest.approx(20.0)
    assert found.value == pytest.approx(200.0)
    assert found.untold is None


def test_a_tenth_may_be_left_out_and_no_more():
    assert judged((90, 40, 100, 20, 1.0), (10, 1, 0, 0, 1.0)).untold is None
    found = judged((89, 40, 100, 20, 1.0), (11, 1, 0, 0, 1.0))
    assert found.untold is Untold.NONE_ALIKE
    assert (found.lost_more, found.low, found.high, found.value) == (None,) * 4
    assert found.crude_lost_more is not None
    assert not found.beyond_chance


@pytest.mark.parametrize(
    ("strata", "why"),
    [
        ([], Untold.NO_ROWS),
        ([(0, 0, 50, 5, 0.0)], Untold.NOBODY_AFFECTED),
        ([(50, 5, 0, 0, 9.0)], Untold.NOBODY_ELSE),
        ([(29, 29, 50, 0, 9.0)], Untold.TOO_FEW),
        ([(50, 50, 29, 0, 9.0)], Untold.TOO_FEW),
        ([(30, 30, 30, 0, 9.0)], None),
    ],
)  # fmt: skip
def test_what_cannot_be_told_says_why(strata, why):
    found = judged(*strata)
    assert found.untold is why
    assert found.beyond_chance is (why is None)


def test_an_interval_over_zero_is_not_beyond_chance():
    found = judged((50, 6, 50, 5, 9.0))
    assert found.low < 0 < found.high
    assert not found.beyond_chance


def test_fewer_lost_is_beyond_chance_as_well():
    found = judged((100, 10, 100, 50, 10.0))
    assert found.lost_more == pytest.approx(-40)
    assert found.high < 0
    assert found.beyond_chance
    assert found.value < 0


def test_all_of_none_against_none_is_no_difference():
    found = judged((50, 0, 50, 0, 9.0))
    assert (found.lost_more, found.low, found.high, found.beyond_chance) == (0.0, 0.0, 0.0, False)


PAGE = """\
version: 1
scorecard: {title: Telephone customers}
owners: {ada: {name: Ada Field}}
datasets: {base: {file: telco-churn.csv, date: {fixed: 2026-06-30}, where: tenure > 0}}
kpis:
  gone: {name: Lost, owner: ada, dataset: base, measure: {share: {that: *lost}}, polarity: neutral}
value_at_stake:
  - id: support
    name: No technical support
    dataset: base
    of: "InternetService <> 'No'"
    affected: "TechSupport = 'No'"
    lost: *lost
    value: MonthlyCharges
    alike: [Contract]
    kpi: gone
  - id: check
    name: Pays by electronic check
    dataset: base
    affected: "PaymentMethod = 'Electronic check'"
    lost: *lost
    value: MonthlyCharges
    alike: [Contract, InternetService]
"""


def test_worked_numbers(tmp_path, real_data):
    (tmp_path / "telco-churn.csv").write_bytes((real_data / "data/telco-churn.csv").read_bytes())
    page = PAGE.replace("*lost", "\"Churn = 'Yes'\"")
    (tmp_path / "kpis.yaml").write_text(page, encoding="utf-8")
    definition = examine(tmp_path / "kpis.yaml").definition
    hold_worked_numbers(stakes_of(definition, measure_kpis(definition, date(2026, 7, 6))))


def hold_worked_numbers(stakes):
    """Hold the two stakes of the telephone customers to what other programs gave."""
    support, check = stakes
    assert support.crude_lost_more == pytest.approx(918.39, abs=0.005)
    assert support.crude_value == pytest.approx(68498, abs=0.5)
    assert support.lost_more == pytest.approx(539.207, abs=0.0005)
    assert support.high - support.lost_more == pytest.approx(109.103, abs=0.0005)
    assert support.value == pytest.approx(39431.42, abs=0.005)
    assert check.crude_lost_more == pytest.approx(666.61, abs=0.005)
    assert check.lost_more == pytest.approx(287.585, abs=0.0005)
    assert check.lost_more - check.low == pytest.approx(64.834, abs=0.0005)
    assert check.value == pytest.approx(22811.50, abs=0.005)
