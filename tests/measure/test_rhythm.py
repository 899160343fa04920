"""When the next rows were due: a period is partial where they were due in it and did not come."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.calendar import Calendar, Grain
from cxscore.measure.rhythm import due_before, months_missed, next_due
from cxscore.model.measured import Coverage
from tests.measure.measured import measure, page, rows

DAY = timedelta(1)


def every(first, last, step=1, weekdays=range(7)):
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    found = [start + DAY * n for n in range(0, (end - start).days + 1, step)]
    return [day for day in found if day.weekday() in weekdays]


def monthly(day, *months):
    return [date(2026 if m > 0 else 2025, m if m > 0 else m + 12, day) for m in months]


MONTH_ENDS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(every("2026-01-01", "2026-04-12"), "2026-04-13", id="daily"),
        pytest.param(
            every("2026-01-01", "2026-04-10", weekdays=range(5)), "2026-04-13", id="workdays"
        ),
        pytest.param(every("2026-01-05", "2026-04-13", 7), "2026-04-20", id="weekly"),
        pytest.param(monthly(1, 1, 2, 3, 4), "2026-05-31", id="monthly"),
        pytest.param(MONTH_ENDS, "2026-05-31", id="month-ends"),
        pytest.param(monthly(15, -9, -6, -3, 0, 3)[1:], "2026-06-30", id="quarterly"),
        pytest.param(
            [date(2026, 1, 1) + DAY * n for n in (0, 2, 3, 7, 8, 12, 15, 17, 28)],
            "2026-02-10",
            id="largest-gap",
        ),
        pytest.param([date(2026, 1, 1), date(2026, 1, 9)], None, id="nobody-can-tell"),
        pytest.param([date(2026, 1, 1) + DAY * 40 * n for n in range(6)], None, id="a-few-a-year"),
        pytest.param([], None, id="none"),
    ],
)
def test_the_next_rows_are_due_by_their_rhythm(days, due):
    assert next_due(days) == (date.fromisoformat(due) if due else None)


def test_only_the_last_year_tells():
    then = [date(2024, 1, 1) + DAY * n for n in range(0, 400, 40)]
    now = every("2025-06-01", "2026-05-31", 3)
    assert next_due([*then, *now]) == now[-1] + 4 * DAY


def test_holidays_are_no_workdays():
    days = every("2026-01-05", "2026-05-22", weekdays=range(5))
    holiday = date(2026, 5, 25)
    assert next_due(days) == holiday
    assert next_due(days, {holiday}) == date(2026, 5, 26)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(every("2026-04-12", "2026-07-01"), "2026-04-11", id="daily"),
        pytest.param(
            every("2026-04-13", "2026-07-01", weekdays=range(5)), "2026-04-10", id="workdays"
        ),
        pytest.param(every("2026-04-13", "2026-07-06", 7), "2026-04-06", id="weekly"),
        pytest.param(monthly(1, 2, 3, 4, 5), "2026-01-31", id="monthly"),
        pytest.param(MONTH_ENDS, "2025-12-31", id="month-ends"),
    ],
)
def test_rows_were_due_before_the_first_likewise(days, due):
    assert due_before(days) == date.fromisoformat(due)


def covering(days):
    return Coverage("d", days[0], days[-1], len(days), due_before(days), next_due(days))


def partial(days, *ids):
    cover, months = covering(days), Calendar()
    return [id_ for id_ in ids if cover.cuts(months.parse(id_))]


def test_what_is_partial():
    assert partial(every("2026-01-10", "2026-04-05"), "2026-01", "2026-02", "2026-04") == [
        "2026-01",
        "2026-04",
    ]
    assert partial(every("2026-01-01", "2026-04-30"), "2026-01", "2026-04") == []
    assert partial(every("2026-01-01", "2026-05-29", weekdays=range(5)), "2026-01", "2026-05") == []
    assert partial(every("2026-01-01", "2026-05-20", weekdays=range(5)), "2026-05") == ["2026-05"]
    assert partial(monthly(1, 1, 2, 3, 4), "2026-01", "2026-04") == []


def test_a_month_missing_within_a_quarter_and_months_within_a_year():
    months = covering(monthly(1, 1, 2, 3, 4, 5))
    quarter, year = Calendar().span("2026-Q2"), Calendar().span("2026")
    assert months.cuts(Calendar(Grain.QUARTER).period_of(quarter[0]))
    assert months.cuts(Calendar(Grain.YEAR).period_of(year[0]))
    assert not months.cuts(Calendar(Grain.QUARTER).period_of(date(2026, 1, 1)))


@given(st.sampled_from([1, 2, 3, 5, 7]), st.integers(0, 30), st.integers(60, 300))
def test_what_goes_on_to_the_edge_is_never_partial_and_what_stops_short_always(step, cut, length):
    """Rows every so many days: cutting off more than a step leaves the last month partial."""
    last = date(2026, 5, 31)
    days = [last - DAY * (n * step) for n in range(length // step + FEWEST)][::-1]
    may = Calendar().period_of(last)
    assert not covering(days).cuts(may)
    shorter = [day for day in days if day <= last - DAY * cut]
    if shorter[-1] in may:
        # The largest gap may pass once more; of days and weeks it is known when they come.
        due = shorter[-1] + DAY * (step if step in (1, 7) else step + 1)
        assert covering(shorter).cuts(may) == (due <= last)


FEWEST = 10


def without(days, *months):
    return [day for day in days if f"{day:%Y-%m}" not in months]


FIRSTS = [date(year, month, 1) for year in (2025, 2026) for month in range(1, 13)]
BREACHES = [date(2024, 1, 9) + DAY * n for n in (0, 3, 40, 44, 70, 130, 135, 160, 230, 233, 300)]
HALF = every("2025-01-01", "2026-06-30")


@pytest.mark.parametrize(
    ("days", "months"),
    [
        pytest.param(without(FIRSTS, "2025-08"), ["2025-08"], id="monthly"),
        pytest.param(without(FIRSTS, "2025-08", "2025-09"), ["2025-08", "2025-09"], id="two"),
        pytest.param(without(HALF, "2026-05"), ["2026-05"], id="daily"),
        pytest.param(without(HALF[5::7], "2026-05"), ["2026-05"], id="weekly"),
        pytest.param(without(HALF[::2], "2026-05"), ["2026-05"], id="no-rhythm"),
        pytest.param(HALF, [], id="all-there"),
        pytest.param(
            [date(2023 + n // 4, n % 4 * 3 + 1, 1) for n in range(12)], [], id="quarterly"
        ),
        pytest.param([date(2015 + n, 4, 1) for n in range(9)], [], id="yearly"),
        pytest.param(BREACHES, [], id="a-few-a-year"),
        pytest.param([], [], id="none"),
    ],
)
def test_months_in_which_rows_were_due(days, months):
    found = months_missed(days)
    assert [f"{first:%Y-%m}" for first, _ in found] == months
    assert all(first.day == 1 and (last + DAY).day == 1 for first, last in found)


def test_a_month_missed_leaves_the_quarter_partial_and_is_a_gap_itself():
    may = (date(2026, 5, 1), date(2026, 5, 31))
    cover = Coverage("d", date(2025, 1, 1), date(2026, 6, 30), 515, missed=(may,))
    for grain, cut in ((Grain.MONTH, False), (Grain.QUARTER, True), (Grain.YEAR, True)):
        assert cover.cuts(Calendar(grain).period_of(may[0])) is cut
    assert not cover.cuts(Calendar(Grain.QUARTER).period_of(date(2026, 3, 31)))


@pytest.mark.parametrize("month", ["2026-04", "2026-05", "2026-06"])
def test_the_month_missed_may_be_the_first_or_the_last_of_its_quarter(month):
    missed = Calendar().span(month)
    cover = Coverage("d", date(2025, 1, 1), date(2026, 9, 30), 600, missed=(missed,))
    quarters = [Calendar(Grain.QUARTER).parse(f"2026-Q{number}") for number in (1, 2, 3)]
    assert [cover.cuts(each) for each in quarters] == [False, True, False]


@pytest.mark.parametrize(("due", "cut"), [("2026-05-31", False), ("2026-06-01", True)])
def test_rows_that_were_due_on_the_first_day_were_due_in_the_period(due, cut):
    first, june = date(2026, 6, 2), Calendar().parse("2026-06")
    cover = Coverage("d", first, date(2026, 9, 30), 120, due_before=date.fromisoformat(due))
    assert cover.cuts(june) is cut


@given(st.sampled_from([1, 2, 3, 7]), st.integers(120, 500))
def test_what_comes_every_so_many_days_misses_no_month(step, length):
    assert months_missed([date(2025, 1, 1) + DAY * (n * step) for n in range(length // step)]) == []


def test_segments_that_ended_stand_in_one_order(tmp_path):
    names = [f"R{at:02}" for at in range(12)]
    lines = [
        f"{day},{name}"
        for day in every("2026-01-01", "2026-06-30")
        for name in (["Z", *names] if day < date(2026, 6, 20) else ["Z"])
    ]
    random.Random(5).shuffle(lines)
    text = page("{count: rows}", kpi="by: [region]")
    (cover,) = measure(tmp_path, text, d=rows("day,region", *lines)).coverage["k"]
    assert [each.name for each in cover.ended] == [f"region {name}" for name in names]
