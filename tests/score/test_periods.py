"""The latest period that ended, on calendars that go on and on those that stop."""

from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.measured import Coverage
from cxscore.score.periods import is_complete
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


def test_two_weeks_of_days_make_a_dataset_daily():
    june = MONTHS.parse("2026-06")
    first = date(2026, 6, 10)
    for last, days, complete in (
        (date(2026, 6, 22), 13, True),
        (date(2026, 6, 23), 14, False),
        (date(2026, 6, 23), 12, True),
    ):
        cover = [Coverage("d", first, last, days)]
        assert is_complete(june, date(2026, 7, 1), cover) is complete
