"""The slope of a KPI's series, said only where it is more than chance."""

from collections.abc import Sequence

from cxscore.model.findings import Season, Trend
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point
from cxscore.model.verdicts import Unsaid
from cxscore.score.charts.limits import constant
from cxscore.score.statistics.mann_kendall import (
    for_autocorrelation,
    mann_kendall,
    seasonal_mann_kendall,
)
from cxscore.score.statistics.normal import z_of
from cxscore.score.statistics.seasonal import level_over_time, seasonal_parts
from cxscore.score.statistics.theil_sen import (
    InYear,
    between_slopes,
    by_season,
    seasonal_slopes,
    slopes_of,
)
from cxscore.score.values.counting import (
    counts,
    periods_a_year,
    season_number,
    seasons_of,
    start_of_process,
)
from cxscore.score.values.readings import Readings

FEWEST = 12
"""Points without which no trend is told: limits are provisional until then, too."""
FEWEST_SEASONAL = 24
"""Points from which each season is compared with itself, where there is a season."""

Placed = Sequence[tuple[int, float]]


def trend_of(
    kpi: Kpi, readings: Readings, points: Sequence[Point], season: Season | None
) -> Trend | Unsaid:
    """Return the trend of *kpi* over the process that *points* end with, or why none is told.

    A process starts at a break. Periods that are not complete, ignored or
    too small do not count. It is established where the test's p is below
    1 − level and the interval of the slope leaves out 0.
    """
    if readings.is_rolling(kpi):
        return Unsaid.ROLLING_WINDOW
    started = start_of_process(points)
    counted = [(place, point) for place, point in enumerate(points) if counts(point)]
    counted = [pair for pair in counted if pair[0] >= started]
    series = [(place, point.value) for place, point in counted if point.value is not None]
    if len(series) < FEWEST:
        return Unsaid.TOO_FEW_POINTS
    if constant([value for _, value in series]):
        return Unsaid.CONSTANT
    calendar = readings.calendar(kpi)
    seasons = seasons_of(calendar) if season is not None and season.detected else None
    if seasons is not None and len(series) < max(FEWEST_SEASONAL, 2 * seasons):
        seasons = None
    if seasons is not None:
        factor = for_autocorrelation(_without_season(points, series, seasons))
        alike = by_season(series, _in_years(points, series, seasons))
        test, method = seasonal_mann_kendall(alike), "seasonal_mann_kendall"
        slopes = seasonal_slopes(alike)
    else:
        factor = for_autocorrelation(series)
        test = mann_kendall([value for _, value in series])
        method = "mann_kendall" if factor == 1 else "mann_kendall_hamed_rao"
        slopes = slopes_of(series)
    test = test.widened(factor)
    slope, low, high = _slope(slopes, test.variance, kpi.level)
    year = periods_a_year(calendar)
    return Trend(
        slope_per_year=slope * year,
        low=low * year,
        high=high * year,
        p_value=test.p_value,
        established=test.p_value < 1 - kpi.level and low * high > 0,
        method=method,
        points=len(series),
        first=counted[0][1].period.id,
        last=counted[-1][1].period.id,
    )


def _slope(slopes: Sequence[float], variance: float, level: float) -> tuple[float, float, float]:
    """Return the median of *slopes*, and where it would lie at *level*."""
    from statistics import median

    z = z_of(level)
    return (median(slopes), *between_slopes(slopes, variance, z))


def _in_years(points: Sequence[Point], series: Placed, seasons: int) -> list[InYear]:
    """Return the year and the season of each value of *series*.

    Years start with the season that *points* start with, so n years of
    points are n years and not parts of n + 1.
    """
    first = season_number(points[0].period, seasons)
    periods = [points[place].period for place, _ in series]
    numbers = [season_number(period, seasons) for period in periods]
    return [
        (period.year - (number < first), number)
        for period, number in zip(periods, numbers, strict=True)
    ]


def _without_season(points: Sequence[Point], series: Placed, seasons: int) -> Placed:
    """Return *series* less what each season adds to the level."""
    known = dict(series)
    numbers = [season_number(p.period, seasons) for p in points[: max(known) + 1]]
    values = [known.get(place) for place in range(len(numbers))]
    level = level_over_time(values, seasons)
    if level is None:
        return series
    parts = seasonal_parts(values, numbers, level)
    return [(place, value - parts[numbers[place]]) for place, value in series]
