"""One KPI with everything that is known about it: its values, each method's, what is done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.benchmarks import Quoted
from cxscore.model.definition import Definition
from cxscore.model.effects import Outcome
from cxscore.model.findings import Comparison, Comparisons, Gap, Interval, Season
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi
from cxscore.model.log import LogRow
from cxscore.model.measured import Estimate, Measured, Segment
from cxscore.model.registers import Comment, Written
from cxscore.model.scorecard import Point, ScoredKpi, ScoredRow
from cxscore.model.told import Told
from cxscore.model.verdicts import Method, Status, Unsaid, Variation, Withheld
from cxscore.problems import Problem, in_order
from cxscore.score.accountability.commentary import comment_state
from cxscore.score.accountability.escalation import escalation_of
from cxscore.score.accountability.events import marks_on
from cxscore.score.accountability.log import comment_on
from cxscore.score.accountability.sources import datasets_of, stale_datasets
from cxscore.score.accountability.substance import rung_of
from cxscore.score.accountability.tracked import (
    Judged,
    Tracked,
    part_series_of,
    series_of,
)
from cxscore.score.charts.series import (
    NO_SIGNAL,
    Chart,
    charted,
    periods_off_target,
    point_of,
    points_before,
    points_of,
    standard_of,
)
from cxscore.score.methods.before_and_after import pooled_changes
from cxscore.score.methods.benchmarks import with_benchmarks
from cxscore.score.methods.comparisons import comparisons_of
from cxscore.score.methods.drivers import drivers_of
from cxscore.score.methods.forecasts import forecast_of
from cxscore.score.methods.funnels import funnels_of
from cxscore.score.methods.gaps import gap_ends_of
from cxscore.score.methods.intervals import interval_or_why
from cxscore.score.methods.movements import movement_of
from cxscore.score.methods.proposals import proposal_of
from cxscore.score.methods.seasons import season_of
from cxscore.score.methods.segments import segments_of
from cxscore.score.methods.suppression import withheld
from cxscore.score.methods.trends import trend_of
from cxscore.score.since_close.defined import defined_of
from cxscore.score.values.readings import By, Reading, Readings
from cxscore.score.values.segment_targets import SegmentTargets
from cxscore.score.values.status import Targets, gap_of
from cxscore.score.values.value import decimals_of, unit_of

T = TypeVar("T")


class KpiScoring:
    """What all the KPIs of one scorecard share while they are scored."""

    def __init__(
        self,
        definition: Definition,
        measured: Measured,
        written: Written,
        as_of: date,
        told: Told | None,
        actions: Iterable[LogRow],
        judged: Judged,
    ) -> None:
        """Sort by KPI what was *written*, and the *actions* that are shown.

        Each becomes what *judged* makes of it and of what came of it.
        """
        self.judged = judged
        self.is_first = told is None
        self.settled = {} if told is None else told.effects
        self.definition = definition
        self.measured = measured
        self.events = written.events
        self._kpis = {kpi.id: kpi for kpi in definition.kpis}
        self.checks: dict[Calendar, dict[date, date | None]] = defaultdict(dict)
        self.readings = Readings(definition, measured, as_of)
        self.before = definition.calendar.shift(measured.reported, -1)
        self.stale = stale_datasets(definition, measured, as_of)
        self.tracked: dict[str, Tracked] = {}
        """The KPIs that have actions, as their effects were looked for."""
        found = (*definition.warnings, *measured.problems, *written.problems)
        self.problems = tuple(in_order(found, first=definition.origin.path))
        self.actions_on: dict[str, list[LogRow]] = defaultdict(list)
        for row in actions:
            for kpi in row.kpis:
                self.actions_on[kpi].append(row)
        self.comments_on: dict[str, list[Comment]] = defaultdict(list)
        for comment in written.commentary:
            self.comments_on[comment.kpi].append(comment)
        self.quoted_for: dict[str, list[Quoted]] = defaultdict(list)
        for quoted in written.benchmarks:
            self.quoted_for[quoted.kpi].append(quoted)

    def scored(self, kpi: Kpi) -> ScoredKpi:
        """Return *kpi* with everything that is known about it."""
        definition, reported = self.definition, self.measured.reported
        calendar = definition.period_length(kpi)
        targets = Targets.of(
            kpi, partial(self.readings.days_of, kpi), self.measured.targets.get(kpi.id, {})
        )
        datasets = datasets_of(kpi, self.readings.coverage(kpi))
        period = calendar.latest_ended(reported.end)
        if period is None:
            return self._without_period(kpi, calendar.grain, bool(datasets & self.stale))
        points = points_of(kpi, self.readings, targets, period, definition.heading.history)
        season = season_of(kpi, self.readings, points)
        chart = charted(
            kpi,
            points,
            period,
            _found(season),
            rolling=self.readings.is_rolling(kpi),
            bounds=self.readings.bounds(kpi, [point.period for point in points]),
            standard=standard_of(kpi, self.readings, targets),
        )
        at_hand = next(point for point in chart.points if point.period == period)
        shown = [point.period for point in points]
        so_far = [point for point in chart.points if point.period.start <= period.start]
        off_target, longest = periods_off_target(
            so_far, points_before(kpi, self.readings, targets, so_far)
        )
        plain = ScoredKpi(
            kpi=kpi,
            grain=calendar.grain,
            unit=unit_of(kpi),
            decimals=decimals_of(kpi, [p.value for p in points if p.value is not None]),
            period=period,
            value=at_hand.value,
            n=at_hand.n,
            numerator=at_hand.numerator,
            denominator=at_hand.denominator,
            interval=None,
            target=at_hand.target,
            gap=gap_of(at_hand.value, at_hand.target),
            status=at_hand.status,
            base_too_small=at_hand.base_too_small,
            stale=bool(datasets & self.stale),
            complete=at_hand.complete,
            comparisons=comparisons_of(kpi, self.readings, period),
            signal=chart.signal,
            series=chart.points,
            segments=segments_of(
                kpi,
                self.readings,
                period,
                at_hand.target,
                shown,
                SegmentTargets.of(kpi, self.readings),
            ),
            commentary=comment_on(self.comments_on[kpi.id], (period.id, reported.id)),
            defined=defined_of(kpi, definition),
            status_before=self._status_before(kpi, targets),
            periods_off_target=off_target,
            longest_off_target=longest,
            warnings=self._warnings(kpi, datasets),
        )
        if self.is_first and chart.signal.variation is Variation.WORSENING:
            before = self._variation_before(kpi, points, _found(season), targets)
            plain = replace(plain, variation_before=before)
        return self._answered_for(self._with_methods(plain, chart, targets, season))

    def with_sharing(self, rows: Iterable[ScoredRow]) -> dict[int, ScoredRow]:
        """Return actions with what else went on while they did, by what :func:`id` says of each.

        They are those of *rows* of which an effect is told.
        """
        by_kpi: dict[str, list[ScoredRow]] = defaultdict(list)
        for scored in rows:
            by_kpi[scored.row.kpi].append(scored)
        return {
            at: found
            for kpi, listed in by_kpi.items()
            if kpi in self.tracked
            for at, found in self.tracked[kpi].with_sharing(listed)
        }

    def hidden(self, kpi: Kpi, period: Period, by: By) -> frozenset[Segment]:
        """Return the segments of *kpi* that must not be told in *period*."""
        return withheld(kpi, self.readings, period, by)

    def _with_methods(
        self, plain: ScoredKpi, chart: Chart, targets: Targets, season: Season | Unsaid
    ) -> ScoredKpi:
        """Return *plain* with what each method found out, or why it says nothing."""
        kpi, period, readings = plain.kpi, plain.period, self.readings
        assert period is not None
        so_far = [point for point in chart.points if point.period.start <= period.start]
        trend = trend_of(kpi, readings, so_far, _found(season))
        outlook = (_found(trend), _found(season))
        forecast = forecast_of(kpi, readings, targets, chart, period, outlook)
        movement = movement_of(kpi, readings, period, plain.comparisons)
        drivers = drivers_of(kpi, self.measured.driven.get(kpi.id))
        gap_ends = gap_ends_of(kpi, readings, period)
        interval = self._interval(kpi, readings.at(kpi, period), _found(gap_ends))
        events = marks_on(kpi, self.events, chart.points)
        tried = {
            Method.INTERVAL: interval,
            Method.CHART: chart.unsaid,
            Method.SEASON: season,
            Method.TREND: trend,
            Method.FORECAST: forecast,
            Method.MOVEMENT: movement,
            Method.DRIVERS: drivers,
            Method.GAP: gap_ends,
        }
        return replace(
            plain,
            interval=_found(interval),
            trend=_found(trend),
            forecast=_found(forecast),
            season=_found(season),
            movement=_found(movement) or (),
            drivers=_found(drivers),
            actions=self._with_effects(plain, chart, _found(season)),
            funnels=funnels_of(kpi, readings, period, plain.segments),
            gap_ends=_found(gap_ends),
            events=events,
            estimate=self._estimate(kpi),
            proposal=proposal_of(kpi, chart, events),
            unsaid={method: why for method, why in tried.items() if isinstance(why, Unsaid)},
        )

    def _estimate(self, kpi: Kpi) -> Estimate | None:
        """Return how *kpi* was estimated, or the first part of its formula that was."""
        parts = names_used(kpi.formula) if kpi.formula is not None else ()
        found = (self._estimate(self._kpis[part]) for part in parts)
        return self.measured.estimates.get(kpi.id) or next((e for e in found if e), None)

    def _answered_for(self, scored: ScoredKpi) -> ScoredKpi:
        """Return *scored* with what is said and done about it, as far as that goes."""
        definition, kpi = self.definition, scored.kpi
        heading, comments, as_of = definition.heading, self.comments_on[kpi.id], self.readings.as_of
        steps = definition.escalation if kpi.escalation is None else kpi.escalation
        owner = next((each for each in definition.owners if each.id == kpi.owner), None)
        compared = with_benchmarks(
            scored, self.quoted_for[kpi.id], self.readings, heading.organisation
        )
        return replace(
            compared,
            comment_state=comment_state(scored, comments, heading.commentary_within_days, as_of),
            rung=rung_of(scored, comments),
            escalation=escalation_of(scored, steps, owner, heading.sponsor, as_of),
        )

    def _with_effects(
        self, plain: ScoredKpi, chart: Chart, season: Season | None
    ) -> tuple[ScoredRow, ...]:
        """Return the actions on a KPI with what came of them."""
        kpi, period, readings = plain.kpi, plain.period, self.readings
        rows = self.actions_on[kpi.id]
        if not rows or period is None:
            return ()
        tracked = Tracked(
            kpi,
            plain.unit,
            series_of(kpi, readings, season if chart.signal.adjusted else None, period),
            readings.calendar(kpi),
            rows,
            [event for event in self.events if event.kpi in (None, kpi.id)],
            readings.as_of,
            pooled_changes(kpi, readings),
            partial(part_series_of, kpi, readings, period, partial(self.hidden, kpi)),
            checks=self.checks[readings.calendar(kpi)],
        )
        self.tracked[kpi.id] = tracked
        # It is looked for on an action's first KPI.
        found = tracked.with_effects(self.judged)
        settled = self.settled
        return tuple([self._settled(each) if each.row.id in settled else each for each in found])

    def _settled(self, scored: ScoredRow) -> ScoredRow:
        """Return an action with the verdict that was settled in a close, if one was."""
        told = self.settled.get(scored.row.id)
        if told is None or told.settled is None or scored.effect is None:
            return scored
        effect = replace(scored.effect, settled_in=told.settled, settled=Outcome(told.verdict))
        return replace(scored, effect=effect)

    def _interval(self, kpi: Kpi, reading: Reading, gap: Gap | None) -> Interval | Unsaid | None:
        if kpi.gap_between is not None:
            return gap.interval if gap else None
        return interval_or_why(kpi, reading.parts) if reading.parts else None

    def _status_before(self, kpi: Kpi, targets: Targets) -> Status | None:
        """Return the status on the paper before this one; None where there was no value yet.

        A quarterly KPI keeps its quarter, and its status, for three monthly papers.
        """
        if self.before is None:
            return None
        period = self.readings.calendar(kpi).latest_ended(self.before.end)
        first = self.readings.first_day(kpi)
        if period is None or first is None or period.end < first:
            return None
        return point_of(kpi, self.readings, targets, period).status

    def _variation_before(
        self, kpi: Kpi, points: Sequence[Point], season: Season | None, targets: Targets
    ) -> Variation | None:
        """Return what the chart said on the paper before this one, of the points that it had.

        A run is marked from its first point on once it is long enough to be one; so the chart
        at hand does not tell from when on it was seen.
        """
        if self.before is None:
            return None
        period = self.readings.calendar(kpi).latest_ended(self.before.end)
        known = [each for each in points if period and each.period.start <= period.start]
        if period is None or period not in [each.period for each in known]:
            return None
        chart = charted(
            kpi,
            known,
            period,
            season,
            rolling=self.readings.is_rolling(kpi),
            bounds=self.readings.bounds(kpi, [each.period for each in known]),
            standard=standard_of(kpi, self.readings, targets),
        )
        return chart.signal.variation

    def _warnings(self, kpi: Kpi, datasets: frozenset[str]) -> tuple[Problem, ...]:
        """Return what is to be said about *kpi* itself or the *datasets* behind it."""
        about = {("kpis", kpi.id), *(("datasets", dataset) for dataset in datasets)}
        return tuple(problem for problem in self.problems if problem.subject in about)

    def _without_period(self, kpi: Kpi, grain: Grain, stale: bool) -> ScoredKpi:
        """Return *kpi* where none of its periods has ended by the one reported."""
        nothing = Comparison(withheld_because=Withheld.NO_SUCH_PERIOD)
        return ScoredKpi(
            kpi=kpi,
            grain=grain,
            unit=unit_of(kpi),
            decimals=decimals_of(kpi, ()),
            period=None,
            value=None,
            n=None,
            numerator=None,
            denominator=None,
            interval=None,
            target=None,
            gap=None,
            status=Status.NO_DATA,
            base_too_small=False,
            stale=stale,
            complete=False,
            comparisons=Comparisons(nothing, nothing, nothing, nothing),
            signal=NO_SIGNAL,
            series=(),
            actions=tuple(
                [self.judged(row, None, row.check_on) for row in self.actions_on[kpi.id]]
            ),
            defined=defined_of(kpi, self.definition),
        )


def _found(told: T | Unsaid | None) -> T | None:
    """Return what a method found; None where it has nothing to say."""
    return None if isinstance(told, Unsaid) else told
