"""How often forecasts held what they promised, on series whose future is known by now."""

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import cxscore
from benchmarks.processes import ROOT
from cxscore.calendar import Period
from cxscore.measure import measure_kpis
from cxscore.model.definition import Definition
from cxscore.model.findings import Season, Target
from cxscore.model.kpi import Kpi
from cxscore.model.verdicts import Unsaid, Variation
from cxscore.score.charts.series import Chart, charted, points_of
from cxscore.score.methods.forecasts import Future, Goal
from cxscore.score.methods.seasons import season_of
from cxscore.score.methods.trends import trend_of
from cxscore.score.statistics.extrapolated import Expected
from cxscore.score.values.counting import counts
from cxscore.score.values.readings import Readings
from cxscore.score.values.status import Targets

T = TypeVar("T")

LEVELS = (0.80, 0.95)
SAID_AT = 0.95
"""The level at which a trend is established or not."""
FEWEST = 24
"""Points that a forecast is made from, at least."""
AHEAD = range(1, 7)
REAL = ("nhs", "vancouver")
"""The definitions under tests/real with series that are long enough."""
WHERE = "CXSCORE_TEST_DATA"


@dataclass(slots=True)
class Tally:
    """What became of the forecasts over some series."""

    made: Counter[bool] = field(default_factory=Counter)
    """How many; True where no special cause came in between, those of a trend aside."""
    held: Counter[tuple[bool, float]] = field(default_factory=Counter)
    """How many intervals held the value that came, at each level."""
    unsaid: int = 0
    """Where the program would not foretell anything."""

    def coverage(self, level: float, *, undisturbed: bool = False) -> float:
        """Return the share of intervals at *level* that held the value that came."""
        which = (True,) if undisturbed else (True, False)
        made = sum(self.made[each] for each in which)
        return sum(self.held[each, level] for each in which) / made if made else 0.0


def on_sample() -> Tally:
    """Return the forecasts of every KPI of the sample."""
    return tally(cxscore.read(ROOT / "kpis.yaml"))


def on_real(*, seasonal: bool = False) -> dict[str, Tally]:
    """Return the forecasts on other people's data; none where ``CXSCORE_TEST_DATA`` is not set.

    With *seasonal* the season is taken out wherever there is one.
    """
    found = os.environ.get(WHERE)
    if not found:
        return {}
    data = Path(found) / "data"
    tallies = {}
    for name in REAL:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "kpis.yaml"
            (Path(folder) / "data").symlink_to(data)
            shutil.copy(ROOT / "tests" / "real" / f"{name}.yaml", page)
            tallies[name] = tally(cxscore.read(page, allow=[data]), seasonal=seasonal)
    return tallies


def tally(definition: Definition, *, seasonal: bool = False) -> Tally:
    """Return what became of the forecasts of every KPI of *definition*."""
    found = Tally()
    as_of = definition.heading.as_of
    assert as_of is not None
    readings = Readings(definition, measure_kpis(definition, as_of), as_of)
    for kpi in definition.kpis:
        if kpi.window == 1:
            wanted = replace(kpi, seasonal=True) if seasonal else kpi
            _walk(_Series(definition, wanted, readings, as_of), found)
    return found


class _Series:
    """One KPI as it was known in each of its periods."""

    def __init__(self, definition: Definition, kpi: Kpi, readings: Readings, as_of: date) -> None:
        self.kpi, self.readings = kpi, readings
        self.calendar = definition.period_length(kpi)
        self.history = definition.heading.history
        first, last = readings.first_day(kpi), self.calendar.latest_ended(as_of)
        begin = self.calendar.period_of(first) if first is not None else None
        known = begin is not None and last is not None
        self.periods = list(self.calendar.between(begin, last)) if known else []
        self._seen: dict[Period, tuple[Chart, Season | None] | None] = {}

    def seen(self, at_hand: Period) -> tuple[Chart, Season | None] | None:
        """Return chart and season as of *at_hand*; None for too few points."""
        if at_hand not in self._seen:
            every = points_of(self.kpi, self.readings, Targets(), at_hand, self.history)
            points = [point for point in every if point.period.start <= at_hand.start]
            self._seen[at_hand] = None
            if sum(counts(point) for point in points) >= FEWEST:
                season = _found(season_of(self.kpi, self.readings, points))
                rolling = self.readings.is_rolling(self.kpi)
                chart = charted(self.kpi, points, at_hand, season, rolling=rolling)
                self._seen[at_hand] = chart, season
        return self._seen[at_hand]

    def came(self, at_hand: Period, by: Period) -> float | None:
        """Return the value of *by*; None where it is none, or not to be compared."""
        reading = self.readings.at(self.kpi, by)
        days = self.readings.break_days(self.kpi)
        apart = any(at_hand.end < day <= by.end for day in days)
        if apart or not reading.complete or self.readings.ignored(self.kpi, by):
            return None
        return reading.value

    def undisturbed(self, after: int, by: int) -> bool:
        """Return whether the chart saw no special cause in the periods between the two."""
        between = (self.seen(period) for period in self.periods[after + 1 : by + 1])
        return all(seen and seen[0].signal.variation is Variation.STEADY for seen in between)

    def told(self, place: int, ahead: int, level: float) -> tuple[Expected, str] | None:
        """Return what would have been foretold at *place*, and the method."""
        at_hand, by = self.periods[place], self.periods[place + ahead]
        seen = self.seen(at_hand)
        if seen is None:
            return None
        chart, season = seen
        trend, asked = (
            _found(trend_of(replace(self.kpi, level=each), self.readings, chart.points, season))
            for each in (SAID_AT, level)
        )
        if trend is not None and asked is not None:
            # The method is chosen as on the page; only the interval is narrower.
            trend = replace(asked, established=trend.established)
        goal = Goal(by, Target(0.0), ahead)
        kpi = replace(self.kpi, level=level)
        expected = Future(kpi, self.readings, chart, at_hand, (trend, season), goal).expected()
        return None if isinstance(expected, Unsaid) else (expected[0], expected[2])


def _walk(series: _Series, found: Tally) -> None:
    """Note how each forecast came out that could have been made, knowing nothing after it."""
    for place in range(FEWEST - 1, len(series.periods)):
        for ahead in AHEAD:
            if place + ahead < len(series.periods):
                _compare(series, found, place, ahead)


def _compare(series: _Series, found: Tally, place: int, ahead: int) -> None:
    at_hand, by = series.periods[place], series.periods[place + ahead]
    value = series.came(at_hand, by)
    if value is None or series.seen(at_hand) is None:
        return
    for level in LEVELS:
        told = series.told(place, ahead, level)
        if told is None:
            found.unsaid += level == LEVELS[0]
            continue
        expected, method = told
        # The chart of a process that keeps moving signals all the time.
        calm = method == "trend" or series.undisturbed(place, place + ahead)
        found.made[calm] += level == LEVELS[0]
        found.held[calm, level] += expected.low <= value <= expected.high


def _found(told: T | Unsaid) -> T | None:
    return None if isinstance(told, Unsaid) else told
