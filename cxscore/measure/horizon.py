"""Which periods are measured: the one reported, those before it, and the one under way."""

from collections.abc import Iterable, Iterator
from datetime import date

from cxscore.calendar import DAY, Calendar, Period
from cxscore.frozen import frozen
from cxscore.model.definition import Definition
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi

Span = tuple[date, date]
"""The first and the last of some days."""


@frozen
class Horizon:
    """The period reported and the day of the paper: what is measured ends with them."""

    definition: Definition
    reported: Period
    as_of: date

    def wanted(self, calendar: Calendar, period: Period) -> bool:
        """Return whether *period* is measured.

        Those that ended by the end of the one reported are, and the one
        after it, which is drawn hollow until its rows are complete.
        """
        if period.end <= self.reported.end:
            return True
        before = calendar.shift(period, -1)
        follows = before is None or before.end <= self.reported.end
        return follows and period.start < self.as_of

    def periods(self, calendar: Calendar, blocks: Iterable[date]) -> dict[date, Period]:
        """Return the period that each block of days falls into, for periods that are measured."""
        found = {block: calendar.period_of(block) for block in blocks}
        return {
            block: period
            for block, period in found.items()
            if period is not None and self.wanted(calendar, period)
        }

    def longer(self, kpi: Kpi, periods: Iterable[Period]) -> Iterator[Span]:
        """Yield the spans, longer than a period, that *kpi* is looked at over.

        Its rolling windows; the year to date and the trailing year of the
        period at hand, and the spans that these are compared with; the
        longer periods of formulas that it is part of.
        """
        calendar = self.definition.period_length(kpi)
        known = sorted(set(periods), key=lambda period: period.start)
        if kpi.window > 1:
            for period in known:
                window = calendar.up_to(period, kpi.window)
                yield window[0].start, window[-1].end
        at_hand = self.latest(calendar)
        for pair in calendar.years_compared(at_hand) if at_hand is not None else ():
            for year in pair:
                if len(year) > 1:
                    yield year[0].start, year[-1].end
        for formula in self._formulas_over(kpi):
            longer = self.definition.period_length(formula)
            for whole in map(longer.period_of, (period.start for period in known)):
                if longer != calendar and whole is not None:
                    yield whole.start, whole.end

    def _formulas_over(self, kpi: Kpi) -> Iterator[Kpi]:
        for other in self.definition.kpis:
            if other.formula is not None and kpi.id in names_used(other.formula):
                yield other

    def latest(self, calendar: Calendar) -> Period | None:
        """Return the latest period of *calendar* that ended with the one reported."""
        return calendar.latest_ended(self.reported.end)

    def shown(self, calendar: Calendar) -> tuple[Period, ...]:
        """Return the periods of *calendar* that the paper shows."""
        latest = self.latest(calendar)
        return calendar.up_to(latest, self.definition.heading.history) if latest else ()


def reported_period(calendar: Calendar, days: Iterable[date], as_of: date) -> Period | None:
    """Return the latest period that ended before *as_of* and holds one of *days*.

    Where none has ended, it is the latest that has begun; None where rows are of the future alone.
    """
    begun = None
    for day in sorted(set(days), reverse=True):
        period = calendar.period_of(day)
        if period is not None and period.end < as_of:
            return period
        if period is not None and period.start <= as_of:
            begun = begun or period
    return begun


def periods_between(calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    """Yield the periods from the one of *first* to the one of *last*.

    Days before or after a listed calendar stand for its first and its last period.
    """
    if calendar.listed:
        first = max(first, calendar.listed[0].start)
        last = min(last, calendar.listed[-1].end)
    begin, finish = calendar.period_of(first), calendar.period_of(last)
    if begin is not None and finish is not None:
        yield from calendar.between(begin, finish)


def any_period(calendar: Calendar, as_of: date) -> Period:
    """Return the latest period that ended before *as_of*, though it holds no rows."""
    found = calendar.latest_ended(as_of - DAY) or calendar.period_of(as_of)
    return found or calendar.listed[0]
