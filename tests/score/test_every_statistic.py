"""Every kind of number has its answer in every method: none is left to what happens to be last."""

from dataclasses import replace

import pytest

from cxscore.model.choices import OverTime
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.measured import Parts
from cxscore.model.measures import (
    NAMES,
    Count,
    Distinct,
    Formula,
    Ledger,
    LowBox,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    Theme,
    TopBox,
    Value,
    Within,
)
from cxscore.model.statistic import Statistic
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.measures import measure as in_words
from cxscore.score.methods.funnels import _spread
from cxscore.score.methods.intervals import interval_of
from cxscore.score.methods.significance import p_of_change
from cxscore.score.methods.suppression import _alike
from cxscore.score.values.value import possible, unit_of, value_of
from tests.score import made

MEASURES = {
    "nps": Nps("s"),
    "top_box": TopBox("s", 4),
    "low_box": LowBox("s", 2),
    "share": Share("s"),
    "mean": Mean("s"),
    "ratio": Ratio(RatioPart(sum="a"), RatioPart(sum="b")),
    "sum": Sum("s"),
    "count": Count(),
    "distinct": Distinct("s"),
    "median": Percentile("s", 50.0),
    "percentile": Percentile("s", 90.0),
    "within": Within("a", "b", days=5),
    "open_at_end": OpenAtEnd("a", "b"),
    "value": Value("s"),
    "comments": Theme("s"),
    "formula": Formula("a + b"),
    "ledger": Ledger(LedgerLine.CHURN),
}
# 31 of 124; 50 promoters and 19 detractors of them.
PARTS = Parts(
    124, 31.0, 124.0, None, 50.0, 19.0, squares=40.0, rank_low=6.0, rank_high=8.0, events=True
)
OTHER = Parts(124, 60.0, 124.0, None, 60.0, 0.0, squares=80.0, events=True)
ONE_NUMBER = (Statistic.DISTINCT, Statistic.QUANTILE, Statistic.GIVEN)
"""Kinds of which a value is known, and no parts of it."""
S = Statistic
# Kind: value, unit, least and most, method of its interval, tested, over a year, spread in a funnel
ANSWERS = {
    S.NET_SHARE: (25.0, "points", (-100.0, 100.0), "adjusted_wald", True, OverTime.POOL, True),
    S.SHARE: (25.0, "percent", (0.0, 100.0), "wilson", True, OverTime.POOL, True),
    S.MEAN: (0.25, "", (None, None), "t", True, OverTime.POOL, False),
    S.RATIO: (0.25, "", (0.0, None), "poisson", True, OverTime.POOL, True),
    S.TOTAL: (31.0, "", (None, None), None, False, OverTime.SUM, False),
    S.COUNT: (31.0, "count", (0.0, None), None, False, OverTime.SUM, False),
    S.STOCK: (31.0, "count", (0.0, None), None, False, OverTime.LAST, False),
    S.DISTINCT: (7.0, "count", (0.0, None), None, False, OverTime.POOL, False),
    S.QUANTILE: (7.0, "", (None, None), "order_statistics", False, OverTime.POOL, False),
    S.GIVEN: (7.0, "", (None, None), None, False, OverTime.NONE, False),
    S.FORMULA: (None, "", (None, None), None, False, OverTime.NONE, False),
}


def test_none_is_missing():
    assert set(ANSWERS) == set(Statistic)
    assert set(MEASURES) == set(NAMES)
    assert {measure.statistic for measure in MEASURES.values()} == set(Statistic)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_method_has_its_answer(measure):
    kpi = made.kpi(measure)
    value, unit, ends, method, tested, year, spread = ANSWERS[measure.statistic]
    parts = replace(PARTS, value=7.0) if measure.statistic in ONE_NUMBER else PARTS
    interval = interval_of(kpi, parts)
    assert value_of(kpi, parts, 30) == value
    assert unit_of(kpi) == unit
    assert possible(kpi, PARTS) == ends
    assert (None if interval is None else interval.method) == method
    assert (p_of_change(kpi, PARTS, OTHER) is not None) is tested
    assert kpi.makes_a_year is year
    assert (_spread(kpi, PARTS, [PARTS]) is not None) is spread
    assert not _alike(kpi, PARTS)
    assert in_words(kpi, Numbers(), "month", unit)


def test_what_each_kind_is():
    """Averages of segments, sums of segments, and what is neither."""
    averages = {each for each in Statistic if each.is_average}
    sums = {each for each in Statistic if each.adds_up}
    assert averages == {S.NET_SHARE, S.SHARE, S.MEAN, S.RATIO}
    assert sums == {S.TOTAL, S.COUNT, S.STOCK}
    assert {each for each in Statistic if each.is_amount} - sums == {S.DISTINCT}
    assert {each for each in Statistic if each.grows_with_time} == {S.TOTAL, S.COUNT, S.DISTINCT}
    assert {each for each in Statistic if each.flows} == {S.TOTAL, S.COUNT}
    assert {each for each in Statistic if each.asked_again} == {S.QUANTILE, S.DISTINCT}
    assert {each for each in Statistic if each.counts_of_a_base} == {S.SHARE, S.RATIO}
    assert {each for each in Statistic if each.in_percent} == {S.SHARE}
    samples = {each for each in Statistic if each.is_sample}
    assert samples == averages - {S.RATIO} | {S.QUANTILE}
