"""The pattern of the year: whether there is one, and what a value is without it."""

from collections.abc import Sequence

from cxscore.calendar import Grain
from cxscore.model.findings import Season
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point
from cxscore.model.verdicts import Unsaid
from cxscore.score.charts.limits import constant
from cxscore.score.statistics.seasonal import (
    level_over_time,
    p_of_season,
    seasonal_factors,
    seasonal_parts,
)
from cxscore.score.values.counting import counts, season_number, seasons_of, start_of_process
from cxscore.score.values.readings import Readings

FEWEST = 24
"""Points without which no season is looked for."""
ALPHA = 0.01
"""A season is one where chance alone makes it in fewer than 1 of 100 series.

As strict as X-11 and its successors with the same test: what is called a
season changes everything that follows.
"""


def season_of(kpi: Kpi, readings: Readings, points: Sequence[Point]) -> Season | Unsaid:
    """Return the season of *kpi* in *points*, or why none can be told.

    It takes 24 points that count and two whole years, of the current process
    where that is long enough, else of all that is comparable with it.
    """
    seasons = seasons_of(readings.calendar(kpi))
    if seasons is None:
        return Unsaid.YEARLY
    if readings.is_rolling(kpi):
        return Unsaid.ROLLING_WINDOW
    for comparable in (False, True):
        part = points[start_of_process(points, comparable=comparable) :]
        values = [point.value if counts(point) else None for point in part]
        known = sum(value is not None for value in values)
        # Gaps may leave no year whole, and then nothing is known of the level.
        level = level_over_time(values, seasons) if known >= max(FEWEST, 2 * seasons) else None
        if level is not None:
            return _season(kpi, part, values, level, seasons)
    return Unsaid.TOO_FEW_POINTS


def _season(
    kpi: Kpi,
    points: Sequence[Point],
    values: Sequence[float | None],
    level: Sequence[float],
    seasons: int,
) -> Season | Unsaid:
    known = [value for value in values if value is not None]
    if constant(known):
        return Unsaid.CONSTANT
    numbers = [season_number(point.period, seasons) for point in points]
    apart = [
        (value - there, number)
        for value, there, number in zip(values, level, numbers, strict=True)
        if value is not None
    ]
    p_value = p_of_season([gap for gap, _ in apart], [number for _, number in apart])
    detected = p_value < ALPHA
    positive = min(*known, *level) > 0
    parts = (seasonal_factors if positive else seasonal_parts)(values, numbers, level)
    complete = len(parts) == seasons
    refused = _why_not(detected, positive, complete) if kpi.seasonal else None
    factors = parts if detected and positive and complete else {}
    if points[0].period.grain is Grain.WEEK and factors:
        factors = {**factors, 53: factors[52]}
    return Season(
        detected=detected,
        p_value=p_value,
        factors=factors,
        adjusted=kpi.seasonal and refused is None,
        highest=max(parts, key=lambda number: parts[number]) if detected else None,
        lowest=min(parts, key=lambda number: parts[number]) if detected else None,
        refused=refused,
    )


def _why_not(detected: bool, positive: bool, complete: bool) -> Unsaid | None:
    """Return why the season is not taken out although that was asked for."""
    if not detected:
        return Unsaid.NO_SEASON
    if not positive:
        return Unsaid.NOT_POSITIVE
    return None if complete else Unsaid.TOO_FEW_POINTS
