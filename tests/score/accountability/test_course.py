"""Where a KPI was going before an action began, and how surely that can be told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cxscore.calendar import Calendar
from cxscore.model.choices import Polarity
from cxscore.model.effects import Because, LevelChange
from cxscore.model.verdicts import Rule
from cxscore.score.accountability.course import (
    Course,
    course_before,
)
from cxscore.score.accountability.observed import Observed, Series

MONTHS = Calendar()
LAST = MONTHS.parse("2026-06")
OPENED = LAST.end + timedelta(1)
FLAT = [50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.0]


def series(values, polarity=Polarity.HIGHER_IS_BETTER, restarts=(), **more):
    periods = MONTHS.up_to(LAST, len(values))
    observed = [
        Observed(period, value, restarts=at in restarts)
        for at, (period, value) in enumerate(zip(periods, values, strict=True))
    ]
    return Series(observed, polarity, **more)


def course(values, **more):
    found = course_before(series(values, **more), OPENED)
    assert isinstance(found, Course), found
    return found


@pytest.mark.parametrize(
    ("one", "opened", "because"),
    [
        (series(FLAT), None, Because.NO_START),
        (series(FLAT, Polarity.NEUTRAL), OPENED, Because.NO_DIRECTION),
        (series(FLAT, charted=False), OPENED, Because.NO_CHART),
        (series([50.0] * 12), OPENED, Because.NO_CHART),
        (series(FLAT[:7]), OPENED, Because.TOO_FEW_BEFORE),
        (series([*FLAT[:7], None, None]), OPENED, Because.TOO_FEW_BEFORE),
        # The period in which it was opened had not ended before.
        (series(FLAT[:8]), LAST.end, Because.TOO_FEW_BEFORE),
        (series(FLAT, restarts=[5]), OPENED, Because.TOO_FEW_BEFORE),
    ],
    ids=["no start", "neutral", "no limits", "constant", "few", "gaps", "same month", "break"],
)
def test_why_nothing_is_known(one, opened, because):
    assert course_before(one, opened) is because


@pytest.mark.parametrize(
    ("values", "restarts", "first", "points"),
    [
        (FLAT, (), "2025-07", 12),
        (FLAT * 3, (), "2024-07", 24),
        ([*FLAT, *FLAT], (12,), "2025-07", 12),
        ([None, *FLAT], (), "2025-07", 12),
    ],
)
def test_the_periods_before(values, restarts, first, points):
    found = course(values, restarts=restarts)
    assert (found.noun.first, found.noun.last, found.noun.points) == (first, "2026-06", points)
    assert found.noun.level == pytest.approx(sum(FLAT) / 12)
    assert found.level_change is None


RISE = (70.0, 70.0)


@pytest.mark.parametrize(
    ("after", "change"),
    [
        (RISE, LevelChange("2026-05", rose=True, began=Rule.OUTSIDE)),
        ((30.0, 30.0), LevelChange("2026-05", rose=False, began=Rule.OUTSIDE)),
        ((*RISE, 50.0), None),
    ],
)
def test_a_level_that_had_just_changed(after, change):
    found = course([*FLAT, *FLAT, *after])
    assert found.level_change == change
    assert found.noun.points == 24, "it starts no level of its own"


def test_a_change_that_has_lasted_is_a_level_of_its_own():
    found = course([*FLAT, *(value + 30.0 for value in FLAT)])
    assert (found.noun.first, found.noun.points, found.level_change) == ("2025-07", 12, None)
    assert len(found.whole) == 24


def test_a_mere_run_says_nothing_of_when_it_began():
    values = [50.0, 53.0, 49.0, 54.0, 47.0, 52.0, 48.0, 53.0, 47.0, 51.0, 49.0, 53.0]
    assert course([*values, *[51.5, 52.0, 51.0, 52.0, 51.5, 51.0, 52.0]]).level_change is None


@pytest.mark.parametrize(
    ("values", "slope"),
    [(FLAT, None), ([float(at) + each / 100 for at, each in enumerate(FLAT)], 1.0)],
)
def test_the_line_of_what_was_moving(values, slope):
    line = course(values).line
    assert (line and line.slope) == (slope and pytest.approx(slope, abs=0.05))


@pytest.mark.parametrize(
    ("worst_at", "polarity", "found"),
    [
        (-1, Polarity.HIGHER_IS_BETTER, True),
        (-2, Polarity.HIGHER_IS_BETTER, True),
        (-3, Polarity.HIGHER_IS_BETTER, False),
        (-1, Polarity.LOWER_IS_BETTER, False),
    ],
)
def test_just_after_the_worst_of_twelve(worst_at, polarity, found):
    values = [*FLAT]
    values[worst_at] = 48.5
    one = series(values, polarity)
    assert course_before(one, OPENED).worst_just_before is found
    short = replace(one, observed=one.observed[1:])
    assert not course_before(short, OPENED).worst_just_before


def test_the_interval_narrows_with_the_periods_counted_and_widens_with_those_between():
    found = course(FLAT)
    one, seven = found.half_width([True]), found.half_width([True] * 7)
    assert seven < one
    assert found.half_width([False, False, True]) >= one
