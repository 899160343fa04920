"""Whether a KPI will meet its target: what is expected by then, and one of four verdicts."""

from dataclasses import replace

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.findings import Forecast, Season, Target, Trend
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point
from cxscore.model.verdicts import Capability, Outlook, Unsaid, Variation
from cxscore.score.charts.limits import constant, process_limits
from cxscore.score.charts.process import cut, scaled
from cxscore.score.charts.rules import PRESETS
from cxscore.score.charts.series import Chart, process_of
from cxscore.score.statistics.extrapolated import (
    Expected,
    along_slope,
    around_mean,
    best_step,
    from_line,
)
from cxscore.score.statistics.normal import z_of
from cxscore.score.values.counting import (
    counts,
    factor_of,
    periods_a_year,
    seasons_of,
    start_of_process,
)
from cxscore.score.values.readings import Readings
from cxscore.score.values.status import Targets, capability_of, edges, shortfall
from cxscore.score.values.value import clipped

VERDICTS = {
    Capability.HITS: Outlook.ON_COURSE,
    Capability.HIT_AND_MISS: Outlook.IN_DOUBT,
    Capability.MISSES: Outlook.WILL_BE_MISSED,
    None: Outlook.CANNOT_SAY,
}

SURE = 0.95
"""How sure it must be that neighbours are alike; noise alone stays within limits at that."""

Told = tuple[Trend | None, Season | None]


@frozen
class Goal:
    """What is to be met, and in which period."""

    by: Period
    target: Target
    ahead: int
    """How many periods after the one at hand."""


def forecast_of(
    kpi: Kpi, readings: Readings, targets: Targets, chart: Chart, at_hand: Period, told: Told
) -> Forecast | Unsaid:
    """Return the forecast of *kpi* to its target, or why there is none to make.

    *told* are its trend and its season. With an established trend the line
    is drawn on; a stable process is expected to stay within its limits. A
    process that has just left either is not foretold.
    """
    if kpi.polarity is Polarity.NEUTRAL:
        return Unsaid.NEUTRAL
    goal = goal_of(readings.calendar(kpi), targets, at_hand)
    if isinstance(goal, Unsaid):
        return goal
    if edges(kpi.polarity, goal.target) == (None, None):
        return Unsaid.NO_TARGET
    return Future(kpi, readings, chart, at_hand, told, goal).forecast()


def goal_of(calendar: Calendar, targets: Targets, at_hand: Period) -> Goal | Unsaid:
    """Return the target that lies ahead of the period at hand, and its date.

    That is the next dated step of the target, to be met in the first period
    that it is in force; without one, the target in force at the end of the
    (fiscal) year, or of the next year where this one ends now.
    """
    target = targets.in_force(at_hand)
    ahead = _next_step(calendar, targets, at_hand)
    if ahead is not None:
        return ahead
    if target is None:
        return Unsaid.NO_TARGET
    by, count = _year_end(calendar, at_hand)
    if count == 0:
        return Unsaid.CALENDAR_ENDS
    return Goal(by, targets.in_force(by) or target, count)


def _next_step(calendar: Calendar, targets: Targets, at_hand: Period) -> Goal | None:
    """Return the first period ahead from which another target is in force."""
    day = next((day for day in targets.days if day > at_hand.start), None)
    if day is None:
        return None
    by: Period | None = at_hand
    count = 0
    while by is not None and by.start < day:
        by, count = calendar.shift(by, 1), count + 1
    target = targets.in_force(by) if by is not None else None
    return None if by is None or target is None else Goal(by, target, count)


def _year_end(calendar: Calendar, at_hand: Period) -> tuple[Period, int]:
    """Return the last period of the year at hand, or of the next if that is at hand."""
    by, count, year = at_hand, 0, None
    while (after := calendar.shift(by, 1)) is not None:
        year = after.year if year is None else year
        if after.year != year:
            break
        by, count = after, count + 1
    return by, count


