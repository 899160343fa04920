"""A KPI period by period: value, target, status, and what the control chart says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, takewhile

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import ChartKind
from cxscore.model.findings import Season, Target
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point, Signal
from cxscore.model.verdicts import Capability, PointType, Status, Unsaid, Variation
from cxscore.score.charts import LANEY, Process, countable, lines_of
from cxscore.score.charts.drawn import drawn_points, is_ignored, signal_of
from cxscore.score.charts.process import scaled
from cxscore.score.values.counting import counts, factor_of, processes_of
from cxscore.score.values.readings import Readings, is_small
from cxscore.score.values.status import Targets, capability_of, status_of
from cxscore.score.values.value import Bounds

NO_SIGNAL = Signal(Variation.NO_SIGNAL_POSSIBLE)


def points_of(
    kpi: Kpi, readings: Readings, targets: Targets, last: Period, history: int
) -> list[Point]:
    """Return the last *history* periods of *kpi* up to *last*, gaps included.

    Periods before its first rows are no gaps and left out. The period after
    *last* follows where it has rows already, and is not complete: on its
    last day it is still under way.
    """
    calendar = readings.calendar(kpi)
    first = readings.first_day(kpi)
    periods = calendar.up_to(last, history)
    known = [period for period in periods if first is not None and period.end >= first]
    points = [point_of(kpi, readings, targets, period) for period in known or [last]]
    following = calendar.shift(last, 1)
    if following is not None:
        begun = point_of(kpi, readings, targets, following)
        under_way = readings.as_of <= following.end
        if begun.value is not None and (under_way or not begun.complete):
            points.append(replace(begun, complete=False))
    return points


def point_of(kpi: Kpi, readings: Readings, targets: Targets, period: Period) -> Point:
    """Return *kpi* in *period*, before any control chart."""
    reading = readings.at(kpi, period)
    target = targets.in_force(period)
    small = reading.value is not None and is_small(kpi, reading)
    parts = reading.parts
    return Point(
        period=period,
        complete=reading.complete,
        value=reading.value,
        n=reading.n,
        numerator=parts.numerator if parts else None,
        denominator=parts.denominator if parts else None,
        target=target,
        status=status_of(kpi, reading.value, target, small),
        base_too_small=small,
        left_out=parts.left_out if parts else 0,
        unknown=parts.unknown if parts else 0,
        ignored=readings.ignored(kpi, period),
        breaks=readings.breaks_in(kpi, period),
    )


@frozen
class Chart:
    """The points with their limits and rules, and the signal at the last of them."""

    points: tuple[Point, ...]
    signal: Signal
    unsaid: Unsaid | None = None
    """Why it is not the chart that was asked for."""
    basis: Limits | None = None
    """The limits in force without the season, where they are the same at all points; they
    do not end where values do."""
    bounds: Bounds = (None, None)
    """What values can be at all."""
    source: tuple[Point, ...] = ()
    """The points, in a row, that the lines in force come from."""


@frozen
class Standard:
    """The stretch that a KPI's ``baseline`` names, within one process from break to break."""

    points: tuple[Point, ...]
    begins: date | None
    """The day of the last break before or at it; None for none."""
    ends: date | None
    """The day of the first break after it; None for none."""

    def governs(self, period: Period) -> bool:
        """Return whether *period* is judged by the limits of this stretch."""
        begun = period.start >= self.points[0].period.start
        return begun and (self.ends is None or period.end < self.ends)

    def follows(self, period: Period) -> bool:
        """Return whether *period* is of the same process, and came before the stretch."""
        before = period.start < self.points[0].period.start
        return before and (self.begins is None or period.end >= self.begins)


def standard_of(kpi: Kpi, readings: Readings, targets: Targets) -> Standard | None:
    """Return the stretch that the limits of *kpi* come from; None where it names none.

    It may lie before what is shown.
    """
    periods = readings.baseline(kpi)
    if not periods:
        return None
    points = tuple(point_of(kpi, readings, targets, period) for period in periods)
    days = readings.break_days(kpi)
    begins = [day for day in days if day <= periods[0].end]
    ends = [day for day in days if day > periods[-1].end]
    return Standard(points, max(begins, default=None), min(ends, default=None))


