"""The latest period that ended, on calendars that go on and on those that stop."""

from datetime import date

import pytest

import cxscore
from cxscore.calendar import DAY, Calendar, Grain
from cxscore.model.measured import Coverage, Ended
from cxscore.score.values.periods import is_complete
from tests.score.made import MONTHS
from tests.test_calendar import LISTED


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        (MONTHS, "2026-06-30", "2026-06"),
        (MONTHS, "2026-06-29", "2026-05"),
        (Calendar(Grain.QUARTER, 4), "2026-06-29", "FY2026-Q4"),
        (Calendar(Grain.WEEK), "2027-01-03", "2026-W53"),
        (LISTED, "2025-03-01", "2025-P01"),
        (LISTED, "2025-02-28", None),
        (LISTED, "2025-01-01", None),
        (LISTED, "2030-01-01", "2026-P12"),
    ],
)
def test_latest_ended(calendar, day, expected):
    found = calendar.latest_ended(date.fromisoformat(day))
    assert (found.id if found else None) == expected


def test_a_period_is_complete_once_it_has_ended_and_no_rows_were_due_in_it_that_did_not_come():
    june, ended, day = MONTHS.parse("2026-06"), date(2026, 6, 30), date(2026, 6, 23)
    assert is_complete(june, ended, [])
    assert not is_complete(june, ended - DAY, [])
    for due, complete in ((None, True), (day + DAY, False), (ended, False), (ended + DAY, True)):
        cover = Coverage("d", date(2026, 1, 1), day, 174, due_after=due)
        assert is_complete(june, date(2026, 7, 1), [cover]) is complete


def test_a_segment_that_stops_leaves_its_period_partial():
    june, day = MONTHS.parse("2026-06"), date(2026, 6, 12)
    for due, complete in ((day + DAY, False), (date(2026, 7, 3), True)):
        whole = Coverage(
            "d", date(2026, 1, 1), date(2026, 6, 30), 181, ended=(Ended("region North", day, due),)
        )
        assert is_complete(june, date(2026, 7, 1), [whole]) is complete
        assert is_complete(MONTHS.parse("2026-05"), date(2026, 7, 1), [whole])


def test_of_two_kpis_each_has_its_own_complete_periods(tmp_path):
    """The rows of one stop within June, those of the other do not."""
    for name, last in (("whole", 30), ("cut", 12)):
        days = [f"2026-{month:02}-{day:02},1" for month in range(1, 6) for day in range(1, 29)]
        days += [f"2026-06-{day:02},1" for day in range(1, last + 1)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["day,n", *days]) + "\n", encoding="utf-8")
    names = ("whole", "cut")
    (tmp_path / "kpis.yaml").write_text(
        "version: 1\nscorecard: {title: T, as_of: 2026-07-06}\nowners: {a: {name: A}}\ndatasets:\n"
        + "".join(f"  {each}: {{file: {each}.csv, date: day}}\n" for each in names)
        + "kpis:\n"
        + "".join(
            f"  {each}: {{name: {each}, owner: a, dataset: {each}, measure: {{mean: n}}, "
            "polarity: higher_is_better}\n"
            for each in names
        ),
        encoding="utf-8",
    )
    scored = cxscore.build(cxscore.read(tmp_path)).kpis
    june = {each.kpi.id: each.series[-1] for each in scored}
    assert {point.period.id for point in june.values()} == {"2026-06"}
    assert {name: point.complete for name, point in june.items()} == {"whole": True, "cut": False}