class Future:
    """What is known of one KPI ahead of the period at hand."""

    def __init__(
        self,
        kpi: Kpi,
        readings: Readings,
        chart: Chart,
        at_hand: Period,
        told: Told,
        goal: Goal,
    ) -> None:
        self.kpi, self.chart, self.goal = kpi, chart, goal
        self.rolling = readings.is_rolling(kpi)
        self.bounds = chart.bounds
        self.trend, season = told
        self.season = season
        calendar = readings.calendar(kpi)
        self.points = [p for p in chart.points if p.period.start <= at_hand.start]
        self.a_year = periods_a_year(calendar)
        seasons = seasons_of(calendar) if season is not None and season.factors else None
        # A season goes on whether or not the chart has it taken out.
        self.seasonal = seasons is not None
        self.factor = factor_of(season, goal.by)
        self.series = [
            (place, point.value / factor_of(season, point.period))
            for place, point in enumerate(self.points)
            if counts(point) and point.value is not None
        ]
        started = start_of_process(self.points)
        self.process = [pair for pair in self.series if pair[0] >= started]
        self.cuts = [
            place
            for place, point in enumerate(self.points)
            if any(not each.comparable for each in point.breaks)
        ]
        self.place = len(self.points) - 1 + goal.ahead
        self.deviate = z_of(kpi.level)
        # With m years behind it a factor takes 1/m of the noise with it, and brings as much
        # of it into what is to come.
        years = max(2.0, len(self.series) / seasons) if seasons else None
        self.scale = (years + 1) / (years - 1) if years else 1.0

    def forecast(self) -> Forecast:
        """Return the forecast."""
        nothing = Forecast(Outlook.CANNOT_SAY, self.goal.by.id, self.goal.target)
        found = self.expected()
        if isinstance(found, Unsaid):
            return replace(nothing, because=found)
        expected, judged, method = found
        verdict = VERDICTS[capability_of(self.kpi, judged, self.goal.target)]
        told = Forecast(
            verdict,
            self.goal.by.id,
            self.goal.target,
            expected=clipped(expected.value, self.bounds),
            low=clipped(expected.low, self.bounds),
            high=clipped(expected.high, self.bounds),
            method=method,
            wanders=method == "limits" and self._wanders(),
        )
        return self._with_rates(told)

    def expected(self) -> tuple[Expected, Limits, str] | Unsaid:
        """Return the value to come, the limits that the target is judged by, and the method."""
        because = self._why_not()
        if because is not None:
            return because
        if self.trend is not None and self.trend.established:
            return self._by_trend(self.trend)
        return self._by_limits()

    def _wanders(self) -> bool:
        """Return whether neighbours are so alike that it may leave its limits by then.

        That is so where what the values do by themselves takes it there, at
        95 %: neither an interval that is wider because more is asked of it,
        nor factors that are not known well, make neighbours alike. Limits at
        the bounds of the measure are never left.
        """
        limits = self._limits()
        if limits is None:
            return False
        expected = around_mean(self.process, limits.mean, self.place).at_level(z_of(SURE))
        low, high = self.bounds
        ends = cut(scaled(limits, self.factor), self.bounds)
        falls = expected.low <= limits.lower and (low is None or ends.lower > low)
        rises = expected.high >= limits.upper and (high is None or ends.upper < high)
        return falls or rises

    def _why_not(self) -> Unsaid | None:
        last: Point = self.points[-1]
        if self.rolling:
            return Unsaid.ROLLING_WINDOW
        if last.value is None:
            return Unsaid.NO_VALUE
        if not last.complete:
            return Unsaid.PARTIAL_PERIOD
        if last.base_too_small:
            return Unsaid.BASE_TOO_SMALL
        return Unsaid.TOO_FEW_POINTS if not self.process else None

    def _by_limits(self) -> tuple[Expected, Limits, str] | Unsaid:
        """Return what a stable process is expected to do: what it does."""
        signal = self.chart.signal
        limits = self._limits()
        if limits is None:
            values = [value for _, value in self.process]
            same = len(values) > 2 and constant(values) and not self.seasonal
            return Unsaid.CONSTANT if same else Unsaid.NO_LIMITS
        if signal.variation is not Variation.STEADY:
            return Unsaid.SPECIAL_CAUSE
        if signal.trial:
            return Unsaid.TOO_FEW_POINTS
        expected = around_mean(self.process, limits.mean, self.place, self.scale)
        expected = expected.at_level(self.deviate).times(self.factor)
        ends = scaled(limits, self.factor)
        lower, upper = min(ends.lower, expected.low), max(ends.upper, expected.high)
        return expected, Limits(expected.value, lower, upper), "limits"

    def _limits(self) -> Limits | None:
        """Return the limits in force, without the season wherever one goes on.

        A season that the chart has not taken out widens its limits, while
        what is expected in one period of the year has no part of that.
        """
        if not self.seasonal or self.chart.signal.limits is None:
            return self.chart.basis or self.chart.signal.limits
        process = process_of(self.kpi, self.chart.source, self.season)
        return process_limits(process.stretches(process.values), self.kpi.screen)

    def _by_trend(self, trend: Trend) -> tuple[Expected, Limits, str] | Unsaid:
        """Return where the line leads, unless the last values have left it or it is too short.

        A trend puts its own last values outside the limits. What counts as a
        special cause is therefore judged on the distances from the line.
        """
        slope = trend.slope_per_year / self.a_year
        if self._has_left(slope):
            return Unsaid.SPECIAL_CAUSE
        first, last = self.process[0][0], self.process[-1][0]
        if self.place - last > last - first:
            return Unsaid.TOO_FAR
        error = (trend.high - trend.low) / (2 * self.deviate * self.a_year)
        expected = along_slope(self.process, slope, error, self.place, self.scale)
        expected = expected.at_level(self.deviate).times(self.factor)
        return expected, Limits(expected.value, expected.low, expected.high), "trend"

    def _has_left(self, slope: float) -> bool:
        """Return whether the last value is a special cause even against the line."""
        stretches = from_line(self.process, slope)
        limits = process_limits(stretches, self.kpi.screen)
        if limits is None:
            return False
        values = [value for stretch in stretches for value in stretch]
        verdicts = PRESETS[self.kpi.rules](values, [limits] * len(values))
        return verdicts[-1].direction != 0

    def _with_rates(self, told: Forecast) -> Forecast:
        """Return *told* with the step that the target takes, and the best over as many periods.

        Both are between single values, without the season where there is
        one. There is none where the target is met already.
        """
        place, now = self.series[-1]
        ahead = self.place - place
        told = replace(told, ahead=ahead)
        low, high = edges(self.kpi.polarity, self.goal.target)
        short = shortfall(self.kpi.polarity, now * self.factor, self.goal.target)
        if short is None or short <= 0:
            return told
        rising = low is not None and now * self.factor < low
        edge = low if rising else high
        assert edge is not None
        required = edge / self.factor - now
        best = best_step(self.series, ahead, 1 if rising else -1, self.cuts)
        years = ahead / self.a_year
        return replace(
            told,
            step_required=required,
            rate_required=required / years,
            best_step=best,
            best_rate=None if best is None else best / years,
        )
