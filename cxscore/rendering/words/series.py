"""The points of a KPI's chart in words, and what is marked on it."""

from collections.abc import Iterator
from dataclasses import replace

from cxscore.calendar import Calendar
from cxscore.model.kpi import Break, Ignored
from cxscore.model.scorecard import EventMark, Point, PointType, ScoredKpi
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.said import Marked, PointSaid
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import capital, counted
from cxscore.rendering.words.shown import Shown


def points_said(scored: ScoredKpi, shown: Shown) -> tuple[PointSaid, ...]:
    """Return the rows of the chart's data table."""
    return tuple(_point(scored, point, shown) for point in scored.series)


def marks_said(scored: ScoredKpi, numbers: Numbers) -> tuple[Marked, ...]:
    """Return the marks of the chart: breaks and ignored periods from the left, then events.

    Breaks and ignored periods have letters, events their numbers.
    """
    found = [mark for point in scored.series for mark in _marks_at(scored, point)]
    lettered = [replace(mark, sign=_letters(number)) for number, mark in enumerate(found)]
    return (*lettered, *(_event_said(mark, numbers) for mark in scored.events))


def _event_said(mark: EventMark, numbers: Numbers) -> Marked:
    day = numbers.day(mark.event.date)
    title = mark.event.title
    return Marked(mark.period, title, f"{day}: {title}.", "event", str(mark.number))


def _marks_at(scored: ScoredKpi, point: Point) -> Iterator[Marked]:
    name = periods.name(point.period)
    for each in _breaks(scored, point):
        apart = "" if each.comparable else " Values before and after cannot be compared."
        text = f"Limits start again in {name}: {each.reason}.{apart}"
        yield Marked(point.period.id, each.reason, text, "break")
    ignored = _ignored(scored, point)
    if ignored is not None:
        text = f"{capital(name)} is drawn and not counted: {ignored.reason}."
        yield Marked(point.period.id, ignored.reason, text, "ignored")


def _letters(number: int) -> str:
    """Return ``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before = _letters(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("A") + number % 26)


def _point(scored: ScoredKpi, point: Point, whole: Shown) -> PointSaid:
    numbers = whole.quantity.numbers
    last = point.period == scored.period
    shown, limits = whole if last else whole.at(scored, point), point.limits
    return PointSaid(
        id=point.period.id,
        period=periods.name(point.period),
        tick=periods.tick(point.period),
        value=shown.brief(point.value),
        base=NONE if point.n is None else numbers.plain(point.n),
        target=shown.brief_target(point.target),
        mean=shown.brief_limit(limits.mean if limits else point.median),
        lower=shown.brief_limit(limits.lower if limits else None),
        upper=shown.brief_limit(limits.upper if limits else None),
        status="Small base" if point.base_too_small else judgements.STATUS[point.status],
        point=judgements.point(point.point, point.rules, scored.signal),
        note=_note(scored, point),
    )


def _note(scored: ScoredKpi, point: Point) -> str:
    notes = [] if point.complete else ["not complete"]
    if point.point is PointType.IGNORED:
        ignored = _ignored(scored, point)
        notes.append(f"not counted: {ignored.reason}" if ignored else "not counted")
    notes += [f"limits start again: {b.reason}" for b in _breaks(scored, point)]
    if point.left_out:
        notes.append(f"{counted(point.left_out, 'row')} left out, lacking a part")
    if point.unknown:
        notes.append(f"{counted(point.unknown, 'row')} left out, a blank compared")
    return "; ".join(notes)


def _ignored(scored: ScoredKpi, point: Point) -> Ignored | None:
    return next((i for i in scored.kpi.ignore if i.period == point.period.id), None)


def _breaks(scored: ScoredKpi, point: Point) -> list[Break]:
    """Return the breaks from which on limits start again at *point*."""
    found = []
    for each in scored.kpi.breaks:
        span = _calendar(scored).span(each.start)
        if span is not None and span[0] in point.period:
            found.append(each)
    return found


def _calendar(scored: ScoredKpi) -> Calendar:
    """Return a calendar that reads the ids of the KPI's periods."""
    listed_ones = tuple(point.period for point in scored.series)
    first = periods.first_month(listed_ones[0]) if listed_ones else 1
    return Calendar(scored.grain, first, listed_ones)
