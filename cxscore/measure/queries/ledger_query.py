"""The customer ledger as it is asked: of whom, cut by what, over which spans of days."""

from collections.abc import Mapping, Sequence
from datetime import date

from cxscore.calendar import DAY, Period
from cxscore.frozen import frozen
from cxscore.measure.horizon import Span
from cxscore.measure.queries.customers import CustomerRows


@frozen
class LedgerQuery:
    """The ledger of a dataset: of whom, cut by what, over which spans of days."""

    customers: CustomerRows
    sets: Sequence[tuple[str, ...]]
    """The sets of columns that customers are cut by, the whole first."""
    spans: Sequence[Span]
    reported: Span
    """That of which the reasons are told."""
    periods: Sequence[Period]
    """Those that snapshots fall into."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that customers are cut by, each once."""
        return tuple(dict.fromkeys(column for each in self.sets for column in each))

    @property
    def held_by(self) -> Sequence[Period]:
        """The periods that say from when to when a row holds: those of snapshots."""
        return self.periods if self.customers.shape.snapshots is not None else ()

    @property
    def looked_at(self) -> list[date]:
        """The days at whose end it is asked who is there, in order of time."""
        periods = self.held_by
        first = periods[0].start - DAY if periods else self.reported[1]
        return sorted({day for start, end in self.spans for day in (start - DAY, end)} | {first})

    @property
    def places(self) -> Mapping[Span, tuple[int, int]]:
        """The spans in order, each with the places of its two ends among the days looked at."""
        places = {day: place for place, day in enumerate(self.looked_at)}
        return {
            (start, end): (places[start - DAY], places[end])
            for start, end in sorted(set(self.spans))
        }

    @property
    def longer(self) -> list[tuple[int, int]]:
        """The places of the spans between whose ends other days are looked at."""
        return sorted({each for each in self.places.values() if each[1] - each[0] > 1})
