"""The effects of the actions on one KPI, looked for in what was measured of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from itertools import islice, takewhile

from cxscore.calendar import Calendar, Period
from cxscore.frozen import changed, frozen
from cxscore.model.choices import ChartKind
from cxscore.model.effects import (
    ENOUGH_AFTER,
    After,
    Because,
    Before,
    Effect,
    EffectMethod,
    Outcome,
)
from cxscore.model.findings import Season
from cxscore.model.kpi import Kpi
from cxscore.model.log import UNDER_WAY, LogRow, LogStatus
from cxscore.model.measured import Segment
from cxscore.model.registers import Event
from cxscore.model.scorecard import ScoredRow
from cxscore.model.statistic import Statistic
from cxscore.score.accountability.effects import Seen, effect_of, effect_to_come, seen_of
from cxscore.score.accountability.observed import Observed, Series, difference
from cxscore.score.accountability.overlaps import Overlaps
from cxscore.score.accountability.promises import size_promised
from cxscore.score.values.counting import factor_of
from cxscore.score.values.readings import By, Readings, is_small
from cxscore.score.values.value import pooled, value_of

POOLED_AT_MOST = 4
"""Periods on either side whose counts are pooled where too few are known for more."""
AHEAD_AT_MOST = 120
"""Periods to come that are looked at: nobody promises anything for later."""

Pool = Callable[[Sequence[Period], Sequence[Period]], tuple[float, float, float, float] | None]
"""Returns of two spans the average of each, and the 95 % interval of the step between them."""
Part = Callable[[str, str], Series | None]
Hidden = Callable[[Period, By], Collection[Segment]]
"""Returns the segments that must not be told in a period."""
Judged = Callable[[LogRow, Effect | None, date | None], ScoredRow]
"""Returns a row with what came of it, and the day on which that can be told."""


@frozen
class Tracked:
    """A KPI as effects are looked for in it, with whatever else moved it."""

    kpi: Kpi
    unit: str
    series: Series
    calendar: Calendar
    actions: Sequence[LogRow]
    """All those on the KPI."""
    events: Sequence[Event]
    """Those that concern it."""
    as_of: date
    pool: Pool
    part: Part
    """Returns a segment less the rest, for actions that promise to move that."""
    checks: dict[date, date | None] = field(default_factory=dict)
    """The days to look at what came of it, by those on which something was closed."""
    parts: dict[tuple[str, str] | None, "_Sought | None"] = field(default_factory=dict)
    """Where effects are looked for: by segment, and in the whole under None."""
    sizes: dict[str, float | None] = field(default_factory=dict)
    """The sizes promised, by the words that promise them."""

    def with_effects(self, judged: Judged) -> Iterator[ScoredRow]:
        """Yield the actions on the KPI, those whose first it is with what came of them.

        Of those under way that is what could be seen of it, as far as known.
        """
        own, as_of = self.kpi.id, self.as_of
        for row in self.actions:
            closed, effect, check_on = row.closed, None, row.check_on
            if row.kpis[0] == own and row.status is not LogStatus.CANCELLED:
                if closed is not None and closed <= as_of:
                    effect = self._of_closed(row, closed)
                    check_on = check_on or self._check_day(closed)
                elif row.status in UNDER_WAY:
                    effect = self._of_open(row)
            yield judged(row, effect, check_on)

    def with_sharing(self, listed: Sequence[ScoredRow]) -> Iterator[tuple[int, ScoredRow]]:
        """Yield the actions of which an effect is told with what else went on meanwhile.

        Each comes with what :func:`id` says of the one in *listed*.
        """
        asked = [
            (scored, scored.effect, scored.row.opened, scored.row.closed)
            for scored in listed
            if scored.effect is not None and scored.effect.outcome is not None
        ]
        opened = [day for _, _, day, _ in asked if day is not None]
        if not opened:
            return
        overlaps = Overlaps(self.actions, self.events, self.as_of, min(opened))
        for scored, effect, begun, over in asked:
            segment = scored.row.segment
            # Of a segment without a rest there was nothing to compare.
            if begun is None or over is None or (segment and self.parts.get(segment) is None):
                continue
            if sharing := overlaps.sharing(scored.row, begun, over):
                whole = changed(effect, shared_with=sharing)
                yield id(scored), changed(scored, effect=whole)

    def _of_closed(self, action: LogRow, closed: date) -> Effect:
        expected, segment = self._size_promised(action.expected_effect), action.segment
        sought = self._sought(segment)
        if sought is not None:
            return sought.of_closed(action.opened, closed, expected)
        # Where no row has the segment, or it has no rest, there is nothing to compare.
        return Effect(
            outcome=Outcome.CANNOT_TELL,
            because=Because.NOT_COMPARABLE,
            expected=expected,
            segment="=".join(segment or ()),
        )

    def _of_open(self, action: LogRow) -> Effect | None:
        expected = self._size_promised(action.expected_effect)
        sought = self._sought(action.segment) if expected is not None else None
        if sought is None or expected is None:
            return None
        return sought.of_open(action.opened, action.due[-1] if action.due else None, expected)

    def _sought(self, segment: tuple[str, str] | None) -> "_Sought | None":
        """Return where an effect in *segment* is looked for; None where nothing is to compare."""
        if segment not in self.parts:
            self.parts[segment] = self._made(segment)
        return self.parts[segment]

    def _made(self, segment: tuple[str, str] | None) -> "_Sought | None":
        if segment is None:
            return _Sought(self.series, self.calendar, self.pool)
        series = self.part(*segment)
        if series is None:
            return None
        # Two averages of a difference have no counts to be pooled.
        return _Sought(series, self.calendar, lambda *_: None, "=".join(segment))

    def _size_promised(self, words: str) -> float | None:
        if words not in self.sizes:
            self.sizes[words] = size_promised(words, self.unit)
        return self.sizes[words]

    def _check_day(self, closed: date) -> date | None:
        if closed not in self.checks:
            self.checks[closed] = check_day(closed, self.calendar)
        return self.checks[closed]


@frozen
class _Sought:
    """A series that effects are looked for in: of a KPI, or of a segment of it less the rest.

    Of a long log many actions were going on between the same periods, and promised the same.
    """

    series: Series
    calendar: Calendar
    pool: Pool
    segment: str | None = None
    closed: dict[tuple[int, int, float | None], Effect] = field(default_factory=dict)
    """What came of those that are over, by the periods before, until its end, and the promise."""
    open: dict[tuple[int, int, float], Effect] = field(default_factory=dict)
    """What could be seen of those under way, by the same."""
    seen: dict[tuple[int, int], Seen] = field(default_factory=dict)
    """What was seen of those that are over, whatever they promised."""
    to_come: dict[tuple[int, int], Effect] = field(default_factory=dict)
    """What could be seen of those under way, whatever they promise."""
    reaching: list[Series] = field(default_factory=list)
    """The series with the periods to come that somebody has asked for."""

    def of_closed(self, opened: date | None, closed: date, expected: float | None) -> Effect:
        """Return what came of an action between these days."""
        series = self.series
        if opened is None:
            return self._named(effect_of(series, opened, closed, expected))
        # Between the same periods, whatever the days, the same came of it.
        asked = series.ended_before(opened), series.begun_by(closed), expected
        found = self.closed.get(asked)
        if found is None:
            between = asked[:2]
            if between not in self.seen:
                self.seen[between] = self._seen(opened, closed)
            self.closed[asked] = found = self._named(self.seen[between].judged(expected))
        return found

    def of_open(self, opened: date | None, due: date | None, expected: float) -> Effect:
        """Return what could be seen of an action under way that promises so much."""
        if due is None or opened is None:
            return self._named(Effect(expected=expected))
        series = self._reaching(due)
        asked = series.ended_before(opened), series.begun_by(due), expected
        found = self.open.get(asked)
        if found is None:
            between = asked[:2]
            if between not in self.to_come:
                self.to_come[between] = self._named(effect_to_come(series, opened, due, expected))
            self.open[asked] = found = changed(self.to_come[between], expected=expected)
        return found

    def _named(self, found: Effect) -> Effect:
        return found if self.segment is None else changed(found, segment=self.segment)

    def _seen(self, opened: date, closed: date) -> Seen:
        seen = seen_of(self.series, opened, closed)
        too_few = seen.told.because is Because.TOO_FEW_BEFORE
        return Seen(self._pooled((opened, closed), seen.told)) if too_few else seen

    def _reaching(self, day: date) -> Series:
        """Return the series with what is to come until *day*, or until a later one."""
        known = self.series.observed
        if not self.reaching:
            self.reaching.append(self.series)
        if not known or self.reaching[0].observed[-1].period.end >= day:
            return self.reaching[0]
        ahead = islice(_periods_after(self.calendar, known[-1].period), AHEAD_AT_MOST)
        until = takewhile(lambda period: period.start <= day, ahead)
        self.reaching[0] = self.series.ahead(until)
        return self.reaching[0]

    def _pooled(self, done: tuple[date, date], told: Effect) -> Effect:
        """Return *told* with the change of two averages, where their counts can be pooled."""
        known = [each.period for each in self.series.observed if each.value is not None]
        before = [p for p in known if p.end < done[0]][-POOLED_AT_MOST:]
        after = [p for p in known if p.start > done[1]][:POOLED_AT_MOST]
        found = self.pool(before, after)
        if found is None:
            return told
        base, now, low, high = found
        return changed(
            told,
            before=Before(before[0].id, before[-1].id, len(before), base),
            after=After(after[0].id, after[-1].id, len(after), now),
            change=now - base,
            low=low,
            high=high,
            method=EffectMethod.POOLED_COUNTS,
        )


def check_day(closed: date, calendar: Calendar) -> date | None:
    """Return the end of the seventh period after *closed*; None where the calendar ends before."""
    within = calendar.latest_ended(closed)
    if within is None:
        return None
    # The first of them may have begun before.
    ahead = _just_after(calendar, within)
    later = [period for period in ahead if period.start > closed][:ENOUGH_AFTER]
    return later[-1].end if len(later) == ENOUGH_AFTER else None


@lru_cache(maxsize=1024)
def _just_after(calendar: Calendar, period: Period) -> Sequence[Period]:
    return list(islice(_periods_after(calendar, period), ENOUGH_AFTER + 1))


def series_of(kpi: Kpi, readings: Readings, season: Season | None, last: Period) -> Series:
    """Return *kpi* from its first rows to *last*, as many periods as are known.

    *season* is taken out; it is None where limits do not stand on that.
    """
    calendar, first = readings.calendar(kpi), readings.first_day(kpi)
    begin = calendar.period_of(first) if first is not None else None
    periods = calendar.between(begin, last) if begin is not None else ()
    return Series(
        [_observed(kpi, readings, season, period) for period in periods],
        kpi.polarity,
        kpi.rules,
        kpi.screen,
        charted=not readings.is_rolling(kpi) and kpi.chart not in (ChartKind.RUN, ChartKind.NONE),
    )


def part_series_of(
    kpi: Kpi, readings: Readings, last: Period, hidden: Hidden, column: str, value: str
) -> Series | None:
    """Return the segment *value* of *kpi* by *column*, less the rest, period by period.

    The rest is worked out from the parts of all other segments together, as a
    value of the KPI is. None where there is no such segment, or no other.
    """
    by: By = (column,)
    every, whole = readings.segments(kpi, by), series_of(kpi, readings, None, last)
    if (value,) not in every or len(every) < 2:
        return None
    own, rest = [], []
    for each in whole.observed:
        period, span = each.period, (each.period.start, each.period.end)
        one = readings.at(kpi, period, by, (value,))
        told = (value,) not in hidden(period, by)
        counts = told and each.value is not None and not is_small(kpi, one)
        others = [
            spans[span] for name, spans in every.items() if name != (value,) and span in spans
        ]
        of_rest = value_of(kpi, pooled(others), period.days) if counts and others else None
        own.append(replace(each, value=one.value if counts else None))
        rest.append(replace(each, value=of_rest))
    # Of percentiles and given values nobody can tell what all others together have.
    charted = whole.charted and not kpi.is_holistic and kpi.statistic is not Statistic.GIVEN
    return replace(whole, observed=difference(own, rest), charted=charted)


def _observed(kpi: Kpi, readings: Readings, season: Season | None, period: Period) -> Observed:
    reading, breaks = readings.at(kpi, period), readings.breaks_in(kpi, period)
    value = reading.value
    counts = reading.complete and not is_small(kpi, reading) and not readings.ignored(kpi, period)
    return Observed(
        period,
        value / factor_of(season, period) if value is not None and counts else None,
        restarts=bool(breaks),
        comparable=all(each.comparable for each in breaks),
    )


def _periods_after(calendar: Calendar, period: Period) -> Iterator[Period]:
    following = calendar.shift(period, 1)
    while following is not None:
        yield following
        following = calendar.shift(following, 1)
