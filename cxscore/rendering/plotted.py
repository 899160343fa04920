"""What the charts of one KPI show, taken from its facts and words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cxscore.calendar import Grain
from cxscore.model.findings import edges_of
from cxscore.model.number_formats import CURRENCY_SIGNS
from cxscore.model.scorecard import Point, ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import PointType
from cxscore.rendering.charts import (
    Goal,
    History,
    Look,
    Mark,
    Side,
    Span,
    Spark,
    Stop,
    StopKind,
    fits_axis,
)
from cxscore.rendering.numbers import MINUS, Numbers, Quantity, written_decimals
from cxscore.rendering.words.bars import last_points
from cxscore.rendering.words.beyond import beyond_said
from cxscore.rendering.words.grammar import sentences
from cxscore.rendering.words.judgements import standing_out
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.series import PointSaid

PERIODS_A_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}
SIZES = ((1.0, ""), (1e3, "k"), (1e6, "m"), (1e9, "bn"))
"""What the numbers of an axis are counted in, and the letters after them."""
LIMIT = "Limit"
"""What a limit's label begins with."""
LOOKS = {
    PointType.IMPROVEMENT: Look.GOOD,
    PointType.CONCERN: Look.BAD,
    PointType.HIGH: Look.NOTABLE,
    PointType.LOW: Look.NOTABLE,
    PointType.IGNORED: Look.GHOST,
}


def history_of(kpi: ScoredKpi, said: KpiSaid, numbers: Numbers) -> History:
    """Return what the control chart of *kpi* shows; its text names what lies beyond the axis."""
    told = {point.id: point for point in said.points}
    latest, out = _latest(kpi), standing_out(kpi)
    quantity = Quantity(numbers, kpi.unit, kpi.kpi.statistic is Statistic.NET_SHARE)
    standards = _standards(kpi, quantity)
    history = History(
        description=said.chart_description,
        marks=tuple(_mark(point, told.get(point.period.id), out) for point in kpi.series),
        spans=_spans(kpi.series),
        goals=_goals(kpi.series),
        stops=_stops(kpi.series, said),
        sides=(*_sides(kpi, said), *standards),
        latest=latest,
        latest_text=said.value_brief if latest is not None else "",
        axis=lambda ticks: axis_texts(ticks, quantity),
        year_starts=next((at for at, p in enumerate(kpi.series) if p.period.number == 1), 0),
        tick_steps=_tick_steps(kpi),
        standards=tuple(side.value for side in standards),
    )
    beyond = [told[kpi.series[at].period.id] for at in history.beyond]
    return replace(history, description=sentences(said.chart_description, beyond_said(beyond)))


def spark_of(kpi: ScoredKpi, said: KpiSaid, periods: int) -> Spark:
    """Return what the sparkline of *kpi* shows: its last periods, the one at hand at the end."""
    out = standing_out(kpi)
    marks = tuple(_mark(point, None, out) for point in last_points(kpi, periods))
    description = f"{said.name}: the last {len(marks)} periods, {said.value} at the end"
    return Spark(description, marks, edges_of(kpi.target))


def _latest(kpi: ScoredKpi) -> int | None:
    """Return the place in the series of the period at hand."""
    places = (at for at, point in enumerate(kpi.series) if point.period == kpi.period)
    return next(places, None)


def _mark(point: Point, told: PointSaid | None, out: Collection[str]) -> Mark:
    """Return how *point* is drawn; a signal that is over is drawn as an ordinary point."""
    look = LOOKS.get(point.point, Look.ORDINARY) if point.point else Look.ORDINARY
    if look in (Look.GOOD, Look.BAD, Look.NOTABLE) and point.period.id not in out:
        look = Look.ORDINARY
    if point.base_too_small:
        look = Look.GHOST
    tick, text = ("", "") if told is None else (told.tick, told.value)
    return Mark(point.value, look, hollow=not point.complete, tick=tick, text=text)


def _spans(series: Sequence[Point]) -> tuple[Span, ...]:
    """Return the lines in force, each over the places where it holds.

    A gap or an ignored period within a stretch of the same limits does not
    interrupt it. Where lines change from point to point they are joined to
    steps, unless a break starts them again.
    """
    spans: list[Span] = []
    for place, point in enumerate(series):
        lines = _lines(point)
        if lines is None:
            continue
        before = spans[-1] if spans else None
        new = bool(point.breaks)
        if before is not None and (before.mean, before.lower, before.upper) == lines and not new:
            spans[-1] = replace(before, last=place)
        else:
            joined = before is not None and before.last == place - 1 and not new
            spans.append(Span(place, place, *lines, joined=joined))
    return tuple(spans)


