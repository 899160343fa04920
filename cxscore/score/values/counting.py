"""Which periods of a series count, and how many of them make a year."""

from collections.abc import Sequence

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.findings import Season
from cxscore.model.scorecard import Point

DAYS_OF_YEAR = 365.2425
SEASONS = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
PLACES = {Grain.WEEK: DAYS_OF_YEAR / 7, Grain.MONTH: 12.0, Grain.QUARTER: 4.0, Grain.YEAR: 1.0}


def counts(point: Point) -> bool:
    """Return whether *point* stands for its whole period, and is not ignored."""
    return (
        point.value is not None
        and point.complete
        and not point.base_too_small
        and point.ignored is None
    )


def processes_of(points: Sequence[Point], *, comparable: bool = False) -> list[list[Point]]:
    """Cut *points* where a period begins that a break falls into.

    With *comparable* a process goes on over breaks that leave its values comparable.
    """
    processes: list[list[Point]] = []
    for point in points:
        cut = any(not (comparable and each.comparable) for each in point.breaks)
        if cut or not processes:
            processes.append([])
        processes[-1].append(point)
    return processes


def start_of_process(points: Sequence[Point], *, comparable: bool = False) -> int:
    """Return the place of the first of *points* that is of the last process."""
    return sum(len(process) for process in processes_of(points, comparable=comparable)[:-1])


def seasons_of(calendar: Calendar) -> int | None:
    """Return how many periods make a year, in which a season can show; None for years.

    A week 53 counts with week 52. A listed calendar has as many as its
    longest year.
    """
    if calendar.grain is Grain.LISTED:
        most = max(period.number for period in calendar.listed)
        return most if most > 1 else None
    return SEASONS.get(calendar.grain)


def periods_a_year(calendar: Calendar) -> float:
    """Return how many periods a year has on average."""
    if calendar.grain is not Grain.LISTED:
        return PLACES[calendar.grain]
    days = sum(period.days for period in calendar.listed)
    return DAYS_OF_YEAR * len(calendar.listed) / days


def season_number(period: Period, seasons: int) -> int:
    """Return which season of the year *period* is, from 1."""
    return min(period.number, seasons)


def factor_of(season: Season | None, period: Period) -> float:
    """Return what *season* multiplies a value of *period* by; 1 where there is none."""
    return 1.0 if season is None else season.factors.get(period.number, 1.0)
