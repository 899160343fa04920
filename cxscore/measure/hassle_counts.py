"""From the results of what is asked of hassles to cases by period and cell."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from cxscore.calendar import Period
from cxscore.measure.facts import KpiResult, exact, parts_of
from cxscore.measure.horizon import Horizon
from cxscore.measure.places import shown
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Row
from cxscore.measure.wording import grouped, names_listed, plural
from cxscore.model.hassle_totals import HassleCount, HassleTotals
from cxscore.model.log import CauseTag
from cxscore.problems import Problem, Severity

MOST_UNMAPPED = 0.2
"""The part of the cases of a year whose cell may mean no cause."""
_HINT = f"map them to one of: {', '.join(tag.value for tag in CauseTag)}"


def hassle_totals(result: KpiResult, horizon: Horizon) -> HassleTotals:
    """Return the cases of the year up to the period reported, and of the year before it."""
    calendar, reported = horizon.definition.calendar, horizon.reported
    year = calendar.trailing_year(reported) or (reported,)
    periods = (*calendar.a_year_before(year), *year)
    wanted = {period.start for period in periods}
    (by,) = result.kpi_query.kpi.by
    counts = [
        _count(start, segment[0], row)
        for (start, _, segment), row in result.rows.get(by, {}).items()
        if start in wanted
    ]
    counts.sort(key=lambda each: (each.start, each.cell is not None, each.cell or ""))
    return HassleTotals(tuple(counts), frozenset(_partial(periods, result, horizon.as_of)))


def _count(start: date, cell: str | None, row: Row) -> HassleCount:
    parts = parts_of(row)
    squares = exact(row, Part.SQUARES)
    return HassleCount(
        start,
        cell,
        cases=parts.n,
        customers=parts.numerator if Part.NUMERATOR in row else None,
        squares=float(squares or 0),
        untold=parts.left_out,
    )


def _partial(periods: tuple[Period, ...], result: KpiResult, as_of: date) -> Iterator[date]:
    """Yield the first days of *periods* that have not ended, or that rows do not cover."""
    cover = result.coverage
    for period in periods:
        beyond = period.end < cover.first or period.start > cover.last
        if beyond or period.end > as_of or cover.cuts(period):
            yield period.start


def unmapped(totals: HassleTotals, horizon: Horizon) -> Iterator[Problem]:
    """Yield a warning where the cells of many cases of the year mean none of the seven causes."""
    definition = horizon.definition
    hassles, reported = definition.hassles, horizon.reported
    year = definition.calendar.trailing_year(reported) or (reported,)
    cells = Counter[str | None]()
    for count in totals.counts:
        if count.start >= year[0].start:
            cells[count.cell] += count.cases
    if hassles is None:
        return
    lost = [(cell, n) for cell, n in cells.most_common() if hassles.cause.cause_of(cell) is None]
    number, every = sum(n for _, n in lost), cells.total()
    if number > MOST_UNMAPPED * every:
        names = [f"{_named(cell)} ({n})" for cell, n in lost]
        cases = f"{grouped(number)} of {plural(every, 'case')} of '{hassles.dataset}'"
        says = f"{cases} in the year to {reported.id} have no cause: {names_listed(names)}"
        yield definition.origin.problem(
            ("hassles", "cause", "map"), "CX706", says, _HINT, Severity.WARNING
        )


def _named(cell: str | None) -> str:
    return "blank" if cell is None else f"'{shown(cell)}'"
