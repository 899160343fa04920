"""Up to which day the customer ledger can be told: where its rows stop, nobody was lost for it."""

from dataclasses import replace
from datetime import date

from cxscore.calendar import Calendar
from cxscore.frozen import frozen
from cxscore.measure.coverage import Spread
from cxscore.measure.horizon import Horizon, Span
from cxscore.measure.queries.customers import CustomerRows
from cxscore.model.customers import Customers
from cxscore.model.measured import Coverage


@frozen
class Reach:
    """How far the rows of customers go."""

    shape: Customers
    covered: Coverage
    """The days that they speak of."""
    days: tuple[date, ...]
    """Those with rows, in order of time."""

    def tells(self, calendar: Calendar, span: Span) -> bool:
        """Return whether rows reach the last period of *span*, as *calendar* cuts it.

        Beyond the last purchase nobody is a customer any more, and beyond
        the last spell nobody comes or goes: that is a feed that stopped.
        Spells may be rare, and are missed only where they were due.
        Snapshots stand for their own period; so do counts that somebody kept,
        and without those of its first and last period a longer span has
        neither opening nor closing.
        """
        if self.shape.snapshots is not None:
            return True
        first, last = calendar.period_of(span[0]), calendar.period_of(span[1])
        if self.shape.movements is not None:
            ends = [each for each in (first, last) if each is not None]
            return all(any(day in period for day in self.days) for period in ends)
        start = max(span[0], last.start) if last is not None else span[0]
        if self.covered.last >= start:
            return True
        due = self.covered.due_after
        return self.shape.spells is not None and (due is None or due > span[1])


def reach_of(
    customers: CustomerRows, spread: Spread, last_end: date | None, horizon: Horizon
) -> Reach:
    """Return how far the rows of *customers* go, whose first days are those of *spread*.

    The day on which a spell ended is one of which rows speak, as that on
    which it began, unless some end after as-of (*last_end*): then ends are
    known beforehand, and say nothing of when the rows were written.
    """
    shape, coverage, days = customers.shape, spread.coverage, spread.days
    assert coverage is not None, "there are some rows"
    if shape.movements is not None:
        return Reach(shape, coverage, days)
    whole = replace(coverage, due_before=None, ended=(), missed=())
    last, due = coverage.last, coverage.due_after
    if shape.spells is not None and last_end is not None and last < last_end <= horizon.as_of:
        due = None if due is None else due + (last_end - last)
        last = last_end
    up_to = min(horizon.reported.end, horizon.as_of)
    if shape.purchases is not None:
        return Reach(shape, replace(coverage, due_before=None), days)
    if shape.snapshots is not None or due is None or due > up_to:
        return Reach(shape, replace(whole, last=max(last, up_to), due_after=None), days)
    return Reach(shape, replace(whole, last=last, due_after=due), days)