def _lines(point: Point) -> tuple[float, float | None, float | None] | None:
    limits = point.limits
    if limits is None:
        return None if point.median is None else (point.median, None, None)
    return limits.mean, limits.lower, limits.upper


def _goals(series: Sequence[Point]) -> tuple[Goal, ...]:
    """Return the targets in force, each over the places where it holds."""
    goals: list[Goal] = []
    for place, point in enumerate(series):
        edges = edges_of(point.target)
        if not edges:
            continue
        if goals and goals[-1].last == place - 1 and goals[-1].edges == edges:
            goals[-1] = Goal(goals[-1].first, place, edges)
        else:
            goals.append(Goal(place, place, edges))
    return tuple(goals)


def _stops(series: Sequence[Point], said: KpiSaid) -> tuple[Stop, ...]:
    places = {point.period.id: at for at, point in enumerate(series)}
    return tuple(
        Stop(places[mark.id], mark.sign, mark.label, StopKind(mark.kind))
        for mark in said.marks
        if mark.id in places
    )


def _sides(kpi: ScoredKpi, said: KpiSaid) -> tuple[Side, ...]:
    sides: list[Side] = []
    limits = kpi.signal.limits
    if limits is not None:
        sides += [
            Side(limits.lower, f"{LIMIT} {said.lower}"),
            Side(limits.mean, f"Mean {said.mean}"),
            Side(limits.upper, f"{LIMIT} {said.upper}"),
        ]
    if kpi.signal.median is not None:
        sides.append(Side(kpi.signal.median, f"{said.centre} {said.mean}"))
    edges = edges_of(kpi.target)
    if edges:
        sides.append(Side(sum(edges) / len(edges), f"Target {said.target_brief}", strong=True))
    return tuple(sides)


def _standards(kpi: ScoredKpi, quantity: Quantity) -> tuple[Side, ...]:
    """Return what is asked from outside, each value once: its own standard, then regulators'."""
    return tuple(
        Side(
            value,
            f"{'Standard' if own else 'Regulator'} "
            f"{quantity.brief(value, max(kpi.decimals, written_decimals(value)))}",
            standard=True,
        )
        for value, own in kpi.asked.items()
    )


def axis_texts(ticks: tuple[float, ...], quantity: Quantity) -> tuple[str, ...]:
    """Return the texts of an axis: no more decimals than they need, no unit but a currency's sign.

    They are in thousands (``k``), millions or billions where they would be too
    wide in full; where nothing fits, in whatever is shortest.
    """
    scaled = [_axis_texts(ticks, size, letter, quantity) for size, letter in SIZES]
    fitting = (texts for texts in scaled if all(fits_axis(text) for text in texts))
    return next(fitting, min(scaled, key=lambda texts: max(map(len, texts))))


def _axis_texts(
    ticks: Sequence[float], size: float, letter: str, quantity: Quantity
) -> tuple[str, ...]:
    scaled = [tick / size for tick in ticks]
    decimals = max((written_decimals(number) for number in scaled), default=0)
    return tuple(_axis_text(each, decimals, letter if each else "", quantity) for each in scaled)


def _axis_text(number: float, decimals: int, letter: str, quantity: Quantity) -> str:
    numbers = quantity.numbers
    plain = numbers.plain(number, decimals)
    # A currency without a sign is named beside the latest value.
    if quantity.unit != "currency" or numbers.currency not in CURRENCY_SIGNS:
        return f"{plain}{letter}"
    return numbers.amount(number, decimals).replace(
        plain.lstrip(MINUS), plain.lstrip(MINUS) + letter
    )


def _tick_steps(kpi: ScoredKpi) -> tuple[int, ...]:
    """Return how far apart labels may lie to fall on the same periods of each year."""
    most = max((point.period.number for point in kpi.series), default=1)
    year = PERIODS_A_YEAR.get(kpi.grain, most)
    return tuple(step for step in range(1, year + 1) if year % step == 0)
