"""From totals to facts: the parts of each KPI's value, by segment and period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cxscore.calendar import Calendar, Period
from cxscore.measure.questions import Question
from cxscore.measure.spans import Horizon
from cxscore.measure.tally import Cut, Row
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Fact, Parts, Segment
from cxscore.model.measures import Count, Value

Key = tuple[date, date, Segment]
"""First and last day, and the segment."""


@dataclass(slots=True)
class Answer:
    """What the dataset answered to one question, by cut, span and segment."""

    question: Question
    first: date
    last: date
    """The first and the last day on which the dataset has rows."""
    rows: dict[Cut, dict[Key, Row]] = field(default_factory=dict)


def facts_of(kpi: Kpi, answers: Sequence[Answer], horizon: Horizon) -> list[Fact]:
    """Return the facts of *kpi*, oldest first within each of its cuts."""
    found: list[Fact] = []
    for by in dict.fromkeys([(), *kpi.by]):
        if isinstance(kpi.measure, Value):
            rows = _given(kpi, by, answers[0])
        elif len(answers) == 2:
            rows = _divided(by, answers, horizon)
        elif isinstance(kpi.measure, Count):
            rows = _with_zeros(by, answers[0], horizon)
        else:
            rows = answers[0].rows.get(by, {})
        keys = sorted(rows, key=lambda key: (key[2] and [_order(s) for s in key[2]], key[:2]))
        for start, end, segment in keys:
            parts = parts_of(rows[start, end, segment])
            if _says_something(kpi, parts):
                found.append(Fact(kpi.id, by, segment, start, end, parts))
    return found


def _order(name: str | None) -> tuple[bool, str]:
    return name is not None, name or ""


def _says_something(kpi: Kpi, parts: Parts) -> bool:
    """Return whether there is a value: a count is one even where it is zero."""
    if isinstance(kpi.measure, Count):
        return True
    if parts.denominator is not None:
        return parts.denominator != 0
    return parts.n > 0


def _given(kpi: Kpi, by: Cut, answer: Answer) -> dict[Key, Row]:
    """Return the given values of *by*: from rows in which all other columns are blank."""
    columns = tuple(dict.fromkeys(column for cut in kpi.by for column in cut))
    found: dict[Key, Row] = {}
    for (start, end, segment), row in answer.rows.get(columns, {}).items():
        named = {column for column, name in zip(columns, segment, strict=True) if name is not None}
        if named == set(by):
            places = dict(zip(columns, segment, strict=True))
            found[start, end, tuple(places[column] for column in by)] = row
    return found


def _divided(by: Cut, answers: Sequence[Answer], horizon: Horizon) -> dict[Key, Row]:
    """Return the two sides of a ratio together.

    A numerator without rows is 0 while its dataset has rows at all; beyond
    them nobody knows.
    """
    sides = {answer.question.side: answer for answer in answers}
    above, below = sides["numerator"], sides["denominator"]
    calendar = horizon.definition.period_length(above.question.kpi)
    begin, finish = calendar.period_of(above.first), calendar.period_of(above.last)
    found: dict[Key, Row] = {}
    for key, row in below.rows.get(by, {}).items():
        other = above.rows.get(by, {}).get(key)
        known = begin and finish and begin.start <= key[0] <= finish.start
        if other is None and not known:
            continue
        numerator = 0 if other is None else other["numerator"]
        losses = {
            loss: (row.get(loss) or 0) + ((other or {}).get(loss) or 0)  # type: ignore[operator]  # both are counts
            for loss in ("left_out", "unknown")
        }
        found[key] = {"n": row["denominator"], **row, "numerator": numerator, **losses}
    return found


def _with_zeros(by: Cut, answer: Answer, horizon: Horizon) -> dict[Key, Row]:
    """Return a count with a zero for each period between the dataset's first and last row."""
    rows = dict(answer.rows.get(by, {}))
    calendar = horizon.definition.period_length(answer.question.kpi)
    segments: list[Segment] = [()] if not by else list({key[2]: None for key in rows})
    for period in periods_between(calendar, answer.first, answer.last):
        if horizon.wanted(calendar, period):
            for segment in segments:
                rows.setdefault((period.start, period.end, segment), {"n": 0, "numerator": 0})
    return rows


def periods_between(calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    """Yield the periods from the one of *first* to the one of *last*."""
    begin, finish = calendar.period_of(first), calendar.period_of(last)
    if begin is not None and finish is not None:
        yield from calendar.between(begin, finish)


def parts_of(row: Row) -> Parts:
    """Return the totals *row* of a question as the parts of a value.

    Totals are exact; they become floats here, once, at the very end.
    """
    numerator = row.get("numerator")
    promoters, detractors = row.get("promoters"), row.get("detractors")
    if promoters is not None and detractors is not None:
        numerator = Decimal(promoters) - Decimal(detractors)
    squares = row.get("squares")
    if squares is not None:
        squares = Decimal(squares) + Decimal(row.get("squares_rest") or 0)
    return Parts(
        n=round(row.get("n") or 0),
        numerator=_float(numerator),
        denominator=_float(row.get("denominator")),
        value=_float(row.get("value")),
        promoters=_float(promoters),
        detractors=_float(detractors),
        squares=_float(squares),
        weight_squares=_float(row.get("weight_squares")),
        left_out=int(row.get("left_out") or 0),
        unknown=int(row.get("unknown") or 0),
    )


def _float(number: int | float | Decimal | None) -> float | None:
    return None if number is None else float(number)


def losses_of(answers: Sequence[Answer]) -> Mapping[str, int]:
    """Return how many rows of the whole were left out, and how many a blank comparison lost."""
    totals = {"left_out": 0, "unknown": 0}
    for answer in answers:
        for cut, rows in answer.rows.items():
            for row in rows.values() if not cut else ():
                for loss in totals:
                    totals[loss] += int(row.get(loss) or 0)
    return totals


__all__ = ["Answer", "facts_of", "losses_of", "parts_of", "replace"]
