"""The four comparisons, and every reason for not making one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import OverTime
from cxscore.model.findings import LeftOut
from cxscore.model.kpi import Break, Ignored
from cxscore.model.measured import Fact, Parts
from cxscore.model.measures import (
    Count,
    Distinct,
    Formula,
    Mean,
    Nps,
    OpenAtEnd,
    Ratio,
    RatioPart,
    Share,
    Sum,
    Value,
)
from cxscore.model.verdicts import Method, Unsaid, Withheld
from tests.score import made
from tests.test_calendar import LISTED

RATIO = Ratio(RatioPart(sum="lost"), RatioPart(sum="opening"))
NAMES = ("previous", "year_ago", "fiscal_ytd", "trailing_year")


def compared(one, found, reported="2026-06", **more):
    return made.scored(one, found, reported, **more).comparisons


def reasons(comparisons):
    return {name: getattr(comparisons, name).withheld_because for name in NAMES}


def test_all_four_from_pooled_counts():
    parts = [made.share_parts(10 + i, 100 + i) for i in range(24)]
    found = compared(made.kpi(Share("s")), made.monthly("2026-06", parts))
    assert set(reasons(found).values()) == {None}
    previous = found.previous
    assert (previous.period, previous.base_period) == ("2026-06", "2026-05")
    assert (previous.value, previous.base_value) == (100 * 33 / 123, 100 * 32 / 122)
    assert (previous.n, previous.base_n) == (123, 122)
    assert previous.change == previous.value - previous.base_value
    assert previous.change_percent is None
    assert found.year_ago.base_value == 100 * 21 / 111
    assert found.fiscal_ytd.value == 100 * sum(range(28, 34)) / sum(range(118, 124))
    assert found.fiscal_ytd.base_value == 100 * sum(range(16, 22)) / sum(range(106, 112))
    assert (found.fiscal_ytd.period, found.fiscal_ytd.base_period) == ("2026-06", "2025-06")
    assert found.trailing_year.value == 100 * sum(range(22, 34)) / sum(range(112, 124))
    assert found.trailing_year.base_value == 100 * sum(range(10, 22)) / sum(range(100, 112))
    assert found.trailing_year.significant is True
    assert previous.significant is False
    assert previous.p_value == pytest.approx(0.9, abs=0.1)


def test_a_fiscal_year_to_date_starts_with_the_fiscal_year():
    parts = [Parts(1, float(i)) for i in range(24)]
    defined = made.definition(made.kpi(Sum("s")), calendar=Calendar(Grain.MONTH, 4))
    found = made.scorecard(defined, made.monthly("2026-06", parts)).kpis[0].comparisons
    assert found.fiscal_ytd.value == 21 + 22 + 23
    assert found.fiscal_ytd.base_value == 9 + 10 + 11
    assert found.fiscal_ytd.change_percent == pytest.approx(120.0)


def withheld_at(numbers, coverage=None, **more):
    one = made.kpi(Count(), **more)
    parts = [None if n is None else Parts(n, float(n)) for n in numbers]
    return reasons(compared(one, made.monthly("2026-06", parts), coverage=coverage))


SINCE_MAY_9 = {"k": (made.daily(date(2026, 5, 9), date(2026, 6, 30)),)}
UNTIL_JUNE_9 = {"k": (made.daily(date(2024, 7, 1), date(2026, 6, 9)),)}
FROM_JUNE_9_2025 = {"k": (made.daily(date(2025, 6, 9), date(2026, 6, 30)),)}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (withheld_at([5] * 23 + [None]), (
            Withheld.NO_DATA,
            Withheld.NO_DATA,
            Withheld.MISSING_PERIODS,
            Withheld.MISSING_PERIODS,
        )),
        (withheld_at([5]), (
            Withheld.NO_BASE_DATA,
            Withheld.NO_BASE_DATA,
            Withheld.MISSING_PERIODS,
            Withheld.MISSING_PERIODS,
        )),
        (withheld_at([5] * 12), (
            None,
            Withheld.NO_BASE_DATA,
            Withheld.NO_BASE_DATA,
            Withheld.NO_BASE_DATA,
        )),
        (withheld_at([5] * 13), (None, None, Withheld.MISSING_PERIODS, Withheld.MISSING_PERIODS)),
        (
            withheld_at([5] * 20 + [None] + [5] * 3),
            (None, None, Withheld.MISSING_PERIODS, Withheld.MISSING_PERIODS),
        ),
        (withheld_at([5] * 2, coverage=SINCE_MAY_9), (
            Withheld.PARTIAL_BASE_PERIOD,
            Withheld.NO_BASE_DATA,
            Withheld.MISSING_PERIODS,
            Withheld.MISSING_PERIODS,
        )),
        (withheld_at([5] * 24, coverage=UNTIL_JUNE_9), (Withheld.PARTIAL_PERIOD,) * 4),
        (withheld_at([5] * 24, coverage=FROM_JUNE_9_2025), (
            None,
            Withheld.PARTIAL_BASE_PERIOD,
            Withheld.PARTIAL_BASE_PERIOD,
            Withheld.PARTIAL_BASE_PERIOD,
        )),
        (withheld_at([50] * 23 + [5], minimum_base=30), (
            Withheld.BASE_TOO_SMALL,
            Withheld.BASE_TOO_SMALL,
            None,
            None,
        )),
        (withheld_at([50] * 22 + [5, 50], minimum_base=30), (
            Withheld.BASE_TOO_SMALL,
            None,
            None,
            None,
        )),
    ],
    ids=[
        "no-value-at-hand",
        "first-period",
        "first-year",
        "thirteen-months",
        "a-gap-within",
        "base-partial",
        "at-hand-partial",
        "year-ago-partial",
        "at-hand-too-small",
        "base-too-small",
    ],
)  # fmt: skip
def test_a_comparison_is_withheld_with_its_reason(found, expected):
    assert tuple(found.values()) == expected


@pytest.mark.parametrize(
    ("day", "comparable", "expected"),
    [
        ("2026-06", False, (True, True, True, True)),
        ("2026-06-15", False, (True, True, True, True)),
        ("2026-05-02", False, (True, True, True, True)),
        ("2026-05", False, (False, True, True, True)),
        ("2025-06", False, (False, False, True, True)),
        ("2024-07", False, (False, False, False, False)),
        ("2026-07", False, (False, False, False, False)),
        ("2026-06", True, (False, False, False, False)),
    ],
)
def test_nothing_is_compared_across_a_break_that_says_so(day, comparable, expected):
    one = made.kpi(Count(), breaks=(Break(day, "New form", comparable),))
    found = compared(one, made.monthly("2026-06", [Parts(5, 5.0)] * 24))
    withheld = [reason is Withheld.NOT_COMPARABLE for reason in reasons(found).values()]
    assert tuple(withheld) == expected


def test_what_is_withheld_shows_neither_base_value_nor_change():
    one = made.kpi(Count(), minimum_base=30)
    found = compared(one, made.monthly("2026-06", [Parts(5, 5.0), Parts(50, 50.0)])).previous
    assert found.withheld_because is Withheld.BASE_TOO_SMALL
    assert (found.value, found.n, found.base_n) == (50.0, 50, 5)
    assert (found.base_value, found.change, found.p_value) == (None, None, None)


def test_week_53_has_no_year_ago():
    weeks = Calendar(Grain.WEEK)
    defined = made.definition(made.kpi(Count()), calendar=weeks)
    found = made.facts(weeks, "2026-W53", [Parts(5, 5.0)] * 110)
    one = made.scorecard(defined, found, "2026-W53", as_of=date(2027, 1, 5)).kpis[0].comparisons
    assert reasons(one) == {
        "previous": None,
        "year_ago": Withheld.NO_SUCH_PERIOD,
        "fiscal_ytd": Withheld.NO_SUCH_PERIOD,
        "trailing_year": Withheld.NO_SUCH_PERIOD,
    }


def test_weeks_are_compared_with_as_many_weeks():
    weeks = Calendar(Grain.WEEK, 4)
    defined = made.definition(made.kpi(Count()), calendar=weeks)
    found = made.facts(weeks, "2026-W20", [Parts(5, 5.0)] * 130)
    one = made.scorecard(defined, found, "2026-W20", as_of=date(2026, 6, 1)).kpis[0].comparisons
    assert (one.fiscal_ytd.value, one.fiscal_ytd.base_value) == (35.0, 35.0)
    assert one.fiscal_ytd.base_period == "2025-W20"
    assert (one.trailing_year.value, one.trailing_year.base_value) == (260.0, 260.0)


def test_a_listed_calendar_that_begins_has_no_earlier_periods():
    defined = made.definition(made.kpi(Count()), calendar=LISTED)
    found = made.facts(LISTED, "2025-P01", [Parts(5, 5.0)])
    one = made.scorecard(defined, found, "2025-P01").kpis[0].comparisons
    assert set(reasons(one).values()) == {Withheld.NO_SUCH_PERIOD}
    assert one.trailing_year.period is None


def year_to_date(one, parts, **more):
    return compared(one, made.monthly("2026-03", parts, **more), "2026-03").fiscal_ytd


THREE = [Parts(100, 5.0, 100.0), Parts(200, 6.0, 200.0), Parts(300, 9.0, 300.0)]
LIKE = THREE + [Parts(100, 1.0, 100.0)] * 9 + THREE


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (OverTime.POOL, 20 / 600),
        (OverTime.SUM, 0.05 + 0.03 + 0.03),
        (OverTime.LAST, 0.03),
        (OverTime.FIRST_DENOMINATOR, 20 / 100),
        (OverTime.NONE, None),
        (None, 20 / 600),
    ],
)
def test_how_periods_make_a_year(how, expected):
    found = year_to_date(made.kpi(RATIO, over_time=how), LIKE)
    assert found.value == pytest.approx(expected) if expected else found.value is None
    assert found.change == (pytest.approx(0.0) if expected else None)
    assert found.withheld_because is (None if expected else Withheld.NOT_POOLABLE)


def test_the_base_of_a_year_goes_with_how_it_is_made():
    bases = {
        how: year_to_date(made.kpi(Share("s"), over_time=how), LIKE).n
        for how in (OverTime.POOL, OverTime.SUM, OverTime.LAST, OverTime.FIRST_DENOMINATOR)
    }
    assert list(bases.values()) == [600, 600, 300, 100]


def test_a_sum_of_shares_is_not_tested():
    assert year_to_date(made.kpi(Share("s"), over_time=OverTime.SUM), LIKE).p_value is None
    assert year_to_date(made.kpi(Share("s")), LIKE).p_value == pytest.approx(1.0)


def test_daily_sums_are_divided_by_the_days_of_the_span():
    parts = [Parts(1, 31.0), Parts(1, 28.0), Parts(1, 31.0)]
    found = year_to_date(made.kpi(Sum("s"), per_day=True), parts * 5)
    assert found.value == 1.0


def test_open_cases_count_at_the_end():
    parts = [Parts(n, float(n)) for n in range(15)]
    assert year_to_date(made.kpi(OpenAtEnd("o", "c")), parts).value == 14.0


@pytest.mark.parametrize(
    ("how", "value"),
    [
        (None, None),
        (OverTime.POOL, None),
        (OverTime.FIRST_DENOMINATOR, None),
        (OverTime.LAST, 14.0),
        (OverTime.SUM, 39.0),
    ],
)
def test_ready_values_make_a_year_only_where_it_is_said_how(how, value):
    found = compared(made.kpi(over_time=how), made.values("2026-03", range(15)), "2026-03")
    assert found.fiscal_ytd.value == value
    wanted = Withheld.NOT_POOLABLE if value is None else None
    assert found.fiscal_ytd.withheld_because is wanted
    assert found.previous.withheld_because is None


COMPLAINTS, ORDERS = (made.kpi(Count(), id=name) for name in ("complaints", "orders"))


@pytest.mark.parametrize(
    ("how", "value"),
    [
        (None, None),
        (OverTime.POOL, (12 + 13 + 14) / 30),
        (OverTime.SUM, 3.9),
        (OverTime.LAST, 1.4),
        (OverTime.FIRST_DENOMINATOR, None),
    ],
)
def test_formulas_make_a_year_only_where_it_is_said_how(how, value):
    one = made.kpi(Formula("complaints / orders"), id="f", over_time=how)
    found = [
        *made.monthly("2026-03", [Parts(n, float(n)) for n in range(15)], name="complaints"),
        *made.monthly("2026-03", [Parts(10, 10.0)] * 15, name="orders"),
    ]
    defined = made.definition(one, COMPLAINTS, ORDERS)
    ytd = made.scorecard(defined, found, "2026-03").kpis[0].comparisons.fiscal_ytd
    assert ytd.value == (None if value is None else pytest.approx(value))
    assert ytd.withheld_because is (Withheld.NOT_POOLABLE if value is None else None)


def test_a_formula_over_ready_values_cannot_be_pooled():
    one = made.kpi(Formula("k * 2"), id="f", over_time=OverTime.POOL)
    defined = made.definition(one, made.kpi())
    found = made.scorecard(defined, made.values("2026-03", range(1, 16)), "2026-03").kpis[0]
    assert found.comparisons.fiscal_ytd.withheld_because is Withheld.NOT_POOLABLE


def test_distinct_counts_of_a_year_are_asked_anew():
    one = made.kpi(Distinct("customer"))
    single = made.monthly("2026-03", [Parts(9, value=4.0)] * 15)
    anew = [
        Fact("k", (), (), date(year, 1, 1), date(year, 3, 31), Parts(27, value=value))
        for year, value in ((2025, 6.0), (2026, 7.0))
    ]
    assert compared(one, single, "2026-03").fiscal_ytd.withheld_because is Withheld.NOT_POOLABLE
    found = compared(one, [*single, *anew], "2026-03").fiscal_ytd
    assert (found.value, found.base_value, found.n) == (7.0, 6.0, 27)


@pytest.mark.parametrize(
    ("one", "base", "now", "percent"),
    [
        (made.kpi(), 50.0, 60.0, 20.0),
        (made.kpi(), -50.0, -60.0, -20.0),
        (made.kpi(), 0.0, 60.0, None),
        (made.kpi(), 50.0, 0.0, -100.0),
        (made.kpi(unit="percent"), 50.0, 60.0, None),
        (made.kpi(unit="points"), 50.0, 60.0, None),
    ],
    ids=["up", "below-zero", "from-nothing", "to-nothing", "percentage", "points"],
)
def test_a_change_in_per_cent(one, base, now, percent):
    found = compared(one, made.values("2026-06", [base, now])).previous
    assert found.change == now - base
    assert found.change_percent == percent


def test_windows_that_share_rows_are_compared_and_not_tested():
    one = made.kpi(Nps("s"), window=3)
    parts = [made.nps_parts(40 + i, 30, 20) for i in range(27)]
    found = compared(one, made.monthly("2026-06", parts))
    assert found.previous.change is not None
    assert found.previous.p_value is None
    assert found.year_ago.p_value is not None
    assert found.trailing_year.p_value is not None


def test_the_year_to_date_of_a_rolling_kpi_is_of_that_year_only():
    one = made.kpi(Nps("s"), window=3)
    parts = [made.nps_parts(40 + i, 30, 20) for i in range(27)]
    january = compared(one, made.monthly("2026-01", parts), "2026-01")
    assert january.fiscal_ytd.n == 50 + 66
    assert january.previous.n == 3 * 50 + 64 + 65 + 66


def test_a_window_that_reaches_across_a_break_is_not_compared():
    one = made.kpi(Nps("s"), window=3, breaks=(Break("2026-04", "New form", comparable=False),))
    found = compared(one, made.monthly("2026-06", [made.nps_parts(40, 30, 20)] * 27))
    assert found.previous.withheld_because is Withheld.NOT_COMPARABLE


def test_means_are_tested():
    parts = [made.mean_parts([1.0, 2.0, 3.0] * 30), made.mean_parts([2.0, 3.0, 4.0] * 30)]
    found = compared(made.kpi(Mean("s")), made.monthly("2026-06", parts)).previous
    assert found.significant is True
    assert found.change_percent == 50.0


counts = st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))


@given(counts, counts)
def test_a_change_one_way_is_undone_by_the_change_back(one, two):
    parts = [made.nps_parts(*one), made.nps_parts(*two), made.nps_parts(*one)]
    there = compared(made.kpi(Nps("s")), made.monthly("2026-05", parts[:2]), "2026-05").previous
    back = compared(made.kpi(Nps("s")), made.monthly("2026-06", parts)).previous
    assert there.change == -back.change
    assert there.p_value == back.p_value


STRIKE = (Ignored("2024-12", "Strike"),)


def test_a_year_leaves_an_ignored_period_out_and_says_so():
    parts = [made.share_parts(100 - i, 100 + i) for i in range(24)]
    found = compared(made.kpi(Share("s"), ignore=STRIKE), made.monthly("2026-06", parts))
    year, base = range(12, 24), [i for i in range(12) if i != 5]
    assert found.trailing_year.value == 100 * sum(100 - i for i in year) / sum(
        100 + i for i in year
    )
    assert found.trailing_year.base_value == pytest.approx(
        100 * sum(100 - i for i in base) / sum(100 + i for i in base)
    )
    assert found.trailing_year.base_n == sum(100 + i for i in base)
    assert found.trailing_year.left_out == (LeftOut("2024-12", "Strike"),)
    assert found.fiscal_ytd.left_out == ()


@pytest.mark.parametrize(
    ("measure", "more", "like"),
    [
        (Sum("s"), {}, True),
        (Count(), {}, True),
        (Value("v"), {"over_time": OverTime.SUM}, True),
        (Sum("s"), {"per_day": True}, False),
    ],
    ids=["sum", "count", "given", "per-day"],
)
def test_totals_of_as_many_periods_are_compared(measure, more, like):
    numbers = [float(i + 1) for i in range(24)]
    parts = [Parts(1, n, value=n) for n in numbers]
    one = made.kpi(measure, ignore=STRIKE, **more)
    found = compared(one, made.monthly("2026-06", parts)).trailing_year
    base, year = (
        [n for at, n in enumerate(half) if at != 5 or not (base or like)]
        for half, base in ((numbers[:12], True), (numbers[12:], False))
    )
    days = (334, 365) if more.get("per_day") else (1, 1)
    assert found.base_value == pytest.approx(sum(base) / days[0])
    assert found.value == pytest.approx(sum(year) / days[1])
    likes = (LeftOut("2025-12", None),) if like else ()
    assert found.left_out == (LeftOut("2024-12", "Strike"), *likes)


@pytest.mark.parametrize(
    ("measure", "ignored", "why"),
    [
        (OpenAtEnd("a", "b"), "2026-06", Withheld.IGNORED_PERIOD),
        (OpenAtEnd("a", "b"), "2025-06", Withheld.IGNORED_BASE_PERIOD),
        (OpenAtEnd("a", "b"), "2025-01", None),
        (Distinct("s"), "2025-12", Withheld.IGNORED_PERIOD),
        (Distinct("s"), "2025-01", Withheld.IGNORED_BASE_PERIOD),
        (Share("s"), "2025", None),
        (Share("s"), "2026", None),
    ],
    ids=["last-now", "last-base", "last-between", "anew-now", "anew-base", "most", "half"],
)
def test_what_cannot_be_told_without_the_ignored_is_withheld(measure, ignored, why):
    parts = [Parts(10, 5.0, 10.0, value=5.0) for _ in range(24)]
    found = made.monthly("2026-06", parts)
    for start, end in (
        (date(2025, 7, 1), date(2026, 6, 30)),
        (date(2024, 7, 1), date(2025, 6, 30)),
    ):
        found.append(Fact("k", (), (), start, end, Parts(90, 90.0, value=90.0)))
    one = made.kpi(measure, ignore=(Ignored(ignored, "Strike"),))
    assert compared(one, found).trailing_year.withheld_because is why


def test_a_year_to_date_of_ignored_periods_alone_is_withheld():
    parts = [made.share_parts(5, 10) for _ in range(24)]
    one = made.kpi(Share("s"), ignore=(Ignored("2026", "Move"),))
    found = compared(one, made.monthly("2026-06", parts))
    assert found.fiscal_ytd.withheld_because is Withheld.IGNORED_PERIOD
    assert found.fiscal_ytd.change is None


@pytest.mark.parametrize(
    ("ignored", "expected"),
    [
        ("2026-06", (Withheld.IGNORED_PERIOD,) * 2),
        ("2026-05", (Withheld.IGNORED_BASE_PERIOD, None)),
        ("2025-06", (None, Withheld.IGNORED_BASE_PERIOD)),
        ("2026-04", (None, None)),
    ],
)
def test_nothing_is_compared_with_an_ignored_period(ignored, expected):
    parts = [made.share_parts(50 + i, 100) for i in range(24)]
    one = made.kpi(Share("s"), ignore=(Ignored(ignored, "Strike"),))
    found = compared(one, made.monthly("2026-06", parts))
    assert (found.previous.withheld_because, found.year_ago.withheld_because) == expected
    for each in (found.previous, found.year_ago):
        assert (each.change is None) == (each.p_value is None) == bool(each.withheld_because)


def test_a_movement_from_an_ignored_period_is_not_told():
    found = made.monthly("2026-06", [made.share_parts(50, 100), made.share_parts(80, 100)])
    for name in ("North", "South"):
        parts = [made.share_parts(25, 50), made.share_parts(40, 50)]
        found += made.monthly("2026-06", parts, by=("region",), segment=(name,))
    one = made.kpi(Share("s"), by=(("region",),), ignore=(Ignored("2026-05", "Strike"),))
    scored = made.scored(one, found)
    assert scored.movement == ()
    assert scored.unsaid[Method.MOVEMENT] is Unsaid.IGNORED_PERIOD


@pytest.mark.parametrize(
    ("measure", "more", "withheld"),
    [
        (Sum("v"), {}, True),
        (Count(), {}, True),
        (Distinct("v"), {}, True),
        (Value("v"), {"over_time": OverTime.SUM}, True),
        (RATIO, {"over_time": OverTime.FIRST_DENOMINATOR}, True),
        (Sum("v"), {"per_day": True}, False),
        (Share("v"), {}, False),
    ],
)
def test_totals_of_more_days_are_not_compared(measure, more, withheld):
    """The last period has 42 days and its like had 35; the two before it have 28 each."""
    one = made.kpi(measure, **more)
    days = [float(period.days) for period in LISTED.listed]
    parts = [Parts(int(each), each, each, value=each) for each in days]
    defined = made.definition(one, calendar=LISTED)
    found = made.facts(LISTED, "2026-P12", parts)

    def at(period):
        scored = made.scorecard(defined, found, period, as_of=date(2027, 3, 1))
        return scored.kpis[0].comparisons

    told = reasons(at("2026-P12"))
    assert (told["year_ago"] is Withheld.DIFFERENT_LENGTH) is withheld
    assert (told["previous"] is Withheld.DIFFERENT_LENGTH) is withheld
    ago = at("2026-P12").year_ago
    assert (ago.days, ago.base_days) == (42, 35)
    same = reasons(at("2026-P11"))
    assert Withheld.DIFFERENT_LENGTH not in (same["previous"], same["year_ago"])


def test_calendar_months_are_compared_whatever_their_days():
    one = compared(made.kpi(Sum("v")), made.monthly("2026-03", [Parts(1, 5.0)] * 14), "2026-03")
    assert one.previous.withheld_because is None


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ("2026-05", (False, True, False)),
        ("2026-06-01", (False, False, True)),
        ("2026-04-30", (True, False, False)),
    ],
)
def test_what_is_ignored_begins_and_ends_on_its_own_days(days, counts):
    one = made.kpi(Share("s"), ignore=(Ignored(days, "Strike"),))
    found = made.scorecard(
        made.definition(one), made.monthly("2026-06", [Parts(9, 5.0, 9.0)] * 3), "2026-06"
    )
    assert tuple(point.ignored is not None for point in found.kpis[0].series) == counts


def listed_months(first, count):
    """A calendar's file of calendar months."""
    start = Calendar().parse(first)
    months = Calendar().up_to(Calendar().shift(start, count - 1), count)
    return Calendar(
        Grain.LISTED,
        1,
        tuple(replace(m, id=f"M{m.id}", grain=Grain.LISTED) for m in months),
    )


def test_listed_months_and_years_with_a_leap_day_are_compared():
    """March has three days more than February, and a year of 366 days one more than its like."""
    calendar = listed_months("2022-01", 36)
    defined = made.definition(made.kpi(Sum("v")), calendar=calendar)
    found = made.facts(calendar, "M2024-12", [Parts(5, 5.0)] * 36)

    def at(period):
        return made.scorecard(defined, found, period, as_of=date(2025, 2, 1)).kpis[0].comparisons

    assert at("M2023-03").previous.withheld_because is None
    year = at("M2024-12").fiscal_ytd
    assert (year.days, year.base_days, year.withheld_because) == (366, 365, None)
