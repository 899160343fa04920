"""The points of a KPI's chart in words, and what is marked on it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.findings import EventMark
from cxscore.model.kpi import Ignored
from cxscore.model.scorecard import Point, ScoredKpi, Signal
from cxscore.model.verdicts import PointType
from cxscore.rendering.numbers import NONE
from cxscore.rendering.words import charts, judgements, periods
from cxscore.rendering.words.grammar import capital, counted
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown


@frozen
class PointSaid:
    """One row of a chart's data table, and the labels of its point."""

    id: str
    """The period's id."""
    period: str
    """``June 2026``"""
    tick: str
    """``Jun ’26``: for the axis."""
    value: str
    base: str
    target: str
    mean: str
    lower: str
    upper: str
    status: str
    point: str
    """``Improvement: above the upper limit``; empty for ordinary points."""
    note: str
    """``not complete``, ``not counted: Strike``, ``limits start again: New courier``."""


@frozen
class Marked:
    """A mark on the chart: a break, an ignored period or an event."""

    id: str
    """The id of the period of the series that it stands at."""
    label: str
    """``New courier``"""
    text: str
    """``Limits start again in January 2026: New courier. Not comparable across it.``"""
    kind: str = "break"
    """``break``, ``ignored`` or ``event``."""
    sign: str = ""
    """What stands on the chart: ``A``, ``B`` and so on, from the left; an event's number."""
    shared: bool = False
    """An event that stands on all charts, which the head of the section tells once."""


def points_said(scored: ScoredKpi, shown: Shown) -> tuple[PointSaid, ...]:
    """Return the rows of the chart's data table."""
    out = judgements.standing_out(scored)
    return tuple(_point(scored, point, shown, out) for point in scored.series)


def brief_mark(point: Point, out: Collection[str]) -> str:
    """Return what a point of the chart is in few words: ``better (outside, run)``.

    *out* are the ids of the periods that stand out.
    """
    word = judgements.POINT.get(point.point, "") if point.point else ""
    if not word:
        return ""
    rules = ", ".join(charts.BRIEF[rule] for rule in point.rules)
    name = word.split()[0] if point.period.id in out else "earlier"
    return f"{name} ({rules})" if rules else name


def marks_meant(scored: ScoredKpi) -> tuple[str, ...]:
    """Return what the rules mean that brief marks name: ``run: 7 or more in a row …``."""
    met = dict.fromkeys(
        rule for point in scored.series if judgements.is_signal(point) for rule in point.rules
    )
    return tuple(f"{charts.BRIEF[rule]}: {charts.rule(rule, scored.signal)}" for rule in met)


def marks_said(scored: ScoredKpi, paper: Paper) -> tuple[Marked, ...]:
    """Return the marks of the chart: breaks and ignored periods from the left, then events.

    Breaks and ignored periods have letters, events the numbers that they have
    in the whole paper. What is ignored is told once, at the first of its periods.
    """
    found = [mark for point in scored.series for mark in _marks_at(scored, point)]
    lettered = [replace(mark, sign=_letters(number)) for number, mark in enumerate(found)]
    return (*lettered, *(_event_said(mark, paper) for mark in scored.events))


def _event_said(mark: EventMark, paper: Paper) -> Marked:
    event = mark.event
    text = f"{paper.numbers.day(event.date)}: {event.title}."
    sign, shared = paper.sign(event), event.kpi is None
    return Marked(mark.period, event.title, text, "event", sign, shared)


def _marks_at(scored: ScoredKpi, point: Point) -> Iterator[Marked]:
    name = periods.name(point.period)
    for each in point.breaks:
        apart = "" if each.comparable else " Values before and after cannot be compared."
        text = f"Limits start again in {name}: {each.reason}.{apart}"
        yield Marked(point.period.id, each.reason, text, "break")
    if point.ignored is not None:
        of = [other.period for other in scored.series if _ignored(other) == point.ignored]
        if of and of[0] == point.period:
            span = capital(periods.span(of[0], of[-1]))
            are = "is" if len(of) == 1 else "are"
            text = f"{span} {are} not counted: {point.ignored.reason}."
            yield Marked(point.period.id, point.ignored.reason, text, "ignored")


def _ignored(point: Point) -> Ignored | None:
    """Return why *point* is drawn and not counted; None where it counts, or is a gap."""
    return point.ignored if point.point is PointType.IGNORED else None


def _letters(number: int) -> str:
    """Return ``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before = _letters(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("A") + number % 26)


def _point(scored: ScoredKpi, point: Point, whole: Shown, out: Collection[str]) -> PointSaid:
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
        point=_signalled(point, scored.signal, stands_out=point.period.id in out),
        note=_note(point),
    )


def _note(point: Point) -> str:
    notes = [] if point.complete else ["not complete"]
    ignored = _ignored(point)
    if ignored is not None:
        notes.append(f"not counted: {ignored.reason}")
    notes += [f"limits start again: {each.reason}" for each in point.breaks]
    if point.left_out:
        notes.append(f"{counted(point.left_out, 'row')} left out, lacking a part")
    if point.unknown:
        notes.append(f"{counted(point.unknown, 'row')} left out, a blank compared")
    return "; ".join(notes)


def _signalled(found: Point, signal: Signal, *, stands_out: bool) -> str:
    """Return what a point of the chart is: ``Better than usual: beyond a limit``.

    An earlier run against a mean that has moved since is named, not judged.
    Of a point that is not counted the note tells it, with the reason.
    """
    word = judgements.POINT.get(found.point, "") if found.point else ""
    if not word:
        return ""
    if not stands_out:
        word = "earlier signal"
    reasons = ", ".join(charts.rule(rule, signal) for rule in found.rules)
    return f"{word.capitalize()}: {reasons}" if reasons else word.capitalize()