def charted(
    kpi: Kpi,
    points: Sequence[Point],
    last: Period,
    season: Season | None = None,
    *,
    rolling: bool = False,
    bounds: Bounds = (None, None),
    standard: Standard | None = None,
) -> Chart:
    """Return the control chart of *kpi* over *points*, and its signal at *last*.

    Limits start again with the period that a break falls into, and come
    from the *standard* alone as long as that holds; points before it are not
    judged. What is *rolling* is not charted: neighbours share their rows.
    What is no count gets an XmR chart instead of the p′ or u′ chart asked
    for. The season is taken out for XmR and run charts where *season* says
    so. Limits end at the *bounds*, unless values lie beyond them.
    """
    bounds = _reached(bounds, points)
    if rolling or kpi.chart is ChartKind.NONE:
        plain = tuple(_uncharted(point) for point in points)
        return Chart(plain, replace(NO_SIGNAL, chart=ChartKind.NONE), bounds=bounds)
    fallen_back = kpi.chart in LANEY and not countable(kpi, points)
    kind = ChartKind.XMR if fallen_back else kpi.chart
    seasonal = season if season is not None and season.adjusted and kind not in LANEY else None
    asked = Signal(
        Variation.NO_SIGNAL_POSSIBLE,
        chart=kind,
        preset=kpi.rules,
        screened=kpi.screen,
        adjusted=seasonal is not None,
    )
    drawn: list[Point] = []
    signal, basis = asked, None
    source: tuple[Point, ...] = ()
    for stretch in _stretches(points, standard):
        process = process_of(kpi, stretch, seasonal, bounds, standard)
        earlier = standard is not None and standard.follows(stretch[0].period)
        lines = None if earlier else lines_of(kind, process)
        drawn.extend(drawn_points(process, lines, asked.adjusted))
        if stretch[0].period.start <= last.start:
            signal, basis = asked, lines.basis if lines is not None else None
            source = process.source.points
            if lines is not None:
                signal = signal_of(asked, drawn[-len(stretch) :], process, lines, last)
    at_hand = next(point for point in points if point.period == last)
    if at_hand.value is None or at_hand.base_too_small:
        signal, basis = asked, None
    factors = () if seasonal is None else tuple(seasonal.factors.values())
    found = _capability(kpi, signal.limits, basis, factors, at_hand.target)
    unsaid = Unsaid.NOT_A_COUNT if fallen_back else None
    if signal.chart is not kind:
        unsaid = Unsaid.FEW_DIFFERENT_VALUES
    told = replace(signal, capability=found, source=_ends(source))
    return Chart(tuple(drawn), told, unsaid, basis, bounds, source)


def periods_off_target(points: Sequence[Point], before: Iterable[Point] = ()) -> tuple[int, int]:
    """Return how long a KPI has been off target at the last point, and the longest of *points*.

    Where it has been so since the first of *points*, those *before*, the latest first, count as
    well: how many are shown says nothing of how long it has been.
    """
    now = longest = 0
    for point in points:
        now = now + 1 if point.status is Status.OFF_TARGET else 0
        longest = max(longest, now)
    if now == len(points):
        now += sum(1 for _ in takewhile(lambda each: each.status is Status.OFF_TARGET, before))
    return now, max(now, longest)


def points_before(
    kpi: Kpi, readings: Readings, targets: Targets, shown: Sequence[Point]
) -> Iterator[Point]:
    """Yield *kpi* in the periods before those *shown*, the latest first, to its first rows."""
    calendar, first = readings.calendar(kpi), readings.first_day(kpi)
    period = calendar.shift(shown[0].period, -1)
    while period is not None and first is not None and period.end >= first:
        yield point_of(kpi, readings, targets, period)
        period = calendar.shift(period, -1)


def _reached(bounds: Bounds, points: Sequence[Point]) -> Bounds:
    """Return *bounds* without an end that values lie beyond: they are no counts, then."""
    values = [point.value for point in points if point.value is not None]
    low, high = bounds
    low = None if low is not None and min(values, default=low) < low else low
    high = None if high is not None and max(values, default=high) > high else high
    return low, high


def _stretches(points: Sequence[Point], standard: Standard | None) -> list[list[Point]]:
    """Cut *points* where limits start again: at breaks, and where the *standard* begins."""
    found: list[list[Point]] = []
    for process in processes_of(points):
        groups = groupby(process, lambda p: standard is not None and standard.governs(p.period))
        found += [list(group) for _, group in groups]
    return found


def process_of(
    kpi: Kpi,
    stretch: Sequence[Point],
    season: Season | None,
    bounds: Bounds = (None, None),
    standard: Standard | None = None,
) -> Process:
    """Return *stretch* as what a chart is drawn from, with its baseline where that holds."""
    governed = standard is not None and standard.governs(stretch[0].period)
    return Process(
        kpi,
        tuple(stretch),
        tuple(at for at, point in enumerate(stretch) if counts(point)),
        tuple(factor_of(season, point.period) for point in stretch),
        bounds,
        process_of(kpi, standard.points, season, bounds) if standard and governed else None,
    )


def _ends(source: Sequence[Point]) -> tuple[Period, Period] | None:
    """Return the first and the last period of *source* that count; None where none does."""
    counted = [point.period for point in source if counts(point)]
    return (counted[0], counted[-1]) if counted else None


def _capability(
    kpi: Kpi,
    limits: Limits | None,
    basis: Limits | None,
    factors: Sequence[float],
    target: Target | None,
) -> Capability | None:
    """Return whether the process meets *target*; with a season, whatever the time of the year."""
    if not factors or basis is None:
        return capability_of(kpi, limits, target)
    found = {capability_of(kpi, scaled(basis, factor), target) for factor in factors}
    return found.pop() if len(found) == 1 else Capability.HIT_AND_MISS


def _uncharted(point: Point) -> Point:
    return replace(point, point=PointType.IGNORED) if is_ignored(point) else point
