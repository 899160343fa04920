"""Failures and blockers taken together: two spans of time, and how long blockers stood."""

from datetime import date, timedelta

import pytest

from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.score.accountability.failures import cleared_of, failures_of, spans_compared
from tests.scored_rows import scored_log

TODAY = date(2026, 7, 6)
FIRST = date(2024, 7, 6)
"""The first that was ever written down."""
LATE = date(2025, 7, 7)
"""The first day of the twelve months up to today."""


@pytest.mark.parametrize(
    ("late", "early", "p_value", "significant"),
    [
        (9, 3, 0.145996, False),
        (3, 9, 0.145996, False),
        (0, 0, None, None),
        (1, 1, 1.0, False),
        (0, 6, 0.03125, True),
        (6, 0, 0.03125, True),
        (0, 5, 0.0625, False),
    ],
)
def test_two_spans_are_held_against_each_other(late, early, p_value, significant):
    days = [FIRST, *[LATE] * late, *[LATE - timedelta(1)] * early]
    found = spans_compared(days, TODAY)
    if p_value is None:
        assert found is None
        return
    assert (found.months, found.count, found.before) == (12, late, early)
    assert found.p_value == pytest.approx(p_value, abs=5e-7)
    assert found.significant is significant


@pytest.mark.parametrize(
    ("first", "months"),
    [
        (date(2020, 1, 1), 12),
        (FIRST, 12),
        (FIRST + timedelta(1), 11),
        (date(2025, 7, 6), 6),
        (date(2026, 1, 6), 3),
        (date(2026, 1, 7), None),
        (TODAY + timedelta(1), None),
        (None, None),
    ],
)
def test_spans_are_no_longer_than_half_of_what_is_on_record(first, months):
    days = [first, TODAY] if first else []
    found = spans_compared(days, TODAY)
    assert (found and found.months) == months


def test_days_to_come_and_days_unknown_are_left_out():
    rows = [
        LogRow(f"f{at}", LogKind.FAILURE, "F", "ann", LogStatus.OPEN, opened=day)
        for at, day in enumerate([FIRST, LATE, None, TODAY])
    ]
    spans = failures_of(rows, TODAY).spans
    assert (spans.count, spans.before) == (2, 0)
    assert spans_compared([FIRST, LATE, TODAY + timedelta(1)], TODAY).count == 1


def blocker(opened, closed, status=LogStatus.DONE, kind=LogKind.BLOCKER):
    return LogRow("b", kind, "B", "ann", status, opened=opened, closed=closed)


JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], None),
        ([blocker(date(2026, 5, 1), JUNE)], (1, 31)),
        ([blocker(JUNE, JUNE), blocker(date(2026, 5, 30), JUNE)], (2, 1)),
        ([blocker(date(2025, 7, 1), LATE)], (1, 6)),
        ([blocker(date(2025, 7, 1), LATE - timedelta(1))], None),
        ([blocker(None, JUNE)], None),
        ([blocker(JUNE, None, LogStatus.OPEN)], None),
        ([blocker(JUNE, JUNE, LogStatus.CANCELLED)], None),
        ([blocker(JUNE, JUNE, kind=LogKind.ACTION)], None),
    ],
    ids=str,
)
def test_blockers_that_were_cleared_lately(rows, found):
    cleared = cleared_of(scored_log(rows, TODAY), TODAY)
    assert (cleared and (cleared.count, cleared.median_days)) == found
