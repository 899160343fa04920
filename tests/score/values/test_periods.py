"""The latest period that ended, on calendars that go on and on those that stop."""

from datetime import date

import pytest

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
